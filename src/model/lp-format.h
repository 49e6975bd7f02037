/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-ticket-code.h"
#include "lp-types.h"

G_BEGIN_DECLS

/* Dates, numbers and states as a person reads them: in the locale's language and order. All results are
 * translated and owned by the caller unless said otherwise. */

/**
 * lp_format_date:
 * @date: a day or %LP_DATE_NONE
 *
 * Returns: (transfer full): the day with its month in words, such as `31 December 2026`; `–` for no day.
 */
char *lp_format_date (LpDate date);

/**
 * lp_format_date_short:
 * @date: a day or %LP_DATE_NONE
 *
 * Returns: (transfer full): the form for a column, such as `31 Dec 2026`; `–` for no day.
 */
char *lp_format_date_short (LpDate date);

/**
 * lp_format_instant:
 * @instant: (nullable): an RFC 3339 instant
 *
 * Returns: (transfer full): day and time in the machine's zone, such as `24 Nov 2026, 14:02`; only the time for
 *   an instant of today; `–` for none.
 */
char *lp_format_instant (const char *instant);

/**
 * lp_format_time:
 * @unix_seconds: seconds since 1970, UTC
 *
 * Returns: (transfer full): like lp_format_instant().
 */
char *lp_format_time (gint64 unix_seconds);

/**
 * lp_format_count:
 * @count: a number
 *
 * Returns: (transfer full): with the locale's thousands separators.
 */
char *lp_format_count (gint64 count);

/**
 * lp_format_period:
 * @period: a term or notice
 *
 * Returns: (transfer full): `3 months`, `1 year`.
 */
char *lp_format_period (LpPeriod period);

/**
 * lp_format_path:
 * @path: names joined by `/`
 *
 * Returns: (transfer full): the same joined by ` › `.
 */
char *lp_format_path (const char *path);

/* Names of enumeration values in words, borrowed. */
const char *lp_format_ticket_state (LpTicketState state);
const char *lp_format_ticket_state_icon (LpTicketState state);
const char *lp_format_subscription_state (LpSubscriptionState state);
/* Whether it renews by itself. */
const char *lp_format_renewal (LpSubscriptionState state);
const char *lp_format_subscription_state_icon (LpSubscriptionState state);
/* The style class of that icon. */
const char *lp_format_subscription_state_class (LpSubscriptionState state);
const char *lp_format_role (LpRole role);
/* What a role allows, in a phrase; `is_vendor`: in the vendor group. */
const char *lp_format_role_meaning (LpRole role, gboolean is_vendor);
const char *lp_format_person_state (LpPersonState state);
const char *lp_format_group_kind (LpGroupKind kind);
const char *lp_format_product_kind (LpProductKind kind);
const char *lp_format_start_mode (LpStartMode mode);
const char *lp_format_expiry_mode (LpExpiryMode mode);

/**
 * lp_format_tickets:
 * @tickets: (element-type LpTicket): at least one
 *
 * What a change is about, in a few letters: the first ten of its symbols tell a ticket from ten million others.
 *
 * Returns: (transfer full): "GSRMA-7GJDG…" for one ticket, "3 tickets" for several.
 */
char *lp_format_tickets (GPtrArray *tickets);

/**
 * lp_format_ticket_code_fault:
 * @result: of lp_ticket_code_normalize()
 *
 * Returns: (transfer none) (nullable): a sentence that says what is wrong with what was typed; %NULL for a right code.
 */
const char *lp_format_ticket_code_fault (LpTicketCodeResult result);

/**
 * lp_format_error:
 * @error: what happened
 *
 * Returns: (transfer full): one or two sentences for a person: what happened and what to do.
 */
char *lp_format_error (const GError *error);

G_END_DECLS

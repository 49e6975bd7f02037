/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-types.h"

G_BEGIN_DECLS

/* The rules of design: domain, "Subscriptions", as pure functions. Days are civil dates in the vendor's zone;
 * all periods include their last day. */

/**
 * lp_term_end:
 * @anchor: first day of the first term counted
 * @months: how many months from @anchor, at least 1
 *
 * Returns: the last day of a term of @months months counted from @anchor (BGB §§ 187(2), 188(2), 188(3));
 *   clamped to %LP_DATE_MAX.
 */
LpDate lp_term_end (LpDate anchor, int months);

/**
 * lp_fiscal_year_end:
 * @start: a day
 * @month_day: `MM-DD`; `02-28` and `02-29` both mean the end of February
 *
 * Returns: the first fiscal year end on or after @start, clamped to %LP_DATE_MAX; %LP_DATE_NONE if @month_day
 *   is no such text.
 */
LpDate lp_fiscal_year_end (LpDate start, const char *month_day);

/**
 * lp_notice_deadline:
 * @term_end: last day of the term
 * @notice: the cancellation period
 *
 * Returns: the latest day d with d + @notice ≤ @term_end; clamped to %LP_DATE_MIN.
 */
LpDate lp_notice_deadline (LpDate term_end, LpPeriod notice);

/**
 * LpSubscriptionTerms:
 *
 * What decides all days of a subscription.
 */
typedef struct
{
  LpStartMode start_mode;
  LpExpiryMode expiry_mode;
  LpDate start;          /* LP_DATE_NONE while pending */
  LpDate initial_expiry; /* only for LP_EXPIRY_FIXED */
  int term_months;
  LpPeriod notice;
  const char *fiscal_year_end; /* MM-DD, borrowed; only for LP_EXPIRY_FISCAL_YEAR_END */
  gboolean consumer;           /* later terms are one month with notice P0D (BGB § 309 No. 9) */
} LpSubscriptionTerms;

/**
 * lp_subscription_term:
 * @terms: a started subscription
 * @number: 0 for the first term
 * @first: (out): its first day
 * @last: (out): its last day
 *
 * Returns: %FALSE if the term lies beyond the year 9999.
 */
gboolean lp_subscription_term (const LpSubscriptionTerms *terms, int number, LpDate *first, LpDate *last);

/**
 * lp_subscription_deadline:
 * @terms: a started subscription
 * @number: term number, 0 for the first
 *
 * Returns: the last day on which a cancellation is in time for the end of that term, never before the start;
 *   %LP_DATE_NONE if the term lies beyond the year 9999.
 */
LpDate lp_subscription_deadline (const LpSubscriptionTerms *terms, int number);

/**
 * lp_subscription_committed_until:
 * @terms: a started subscription
 * @recorded: how many renewals are recorded
 *
 * Returns: the last day of the term that the last recorded renewal brought (of the first term for 0), or
 *   %LP_DATE_NONE beyond the year 9999.
 */
LpDate lp_subscription_committed_until (const LpSubscriptionTerms *terms, int recorded);

/**
 * lp_subscription_renewals_due:
 * @terms: a started subscription
 * @recorded: how many renewals are recorded already
 * @today: the day
 *
 * Returns: (transfer full): an array of #LpRenewal that are due on or before @today and not recorded yet, in
 *   order, each with the day on which it was due. Ignores cancellation: the caller asks only where auto-renewal
 *   is on.
 */
GArray *lp_subscription_renewals_due (const LpSubscriptionTerms *terms, int recorded, LpDate today);

/**
 * lp_subscription_get_state:
 * @subscription: dates as stored
 * @today: the day
 *
 * Returns: the state on that day.
 */
LpSubscriptionState lp_subscription_get_state (const LpSubscription *subscription, LpDate today);

/**
 * lp_notice_get_max:
 * @unit: of a notice
 *
 * Returns: how many of them a notice may have at most: about a hundred years, and no more than a period can say.
 */
int lp_notice_get_max (LpPeriodUnit unit);

/**
 * lp_subscription_validate:
 * @terms: as asked for
 * @error: %LP_ERROR_INVALID with one field for each fault (`/initial_expiry`, `/notice`, …)
 *
 * Returns: whether a subscription with these terms may be opened: fixed needs a date, not before the start;
 *   days within 1900–2999; term and notice at most a hundred years; consumer limits (first term at most two
 *   years, notice at most P1M).
 */
gboolean lp_subscription_validate (const LpSubscriptionTerms *terms, GError **error);

/**
 * lp_subscription_shorten_for_consumer:
 * @terms: (inout): with the product's defaults
 *
 * Shortens defaults to what a consumer may be offered: a term of at most two years, a notice of at most P1M.
 * For defaults only: values that a person gave and that go beyond are refused by lp_subscription_validate().
 * Does nothing unless `consumer` is set.
 */
void lp_subscription_shorten_for_consumer (LpSubscriptionTerms *terms);

G_END_DECLS

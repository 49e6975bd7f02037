/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-types.h"

G_BEGIN_DECLS

/**
 * lc_ticket_write_entries:
 * @out: appended to
 * @entries: of #LpEntryValue
 * @product: knows which of them are numbers and booleans
 *
 * Writes the column `ticket.entries`: the JSON object of the wire, so that a snapshot of a million tickets copies
 * it as it is.
 */
void lc_ticket_write_entries (GString *out, GArray *entries, const LpProduct *product);

/**
 * lc_ticket_read_entries:
 * @text: the column
 *
 * Returns: (transfer full): of #LpEntryValue
 */
GArray *lc_ticket_read_entries (const char *text);

/**
 * lc_ticket_write_place:
 * @out: appended to
 * @ticket: a ticket
 *
 * Writes the members of `PATCH …/allocation` as they are, for audit records.
 */
void lc_ticket_write_place (GString *out, const LpTicket *ticket);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-types.h"

G_BEGIN_DECLS

/**
 * lc_ticket_write_entries:
 * @out: appended to
 * @entries: of #LpEntryValue
 *
 * Writes the column `ticket.entries`: a JSON object of texts in the product's order.
 */
void lc_ticket_write_entries (GString *out, GArray *entries);

/**
 * lc_ticket_read_entries:
 * @text: the column
 *
 * Returns: (transfer full): of #LpEntryValue
 */
GArray *lc_ticket_read_entries (const char *text);

G_END_DECLS

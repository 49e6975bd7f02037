/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-db.h"

G_BEGIN_DECLS

/* What a query must select for lc_order_write_row(), and from what; conditions name `o`. */
#define LC_ORDER_SELECT                                                                                      \
  "SELECT o.row, o.id, o.number, o.state, g.id, p.id, o.licenses, o.quantity, o.reference, o.created_at,"    \
  " c.id, d.id, o.reason, o.version FROM orders o LEFT JOIN groups g ON g.row = o.group_row"                 \
  " LEFT JOIN product p ON p.row = o.product LEFT JOIN person c ON c.row = o.created_by"                     \
  " LEFT JOIN person d ON d.row = o.decided_by"

/**
 * lc_order_write_row:
 * @out: appended to
 * @row: stands on a row of %LC_ORDER_SELECT
 *
 * Writes what lp_wire_write_order() writes, straight from the row: for snapshots.
 */
void lc_order_write_row (GString *out, LpStatement *row);

G_END_DECLS

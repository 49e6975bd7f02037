/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lc-order-writer.h"

#include "lc-row-text.h"
#include "lp-wire.h"

void
lc_order_write_row (GString *out, LpStatement *row)
{
  lc_row_write_column (out, "{\"id\":", row, 1);
  lc_row_write_column (out, ",\"number\":", row, 2);
  lc_row_write_column (out, ",\"state\":", row, 3);
  lc_row_write_column (out, ",\"group_id\":", row, 4);
  lc_row_write_column (out, ",\"product_id\":", row, 5);
  LC_LITERAL (out, ",\"licenses\":");
  lp_wire_write_int (out, lp_statement_get_int (row, 6));
  LC_LITERAL (out, ",\"quantity\":");
  lp_wire_write_int (out, lp_statement_get_int (row, 7));
  LC_LITERAL (out, ",\"reference\":");
  lp_wire_write_string (out, lp_statement_get_text (row, 8));
  lc_row_write_column (out, ",\"created_at\":", row, 9);
  lc_row_write_column (out, ",\"created_by\":", row, 10);
  lc_row_write_column (out, ",\"decided_by\":", row, 11);
  LC_LITERAL (out, ",\"reason\":");
  lp_wire_write_string (out, lp_statement_get_text (row, 12));
  lc_row_write_etag (out, lp_statement_get_text (row, 1), lp_statement_get_int (row, 13));
}

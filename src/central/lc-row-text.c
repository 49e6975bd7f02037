/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lc-row-text.h"

#include "lp-wire.h"

void
lc_row_write_plain (GString *out, const char *text)
{
  if (text == NULL)
    {
      LC_LITERAL (out, "null");
      return;
    }
  g_string_append_c (out, '"');
  g_string_append (out, text);
  g_string_append_c (out, '"');
}

void
lc_row_write_column (GString *out, const char *name, LpStatement *row, int column)
{
  g_string_append (out, name);
  lc_row_write_plain (out, lp_statement_get_text (row, column));
}

void
lc_row_write_etag (GString *out, const char *id, gint64 version)
{
  LC_LITERAL (out, ",\"etag\":\"\\\"");
  g_string_append (out, id);
  g_string_append_c (out, '-');
  lp_wire_write_int (out, version);
  LC_LITERAL (out, "\\\"\"}");
}

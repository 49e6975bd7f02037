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

char **
lc_row_list_texts (LpDb *db, const char *sql, gint64 row, GError **error)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  GError *fault = NULL;
  LpStatement *rows = lp_db_query (db, &fault, sql, "i", row);

  while (rows != NULL && lp_statement_step (rows, &fault))
    g_ptr_array_add (texts, lp_statement_dup_text (rows, 0));
  if (fault != NULL)
    {
      g_propagate_error (error, fault);
      return NULL;
    }
  g_ptr_array_add (texts, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&texts), FALSE);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lp-csv.h"

#include <string.h>

void
lp_csv_append_cell (GString *csv, const char *text)
{
  gboolean guard = text != NULL && *text != '\0' && strchr ("=+-@\t\r", *text) != NULL;
  gboolean quote = text != NULL && strpbrk (text, ",\"\r\n") != NULL;

  if (quote)
    g_string_append_c (csv, '"');
  if (guard)
    g_string_append_c (csv, '\'');
  for (const char *c = text != NULL ? text : ""; *c != '\0'; c++)
    {
      if (*c == '"')
        g_string_append_c (csv, '"');
      g_string_append_c (csv, *c);
    }
  if (quote)
    g_string_append_c (csv, '"');
}

void
lp_csv_append_row (GString *csv, const char *const *cells, gsize n_cells)
{
  for (gsize i = 0; i < n_cells; i++)
    {
      if (i > 0)
        g_string_append_c (csv, ',');
      lp_csv_append_cell (csv, cells[i]);
    }
  g_string_append_c (csv, '\n');
}

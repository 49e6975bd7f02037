/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-cli-output.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

#include <glib/gi18n.h>

/* Characters of a text that a message quotes. */
#define MAX_QUOTED 80

struct _LpCliOutput
{
  LpCliFormat format;
  gboolean single;
  const LpCliColumn *columns; /* static */
  guint n_columns;
  guint *widths;    /* of table columns so far */
  GPtrArray *cells; /* of char *, n_columns for each row: rows of a table that wait for their widths */
  gboolean begun;
};

static gboolean
write_text (const char *text, gsize size, GError **error)
{
  if (fwrite (text, 1, size, stdout) == size && fflush (stdout) == 0)
    return TRUE;
  g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (errno),
               _ ("Standard output cannot be written: %s"), g_strerror (errno));
  return FALSE;
}

/* Direction overrides and isolates can make a row read as another one. */
static gboolean
turns_direction (gunichar c)
{
  return (c >= 0x202a && c <= 0x202e) || (c >= 0x2066 && c <= 0x2069) || c == 0x200e || c == 0x200f ||
         c == 0x061c;
}

char *
lp_cli_make_visible (const char *text)
{
  GString *result = g_string_new (NULL);

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (c < 0x20)
        g_string_append_unichar (result, 0x2400 + c);
      else if (c == 0x7f)
        g_string_append_unichar (result, 0x2421);
      else if (g_unichar_iscntrl (c) || turns_direction (c) || c == 0x2028 || c == 0x2029)
        g_string_append_unichar (result, 0xfffd);
      else
        g_string_append_unichar (result, c);
    }
  return g_string_free (result, FALSE);
}

char *
lp_cli_shorten (const char *text)
{
  g_autofree char *beginning = NULL;

  if (g_utf8_strlen (text, -1) <= MAX_QUOTED)
    return g_strdup (text);
  beginning = g_utf8_substring (text, 0, MAX_QUOTED - 1);
  return g_strconcat (beginning, "…", NULL);
}

/* Columns of a terminal: two for wide characters, none for combining ones. */
static guint
display_width (const char *text)
{
  guint width = 0;

  for (const char *p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_iszerowidth (c))
        width += g_unichar_iswide (c) ? 2 : 1;
    }
  return width;
}

/* Quotes as RFC 4180 says, only where needed. What a person wrote must not become a formula of a spreadsheet: it gets
 * an apostrophe in front (design: security, "Spreadsheet injection"). */
static void
append_csv_cell (GString *line, const char *cell, gboolean is_text)
{
  /* A NUL cannot reach us: JSON strings with one are refused by the wire. */
  gboolean guard = is_text && cell[0] != '\0' && strchr ("=+-@\t\r", cell[0]) != NULL;

  if (strpbrk (cell, ",\"\r\n") == NULL)
    {
      if (guard)
        g_string_append_c (line, '\'');
      g_string_append (line, cell);
      return;
    }
  g_string_append (line, guard ? "\"'" : "\"");
  for (const char *p = cell; *p != '\0'; p++)
    {
      if (*p == '"')
        g_string_append_c (line, '"');
      g_string_append_c (line, *p);
    }
  g_string_append_c (line, '"');
}

LpCliOutput *
lp_cli_output_new (LpCliFormat format, const LpCliColumn *columns, guint n_columns, gboolean single)
{
  LpCliOutput *self = g_new0 (LpCliOutput, 1);

  self->format = format;
  self->single = single;
  self->columns = columns;
  self->n_columns = n_columns;
  self->widths = g_new0 (guint, n_columns);
  self->cells = g_ptr_array_new_with_free_func (g_free);
  for (guint i = 0; i < n_columns; i++)
    if (columns[i].title != NULL)
      self->widths[i] = display_width (_ (columns[i].title));
  return self;
}

void
lp_cli_output_free (LpCliOutput *self)
{
  g_free (self->widths);
  g_ptr_array_unref (self->cells);
  g_free (self);
}

static char *
dup_json (JsonNode *node, gboolean pretty)
{
  g_autoptr (JsonGenerator) generator = json_generator_new ();

  json_generator_set_root (generator, node);
  json_generator_set_pretty (generator, pretty);
  return json_generator_to_data (generator, NULL);
}

void
lp_cli_output_add (LpCliOutput *self, JsonNode *node, ...)
{
  va_list arguments;

  if (self->format == LP_CLI_JSON)
    {
      g_ptr_array_add (self->cells, node != NULL ? dup_json (node, self->single) : g_strdup ("null"));
      return;
    }
  va_start (arguments, node);
  for (guint i = 0; i < self->n_columns; i++)
    {
      const char *cell = va_arg (arguments, const char *);

      if (cell == NULL)
        cell = "";
      g_ptr_array_add (self->cells,
                       self->format == LP_CLI_TABLE ? lp_cli_make_visible (cell) : g_strdup (cell));
    }
  va_end (arguments);
}

static void
append_padding (GString *text, guint count)
{
  for (guint i = 0; i < count; i++)
    g_string_append_c (text, ' ');
}

static void
append_table_cell (GString *text, const LpCliColumn *column, guint width, const char *cell, gboolean last)
{
  guint used = display_width (cell);
  guint padding = width > used ? width - used : 0;

  if (column->flags & LP_CLI_COLUMN_RIGHT)
    {
      append_padding (text, padding);
      g_string_append (text, cell);
    }
  else
    {
      g_string_append (text, cell);
      if (!last)
        append_padding (text, padding);
    }
  if (!last)
    g_string_append (text, "  ");
}

/* The last column that tables show: nothing is padded behind it. */
static guint
get_last_column (LpCliOutput *self)
{
  guint last = 0;

  for (guint i = 0; i < self->n_columns; i++)
    if (self->columns[i].title != NULL)
      last = i;
  return last;
}

static void
append_table_row (LpCliOutput *self, GString *text, gpointer *cells)
{
  guint last = get_last_column (self);

  for (guint i = 0; i <= last; i++)
    if (self->columns[i].title != NULL)
      append_table_cell (text, &self->columns[i], self->widths[i],
                         cells != NULL ? cells[i] : _ (self->columns[i].title), i == last);
  g_string_append_c (text, '\n');
}

static void
append_table (LpCliOutput *self, GString *text)
{
  for (guint at = 0; at < self->cells->len; at++)
    {
      guint width = display_width (g_ptr_array_index (self->cells, at));
      guint column = at % self->n_columns;

      self->widths[column] = MAX (self->widths[column], width);
    }
  if (!self->begun)
    append_table_row (self, text, NULL);
  for (guint at = 0; at < self->cells->len; at += self->n_columns)
    append_table_row (self, text, &g_ptr_array_index (self->cells, at));
}

static void
append_record (LpCliOutput *self, GString *text)
{
  guint width = 0;

  for (guint i = 0; i < self->n_columns; i++)
    width = MAX (width, self->widths[i]);
  for (guint at = 0; at < self->cells->len; at += self->n_columns)
    for (guint i = 0; i < self->n_columns; i++)
      {
        const char *title = self->columns[i].title;
        const char *cell = g_ptr_array_index (self->cells, at + i);

        if (title == NULL || cell[0] == '\0')
          continue;
        g_string_append (text, _ (title));
        append_padding (text, width + 2 - display_width (_ (title)));
        g_string_append_printf (text, "%s\n", cell);
      }
}

static void
append_csv_row (LpCliOutput *self, GString *text, gpointer *cells)
{
  gboolean first = TRUE;

  for (guint i = 0; i < self->n_columns; i++)
    {
      const LpCliColumn *column = &self->columns[i];

      if (column->name == NULL)
        continue;
      if (!first)
        g_string_append_c (text, ',');
      append_csv_cell (text, cells != NULL ? cells[i] : column->name,
                       cells != NULL && column->flags & LP_CLI_COLUMN_TEXT);
      first = FALSE;
    }
  g_string_append_c (text, '\n');
}

static void
append_csv (LpCliOutput *self, GString *text)
{
  if (!self->begun)
    append_csv_row (self, text, NULL);
  for (guint at = 0; at < self->cells->len; at += self->n_columns)
    append_csv_row (self, text, &g_ptr_array_index (self->cells, at));
}

static void
append_json (LpCliOutput *self, GString *text)
{
  if (!self->begun && !self->single)
    g_string_append_c (text, '[');
  for (guint at = 0; at < self->cells->len; at++)
    {
      if (!self->single)
        g_string_append (text, self->begun || at > 0 ? ",\n" : "\n");
      g_string_append (text, g_ptr_array_index (self->cells, at));
    }
}

gboolean
lp_cli_output_flush (LpCliOutput *self, GError **error)
{
  g_autoptr (GString) text = g_string_new (NULL);

  /* A table with no rows at all still has its titles, which lp_cli_output_close() writes. */
  if (self->cells->len == 0)
    return TRUE;
  if (self->format == LP_CLI_JSON)
    append_json (self, text);
  else if (self->format == LP_CLI_CSV)
    append_csv (self, text);
  else if (self->single)
    append_record (self, text);
  else
    append_table (self, text);
  self->begun = TRUE;
  g_ptr_array_set_size (self->cells, 0);
  return write_text (text->str, text->len, error);
}

gboolean
lp_cli_output_close (LpCliOutput *self, GError **error)
{
  g_autoptr (LpCliOutput) owned = self;
  g_autoptr (GString) text = g_string_new (NULL);

  if (!lp_cli_output_flush (self, error))
    return FALSE;
  if (self->format == LP_CLI_JSON)
    {
      if (!self->begun && !self->single)
        g_string_append_c (text, '[');
      g_string_append (text, self->single ? "\n" : "\n]\n");
    }
  else if (!self->begun && self->format == LP_CLI_CSV)
    append_csv (self, text);
  else if (!self->begun && !self->single)
    append_table (self, text);
  return write_text (text->str, text->len, error);
}

gboolean
lp_cli_print_json (JsonNode *node, GError **error)
{
  g_autofree char *text = dup_json (node, TRUE);

  return write_text (text, strlen (text), error) && write_text ("\n", 1, error);
}

gboolean
lp_cli_print_text (const char *text, GError **error)
{
  return write_text (text, strlen (text), error);
}

gboolean
lp_cli_print_line (const char *line, GError **error)
{
  g_autofree char *visible = lp_cli_make_visible (line);

  return write_text (visible, strlen (visible), error) && write_text ("\n", 1, error);
}

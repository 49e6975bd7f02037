/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-address-lines.h"

#include <glib/gi18n-lib.h>

#include "lp-order-rules.h"

/* What stands between the columns of a line, and around an address in a mail program: “Ada <ada@acme.example>”. */
static gboolean
is_separator (gunichar character)
{
  return g_unichar_isspace (character) ||
         (character < 128 && strchr (",;<>\"'()", (int) character) != NULL && character != 0);
}

static void
line_free (gpointer data)
{
  LpAddressLine *line = data;

  g_free (line->text);
  g_free (line->address);
  g_free (line->fault);
  g_free (line);
}

/* The words of a line that are meant as addresses; owned. */
static GPtrArray *
find_candidates (const char *text)
{
  GPtrArray *found = g_ptr_array_new_with_free_func (g_free);

  while (*text != '\0')
    {
      const char *start = text;

      while (*text != '\0' && !is_separator (g_utf8_get_char (text)))
        text = g_utf8_next_char (text);
      if (memchr (start, '@', (gsize) (text - start)) != NULL)
        g_ptr_array_add (found, g_strndup (start, (gsize) (text - start)));
      if (*text != '\0')
        text = g_utf8_next_char (text);
    }
  return found;
}

/* For a sentence: as much as one reads, and with a sign for what nobody would see, or would see the sentence turned
 * around by. */
static char *
dup_shown (const char *text)
{
  GString *shown = g_string_new (NULL);
  glong n_left = g_utf8_strlen (text, -1) <= 40 ? 40 : 39;

  for (; *text != '\0' && n_left > 0; text = g_utf8_next_char (text), n_left--)
    {
      gunichar character = g_utf8_get_char (text);
      GUnicodeType type = g_unichar_type (character);
      gboolean hidden = type == G_UNICODE_FORMAT || (type == G_UNICODE_CONTROL && character != '\t');

      g_string_append_unichar (shown, hidden ? 0xfffd : character);
    }
  if (*text != '\0')
    g_string_append (shown, "…");
  return g_string_free (shown, FALSE);
}

static void
read_line (LpAddressLine *line, GHashTable *members)
{
  g_autoptr (GPtrArray) candidates = find_candidates (line->text);
  g_autofree char *shown = dup_shown (line->text);
  g_autofree char *address = NULL, *folded = NULL;

  if (candidates->len == 0)
    /* Translators: a line number, and what stands in that line */
    line->fault = g_strdup_printf (_ ("Line %u: “%s” has no e-mail address."), line->number, shown);
  else if (candidates->len > 1)
    /* Translators: %u is a line number */
    line->fault =
        g_strdup_printf (_ ("Line %u has more than one e-mail address: put each on a line of its own."),
                         line->number);
  if (line->fault != NULL)
    return;

  address = lp_email_validate (candidates->pdata[0], "", NULL);
  folded = address != NULL ? g_utf8_casefold (address, -1) : NULL;
  g_free (shown);
  shown = dup_shown (candidates->pdata[0]);
  if (address == NULL || strchr (strchr (address, '@'), '.') == NULL)
    /* Translators: a line number, and what stands in that line */
    line->fault = g_strdup_printf (_ ("Line %u: “%s” is no e-mail address such as ada@example.com."),
                                   line->number, shown);
  else if (members != NULL && g_hash_table_contains (members, folded))
    /* Translators: a line number, and an e-mail address */
    line->fault = g_strdup_printf (_ ("Line %u: %s is a member already."), line->number, shown);
  else
    line->address = g_steal_pointer (&address);
}

static gboolean
is_repeated (GHashTable *seen, const LpAddressLine *line)
{
  return line->address != NULL && !g_hash_table_add (seen, g_utf8_casefold (line->address, -1));
}

static gboolean
is_blank (const char *text)
{
  while (*text != '\0' && g_unichar_isspace (g_utf8_get_char (text)))
    text = g_utf8_next_char (text);
  return *text == '\0';
}

GPtrArray *
lp_address_lines_read (const char *text, GHashTable *members)
{
  g_auto (GStrv) all = g_strsplit (text, "\n", -1);
  g_autoptr (GHashTable) seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GPtrArray *lines = g_ptr_array_new_with_free_func (line_free);

  for (guint i = 0; all[i] != NULL; i++)
    {
      LpAddressLine *line;

      g_strstrip (all[i]);
      if (is_blank (all[i]))
        continue;
      line = g_new0 (LpAddressLine, 1);
      line->number = i + 1;
      line->text = g_strdup (all[i]);
      read_line (line, members);
      if (is_repeated (seen, line))
        line_free (line);
      else
        g_ptr_array_add (lines, line);
    }
  return lines;
}

guint
lp_address_lines_count (GPtrArray *lines, gboolean faults)
{
  guint count = 0;

  for (guint i = 0; i < lines->len; i++)
    count += (((LpAddressLine *) lines->pdata[i])->fault != NULL) == faults;
  return count;
}

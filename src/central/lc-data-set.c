/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lc-data-set.h"

#include <string.h>

#include "lp-error.h"

/* A place in the text. The scanner knows strings and brackets, no more: what stands between is checked by
 * whoever parses the element. */
typedef struct
{
  const char *at;
  const char *end;
  guint line;
} Scanner;

typedef struct
{
  const char *text; /* of the value */
  gsize size;
  guint line;
} Member;

struct _LcDataSet
{
  GBytes *bytes;
  GHashTable *members; /* char * → Member */
  GPtrArray *names;    /* borrowed from members, NULL-terminated */
};

static gboolean
fail (const Scanner *scanner, const char *what, GError **error)
{
  g_set_error (error, LP_ERROR, LP_ERROR_MALFORMED, "Line %u: %s", scanner->line, what);
  return FALSE;
}

static void
skip_space (Scanner *scanner)
{
  for (; scanner->at < scanner->end; scanner->at++)
    {
      if (*scanner->at == '\n')
        scanner->line++;
      else if (*scanner->at != ' ' && *scanner->at != '\t' && *scanner->at != '\r')
        return;
    }
}

static gboolean
take (Scanner *scanner, char symbol)
{
  skip_space (scanner);
  if (scanner->at == scanner->end || *scanner->at != symbol)
    return FALSE;
  scanner->at++;
  return TRUE;
}

/* The opening quote is next. A string ends on its line: a raw line break in it is no JSON. */
static gboolean
skip_string (Scanner *scanner, GError **error)
{
  for (scanner->at++; scanner->at < scanner->end && *scanner->at != '\n'; scanner->at++)
    {
      if (*scanner->at == '"')
        {
          scanner->at++;
          return TRUE;
        }
      if (*scanner->at == '\\' && scanner->at + 1 < scanner->end)
        scanner->at++;
    }
  return fail (scanner, "a text has no closing quotation mark", error);
}

static gboolean
skip_nested (Scanner *scanner, GError **error)
{
  guint depth = 0;

  do
    {
      skip_space (scanner);
      if (scanner->at == scanner->end)
        return fail (scanner, "the file ends inside an object or array", error);
      if (*scanner->at == '"')
        {
          if (!skip_string (scanner, error))
            return FALSE;
          continue;
        }
      if (*scanner->at == '{' || *scanner->at == '[')
        depth++;
      else if (*scanner->at == '}' || *scanner->at == ']')
        depth--;
      scanner->at++;
    }
  while (depth > 0);
  return TRUE;
}

static gboolean
skip_value (Scanner *scanner, GError **error)
{
  const char *start;

  skip_space (scanner);
  if (scanner->at == scanner->end)
    return fail (scanner, "the file ends where a value should be", error);
  if (*scanner->at == '"')
    return skip_string (scanner, error);
  if (*scanner->at == '{' || *scanner->at == '[')
    return skip_nested (scanner, error);
  for (start = scanner->at; scanner->at < scanner->end && strchr (",]} \t\r\n", *scanner->at) == NULL;)
    scanner->at++;
  return scanner->at > start || fail (scanner, "a value is missing", error);
}

/* `"name":` is next; @name gets the text between the quotes, escapes as they stand. */
static gboolean
take_name (Scanner *scanner, char **name, GError **error)
{
  const char *start;

  skip_space (scanner);
  if (scanner->at == scanner->end || *scanner->at != '"')
    return fail (scanner, "a member's name in quotation marks should be here", error);
  start = scanner->at + 1;
  if (!skip_string (scanner, error))
    return FALSE;
  *name = g_strndup (start, (gsize) (scanner->at - start - 1));
  return take (scanner, ':') || fail (scanner, "a colon should follow the member's name", error);
}

static gboolean
index_member (LcDataSet *self, Scanner *scanner, GError **error)
{
  g_autofree char *name = NULL;
  Member *member;
  Scanner start;

  if (!take_name (scanner, &name, error))
    return FALSE;
  skip_space (scanner);
  start = *scanner;
  if (!skip_value (scanner, error))
    return FALSE;
  if (g_hash_table_contains (self->members, name))
    return fail (&start, "this member stands in the file twice", error);

  member = g_new0 (Member, 1);
  *member = (Member){ start.at, (gsize) (scanner->at - start.at), start.line };
  g_ptr_array_add (self->names, name);
  g_hash_table_insert (self->members, g_steal_pointer (&name), member);
  return TRUE;
}

static gboolean
index_members (LcDataSet *self, GError **error)
{
  gsize size;
  const char *text = g_bytes_get_data (self->bytes, &size);
  Scanner scanner = { text, text != NULL ? text + size : NULL, 1 };

  if (!take (&scanner, '{'))
    return fail (&scanner, "a data set is one JSON object, so it starts with a brace", error);
  if (!take (&scanner, '}'))
    {
      do
        if (!index_member (self, &scanner, error))
          return FALSE;
      while (take (&scanner, ','));
      if (!take (&scanner, '}'))
        return fail (&scanner, "a comma or the closing brace should be here", error);
    }
  skip_space (&scanner);
  if (scanner.at != scanner.end)
    return fail (&scanner, "nothing may follow the closing brace", error);
  g_ptr_array_add (self->names, NULL);
  return TRUE;
}

LcDataSet *
lc_data_set_open_bytes (GBytes *bytes, GError **error)
{
  g_autoptr (LcDataSet) self = g_new0 (LcDataSet, 1);

  self->bytes = g_bytes_ref (bytes);
  self->members = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->names = g_ptr_array_new ();
  return index_members (self, error) ? g_steal_pointer (&self) : NULL;
}

void
lc_data_set_close (LcDataSet *self)
{
  g_clear_pointer (&self->bytes, g_bytes_unref);
  g_clear_pointer (&self->members, g_hash_table_unref);
  g_clear_pointer (&self->names, g_ptr_array_unref);
  g_free (self);
}

const char *const *
lc_data_set_get_members (LcDataSet *self)
{
  return (const char *const *) self->names->pdata;
}

gboolean
lc_data_set_is_array (LcDataSet *self, const char *name)
{
  const Member *member = g_hash_table_lookup (self->members, name);

  return member != NULL && *member->text == '[';
}

guint
lc_data_set_get_line (LcDataSet *self, const char *name)
{
  const Member *member = g_hash_table_lookup (self->members, name);

  return member != NULL ? member->line : 0;
}

gboolean
lc_data_set_next (LcDataSet *self, const char *name, LcDataSetElement *element, GError **error)
{
  const Member *member = g_hash_table_lookup (self->members, name);
  gboolean first = element->text == NULL;
  Scanner scanner;

  if (member == NULL || (*member->text != '[' && !first))
    return FALSE;
  if (*member->text != '[')
    {
      *element = (LcDataSetElement){ member->text, member->size, member->line, 0 };
      return TRUE;
    }

  /* The array is known to be closed, and its elements to be whole. */
  scanner = (Scanner){ member->text + 1, member->text + member->size, member->line };
  if (!first)
    {
      scanner.at = element->text;
      scanner.line = element->line;
      if (!skip_value (&scanner, error))
        return FALSE;
    }
  if (take (&scanner, ']'))
    return FALSE;
  if (!first && !take (&scanner, ','))
    return fail (&scanner, "a comma or the closing bracket should be here", error);
  skip_space (&scanner);
  element->text = scanner.at;
  element->line = scanner.line;
  element->index = first ? 0 : element->index + 1;
  if (!skip_value (&scanner, error))
    return FALSE;
  element->size = (gsize) (scanner.at - element->text);
  return TRUE;
}

/* Moves to the value of one part of a pointer, inside the object or array that is next. */
static gboolean
step_into (Scanner *scanner, const char *part)
{
  gboolean is_object = take (scanner, '{');
  guint64 index = g_ascii_strtoull (part, NULL, 10);

  if (!is_object && !take (scanner, '['))
    return FALSE;
  for (guint64 i = 0;; i++)
    {
      g_autofree char *name = NULL;

      if (is_object && !take_name (scanner, &name, NULL))
        return FALSE;
      skip_space (scanner);
      if (is_object ? g_str_equal (name, part) : i == index)
        return TRUE;
      if (!skip_value (scanner, NULL) || !take (scanner, ','))
        return FALSE;
    }
}

guint
lc_data_set_find_line (const LcDataSetElement *element, const char *pointer)
{
  g_auto (GStrv) parts = g_strsplit (pointer, "/", -1);
  Scanner scanner = { element->text, element->text + element->size, element->line };
  guint line = element->line;

  for (guint i = 1; parts[0] != NULL && parts[i] != NULL; i++)
    {
      if (!step_into (&scanner, parts[i]))
        break;
      line = scanner.line;
    }
  return line;
}

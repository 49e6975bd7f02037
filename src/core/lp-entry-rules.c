/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lp-order-rules.h"

#include <string.h>

#include "lp-decimal.h"
#include "lp-error.h"

/* Bounds a pattern's backtracking: a hostile or careless pattern costs milliseconds, not hours. */
#define PATTERN_LIMITS "(*LIMIT_MATCH=200000)"

/* Says which range is right: "between 1 and 64", "at least 1" or "at most 64". */
static void
add_range_fault (const LpEntry *entry, const char *pointer, const char *what, GError **error)
{
  if (entry->min != NULL && entry->max != NULL)
    lp_error_add_field (error, pointer, "%s must be between %s and %s.", what, entry->min, entry->max);
  else if (entry->min != NULL)
    lp_error_add_field (error, pointer, "%s must be at least %s.", what, entry->min);
  else
    lp_error_add_field (error, pointer, "%s must be at most %s.", what, entry->max);
}

static int
length_bound (const char *text, int fallback)
{
  gint64 value;

  if (text == NULL || !g_ascii_string_to_signed (text, 10, 0, LP_ENTRY_MAX_TEXT, &value, NULL))
    return fallback;
  return (int) value;
}

void
lp_entry_get_length_bounds (const LpEntry *entry, int *min, int *max)
{
  *min = MAX (1, length_bound (entry->min, 1));
  *max = length_bound (entry->max, LP_ENTRY_MAX_TEXT);
}

/* The pattern must match the whole value, whatever alternatives it has. */
GRegex *
lp_entry_compile_pattern (const char *pattern, GError **error)
{
  g_autoptr (GRegex) alone = g_regex_new (pattern, G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT, error);
  g_autofree char *whole = NULL;

  if (alone == NULL)
    return NULL;
  whole = g_strconcat (PATTERN_LIMITS "\\A(?:", pattern, ")\\z", NULL);
  return g_regex_new (whole, G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT, error);
}

static gboolean
check_pattern (const LpEntry *entry, const char *value, const char *pointer, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (GRegex) regex = lp_entry_compile_pattern (entry->pattern, &failure);

  if (regex == NULL)
    {
      lp_error_add_field (error, pointer,
                          "The pattern of this entry is not valid: the vendor must correct it.");
      return FALSE;
    }
  if (g_regex_match_full (regex, value, -1, 0, G_REGEX_MATCH_DEFAULT, NULL, &failure))
    return TRUE;

  if (failure != NULL)
    lp_error_add_field (error, pointer, "The value is too intricate to be compared with the pattern “%s”.",
                        entry->pattern);
  else if (entry->help != NULL)
    lp_error_add_field (error, pointer, "The whole value must match the pattern “%s”: %s", entry->pattern,
                        entry->help);
  else
    lp_error_add_field (error, pointer, "The whole value must match the pattern “%s”.", entry->pattern);
  return FALSE;
}

static char *
validate_text (const LpEntry *entry, const char *value, const char *pointer, GError **error)
{
  int min_chars, max_chars;
  g_autofree char *text = NULL;

  lp_entry_get_length_bounds (entry, &min_chars, &max_chars);
  text = lp_text_validate (value, pointer, min_chars, max_chars, error);
  if (text == NULL)
    return NULL;
  if (entry->pattern != NULL && !check_pattern (entry, text, pointer, error))
    return NULL;
  return g_steal_pointer (&text);
}

static char *
validate_integer (const LpEntry *entry, const char *value, const char *pointer, GError **error)
{
  gint64 number, bound;

  if (!g_ascii_string_to_signed (value, 10, G_MININT64, G_MAXINT64, &number, NULL))
    {
      if (entry->min != NULL || entry->max != NULL)
        add_range_fault (entry, pointer, "The value must be a whole number: it", error);
      else
        lp_error_add_field (error, pointer, "The value must be a whole number, such as 8.");
      return NULL;
    }
  if ((entry->min != NULL &&
       g_ascii_string_to_signed (entry->min, 10, G_MININT64, G_MAXINT64, &bound, NULL) && number < bound) ||
      (entry->max != NULL &&
       g_ascii_string_to_signed (entry->max, 10, G_MININT64, G_MAXINT64, &bound, NULL) && number > bound))
    {
      add_range_fault (entry, pointer, "The value", error);
      return NULL;
    }
  return g_strdup_printf ("%" G_GINT64_FORMAT, number);
}

static char *
validate_decimal (const LpEntry *entry, const char *value, const char *pointer, GError **error)
{
  g_autofree char *number = lp_decimal_canonicalize (value);

  if (number == NULL)
    {
      lp_error_add_field (
          error, pointer,
          "The value must be a decimal number with a point and without exponent, such as 12.50.");
      return NULL;
    }
  if ((entry->min != NULL && lp_decimal_compare (number, entry->min) < 0) ||
      (entry->max != NULL && lp_decimal_compare (number, entry->max) > 0))
    {
      add_range_fault (entry, pointer, "The value", error);
      return NULL;
    }
  return g_steal_pointer (&number);
}

static char *
validate_date (const LpEntry *entry, const char *value, const char *pointer, GError **error)
{
  LpDate date = lp_date_parse (value);
  LpDate min = lp_date_parse (entry->min);
  LpDate max = lp_date_parse (entry->max);

  if (date == LP_DATE_NONE)
    {
      lp_error_add_field (error, pointer, "The value must be a day that exists, written like 2026-03-31.");
      return NULL;
    }
  if ((min != LP_DATE_NONE && date < min) || (max != LP_DATE_NONE && date > max))
    {
      add_range_fault (entry, pointer, "The day", error);
      return NULL;
    }
  return g_strdup (value);
}

static char *
validate_choice (const LpEntry *entry, const char *value, const char *pointer, GError **error)
{
  g_autofree char *clean = lp_text_validate (value, pointer, 0, G_MAXINT, NULL);
  g_autofree char *choices = NULL;

  for (guint i = 0; entry->choices != NULL && entry->choices[i] != NULL; i++)
    if (g_str_equal (entry->choices[i], value) || g_strcmp0 (entry->choices[i], clean) == 0)
      return g_strdup (entry->choices[i]);
  choices = entry->choices != NULL ? g_strjoinv (", ", entry->choices) : g_strdup ("");
  lp_error_add_field (error, pointer, "The value must be one of: %s.", choices);
  return NULL;
}

static char *
validate_boolean (const char *value, const char *pointer, GError **error)
{
  if (g_str_equal (value, "true") || g_str_equal (value, "false"))
    return g_strdup (value);
  lp_error_add_field (error, pointer, "The value must be true or false.");
  return NULL;
}

static char *
validate_value (const LpEntry *entry, const char *value, const char *pointer, GError **error)
{
  switch (entry->kind)
    {
    case LP_ENTRY_INTEGER:
      return validate_integer (entry, value, pointer, error);
    case LP_ENTRY_DECIMAL:
      return validate_decimal (entry, value, pointer, error);
    case LP_ENTRY_DATE:
      return validate_date (entry, value, pointer, error);
    case LP_ENTRY_BOOLEAN:
      return validate_boolean (value, pointer, error);
    case LP_ENTRY_CHOICE:
      return validate_choice (entry, value, pointer, error);
    case LP_ENTRY_EMAIL:
      return lp_email_validate (value, pointer, error);
    case LP_ENTRY_TEXT:
    default:
      return validate_text (entry, value, pointer, error);
    }
}

/* Only white space counts as left out, too. */
static gboolean
is_blank (const char *value)
{
  if (value == NULL)
    return TRUE;
  if (!g_utf8_validate (value, -1, NULL))
    return FALSE;
  for (; *value != '\0'; value = g_utf8_next_char (value))
    if (!g_unichar_isspace (g_utf8_get_char (value)))
      return FALSE;
  return TRUE;
}

char *
lp_entry_validate (const LpEntry *entry, const char *value, GError **error)
{
  g_autofree char *pointer = lp_pointer_join ("/entries", entry->key);

  if (is_blank (value))
    value = entry->default_value;
  if (is_blank (value))
    {
      if (entry->required)
        lp_error_add_field (error, pointer, "“%s” is required.",
                            entry->label != NULL ? entry->label : entry->key);
      return NULL;
    }
  if (!g_utf8_validate (value, -1, NULL))
    {
      lp_error_add_field (error, pointer, "The text must be valid UTF-8.");
      return NULL;
    }
  return validate_value (entry, value, pointer, error);
}

static const LpEntry *
find_entry (const LpProduct *product, const char *key)
{
  for (guint i = 0; i < product->entries->len; i++)
    {
      const LpEntry *entry = g_ptr_array_index (product->entries, i);

      if (g_strcmp0 (entry->key, key) == 0)
        return entry;
    }
  return NULL;
}

static void
check_keys (const LpProduct *product, GArray *values, GError **error)
{
  g_autoptr (GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < values->len; i++)
    {
      const char *key = g_array_index (values, LpEntryValue, i).key;
      g_autofree char *pointer = lp_pointer_join ("/entries", key);

      if (find_entry (product, key) == NULL)
        lp_error_add_field (error, pointer, "The product “%s” has no entry “%s”: leave it out.",
                            product->name, key);
      else if (!g_hash_table_add (seen, (gpointer) key))
        lp_error_add_field (error, pointer, "The entry “%s” is given twice: give it once.", key);
    }
}

GArray *
lp_entries_validate (const LpProduct *product, GArray *values, GError **error)
{
  g_autoptr (GArray) result = lp_entry_values_new ();
  gsize n_before = 0, n_after = 0;

  lp_error_get_fields (error != NULL ? *error : NULL, &n_before);
  if (values != NULL)
    check_keys (product, values, error);
  for (guint i = 0; i < product->entries->len; i++)
    {
      const LpEntry *entry = g_ptr_array_index (product->entries, i);
      g_autofree char *value = lp_entry_validate (entry, lp_entry_values_get (values, entry->key), error);

      if (value != NULL)
        lp_entry_values_add (result, entry->key, value);
    }

  lp_error_get_fields (error != NULL ? *error : NULL, &n_after);
  return n_after == n_before ? g_steal_pointer (&result) : NULL;
}

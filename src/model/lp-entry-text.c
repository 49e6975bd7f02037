/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-entry-text.h"

#include <glib/gi18n-lib.h>

#include "lp-format.h"
#include "lp-order-rules.h"

static char *
show_bound (const LpEntry *entry, const char *bound)
{
  if (entry->kind == LP_ENTRY_DATE)
    return lp_format_date (lp_date_parse (bound));
  return g_strdup (bound);
}

static char *
describe_range (const LpEntry *entry)
{
  g_autofree char *min = entry->min != NULL ? show_bound (entry, entry->min) : NULL;
  g_autofree char *max = entry->max != NULL ? show_bound (entry, entry->max) : NULL;

  if (min != NULL && max != NULL)
    /* Translators: a range of numbers or days: "1 to 64". */
    return g_strdup_printf (_ ("%s to %s"), min, max);
  if (min != NULL)
    /* Translators: the least number or the first day that is allowed. */
    return g_strdup_printf (_ ("%s or more"), min);
  if (max != NULL)
    /* Translators: the greatest number or the last day that is allowed. */
    return g_strdup_printf (_ ("Up to %s"), max);
  return NULL;
}

static char *
describe_length (const LpEntry *entry)
{
  if (entry->min != NULL && entry->max != NULL)
    return g_strdup_printf (_ ("%s to %s characters"), entry->min, entry->max);
  if (entry->max != NULL)
    return g_strdup_printf (_ ("At most %s characters"), entry->max);
  if (entry->min != NULL)
    return g_strdup_printf (_ ("At least %s characters"), entry->min);
  return g_strdup_printf (_ ("At most %d characters, without line breaks"), LP_ENTRY_MAX_TEXT);
}

static char *
explain_text (const LpEntry *entry, const char *value)
{
  glong length = g_utf8_strlen (value, -1);
  int min, max;

  lp_entry_get_length_bounds (entry, &min, &max);
  if (entry->pattern != NULL && length >= min && length <= max)
    return entry->help != NULL && *entry->help != '\0'
               /* Translators: %s is the product's own help, such as "Lower-case letters and digits". */
               ? g_strdup_printf (_ ("Not in the form asked for. %s"), entry->help)
               : g_strdup (_ ("Not in the form asked for"));
  return describe_length (entry);
}

char *
lp_entry_explain_fault (const LpEntry *entry, const char *value)
{
  g_autofree char *range = describe_range (entry);

  if (value == NULL || *value == '\0')
    return g_strdup (_ ("Must be filled in"));
  switch (entry->kind)
    {
    case LP_ENTRY_INTEGER:
      /* Translators: %s is a range such as "1 to 64". */
      return range != NULL ? g_strdup_printf (_ ("A whole number: %s"), range)
                           : g_strdup (_ ("A whole number"));
    case LP_ENTRY_DECIMAL:
      return range != NULL ? g_strdup_printf (_ ("A number with a decimal point: %s"), range)
                           : g_strdup (_ ("A number with a decimal point, such as 12.50"));
    case LP_ENTRY_DATE:
      /* Translators: %s is a range of days. */
      return range != NULL ? g_strdup_printf (_ ("A day: %s"), range) : g_strdup (_ ("A day"));
    case LP_ENTRY_CHOICE:
      return g_strdup (_ ("One of the choices"));
    case LP_ENTRY_EMAIL:
      return g_strdup (_ ("An e-mail address, such as ada@example.com"));
    case LP_ENTRY_BOOLEAN:
      return g_strdup (_ ("On or off"));
    case LP_ENTRY_TEXT:
    default:
      return explain_text (entry, value);
    }
}

char *
lp_entry_dup_hint (const LpEntry *entry)
{
  gboolean is_bounded = entry->kind == LP_ENTRY_INTEGER || entry->kind == LP_ENTRY_DECIMAL ||
                        entry->kind == LP_ENTRY_DATE;
  g_autofree char *range = is_bounded ? describe_range (entry) : NULL;
  g_autoptr (GStrvBuilder) parts = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;

  if (range != NULL && entry->unit != NULL && *entry->unit != '\0')
    {
      g_autofree char *with_unit = g_strdup_printf ("%s %s", range, entry->unit);

      g_strv_builder_add (parts, with_unit);
    }
  else if (range != NULL)
    g_strv_builder_add (parts, range);
  else if (entry->unit != NULL && *entry->unit != '\0')
    g_strv_builder_add (parts, entry->unit);
  if (entry->help != NULL && *entry->help != '\0')
    g_strv_builder_add (parts, entry->help);
  all = g_strv_builder_end (parts);
  return g_strjoinv (" · ", all);
}

char *
lp_entry_dup_value_text (const LpEntry *entry, const char *value)
{
  if (value == NULL || *value == '\0')
    return g_strdup ("–");
  if (entry->kind == LP_ENTRY_BOOLEAN)
    return g_strdup (g_str_equal (value, "true") ? C_ ("switch", "On") : C_ ("switch", "Off"));
  if (entry->kind == LP_ENTRY_DATE)
    return lp_format_date (lp_date_parse (value));
  if (entry->unit != NULL && *entry->unit != '\0')
    return g_strdup_printf ("%s %s", value, entry->unit);
  return g_strdup (value);
}

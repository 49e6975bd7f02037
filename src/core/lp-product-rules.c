/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lp-product-rules.h"

#include <string.h>

#include "lp-decimal.h"
#include "lp-error.h"
#include "lp-order-rules.h"

static void
add_fault (GError **error, const char *pointer, const char *name, const char *detail)
{
  g_autofree char *place = lp_pointer_join (pointer, name);

  lp_error_add_field (error, place, "%s", detail);
}

static void
check_text (const char *text, const char *pointer, const char *name, int min, int max, GError **error)
{
  g_autofree char *place = lp_pointer_join (pointer, name);
  g_autofree char *clean = lp_text_validate (text, place, min, max, error);
}

/* Codes stand in lists that are joined by blanks, and in JSON pointers. */
static void
check_code (const char *code, const char *pointer, const char *name, GError **error)
{
  check_text (code, pointer, name, 1, LP_CODE_MAX, error);
  if (code != NULL && strpbrk (code, " /") != NULL)
    add_fault (error, pointer, name, "A code must have no blanks and no slashes.");
}

/* Whether the kind of an entry can read a bound. */
static gboolean
is_bound (const LpEntry *entry, const char *bound)
{
  g_autofree char *decimal = NULL;

  switch (entry->kind)
    {
    case LP_ENTRY_TEXT:
      return g_ascii_string_to_signed (bound, 10, 0, LP_ENTRY_MAX_TEXT, NULL, NULL);
    case LP_ENTRY_INTEGER:
      return g_ascii_string_to_signed (bound, 10, G_MININT64, G_MAXINT64, NULL, NULL);
    case LP_ENTRY_DECIMAL:
      decimal = lp_decimal_canonicalize (bound);
      return decimal != NULL;
    case LP_ENTRY_DATE:
      return lp_date_parse (bound) != LP_DATE_NONE;
    case LP_ENTRY_BOOLEAN:
    case LP_ENTRY_CHOICE:
    case LP_ENTRY_EMAIL:
    default:
      return FALSE;
    }
}

static const char *
describe_bound (LpEntryKind kind)
{
  switch (kind)
    {
    case LP_ENTRY_TEXT:
      return "A bound of a text must be a number of characters from 0 to 1000.";
    case LP_ENTRY_INTEGER:
      return "A bound of an integer must be a whole number, such as 64.";
    case LP_ENTRY_DECIMAL:
      return "A bound of a decimal must be a decimal number in a string, such as \"12.50\".";
    case LP_ENTRY_DATE:
      return "A bound of a date must be a day, such as \"2026-03-31\".";
    case LP_ENTRY_BOOLEAN:
    case LP_ENTRY_CHOICE:
    case LP_ENTRY_EMAIL:
    default:
      return "An entry of this kind has no bounds: leave it out.";
    }
}

static void
check_bounds (const LpEntry *entry, const char *pointer, GError **error)
{
  gboolean has_min = entry->min != NULL, has_max = entry->max != NULL;
  gboolean reversed;

  if (has_min && !is_bound (entry, entry->min))
    add_fault (error, pointer, "min", describe_bound (entry->kind));
  else if (has_max && !is_bound (entry, entry->max))
    add_fault (error, pointer, "max", describe_bound (entry->kind));
  else if (has_min && has_max)
    {
      /* Whole numbers are decimals, too, and days sort as texts. */
      reversed = entry->kind == LP_ENTRY_DATE ? strcmp (entry->min, entry->max) > 0
                                              : lp_decimal_compare (entry->min, entry->max) > 0;
      if (reversed)
        add_fault (error, pointer, "max", "The greatest value must not be below the least one.");
    }
}

static void
check_choices (const LpEntry *entry, const char *pointer, GError **error)
{
  guint n_choices = entry->choices != NULL ? g_strv_length (entry->choices) : 0;

  if (entry->kind != LP_ENTRY_CHOICE && n_choices > 0)
    add_fault (error, pointer, "choices", "Only an entry of kind choice has choices: leave them out.");
  else if (entry->kind == LP_ENTRY_CHOICE && n_choices == 0)
    add_fault (error, pointer, "choices", "An entry of kind choice needs at least one choice.");
  for (guint i = 0; i < n_choices; i++)
    {
      g_autofree char *place = g_strdup_printf ("%s/choices/%u", pointer, i);
      g_autofree char *clean = lp_text_validate (entry->choices[i], place, 1, LP_NAME_MAX, error);

      for (guint j = 0; j < i; j++)
        if (g_str_equal (entry->choices[i], entry->choices[j]))
          lp_error_add_field (error, place, "The choice “%s” stands twice: give it once.", entry->choices[i]);
    }
}

static void
check_pattern (const LpEntry *entry, const char *pointer, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (GRegex) regex = NULL;

  if (entry->pattern == NULL)
    return;
  if (entry->kind != LP_ENTRY_TEXT)
    {
      add_fault (error, pointer, "pattern", "Only an entry of kind text has a pattern: leave it out.");
      return;
    }
  regex = lp_entry_compile_pattern (entry->pattern, &failure);
  if (regex == NULL)
    add_fault (error, pointer, "pattern", failure->message);
}

static void
check_default (const LpEntry *entry, const char *pointer, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autofree char *value = NULL;
  g_autofree char *place = lp_pointer_join (pointer, "default");

  if (entry->default_value == NULL)
    return;
  value = lp_entry_validate (entry, entry->default_value, &failure);
  if (failure != NULL)
    lp_error_add_field (error, place, "The default breaks the entry's own rules: %s", failure->message);
}

static gsize
count_fields (GError **error)
{
  gsize n_fields = 0;

  lp_error_get_fields (error != NULL ? *error : NULL, &n_fields);
  return n_fields;
}

void
lp_entry_check_definition (const LpEntry *entry, const char *pointer, GError **error)
{
  gsize n_before = count_fields (error);

  check_code (entry->key, pointer, "key", error);
  check_text (entry->label, pointer, "label", 1, LP_NAME_MAX, error);
  check_text (entry->unit, pointer, "unit", 0, LP_CODE_MAX, error);
  check_text (entry->help, pointer, "help", 0, LP_HELP_MAX, error);
  check_bounds (entry, pointer, error);
  check_choices (entry, pointer, error);
  check_pattern (entry, pointer, error);

  /* A default is compared with rules only where the rules are sound. */
  if (count_fields (error) == n_before)
    check_default (entry, pointer, error);
}

static gboolean
has_entry_before (const LpProduct *product, guint index)
{
  const LpEntry *entry = g_ptr_array_index (product->entries, index);

  for (guint i = 0; i < index; i++)
    if (g_strcmp0 (((const LpEntry *) g_ptr_array_index (product->entries, i))->key, entry->key) == 0)
      return TRUE;
  return FALSE;
}

static void
check_entries (const LpProduct *product, const char *pointer, GError **error)
{
  for (guint i = 0; i < product->entries->len; i++)
    {
      g_autofree char *place = g_strdup_printf ("%s/entries/%u", pointer, i);

      lp_entry_check_definition (g_ptr_array_index (product->entries, i), place, error);
      if (has_entry_before (product, i))
        add_fault (error, place, "key", "Another entry has this key: choose a different one.");
    }
}

static const LpModule *
find_module (const LpProduct *product, const char *code, guint before)
{
  for (guint i = 0; i < before; i++)
    {
      const LpModule *module = g_ptr_array_index (product->modules, i);

      if (g_strcmp0 (module->code, code) == 0)
        return module;
    }
  return NULL;
}

static void
check_names (const LpProduct *product,
             const LpModule *module,
             char **codes,
             const char *pointer,
             const char *name,
             GError **error)
{
  for (guint i = 0; codes != NULL && codes[i] != NULL; i++)
    {
      g_autofree char *place = g_strdup_printf ("%s/%s/%u", pointer, name, i);

      if (g_strcmp0 (codes[i], module->code) == 0)
        lp_error_add_field (error, place, "A module does not name itself: leave it out.");
      else if (find_module (product, codes[i], product->modules->len) == NULL)
        lp_error_add_field (error, place, "The product has no module “%s”.", codes[i]);
    }
}

static void
check_modules (const LpProduct *product, const char *pointer, GError **error)
{
  gsize n_before = count_fields (error);
  g_auto (GStrv) defaults = NULL;
  g_autoptr (GError) failure = NULL;

  for (guint i = 0; i < product->modules->len; i++)
    {
      const LpModule *module = g_ptr_array_index (product->modules, i);
      g_autofree char *place = g_strdup_printf ("%s/modules/%u", pointer, i);

      check_code (module->code, place, "code", error);
      check_text (module->name, place, "name", 1, LP_NAME_MAX, error);
      if (find_module (product, module->code, i) != NULL)
        add_fault (error, place, "code", "Another module has this code: choose a different one.");
      check_names (product, module, module->requires, place, "requires", error);
      check_names (product, module, module->excludes, place, "excludes", error);
    }
  if (count_fields (error) != n_before)
    return;

  defaults = lp_modules_validate (product, NULL, &failure);
  if (failure != NULL)
    {
      g_autofree char *place = lp_pointer_join (pointer, "modules");

      lp_error_add_field (error, place, "The modules that are on by default do not fit together: %s",
                          failure->message);
    }
}

static void
tidy (char **text)
{
  char *clean = lp_text_validate (*text, "", 0, G_MAXINT, NULL);

  if (clean != NULL)
    {
      g_free (*text);
      *text = clean;
    }
}

void
lp_product_tidy_texts (LpProduct *product)
{
  tidy (&product->code);
  tidy (&product->name);
  tidy (&product->description);
  for (guint i = 0; i < product->entries->len; i++)
    {
      LpEntry *entry = g_ptr_array_index (product->entries, i);

      tidy (&entry->label);
      tidy (&entry->unit);
      tidy (&entry->help);
      tidy (&entry->default_value);
      for (guint j = 0; entry->choices != NULL && entry->choices[j] != NULL; j++)
        tidy (&entry->choices[j]);
    }
  for (guint i = 0; i < product->modules->len; i++)
    tidy (&((LpModule *) g_ptr_array_index (product->modules, i))->name);
}

void
lp_product_check_definition (const LpProduct *product, const char *pointer, GError **error)
{
  check_text (product->code, pointer, "code", 1, LP_CODE_MAX, error);
  check_text (product->name, pointer, "name", 1, LP_NAME_MAX, error);
  check_text (product->description, pointer, "description", 0, LP_HELP_MAX, error);
  if (product->kind == LP_PRODUCT_TRIAL &&
      (product->trial_days < 1 || product->trial_days > LP_TRIAL_DAYS_MAX))
    add_fault (error, pointer, "trial_days", "A trial must last between 1 and 3650 days.");
  if (product->max_machines < 1 || product->max_machines > LP_MACHINES_MAX)
    add_fault (error, pointer, "max_machines", "The number of machines must be between 1 and 1000000.");
  if (product->kind == LP_PRODUCT_SUBSCRIPTION && lp_period_get_months (product->term) < 1)
    add_fault (error, pointer, "subscription", "A subscription needs a term, such as \"P1Y\".");
  if (product->entries->len > LP_DEFINITIONS_MAX || product->modules->len > LP_DEFINITIONS_MAX)
    add_fault (error, pointer, product->entries->len > LP_DEFINITIONS_MAX ? "entries" : "modules",
               "There must be at most 200 of them.");
  else
    {
      check_entries (product, pointer, error);
      check_modules (product, pointer, error);
    }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "lp-error.h"
#include "lp-order-rules.h"
#include "lp-product-rules.h"

static char *colours[] = { "red", "green", NULL };
static char *twice[] = { "red", "red", NULL };

/* clang-format off */
static void
test_entries (void)
{
  static const struct
  {
    LpEntry entry;
    const char *pointer; /* NULL: sound */
  } cases[] = {
    { { .kind = LP_ENTRY_TEXT, .min = "2", .max = "20", .pattern = "[a-z]+", .default_value = "cad" }, NULL },
    { { .kind = LP_ENTRY_TEXT, .min = "-1" }, "/e/min" },
    { { .kind = LP_ENTRY_TEXT, .max = "1001" }, "/e/max" },
    { { .kind = LP_ENTRY_TEXT, .min = "5", .max = "4" }, "/e/max" },
    { { .kind = LP_ENTRY_TEXT, .pattern = "(" }, "/e/pattern" },
    { { .kind = LP_ENTRY_TEXT, .pattern = "a)|(b" }, "/e/pattern" },
    { { .kind = LP_ENTRY_TEXT, .pattern = "[a-z]+", .default_value = "A" }, "/e/default" },
    { { .kind = LP_ENTRY_TEXT, .choices = colours }, "/e/choices" },
    { { .kind = LP_ENTRY_INTEGER, .min = "1", .max = "64", .default_value = "8" }, NULL },
    { { .kind = LP_ENTRY_INTEGER, .min = "1", .max = "64", .default_value = "65" }, "/e/default" },
    { { .kind = LP_ENTRY_INTEGER, .min = "1.5" }, "/e/min" },
    { { .kind = LP_ENTRY_INTEGER, .min = "9", .max = "-9" }, "/e/max" },
    { { .kind = LP_ENTRY_INTEGER, .pattern = "[0-9]" }, "/e/pattern" },
    { { .kind = LP_ENTRY_DECIMAL, .min = "0.5", .max = "0.50", .default_value = "0.5" }, NULL },
    { { .kind = LP_ENTRY_DECIMAL, .min = "0.5", .max = "0.49" }, "/e/max" },
    { { .kind = LP_ENTRY_DATE, .min = "2026-01-01", .max = "2026-01-01" }, NULL },
    { { .kind = LP_ENTRY_DATE, .min = "2026-01-02", .max = "2026-01-01" }, "/e/max" },
    { { .kind = LP_ENTRY_DATE, .max = "1.1.2026" }, "/e/max" },
    { { .kind = LP_ENTRY_BOOLEAN, .default_value = "true" }, NULL },
    { { .kind = LP_ENTRY_BOOLEAN, .default_value = "yes" }, "/e/default" },
    { { .kind = LP_ENTRY_BOOLEAN, .max = "1" }, "/e/max" },
    { { .kind = LP_ENTRY_CHOICE, .choices = colours, .default_value = "red" }, NULL },
    { { .kind = LP_ENTRY_CHOICE, .choices = colours, .default_value = "blue" }, "/e/default" },
    { { .kind = LP_ENTRY_CHOICE, .choices = twice }, "/e/choices/1" },
    { { .kind = LP_ENTRY_CHOICE }, "/e/choices" },
    { { .kind = LP_ENTRY_EMAIL, .default_value = "ada@example.com" }, NULL },
    { { .kind = LP_ENTRY_EMAIL, .unit = "a\nb" }, "/e/unit" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      LpEntry entry = cases[i].entry;
      g_autoptr (GError) error = NULL;
      const LpFieldError *fields;
      gsize n_fields;

      entry.key = "host";
      entry.label = "Host";
      lp_entry_check_definition (&entry, "/e", &error);
      g_test_message ("case %" G_GSIZE_FORMAT ": %s", i, error != NULL ? error->message : "sound");
      fields = lp_error_get_fields (error, &n_fields);
      g_assert_cmpuint (n_fields, ==, cases[i].pointer != NULL ? 1 : 0);
      if (cases[i].pointer != NULL)
        g_assert_cmpstr (fields[0].pointer, ==, cases[i].pointer);
    }
}
/* clang-format on */

static void
add_module (LpProduct *product,
            const char *code,
            gboolean is_default,
            const char *requires,
            const char *excludes)
{
  LpModule *module = lp_module_new ();

  module->code = g_strdup (code);
  module->name = g_strdup (code);
  module->is_default = is_default;
  module->requires = g_strsplit (requires, " ", -1);
  module->excludes = g_strsplit (excludes, " ", -1);
  g_ptr_array_add (product->modules, module);
}

static LpProduct *
make_product (void)
{
  LpProduct *product = lp_product_new ();

  product->code = g_strdup ("VP");
  product->name = g_strdup ("ViewPro");
  product->max_machines = 1;
  return product;
}

/* The same letters are the same text, however they are composed; what is no text is left to the check. */
static void
test_tidy (void)
{
  static const char *const choices[] = { " Zoe\xcc\x88 ", NULL };
  g_autoptr (LpProduct) product = make_product ();
  LpEntry *entry = lp_entry_new ();
  g_autofree char *chosen = NULL;

  g_free (product->name);
  product->name = g_strdup ("a\nb");
  product->description = g_strdup ("\tCafe\xcc\x81 ");
  entry->key = g_strdup ("host");
  entry->label = g_strdup (" Host ");
  entry->kind = LP_ENTRY_CHOICE;
  entry->choices = g_strdupv ((char **) choices);
  g_ptr_array_add (product->entries, entry);
  lp_product_tidy_texts (product);
  g_assert_cmpstr (product->name, ==, "a\nb");
  g_assert_cmpstr (product->description, ==, "Café");
  g_assert_cmpstr (entry->label, ==, "Host");
  g_assert_cmpstr (entry->choices[0], ==, "Zoë");
  g_assert_null (entry->unit);
  chosen = lp_entry_validate (entry, "Zoe\xcc\x88", NULL);
  g_assert_cmpstr (chosen, ==, "Zoë");
}

static void
assert_pointers (LpProduct *product, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GString) joined = g_string_new (NULL);
  const LpFieldError *fields;
  gsize n_fields;

  lp_product_check_definition (product, "", &error);
  fields = lp_error_get_fields (error, &n_fields);
  for (gsize i = 0; i < n_fields; i++)
    g_string_append_printf (joined, "%s%s", i > 0 ? " " : "", fields[i].pointer);
  g_assert_cmpstr (joined->str, ==, expected);
}

static void
test_modules (void)
{
  g_autoptr (LpProduct) sound = make_product ();
  g_autoptr (LpProduct) names = make_product ();
  g_autoptr (LpProduct) defaults = make_product ();

  add_module (sound, "BASE", TRUE, "", "");
  add_module (sound, "CAM", FALSE, "BASE", "LITE");
  add_module (sound, "LITE", FALSE, "", "");
  assert_pointers (sound, "");

  add_module (names, "A", FALSE, "A", "NOPE");
  add_module (names, "A", FALSE, "", "");
  add_module (names, "B C", FALSE, "", "");
  assert_pointers (names, "/modules/0/requires/0 /modules/0/excludes/0 /modules/1/code /modules/2/code");

  add_module (defaults, "A", TRUE, "B", "");
  add_module (defaults, "B", FALSE, "", "");
  assert_pointers (defaults, "/modules");
}

static void
test_product (void)
{
  g_autoptr (LpProduct) product = make_product ();

  assert_pointers (product, "");
  product->kind = LP_PRODUCT_TRIAL;
  product->max_machines = 0;
  g_clear_pointer (&product->name, g_free);
  assert_pointers (product, "/name /trial_days /max_machines");

  product->kind = LP_PRODUCT_SUBSCRIPTION;
  product->max_machines = 1;
  product->name = g_strdup ("ViewPro");
  product->term = (LpPeriod){ 30, LP_PERIOD_DAYS };
  assert_pointers (product, "/subscription");

  for (int i = 0; i < 2; i++)
    {
      LpEntry *entry = lp_entry_new ();

      entry->key = g_strdup ("host");
      entry->label = g_strdup ("Host");
      g_ptr_array_add (product->entries, entry);
    }
  product->term = (LpPeriod){ 1, LP_PERIOD_YEARS };
  assert_pointers (product, "/entries/1/key");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/product/entries", test_entries);
  g_test_add_func ("/product/modules", test_modules);
  g_test_add_func ("/product/product", test_product);
  g_test_add_func ("/product/tidy", test_tidy);
  return g_test_run ();
}

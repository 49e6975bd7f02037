/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "lp-decimal.h"
#include "lp-error.h"
#include "lp-order-rules.h"

typedef struct
{
  LpEntry entry;
  const char *value;
  const char *expected; /* canonical; NULL: left out or wrong */
  const char *said;     /* part of the fault's sentence; NULL: no fault */
} Case;

static char *colours[] = { "red", "grün", NULL };

/* A thousand and one characters, made once. */
static const char *
long_text (int n_chars)
{
  static char text[LP_ENTRY_MAX_TEXT + 2];

  memset (text, 'x', n_chars);
  text[n_chars] = '\0';
  return text;
}

static void
check (const Case *cases, gsize n_cases)
{
  for (gsize i = 0; i < n_cases; i++)
    {
      LpEntry entry = cases[i].entry;
      g_autofree char *value = NULL;
      g_autoptr (GError) error = NULL;
      gsize n_fields = 0;

      entry.key = "host/name";
      g_test_message ("case %" G_GSIZE_FORMAT ": %s", i, cases[i].value != NULL ? "value" : "NULL");
      value = lp_entry_validate (&entry, cases[i].value, &error);
      g_assert_cmpstr (value, ==, cases[i].expected);
      if (cases[i].said == NULL)
        {
          g_assert_no_error (error);
          continue;
        }
      g_assert_error (error, LP_ERROR, LP_ERROR_INVALID);
      g_test_message ("%s", error->message);
      g_assert_cmpstr (lp_error_get_fields (error, &n_fields)[0].pointer, ==, "/entries/host~1name");
      g_assert_cmpuint (n_fields, ==, 1);
      g_assert_nonnull (strstr (error->message, cases[i].said));
    }
}

/* clang-format off */
static void
test_text (void)
{
  const Case cases[] = {
    { { .kind = LP_ENTRY_TEXT }, NULL, NULL, NULL },
    { { .kind = LP_ENTRY_TEXT }, "", NULL, NULL },
    { { .kind = LP_ENTRY_TEXT }, " \t ", NULL, NULL },
    { { .kind = LP_ENTRY_TEXT, .required = TRUE }, NULL, NULL, "is required" },
    { { .kind = LP_ENTRY_TEXT, .required = TRUE }, "  ", NULL, "is required" },
    { { .kind = LP_ENTRY_TEXT, .required = TRUE, .default_value = "cad-01" }, "", "cad-01", NULL },
    { { .kind = LP_ENTRY_TEXT }, "  cad-01\n", "cad-01", NULL },
    { { .kind = LP_ENTRY_TEXT }, "=1+1", "=1+1", NULL },
    { { .kind = LP_ENTRY_TEXT }, "שלום", "שלום", NULL },
    { { .kind = LP_ENTRY_TEXT }, "\xf0\x9f\x94\xa7", "\xf0\x9f\x94\xa7", NULL },
    { { .kind = LP_ENTRY_TEXT }, "e\xcc\x81", "\xc3\xa9", NULL }, /* NFC */
    { { .kind = LP_ENTRY_TEXT }, "a\tb", NULL, "control characters" },
    { { .kind = LP_ENTRY_TEXT }, "a\nb", NULL, "one line" },
    { { .kind = LP_ENTRY_TEXT }, "a\x7f", NULL, "control characters" },
    { { .kind = LP_ENTRY_TEXT }, "a\xe2\x80\xa8" "b", NULL, "one line" },
    { { .kind = LP_ENTRY_TEXT }, "\xff", NULL, "UTF-8" },
    { { .kind = LP_ENTRY_TEXT, .min = "2", .max = "4" }, "a", NULL, "between 2 and 4" },
    { { .kind = LP_ENTRY_TEXT, .min = "2", .max = "4" }, "ab", "ab", NULL },
    { { .kind = LP_ENTRY_TEXT, .min = "2", .max = "4" }, "äöüß", "äöüß", NULL },
    { { .kind = LP_ENTRY_TEXT, .min = "2", .max = "4" }, "äöüßx", NULL, "between 2 and 4" },
  };

  check (cases, G_N_ELEMENTS (cases));
}

static void
test_pattern (void)
{
  const Case cases[] = {
    { { .kind = LP_ENTRY_TEXT, .pattern = "[a-z]+-[0-9]{2}" }, "cad-01", "cad-01", NULL },
    { { .kind = LP_ENTRY_TEXT, .pattern = "[a-z]+-[0-9]{2}" }, "cad-012", NULL, "whole value" },
    { { .kind = LP_ENTRY_TEXT, .pattern = "[a-z]+-[0-9]{2}" }, "xcad-01 y", NULL, "whole value" },
    { { .kind = LP_ENTRY_TEXT, .pattern = "a|ab" }, "ab", "ab", NULL },
    { { .kind = LP_ENTRY_TEXT, .pattern = "a|ab" }, "b", NULL, "whole value" },
    { { .kind = LP_ENTRY_TEXT, .pattern = "^ab$" }, "ab", "ab", NULL },
    { { .kind = LP_ENTRY_TEXT, .pattern = ".", .help = "One letter" }, "ä", "ä", NULL },
    { { .kind = LP_ENTRY_TEXT, .pattern = ".", .help = "One letter." }, "ab", NULL, "One letter." },
    { { .kind = LP_ENTRY_TEXT, .pattern = "(" }, "ab", NULL, "not valid" },
    { { .kind = LP_ENTRY_TEXT, .pattern = "a)|(b" }, "b", NULL, "not valid" },
    { { .kind = LP_ENTRY_TEXT, .pattern = "(?x)a # )" }, "a", NULL, "not valid" },
    /* catastrophic: gives up soon instead of hanging */
    { { .kind = LP_ENTRY_TEXT, .pattern = "(a+)+b" }, "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa", NULL, "“(a+)+b”" },
    { { .kind = LP_ENTRY_TEXT, .pattern = "(x|x)*y" }, "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", NULL, "“(x|x)*y”" },
  };

  check (cases, G_N_ELEMENTS (cases));
}

static void
test_integer (void)
{
  const Case cases[] = {
    { { .kind = LP_ENTRY_INTEGER }, "8", "8", NULL },
    { { .kind = LP_ENTRY_INTEGER }, "-0", "0", NULL },
    { { .kind = LP_ENTRY_INTEGER }, "007", "7", NULL },
    { { .kind = LP_ENTRY_INTEGER }, "9223372036854775807", "9223372036854775807", NULL },
    { { .kind = LP_ENTRY_INTEGER }, "-9223372036854775808", "-9223372036854775808", NULL },
    { { .kind = LP_ENTRY_INTEGER }, "9223372036854775808", NULL, "whole number" },
    { { .kind = LP_ENTRY_INTEGER }, "8.0", NULL, "whole number" },
    { { .kind = LP_ENTRY_INTEGER }, "1e3", NULL, "whole number" },
    { { .kind = LP_ENTRY_INTEGER }, "0x10", NULL, "whole number" },
    { { .kind = LP_ENTRY_INTEGER }, "٣", NULL, "whole number" },
    { { .kind = LP_ENTRY_INTEGER, .min = "1", .max = "64" }, "0", NULL, "between 1 and 64" },
    { { .kind = LP_ENTRY_INTEGER, .min = "1", .max = "64" }, "65", NULL, "between 1 and 64" },
    { { .kind = LP_ENTRY_INTEGER, .min = "1", .max = "64" }, "eight", NULL, "between 1 and 64" },
    { { .kind = LP_ENTRY_INTEGER, .min = "1", .max = "64" }, "64", "64", NULL },
    { { .kind = LP_ENTRY_INTEGER, .min = "-5" }, "-6", NULL, "at least -5" },
    { { .kind = LP_ENTRY_INTEGER, .max = "5" }, "6", NULL, "at most 5" },
    { { .kind = LP_ENTRY_INTEGER, .default_value = "8" }, NULL, "8", NULL },
  };

  check (cases, G_N_ELEMENTS (cases));
}

static void
test_decimal (void)
{
  const Case cases[] = {
    { { .kind = LP_ENTRY_DECIMAL }, "12.50", "12.50", NULL },
    { { .kind = LP_ENTRY_DECIMAL }, "-0.0", "0.0", NULL },
    { { .kind = LP_ENTRY_DECIMAL }, "0012", "12", NULL },
    { { .kind = LP_ENTRY_DECIMAL }, "12,50", NULL, "with a point" },
    { { .kind = LP_ENTRY_DECIMAL }, "1e3", NULL, "without exponent" },
    { { .kind = LP_ENTRY_DECIMAL }, ".5", NULL, "decimal number" },
    { { .kind = LP_ENTRY_DECIMAL }, "5.", NULL, "decimal number" },
    { { .kind = LP_ENTRY_DECIMAL }, "-", NULL, "decimal number" },
    { { .kind = LP_ENTRY_DECIMAL }, "NaN", NULL, "decimal number" },
    { { .kind = LP_ENTRY_DECIMAL, .min = "0.1", .max = "0.3" }, "0.30", "0.30", NULL },
    { { .kind = LP_ENTRY_DECIMAL, .min = "0.1", .max = "0.3" }, "0.3000000000000000000000000001", NULL, "between 0.1 and 0.3" },
    { { .kind = LP_ENTRY_DECIMAL, .min = "0.1", .max = "0.3" }, "0.0999999999999999999999999999", NULL, "between 0.1 and 0.3" },
    { { .kind = LP_ENTRY_DECIMAL, .min = "-2" }, "-2.01", NULL, "at least -2" },
  };

  check (cases, G_N_ELEMENTS (cases));
}

static void
test_others (void)
{
  const Case cases[] = {
    { { .kind = LP_ENTRY_DATE }, "2026-02-28", "2026-02-28", NULL },
    { { .kind = LP_ENTRY_DATE }, "2026-02-29", NULL, "day that exists" },
    { { .kind = LP_ENTRY_DATE }, "28.2.2026", NULL, "2026-03-31" },
    { { .kind = LP_ENTRY_DATE, .min = "2026-01-01", .max = "2026-12-31" }, "2027-01-01", NULL, "between 2026-01-01 and 2026-12-31" },
    { { .kind = LP_ENTRY_DATE, .min = "2026-01-01" }, "2025-12-31", NULL, "at least 2026-01-01" },
    { { .kind = LP_ENTRY_BOOLEAN }, "true", "true", NULL },
    { { .kind = LP_ENTRY_BOOLEAN }, "false", "false", NULL },
    { { .kind = LP_ENTRY_BOOLEAN }, "yes", NULL, "true or false" },
    { { .kind = LP_ENTRY_BOOLEAN, .required = TRUE }, NULL, NULL, "required" },
    { { .kind = LP_ENTRY_CHOICE, .choices = colours }, "grün", "grün", NULL },
    { { .kind = LP_ENTRY_CHOICE, .choices = colours }, "blue", NULL, "one of: red, grün" },
    { { .kind = LP_ENTRY_EMAIL }, " Ada@Example.com ", "Ada@Example.com", NULL },
    { { .kind = LP_ENTRY_EMAIL }, "ada@localhost", "ada@localhost", NULL },
    { { .kind = LP_ENTRY_EMAIL }, "ada", NULL, "e-mail address" },
    { { .kind = LP_ENTRY_EMAIL }, "@example.com", NULL, "e-mail address" },
    { { .kind = LP_ENTRY_EMAIL }, "ada@", NULL, "e-mail address" },
    { { .kind = LP_ENTRY_EMAIL }, "ada@a@b", NULL, "e-mail address" },
    { { .kind = LP_ENTRY_EMAIL }, "a da@b", NULL, "e-mail address" },
    { { .kind = LP_ENTRY_EMAIL }, "ada@a..b", NULL, "e-mail address" },
    { { .kind = LP_ENTRY_EMAIL }, "ada@.b", NULL, "e-mail address" },
    { { .kind = LP_ENTRY_EMAIL }, "Ada <ada@example.com>", NULL, "e-mail address" },
  };

  check (cases, G_N_ELEMENTS (cases));
}
/* clang-format on */

static void
test_lengths (void)
{
  g_autofree char *longest = g_strdup (long_text (LP_ENTRY_MAX_TEXT));
  g_autofree char *too_long = g_strdup (long_text (LP_ENTRY_MAX_TEXT + 1));
  g_autofree char *address = g_strconcat (long_text (250), "@b.de", NULL);
  const Case cases[] = {
    { { .kind = LP_ENTRY_TEXT }, longest, longest, NULL },
    { { .kind = LP_ENTRY_TEXT }, too_long, NULL, "at most 1000" },
    { { .kind = LP_ENTRY_EMAIL }, address, NULL, "254 bytes" },
  };

  check (cases, G_N_ELEMENTS (cases));
}

/* Bounds that make no sense count as none: a definition with such is refused elsewhere. */
static void
test_length_bounds (void)
{
  static const struct
  {
    const char *min, *max;
    int expected_min, expected_max;
  } cases[] = {
    { NULL, NULL, 1, LP_ENTRY_MAX_TEXT },
    { "0", "8", 1, 8 },
    { "3", "1000", 3, 1000 },
    { "x", "1001", 1, LP_ENTRY_MAX_TEXT },
    { "-4", "99999999999999999999", 1, LP_ENTRY_MAX_TEXT },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const LpEntry entry = { .kind = LP_ENTRY_TEXT,
                              .min = (char *) cases[i].min,
                              .max = (char *) cases[i].max };
      int min, max;

      lp_entry_get_length_bounds (&entry, &min, &max);
      g_assert_cmpint (min, ==, cases[i].expected_min);
      g_assert_cmpint (max, ==, cases[i].expected_max);
    }
}

static void
add_entry (LpProduct *product,
           const char *key,
           LpEntryKind kind,
           gboolean required,
           const char *default_value)
{
  LpEntry *entry = lp_entry_new ();

  entry->key = g_strdup (key);
  entry->label = g_strdup (key);
  entry->kind = kind;
  entry->required = required;
  entry->default_value = g_strdup (default_value);
  g_ptr_array_add (product->entries, entry);
}

static void
test_all_entries (void)
{
  g_autoptr (LpProduct) product = lp_product_new ();
  g_autoptr (GArray) given = lp_entry_values_new ();
  g_autoptr (GArray) result = NULL;
  g_autoptr (GArray) wrong = NULL;
  g_autoptr (GError) error = NULL;
  const LpFieldError *fields;
  gsize n_fields;

  product->name = g_strdup ("ViewPro");
  add_entry (product, "host", LP_ENTRY_TEXT, TRUE, NULL);
  add_entry (product, "cores", LP_ENTRY_INTEGER, FALSE, "8");
  add_entry (product, "note", LP_ENTRY_TEXT, FALSE, NULL);

  lp_entry_values_add (given, "cores", NULL); /* null restores the default */
  lp_entry_values_add (given, "host", " cad ");
  result = lp_entries_validate (product, given, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (result->len, ==, 2);
  g_assert_cmpstr (g_array_index (result, LpEntryValue, 0).key, ==, "host");
  g_assert_cmpstr (lp_entry_values_get (result, "host"), ==, "cad");
  g_assert_cmpstr (lp_entry_values_get (result, "cores"), ==, "8");
  g_assert_null (lp_entry_values_get (result, "note"));

  /* Every fault at once. */
  g_array_set_size (given, 0);
  lp_entry_values_add (given, "cores", "x");
  lp_entry_values_add (given, "hots", "cad");
  lp_entry_values_add (given, "cores", "8");
  wrong = lp_entries_validate (product, given, &error);
  g_assert_null (wrong);
  fields = lp_error_get_fields (error, &n_fields);
  g_assert_cmpuint (n_fields, ==, 4);
  g_assert_cmpstr (fields[0].pointer, ==, "/entries/hots");
  g_assert_cmpstr (fields[1].pointer, ==, "/entries/cores");
  g_assert_cmpstr (fields[2].pointer, ==, "/entries/host");
  g_assert_cmpstr (fields[3].pointer, ==, "/entries/cores");
}

static void
test_decimal_order (void)
{
  static const char *const ascending[] = {
    "-100", "-99.999", "-1.01", "-1",        "-0.5", "0",  "0.0001",
    "0.5",  "0.51",    "1",     "1.0000001", "9",    "10", "100000000000000000000",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (ascending); i++)
    for (gsize j = 0; j < G_N_ELEMENTS (ascending); j++)
      {
        int order = lp_decimal_compare (ascending[i], ascending[j]);

        g_assert_cmpint ((order > 0) - (order < 0), ==, (i > j) - (i < j));
      }
  g_assert_cmpint (lp_decimal_compare ("-0", "0.00"), ==, 0);
  g_assert_cmpint (lp_decimal_compare ("+1.50", "1.5"), ==, 0);
  g_assert_cmpint (lp_decimal_compare ("x", "1"), ==, 0);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/entry/text", test_text);
  g_test_add_func ("/entry/pattern", test_pattern);
  g_test_add_func ("/entry/integer", test_integer);
  g_test_add_func ("/entry/decimal", test_decimal);
  g_test_add_func ("/entry/others", test_others);
  g_test_add_func ("/entry/lengths", test_lengths);
  g_test_add_func ("/entry/length-bounds", test_length_bounds);
  g_test_add_func ("/entry/all", test_all_entries);
  g_test_add_func ("/decimal/order", test_decimal_order);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>

#include "lp-error.h"

static void
test_names (void)
{
  g_autoptr (GHashTable) names = g_hash_table_new (g_str_hash, g_str_equal);

  for (int code = LP_ERROR_FAILED; code <= LP_ERROR_USAGE; code++)
    {
      const char *name = lp_error_code_get_name (code);

      g_assert_true (g_hash_table_add (names, (gpointer) name));
      g_assert_cmpint (lp_error_code_from_name (name), ==, code);
      g_assert_cmpstr (lp_error_code_get_title (code), !=, "");
    }
  g_assert_cmpint (lp_error_code_from_name ("of_tomorrow"), ==, LP_ERROR_FAILED);
  g_assert_cmpint (lp_error_code_from_name (NULL), ==, LP_ERROR_FAILED);
  g_assert_cmpstr (lp_error_code_get_name (LP_ERROR_TICKET_ACTIVATED), ==, "ticket_activated");
  g_assert_cmpstr (lp_error_code_get_name ((LpErrorCode) 4711), ==, "failed");
}

static void
test_fields (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) copy = NULL;
  const LpFieldError *fields;
  gsize n_fields;

  g_assert_null (lp_error_get_fields (NULL, &n_fields));
  lp_error_add_field (&error, "/licenses", "must be between %d and %d", 1, 500);
  lp_error_add_field (&error, "?limit", "must be a number");
  g_assert_error (error, LP_ERROR, LP_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==, "must be between 1 and 500");

  lp_error_prefix_fields (error, "/orders/3");
  lp_error_set_request_id (error, "r-1");
  copy = g_error_copy (error);
  g_clear_error (&error);

  fields = lp_error_get_fields (copy, &n_fields);
  g_assert_cmpuint (n_fields, ==, 2);
  g_assert_cmpstr (fields[0].pointer, ==, "/orders/3/licenses");
  g_assert_cmpstr (fields[0].detail, ==, "must be between 1 and 500");
  g_assert_cmpstr (fields[1].pointer, ==, "?limit");
  g_assert_cmpstr (lp_error_get_request_id (copy), ==, "r-1");
}

/* An error of another domain is left as it is, and nobody is forced to want an error. */
static void
test_foreign (void)
{
  g_autoptr (GError) error = g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED, "disk");
  gsize n_fields;

  lp_error_add_field (&error, "/x", "y");
  lp_error_add_field (NULL, "/x", "y");
  lp_error_prefix_fields (error, "/z");
  lp_error_set_request_id (error, "r");
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_FAILED);
  g_assert_null (lp_error_get_fields (error, &n_fields));
  g_assert_null (lp_error_get_request_id (error));
}

static void
test_pointers (void)
{
  static const struct
  {
    const char *pointer, *name, *joined;
  } cases[] = {
    { "", "a", "/a" },        { "/entries", "host/name", "/entries/host~1name" },
    { "/a", "~", "/a/~0" },   { "/a", "", "/a/" },
    { "/a", "~1", "/a/~01" }, { "/a", "ä", "/a/ä" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *joined = lp_pointer_join (cases[i].pointer, cases[i].name);

      g_assert_cmpstr (joined, ==, cases[i].joined);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/error/names", test_names);
  g_test_add_func ("/error/fields", test_fields);
  g_test_add_func ("/error/foreign", test_foreign);
  g_test_add_func ("/error/pointers", test_pointers);
  return g_test_run ();
}

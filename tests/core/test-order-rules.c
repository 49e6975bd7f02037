/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "lp-error.h"
#include "lp-order-rules.h"

static void
add_module (LpProduct *product,
            const char *code,
            gboolean is_default,
            const char *requires,
            const char *excludes)
{
  LpModule *module = lp_module_new ();

  module->code = g_strdup (code);
  module->name = g_strdup_printf ("Module %s", code);
  module->is_default = is_default;
  module->requires = g_strsplit (requires, " ", -1);
  module->excludes = g_strsplit (excludes, " ", -1);
  g_ptr_array_add (product->modules, module);
}

/* CAM needs SIM; LITE excludes CAM (named only there); BASE is on by default. */
static LpProduct *
make_product (LpProductKind kind)
{
  LpProduct *product = lp_product_new ();

  product->id = g_strdup ("p");
  product->name = g_strdup ("ViewPro");
  product->kind = kind;
  product->term = (LpPeriod){ 1, LP_PERIOD_YEARS };
  product->notice = (LpPeriod){ 3, LP_PERIOD_MONTHS };
  product->start_mode = LP_START_PURCHASE;
  product->expiry_mode = LP_EXPIRY_CALENDAR_YEAR_END;
  add_module (product, "BASE", TRUE, "", "");
  add_module (product, "SIM", FALSE, "BASE", "");
  add_module (product, "CAM", FALSE, "SIM", "");
  add_module (product, "LITE", FALSE, "", "CAM");
  return product;
}

static void
test_modules (void)
{
  /* clang-format off */
  static const struct
  {
    const char *given;    /* NULL: the defaults */
    const char *expected; /* NULL: refused */
    const char *pointer;
    const char *said;
  } cases[] = {
    { NULL, "BASE", NULL, NULL },
    { "", "", NULL, NULL },
    { "SIM BASE", "BASE SIM", NULL, NULL },
    { "CAM SIM BASE", "BASE SIM CAM", NULL, NULL },
    { "LITE", "LITE", NULL, NULL },
    { "CAM BASE", NULL, "/modules/0", "needs “Module SIM”" },
    { "BASE NOPE", NULL, "/modules/1", "no module “NOPE”" },
    { "BASE BASE", NULL, "/modules/1", "twice" },
    { "BASE SIM CAM LITE", NULL, "/modules/3", "cannot be combined" },
    { "LITE BASE SIM CAM", NULL, "/modules/3", "cannot be combined" },
  };
  /* clang-format on */
  g_autoptr (LpProduct) product = make_product (LP_PRODUCT_PERPETUAL);

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) given = cases[i].given != NULL ? g_strsplit (cases[i].given, " ", -1) : NULL;
      g_auto (GStrv) result = NULL;
      g_autofree char *joined = NULL;
      g_autoptr (GError) error = NULL;
      const LpFieldError *fields;
      gsize n_fields;

      g_test_message ("%s", cases[i].given);
      result = lp_modules_validate (product, (const char *const *) given, &error);
      if (cases[i].expected != NULL)
        {
          g_assert_no_error (error);
          joined = g_strjoinv (" ", result);
          g_assert_cmpstr (joined, ==, cases[i].expected);
          continue;
        }
      g_assert_null (result);
      fields = lp_error_get_fields (error, &n_fields);
      g_assert_cmpuint (n_fields, ==, 1);
      g_assert_cmpstr (fields[0].pointer, ==, cases[i].pointer);
      g_assert_nonnull (strstr (fields[0].detail, cases[i].said));
    }
}

static void
test_blocker (void)
{
  static const char *const nothing[] = { NULL };
  static const char *const all[] = { "BASE", "SIM", "LITE", NULL };
  g_autoptr (LpProduct) product = make_product (LP_PRODUCT_PERPETUAL);
  const LpModule *requires, *excludes;

  g_assert_false (lp_module_get_blocker (product, "BASE", nothing, &requires, &excludes));
  g_assert_null (requires);
  g_assert_true (lp_module_get_blocker (product, "CAM", nothing, &requires, &excludes));
  g_assert_cmpstr (requires->code, ==, "SIM");
  g_assert_null (excludes);
  g_assert_true (lp_module_get_blocker (product, "CAM", all, &requires, &excludes));
  g_assert_null (requires);
  g_assert_cmpstr (excludes->code, ==, "LITE");
  g_assert_true (lp_module_get_blocker (product, "CAM", all, NULL, NULL));
}

static LpOrderRequest *
make_request (void)
{
  LpOrderRequest *request = lp_order_request_new ();

  request->group_id = g_strdup ("g");
  request->product_id = g_strdup ("p");
  return request;
}

static void
test_defaults (void)
{
  g_autoptr (LpProduct) product = make_product (LP_PRODUCT_SUBSCRIPTION);
  g_autoptr (LpOrderRequest) request = make_request ();
  g_autoptr (LpOrderRequest) result = NULL;
  g_autoptr (LpOrderRequest) fixed = NULL;
  g_autoptr (GError) error = NULL;

  request->reference = g_strdup ("  PO-4711 ");
  result = lp_order_request_validate (request, product, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (result->group_id, ==, "g");
  g_assert_cmpstr (result->reference, ==, "PO-4711");
  g_assert_cmpint (result->licenses, ==, 1);
  g_assert_cmpstr (result->modules[0], ==, "BASE");
  g_assert_true (result->has_subscription);
  g_assert_cmpint (result->start_mode, ==, LP_START_PURCHASE);
  g_assert_cmpint (result->expiry_mode, ==, LP_EXPIRY_CALENDAR_YEAR_END);
  g_assert_cmpint (result->notice.count, ==, 3);

  /* A given initial expiry makes any mode `fixed`. */
  request->has_subscription = TRUE;
  request->expiry_mode = LP_EXPIRY_ANNIVERSARY;
  request->initial_expiry = lp_date_parse ("2026-12-31");
  request->has_notice = TRUE;
  request->notice = (LpPeriod){ 6, LP_PERIOD_WEEKS };
  fixed = lp_order_request_validate (request, product, &error);
  g_assert_no_error (error);
  g_assert_cmpint (fixed->expiry_mode, ==, LP_EXPIRY_FIXED);
  g_assert_cmpint (fixed->notice.unit, ==, LP_PERIOD_WEEKS);
}

/* Everything that is wrong is said at once. */
static void
test_all_faults (void)
{
  static const char *const pointers[] = {
    "/licenses",     "/quantity", "/modules/0", "/entries/x", "/reference", "/allocation/visible_to_group",
    "/subscription",
  };
  g_autoptr (LpProduct) product = make_product (LP_PRODUCT_TRIAL);
  g_autoptr (LpOrderRequest) request = make_request ();
  g_autoptr (GError) error = NULL;
  const LpFieldError *fields;
  gsize n_fields;

  request->licenses = 501;
  request->quantity = 0;
  request->modules = g_strsplit ("NOPE", " ", -1);
  lp_entry_values_add (request->entries, "x", "y");
  request->reference = g_strnfill (LP_ORDER_MAX_REFERENCE + 1, 'x');
  request->has_allocation = TRUE;
  request->assignee_id = g_strdup ("ada");
  request->visible_to_group = TRUE;
  request->has_subscription = TRUE;
  g_assert_null (lp_order_request_validate (request, product, &error));
  g_assert_error (error, LP_ERROR, LP_ERROR_INVALID);
  fields = lp_error_get_fields (error, &n_fields);
  g_assert_cmpuint (n_fields, ==, G_N_ELEMENTS (pointers));
  for (gsize i = 0; i < n_fields; i++)
    g_assert_cmpstr (fields[i].pointer, ==, pointers[i]);
}

static void
test_fixed_without_date (void)
{
  g_autoptr (LpProduct) product = make_product (LP_PRODUCT_SUBSCRIPTION);
  g_autoptr (LpOrderRequest) request = make_request ();
  g_autoptr (GError) error = NULL;
  gsize n_fields;

  request->has_subscription = TRUE;
  request->expiry_mode = LP_EXPIRY_FIXED;
  g_assert_null (lp_order_request_validate (request, product, &error));
  g_assert_cmpstr (lp_error_get_fields (error, &n_fields)[0].pointer, ==, "/subscription/initial_expiry");
}

static void
test_approval (void)
{
  static const struct
  {
    const char *approval;
    int licenses, quantity;
    gint64 ordered_today;
    gboolean waits;
  } cases[] = {
    { NULL, 500, 1000000, 0, FALSE },
    { "none", 500, 1000000, 0, FALSE },
    { "always", 1, 1, 0, TRUE },
    { "above_quantity:10", 2, 5, 0, FALSE },
    { "above_quantity:10", 2, 5, 1, TRUE },
    { "above_quantity:10", 11, 1, 0, TRUE },
    { "above_quantity:0", 1, 1, 0, TRUE },
    { "above_quantity:499999999", 500, 1000000, 0, TRUE },
    { "above_quantity:x", 1, 1, 0, TRUE }, /* what cannot be read is not waved through */
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (lp_order_needs_approval (cases[i].approval, cases[i].licenses, cases[i].quantity,
                                              cases[i].ordered_today),
                     ==, cases[i].waits);
}

static void
test_approval_strictness (void)
{
  static const char *const from_loose[] = { "none", "above_quantity:100", "above_quantity:10",
                                            "above_quantity:0" };
  static const char *const wrong[] = {
    "", "never", "above_quantity:", "above_quantity:-1", "above_quantity:1.5", "ALWAYS"
  };

  for (gsize i = 0; i < G_N_ELEMENTS (from_loose); i++)
    {
      g_assert_true (lp_approval_is_valid (from_loose[i]));
      for (gsize j = 0; j < G_N_ELEMENTS (from_loose); j++)
        g_assert_cmpint (lp_approval_is_looser (from_loose[i], from_loose[j]), ==, i < j);
      g_assert_false (lp_approval_is_looser (from_loose[i], NULL));
      g_assert_true (lp_approval_is_looser (from_loose[i], "always"));
    }
  g_assert_true (lp_approval_is_valid ("always"));
  g_assert_false (lp_approval_is_valid (NULL));
  for (gsize i = 0; i < G_N_ELEMENTS (wrong); i++)
    g_assert_false (lp_approval_is_valid (wrong[i]));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/order/modules", test_modules);
  g_test_add_func ("/order/blocker", test_blocker);
  g_test_add_func ("/order/defaults", test_defaults);
  g_test_add_func ("/order/all-faults", test_all_faults);
  g_test_add_func ("/order/fixed-without-date", test_fixed_without_date);
  g_test_add_func ("/order/approval", test_approval);
  g_test_add_func ("/order/approval-strictness", test_approval_strictness);
  return g_test_run ();
}

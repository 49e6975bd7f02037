/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "wire-fixture.h"

static void
assert_pointers (const GError *error, const char *expected)
{
  g_autoptr (GString) joined = g_string_new (NULL);
  const LpFieldError *fields;
  gsize n_fields;

  g_assert_error (error, LP_ERROR, LP_ERROR_INVALID);
  fields = lp_error_get_fields (error, &n_fields);
  for (gsize i = 0; i < n_fields; i++)
    g_string_append_printf (joined, "%s%s", i > 0 ? " " : "", fields[i].pointer);
  g_assert_cmpstr (joined->str, ==, expected);
}

static void
test_order (void)
{
  static const char text[] =
      "{\"group_id\":\"g\",\"product_id\":\"p\",\"licenses\":3,\"quantity\":2,\"modules\":[\"CAM\",\"SIM\"],"
      "\"entries\":{\"host\":\"cad-01\",\"cores\":8,\"gpu\":false,\"hours\":\"12.50\"},\"reference\":\"PO-4711\","
      "\"allocation\":{\"assignee_id\":null,\"visible_to_group\":true},"
      "\"subscription\":{\"start_mode\":\"purchase\",\"expiry_mode\":\"fiscal_year_end\",\"notice\":\"P3M\","
      "\"initial_expiry\":null}}";
  g_autoptr (JsonObject) object = parse (text);
  g_autoptr (LpProduct) product = make_product ();
  g_autoptr (LpOrderRequest) request = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) error = NULL;

  request = lp_wire_read_order_request (object, &error);
  g_assert_no_error (error);
  g_assert_cmpint (request->licenses, ==, 3);
  g_assert_cmpstr (request->modules[1], ==, "SIM");
  g_assert_cmpstr (lp_entry_values_get (request->entries, "cores"), ==, "8");
  g_assert_cmpstr (lp_entry_values_get (request->entries, "gpu"), ==, "false");
  g_assert_true (request->has_allocation);
  g_assert_true (request->visible_to_group);
  g_assert_cmpint (request->expiry_mode, ==, LP_EXPIRY_FISCAL_YEAR_END);
  g_assert_true (request->has_notice);
  g_assert_true (
      lp_wire_check_entry_types (json_object_get_object_member (object, "entries"), product, &error));
  lp_wire_write_order_request (out, request, product);
  g_assert_cmpstr (out->str, ==, text);
}

static void
test_least_order (void)
{
  g_autoptr (JsonObject)
      object = parse ("{\"group_id\":\"g\",\"product_id\":\"p\",\"reference\":null,\"modules\":null,"
                      "\"allocation\":null,\"subscription\":null}");
  g_autoptr (GError) error = NULL;
  g_autoptr (LpOrderRequest) request = lp_wire_read_order_request (object, &error);

  g_assert_no_error (error);
  g_assert_cmpint (request->licenses, ==, 1);
  g_assert_cmpint (request->quantity, ==, 1);
  g_assert_null (request->modules);
  g_assert_false (request->has_allocation);
  g_assert_false (request->has_subscription);
  g_assert_cmpint (request->start_mode, ==, -1);
}

static void
test_order_faults (void)
{
  /* clang-format off */
  static const struct
  {
    const char *json;
    const char *pointers;
  } cases[] = {
    { "{}", "/group_id /product_id" },
    { "{\"group_id\":1,\"product_id\":null}", "/group_id /product_id" },
    { "{\"group_id\":\"g\",\"product_id\":\"p\",\"license\":1}", "/license" },
    { "{\"group_id\":\"g\",\"product_id\":\"p\",\"licenses\":0,\"quantity\":1000001}", "/licenses /quantity" },
    { "{\"group_id\":\"g\",\"product_id\":\"p\",\"licenses\":501,\"quantity\":\"1\"}", "/licenses /quantity" },
    { "{\"group_id\":\"g\",\"product_id\":\"p\",\"licenses\":1.5}", "/licenses" },
    { "{\"group_id\":\"g\",\"product_id\":\"p\",\"modules\":\"CAM\"}", "/modules" },
    { "{\"group_id\":\"g\",\"product_id\":\"p\",\"modules\":[\"CAM\",7]}", "/modules/1" },
    { "{\"group_id\":\"g\",\"product_id\":\"p\",\"entries\":[]}", "/entries" },
    { "{\"group_id\":\"g\",\"product_id\":\"p\",\"entries\":{\"a\":{},\"b\":[]}}", "/entries/a /entries/b" },
    { "{\"group_id\":\"g\",\"product_id\":\"p\",\"reference\":7}", "/reference" },
    { "{\"group_id\":\"g\",\"product_id\":\"p\",\"allocation\":{\"assignee_id\":1,\"visible_to_group\":\"x\",\"z\":1}}",
      "/allocation/assignee_id /allocation/visible_to_group /allocation/z" },
    { "{\"group_id\":\"g\",\"product_id\":\"p\",\"subscription\":{\"start_mode\":\"x\",\"expiry_mode\":1,"
      "\"initial_expiry\":\"2026-02-30\",\"notice\":\"P1M15D\",\"term\":\"P1Y\"}}",
      "/subscription/start_mode /subscription/expiry_mode /subscription/initial_expiry /subscription/notice "
      "/subscription/term" },
  };
  /* clang-format on */

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonObject) object = parse (cases[i].json);
      g_autoptr (GError) error = NULL;

      g_test_message ("%s", cases[i].json);
      g_assert_null (lp_wire_read_order_request (object, &error));
      assert_pointers (error, cases[i].pointers);
    }
}

static void
test_entry_types (void)
{
  static const struct
  {
    const char *json;
    const char *pointers; /* NULL: right */
  } cases[] = {
    { "{}", NULL },
    { "{\"host\":\"x\",\"cores\":8,\"gpu\":true,\"hours\":\"1.5\"}", NULL },
    { "{\"host\":null,\"cores\":null,\"gpu\":null,\"hours\":null}", NULL },
    { "{\"host\":1,\"cores\":\"8\",\"gpu\":\"true\",\"hours\":1.5}",
      "/entries/host /entries/cores /entries/gpu /entries/hours" },
    { "{\"cores\":8.0}", "/entries/cores" },
    { "{\"cores\":99999999999999999999}", "/entries/cores" },
    { "{\"gpu\":0}", "/entries/gpu" },
  };
  g_autoptr (LpProduct) product = make_product ();

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonObject) object = parse (cases[i].json);
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (lp_wire_check_entry_types (object, product, &error), ==, cases[i].pointers == NULL);
      if (cases[i].pointers != NULL)
        assert_pointers (error, cases[i].pointers);
    }
}

static void
test_allocation (void)
{
  static const char *const texts[] = {
    "{}",
    "{\"group_id\":\"g\"}",
    "{\"assignee_id\":null}",
    "{\"assignee_id\":\"a\",\"visible_to_group\":false}",
    "{\"group_id\":\"g\",\"assignee_id\":\"a\",\"visible_to_group\":true}",
  };
  static const struct
  {
    const char *json;
    const char *pointers;
  } faults[] = {
    { "{\"group_id\":null}", "/group_id" },
    { "{\"visible_to_group\":null}", "/visible_to_group" },
    { "{\"assignee_id\":7,\"visible_to_group\":1,\"who\":2}", "/assignee_id /visible_to_group /who" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (JsonObject) object = parse (texts[i]);
      g_autoptr (GString) out = g_string_new (NULL);
      g_autoptr (GError) error = NULL;
      LpAllocationChange change;

      g_assert_true (lp_wire_read_allocation_change (object, &change, &error));
      g_assert_no_error (error);
      lp_wire_write_allocation_change (out, &change);
      g_assert_cmpstr (out->str, ==, texts[i]);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr (JsonObject) object = parse (faults[i].json);
      g_autoptr (GError) error = NULL;
      LpAllocationChange change;

      g_assert_false (lp_wire_read_allocation_change (object, &change, &error));
      assert_pointers (error, faults[i].pointers);
    }
}

static void
test_rights_and_settings (void)
{
  g_autoptr (JsonObject) rights = parse ("{\"c1\":[\"create\",\"own\"],\"c2\":\"modify\",\"c3\":null}");
  g_autoptr (JsonObject)
      settings = parse ("{\"allocate_to\":\"me\",\"consumer\":1,\"default_visibility\":\"x\","
                        "\"currency\":5,\"approval\":null}");
  LpGroupSettings values = { .approval = g_strdup ("always"),
                             .country = g_strdup ("DE"),
                             .bills_clients = TRUE };
  g_autoptr (GArray) read = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) other = NULL;

  read = lp_wire_read_rights (rights, "/rights", &error);
  assert_pointers (error, "/rights/c1 /rights/c2 /rights/c3");
  lp_wire_apply_group_settings (settings, "/settings", &values, &other);
  assert_pointers (
      other, "/settings/default_visibility /settings/allocate_to /settings/currency /settings/consumer");
  g_assert_null (values.approval);            /* null restores inheritance */
  g_assert_cmpstr (values.country, ==, "DE"); /* left out stays */
  g_assert_true (values.bills_clients == TRUE);
  g_free (values.country);
}

/* Only what differs is sent, and what is inherited again is null. */
static void
test_settings_change (void)
{
  LpGroupSettings old = {
    (char *) "12-31", LP_VISIBILITY_VISIBLE, -1, (char *) "none", NULL, NULL, -1, FALSE
  };
  LpGroupSettings settings = old;
  g_autoptr (GString) nothing = g_string_new (NULL);
  g_autoptr (GString) some = g_string_new (NULL);

  lp_wire_write_group_settings_change (nothing, &old, &settings);
  g_assert_cmpstr (nothing->str, ==, "{}");
  settings.default_visibility = LP_VISIBILITY_ADMINS;
  settings.approval = NULL;
  lp_wire_write_group_settings_change (some, &old, &settings);
  g_assert_cmpstr (some->str, ==, "{\"default_visibility\":\"admins\",\"approval\":null}");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/request/order", test_order);
  g_test_add_func ("/request/least-order", test_least_order);
  g_test_add_func ("/request/order-faults", test_order_faults);
  g_test_add_func ("/request/entry-types", test_entry_types);
  g_test_add_func ("/request/allocation", test_allocation);
  g_test_add_func ("/request/rights-and-settings", test_rights_and_settings);
  g_test_add_func ("/request/settings-change", test_settings_change);
  return g_test_run ();
}

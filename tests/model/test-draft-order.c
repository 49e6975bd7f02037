/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lp-draft-order.h"
#include "lp-entry-text.h"

/* clang-format off */
static const struct
{
  const char *key;
  LpEntryKind kind;
  gboolean required;
  const char *min;
  const char *max;
  const char *pattern;
  const char *choices;
  const char *preset;
  const char *help;
} entries[] = {
  { "host_name", LP_ENTRY_TEXT, TRUE, NULL, "20", "[a-z0-9-]+", NULL, NULL, "Lower-case letters, digits and dashes" },
  { "cores", LP_ENTRY_INTEGER, TRUE, "1", "64", NULL, NULL, "8", NULL },
  { "ratio", LP_ENTRY_DECIMAL, FALSE, "0", "1.5", NULL, NULL, NULL, NULL },
  { "since", LP_ENTRY_DATE, FALSE, "2020-01-01", NULL, NULL, NULL, NULL, NULL },
  { "floating", LP_ENTRY_BOOLEAN, FALSE, NULL, NULL, NULL, NULL, NULL, NULL },
  { "site", LP_ENTRY_CHOICE, TRUE, NULL, NULL, NULL, "Bern Kiel", NULL, NULL },
  { "contact", LP_ENTRY_EMAIL, FALSE, NULL, NULL, NULL, NULL, NULL, NULL },
};

static const struct
{
  const char *code;
  gboolean is_default;
  const char *requires;
  const char *excludes;
} modules[] = {
  { "CAM", TRUE, "", "" },
  { "SIM", FALSE, "CAM", "" },
  { "VIEW", FALSE, "", "CAM" },
};
/* clang-format on */

static void
add_entries (LpProduct *product)
{
  for (gsize i = 0; i < G_N_ELEMENTS (entries); i++)
    {
      LpEntry *entry = lp_entry_new ();

      entry->key = g_strdup (entries[i].key);
      entry->label = g_strdup (entries[i].key);
      entry->kind = entries[i].kind;
      entry->required = entries[i].required;
      entry->min = g_strdup (entries[i].min);
      entry->max = g_strdup (entries[i].max);
      entry->pattern = g_strdup (entries[i].pattern);
      entry->choices = g_strsplit (entries[i].choices != NULL ? entries[i].choices : "", " ", -1);
      entry->default_value = g_strdup (entries[i].preset);
      entry->help = g_strdup (entries[i].help);
      g_ptr_array_add (product->entries, entry);
    }
}

static void
add_modules (LpProduct *product)
{
  for (gsize i = 0; i < G_N_ELEMENTS (modules); i++)
    {
      LpModule *module = lp_module_new ();

      module->code = g_strdup (modules[i].code);
      module->name = g_strdup_printf ("Module %s", modules[i].code);
      module->is_default = modules[i].is_default;
      module->requires = g_strsplit (modules[i].requires, " ", -1);
      module->excludes = g_strsplit (modules[i].excludes, " ", -1);
      g_ptr_array_add (product->modules, module);
    }
}

static LpProduct *
make_product (const char *id, LpProductKind kind)
{
  LpProduct *product = lp_product_new ();

  product->id = g_strdup (id);
  product->code = g_strdup (id);
  product->name = g_strdup ("ViewPro 2026 Suite");
  product->kind = kind;
  product->max_machines = 1;
  product->term = (LpPeriod){ 1, LP_PERIOD_YEARS };
  product->notice = (LpPeriod){ 3, LP_PERIOD_MONTHS };
  product->start_mode = LP_START_PURCHASE;
  product->expiry_mode = LP_EXPIRY_CALENDAR_YEAR_END;
  add_entries (product);
  add_modules (product);
  return product;
}

static LpDraftOrder *
make_order (const char *today, LpProductKind kind, gboolean consumer)
{
  LpDraftOrder *order = lp_draft_order_new (lp_date_parse (today));
  g_autoptr (LpProduct) product = make_product ("p1", kind);

  order->group = lp_group_new ();
  order->group->id = g_strdup ("g1");
  order->group->name = g_strdup ("CAD team");
  order->group->effective.fiscal_year_end = g_strdup ("03-31");
  order->group->effective.consumer = consumer;
  lp_draft_order_set_product (order, product);
  lp_draft_order_set_entry (order, "host_name", "cad-01");
  lp_draft_order_set_entry (order, "site", "Bern");
  return order;
}

static void
test_entry_faults (void)
{
  /* clang-format off */
  static const struct
  {
    const char *key;
    const char *value;
    const char *fault; /* NULL: accepted */
  } cases[] = {
    { "host_name", "cad-01", NULL },
    { "host_name", "", "Must be filled in" },
    { "host_name", NULL, "Must be filled in" },
    { "host_name", "CAD 01", "Not in the form asked for. Lower-case letters, digits and dashes" },
    { "host_name", "=cmd", "Not in the form asked for. Lower-case letters, digits and dashes" },
    { "host_name", "aaaaaaaaaaaaaaaaaaaaaaaaa", "At most 20 characters" },
    { "cores", "1", NULL },
    { "cores", "64", NULL },
    { "cores", "65", "A whole number: 1 to 64" },
    { "cores", "1.5", "A whole number: 1 to 64" },
    { "cores", "many", "A whole number: 1 to 64" },
    { "ratio", "", NULL },
    { "ratio", "1.50", NULL },
    { "ratio", "1,5", "A number with a decimal point: 0 to 1.5" },
    { "since", "2026-02-28", NULL },
    { "since", "2019-12-31", "A day: 1 January 2020 or more" },
    { "floating", "true", NULL },
    { "site", "Kiel", NULL },
    { "site", "", "Must be filled in" },
    { "site", "Oslo", "One of the choices" },
    { "contact", "ada@acme.example", NULL },
    { "contact", "ada", "An e-mail address, such as ada@example.com" },
  };
  /* clang-format on */

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LpDraftOrder) order = make_order ("2026-04-01", LP_PRODUCT_PERPETUAL, FALSE);
      g_autofree char *pointer = g_strconcat ("/entries/", cases[i].key, NULL);

      g_assert_true (lp_draft_order_validate (order));
      lp_draft_order_set_entry (order, cases[i].key, cases[i].value);
      g_test_message ("%s = %s", cases[i].key, cases[i].value);
      g_assert_cmpint (lp_draft_order_validate (order), ==, cases[i].fault == NULL);
      g_assert_cmpstr (g_hash_table_lookup (order->faults, pointer), ==, cases[i].fault);
    }
}

static void
test_other_faults (void)
{
  g_autoptr (LpDraftOrder) order = make_order ("2026-04-01", LP_PRODUCT_SUBSCRIPTION, FALSE);

  order->licenses = 501;
  order->quantity = 0;
  order->reference = g_strnfill (201, 'x');
  order->choice = LP_ALLOCATION_PERSON;
  order->initial_expiry = lp_date_parse ("2026-03-31");
  g_assert_false (lp_draft_order_validate (order));
  g_assert_cmpuint (g_hash_table_size (order->faults), ==, 5);
  g_assert_cmpstr (g_hash_table_lookup (order->faults, "/licenses"), ==,
                   "Between 1 and 500 licenses in one order");
  g_assert_nonnull (g_hash_table_lookup (order->faults, "/quantity"));
  g_assert_cmpstr (g_hash_table_lookup (order->faults, "/reference"), ==,
                   "At most 200 characters, without line breaks");
  g_assert_cmpstr (g_hash_table_lookup (order->faults, "/allocation/assignee_id"), ==, "Choose a person");
  g_assert_cmpstr (g_hash_table_lookup (order->faults, "/subscription/initial_expiry"), ==,
                   "A day from today to the year 2999");

  order->licenses = 500;
  order->quantity = 1;
  g_clear_pointer (&order->reference, g_free);
  order->assignee_id = g_strdup ("ada");
  order->initial_expiry = lp_date_parse ("2026-04-01");
  g_assert_true (lp_draft_order_validate (order));
}

static void
test_modules (void)
{
  g_autoptr (LpDraftOrder) order = make_order ("2026-04-01", LP_PRODUCT_PERPETUAL, FALSE);
  gboolean can_toggle;
  g_autofree char *needed = NULL;
  g_autofree char *excluded = NULL;
  g_autofree char *needs = NULL;

  g_assert_true (lp_draft_order_has_module (order, "CAM"));
  excluded = lp_draft_order_explain_module (order, "VIEW", &can_toggle);
  g_assert_cmpstr (excluded, ==, "Cannot be combined with Module CAM");
  g_assert_false (can_toggle);
  g_assert_false (lp_draft_order_set_module (order, "VIEW", TRUE));
  g_assert_false (lp_draft_order_has_module (order, "VIEW"));

  g_assert_true (lp_draft_order_set_module (order, "SIM", TRUE));
  needed = lp_draft_order_explain_module (order, "CAM", &can_toggle);
  g_assert_cmpstr (needed, ==, "Needed by Module SIM");
  g_assert_false (can_toggle);
  g_assert_false (lp_draft_order_set_module (order, "CAM", FALSE));

  g_assert_true (lp_draft_order_set_module (order, "SIM", FALSE));
  g_assert_true (lp_draft_order_set_module (order, "CAM", FALSE));
  needs = lp_draft_order_explain_module (order, "SIM", &can_toggle);
  g_assert_cmpstr (needs, ==, "Needs Module CAM");
  g_assert_false (can_toggle);
  g_assert_true (lp_draft_order_set_module (order, "VIEW", TRUE));
  g_assert_false (lp_draft_order_set_module (order, "NONE", TRUE));
  g_assert_true (lp_draft_order_validate (order));
}

static void
test_schedule (void)
{
  /* clang-format off */
  static const struct
  {
    const char *today;
    LpExpiryMode mode;
    const char *expiry;
    const char *notice;
    gboolean consumer;
    const char *text;
    const char *warning; /* "" for none */
  } cases[] = {
    { "2026-04-01", LP_EXPIRY_CALENDAR_YEAR_END, NULL, "P3M", FALSE,
      "First term 1 April 2026 – 31 December 2026, then yearly. To stop after the first term, cancel by 30 September 2026.", "" },
    { "2026-04-01", LP_EXPIRY_ANNIVERSARY, NULL, "P3M", FALSE,
      "First term 1 April 2026 – 31 March 2027, then yearly. To stop after the first term, cancel by 31 December 2026.", "" },
    { "2026-04-01", LP_EXPIRY_FISCAL_YEAR_END, NULL, "P1M", FALSE,
      "First term 1 April 2026 – 31 March 2027, then yearly. To stop after the first term, cancel by 28 February 2027.", "" },
    { "2026-04-01", LP_EXPIRY_ANNIVERSARY, "2026-06-30", "P6W", FALSE,
      "First term 1 April 2026 – 30 June 2026, then yearly. To stop after the first term, cancel by 19 May 2026.", "" },
    { "2026-03-25", LP_EXPIRY_FISCAL_YEAR_END, NULL, "P3M", FALSE,
      "First term 25 March 2026 – 31 March 2026, then yearly. To stop after the first term, cancel by 25 March 2026.",
      "The first deadline is 25 March 2026 already. Only a cancellation by then ends the subscription on 31 March 2026; otherwise it is renewed until 31 March 2027." },
    { "2026-04-01", LP_EXPIRY_ANNIVERSARY, NULL, "P1M", TRUE,
      "First term 1 April 2026 – 31 March 2027, then monthly. To stop after the first term, cancel by 28 February 2027.", "" },
  };
  /* clang-format on */

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LpDraftOrder)
          order = make_order (cases[i].today, LP_PRODUCT_SUBSCRIPTION, cases[i].consumer);
      g_autofree char *text = NULL;
      g_autofree char *warning = NULL;

      order->expiry_mode = cases[i].mode;
      order->initial_expiry = lp_date_parse (cases[i].expiry);
      g_assert_true (lp_period_parse (cases[i].notice, &order->notice));
      g_assert_true (lp_draft_order_validate (order));
      text = lp_draft_order_describe_schedule (order);
      g_assert_cmpstr (text, ==, cases[i].text);
      warning = lp_draft_order_describe_warning (order);
      g_assert_cmpstr (warning, ==, cases[i].warning);
    }
}

static void
test_consumer (void)
{
  g_autoptr (LpDraftOrder) order = make_order ("2026-04-01", LP_PRODUCT_SUBSCRIPTION, TRUE);

  /* The product's three months are shortened to what a consumer can be held to. */
  g_assert_cmpint (order->notice.count, ==, 1);
  g_assert_cmpint (order->notice.unit, ==, LP_PERIOD_MONTHS);
  g_assert_true (lp_draft_order_validate (order));
  order->notice = (LpPeriod){ 2, LP_PERIOD_MONTHS };
  g_assert_false (lp_draft_order_validate (order));
  g_assert_cmpstr (g_hash_table_lookup (order->faults, "/subscription/notice"), ==,
                   "At most one month, since this is a consumer");
}

static void
test_activation (void)
{
  g_autoptr (LpDraftOrder) order = make_order ("2026-04-01", LP_PRODUCT_SUBSCRIPTION, FALSE);
  g_autofree char *text = NULL;

  order->start_mode = LP_START_ACTIVATION;
  g_assert_true (lp_draft_order_validate (order));
  g_assert_false (lp_draft_order_get_first_term (order, NULL, NULL, NULL, NULL));
  text = lp_draft_order_describe_schedule (order);
  g_assert_cmpstr (text, ==,
                   "The first term starts with the first activation, then yearly. "
                   "Can be cancelled until 3 months before the end of a term.");
}

static void
test_another_product (void)
{
  g_autoptr (LpDraftOrder) order = make_order ("2026-04-01", LP_PRODUCT_PERPETUAL, FALSE);
  g_autoptr (LpProduct) other = make_product ("p2", LP_PRODUCT_PERPETUAL);

  lp_draft_order_set_module (order, "SIM", TRUE);
  lp_draft_order_set_product (order, other);
  /* Answers to the same questions stay; modules are the new product's own. */
  g_assert_cmpstr (lp_entry_values_get (order->entries, "host_name"), ==, "cad-01");
  g_assert_false (lp_draft_order_has_module (order, "SIM"));
  g_assert_true (lp_draft_order_has_module (order, "CAM"));
}

static void
test_request (void)
{
  g_autoptr (LpDraftOrder) order = make_order ("2026-04-01", LP_PRODUCT_SUBSCRIPTION, FALSE);
  g_autoptr (LpOrderRequest) request = NULL;

  order->licenses = 3;
  order->choice = LP_ALLOCATION_ADMINS;
  order->initial_expiry = lp_date_parse ("2026-06-30");
  request = lp_draft_order_make_request (order);
  g_assert_cmpstr (request->group_id, ==, "g1");
  g_assert_cmpint (request->licenses, ==, 3);
  g_assert_cmpstr (request->modules[0], ==, "CAM");
  g_assert_null (request->modules[1]);
  g_assert_cmpstr (lp_entry_values_get (request->entries, "cores"), ==, "8");
  g_assert_null (lp_entry_values_get (request->entries, "ratio"));
  g_assert_true (request->has_allocation);
  g_assert_false (request->visible_to_group);
  g_assert_null (request->assignee_id);
  g_assert_cmpint (request->expiry_mode, ==, LP_EXPIRY_FIXED);
  g_assert_true (request->has_notice);
}

static void
test_hint (void)
{
  g_autoptr (LpProduct) product = make_product ("p1", LP_PRODUCT_PERPETUAL);
  LpEntry *cores = g_ptr_array_index (product->entries, 1);
  g_autofree char *hint = NULL;
  g_autofree char *value = NULL;

  cores->unit = g_strdup ("cores");
  cores->help = g_strdup ("Of one machine");
  hint = lp_entry_dup_hint (cores);
  g_assert_cmpstr (hint, ==, "1 to 64 cores · Of one machine");
  value = lp_entry_dup_value_text (cores, "8");
  g_assert_cmpstr (value, ==, "8 cores");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/draft-order/entry-faults", test_entry_faults);
  g_test_add_func ("/draft-order/other-faults", test_other_faults);
  g_test_add_func ("/draft-order/modules", test_modules);
  g_test_add_func ("/draft-order/schedule", test_schedule);
  g_test_add_func ("/draft-order/consumer", test_consumer);
  g_test_add_func ("/draft-order/activation", test_activation);
  g_test_add_func ("/draft-order/another-product", test_another_product);
  g_test_add_func ("/draft-order/request", test_request);
  g_test_add_func ("/draft-order/hint", test_hint);
  return g_test_run ();
}

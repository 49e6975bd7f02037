/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-fixture.h"

#include "lp-catalog-list.h"
#include "lp-license-draft.h"
#include "lp-session-private.h"

static guint
count (gpointer model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (model));
}

static gboolean
is_loading (gpointer model)
{
  gboolean loading;

  g_object_get (model, "loading", &loading, NULL);
  return loading;
}

/* The first product of the draft's category whose details need no more than their defaults once texts are filled
 * in, of the kind asked for. */
static LpProduct *
find_product (LpLicenseDraft *draft, LpProductKind kind)
{
  GListModel *products = lp_license_draft_get_products (draft);

  wait_until (!is_loading (products));
  for (guint i = 0; i < count (products); i++)
    {
      g_autoptr (LpProductItem) item = g_list_model_get_item (products, i);
      LpProduct *product = lp_product_item_get_product (item);

      if (product->kind == kind)
        return lp_product_ref (product);
    }
  return NULL;
}

static const char *
get_answer (const LpEntry *entry)
{
  if (entry->default_value != NULL)
    return entry->default_value;
  switch (entry->kind)
    {
    case LP_ENTRY_INTEGER:
    case LP_ENTRY_DECIMAL:
      return entry->min != NULL ? entry->min : "1";
    case LP_ENTRY_DATE:
      return entry->min != NULL ? entry->min : "2026-01-01";
    case LP_ENTRY_CHOICE:
      return entry->choices[0];
    case LP_ENTRY_EMAIL:
      return "ada@acme.example";
    case LP_ENTRY_BOOLEAN:
      return "true";
    case LP_ENTRY_TEXT:
    default:
      return "cad-01";
    }
}

static void
answer_entries (LpLicenseDraft *draft)
{
  const LpProduct *product = lp_license_draft_get_product (draft);

  for (guint i = 0; i < product->entries->len; i++)
    {
      const LpEntry *entry = g_ptr_array_index (product->entries, i);

      if (entry->required)
        lp_license_draft_set_entry (draft, entry->key, get_answer (entry));
    }
}

/* Group, category and product chosen, as a person would, up to the details. */
static LpLicenseDraft *
make_draft (ModelFixture *fixture, LpProductKind kind)
{
  LpLicenseDraft *draft = lp_license_draft_new (fixture->session);
  g_autofree char *acme = model_fixture_find_group (fixture, "Acme Machines");
  g_autoptr (LpProduct) product = NULL;

  g_assert_false (lp_license_draft_go_next (draft));
  lp_license_draft_set_group (draft, "no such group");
  g_assert_null (lp_license_draft_get_group (draft));
  lp_license_draft_set_group (draft, acme);
  g_assert_true (lp_license_draft_go_next (draft));
  wait_until (!is_loading (lp_license_draft_get_categories (draft)));
  for (guint i = 0; product == NULL && i < count (lp_license_draft_get_categories (draft)); i++)
    {
      g_autoptr (LpCategoryItem)
          category = g_list_model_get_item (lp_license_draft_get_categories (draft), i);

      lp_license_draft_set_category (draft, lp_category_item_get_id (category));
      product = find_product (draft, kind);
    }
  g_assert_nonnull (product);
  if (lp_license_draft_get_step (draft) == LP_STEP_CATEGORY)
    g_assert_true (lp_license_draft_go_next (draft));
  g_assert_false (lp_license_draft_go_next (draft));
  lp_license_draft_set_product (draft, product);
  g_assert_true (lp_license_draft_go_next (draft));
  g_assert_cmpint (lp_license_draft_get_step (draft), ==, LP_STEP_DETAILS);
  return draft;
}

static void
create (LpLicenseDraft *draft, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  lp_license_draft_create_async (draft, NULL, model_fixture_keep_result, &result);
  wait_until (result != NULL);
  lp_license_draft_create_finish (draft, result, error);
}

static guint
count_tickets (ModelFixture *fixture)
{
  g_autoptr (LpTicketQuery) all = lp_ticket_query_new ();
  g_autoptr (GArray) rows = model_fixture_query_rows (fixture, all);

  return rows->len;
}

static void
test_create (void)
{
  g_autoptr (ModelFixture) fixture = model_fixture_new (CLIENT_ADMIN);
  g_autoptr (LpLicenseDraft) draft = make_draft (fixture, LP_PRODUCT_SUBSCRIPTION);
  g_autoptr (GError) error = NULL;
  g_autofree char *csv = NULL;
  g_autofree char *schedule = NULL;
  g_autofree char *audience = NULL;
  const LpTicket *first;
  g_autoptr (LpTicket) known = NULL;

  answer_entries (draft);
  lp_license_draft_set_number (draft, "/licenses", "3");
  lp_license_draft_set_reference (draft, "=PO-4711");
  lp_license_draft_set_allocation (draft, LP_ALLOCATION_ADMINS, NULL);
  g_object_get (draft, "schedule-text", &schedule, "audience-text", &audience, NULL);
  g_assert_true (g_str_has_prefix (schedule, "First term ") ||
                 g_str_has_prefix (schedule, "The first term "));
  g_assert_true (g_str_has_prefix (audience, "Only admins"));
  g_assert_true (lp_license_draft_go_next (draft));
  g_assert_cmpint (lp_license_draft_get_step (draft), ==, LP_STEP_REVIEW);

  create (draft, &error);
  g_assert_no_error (error);
  g_assert_cmpint (lp_license_draft_get_step (draft), ==, LP_STEP_DONE);
  g_assert_cmpuint (lp_license_draft_get_tickets (draft)->len, ==, 3);
  first = g_ptr_array_index (lp_license_draft_get_tickets (draft), 0);
  g_assert_false (first->visible_to_group);
  g_assert_cmpstr (first->reference, ==, "=PO-4711");
  /* The replica holds it by now, without waiting for the feed. */
  known = lp_replica_get_ticket (lp_session_get_replica (fixture->session), first->code);
  g_assert_nonnull (known);

  csv = lp_license_draft_dup_csv (draft);
  g_assert_true (
      g_str_has_prefix (csv, "ticket,group,product_code,product,modules,quantity,expires,reference\n"));
  g_assert_nonnull (strstr (csv, first->code));
  g_assert_nonnull (strstr (csv, ",'=PO-4711\n"));
}

/* Ten clicks on Create License, one order. */
static void
test_clicks (void)
{
  g_autoptr (ModelFixture) fixture = model_fixture_new (CLIENT_ADMIN);
  g_autoptr (LpLicenseDraft) draft = make_draft (fixture, LP_PRODUCT_SUBSCRIPTION);
  GAsyncResult *results[10] = { NULL };
  g_autoptr (GError) error = NULL;
  guint before = count_tickets (fixture);
  gboolean creating;

  answer_entries (draft);
  g_assert_true (lp_license_draft_go_next (draft));
  for (gsize i = 0; i < G_N_ELEMENTS (results); i++)
    lp_license_draft_create_async (draft, NULL, model_fixture_keep_result, &results[i]);
  g_object_get (draft, "creating", &creating, NULL);
  g_assert_true (creating);
  g_assert_false (lp_license_draft_go_back (draft));
  for (gsize i = 0; i < G_N_ELEMENTS (results); i++)
    {
      wait_until (results[i] != NULL);
      g_assert_true (lp_license_draft_create_finish (draft, results[i], &error));
      g_assert_no_error (error);
      g_object_unref (results[i]);
    }
  create (draft, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (lp_license_draft_get_tickets (draft)->len, ==, 1);
  model_fixture_wait_synced (fixture);
  g_assert_cmpuint (count_tickets (fixture), ==, before + 1);
}

/* Without the service: the order waits on this computer, and the person is told so. */
static void
test_offline (void)
{
  g_autoptr (ModelFixture) fixture = model_fixture_new (CLIENT_ADMIN);
  g_autoptr (LpLicenseDraft) draft = make_draft (fixture, LP_PRODUCT_SUBSCRIPTION);
  g_autoptr (GError) error = NULL;
  g_autofree char *as_of = NULL;

  answer_entries (draft);
  g_assert_true (lp_license_draft_go_next (draft));
  lp_embedded_service_stop (fixture->session->service);
  wait_until (lp_session_get_link (fixture->session) == LP_LINK_OFFLINE);
  create (draft, &error);
  g_assert_no_error (error);
  g_assert_cmpint (lp_license_draft_get_step (draft), ==, LP_STEP_DONE);
  g_assert_null (lp_license_draft_get_order (draft));
  g_assert_cmpuint (lp_license_draft_get_tickets (draft)->len, ==, 0);
  g_assert_cmpuint (lp_session_get_waiting (fixture->session), ==, 1);
  g_object_get (fixture->session, "as-of-text", &as_of, NULL);
  g_assert_true (g_str_has_prefix (as_of, "as of "));
}

static void
test_another (void)
{
  g_autoptr (ModelFixture) fixture = model_fixture_new (CLIENT_ADMIN);
  g_autoptr (LpLicenseDraft) draft = make_draft (fixture, LP_PRODUCT_SUBSCRIPTION);
  g_autoptr (GError) error = NULL;
  g_autofree char *first = NULL;
  const LpTicket *second;

  answer_entries (draft);
  lp_license_draft_set_number (draft, "/quantity", "7");
  g_assert_true (lp_license_draft_go_next (draft));
  create (draft, &error);
  g_assert_no_error (error);
  first = g_strdup (((LpTicket *) g_ptr_array_index (lp_license_draft_get_tickets (draft), 0))->code);

  lp_license_draft_restart (draft);
  g_assert_cmpint (lp_license_draft_get_step (draft), ==, LP_STEP_DETAILS);
  g_assert_cmpuint (lp_license_draft_get_tickets (draft)->len, ==, 0);
  g_assert_cmpint (lp_license_draft_get_quantity (draft), ==, 7);
  g_assert_true (lp_license_draft_go_next (draft));
  create (draft, &error);
  g_assert_no_error (error);
  second = g_ptr_array_index (lp_license_draft_get_tickets (draft), 0);
  g_assert_cmpint (second->quantity, ==, 7);
  g_assert_cmpstr (second->code, !=, first);
}

static void
test_faults (void)
{
  g_autoptr (ModelFixture) fixture = model_fixture_new (CLIENT_ADMIN);
  g_autoptr (LpLicenseDraft) draft = make_draft (fixture, LP_PRODUCT_SUBSCRIPTION);
  gboolean valid, has_input;

  /* Faults are said where the person has been, not before. */
  answer_entries (draft);
  g_assert_null (lp_license_draft_get_fault (draft, "/licenses"));
  lp_license_draft_set_number (draft, "/licenses", "501");
  g_object_get (draft, "valid", &valid, "has-input", &has_input, NULL);
  g_assert_false (valid);
  g_assert_true (has_input);
  g_assert_cmpstr (lp_license_draft_get_fault (draft, "/licenses"), ==,
                   "Between 1 and 500 licenses in one order");
  g_assert_null (lp_license_draft_get_fault (draft, "/quantity"));
  g_assert_false (lp_license_draft_go_next (draft));
  g_assert_cmpint (lp_license_draft_get_step (draft), ==, LP_STEP_DETAILS);

  /* Back loses nothing. */
  g_assert_true (lp_license_draft_go_back (draft));
  g_assert_cmpint (lp_license_draft_get_step (draft), ==, LP_STEP_PRODUCT);
  g_assert_true (lp_license_draft_go_next (draft));
  g_assert_cmpint (lp_license_draft_get_licenses (draft), ==, 501);
  lp_license_draft_set_number (draft, "/licenses", "1");
  g_assert_true (lp_license_draft_go_next (draft));
  lp_license_draft_go_to (draft, LP_STEP_DETAILS);
  g_assert_cmpint (lp_license_draft_get_step (draft), ==, LP_STEP_DETAILS);
}

static void
test_expiry (void)
{
  g_autoptr (ModelFixture) fixture = model_fixture_new (CLIENT_ADMIN);
  g_autoptr (LpLicenseDraft) draft = make_draft (fixture, LP_PRODUCT_SUBSCRIPTION);
  LpDate first, last, chosen;

  answer_entries (draft);
  lp_license_draft_set_start_mode (draft, LP_START_PURCHASE);
  lp_license_draft_set_expiry_mode (draft, LP_EXPIRY_CALENDAR_YEAR_END);
  g_assert_true (lp_license_draft_get_first_term (draft, &first, &last, NULL));
  g_assert_cmpint (first, ==, lp_session_get_today (fixture->session));
  /* Choosing a day makes the mode fixed; choosing a mode takes the day away. */
  chosen = last + 31;
  lp_license_draft_set_initial_expiry (draft, chosen);
  g_assert_cmpint (lp_license_draft_get_expiry_mode (draft), ==, LP_EXPIRY_FIXED);
  g_assert_true (lp_license_draft_get_first_term (draft, NULL, &last, NULL));
  g_assert_cmpint (last, ==, chosen);
  lp_license_draft_set_expiry_mode (draft, LP_EXPIRY_ANNIVERSARY);
  g_assert_true (lp_license_draft_get_first_term (draft, NULL, &last, NULL));
  g_assert_cmpint (last, !=, chosen);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/license-draft/create", test_create);
  g_test_add_func ("/license-draft/clicks", test_clicks);
  g_test_add_func ("/license-draft/offline", test_offline);
  g_test_add_func ("/license-draft/another", test_another);
  g_test_add_func ("/license-draft/faults", test_faults);
  g_test_add_func ("/license-draft/expiry", test_expiry);
  return g_test_run ();
}

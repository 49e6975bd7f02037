/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Orders and what becomes of them. */

#include "service-fixture.h"

static char *
order_body (Fixture *fixture, const char *group, const char *product, const char *more)
{
  g_autofree char *group_id = fixture_group (fixture, group);
  g_autofree char *product_id = fixture_product (fixture, product);

  return g_strdup_printf ("{'group_id':'%s','product_id':'%s'%s%s}", group_id, product_id,
                          more[0] != '\0' ? "," : "", more);
}

static Answer *
order (Fixture *fixture, const char *who, const char *group, const char *product, const char *more)
{
  g_autofree char *body = order_body (fixture, group, product, more);

  return fixture_call (fixture, who, "POST", "/v1/orders", body, NULL);
}

static JsonObject *
first_ticket (const Answer *answer)
{
  return json_array_get_object_element (json_object_get_array_member (answer->body, "tickets"), 0);
}

static void
test_subscription (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Answer) answer = order (fixture, "aa", "C-1", "CAD",
                                     "'licenses':3,'quantity':2,'entries':{'host_name':'cad-01','cores':16},"
                                     "'reference':'PO-4711','modules':['CAM','SIM']");
  g_autoptr (Answer) subscription = NULL;
  g_autofree char *target = NULL;
  JsonObject *made, *ticket;

  assert_status (answer, 201);
  made = json_object_get_object_member (answer->body, "order");
  g_assert_cmpstr (json_object_get_string_member (made, "state"), ==, "completed");
  g_assert_cmpstr (json_object_get_string_member (made, "number"), ==, "O-2026-NRTH-000004");
  g_assert_cmpint (json_array_get_length (json_object_get_array_member (answer->body, "tickets")), ==, 3);
  ticket = first_ticket (answer);
  g_assert_cmpstr (json_object_get_string_member (ticket, "state"), ==, "available");
  g_assert_cmpstr (json_object_get_string_member (ticket, "technical_expiry"), ==, "2027-03-31");
  g_assert_cmpstr (json_object_get_string_member (ticket, "reference"), ==, "PO-4711");
  g_assert_true (json_object_get_boolean_member (ticket, "visible_to_group"));
  g_assert_cmpint (json_object_get_int_member (json_object_get_object_member (ticket, "entries"), "cores"),
                   ==, 16);
  g_assert_false (
      json_object_get_boolean_member (json_object_get_object_member (ticket, "entries"), "shared"));

  target = g_strconcat ("/v1/subscriptions/", json_object_get_string_member (ticket, "subscription_id"),
                        NULL);
  subscription = fixture_call (fixture, "am", "GET", target, NULL, NULL);
  assert_status (subscription, 200);
  g_assert_cmpstr (json_object_get_string_member (subscription->body, "committed_until"), ==, "2027-03-31");
  g_assert_cmpstr (json_object_get_string_member (subscription->body, "initial_expiry"), ==, "2027-03-31");
  g_assert_cmpstr (json_object_get_string_member (subscription->body, "deadline"), ==, "2026-12-31");
  g_assert_cmpstr (json_object_get_string_member (subscription->body, "state"), ==, "active");
}

static void
test_other_kinds (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Answer) perpetual = order (fixture, "ba", "C-2", "VIEW", "'licenses':1");
  g_autoptr (Answer) trial = order (fixture, "ba", "C-2", "TRY", "'licenses':1");
  g_autoptr (Answer) pending = order (fixture, "ba", "C-2", "CAD",
                                      "'licenses':1,'entries':{'host_name':'b'},"
                                      "'subscription':{'start_mode':'activation'}");
  g_autoptr (Answer) fixed = order (fixture, "ba", "C-2", "CAD",
                                    "'licenses':1,'entries':{'host_name':'b'},"
                                    "'subscription':{'initial_expiry':'2028-02-29','notice':'P6W'}");

  assert_status (perpetual, 201);
  g_assert_true (json_object_get_null_member (first_ticket (perpetual), "technical_expiry"));
  g_assert_false (json_object_get_boolean_member (first_ticket (perpetual), "visible_to_group"));
  assert_status (trial, 201);
  g_assert_cmpstr (json_object_get_string_member (first_ticket (trial), "technical_expiry"), ==,
                   "2026-12-24");
  assert_status (pending, 201);
  g_assert_true (json_object_get_null_member (first_ticket (pending), "technical_expiry"));
  assert_status (fixed, 201);
  g_assert_cmpstr (json_object_get_string_member (first_ticket (fixed), "technical_expiry"), ==,
                   "2028-02-29");
  g_assert_cmpint (fixture_count (fixture,
                                  "SELECT COUNT(*) FROM subscription WHERE start IS NULL AND due_on IS NULL"
                                  " AND committed_until IS NULL"),
                   ==, 1);
}

static void
test_faults (Fixture *fixture, gconstpointer data)
{
  /* clang-format off */
  static const struct { const char *more, *pointer; } faults[] = {
    { "'licenses':0,'entries':{'host_name':'a'}", "/licenses" },
    { "'licenses':501,'entries':{'host_name':'a'}", "/licenses" },
    { "'licenses':1.5,'entries':{'host_name':'a'}", "/licenses" },
    { "'licenses':'1','entries':{'host_name':'a'}", "/licenses" },
    { "'licenses':1,'quantity':0,'entries':{'host_name':'a'}", "/quantity" },
    { "'licenses':1,'entries':{}", "/entries/host_name" },
    { "'licenses':1,'entries':{'host_name':'UPPER'}", "/entries/host_name" },
    { "'licenses':1,'entries':{'host_name':'a23456789-123456789-1'}", "/entries/host_name" },
    { "'licenses':1,'entries':{'host_name':'a','cores':65}", "/entries/cores" },
    { "'licenses':1,'entries':{'host_name':'a','cores':'8'}", "/entries/cores" },
    { "'licenses':1,'entries':{'host_name':'a','cores':8.5}", "/entries/cores" },
    { "'licenses':1,'entries':{'host_name':'a','storage':12.5}", "/entries/storage" },
    { "'licenses':1,'entries':{'host_name':'a','storage':'0.4'}", "/entries/storage" },
    { "'licenses':1,'entries':{'host_name':'a','until':'2025-12-31'}", "/entries/until" },
    { "'licenses':1,'entries':{'host_name':'a','until':'2026-02-30'}", "/entries/until" },
    { "'licenses':1,'entries':{'host_name':'a','shared':'true'}", "/entries/shared" },
    { "'licenses':1,'entries':{'host_name':'a','os':'beos'}", "/entries/os" },
    { "'licenses':1,'entries':{'host_name':'a','contact':'nobody'}", "/entries/contact" },
    { "'licenses':1,'entries':{'host_name':'a','unknown':'x'}", "/entries/unknown" },
    { "'licenses':1,'entries':{'host_name':'a'},'modules':['SIM']", "/modules/0" },
    { "'licenses':1,'entries':{'host_name':'a'},'modules':['CAM','SIM','LITE']", "/modules/2" },
    { "'licenses':1,'entries':{'host_name':'a'},'modules':['NONE']", "/modules/0" },
    { "'licenses':1,'entries':{'host_name':'a'},'subscription':{'expiry_mode':'fixed'}", "/subscription/initial_expiry" },
    { "'licenses':1,'entries':{'host_name':'a'},'subscription':{'initial_expiry':'2026-11-23'}", "/subscription/initial_expiry" },
    { "'licenses':1,'entries':{'host_name':'a'},'subscription':{'notice':'P1M15D'}", "/subscription/notice" },
    { "'licenses':1,'entries':{'host_name':'a'},'allocation':{'assignee_id':'nobody'}", "/allocation/assignee_id" },
    { "'licenses':1,'entries':{'host_name':'a'},'unknown':1", "/unknown" },
  };
  gint64 n_orders, n_numbers;
  /* clang-format on */

  n_orders = fixture_count (fixture, "SELECT COUNT(*) FROM orders");
  n_numbers = fixture_count (fixture, "SELECT SUM(last) FROM order_counter");
  for (gsize i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr (Answer) answer = order (fixture, "aa", "C-1", "CAD", faults[i].more);

      g_test_message ("%s", faults[i].more);
      assert_status (answer, 422);
      if (!answer_has_pointer (answer, faults[i].pointer))
        g_error ("no %s in %s", faults[i].pointer, answer->text);
    }
  g_assert_cmpint (fixture_count (fixture, "SELECT COUNT(*) FROM orders"), ==, n_orders);
  g_assert_cmpint (fixture_count (fixture, "SELECT SUM(last) FROM order_counter"), ==, n_numbers);
}

/* Everybody's faults at once. */
static void
test_many_faults (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Answer) answer = order (fixture, "aa", "C-1", "CAD",
                                     "'licenses':1,'entries':{'host_name':'UP','cores':65},"
                                     "'modules':['SIM']");

  assert_status (answer, 422);
  g_assert_true (answer_has_pointer (answer, "/entries/host_name"));
  g_assert_true (answer_has_pointer (answer, "/entries/cores"));
  g_assert_true (answer_has_pointer (answer, "/modules/0"));
}

static void
test_rights (Fixture *fixture, gconstpointer data)
{
  /* clang-format off */
  static const struct { const char *who, *group, *product; guint status; } cases[] = {
    { "am", "C-1", "FEA", 404 }, { "va", "C-1", "FEA", 201 }, { "am", "C-1", "FEA", 403 }, { "na", "C-1", "VIEW", 201 }, { "aa", "C-1", "VIEW", 201 },
    { "aa", "C-1-L", "VIEW", 201 }, { "la", "C-1-L", "VIEW", 201 }, { "la", "C-1", "VIEW", 404 },
    { "aa", "C-2", "VIEW", 404 }, { "aa", "C-1", "FEA", 403 }, { "aa", "R-1", "VIEW", 404 },
    { "as", "C-1", "VIEW", 403 }, { "af", "C-1", "VIEW", 403 }, { "am", "C-1", "VIEW", 403 },
    { "am", "C-1-L", "VIEW", 404 }, { "vs", "C-1", "VIEW", 403 },
    { "vf", "C-1", "VIEW", 403 }, { "xx", "C-1", "VIEW", 404 }, { "ga", "C-1", "VIEW", 404 },
  };
  /* clang-format on */

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Answer)
          answer = order (fixture, cases[i].who, cases[i].group, cases[i].product, "'licenses':1");

      g_test_message ("%s %s %s", cases[i].who, cases[i].group, cases[i].product);
      assert_status (answer, cases[i].status);
    }
}

static void
set_approval (Fixture *fixture, const char *group, const char *approval)
{
  g_autofree char *id = fixture_group (fixture, group);
  g_autofree char *target = g_strconcat ("/v1/groups/", id, NULL);
  g_autofree char *body = g_strdup_printf ("{'settings':{'approval':'%s'}}", approval);
  g_autoptr (Answer) answer = fixture_call (fixture, "va", "PATCH", target, body, "*");

  assert_status (answer, 200);
}

static char *
order_target (const Answer *answer, const char *action)
{
  const char *id = json_object_get_string_member (json_object_get_object_member (answer->body, "order"),
                                                  "id");

  return g_strconcat ("/v1/orders/", id, action, NULL);
}

static void
test_approval (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Answer) asked = NULL;
  g_autoptr (Answer) own = NULL;
  g_autoptr (Answer) approved = NULL;
  g_autoptr (Answer) again = NULL;
  g_autoptr (Answer) rejected = NULL;
  g_autoptr (Answer) support = NULL;
  g_autofree char *target = NULL;
  g_autofree char *reject = NULL;

  set_approval (fixture, "R-1", "always");
  asked = order (fixture, "aa", "C-1", "CAD", "'licenses':2,'entries':{'host_name':'a'}");
  assert_status (asked, 201);
  g_assert_cmpint (json_array_get_length (json_object_get_array_member (asked->body, "tickets")), ==, 0);
  target = order_target (asked, "/approve");
  reject = order_target (asked, "/reject");

  own = fixture_call (fixture, "aa", "POST", target, NULL, NULL);
  assert_status (own, 403);
  support = fixture_call (fixture, "as", "POST", target, NULL, NULL);
  assert_status (support, 403);
  fixture->tx.today++;
  approved = fixture_call (fixture, "na", "POST", target, NULL, NULL);
  assert_status (approved, 200);
  g_assert_cmpstr (json_object_get_string_member (approved->body, "state"), ==, "completed");
  g_assert_cmpint (fixture_count (fixture, "SELECT COUNT(*) FROM subscription WHERE start = '2026-11-25'"),
                   ==, 2);
  again = fixture_call (fixture, "na", "POST", target, NULL, NULL);
  assert_status (again, 200);
  g_assert_cmpint (fixture_count (fixture, "SELECT COUNT(*) FROM subscription WHERE start = '2026-11-25'"),
                   ==, 2);
  rejected = fixture_call (fixture, "na", "POST", reject, "{'reason':'too late'}", NULL);
  assert_status (rejected, 409);
}

static void
test_reject (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Answer) asked = NULL;
  g_autoptr (Answer) without = NULL;
  g_autoptr (Answer) rejected = NULL;
  g_autofree char *target = NULL;

  set_approval (fixture, "C-1", "always");
  asked = order (fixture, "aa", "C-1", "VIEW", "'licenses':1");
  target = order_target (asked, "/reject");
  without = fixture_call (fixture, "na", "POST", target, "{}", NULL);
  assert_status (without, 422);
  g_assert_true (answer_has_pointer (without, "/reason"));
  rejected = fixture_call (fixture, "na", "POST", target, "{'reason':'No budget'}", NULL);
  assert_status (rejected, 200);
  g_assert_cmpstr (json_object_get_string_member (rejected->body, "reason"), ==, "No budget");
}

static void
test_lost_right (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Answer) asked = NULL;
  g_autoptr (Answer) refused = NULL;
  g_autofree char *target = NULL;

  set_approval (fixture, "C-1", "always");
  asked = order (fixture, "aa", "C-1", "VIEW", "'licenses':1");
  target = order_target (asked, "/approve");
  g_assert_true (lp_db_run (fixture->db, NULL, "DELETE FROM membership_right", ""));
  refused = fixture_call (fixture, "va", "POST", target, NULL, NULL);
  assert_status (refused, 409);
  g_assert_cmpstr (answer_code (refused), ==, "requester_lost_right");
}

/* What one person orders of a product on one day counts together. */
static void
test_above_quantity (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *who, *more, *state;
  } steps[] = {
    { "aa", "'licenses':2,'quantity':2", "completed" },
    { "aa", "'licenses':1", "completed" },
    { "aa", "'licenses':1", "requested" },
    { "na", "'licenses':5", "completed" },
    { "na", "'licenses':1", "requested" },
  };

  set_approval (fixture, "C-1", "above_quantity:5");
  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (Answer) answer = order (fixture, steps[i].who, "C-1", "VIEW", steps[i].more);

      assert_status (answer, 201);
      g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member (answer->body, "order"),
                                                      "state"),
                       ==, steps[i].state);
    }
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

/* Of what is no number, out of range, unknown and against the rules of the product, all at once and each once. */
static void
test_faults_of_both_kinds (Fixture *fixture, gconstpointer data)
{
  static const char *const pointers[] = { "/licenses",          "/colour",
                                          "/entries/cores",     "/entries/storage",
                                          "/entries/host_name", "/modules/0" };
  g_autoptr (Answer) answer = order (fixture, "aa", "C-1", "CAD",
                                     "'licenses':501,'colour':'red','entries':{'cores':65,'storage':'much'},"
                                     "'modules':['SIM']");
  JsonArray *errors;

  assert_status (answer, 422);
  errors = json_object_get_array_member (answer->body, "errors");
  for (gsize i = 0; i < G_N_ELEMENTS (pointers); i++)
    if (!answer_has_pointer (answer, pointers[i]))
      g_error ("no %s in %s", pointers[i], answer->text);
  for (guint i = 0; i < json_array_get_length (errors); i++)
    for (guint other = 0; other < i; other++)
      g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (errors, i), "pointer"),
                       !=,
                       json_object_get_string_member (json_array_get_object_element (errors, other),
                                                      "pointer"));
}

/* What a body names comes before the rest of it, and yet nobody has to send it once for each fault. Unknown and
 * invisible are the same. */
static void
test_all_faults_at_once (Fixture *fixture, gconstpointer data)
{
  static const char *const others[] = { "/licenses", "/allocation/visible_to_group", "/colour",
                                        "/reference" };
  g_autofree char *gamma = fixture_group (fixture, "C-3");
  g_autofree char *acme = fixture_group (fixture, "C-1");
  g_autofree char *view = fixture_product (fixture, "VIEW");
  const struct
  {
    const char *group, *product;
    gboolean names_group, names_product;
  } cases[] = {
    { "0000000000000000", view, TRUE, FALSE },
    { gamma, view, TRUE, FALSE },
    { acme, "0000000000000000", FALSE, TRUE },
    { gamma, "0000000000000000", TRUE, TRUE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *body =
          g_strdup_printf ("{'group_id':'%s','product_id':'%s','licenses':0,'colour':'red',"
                           "'reference':7,'allocation':{'visible_to_group':'yes'}}",
                           cases[i].group, cases[i].product);
      g_autoptr (Answer) answer = fixture_call (fixture, "aa", "POST", "/v1/orders", body, NULL);

      assert_status (answer, 404);
      g_assert_cmpstr (answer_code (answer), ==, "not_found");
      g_assert_true (answer_has_pointer (answer, "/group_id") == cases[i].names_group);
      g_assert_true (answer_has_pointer (answer, "/product_id") == cases[i].names_product);
      for (gsize other = 0; other < G_N_ELEMENTS (others); other++)
        g_assert_true (answer_has_pointer (answer, others[other]));
    }
}

/* The same checks as the order itself, and what it would bring; but nothing of it stays. */
static void
test_dry_run (Fixture *fixture, gconstpointer data)
{
  static const char everything[] = "SELECT (SELECT count(*) FROM orders) + (SELECT count(*) FROM ticket)"
                                   " + (SELECT count(*) FROM audit) + (SELECT count(*) FROM change)"
                                   " + (SELECT sum(last) FROM order_counter)";
  static const char wish[] = "'licenses':3,'quantity':2,'entries':{'host_name':'cad-01'},'modules':['CAM'],"
                             "'reference':'PO-1','dry_run':true";
  gint64 before = fixture_count (fixture, everything);
  g_autoptr (Answer) tried = order (fixture, "aa", "C-1", "CAD", wish);
  g_autoptr (Answer)
      wrong = order (fixture, "aa", "C-1", "CAD", "'licenses':501,'entries':{'cores':65},'dry_run':true");
  g_autoptr (Answer) refused = order (fixture, "as", "C-1", "CAD", wish);
  g_autoptr (Answer) unseen = order (fixture, "ba", "C-1", "CAD", wish);
  g_autofree char *member = fixture_person (fixture, "am");
  g_autofree char *to_one = g_strdup_printf ("%s,'allocation':{'assignee_id':'%s'}", wish, member);
  g_autoptr (Answer) allocated = order (fixture, "aa", "C-1", "CAD", to_one);
  g_autoptr (Answer)
      hidden = order (fixture, "aa", "C-1", "VIEW", "'allocation':{'visible_to_group':false},'dry_run':true");
  JsonObject *preview, *price;

  assert_status (tried, 200);
  preview = json_object_get_object_member (tried->body, "preview");
  g_assert_cmpstr (json_object_get_string_member (preview, "state"), ==, "completed");
  g_assert_cmpint (json_object_get_int_member (preview, "licenses"), ==, 3);
  g_assert_cmpint (json_object_get_int_member (json_object_get_object_member (preview, "entries"), "cores"),
                   ==, 8);
  g_assert_cmpstr (json_object_get_string_member (preview, "committed_until"), ==, "2027-03-31");
  g_assert_cmpstr (json_object_get_string_member (preview, "deadline"), ==, "2026-12-31");
  g_assert_true (json_object_get_boolean_member (preview, "visible_to_group"));
  g_assert_cmpint (json_object_get_int_member (preview, "seen_by"), ==,
                   fixture_count (fixture, "SELECT count(*) FROM membership m JOIN groups g"
                                           " ON g.row = m.group_row WHERE g.external_id = 'C-1'"));
  price = json_object_get_object_member (tried->body, "price");
  /* 3 licenses of 2 seats with the module CAM, see below. */
  g_assert_cmpint (json_object_get_int_member (price, "amount"), ==, 6 * (120000 + 9900));
  g_assert_cmpstr (json_object_get_string_member (price, "currency"), ==, "EUR");

  assert_status (wrong, 422);
  g_assert_true (answer_has_pointer (wrong, "/licenses"));
  g_assert_true (answer_has_pointer (wrong, "/entries/cores"));
  assert_status (refused, 403);
  assert_status (unseen, 404);
  assert_status (allocated, 200);
  preview = json_object_get_object_member (allocated->body, "preview");
  g_assert_cmpstr (json_object_get_string_member (preview, "assignee_id"), ==, member);
  g_assert_cmpint (json_object_get_int_member (preview, "seen_by"), ==, 1);
  assert_status (hidden, 200);
  preview = json_object_get_object_member (hidden->body, "preview");
  g_assert_cmpint (json_object_get_int_member (preview, "seen_by"), ==, 0);
  g_assert_true (json_object_get_null_member (hidden->body, "price"));
  g_assert_cmpint (fixture_count (fixture, everything), ==, before);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/orders/subscription", test_subscription);
  ADD ("/orders/other-kinds", test_other_kinds);
  ADD ("/orders/faults", test_faults);
  ADD ("/orders/many-faults", test_many_faults);
  ADD ("/orders/rights", test_rights);
  ADD ("/orders/approval", test_approval);
  ADD ("/orders/reject", test_reject);
  ADD ("/orders/lost-right", test_lost_right);
  ADD ("/orders/above-quantity", test_above_quantity);
  ADD ("/orders/dry-run", test_dry_run);
  ADD ("/orders/faults-of-both-kinds", test_faults_of_both_kinds);
  ADD ("/orders/all-faults-at-once", test_all_faults_at_once);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-fixture.h"

#include "lp-audit-list.h"
#include "lp-catalog-list.h"
#include "lp-group-tree.h"
#include "lp-member-list.h"
#include "lp-subscription-list.h"

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

/* Every shown group once, below its parent, with leaves that are leaves. */
static guint
walk (GListModel *level, LpGroupItem *parent, gint64 *direct_sum)
{
  guint n = 0;

  for (guint i = 0; i < count (level); i++)
    {
      g_autoptr (LpGroupItem) item = g_list_model_get_item (level, i);
      GListModel *children = lp_group_item_get_children (item);
      gint64 tickets, below = 0;

      g_object_get (item, "count", &tickets, NULL);
      g_assert_true (lp_group_item_get_parent (item) == parent);
      g_assert_true (children == NULL || count (children) > 0);
      if (children != NULL)
        n += walk (children, item, &below);
      g_assert_cmpint (tickets, >=, below);
      *direct_sum += tickets;
      n++;
    }
  return n;
}

static void
test_tree (void)
{
  g_autoptr (ModelFixture) fixture = model_fixture_new (VENDOR_ADMIN);
  g_autoptr (LpGroupTree) tree = lp_group_tree_new (fixture->session);
  g_autofree char *acme = model_fixture_find_group (fixture, "Acme Machines");
  LpGroupItem *item;
  gint64 sum = 0;
  guint n_groups;

  wait_until (!is_loading (tree) && count (tree) > 0);
  g_object_get (tree, "n-groups", &n_groups, NULL);
  g_assert_cmpuint (count (tree), ==, 1);
  g_assert_cmpuint (walk (G_LIST_MODEL (tree), NULL, &sum), ==, n_groups);
  item = lp_group_tree_find (tree, acme);
  g_assert_cmpstr (lp_group_item_get_name (item), ==, "Acme Machines");
  g_assert_false (lp_group_item_get_member_only (item));

  /* The filter keeps the way down to what matches, and nothing else. */
  lp_group_tree_set_filter (tree, "ACME mach");
  g_assert_cmpuint (walk (G_LIST_MODEL (tree), NULL, &sum), ==, 3);
  g_assert_null (lp_group_item_get_children (item));
  lp_group_tree_set_filter (tree, "no group is called that");
  g_assert_cmpuint (count (tree), ==, 0);
  lp_group_tree_set_filter (tree, "");
  g_assert_cmpuint (walk (G_LIST_MODEL (tree), NULL, &sum), ==, n_groups);
  g_assert_true (lp_group_tree_find (tree, acme) == item);
}

static void
test_group_list (void)
{
  g_autoptr (ModelFixture) fixture = model_fixture_new (CLIENT_ADMIN);
  g_autoptr (GListModel) all = lp_group_list_new (fixture->session, -1);
  g_autoptr (GListModel) creating = lp_group_list_new (fixture->session, LP_ACTION_CREATE_LICENSE);
  guint n_created;

  wait_until (!is_loading (all) && !is_loading (creating));
  g_assert_cmpuint (count (all), >, 0);
  n_created = count (creating);
  g_assert_cmpuint (n_created, >, 0);
  g_assert_cmpuint (n_created, <=, count (all));

  /* Support hands licenses out and creates none. */
  g_assert_true (model_fixture_open_demo (fixture, CLIENT_SUPPORT));
  model_fixture_wait_synced (fixture);
  wait_until (!is_loading (all) && !is_loading (creating));
  g_assert_cmpuint (count (all), >, 0);
  g_assert_cmpuint (count (creating), ==, 0);
}

static void
test_members (void)
{
  g_autoptr (ModelFixture) fixture = model_fixture_new (CLIENT_ADMIN);
  g_autofree char *acme = model_fixture_find_group (fixture, "Acme Machines");
  g_autoptr (LpMemberList) members = lp_member_list_new (fixture->session, acme);
  guint n, n_self = 0;

  wait_until (!is_loading (members));
  n = count (members);
  g_assert_cmpuint (n, >, 1);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (LpMemberItem) item = g_list_model_get_item (G_LIST_MODEL (members), i);
      gboolean is_self;

      g_object_get (item, "is-self", &is_self, NULL);
      n_self += is_self;
    }
  g_assert_cmpuint (n_self, ==, 1);

  lp_member_list_set_filter (members, "CLARA");
  wait_until (!is_loading (members));
  g_assert_cmpuint (count (members), ==, 1);
  lp_member_list_set_filter (members, NULL);
  wait_until (!is_loading (members));
  g_assert_cmpuint (count (members), ==, n);
}

static void
test_catalog (void)
{
  g_autoptr (ModelFixture) fixture = model_fixture_new (VENDOR_ADMIN);
  g_autofree char *acme = model_fixture_find_group (fixture, "Acme Machines");
  g_autoptr (GListModel) categories = lp_category_list_new (fixture->session, acme);
  g_autoptr (GListModel) products = NULL;
  g_autoptr (LpCategoryItem) category = NULL;
  g_autoptr (LpProductItem) product = NULL;
  g_autofree char *kind = NULL;

  wait_until (!is_loading (categories));
  g_assert_cmpuint (count (categories), ==, 8);
  category = g_list_model_get_item (categories, 0);
  products = lp_product_list_new (fixture->session, lp_category_item_get_id (category));
  wait_until (!is_loading (products));
  g_assert_cmpuint (count (products), >, 0);
  product = g_list_model_get_item (products, 0);
  g_object_get (product, "kind-text", &kind, NULL);
  g_assert_cmpstr (kind, !=, "");
  g_assert_true (lp_product_item_matches (product, lp_product_item_get_product (product)->name));
  g_assert_true (lp_product_item_matches (product, ""));
  g_assert_false (lp_product_item_matches (product, "no product is called that"));
}

static void
test_subscriptions (void)
{
  g_autoptr (ModelFixture) fixture = model_fixture_new (VENDOR_ADMIN);
  g_autoptr (LpSubscriptionList) list = lp_subscription_list_new (fixture->session);
  guint all, due;

  wait_until (!is_loading (list));
  all = count (list);
  g_assert_cmpuint (all, >, 100);
  g_object_set (list, "needs-decision", TRUE, NULL);
  wait_until (!is_loading (list));
  due = count (list);
  g_assert_cmpuint (due, <, all);
  for (guint i = 0; i < MIN (due, 50); i++)
    {
      g_autoptr (LpSubscriptionItem) item = g_list_model_get_item (G_LIST_MODEL (list), i);

      g_assert_true (lp_subscription_item_get_needs_decision (item));
    }
}

static void
test_people (void)
{
  g_autoptr (ModelFixture) fixture = model_fixture_new (VENDOR_ADMIN);
  g_autoptr (GListModel) people = lp_person_list_new (fixture->session, "clara", 10);

  wait_until (!is_loading (people));
  g_assert_cmpuint (count (people), >=, 1);
  g_assert_cmpuint (count (people), <=, 10);
}

static void
test_person_name (void)
{
  g_autoptr (ModelFixture) fixture = model_fixture_new (CLIENT_ADMIN);
  LpSession *session = fixture->session;
  const LpPerson *clara = lp_session_get_person (session);
  g_autofree char *own = lp_session_dup_person_name (session, clara->id);
  g_autofree char *unknown = lp_session_dup_person_name (session, "no such person");
  g_autofree char *nobody = lp_session_dup_person_name (session, NULL);
  g_autofree char *closed = NULL;

  g_assert_cmpstr (own, ==, lp_person_get_display_name (clara));
  g_assert_cmpstr (unknown, ==, "A person");
  g_assert_cmpstr (nobody, ==, "A person");
  lp_session_close (session);
  closed = lp_session_dup_person_name (session, NULL);
  g_assert_cmpstr (closed, ==, "A person");
}

static void
test_audit (void)
{
  g_autoptr (ModelFixture) fixture = model_fixture_new (VENDOR_ADMIN);
  g_autoptr (LpAuditList) list = lp_audit_list_new (fixture->session);
  g_autofree char *sentence = NULL;
  g_autofree char *error_text = NULL;
  guint n;

  g_assert_cmpuint (count (list), ==, 0);
  lp_audit_list_load_more (list);
  lp_audit_list_load_more (list); /* one page, not two */
  wait_until (!is_loading (list));
  g_object_get (list, "error-text", &error_text, NULL);
  g_assert_cmpstr (error_text, ==, "");
  n = count (list);
  if (n > 0)
    {
      g_autoptr (LpAuditItem) item = g_list_model_get_item (G_LIST_MODEL (list), 0);

      g_object_get (item, "sentence", &sentence, NULL);
      g_assert_cmpstr (sentence, !=, "");
    }
  lp_audit_list_reload (list);
  wait_until (!is_loading (list));
  g_assert_cmpuint (count (list), >=, n);
  lp_audit_list_set_query (list, &(LpAuditQuery){ .from = LP_DATE_MIN, .to = LP_DATE_MIN });
  wait_until (!is_loading (list));
  g_assert_cmpuint (count (list), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/directory/tree", test_tree);
  g_test_add_func ("/directory/group-list", test_group_list);
  g_test_add_func ("/directory/members", test_members);
  g_test_add_func ("/directory/catalog", test_catalog);
  g_test_add_func ("/directory/subscriptions", test_subscriptions);
  g_test_add_func ("/directory/people", test_people);
  g_test_add_func ("/directory/person-name", test_person_name);
  g_test_add_func ("/directory/audit", test_audit);
  return g_test_run ();
}

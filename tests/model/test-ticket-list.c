/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-fixture.h"

#include "lp-ticket-code.h"
#include "lp-ticket-list.h"

static void
assert_item (LpTicketList *list, guint position, const char *code)
{
  g_autoptr (LpTicketItem) item = g_list_model_get_item (G_LIST_MODEL (list), position);
  g_autoptr (LpTicketItem) again = g_list_model_get_item (G_LIST_MODEL (list), position);

  g_assert_nonnull (item);
  g_assert_true (item == again);
  g_assert_cmpstr (lp_ticket_item_get_code (item), ==, code);
}

/* The list shows exactly what the query finds, in its order. */
static void
assert_shows_query (ModelFixture *fixture, LpTicketList *list)
{
  g_autoptr (GArray) rows = model_fixture_query_rows (fixture, lp_ticket_list_get_query (list));
  guint n = rows->len;

  wait_until (lp_ticket_list_is_settled (list));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, n);
  for (guint i = 0; i < 20 && n > 0; i++)
    {
      guint position = i == 0 ? 0 : i == 1 ? n - 1 : (guint) g_test_rand_int_range (0, n);
      g_autoptr (LpTicket) ticket = NULL;

      lp_replica_fetch_tickets (lp_session_get_replica (fixture->session),
                                &g_array_index (rows, guint32, position), 1, &ticket);
      assert_item (list, position, ticket->code);
    }
}

static LpTicketQuery *
make_random_query (ModelFixture *fixture)
{
  static const char *const texts[] = { NULL, "suite", "north", "an", "zzzzzz", "2026" };
  static const char *const groups[] = { NULL, "North Reseller", "Acme Machines" };
  const char *group = groups[g_test_rand_int_range (0, G_N_ELEMENTS (groups))];
  LpTicketQuery *query = lp_ticket_query_new ();

  query->text = g_strdup (texts[g_test_rand_int_range (0, G_N_ELEMENTS (texts))]);
  query->group_id = group != NULL ? model_fixture_find_group (fixture, group) : NULL;
  query->subtree = g_test_rand_bit ();
  query->states = g_test_rand_int_range (0, 16);
  query->who = g_test_rand_bit () ? LP_WHO_ANYONE : LP_WHO_EVERYONE;
  query->sort = g_test_rand_int_range (LP_TICKET_SORT_CODE, LP_TICKET_SORT_GROUP + 1);
  query->descending = g_test_rand_bit ();
  return query;
}

/* What a list view keeps: it only hears items-changed. */
typedef struct
{
  GPtrArray *codes;
  guint n_touched;
} Mirror;

static void
items_changed_cb (GListModel *model, guint position, guint removed, guint added, gpointer user_data)
{
  Mirror *mirror = user_data;

  if (removed > 0)
    g_ptr_array_remove_range (mirror->codes, position, removed);
  for (guint i = 0; i < added; i++)
    {
      g_autoptr (LpTicketItem) item = g_list_model_get_item (model, position + i);

      g_ptr_array_insert (mirror->codes, position + i, g_strdup (lp_ticket_item_get_code (item)));
    }
  mirror->n_touched += removed + added;
}

/* …and a row that it keeps tells by itself that it shows another ticket. */
static void
replaced_cb (GListModel *model, guint position, guint n, gpointer user_data)
{
  Mirror *mirror = user_data;

  for (guint i = position; i < position + n; i++)
    {
      g_autoptr (LpTicketItem) item = g_list_model_get_item (model, i);

      g_free (g_ptr_array_index (mirror->codes, i));
      g_ptr_array_index (mirror->codes, i) = g_strdup (lp_ticket_item_get_code (item));
    }
  mirror->n_touched += n;
}

static void
assert_mirrors (Mirror *mirror, LpTicketList *list)
{
  g_assert_cmpuint (mirror->codes->len, ==, g_list_model_get_n_items (G_LIST_MODEL (list)));
  for (guint i = 0; i < mirror->codes->len; i++)
    assert_item (list, i, g_ptr_array_index (mirror->codes, i));
}

static void
test_queries (void)
{
  g_autoptr (ModelFixture) fixture = model_fixture_new (VENDOR_ADMIN);
  g_autoptr (LpTicketList) list = lp_ticket_list_new (fixture->session);
  Mirror mirror = { g_ptr_array_new_with_free_func (g_free), 0 };
  g_autoptr (LpTicketQuery) all = lp_ticket_query_new ();

  g_signal_connect (list, "items-changed", G_CALLBACK (items_changed_cb), &mirror);
  g_signal_connect (list, "replaced", G_CALLBACK (replaced_cb), &mirror);
  assert_shows_query (fixture, list);
  g_assert_cmpuint (mirror.codes->len, >, 1000);

  for (guint i = 0; i < 25; i++)
    {
      g_autoptr (LpTicketQuery) query = make_random_query (fixture);

      lp_ticket_list_set_query (list, query);
      if (g_test_rand_bit ())
        continue; /* the next one takes its place while it runs */
      assert_shows_query (fixture, list);
    }
  lp_ticket_list_set_query (list, all);
  assert_shows_query (fixture, list);
  assert_mirrors (&mirror, list);
  g_ptr_array_unref (mirror.codes);
}

static void
test_text (void)
{
  g_autoptr (ModelFixture) fixture = model_fixture_new (VENDOR_ADMIN);
  g_autoptr (LpTicketList) list = lp_ticket_list_new (fixture->session);
  g_autofree char *text = NULL;
  gboolean filtered;

  lp_ticket_list_set_search (list, "no such ticket at all");
  wait_until (lp_ticket_list_is_settled (list));
  g_object_get (list, "count-text", &text, "filtered", &filtered, NULL);
  g_assert_cmpstr (text, ==, "0 tickets");
  g_assert_true (filtered);
  g_assert_null (g_list_model_get_item (G_LIST_MODEL (list), 0));
  lp_ticket_list_set_search (list, "");
  wait_until (lp_ticket_list_is_settled (list));
  g_object_get (list, "filtered", &filtered, NULL);
  g_assert_false (filtered);
}

static JsonArray *
make_gone_item (const char *id)
{
  JsonArray *items = json_array_new ();
  JsonObject *item = json_object_new ();

  json_object_set_string_member (item, "kind", "ticket");
  json_object_set_string_member (item, "id", id);
  json_object_set_null_member (item, "object");
  json_array_add_object_element (items, item);
  return items;
}

/* A row goes while somebody looks at others: those stay the same objects, and one step is told. */
static void
test_gone (void)
{
  g_autoptr (ModelFixture) fixture = model_fixture_new (VENDOR_ADMIN);
  LpReplica *replica = lp_session_get_replica (fixture->session);
  g_autoptr (LpTicketList) list = lp_ticket_list_new (fixture->session);
  Mirror mirror = { g_ptr_array_new_with_free_func (g_free), 0 };
  g_autoptr (LpTicketItem) before = NULL;
  g_autoptr (LpTicketItem) victim = NULL;
  g_autoptr (LpTicketItem) after = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (JsonArray) items = NULL;
  guint n, position;

  g_signal_connect (list, "items-changed", G_CALLBACK (items_changed_cb), &mirror);
  g_signal_connect (list, "replaced", G_CALLBACK (replaced_cb), &mirror);
  wait_until (lp_ticket_list_is_settled (list));
  n = g_list_model_get_n_items (G_LIST_MODEL (list));
  before = g_list_model_get_item (G_LIST_MODEL (list), 99);
  victim = g_list_model_get_item (G_LIST_MODEL (list), 100);
  after = g_list_model_get_item (G_LIST_MODEL (list), 101);
  mirror.n_touched = 0;

  items = make_gone_item (lp_ticket_item_get_ticket (victim)->id);
  lp_replica_apply_async (replica, items, NULL, LP_DATE_NONE, FALSE, NULL, model_fixture_keep_result,
                          &result);
  wait_until (result != NULL);
  g_assert_true (lp_replica_apply_finish (replica, result, NULL));
  wait_until (lp_ticket_list_is_settled (list));

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, n - 1);
  g_assert_cmpuint (mirror.n_touched, ==, 1);
  g_assert_false (lp_ticket_list_find (list, lp_ticket_item_get_code (victim), &position));
  g_assert_true (lp_ticket_list_find (list, lp_ticket_item_get_code (after), &position));
  g_assert_cmpuint (position, ==, 100);
  assert_item (list, 99, lp_ticket_item_get_code (before));
  g_clear_object (&victim);
  g_clear_object (&result);
  victim = g_list_model_get_item (G_LIST_MODEL (list), 100);
  g_assert_true (victim == after);
  g_ptr_array_unref (mirror.codes);
}

/* Nothing of the last person's list stays for the next one. */
static void
test_other_person (void)
{
  g_autoptr (ModelFixture) fixture = model_fixture_new (VENDOR_ADMIN);
  g_autoptr (LpTicketList) list = lp_ticket_list_new (fixture->session);
  guint n;

  assert_shows_query (fixture, list);
  n = g_list_model_get_n_items (G_LIST_MODEL (list));
  g_assert_true (model_fixture_open_demo (fixture, CLIENT_SUPPORT));
  model_fixture_wait_synced (fixture);
  assert_shows_query (fixture, list);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), <, n);
}

static void
test_without_session (void)
{
  g_autoptr (LpTicketList) list = lp_ticket_list_new (NULL);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);
  lp_ticket_list_set_search (list, "anything");
  wait_until (lp_ticket_list_is_settled (list));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/ticket-list/queries", test_queries);
  g_test_add_func ("/ticket-list/text", test_text);
  g_test_add_func ("/ticket-list/gone", test_gone);
  g_test_add_func ("/ticket-list/other-person", test_other_person);
  g_test_add_func ("/ticket-list/without-session", test_without_session);
  return g_test_run ();
}

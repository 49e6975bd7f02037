/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <signal.h>
#include <stdlib.h>

#include "client-fixture.h"
#include "cutting-proxy.h"
#include "lp-client-private.h"

/* Whatever happens to the network or to the process, every change happens exactly once. */

/* What an order of the demo data needs. */
typedef struct
{
  char *group_id;
  char *product_id;
  char *entries; /* JSON: what the product insists on */
} Goods;

static void
goods_clear (Goods *goods)
{
  g_free (goods->group_id);
  g_free (goods->product_id);
  g_free (goods->entries);
}

/* A value that fits, as JSON; NULL for what only a person could think up. */
static char *
make_value (const LpEntry *entry)
{
  switch (entry->kind)
    {
    case LP_ENTRY_TEXT:
      return entry->pattern == NULL ? g_strdup ("\"some text\"") : NULL;
    case LP_ENTRY_INTEGER:
      return g_strdup (entry->min != NULL ? entry->min : "1");
    case LP_ENTRY_DECIMAL:
      return g_strdup_printf ("\"%s\"", entry->min != NULL ? entry->min : "1");
    case LP_ENTRY_DATE:
      return g_strdup_printf ("\"%s\"", entry->min != NULL ? entry->min : "2027-01-01");
    case LP_ENTRY_BOOLEAN:
      return g_strdup ("true");
    case LP_ENTRY_CHOICE:
      return g_strdup_printf ("\"%s\"", entry->choices[0]);
    case LP_ENTRY_EMAIL:
    default:
      return g_strdup ("\"somebody@example.com\"");
    }
}

static char *
make_entries (const LpProduct *product)
{
  g_autoptr (GString) json = g_string_new ("{");

  for (guint i = 0; i < product->entries->len; i++)
    {
      const LpEntry *entry = g_ptr_array_index (product->entries, i);
      g_autofree char *value = make_value (entry);

      if (!entry->required)
        continue;
      if (value == NULL)
        return NULL;
      g_string_append_printf (json, "%s\"%s\":%s", json->len > 1 ? "," : "", entry->key, value);
    }
  g_string_append_c (json, '}');
  return g_string_free (g_steal_pointer (&json), FALSE);
}

static void
find_goods (LpClient *client, Goods *goods)
{
  g_autoptr (LpRequest) ask_groups = lp_call_list_groups (100, NULL);
  g_autoptr (LpReply) groups_reply = fixture_send (client, ask_groups);
  g_autoptr (GPtrArray) groups = lp_reply_read_groups (groups_reply, NULL, NULL);
  g_autoptr (LpRequest) ask_categories = NULL;
  g_autoptr (LpReply) categories_reply = NULL;
  g_autoptr (GPtrArray) categories = NULL;

  goods->group_id = g_strdup (((LpGroup *) g_ptr_array_index (groups, groups->len - 1))->id);
  goods->product_id = NULL;
  ask_categories = lp_call_list_categories (goods->group_id);
  categories_reply = fixture_send (client, ask_categories);
  categories = lp_reply_read_categories (categories_reply, NULL, NULL);
  for (guint i = 0; goods->product_id == NULL && i < categories->len; i++)
    {
      const LpCategory *category = g_ptr_array_index (categories, i);
      g_autoptr (LpRequest) ask = lp_call_list_products (category->id, goods->group_id);
      g_autoptr (LpReply) reply = fixture_send (client, ask);
      g_autoptr (GPtrArray) products = lp_reply_read_products (reply, NULL, NULL);

      for (guint j = 0; goods->product_id == NULL && j < products->len; j++)
        {
          const LpProduct *product = g_ptr_array_index (products, j);

          goods->entries = make_entries (product);
          if (goods->entries != NULL)
            goods->product_id = g_strdup (product->id);
        }
    }
  g_assert_nonnull (goods->product_id);
}

static LpRequest *
order (const Goods *goods, const char *reference)
{
  LpRequest *request = lp_request_new ("POST", "/v1/orders");

  lp_request_take_body (request,
                        g_strdup_printf ("{\"group_id\":\"%s\",\"product_id\":\"%s\",\"licenses\":1,"
                                         "\"quantity\":1,\"reference\":\"%s\",\"entries\":%s}",
                                         goods->group_id, goods->product_id, reference, goods->entries));
  return request;
}

static LpOutbox *
open_outbox (Fixture *fixture, LpClient *client)
{
  g_autofree char *directory = fixture_path (fixture, "outbox");
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  LpOutbox *outbox;

  g_mkdir_with_parents (directory, 0700);
  lp_outbox_open_async (directory, lp_client_get_person_id (client), client, NULL, NULL, fixture_keep_result,
                        &result);
  outbox = lp_outbox_open_finish (fixture_wait_result (&result), &error);
  g_assert_no_error (error);
  return outbox;
}

static LpChange *
submit (LpOutbox *outbox, LpRequest *request)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  LpChange *change;

  lp_outbox_submit_async (outbox, request, "A change", NULL, fixture_keep_result, &result);
  change = lp_outbox_submit_finish (outbox, fixture_wait_result (&result), &error);
  g_assert_no_error (error);
  return change;
}

/* How often each reference was ordered. */
static GHashTable *
count_references (LpClient *client, const char *prefix)
{
  GHashTable *counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autofree char *next = NULL;

  do
    {
      g_autoptr (LpRequest) request = lp_call_list_tickets (NULL, NULL, NULL, NULL, 1000, next);
      g_autoptr (LpReply) reply = fixture_send (client, request);
      g_autoptr (GPtrArray) tickets = NULL;

      g_clear_pointer (&next, g_free);
      tickets = lp_reply_read_tickets (reply, &next, NULL);
      for (guint i = 0; i < tickets->len; i++)
        {
          const LpTicket *ticket = g_ptr_array_index (tickets, i);

          if (ticket->reference != NULL && g_str_has_prefix (ticket->reference, prefix))
            g_hash_table_insert (counts, g_strdup (ticket->reference),
                                 GUINT_TO_POINTER (
                                     GPOINTER_TO_UINT (g_hash_table_lookup (counts, ticket->reference)) + 1));
        }
    }
  while (next != NULL);
  return counts;
}

/* Hands over a change whose connection is cut after @n bytes; it must be carried out all the same. */
static LpChange *
submit_cut (CuttingProxy *proxy,
            LpOutbox *outbox,
            LpRequest *request,
            CutDirection direction,
            guint n,
            gboolean *was_cut)
{
  LpChange *change;

  cutting_proxy_arm (proxy, direction, n);
  change = submit (outbox, request);
  fixture_wait_for (lp_change_get_state (change) != LP_CHANGE_WAITING &&
                    lp_change_get_state (change) != LP_CHANGE_SENDING);
  g_assert_no_error (lp_change_get_error (change));
  g_assert_cmpint (lp_change_get_state (change), ==, LP_CHANGE_DONE);
  *was_cut = cutting_proxy_disarm (proxy);
  return change;
}

/* Cuts the connection after every number of bytes in one direction until an order goes through uncut. */
static guint
cut_everywhere (CuttingProxy *proxy, LpOutbox *outbox, const Goods *goods, CutDirection direction)
{
  guint n = 0;
  gboolean was_cut = TRUE;

  while (was_cut)
    {
      g_autofree char *reference = g_strdup_printf ("CUT-%d-%u", (int) direction, n);
      g_autoptr (LpRequest) request = order (goods, reference);
      g_autoptr (LpChange) change = NULL;

      change = submit_cut (proxy, outbox, request, direction, n, &was_cut);
      n++;
    }
  return n;
}

static void
test_cut (Fixture *fixture, gconstpointer data)
{
  g_autofree char *socket = fixture_path (fixture, "proxy");
  CuttingProxy *proxy = cutting_proxy_new (socket, fixture->socket);
  g_autoptr (LpClient) client = fixture_new_client (fixture, socket, VERA);
  g_autoptr (LpClient) direct = fixture_new_client (fixture, NULL, VERA);
  g_autoptr (LpOutbox) outbox = open_outbox (fixture, client);
  g_autoptr (GHashTable) counts = NULL;
  Goods goods;
  guint n[2];

  find_goods (direct, &goods);
  lp_client_set_pause (client, 2);
  lp_outbox_set_online (outbox, TRUE);
  n[CUT_REQUEST] = cut_everywhere (proxy, outbox, &goods, CUT_REQUEST);
  n[CUT_REPLY] = cut_everywhere (proxy, outbox, &goods, CUT_REPLY);
  g_test_message ("%u cuts on the way there, %u on the way back", n[CUT_REQUEST], n[CUT_REPLY]);
  g_assert_cmpuint (n[CUT_REQUEST], >, 200);
  g_assert_cmpuint (n[CUT_REPLY], >, 200);
  counts = count_references (direct, "CUT-");
  g_assert_cmpuint (g_hash_table_size (counts), ==, n[CUT_REQUEST] + n[CUT_REPLY]);
  for (guint direction = 0; direction < 2; direction++)
    {
      for (guint i = 0; i < n[direction]; i++)
        {
          g_autofree char *reference = g_strdup_printf ("CUT-%u-%u", direction, i);

          g_assert_cmpuint (GPOINTER_TO_UINT (g_hash_table_lookup (counts, reference)), ==, 1);
        }
    }
  goods_clear (&goods);
  lp_outbox_set_online (outbox, FALSE);
  cutting_proxy_free (proxy);
}

/* Every byte of a head counts, which libsoup takes for whole when it ends early; of a body, some do. */
#define HEAD_SIZE 500

/* The same for a reallocation, each on top of the last: none may take its own change for somebody else's. */
static guint
reallocate_everywhere (CuttingProxy *proxy,
                       LpOutbox *outbox,
                       LpClient *direct,
                       const char *code,
                       CutDirection direction)
{
  guint n = 0;
  gboolean was_cut = TRUE;

  while (was_cut)
    {
      g_autoptr (LpRequest) ask = lp_call_get_ticket (code);
      g_autoptr (LpReply) before_reply = fixture_send (direct, ask);
      g_autoptr (LpTicket) before = lp_reply_read_ticket (before_reply, NULL);
      const LpAllocationChange turn = { .has_visible = TRUE, .visible_to_group = !before->visible_to_group };
      g_autoptr (LpRequest) request = lp_call_change_allocation (code, before->etag, &turn);
      g_autoptr (LpChange) change = submit_cut (proxy, outbox, request, direction, n, &was_cut);
      g_autoptr (LpTicket) mine = lp_reply_read_ticket (lp_change_get_reply (change), NULL);
      g_autoptr (LpRequest) ask_again = lp_call_get_ticket (code);
      g_autoptr (LpReply) after_reply = fixture_send (direct, ask_again);
      g_autoptr (LpTicket) after = lp_reply_read_ticket (after_reply, NULL);

      g_assert_cmpint (after->visible_to_group, ==, turn.visible_to_group);
      g_assert_cmpstr (after->etag, !=, before->etag);
      g_assert_cmpstr (after->etag, ==, mine->etag);
      n += n < HEAD_SIZE ? 1 : 16;
    }
  return n;
}

static void
test_cut_reallocation (Fixture *fixture, gconstpointer data)
{
  g_autofree char *socket = fixture_path (fixture, "proxy");
  CuttingProxy *proxy = cutting_proxy_new (socket, fixture->socket);
  g_autoptr (LpClient) client = fixture_new_client (fixture, socket, VERA);
  g_autoptr (LpClient) direct = fixture_new_client (fixture, NULL, VERA);
  g_autoptr (LpOutbox) outbox = open_outbox (fixture, client);
  g_autoptr (LpRequest) ask = lp_call_list_tickets (NULL, "available", NULL, NULL, 1, NULL);
  g_autoptr (LpReply) list = fixture_send (direct, ask);
  g_autoptr (GPtrArray) tickets = lp_reply_read_tickets (list, NULL, NULL);
  const LpTicket *ticket = g_ptr_array_index (tickets, 0);

  lp_client_set_pause (client, 2);
  lp_outbox_set_online (outbox, TRUE);
  for (CutDirection direction = CUT_REQUEST; direction <= CUT_REPLY; direction++)
    g_assert_cmpuint (reallocate_everywhere (proxy, outbox, direct, ticket->code, direction), >, 200);
  g_assert_cmpuint (lp_outbox_get_n_problems (outbox), ==, 0);
  lp_outbox_set_online (outbox, FALSE);
  cutting_proxy_free (proxy);
}

/* Offline, changes wait on disk, in order; the next run sends them. */
static void
test_waits (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LpClient) client = fixture_new_client (fixture, NULL, VERA);
  LpOutbox *outbox = open_outbox (fixture, client);
  g_autoptr (GHashTable) counts = NULL;
  Goods goods;

  find_goods (client, &goods);
  for (guint i = 0; i < 5; i++)
    {
      g_autofree char *reference = g_strdup_printf ("WAIT-%u", i);
      g_autoptr (LpRequest) request = order (&goods, reference);
      g_autoptr (LpChange) change = submit (outbox, request);

      g_assert_cmpint (lp_change_get_state (change), ==, LP_CHANGE_WAITING);
    }
  g_assert_cmpuint (lp_outbox_get_n_waiting (outbox), ==, 5);
  g_object_unref (outbox);
  outbox = open_outbox (fixture, client);
  g_assert_cmpuint (lp_outbox_get_n_waiting (outbox), ==, 5);
  lp_outbox_set_online (outbox, TRUE);
  fixture_wait_for (lp_outbox_get_n_waiting (outbox) == 0);
  g_assert_cmpuint (lp_outbox_get_n_problems (outbox), ==, 0);
  counts = count_references (client, "WAIT-");
  g_assert_cmpuint (g_hash_table_size (counts), ==, 5);
  goods_clear (&goods);
  g_object_unref (outbox);
}

/* What is asked for in one breath keeps its order, in memory, on disk, and so on the way to the service. */
static void
test_order (Fixture *fixture, gconstpointer data)
{
  enum
  {
    N = 200
  };
  g_autoptr (LpClient) client = fixture_new_client (fixture, NULL, VERA);
  LpOutbox *outbox = open_outbox (fixture, client);
  GAsyncResult *results[N] = { NULL };

  for (guint i = 0; i < N; i++)
    {
      g_autofree char *summary = g_strdup_printf ("Change %u", i);
      g_autoptr (LpRequest) request = lp_call_create_group ("x", summary, LP_GROUP_UNIT);

      lp_outbox_submit_async (outbox, request, summary, NULL, fixture_keep_result, &results[i]);
    }
  for (guint i = 0; i < N; i++)
    {
      g_autoptr (LpChange) change = lp_outbox_submit_finish (outbox, fixture_wait_result (&results[i]), NULL);

      g_assert_cmpint (lp_change_get_id (change), ==, i + 1);
      g_clear_object (&results[i]);
    }
  for (guint run = 0; run < 2; run++)
    {
      g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (outbox)), ==, N);
      for (guint i = 0; i < N; i++)
        {
          g_autoptr (LpChange) change = g_list_model_get_item (G_LIST_MODEL (outbox), i);
          g_autofree char *summary = g_strdup_printf ("Change %u", i);

          g_assert_cmpstr (lp_change_get_summary (change), ==, summary);
        }
      g_object_unref (outbox);
      outbox = open_outbox (fixture, client);
    }
  g_object_unref (outbox);
}

/* However fast one decision follows on another, the disk ends with the last: an older key would be refused by the
 * service, or do the change a second time. */
static void
test_last_decision (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LpClient) client = fixture_new_client (fixture, NULL, VERA);
  g_autoptr (LpRequest) request = lp_call_create_group ("x", "New", LP_GROUP_UNIT);
  g_autoptr (LpOutbox) outbox = open_outbox (fixture, client);
  g_autoptr (LpChange) change = submit (outbox, request);

  for (guint round = 0; round < 20; round++)
    {
      g_autoptr (LpOutbox) next = NULL;
      g_autoptr (LpChange) stored = NULL;

      for (guint i = 0; i < 50; i++)
        lp_outbox_retry (outbox, change, FALSE);
      lp_outbox_flush (outbox);
      next = open_outbox (fixture, client);
      stored = g_list_model_get_item (G_LIST_MODEL (next), 0);
      g_assert_cmpstr (lp_change_get_request (stored)->idempotency_key, ==,
                       lp_change_get_request (change)->idempotency_key);
    }
  for (guint i = 0; i < 50; i++)
    lp_outbox_retry (outbox, change, FALSE);
  lp_outbox_discard (outbox, change);
  g_clear_object (&outbox);
  outbox = open_outbox (fixture, client);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (outbox)), ==, 0);
}

/* Two persons change one ticket: the second sees both versions and decides. */
static void
test_conflict (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LpClient) mine = fixture_new_client (fixture, NULL, VERA);
  g_autoptr (LpClient) theirs = fixture_new_client (fixture, NULL, VERA);
  g_autoptr (LpOutbox) outbox = open_outbox (fixture, mine);
  g_autoptr (LpRequest) ask = lp_call_list_tickets (NULL, "available", NULL, NULL, 100, NULL);
  g_autoptr (LpReply) list = fixture_send (mine, ask);
  g_autoptr (GPtrArray) tickets = lp_reply_read_tickets (list, NULL, NULL);
  const LpTicket *ticket = NULL;
  const LpAllocationChange hide = { .has_visible = TRUE, .visible_to_group = FALSE };
  g_autoptr (LpRequest) my_request = NULL;
  g_autoptr (LpRequest) their_request = NULL;
  g_autoptr (LpReply) reply = NULL;
  g_autoptr (LpChange) change = NULL;

  for (guint i = 0; ticket == NULL; i++)
    {
      if (((LpTicket *) g_ptr_array_index (tickets, i))->visible_to_group)
        ticket = g_ptr_array_index (tickets, i);
    }
  my_request = lp_call_change_allocation (ticket->code, ticket->etag, &hide);
  their_request = lp_call_change_allocation (ticket->code, ticket->etag, &hide);
  change = submit (outbox, my_request); /* offline */
  reply = fixture_send (theirs, their_request);
  lp_outbox_set_online (outbox, TRUE);
  fixture_wait_for (lp_change_get_state (change) == LP_CHANGE_CONFLICT);
  g_assert_cmpuint (lp_outbox_get_n_problems (outbox), ==, 1);
  g_assert_nonnull (lp_change_get_current (change));
  g_assert_cmpstr (json_object_get_string_member (lp_change_get_current (change), "code"), ==, ticket->code);
  lp_outbox_retry (outbox, change, TRUE);
  fixture_wait_for (lp_change_get_state (change) == LP_CHANGE_DONE);
  g_assert_cmpuint (lp_outbox_get_n_problems (outbox), ==, 0);
}

/* What the service refuses is told with its reason, and does not stand in the way of what comes after. */
static void
test_refused (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LpClient) client = fixture_new_client (fixture, NULL, MIA);
  g_autoptr (LpClient) admin = fixture_new_client (fixture, NULL, VERA);
  g_autoptr (LpOutbox) outbox = open_outbox (fixture, client);
  g_autoptr (LpRequest) request = NULL;
  g_autoptr (LpChange) change = NULL;
  Goods goods;

  find_goods (admin, &goods);
  request = order (&goods, "NO");
  lp_outbox_set_online (outbox, TRUE);
  change = submit (outbox, request);
  g_assert_cmpint (lp_change_get_state (change), ==, LP_CHANGE_REFUSED);
  g_assert_nonnull (lp_change_get_error (change));
  g_assert_cmpuint (lp_outbox_get_n_waiting (outbox), ==, 0);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (outbox)), ==, 0);
  goods_clear (&goods);
}

/* A process of its own that orders and is killed at a random moment. */
static int
run_child (const char *directory,
           const char *socket,
           const char *group_id,
           const char *product_id,
           const char *entries,
           int microseconds)
{
  Fixture fixture = { .directory = (char *) directory, .socket = (char *) socket };
  g_autoptr (LpClient) client = fixture_new_client (&fixture, socket, VERA);
  g_autoptr (LpOutbox) outbox = open_outbox (&fixture, client);
  const Goods goods = { (char *) group_id, (char *) product_id, (char *) entries };
  g_autofree char *reference = g_strdup_printf ("KILL-%d", microseconds);
  g_autoptr (LpRequest) request = order (&goods, reference);
  gint64 end;

  lp_outbox_set_online (outbox, TRUE);
  lp_outbox_submit_async (outbox, request, "A change", NULL, NULL, NULL);
  end = g_get_monotonic_time () + microseconds;
  while (g_get_monotonic_time () < end)
    g_main_context_iteration (NULL, FALSE);
  raise (SIGKILL);
  return 0;
}

static void
test_killed (Fixture *fixture, gconstpointer data)
{
  const char *program = data;
  g_autoptr (LpClient) client = fixture_new_client (fixture, NULL, VERA);
  g_autoptr (LpOutbox) outbox = NULL;
  g_autoptr (GHashTable) counts = NULL;
  GHashTableIter iter;
  gpointer count;
  Goods goods;
  guint stored;

  find_goods (client, &goods);
  for (guint i = 0; i < 20; i++)
    {
      g_autofree char *moment = g_strdup_printf ("%u", i * i * i * 20);
      g_autoptr (GError) error = NULL;
      g_autoptr (GSubprocess)
          child = g_subprocess_new (G_SUBPROCESS_FLAGS_STDOUT_SILENCE, &error, program, "--child",
                                    fixture->directory, fixture->socket, goods.group_id, goods.product_id,
                                    goods.entries, moment, NULL);

      g_assert_no_error (error);
      g_subprocess_wait (child, NULL, NULL);
      g_assert_true (g_subprocess_get_if_signaled (child));
    }
  outbox = open_outbox (fixture, client);
  stored = lp_outbox_get_n_waiting (outbox);
  lp_outbox_set_online (outbox, TRUE);
  fixture_wait_for (lp_outbox_get_n_waiting (outbox) == 0);
  counts = count_references (client, "KILL-");
  g_test_message ("%u were left in the outbox, %u came through", stored, g_hash_table_size (counts));
  g_assert_cmpuint (g_hash_table_size (counts), >, 0);
  g_assert_cmpuint (g_hash_table_size (counts), >=, stored);
  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, NULL, &count))
    g_assert_cmpuint (GPOINTER_TO_UINT (count), ==, 1);
  goods_clear (&goods);
}

int
main (int argc, char **argv)
{
  if (argc == 8 && g_str_equal (argv[1], "--child"))
    return run_child (argv[2], argv[3], argv[4], argv[5], argv[6], atoi (argv[7]));
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/outbox/cut", Fixture, NULL, fixture_set_up, test_cut, fixture_tear_down);
  g_test_add ("/outbox/cut-reallocation", Fixture, NULL, fixture_set_up, test_cut_reallocation,
              fixture_tear_down);
  g_test_add ("/outbox/waits", Fixture, NULL, fixture_set_up, test_waits, fixture_tear_down);
  g_test_add ("/outbox/order", Fixture, NULL, fixture_set_up, test_order, fixture_tear_down);
  g_test_add ("/outbox/last-decision", Fixture, NULL, fixture_set_up, test_last_decision, fixture_tear_down);
  g_test_add ("/outbox/conflict", Fixture, NULL, fixture_set_up, test_conflict, fixture_tear_down);
  g_test_add ("/outbox/refused", Fixture, NULL, fixture_set_up, test_refused, fixture_tear_down);
  g_test_add ("/outbox/killed", Fixture, argv[0], fixture_set_up, test_killed, fixture_tear_down);
  return g_test_run ();
}

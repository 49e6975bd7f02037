/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The change feed: whoever replays it holds exactly what a fresh snapshot would give her, whatever happened. */

#include <string.h>

#include "lc-activation-service.h"
#include "lc-feed.h"
#include "lc-load.h"
#include "lc-person-rows.h"
#include "service-fixture.h"

#define STEPS  250
#define VIEWER "/v1/tickets/00000-00000-00000-00000-00168"

static const char *const viewers[] = { "va", "vs", "na", "nm", "aa", "as", "am",
                                       "an", "la", "lm", "ba", "ga", "xx" };

/* One client: what it holds, by kind and id. */
typedef struct
{
  char *token;
  GHashTable *objects;
  guint resets;
} Client;

static void
client_clear (Client *client)
{
  g_free (client->token);
  g_hash_table_unref (client->objects);
}

static void
client_init (Client *client)
{
  *client = (Client){ .objects = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free) };
}

static void
take_item (Client *client, JsonObject *item)
{
  char *key = g_strconcat (json_object_get_string_member (item, "kind"), " ",
                           json_object_get_string_member (item, "id"), NULL);
  JsonNode *object = json_object_get_member (item, "object");

  if (JSON_NODE_HOLDS_NULL (object))
    {
      g_hash_table_remove (client->objects, key);
      g_free (key);
      return;
    }
  g_hash_table_insert (client->objects, key, json_to_string (object, FALSE));
}

/* One page; whether there is more. */
static gboolean
fetch (Fixture *fixture, const char *who, Client *client, guint limit)
{
  g_autofree char *target = client->token != NULL
                                ? g_strdup_printf ("/v1/sync?limit=%u&since=%s", limit, client->token)
                                : g_strdup_printf ("/v1/sync?limit=%u", limit);
  g_autoptr (Answer) answer = fixture_call (fixture, who, "GET", target, NULL, NULL);
  JsonArray *items;

  assert_status (answer, 200);
  if (json_object_has_member (answer->body, "reset"))
    {
      g_hash_table_remove_all (client->objects);
      g_clear_pointer (&client->token, g_free);
      client->resets++;
      return TRUE;
    }
  items = json_object_get_array_member (answer->body, "items");
  /* A ticket brings its subscription with it, and who holds it or held it. */
  g_assert_cmpuint (json_array_get_length (items), <=, limit + 3);
  for (guint i = 0; i < json_array_get_length (items); i++)
    take_item (client, json_array_get_object_element (items, i));
  g_free (client->token);
  client->token = g_strdup (json_object_get_string_member (answer->body, "next"));
  return json_object_get_boolean_member (answer->body, "more");
}

static void
catch_up (Fixture *fixture, const char *who, Client *client, guint limit)
{
  while (fetch (fixture, who, client, limit))
    ;
}

static void
assert_same (const char *who, GHashTable *replayed, GHashTable *fresh)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, fresh);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (g_strcmp0 (g_hash_table_lookup (replayed, key), value) != 0)
      g_error ("%s: %s is %s, should be %s", who, (char *) key, (char *) g_hash_table_lookup (replayed, key),
               (char *) value);
  g_hash_table_iter_init (&iter, replayed);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (!g_hash_table_contains (fresh, key))
      g_error ("%s still holds %s: %s", who, (char *) key, (char *) value);
}

static char *
pick (Fixture *fixture, GRand *rand, const char *sql)
{
  g_autofree char *count_sql = g_strdup_printf ("SELECT COUNT(*) FROM (%s)", sql);
  gint64 n = fixture_count (fixture, count_sql);
  g_autofree char *one = g_strdup_printf ("%s LIMIT 1 OFFSET %d", sql,
                                          n > 0 ? g_rand_int_range (rand, 0, (int) n) : 0);

  return n > 0 ? lp_db_query_text (fixture->db, NULL, one, "") : g_strdup ("none");
}

/* One random change; whether the service accepts it does not matter. */
static void
step (Fixture *fixture, GRand *rand)
{
  g_autofree char *group = pick (fixture, rand, "SELECT id FROM groups WHERE archived_at IS NULL");
  g_autofree char *other = pick (fixture, rand, "SELECT id FROM groups WHERE archived_at IS NULL");
  g_autofree char *person = pick (fixture, rand, "SELECT id FROM person");
  g_autofree char *ticket = pick (fixture, rand, "SELECT code FROM ticket");
  g_autofree char *subscription = pick (fixture, rand, "SELECT id FROM subscription");
  g_autofree char *product = pick (fixture, rand, "SELECT id FROM product");
  g_autofree char *target = NULL;
  g_autofree char *body = NULL;
  const char *method = "POST";
  static const char *const roles[] = { "admin", "support", "finance", "member" };
  const char *role = roles[g_rand_int_range (rand, 0, 4)];

  switch (g_rand_int_range (rand, 0, 14))
    {
    case 0:
    case 1:
      target = g_strdup ("/v1/orders");
      body = g_strdup_printf ("{'group_id':'%s','product_id':'%s','licenses':2,'entries':{'host_name':'a'}}",
                              group, product);
      break;
    case 2:
      target = g_strdup ("/v1/orders");
      body = g_strdup_printf ("{'group_id':'%s','product_id':'%s','licenses':1}", group, product);
      break;
    case 3:
    case 4:
      method = "PATCH";
      target = g_strdup_printf ("/v1/tickets/%s/allocation", ticket);
      body = g_strdup_printf ("{'assignee_id':'%s'}", person);
      break;
    case 5:
      method = "PATCH";
      target = g_strdup_printf ("/v1/tickets/%s/allocation", ticket);
      body = g_strdup_printf ("{'visible_to_group':%s}", g_rand_boolean (rand) ? "true" : "false");
      break;
    case 6:
    case 7:
      method = "PATCH";
      target = g_strdup_printf ("/v1/tickets/%s/allocation", ticket);
      body = g_strdup_printf ("{'group_id':'%s'}", group);
      break;
    case 8:
      target = g_strdup_printf ("/v1/subscriptions/%s/%s", subscription,
                                g_rand_boolean (rand) ? "cancel" : "reinstate");
      break;
    case 9:
      target = g_strdup_printf ("/v1/tickets/%s/revoke", ticket);
      break;
    case 10:
      method = "PUT";
      target = g_strdup_printf ("/v1/groups/%s/members/%s", group, person);
      body = g_strdup_printf ("{'role':'%s'}", role);
      break;
    case 11:
      method = "DELETE";
      target = g_strdup_printf ("/v1/groups/%s/members/%s", group, person);
      break;
    case 12:
      method = "PATCH";
      target = g_strdup_printf ("/v1/groups/%s", group);
      body = g_rand_boolean (rand)
                 ? g_strdup_printf ("{'parent_id':'%s'}", other)
                 : g_strdup_printf ("{'name':'Group %u'}", g_rand_int_range (rand, 0, 100000));
      break;
    default:
      target = g_strdup ("/v1/groups");
      body = g_strdup_printf ("{'parent_id':'%s','name':'New %u','kind':'unit'}", group,
                              g_rand_int_range (rand, 0, 100000));
      break;
    }
  answer_free (fixture_call (fixture, "va", method, target, body, g_str_equal (method, "POST") ? NULL : "*"));
}

static void
test_replay (Fixture *fixture, gconstpointer data)
{
  guint32 seed = (guint32) GPOINTER_TO_UINT (data);
  g_autoptr (GRand) rand = g_rand_new_with_seed (seed);
  Client clients[G_N_ELEMENTS (viewers)];

  for (gsize i = 0; i < G_N_ELEMENTS (viewers); i++)
    client_init (&clients[i]);
  for (int i = 0; i < STEPS; i++)
    {
      gsize viewer = (gsize) g_rand_int_range (rand, 0, G_N_ELEMENTS (viewers));

      step (fixture, rand);
      /* Some ask often and for little, so that snapshots, too, are overtaken by changes. */
      if (g_rand_int_range (rand, 0, 3) == 0)
        fetch (fixture, viewers[viewer], &clients[viewer], (guint) g_rand_int_range (rand, 1, 12));
    }
  g_assert_cmpint (fixture_count (fixture, "SELECT COUNT(*) FROM change WHERE kind = 'ticket'"), >, 20);
  g_assert_cmpint (fixture_count (fixture, "SELECT COUNT(*) FROM change WHERE kind = 'reset'"), >, 2);
  g_assert_cmpint (fixture_count (fixture, "SELECT COUNT(DISTINCT parent) FROM groups"), >, 4);
  for (gsize i = 0; i < G_N_ELEMENTS (viewers); i++)
    {
      Client fresh;

      client_init (&fresh);
      catch_up (fixture, viewers[i], &clients[i], 7);
      catch_up (fixture, viewers[i], &fresh, 1000);
      assert_same (viewers[i], clients[i].objects, fresh.objects);
      client_clear (&fresh);
      client_clear (&clients[i]);
    }
}

static gboolean
knows (Client *client, const char *kind, const char *id)
{
  g_autofree char *key = g_strconcat (kind, " ", id, NULL);

  return g_hash_table_contains (client->objects, key);
}

/* Puts the ticket on a machine of that person, or takes it off. */
static gint64
use_ticket (Fixture *fixture, const char *person_id, gint64 activation)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LcCaller) caller = NULL;
  g_autoptr (LcTicket) ticket = NULL;
  LcTransaction tx = fixture->tx;

  if (activation != 0)
    {
      g_assert_true (lc_activation_end (&tx, activation, &error));
      return 0;
    }
  g_assert_true (lp_db_run (fixture->db, &error,
                            "INSERT INTO container (id, name, fingerprint) VALUES ('ws', 'ws', 'ws')", ""));
  caller = lc_caller_load (fixture->db, lc_person_find (fixture->db, person_id, &error), &error);
  ticket = lc_ticket_load (&tx, lc_ticket_find (fixture->db, strrchr (VIEWER, '/') + 1, &error), &error);
  tx.caller = caller;
  activation = lc_activation_begin (&tx, ticket, lp_db_get_last_row (fixture->db), &error);
  g_assert_no_error (error);
  return activation;
}

/* A person who has left, with a ticket on her machine, is known to whoever sees that ticket, until it is taken back;
 * nobody else hears of her. */
static void
test_holder (Fixture *fixture, gconstpointer data)
{
  static const char *const seeing[] = { "aa", "as", "na" };
  static const char *const others[] = { "la", "ba", "an" };
  g_autofree char *am = fixture_person (fixture, "am");
  g_autofree char *acme = fixture_group (fixture, "C-1");
  g_autofree char *member = g_strdup_printf ("/v1/groups/%s/members/%s", acme, am);
  g_autofree char *both = g_strdup_printf ("%s/%s", acme, am);
  g_autofree char *body = g_strdup_printf ("{'assignee_id':'%s'}", am);
  g_autoptr (Answer) allocated = fixture_call (fixture, "aa", "PATCH", VIEWER "/allocation", body, "*");
  gint64 activation = use_ticket (fixture, am, 0);
  Client clients[G_N_ELEMENTS (seeing)], fresh;

  assert_status (allocated, 200);
  for (gsize i = 0; i < G_N_ELEMENTS (seeing); i++)
    {
      client_init (&clients[i]);
      catch_up (fixture, seeing[i], &clients[i], 5);
      g_assert_true (knows (&clients[i], "person", am));
      g_assert_true (knows (&clients[i], "membership", both));
    }
  answer_free (fixture_call (fixture, "aa", "DELETE", member, NULL, "*"));

  for (gsize i = 0; i < G_N_ELEMENTS (seeing); i++)
    {
      client_init (&fresh);
      catch_up (fixture, seeing[i], &clients[i], 5);
      catch_up (fixture, seeing[i], &fresh, 5);
      g_assert_true (knows (&clients[i], "person", am));
      g_assert_false (knows (&clients[i], "membership", both));
      assert_same (seeing[i], clients[i].objects, fresh.objects);
      client_clear (&fresh);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (others); i++)
    {
      client_init (&fresh);
      catch_up (fixture, others[i], &fresh, 5);
      g_assert_false (knows (&fresh, "person", am));
      client_clear (&fresh);
    }

  use_ticket (fixture, am, activation);
  answer_free (fixture_call (fixture, "aa", "PATCH", VIEWER "/allocation", "{'visible_to_group':true}", "*"));
  for (gsize i = 0; i < G_N_ELEMENTS (seeing); i++)
    {
      catch_up (fixture, seeing[i], &clients[i], 5);
      g_assert_false (knows (&clients[i], "person", am));
      client_clear (&clients[i]);
    }
}

static char *
ask (Fixture *fixture, const char *since)
{
  g_autofree char *target = g_strconcat ("/v1/sync?since=", since, NULL);
  g_autoptr (Answer) answer = fixture_call (fixture, "va", "GET", target, NULL, NULL);

  assert_status (answer, 200);
  return g_strdup (answer->text);
}

/* Who was away for longer than the feed remembers begins anew; who was not misses nothing. */
static void
test_forgotten (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GRand) rand = g_rand_new_with_seed (7);
  g_autoptr (GError) error = NULL;
  g_autofree char *long_ago = NULL;
  g_autofree char *lately = NULL;
  g_autofree char *begin = NULL;
  g_autofree char *go_on = NULL;
  Client client;

  client_init (&client);
  catch_up (fixture, "va", &client, 1000);
  long_ago = g_strdup (client.token);
  for (int i = 0; i < 10; i++)
    step (fixture, rand);
  g_assert_true (lp_db_run (fixture->db, &error, "UPDATE change SET at = '2020-01-01T00:00:00Z'", ""));
  catch_up (fixture, "va", &client, 1000);
  lately = g_strdup (client.token);
  while (fixture_count (fixture, "SELECT COUNT(*) FROM change WHERE at > '2020-01-02'") < 2)
    step (fixture, rand);

  g_assert_cmpint (lc_feed_forget_old (&fixture->tx, 3, &error), ==, 3);
  while (lc_feed_forget_old (&fixture->tx, 3, &error) > 0)
    continue;
  g_assert_no_error (error);
  g_assert_cmpint (fixture_count (fixture, "SELECT COUNT(*) FROM change WHERE at < '2020-01-02'"), ==, 0);
  g_assert_cmpint (fixture_count (fixture, "SELECT COUNT(*) FROM change"), >=, 2);
  begin = ask (fixture, long_ago);
  g_assert_cmpstr (begin, ==, "{\"reset\":true}");
  go_on = ask (fixture, lately);
  g_assert_nonnull (strstr (go_on, "\"items\":[{"));

  /* With nothing newer, the last one stays. */
  g_assert_true (lp_db_run (fixture->db, &error, "UPDATE change SET at = '2020-01-01T00:00:00Z'", ""));
  while (lc_feed_forget_old (&fixture->tx, 100, &error) > 0)
    continue;
  g_assert_cmpint (fixture_count (fixture, "SELECT COUNT(*) FROM change"), ==, 1);
  client_clear (&client);
}

/* The object in the feed is the object of its own route. */
static void
test_same_objects (Fixture *fixture, gconstpointer data)
{
  Client client;
  GHashTableIter iter;
  gpointer key, value;
  guint compared = 0;

  client_init (&client);
  catch_up (fixture, "aa", &client, 1000);
  g_hash_table_iter_init (&iter, client.objects);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      g_auto (GStrv) parts = g_strsplit (key, " ", 2);
      g_autoptr (JsonNode) node = json_from_string (value, NULL);
      g_autofree char *target = NULL;
      g_autoptr (Answer) answer = NULL;

      if (g_str_equal (parts[0], "ticket"))
        target = g_strconcat ("/v1/tickets/",
                              json_object_get_string_member (json_node_get_object (node), "code"), NULL);
      else if (g_str_equal (parts[0], "group") || g_str_equal (parts[0], "product") ||
               g_str_equal (parts[0], "subscription") || g_str_equal (parts[0], "order"))
        target = g_strdup_printf ("/v1/%ss/%s", parts[0], parts[1]);
      if (target == NULL)
        continue;
      answer = fixture_call (fixture, "aa", "GET", target, NULL, NULL);
      assert_status (answer, 200);
      g_assert_cmpstr (answer->text, ==, value);
      compared++;
    }
  g_assert_cmpuint (compared, >=, 6);
  client_clear (&client);
}

/* A plain member gets her group, herself and what is hers, and nothing about how it was bought. */
static void
test_member (Fixture *fixture, gconstpointer data)
{
  Client client;
  GHashTableIter iter;
  gpointer key, value;

  client_init (&client);
  catch_up (fixture, "am", &client, 1000);
  g_hash_table_iter_init (&iter, client.objects);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      g_assert_false (g_str_has_prefix (key, "order ") || g_str_has_prefix (key, "category "));
      g_assert_null (strstr (value, "Lab"));
      if (g_str_has_prefix (key, "group "))
        g_assert_nonnull (strstr (value, "\"path\":\"Vendor/North Reseller/Acme\""));
    }
  g_assert_cmpuint (g_hash_table_size (client.objects), ==, 5);
  client_clear (&client);
}

static void
test_total (Fixture *fixture, gconstpointer data)
{
  for (gsize i = 0; i < G_N_ELEMENTS (viewers); i++)
    {
      g_autoptr (Answer)
          answer = fixture_call (fixture, viewers[i], "GET", "/v1/sync?limit=10000", NULL, NULL);

      g_assert_cmpint (json_object_get_int_member (answer->body, "total"), ==,
                       json_array_get_length (json_object_get_array_member (answer->body, "items")));
    }
}

static void
test_tokens (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Answer) made_up = fixture_call (fixture, "aa", "GET", "/v1/sync?since=abc", NULL, NULL);
  g_autoptr (Answer) bad_limit = fixture_call (fixture, "aa", "GET", "/v1/sync?limit=0", NULL, NULL);
  g_autoptr (Answer) first = fixture_call (fixture, "aa", "GET", "/v1/sync?limit=2", NULL, NULL);
  g_autofree char *target =
      g_strconcat ("/v1/sync?since=", json_object_get_string_member (first->body, "next"), NULL);
  g_autoptr (Answer) stolen = fixture_call (fixture, "ba", "GET", target, NULL, NULL);

  assert_status (made_up, 200);
  g_assert_true (json_object_get_boolean_member (made_up->body, "reset"));
  assert_status (bad_limit, 422);
  g_assert_true (answer_has_pointer (bad_limit, "?limit"));
  g_assert_true (json_object_get_boolean_member (stolen->body, "reset"));
  g_assert_true (g_str_is_ascii (json_object_get_string_member (first->body, "next")));
}

/* A second data set links to what is stored by its keys; everybody's replica begins anew. */
static void
test_second_data_set (Fixture *fixture, gconstpointer data)
{
  static const char text[] =
      "{\"categories\": [{\"id\": \"x\", \"name\": \"Extra\"}],"
      "\"people\": [{\"id\": \"p\", \"email\": \"pp@acme.example\", \"name\": \"Pia\"}],"
      "\"memberships\": [{\"group\": \"C-1\", \"person\": \"p\", \"role\": \"member\"}],"
      "\"licenses\": [{\"group\": \"C-1\", \"product\": \"CAD\", \"assignee\": \"AM@acme.example\","
      "\"entries\": {\"host_name\": \"h\"}}]}";
  g_autoptr (GBytes) bytes = g_bytes_new_static (text, strlen (text));
  g_autoptr (GError) error = NULL;
  g_autoptr (LcDataSet) data_set = lc_data_set_open_bytes (bytes, &error);
  Client client;

  client_init (&client);
  catch_up (fixture, "am", &client, 1000);
  g_assert_cmpuint (g_hash_table_size (client.objects), ==, 5);
  lc_load (&fixture->tx, data_set, NULL, &error);
  g_assert_no_error (error);
  catch_up (fixture, "am", &client, 1000);
  g_assert_cmpuint (client.resets, ==, 1);
  /* The ticket, its subscription and its product came. */
  g_assert_cmpuint (g_hash_table_size (client.objects), ==, 8);
  /* The term follows the group's own fiscal year. */
  g_assert_cmpint (fixture_count (fixture,
                                  "SELECT COUNT(*) FROM ticket WHERE technical_expiry = '2027-03-31'"),
                   ==, 1);
  client_clear (&client);
}

/* Events: only for those who see what changed. */
static void
test_events (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *who;
    gboolean told;
  } cases[] = { { "va", TRUE },  { "na", TRUE },  { "aa", TRUE },  { "am", TRUE }, { "ba", FALSE },
                { "ga", FALSE }, { "lm", FALSE }, { "nm", FALSE }, { "xx", FALSE } };
  gint64 start = lc_feed_get_newest (fixture->db, NULL);
  g_autoptr (Answer)
      answer = fixture_call (fixture, "aa", "PATCH", "/v1/tickets/00000-00000-00000-00000-00168/allocation",
                             "{'visible_to_group':false}", "*");

  assert_status (answer, 200);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT row FROM person WHERE email LIKE '%s@%%'",
                                              cases[i].who);
      g_autoptr (GError) error = NULL;
      gint64 seq = start;

      g_test_message ("%s", cases[i].who);
      g_assert_cmpint (lc_feed_has_visible_change (fixture->db, fixture_count (fixture, sql), &seq, &error),
                       ==, cases[i].told);
      g_assert_no_error (error);
      g_assert_cmpint (seq, >, start);
    }
}

#define ADD(path, data, function)                                                                            \
  g_test_add (path, Fixture, GUINT_TO_POINTER (data), fixture_set_up, function, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/feed/same-objects", 0, test_same_objects);
  ADD ("/feed/forgotten", 0, test_forgotten);
  ADD ("/feed/member", 0, test_member);
  ADD ("/feed/total", 0, test_total);
  ADD ("/feed/holder", 0, test_holder);
  ADD ("/feed/tokens", 0, test_tokens);
  ADD ("/feed/second-data-set", 0, test_second_data_set);
  ADD ("/feed/events", 0, test_events);
  ADD ("/feed/replay/1", 1, test_replay);
  ADD ("/feed/replay/2", 2, test_replay);
  ADD ("/feed/replay/3", 3, test_replay);
  ADD ("/feed/replay/4", 4, test_replay);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client-fixture.h"
#include "lp-db.h"
#include "lp-replica-private.h"
#include "lp-ticket-code.h"
#include "lp-wire.h"
#include "scratch-directory.h"

/* Subscriptions in a replica by itself: found by what their tickets say, sorted, followed. */

typedef struct
{
  const char *group;
  const char *product;
  const char *reference;
  const char *deadline; /* nullable, as the next ones */
  const char *committed_until;
  const char *cancelled_on;
  const char *ends_on;
  const char *revoked_on;
} Row;

/* Today is 2026-11-24. */
static const Row rows[] = {
  { "acme", "p2", "PO-1", "2026-12-24", "2027-03-31", NULL, NULL, NULL },
  { "cad", "p1", "PO-2", "2026-11-24", "2026-12-31", NULL, NULL, NULL },
  { "lab", "p1", "PO-3", "2027-09-30", "2027-12-31", NULL, NULL, NULL },
  { "cad", "p2", "PO-4", NULL, "2026-12-31", "2026-06-01", "2026-12-31", NULL },
  { "acme", "p1", "PO-5", NULL, "2026-06-30", "2026-03-01", "2026-06-30", NULL },
  { "lab", "p2", "PO-6", NULL, "2027-01-31", NULL, NULL, "2026-11-01" },
};

typedef struct
{
  char *directory;
  LpReplica *replica;
  char codes[G_N_ELEMENTS (rows)][LP_TICKET_CODE_SIZE];
  LpReplicaChange told;
  guint n_told;
} Replica;

static char *
quote (const char *value)
{
  return value != NULL ? g_strdup_printf ("'%s'", value) : g_strdup ("null");
}

static char *
ticket_item (guint index, const char *code)
{
  const Row *row = &rows[index];

  return g_strdup_printf (
      "{'kind':'ticket','id':'t%u','object':{'id':'t%u','code':'%s','state':'available','removal':'none',"
      "'product_id':'%s','product_code':'%s','product_name':'Product %s','modules':[],'entries':{},'quantity':1,"
      "'group_id':'%s','assignee_id':null,'visible_to_group':true,'order_id':null,'order_number':null,"
      "'reference':'%s','created_at':'2025-01-01T10:00:00Z','created_by':null,'technical_expiry':null,"
      "'subscription_id':'s%u','containers':[],'etag':'e'}}",
      index, index, code, row->product, row->product, row->product, row->group, row->reference, index);
}

static char *
subscription_item (guint index, const char *code, const Row *row)
{
  g_autofree char *deadline = quote (row->deadline);
  g_autofree char *cancelled_on = quote (row->cancelled_on);
  g_autofree char *ends_on = quote (row->ends_on);
  g_autofree char *revoked_on = quote (row->revoked_on);

  return g_strdup_printf (
      "{'kind':'subscription','id':'s%u','object':{'id':'s%u','ticket_code':'%s','group_id':'%s','product_id':'%s',"
      "'state':'active','start_mode':'purchase','expiry_mode':'anniversary','start':'2025-01-01',"
      "'initial_expiry':'2025-12-31','term':'P1Y','notice':'P3M','committed_until':'%s','technical_expiry':'%s',"
      "'deadline':%s,'cancelled_on':%s,'ends_on':%s,'revoked_on':%s,'renewals':[],'etag':'e'}}",
      index, index, code, row->group, row->product, row->committed_until, row->committed_until, deadline,
      cancelled_on, ends_on, revoked_on);
}

/* Subscriptions before their tickets, as a change feed may bring them. */
static void
set_up (Replica *self, gconstpointer data)
{
  g_autoptr (GString) items = g_string_new (
      "{'kind':'group','id':'acme','object':{'id':'acme','parent_id':null,'name':'Acme','kind':'client',"
      "'external_id':null,'path':'Acme','settings':{},'effective':{},'etag':'e'}},"
      "{'kind':'group','id':'cad','object':{'id':'cad','parent_id':'acme','name':'CAD','kind':'unit',"
      "'external_id':null,'path':'Acme/CAD','settings':{},'effective':{},'etag':'e'}},"
      "{'kind':'group','id':'lab','object':{'id':'lab','parent_id':null,'name':'Lab','kind':'client',"
      "'external_id':null,'path':'Lab','settings':{},'effective':{},'etag':'e'}}");

  self->directory = scratch_directory_new ();
  self->replica = fixture_open_replica (self->directory);
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      guint8 values[LP_TICKET_CODE_RANDOM_SYMBOLS] = { 0 };
      g_autofree char *subscription = NULL;
      g_autofree char *ticket = NULL;

      values[0] = (guint8) (i % 2); /* two with an equal beginning, each */
      values[22] = (guint8) i;
      lp_ticket_code_encode (values, self->codes[i]);
      subscription = subscription_item (i, self->codes[i], &rows[i]);
      ticket = ticket_item (i, self->codes[i]);
      g_string_append_printf (items, ",%s,%s", subscription, ticket);
    }
  fixture_apply (self->replica, items->str, "token");
}

static void
tear_down (Replica *self, gconstpointer data)
{
  fixture_close_replica (self->replica);
  scratch_directory_free (self->directory);
}

static GArray *
query_rows (Replica *self, const LpSubscriptionQuery *query)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GArray *found;

  lp_replica_query_subscriptions_async (self->replica, query, NULL, fixture_keep_result, &result);
  found = lp_replica_query_subscriptions_finish (self->replica, fixture_wait_result (&result), &error);
  g_assert_no_error (error);
  return found;
}

/* What was found, as digits in the order found. */
static char *
find (Replica *self, const LpSubscriptionQuery *query)
{
  g_autoptr (GArray) found = query_rows (self, query);
  GString *digits = g_string_new (NULL);

  for (guint i = 0; i < found->len; i++)
    {
      g_autoptr (LpSubscription) one = NULL;

      lp_replica_fetch_subscription_rows (self->replica, &g_array_index (found, guint32, i), 1, &one);
      g_assert_nonnull (one);
      g_string_append (digits, one->id + 1);
    }
  return g_string_free (digits, FALSE);
}

#define QUERY(...)                                                                                           \
  (&(LpSubscriptionQuery){ .deadline_from = LP_DATE_NONE, .deadline_to = LP_DATE_NONE, __VA_ARGS__ })

static void
assert_found (Replica *self, const LpSubscriptionQuery *query, const char *expected)
{
  g_autofree char *found = find (self, query);

  g_assert_cmpstr (found, ==, expected);
}

static void
test_filters (Replica *self, gconstpointer data)
{
  LpDate today = lp_date_parse ("2026-11-24");

  assert_found (self, QUERY (.group_id = NULL), "102345");
  assert_found (self, QUERY (.group_id = "acme"), "1034");
  assert_found (self, QUERY (.group_id = "cad"), "13");
  assert_found (self, QUERY (.group_id = "nowhere"), "");
  assert_found (self, QUERY (.product_id = "p1"), "124");
  assert_found (self, QUERY (.product_id = "p9"), "");
  assert_found (self, QUERY (.states = 1u << LP_SUBSCRIPTION_ACTIVE), "102");
  assert_found (self, QUERY (.states = 1u << LP_SUBSCRIPTION_CANCELLED), "3");
  assert_found (self, QUERY (.states = 1u << LP_SUBSCRIPTION_ENDED | 1u << LP_SUBSCRIPTION_REVOKED), "45");
  assert_found (self, &(LpSubscriptionQuery){ .deadline_from = today, .deadline_to = today + 30 }, "10");
  assert_found (self, &(LpSubscriptionQuery){ .deadline_from = today + 31, .deadline_to = LP_DATE_NONE },
                "2");
}

static void
test_text (Replica *self, gconstpointer data)
{
  assert_found (self, QUERY (.text = "po-4"), "3");
  assert_found (self, QUERY (.text = "po-6 product"), "5");
  assert_found (self, QUERY (.text = "p1"), "124");
  assert_found (self, QUERY (.text = self->codes[2]), "2");
  assert_found (self, QUERY (.text = "nothing like it"), "");
  assert_found (self, QUERY (.text = "product", .group_id = "lab"), "25");
}

static void
test_orders (Replica *self, gconstpointer data)
{
  assert_found (self, QUERY (.sort = LP_SUBSCRIPTION_SORT_DEADLINE, .descending = TRUE), "543201");
  assert_found (self, QUERY (.sort = LP_SUBSCRIPTION_SORT_COMMITTED), "451302");
  assert_found (self, QUERY (.sort = LP_SUBSCRIPTION_SORT_STATE), "012345");
  assert_found (self, QUERY (.sort = LP_SUBSCRIPTION_SORT_RENEWAL), "102453");
  assert_found (self, QUERY (.sort = LP_SUBSCRIPTION_SORT_PRODUCT), "124035");
  assert_found (self, QUERY (.sort = LP_SUBSCRIPTION_SORT_GROUP), "041325");
  assert_found (self, QUERY (.sort = LP_SUBSCRIPTION_SORT_CODE), "024135");
}

static void
changed_cb (LpReplica *replica, const LpReplicaChange *change, gpointer user_data)
{
  Replica *self = user_data;

  self->n_told++;
  self->told.kinds = change->kinds;
  self->told.subscriptions = change->subscriptions != NULL ? g_array_ref (change->subscriptions) : NULL;
}

/* A change keeps its row and names it; one that goes leaves all queries. */
static void
test_follow (Replica *self, gconstpointer data)
{
  g_autoptr (GArray) before = query_rows (self, QUERY (.group_id = "lab"));
  Row cancelled = rows[2];
  g_autofree char *item = NULL;
  g_autoptr (LpSubscription) whole = NULL;

  cancelled.deadline = NULL;
  cancelled.cancelled_on = "2026-11-24";
  cancelled.ends_on = "2027-12-31";
  item = subscription_item (2, self->codes[2], &cancelled);
  g_signal_connect (self->replica, "changed", G_CALLBACK (changed_cb), self);
  fixture_apply (self->replica, item, "token");
  g_assert_cmpuint (self->told.kinds & LP_KIND_SUBSCRIPTION, !=, 0);
  g_assert_cmpuint (self->told.subscriptions->len, ==, 1);
  g_assert_cmpuint (g_array_index (self->told.subscriptions, guint32, 0), ==,
                    g_array_index (before, guint32, 0));
  lp_replica_fetch_subscription_rows (self->replica, &g_array_index (before, guint32, 0), 1, &whole);
  g_assert_cmpint (whole->state, ==, LP_SUBSCRIPTION_CANCELLED);
  assert_found (self, QUERY (.states = 1u << LP_SUBSCRIPTION_CANCELLED), "23");
  g_clear_pointer (&self->told.subscriptions, g_array_unref);

  fixture_apply (self->replica, "{'kind':'subscription','id':'s2','object':null}", "token");
  assert_found (self, QUERY (.group_id = "lab"), "5");
  g_assert_cmpuint (self->told.subscriptions->len, ==, 1);
  g_clear_pointer (&self->told.subscriptions, g_array_unref);
}

/* A day later other states hold, although no row changed. */
static void
test_next_day (Replica *self, gconstpointer data)
{
  const LpSubscriptionQuery *ended = QUERY (.states = 1u << LP_SUBSCRIPTION_ENDED);
  g_autoptr (JsonArray) none = json_array_new ();
  g_autoptr (GAsyncResult) result = NULL;

  assert_found (self, ended, "4");
  g_signal_connect (self->replica, "changed", G_CALLBACK (changed_cb), self);
  lp_replica_apply_async (self->replica, none, "token", lp_date_parse ("2027-01-01"), TRUE, NULL,
                          fixture_keep_result, &result);
  g_assert_true (lp_replica_apply_finish (self->replica, fixture_wait_result (&result), NULL));
  g_assert_cmpuint (self->n_told, ==, 1);
  g_assert_cmpuint (self->told.kinds, ==, LP_KIND_ME);
  assert_found (self, ended, "34");
}

static void
reopen (Replica *self, const char *sql)
{
  g_autofree char *file = g_build_filename (self->directory, "replica-1.db", NULL);
  g_autoptr (GError) error = NULL;
  LpDb *db;

  fixture_close_replica (self->replica);
  db = lp_db_open (file, 0, &error);
  g_assert_no_error (error);
  lp_db_exec (db, sql, &error);
  g_assert_no_error (error);
  lp_db_close (db);
  self->replica = fixture_open_replica (self->directory);
}

static void
assert_all_found (Replica *self)
{
  assert_found (self, QUERY (.sort = LP_SUBSCRIPTION_SORT_RENEWAL), "102453");
  assert_found (self, QUERY (.group_id = "cad"), "13");
  assert_found (self, QUERY (.text = "po-6 product"), "5");
  assert_found (self, QUERY (.text = self->codes[2]), "2");
  assert_found (self, QUERY (.states = 1u << LP_SUBSCRIPTION_CANCELLED), "3");
}

/* The columns rest in a file, with the tickets that were found for them, and changes reach it. */
static void
test_rest (Replica *self, gconstpointer data)
{
  Row moved = rows[1];
  g_autofree char *item = NULL;

  fixture_rest (self->replica);
  assert_all_found (self);
  fixture_rest (self->replica);
  g_assert_nonnull (self->replica->store->subscriptions.columns.file);
  assert_all_found (self);
  moved.group = "lab";
  item = subscription_item (1, self->codes[1], &moved);
  fixture_apply (self->replica, item, "token");
  fixture_rest (self->replica);
  assert_found (self, QUERY (.group_id = "cad"), "3");
  assert_found (self, QUERY (.text = "po-2"), "1");
  fixture_apply (self->replica, "{'kind':'subscription','id':'s2','object':null}", "token");
  fixture_rest (self->replica);
  assert_found (self, QUERY (.group_id = "lab"), "15");
}

/* The columns stand on the disk; whatever is wrong with them, they are made anew, and stored. */
static void
test_damaged_columns (Replica *self, gconstpointer data)
{
  static const char *const damages[] = {
    "SELECT 1",
    "DELETE FROM meta WHERE name = 'subscription_columns'",
    "UPDATE meta SET value = '1-middle' WHERE name = 'subscription_columns'",
    "UPDATE subscription_columns SET data = substr (data, 2)",
    "UPDATE subscription_columns SET data = CAST (replace (hex (data), '0', 'F') AS BLOB)",
    "UPDATE subscription_columns SET data = CAST (substr (hex (data), 1, length (data)) AS BLOB)",
    "UPDATE subscription_columns SET chunk = -5",
    "UPDATE subscription_columns SET chunk = 99999999999",
    "UPDATE subscription_columns SET chunk = 50000000",
    "DELETE FROM subscription_columns",
    "DROP TABLE subscription_columns; PRAGMA user_version = 3;",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_test_message ("%s", damages[i]);
      reopen (self, damages[i]);
      assert_all_found (self);
    }
  /* What was stored in the end is read, and not gathered again. */
  reopen (self, "UPDATE subscription SET ends_on = NULL, cancelled_on = NULL");
  assert_found (self, QUERY (.states = 1u << LP_SUBSCRIPTION_CANCELLED), "3");
  reopen (self, "DELETE FROM meta WHERE name = 'subscription_columns'");
  assert_found (self, QUERY (.states = 1u << LP_SUBSCRIPTION_CANCELLED), "");
}

static char *
read_due (Replica *self, const char *from, const char *to, guint limit)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) due = NULL;
  g_autoptr (GError) error = NULL;
  GString *digits = g_string_new (NULL);

  lp_replica_read_due_subscriptions_async (self->replica, lp_date_parse (from), lp_date_parse (to), limit,
                                           NULL, fixture_keep_result, &result);
  due = lp_replica_read_due_subscriptions_finish (self->replica, fixture_wait_result (&result), &error);
  g_assert_no_error (error);
  for (guint i = 0; i < due->len; i++)
    g_string_append (digits, ((LpSubscription *) due->pdata[i])->id + 1);
  return g_string_free (digits, FALSE);
}

static void
assert_due (Replica *self, const char *from, const char *to, guint limit, const char *expected)
{
  g_autofree char *found = read_due (self, from, to, limit);

  g_assert_cmpstr (found, ==, expected);
}

/* Deadlines are found without reading what the page of subscriptions needs. */
static void
test_due (Replica *self, gconstpointer data)
{
  Row stopped = rows[0];
  g_autofree char *item = NULL;

  reopen (self, "SELECT 1");
  assert_due (self, "2026-11-24", "2027-12-31", 9, "102");
  assert_due (self, "2026-11-24", "2026-12-24", 9, "10");
  assert_due (self, "2026-11-25", "2026-12-24", 9, "0");
  assert_due (self, "2026-11-24", "2026-12-23", 9, "1");
  assert_due (self, "2026-11-24", "2027-12-31", 2, "10");
  assert_due (self, "2028-01-01", "2029-01-01", 9, "");
  g_assert_cmpuint (self->replica->store->subscriptions.columns.n, ==, 0);
  stopped.revoked_on = "2026-11-20";
  item = subscription_item (0, self->codes[0], &stopped);
  fixture_apply (self->replica, item, "token");
  assert_due (self, "2026-11-24", "2027-12-31", 9, "12");
}

/* A copy that an earlier version left on the disk is brought up to date. */
static void
test_migrate (Replica *self, gconstpointer data)
{
  static const char back_sql[] = "DROP TABLE ticket_columns;"
                                 "DROP TABLE subscription_columns;"
                                 "ALTER TABLE subscription DROP COLUMN product;"
                                 "ALTER TABLE subscription DROP COLUMN committed_until;"
                                 "PRAGMA user_version = 1";
  g_autofree char *file = g_build_filename (self->directory, "replica-1.db", NULL);
  g_autoptr (GError) error = NULL;
  LpDb *db;

  fixture_close_replica (self->replica);
  db = lp_db_open (file, 0, &error);
  g_assert_no_error (error);
  g_assert_true (lp_db_exec (db, back_sql, &error));
  lp_db_close (db);
  self->replica = fixture_open_replica (self->directory);
  assert_found (self, QUERY (.sort = LP_SUBSCRIPTION_SORT_COMMITTED), "451302");
  assert_found (self, QUERY (.product_id = "p1", .text = "po-2"), "1");
}

static GPtrArray *
read_whole (Replica *self, const GArray *found)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GPtrArray *whole;

  lp_replica_read_subscriptions_async (self->replica, (const guint32 *) (gpointer) found->data, found->len,
                                       NULL, fixture_keep_result, &result);
  whole = lp_replica_read_subscriptions_finish (self->replica, fixture_wait_result (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (whole->len, ==, G_N_ELEMENTS (rows));
  return whole;
}

static void
test_read (Replica *self, gconstpointer data)
{
  g_autoptr (GArray) all = query_rows (self, QUERY (.group_id = NULL));
  g_autoptr (GPtrArray) whole = read_whole (self, all);

  g_assert_cmpstr (((LpSubscription *) whole->pdata[0])->id, ==, "s1");
  g_assert_cmpint (lp_period_get_months (((LpSubscription *) whole->pdata[0])->notice), ==, 3);
}

/* What a table shows of them, in one go, says what they say. */
static void
assert_rows (Replica *self)
{
  g_autoptr (GArray) all = query_rows (self, QUERY (.group_id = NULL));
  g_autoptr (GPtrArray) read = read_whole (self, all);
  LpSubscription *const *whole = (LpSubscription *const *) read->pdata;
  LpSubscription *shown[G_N_ELEMENTS (rows)];

  lp_replica_fetch_subscription_rows (self->replica, (const guint32 *) (gpointer) all->data, all->len, shown);
  for (guint i = 0; i < all->len; i++)
    {
      g_assert_cmpstr (shown[i]->id, ==, whole[i]->id);
      g_assert_cmpstr (shown[i]->ticket_code, ==, whole[i]->ticket_code);
      g_assert_cmpstr (shown[i]->product_id, ==, whole[i]->product_id);
      g_assert_cmpstr (shown[i]->group_id, ==, whole[i]->group_id);
      g_assert_cmpint (shown[i]->state, ==, whole[i]->state);
      g_assert_cmpint (shown[i]->deadline, ==, whole[i]->deadline);
      g_assert_cmpint (shown[i]->ends_on, ==, whole[i]->ends_on);
      lp_subscription_unref (shown[i]);
    }
}

static void
adopt_snapshot (Replica *self, const char *items)
{
  g_autofree char *text = g_strdup_printf ("{'items':[%s],'next':'n','more':false,'total':null,"
                                           "'today':'2026-11-24','fixed_today':true}",
                                           items);
  g_autoptr (GBytes) bytes = g_bytes_new_take (g_strdelimit (g_strdup (text), "'", '"'), strlen (text));
  g_autoptr (GAsyncResult) begun = NULL;
  g_autoptr (GAsyncResult) added = NULL;
  g_autoptr (GAsyncResult) adopted = NULL;
  g_autoptr (LpPage) page = NULL;
  g_autofree char *token = NULL;
  g_autoptr (GError) error = NULL;
  guint n_done, n_total;

  lp_replica_begin_snapshot_async (self->replica, FALSE, NULL, fixture_keep_result, &begun);
  lp_replica_begin_snapshot_finish (self->replica, fixture_wait_result (&begun), &token, &n_done, &n_total,
                                    &error);
  g_assert_no_error (error);
  lp_replica_add_to_snapshot_async (self->replica, bytes, NULL, fixture_keep_result, &added);
  page = lp_replica_add_to_snapshot_finish (self->replica, fixture_wait_result (&added), &error);
  g_assert_no_error (error);
  lp_replica_adopt_snapshot_async (self->replica, NULL, fixture_keep_result, &adopted);
  lp_replica_adopt_snapshot_finish (self->replica, fixture_wait_result (&adopted), &error);
  g_assert_no_error (error);
}

/* In another file the products and groups have other rows. */
static void
test_rows (Replica *self, gconstpointer data)
{
  g_autoptr (GString) items = g_string_new (NULL);

  assert_rows (self);
  for (guint i = G_N_ELEMENTS (rows); i-- > 0;)
    {
      g_autofree char *item = subscription_item (i, self->codes[i], &rows[i]);

      g_string_append_printf (items, "%s%s", items->len > 0 ? "," : "", item);
    }
  adopt_snapshot (self, items->str);
  assert_rows (self);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(name, test) g_test_add ("/replica-subscriptions/" name, Replica, NULL, set_up, test, tear_down)
  ADD ("filters", test_filters);
  ADD ("text", test_text);
  ADD ("orders", test_orders);
  ADD ("follow", test_follow);
  ADD ("next-day", test_next_day);
  ADD ("rest", test_rest);
  ADD ("damaged-columns", test_damaged_columns);
  ADD ("due", test_due);
  ADD ("migrate", test_migrate);
  ADD ("read", test_read);
  ADD ("rows", test_rows);
  return g_test_run ();
}

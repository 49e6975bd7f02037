/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>

#include "client-fixture.h"
#include "lp-replica-private.h"
#include "lp-db.h"
#include "lp-ticket-code.h"
#include "lp-wire.h"
#include "scratch-directory.h"

/* What the replica filters and sorts by stands on disk twice: in the tickets, and as columns beside them, which are
 * read when it is opened. Whatever happened before, both must give the same answers. */

#define TICKETS 320 /* some chunks, the last one not full */
#define FILE    "replica-1.db"

typedef struct
{
  char *directory;
  LpReplica *replica;
  GRand *random;
} Replica;

static void
open_replica (Replica *self)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  lp_replica_open_async (self->directory, NULL, fixture_keep_result, &result);
  self->replica = lp_replica_open_finish (fixture_wait_result (&result), &error);
  g_assert_no_error (error);
}

static void
close_replica (Replica *self)
{
  /* Tasks that have ended let go of it in the main context. */
  g_object_add_weak_pointer (G_OBJECT (self->replica), (gpointer *) &self->replica);
  g_object_unref (self->replica);
  fixture_wait_for (self->replica == NULL);
}

/* Changes the closed replica's database. */
static void
run_sql (Replica *self, const char *sql)
{
  g_autofree char *file = g_build_filename (self->directory, FILE, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (LpDb) db = lp_db_open (file, 0, &error);

  g_assert_no_error (error);
  lp_db_exec (db, sql, &error);
  g_assert_no_error (error);
}

static gint64
ask_sql (Replica *self, const char *sql)
{
  g_autofree char *file = g_build_filename (self->directory, FILE, NULL);
  g_autoptr (LpDb) db = lp_db_open (file, LP_DB_READ_ONLY, NULL);

  return lp_db_query_int (db, -1, NULL, sql, "");
}

static gboolean
try_to_apply (Replica *self, GPtrArray *items)
{
  g_autofree char *joined = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  g_ptr_array_add (items, NULL);
  joined = g_strjoinv (",", (char **) items->pdata);
  text = g_strdup_printf ("{\"items\":[%s]}", joined);
  g_strdelimit (text, "'", '"');
  object = lp_wire_parse (text, strlen (text), &error);
  g_assert_no_error (error);
  lp_replica_apply_async (self->replica, json_object_get_array_member (object, "items"), "token",
                          lp_date_parse ("2026-11-24"), TRUE, NULL, fixture_keep_result, &result);
  return lp_replica_apply_finish (self->replica, fixture_wait_result (&result), NULL);
}

static void
add_directory (GPtrArray *items)
{
  static const char *const groups[] = { "vendor", "acme", "cad", "lab" };
  static const char *const people[] = { "ada", "grace", "élodie" };

  for (guint i = 0; i < G_N_ELEMENTS (groups); i++)
    g_ptr_array_add (items,
                     g_strdup_printf ("{'kind':'group','id':'%s','object':{'id':'%s','parent_id':%s%s%s,"
                                      "'name':'%s','kind':'client','external_id':null,'path':'V/%s',"
                                      "'settings':{},'effective':{},'etag':'e'}}",
                                      groups[i], groups[i], i > 0 ? "'" : "", i > 0 ? groups[i - 1] : "null",
                                      i > 0 ? "'" : "", groups[i], groups[i]));
  for (guint i = 0; i < G_N_ELEMENTS (people); i++)
    g_ptr_array_add (items, g_strdup_printf ("{'kind':'person','id':'%s','object':{'id':'%s','email':"
                                             "'%s@example.com','name':'%s','state':'active','etag':'e'}}",
                                             people[i], people[i], people[i], people[i]));
}

static char *
make_ticket (GRand *random, guint number)
{
  static const char *const states[] = { "available", "activated", "revoked" };
  static const char *const groups[] = { "vendor", "acme", "cad", "lab" };
  static const char *const allocations[] = { "null,'visible_to_group':true", "null,'visible_to_group':false",
                                             "'ada','visible_to_group':false",
                                             "'élodie','visible_to_group':false" };
  guint8 symbols[LP_TICKET_CODE_RANDOM_SYMBOLS];
  char code[LP_TICKET_CODE_SIZE];
  g_autofree char *expiry = g_rand_boolean (random)
                                ? g_strdup_printf ("'2026-%02d-15'", g_rand_int_range (random, 1, 13))
                                : g_strdup ("null");
  int product = g_rand_int_range (random, 0, 7);

  /* The same ticket keeps its code. */
  for (guint i = 0; i < G_N_ELEMENTS (symbols); i++)
    symbols[i] = (guint8) (((number + 7) * (2 * i + 13) >> (i % 5)) % 32);
  lp_ticket_code_encode (symbols, code);
  return g_strdup_printf (
      "{'kind':'ticket','id':'t%u','object':{'id':'t%u','code':'%s','state':'%s','removal':'none',"
      "'product_id':'p%d','product_code':'P-%d','product_name':'Product %d','modules':[],'entries':{},"
      "'quantity':1,'group_id':'%s','assignee_id':%s,'order_id':null,'order_number':null,'reference':null,"
      "'created_at':'2026-%02d-03T10:00:00Z','created_by':null,'technical_expiry':%s,'subscription_id':null,"
      "'containers':[],'etag':'e'}}",
      number, number, code, states[g_rand_int_range (random, 0, 3)], product, product, 9 - product,
      groups[g_rand_int_range (random, 0, 4)], allocations[g_rand_int_range (random, 0, 4)],
      g_rand_int_range (random, 1, 13), expiry);
}

static void
set_up (Replica *self, gconstpointer data)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_free);

  self->directory = scratch_directory_new ();
  self->random = g_rand_new_with_seed (7);
  open_replica (self);
  add_directory (items);
  for (guint i = 0; i < TICKETS; i++)
    g_ptr_array_add (items, make_ticket (self->random, i));
  g_assert_true (try_to_apply (self, items));
}

static void
tear_down (Replica *self, gconstpointer data)
{
  close_replica (self);
  g_rand_free (self->random);
  scratch_directory_free (self->directory);
}

static void
ask (Replica *self, const LpTicketQuery *query, GString *answers)
{
  g_auto (GStrv) codes = fixture_query (self->replica, query);
  g_autofree char *joined = g_strjoinv (" ", codes);

  g_string_append_printf (answers, "%s\n", joined);
}

/* The answers to every order, both ways, alone and with each filter that a window may start with. */
static char *
collect_answers (Replica *self)
{
  GString *answers = g_string_new (NULL);

  for (int sort = LP_TICKET_SORT_CODE; sort <= LP_TICKET_SORT_GROUP; sort++)
    {
      for (guint filter = 0; filter < 8; filter++)
        {
          g_autoptr (LpTicketQuery) query = lp_ticket_query_new ();

          query->sort = (LpTicketSort) sort;
          query->descending = filter % 2 == 1;
          query->group_id = g_strdup (filter == 2 || filter == 3 ? "cad" : filter == 4 ? "acme" : NULL);
          query->subtree = filter != 4;
          query->states = filter == 5 ? 1u << LP_TICKET_EXPIRED : 0;
          query->product_id = g_strdup (filter == 6 ? "p3" : NULL);
          query->who = filter == 7 ? LP_WHO_PERSON : LP_WHO_ANYONE;
          query->person_id = g_strdup (filter == 7 ? "élodie" : NULL);
          ask (self, query, answers);
        }
    }
  return g_string_free (answers, FALSE);
}

static void
rest (Replica *self)
{
  fixture_rest (self->replica);
  g_assert_nonnull (self->replica->store->tickets.columns.file);
}

/* The lines of a list say what the tickets say. */
static void
assert_lines (Replica *self)
{
  g_autoptr (LpTicketQuery) all = lp_ticket_query_new ();
  g_autoptr (GArray) rows = fixture_query_rows (self->replica, all);

  g_assert_cmpuint (rows->len, >, 200);
  for (guint i = 0; i < rows->len; i++)
    {
      const guint32 *row = &g_array_index (rows, guint32, i);
      g_autoptr (LpTicket) ticket = NULL;
      LpTicketLine line;

      lp_replica_fetch_tickets (self->replica, row, 1, &ticket);
      lp_replica_fetch_ticket_lines (self->replica, row, 1, &line);
      g_assert_cmpstr (line.code, ==, ticket->code);
      g_assert_cmpint (line.state, ==, ticket->state);
      g_assert_cmpint (line.expiry, ==, ticket->technical_expiry);
      g_assert_cmpint (line.visible_to_group, ==, ticket->visible_to_group);
      g_assert_cmpstr (line.product_name, ==, ticket->product_name);
      g_assert_cmpstr (line.group_id, ==, ticket->group_id);
      g_assert_cmpstr (line.assignee_id, ==, ticket->assignee_id);
      lp_ticket_line_clear (&line);
    }
}

static char *
reopen_and_collect (Replica *self, const char *sql)
{
  close_replica (self);
  if (sql != NULL)
    run_sql (self, sql);
  open_replica (self);
  return collect_answers (self);
}

/* A round of changes: tickets that change, go, and come. */
static void
change_some (Replica *self, guint round)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < 40; i++)
    {
      guint number = (guint) g_rand_int_range (self->random, 0, TICKETS);

      if (i % 4 == 0)
        g_ptr_array_add (items, g_strdup_printf ("{'kind':'ticket','id':'t%u','object':null}", number));
      else
        g_ptr_array_add (items, make_ticket (self->random, number));
    }
  g_ptr_array_add (items, make_ticket (self->random, TICKETS + round));
  g_assert_true (try_to_apply (self, items));
}

static void
test_same_after_changes (Replica *self, gconstpointer data)
{
  for (guint round = 0; round < 5; round++)
    {
      g_autofree char *live = NULL;
      g_autofree char *read = NULL;
      g_autofree char *gathered = NULL;

      change_some (self, round);
      live = collect_answers (self);
      g_assert_cmpuint (strlen (live), >, 10000);
      read = reopen_and_collect (self, NULL);
      g_assert_cmpstr (read, ==, live);
      gathered = reopen_and_collect (self, "DELETE FROM meta WHERE name = 'columns'");
      g_assert_cmpstr (gathered, ==, live);
    }
}

/* Changes after the columns went into their file, and after they came back from it. */
static void
test_rest (Replica *self, gconstpointer data)
{
  g_autoptr (GDir) dir = NULL;
  const char *name;

  for (guint round = 0; round < 4; round++)
    {
      g_autofree char *live = NULL;
      g_autofree char *rested = NULL;
      g_autofree char *gathered = NULL;

      rest (self);
      change_some (self, round);
      live = collect_answers (self);
      rest (self);
      assert_lines (self);
      rested = collect_answers (self);
      g_assert_cmpstr (rested, ==, live);
      gathered = reopen_and_collect (self, "DELETE FROM meta WHERE name = 'columns'");
      g_assert_cmpstr (gathered, ==, live);
    }
  rest (self);
  dir = g_dir_open (self->directory, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    g_assert_true (g_str_has_prefix (name, FILE) || g_str_equal (name, "current"));
}

static void
copy_file (const char *from, const char *to, const char *name)
{
  g_autofree char *source = g_build_filename (from, name, NULL);
  g_autofree char *target = g_build_filename (to, name, NULL);
  g_autofree char *bytes = NULL;
  gsize size;

  g_assert_true (g_file_get_contents (source, &bytes, &size, NULL));
  g_assert_true (g_file_set_contents (target, bytes, (gssize) size, NULL));
}

/* What a process leaves that is killed while its columns rest, and what one leaves that is killed while it makes a
 * file for them where the system has none without a name. */
static void
test_killed (Replica *self, gconstpointer data)
{
  Replica killed = { .directory = scratch_directory_new () };
  g_autofree char *remains = g_build_filename (killed.directory, "replica-columns-ABC123", NULL);
  g_autofree char *live = NULL;
  g_autofree char *found = NULL;
  const char *name;
  g_autoptr (GDir) dir = NULL;

  rest (self);
  change_some (self, 1);
  live = collect_answers (self);
  rest (self);
  dir = g_dir_open (self->directory, 0, NULL);
  while ((name = g_dir_read_name (dir)) != NULL)
    if (!g_str_has_suffix (name, "-shm"))
      copy_file (self->directory, killed.directory, name);
  g_assert_true (g_file_set_contents (remains, "", 0, NULL));
  open_replica (&killed);
  found = collect_answers (&killed);
  g_assert_cmpstr (found, ==, live);
  g_assert_false (g_file_test (remains, G_FILE_TEST_EXISTS));
  close_replica (&killed);
  scratch_directory_free (killed.directory);
}

/* Deleting everything takes the file along. */
static void
test_wipe_rested (Replica *self, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;

  rest (self);
  lp_replica_wipe_async (self->replica, NULL, fixture_keep_result, &result);
  g_assert_true (lp_replica_wipe_finish (self->replica, fixture_wait_result (&result), NULL));
  g_assert_false (g_file_test (self->directory, G_FILE_TEST_EXISTS));
  g_assert_cmpint (g_mkdir (self->directory, 0700), ==, 0);
}

/* The columns are read and not gathered from the tickets, or the test above would say nothing. */
static void
test_columns_are_read (Replica *self, gconstpointer data)
{
  g_autofree char *live = collect_answers (self);
  g_autofree char *read = reopen_and_collect (self, "UPDATE ticket SET state = 3 - state, expiry = NULL");
  g_autofree char *gathered = NULL;

  g_assert_cmpstr (read, ==, live);
  gathered = reopen_and_collect (self, "DELETE FROM meta WHERE name = 'columns'");
  g_assert_cmpstr (gathered, !=, live);
}

/* Columns that cannot be right are made anew, and stored. */
static void
test_unreadable (Replica *self, gconstpointer data)
{
  static const char *const damages[] = {
    "DELETE FROM meta WHERE name = 'columns'",
    "UPDATE meta SET value = '1-middle' WHERE name = 'columns'",
    "UPDATE ticket_columns SET data = substr (data, 2) WHERE chunk = 1",
    "UPDATE ticket_columns SET data = zeroblob (0)",
    "UPDATE ticket_columns SET data = CAST (replace (hex (data), '0', 'F') AS BLOB)",
    "UPDATE ticket_columns SET data = CAST (substr (hex (data), 1, length (data)) AS BLOB)",
    "UPDATE ticket_columns SET chunk = -5 WHERE chunk = 0",
    "UPDATE ticket_columns SET chunk = 99999999999 WHERE chunk = 2",
    "UPDATE ticket_columns SET chunk = 40000000 WHERE chunk = 2",
    "DELETE FROM ticket_columns",
    "DELETE FROM ticket_columns WHERE chunk > 1",
    "DROP TABLE ticket_columns; DROP TABLE subscription_columns; PRAGMA user_version = 2; DELETE FROM meta WHERE name = 'columns'",
  };
  g_autofree char *live = collect_answers (self);

  for (gsize i = 0; i < G_N_ELEMENTS (damages); i++)
    {
      g_autofree char *answers = NULL;

      g_test_message ("%s", damages[i]);
      answers = reopen_and_collect (self, damages[i]);
      g_assert_cmpstr (answers, ==, live);
      close_replica (self);
      g_assert_cmpint (ask_sql (self, "SELECT count (*) FROM meta WHERE name = 'columns'"), ==, 1);
      g_assert_cmpint (ask_sql (self, "SELECT sum (length (data) = 3952) FROM ticket_columns"), ==, 4);
      open_replica (self);
    }
}

/* A page that cannot be applied changes neither. */
static void
test_failed_change (Replica *self, gconstpointer data)
{
  g_autofree char *live = collect_answers (self);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *after = NULL;
  g_autofree char *read = NULL;

  for (guint i = 0; i < 30; i++)
    g_ptr_array_add (items, make_ticket (self->random, i * 10));
  g_ptr_array_add (items, g_strdup ("{'kind':'ticket','id':'t5','object':{'id':'t5'}}"));
  rest (self);
  g_assert_false (try_to_apply (self, items));
  after = collect_answers (self);
  g_assert_cmpstr (after, ==, live);
  read = reopen_and_collect (self, NULL);
  g_assert_cmpstr (read, ==, live);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
#define ADD(path, func) g_test_add ("/replica-columns/" path, Replica, NULL, set_up, func, tear_down)
  ADD ("same-after-changes", test_same_after_changes);
  ADD ("rest", test_rest);
  ADD ("killed", test_killed);
  ADD ("wipe-rested", test_wipe_rested);
  ADD ("read", test_columns_are_read);
  ADD ("unreadable", test_unreadable);
  ADD ("failed-change", test_failed_change);
#undef ADD
  return g_test_run ();
}

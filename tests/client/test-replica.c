/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client-fixture.h"
#include "lp-db.h"
#include "lp-ticket-code.h"
#include "lp-wire.h"
#include "scratch-directory.h"

/* The replica by itself, with a few rows that everybody can count. */

typedef struct
{
  char *directory;
  LpReplica *replica;
  char codes[6][LP_TICKET_CODE_SIZE];
} Replica;

/* Codes with known symbols: 01234…, 12345…, and so on. */
static void
make_code (guint first, char code[LP_TICKET_CODE_SIZE])
{
  guint8 values[LP_TICKET_CODE_RANDOM_SYMBOLS];

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    values[i] = (guint8) ((first * 5 + i) % 32);
  lp_ticket_code_encode (values, code);
}

static char *
group_item (const char *id, const char *parent, const char *path)
{
  const char *name = strrchr (path, '/') != NULL ? strrchr (path, '/') + 1 : path;
  g_autofree char *quoted = parent != NULL ? g_strdup_printf ("'%s'", parent) : g_strdup ("null");

  return g_strdup_printf (
      "{'kind':'group','id':'%s','object':{'id':'%s','parent_id':%s,'name':'%s','kind':'client',"
      "'external_id':null,'path':'%s','settings':{},'effective':{},'etag':'e'}}",
      id, id, quoted, name, path);
}

static char *
person_item (const char *id, const char *name, const char *email)
{
  return g_strdup_printf ("{'kind':'person','id':'%s','object':{'id':'%s','email':'%s','name':'%s',"
                          "'state':'active','etag':'e'}}",
                          id, id, email, name);
}

typedef struct
{
  const char *state;
  const char *product;
  const char *product_name;
  const char *group;
  const char *assignee; /* NULL: nobody */
  gboolean visible;
  const char *expiry;
  const char *reference;
  const char *host;
} TicketRow;

static const TicketRow rows[] = {
  { "available", "p1", "Draft 2D", "acme", "ada", FALSE, "2027-01-31", "PO-4711", "cad-01" },
  { "activated", "p2", "Simulation Suite", "acme", NULL, TRUE, "2026-12-31", "PO-4712", "cad-02" },
  { "available", "p2", "Simulation Suite", "cad", NULL, FALSE, NULL, "Straße 7", "lab-7" },
  { "available", "p1", "Draft 2D", "cad", "grace", FALSE, "2026-11-23", NULL, "lab-8" },
  { "revoked", "p1", "Draft 2D", "north", "ada", FALSE, "2025-01-01", "PO-9", "old" },
  { "available", "p3", "Éditeur", "lab", NULL, TRUE, NULL, "4711", "x-4711-y" },
};

static char *
ticket_item (guint index, const TicketRow *row, const char *code)
{
  g_autofree char *assignee = row->assignee != NULL ? g_strdup_printf ("'%s'", row->assignee)
                                                    : g_strdup ("null");
  g_autofree char *expiry = row->expiry != NULL ? g_strdup_printf ("'%s'", row->expiry) : g_strdup ("null");
  g_autofree char *reference = row->reference != NULL ? g_strdup_printf ("'%s'", row->reference)
                                                      : g_strdup ("null");

  return g_strdup_printf (
      "{'kind':'ticket','id':'t%u','object':{'id':'t%u','code':'%s','state':'%s','removal':'none',"
      "'product_id':'%s','product_code':'%s-CODE','product_name':'%s','modules':['CAM'],"
      "'entries':{'host_name':'%s','dongle':true},'quantity':1,'group_id':'%s','assignee_id':%s,"
      "'visible_to_group':%s,'order_id':null,'order_number':null,'reference':%s,"
      "'created_at':'2026-01-0%uT10:00:00Z','created_by':null,'technical_expiry':%s,'subscription_id':null,"
      "'containers':[],'etag':'e%u'}}",
      index, index, code, row->state, row->product, row->product, row->product_name, row->host, row->group,
      assignee, row->visible ? "true" : "false", reference, index + 1, expiry, index);
}

static void
set_up (Replica *self, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *joined = NULL;

  self->directory = scratch_directory_new ();
  self->replica = fixture_open_replica (self->directory);
  g_ptr_array_add (items, group_item ("north", NULL, "North"));
  g_ptr_array_add (items, group_item ("acme", "north", "North/Acme"));
  g_ptr_array_add (items, group_item ("cad", "acme", "North/Acme/CAD team"));
  g_ptr_array_add (items, group_item ("lab", NULL, "Lab"));
  g_ptr_array_add (items, person_item ("ada", "Ada Lovelace", "ada@acme.example"));
  g_ptr_array_add (items, person_item ("grace", "Grace Hopper", "admiral@navy.example"));
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      make_code (i, self->codes[i]);
      g_ptr_array_add (items, ticket_item (i, &rows[i], self->codes[i]));
    }
  g_ptr_array_add (items, NULL);
  joined = g_strjoinv (",", (char **) items->pdata);
  fixture_apply (self->replica, joined, "token");
}

static void
tear_down (Replica *self, gconstpointer data)
{
  if (self->replica != NULL)
    fixture_close_replica (self->replica);
  scratch_directory_free (self->directory);
}

/* The tickets that were found, as digits in the order found. */
static char *
find (Replica *self, const LpTicketQuery *query)
{
  g_auto (GStrv) codes = fixture_query (self->replica, query);
  GString *found = g_string_new (NULL);

  for (char **code = codes; *code != NULL; code++)
    {
      for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
        {
          if (g_str_equal (*code, self->codes[i]))
            g_string_append_printf (found, "%u", i);
        }
    }
  return g_string_free (found, FALSE);
}

static void
test_text (Replica *self, gconstpointer data)
{
  static const struct
  {
    const char *text;
    const char *found;
  } table[] = {
    { NULL, "012345" },     { "", "012345" },       { "PO-4711", "0" },
    { "po-471", "01" },     { "4711", "05" }, /* in the reference, and as part of an entry value */
    { "cad-01", "0" },      { "cad", "01" },        { "lab", "23" },
    { "lab-7", "2" },       { "strasse", "2" }, /* ß is ss without case */
    { "straße", "2" },      { "draft", "034" },     { "p2-code", "12" },
    { "simulation", "12" }, { "editeur", "5" }, /* without the accent */
    { "ÉDITEUR", "5" },     { "ada", "04" },        { "lovelace", "04" },
    { "navy", "3" }, /* the person's e-mail */
    { "draft ada", "04" },  { "ada 4711", "0" },    { "draft xyzzy", "" },
    { "true", "" }, /* truth values are not searched */
    { "01234", "0" },       { "01234-56789", "0" }, { "0123456789", "0" },
    { "o1234", "0" },  /* O for 0 */
    { "oi234", "0" },  /* I for 1 */
    { "56789", "01" }, /* the second group of the first, the first group of the second */
    { "xyzzy", "" },        { "\"", "" },           { "a\" OR \"b", "" },
    { "NOT (", "" },        { "***", "" },          { "日本語", "" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (LpTicketQuery) query = lp_ticket_query_new ();
      g_autofree char *found = NULL;

      query->sort = LP_TICKET_SORT_CREATED;
      query->text = g_strdup (table[i].text);
      found = find (self, query);
      g_test_message ("“%s”", table[i].text);
      g_assert_cmpstr (found, ==, table[i].found);
    }
}

static void
test_filters (Replica *self, gconstpointer data)
{
  static const struct
  {
    const char *group;
    gboolean subtree;
    guint states;
    const char *product;
    LpTicketWho who;
    const char *person;
    const char *from;
    const char *to;
    const char *found;
  } table[] = {
    { NULL, TRUE, 0, NULL, LP_WHO_ANYONE, NULL, NULL, NULL, "012345" },
    { "north", TRUE, 0, NULL, LP_WHO_ANYONE, NULL, NULL, NULL, "01234" },
    { "north", FALSE, 0, NULL, LP_WHO_ANYONE, NULL, NULL, NULL, "4" },
    { "acme", TRUE, 0, NULL, LP_WHO_ANYONE, NULL, NULL, NULL, "0123" },
    { "nowhere", TRUE, 0, NULL, LP_WHO_ANYONE, NULL, NULL, NULL, "" },
    { NULL, TRUE, 1 << LP_TICKET_AVAILABLE, NULL, LP_WHO_ANYONE, NULL, NULL, NULL, "025" },
    { NULL, TRUE, 1 << LP_TICKET_EXPIRED, NULL, LP_WHO_ANYONE, NULL, NULL, NULL, "3" },
    { NULL, TRUE, 1 << LP_TICKET_REVOKED | 1 << LP_TICKET_ACTIVATED, NULL, LP_WHO_ANYONE, NULL, NULL, NULL,
      "14" },
    { NULL, TRUE, 0, "p2", LP_WHO_ANYONE, NULL, NULL, NULL, "12" },
    { NULL, TRUE, 0, NULL, LP_WHO_PERSON, "ada", NULL, NULL, "04" },
    { NULL, TRUE, 0, NULL, LP_WHO_EVERYONE, NULL, NULL, NULL, "15" },
    { NULL, TRUE, 0, NULL, LP_WHO_ADMINS, NULL, NULL, NULL, "2" },
    { NULL, TRUE, 0, NULL, LP_WHO_ANYONE, NULL, "2026-12-01", "2027-12-31", "01" },
    { NULL, TRUE, 0, NULL, LP_WHO_ANYONE, NULL, NULL, "2026-11-23", "34" },
    { "cad", TRUE, 1 << LP_TICKET_AVAILABLE, "p2", LP_WHO_ADMINS, NULL, NULL, NULL, "2" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (LpTicketQuery) query = lp_ticket_query_new ();
      g_autofree char *found = NULL;

      query->group_id = g_strdup (table[i].group);
      query->subtree = table[i].subtree;
      query->states = table[i].states;
      query->product_id = g_strdup (table[i].product);
      query->who = table[i].who;
      query->person_id = g_strdup (table[i].person);
      query->expires_from = lp_date_parse (table[i].from);
      query->expires_to = lp_date_parse (table[i].to);
      query->sort = LP_TICKET_SORT_CREATED;
      found = find (self, query);
      g_test_message ("filter %u", (guint) i);
      g_assert_cmpstr (found, ==, table[i].found);
    }
}

static char *
membership_item (const char *group, const char *person)
{
  return g_strdup_printf (
      "{'kind':'membership','id':'%s/%s','object':{'group_id':'%s','person':{'id':'%s',"
      "'email':'%s@acme.example','name':'%s','state':'active'},'role':'member','rights':{},"
      "'etag':'e'}}",
      group, person, group, person, person, person);
}

/* Somebody has left whose tickets are hers no more: without a membership in the ticket's very group, or disabled. */
static void
test_left (Replica *self, gconstpointer data)
{
  g_autoptr (LpTicketQuery) query = lp_ticket_query_new ();
  g_autofree char *ada = membership_item ("acme", "ada");
  g_autofree char *grace = membership_item ("cad", "grace");
  g_autofree char *elsewhere = NULL, *gone = NULL, *disabled = NULL;

  query->sort = LP_TICKET_SORT_CREATED;
  query->who = LP_WHO_LEFT;
  fixture_apply (self->replica, ada, NULL);
  fixture_apply (self->replica, grace, NULL);
  /* Ada's other ticket is in a group in which she is no member. */
  elsewhere = find (self, query);
  g_assert_cmpstr (elsewhere, ==, "4");

  fixture_apply (self->replica, "{'kind':'membership','id':'cad/grace','object':null}", NULL);
  gone = find (self, query);
  g_assert_cmpstr (gone, ==, "34");

  fixture_apply (self->replica, grace, NULL);
  fixture_apply (
      self->replica,
      "{'kind':'person','id':'ada','object':{'id':'ada','email':'ada@acme.example','name':'Ada Lovelace',"
      "'state':'disabled','etag':'f'}}",
      NULL);
  disabled = find (self, query);
  g_assert_cmpstr (disabled, ==, "04");
}

static void
test_sort (Replica *self, gconstpointer data)
{
  static const struct
  {
    LpTicketSort sort;
    const char *ascending;
    const char *descending;
  } table[] = {
    { LP_TICKET_SORT_CODE, "012345", "543210" },
    { LP_TICKET_SORT_CREATED, "012345", "543210" },
    { LP_TICKET_SORT_PRODUCT, "034125", "521430" },
    /* É after S where the locale is C */ { LP_TICKET_SORT_ALLOCATION, "043152", "251340" },
    { LP_TICKET_SORT_STATE, "025134", "431520" },
    { LP_TICKET_SORT_EXPIRY, "431025", "520134" },
    { LP_TICKET_SORT_GROUP, "540123", "321045" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (LpTicketQuery) query = lp_ticket_query_new ();
      g_autofree char *up = NULL;
      g_autofree char *down = NULL;

      query->sort = table[i].sort;
      up = find (self, query);
      query->descending = TRUE;
      down = find (self, query);
      g_test_message ("sort %u", (guint) i);
      g_assert_cmpstr (up, ==, table[i].ascending);
      g_assert_cmpstr (down, ==, table[i].descending);
    }
}

/* A change, a removal, and what is found afterwards. */
static void
test_apply (Replica *self, gconstpointer data)
{
  TicketRow changed = rows[0];
  g_autofree char *item = NULL;
  g_autoptr (LpTicketQuery) query = lp_ticket_query_new ();
  g_autoptr (LpTicket) ticket = NULL;
  g_autofree char *old = NULL;
  g_autofree char *new = NULL;
  g_autofree char *all = NULL;
  guint32 row = lp_replica_get_ticket_row (self->replica, self->codes[0]);

  changed.reference = "ZZ-1234";
  changed.assignee = NULL;
  changed.visible = TRUE;
  item = ticket_item (0, &changed, self->codes[0]);
  fixture_apply (self->replica, item, NULL);
  g_assert_cmpuint (lp_replica_get_ticket_row (self->replica, self->codes[0]), ==, row);
  ticket = lp_replica_get_ticket (self->replica, self->codes[0]);
  g_assert_null (ticket->assignee_id);
  g_assert_true (ticket->visible_to_group);
  g_assert_cmpstr (ticket->reference, ==, "ZZ-1234");
  query->text = g_strdup ("PO-4711");
  old = find (self, query);
  g_assert_cmpstr (old, ==, "");
  g_free (query->text);
  query->text = g_strdup ("ZZ-1234");
  new = find (self, query);
  g_assert_cmpstr (new, ==, "0");
  fixture_apply (self->replica, "{'kind':'ticket','id':'t0','object':null}", NULL);
  g_assert_null (lp_replica_get_ticket (self->replica, self->codes[0]));
  g_clear_pointer (&query->text, g_free);
  all = find (self, query);
  g_assert_cmpstr (all, ==, "12345");
}

static void
test_counts (Replica *self, gconstpointer data)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GArray) groups = NULL;
  g_autoptr (GString) told = g_string_new (NULL);

  lp_replica_query_groups_async (self->replica, NULL, fixture_keep_result, &result);
  groups = lp_replica_query_groups_finish (self->replica, fixture_wait_result (&result), NULL);
  for (guint i = 0; i < groups->len; i++)
    {
      const LpGroupCount *count = &g_array_index (groups, LpGroupCount, i);

      g_string_append_printf (told, "%s %u %u;", count->group->id, count->tickets, count->subtree_tickets);
    }
  g_assert_cmpstr (told->str, ==, "lab 1 1;north 1 5;acme 2 4;cad 2 2;");
}

/* What is on disk is the same after the program ends, and a damaged copy is thrown away, not shown. */
static void
test_reopen (Replica *self, gconstpointer data)
{
  g_autoptr (LpTicketQuery) query = lp_ticket_query_new ();
  g_autofree char *found = NULL;
  g_autofree char *file = g_build_filename (self->directory, "replica-1.db", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) none = NULL;

  fixture_close_replica (self->replica);
  self->replica = fixture_open_replica (self->directory);
  g_assert_true (lp_replica_is_complete (self->replica));
  g_assert_cmpstr (lp_replica_get_token (self->replica), ==, "token");
  g_assert_cmpint (lp_replica_get_today (self->replica), ==, lp_date_parse ("2026-11-24"));
  query->text = g_strdup ("lovelace");
  found = find (self, query);
  g_assert_cmpstr (found, ==, "04");
  fixture_close_replica (self->replica);
  g_file_set_contents (file, "this is no database, whatever its name says, and long enough to be looked at",
                       -1, NULL);
  self->replica = fixture_open_replica (self->directory);
  g_assert_false (lp_replica_is_complete (self->replica));
  none = fixture_query_rows (self->replica, query);
  g_assert_cmpuint (none->len, ==, 0);
}

/* A copy written by a newer program is refused and left alone. */
static void
test_newer (Replica *self, gconstpointer data)
{
  g_autofree char *file = g_build_filename (self->directory, "replica-1.db", NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  LpDb *db;

  fixture_close_replica (self->replica);
  db = lp_db_open (file, 0, &error);
  g_assert_no_error (error);
  g_assert_true (lp_db_exec (db, "PRAGMA user_version = 999", &error));
  lp_db_close (db);
  lp_replica_open_async (self->directory, NULL, fixture_keep_result, &result);
  self->replica = lp_replica_open_finish (fixture_wait_result (&result), &error);
  g_assert_error (error, LP_ERROR, LP_ERROR_NEWER_SCHEMA);
  g_assert_true (g_file_test (file, G_FILE_TEST_EXISTS));
}

/* A query that is no longer wanted ends as cancelled, and the next one is answered. */
static void
test_cancel (Replica *self, gconstpointer data)
{
  g_autoptr (LpTicketQuery) query = lp_ticket_query_new ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *found = NULL;

  lp_replica_query_tickets_async (self->replica, query, cancellable, fixture_keep_result, &result);
  g_cancellable_cancel (cancellable);
  g_assert_null (lp_replica_query_tickets_finish (self->replica, fixture_wait_result (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  found = find (self, query);
  g_assert_cmpuint (strlen (found), ==, 6);
}

/* What a list shows is the same as what the whole ticket says, for rows that are there and for those that are not. */
static void
test_lines (Replica *self, gconstpointer data)
{
  const guint32 keys[] = { 1, 2, 3, 4, 5, 6, 7, 0, 4711 };
  LpTicketLine lines[G_N_ELEMENTS (keys)];
  LpTicket *tickets[G_N_ELEMENTS (keys)];
  guint n_there = 0;

  lp_replica_fetch_tickets (self->replica, keys, G_N_ELEMENTS (keys), tickets);
  lp_replica_fetch_ticket_lines (self->replica, keys, G_N_ELEMENTS (keys), lines);
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      g_autoptr (LpTicket) ticket = tickets[i];
      g_autoptr (LpPerson) person = NULL;

      g_assert_cmpstr (lines[i].code, ==, ticket != NULL ? ticket->code : "");
      if (ticket == NULL)
        continue;
      n_there++;
      person = ticket->assignee_id != NULL ? lp_replica_get_person (self->replica, ticket->assignee_id)
                                           : NULL;
      g_assert_cmpint (lines[i].state, ==, ticket->state);
      g_assert_cmpint (lines[i].expiry, ==, ticket->technical_expiry);
      g_assert_cmpint (lines[i].visible_to_group, ==, ticket->visible_to_group);
      g_assert_cmpstr (lines[i].product_name, ==, ticket->product_name);
      g_assert_cmpstr (lines[i].group_id, ==, ticket->group_id);
      g_assert_cmpstr (lines[i].assignee_id, ==, ticket->assignee_id);
      g_assert_cmpstr (lines[i].assignee_name, ==, person != NULL ? person->name : NULL);
      lp_ticket_line_clear (&lines[i]);
      g_assert_cmpstr (lines[i].code, ==, "");
    }
  g_assert_cmpuint (n_there, ==, 6);
}

static void
test_address (void)
{
  static const struct
  {
    const char *text;
    const char *canonical; /* NULL: refused */
  } table[] = {
    { "https://licenses.example.com", "https://licenses.example.com" },
    { " HTTPS://Licenses.Example.com:8443/ ", "https://licenses.example.com:8443" },
    { "http://127.0.0.1:8080", "http://127.0.0.1:8080" },
    { "http://localhost:1", "http://localhost:1" },
    { "http://[::1]:8080", "http://[::1]:8080" },
    { "unix:/run/central.socket", "unix:/run/central.socket" },
    { "http://licenses.example.com", NULL },
    { "http://127.0.0.1.example.com", NULL },
    { "http://10.0.0.1", NULL },
    { "https://user:secret@example.com", NULL },
    { "https://example.com/path", NULL },
    { "https://example.com?x=1", NULL },
    { "ftp://example.com", NULL },
    { "example.com", NULL },
    { "unix:", NULL },
    { "", NULL },
    { NULL, NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (LpServerAddress) address = lp_server_address_parse (table[i].text, &error);

      g_test_message ("“%s”", table[i].text);
      if (table[i].canonical == NULL)
        g_assert_error (error, LP_ERROR, LP_ERROR_INVALID);
      else
        g_assert_cmpstr (lp_server_address_get_text (address), ==, table[i].canonical);
    }
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*run) (Replica *self, gconstpointer data);
  } tests[] = {
    { "/replica/text", test_text },     { "/replica/filters", test_filters },
    { "/replica/sort", test_sort },     { "/replica/apply", test_apply },
    { "/replica/counts", test_counts }, { "/replica/reopen", test_reopen },
    { "/replica/newer", test_newer },   { "/replica/cancel", test_cancel },
    { "/replica/lines", test_lines },   { "/replica/left", test_left },
  };

  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/address", test_address);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Replica, NULL, set_up, tests[i].run, tear_down);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Allocation, entries, revocation and batches. */

#include <string.h>

#include <string.h>

#include "lc-ticket-list.h"
#include "service-fixture.h"

#define VIEWER     "/v1/tickets/00000-00000-00000-00000-00168"
#define ALLOCATION VIEWER "/allocation"

static Answer *
allocate (Fixture *fixture, const char *who, const char *body, const char *etag)
{
  return fixture_call (fixture, who, "PATCH", ALLOCATION, body, etag);
}

static gint64
count_audit (Fixture *fixture)
{
  return fixture_count (fixture, "SELECT COUNT(*) FROM audit");
}

static void
test_left_out_members (Fixture *fixture, gconstpointer data)
{
  g_autofree char *am = fixture_person (fixture, "am");
  g_autofree char *la = fixture_person (fixture, "la");
  g_autofree char *lab = fixture_group (fixture, "C-1-L");
  g_autofree char *acme = fixture_group (fixture, "C-1");
  /* clang-format off */
  const struct { char *body; guint status; const char *pointer; gboolean visible; const char *assignee, *group; } steps[] = {
    { g_strdup ("{'visible_to_group':false}"), 200, NULL, FALSE, NULL, acme },
    { g_strdup_printf ("{'assignee_id':'%s'}", am), 200, NULL, FALSE, am, acme },
    { g_strdup_printf ("{'group_id':'%s'}", acme), 422, "", FALSE, am, acme },
    { g_strdup_printf ("{'group_id':'%s'}", lab), 200, NULL, FALSE, NULL, lab },
    { g_strdup_printf ("{'assignee_id':'%s'}", am), 422, "/assignee_id", FALSE, NULL, lab },
    { g_strdup_printf ("{'assignee_id':'%s','visible_to_group':true}", la), 422, "/visible_to_group", FALSE, NULL, lab },
    { g_strdup_printf ("{'group_id':'%s','assignee_id':'%s'}", acme, la), 422, "/assignee_id", FALSE, NULL, lab },
    { g_strdup_printf ("{'assignee_id':'%s'}", la), 200, NULL, FALSE, la, lab },
    { g_strdup ("{'visible_to_group':true}"), 200, NULL, TRUE, NULL, lab },
    { g_strdup ("{'assignee_id':null}"), 200, NULL, FALSE, NULL, lab },
    { g_strdup ("{}"), 422, "", FALSE, NULL, lab },
    { g_strdup ("{'visible_to_group':'yes'}"), 422, "/visible_to_group", FALSE, NULL, lab },
    { g_strdup ("{'visible_to_group':true,'colour':1}"), 422, "/colour", FALSE, NULL, lab },
    { g_strdup ("{'assignee_id':'nobody'}"), 422, "/assignee_id", FALSE, NULL, lab },
    { g_strdup ("{'group_id':'nowhere'}"), 404, NULL, FALSE, NULL, lab },
  };
  /* clang-format on */

  for (gsize i = 0; i < G_N_ELEMENTS (steps); i++)
    {
      g_autoptr (Answer) answer = allocate (fixture, "aa", steps[i].body, "*");
      g_autoptr (Answer) now = fixture_call (fixture, "va", "GET", VIEWER, NULL, NULL);

      g_test_message ("%s", steps[i].body);
      assert_status (answer, steps[i].status);
      if (steps[i].pointer != NULL && steps[i].pointer[0] != '\0')
        g_assert_true (answer_has_pointer (answer, steps[i].pointer));
      g_assert_cmpint (json_object_get_boolean_member (now->body, "visible_to_group"), ==, steps[i].visible);
      g_assert_cmpstr (json_object_get_string_member_with_default (now->body, "assignee_id", NULL), ==,
                       steps[i].assignee);
      g_assert_cmpstr (json_object_get_string_member (now->body, "group_id"), ==, steps[i].group);
      g_free (steps[i].body);
    }
}

/* Two people decide about one ticket at the same time: the second learns of the first. */
static void
test_race (Fixture *fixture, gconstpointer data)
{
  g_autofree char *am = fixture_person (fixture, "am");
  g_autofree char *an = fixture_person (fixture, "an");
  g_autofree char *to_am = g_strdup_printf ("{'assignee_id':'%s'}", am);
  g_autofree char *to_an = g_strdup_printf ("{'assignee_id':'%s'}", an);
  g_autoptr (Answer) seen = fixture_call (fixture, "aa", "GET", VIEWER, NULL, NULL);
  g_autoptr (Answer) none = allocate (fixture, "aa", to_am, NULL);
  g_autoptr (Answer) first = allocate (fixture, "aa", to_am, seen->etag);
  g_autoptr (Answer) second = allocate (fixture, "as", to_an, seen->etag);
  g_autoptr (Answer) again = NULL;
  JsonObject *current;

  assert_status (none, 428);
  assert_status (first, 200);
  assert_status (second, 412);
  current = json_object_get_object_member (second->body, "current");
  g_assert_cmpstr (json_object_get_string_member (current, "assignee_id"), ==, am);
  g_assert_cmpstr (json_object_get_string_member (current, "etag"), ==, first->etag);
  again = allocate (fixture, "as", to_an, json_object_get_string_member (current, "etag"));
  assert_status (again, 200);
}

static void
test_same_again (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Answer) first = allocate (fixture, "aa", "{'visible_to_group':false}", "*");
  gint64 records = count_audit (fixture);
  g_autoptr (Answer) second = allocate (fixture, "aa", "{'visible_to_group':false}", "*");

  assert_status (second, 200);
  g_assert_cmpstr (first->etag, ==, second->etag);
  g_assert_cmpint (count_audit (fixture), ==, records);
}

static void
activate (Fixture *fixture)
{
  g_assert_true (
      lp_db_exec (fixture->db,
                  "INSERT INTO container (id, name) VALUES ('c1', 'ws-17');"
                  "INSERT INTO activation (id, ticket, container, person, activated_at)"
                  " SELECT 'a1', t.row, c.row, p.row, '2026-11-01T00:00:00Z' FROM ticket t, container c,"
                  " person p WHERE t.code = '00000-00000-00000-00000-00168' AND p.email LIKE 'am@%';"
                  "UPDATE ticket SET activations = 1 WHERE code = '00000-00000-00000-00000-00168'",
                  NULL));
}

/* A license on a machine stays where it is; the refusal names the machine. */
static void
test_activated (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Answer) refused = NULL;
  g_autoptr (Answer) same = NULL;
  g_autoptr (Answer) own = NULL;
  g_autoptr (Answer) other = NULL;

  activate (fixture);
  refused = allocate (fixture, "aa", "{'visible_to_group':false}", "*");
  assert_status (refused, 409);
  g_assert_cmpstr (answer_code (refused), ==, "ticket_activated");
  g_assert_nonnull (strstr (json_object_get_string_member (refused->body, "detail"), "ws-17"));
  same = allocate (fixture, "aa", "{'visible_to_group':true}", "*");
  assert_status (same, 200);

  /* A plain member sees only machines of her own. */
  own = fixture_call (fixture, "am", "GET", VIEWER, NULL, NULL);
  other = fixture_call (fixture, "an", "GET", VIEWER, NULL, NULL);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (own->body, "containers")), ==, 1);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (other->body, "containers")), ==, 0);
  g_assert_true (json_object_get_null_member (own->body, "order_id"));
  g_assert_cmpstr (json_object_get_string_member (own->body, "state"), ==, "activated");
}

/* Where somebody else pays, moving needs “modify” on both sides. */
static void
test_billed_elsewhere (Fixture *fixture, gconstpointer data)
{
  g_autofree char *beta = fixture_group (fixture, "C-2");
  g_autofree char *lab = fixture_group (fixture, "C-1-L");
  g_autofree char *to_beta = g_strdup_printf ("{'group_id':'%s'}", beta);
  g_autofree char *to_lab = g_strdup_printf ("{'group_id':'%s'}", lab);
  /* clang-format off */
  const struct { const char *who, *body; guint status; } cases[] = {
    { "as", to_beta, 404 }, { "ns", to_beta, 403 }, { "ns", to_lab, 200 }, { "aa", to_beta, 404 },
    { "af", to_lab, 403 }, { "am", to_lab, 404 }, { "na", to_beta, 200 },
  };
  /* clang-format on */

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Answer) answer = allocate (fixture, cases[i].who, cases[i].body, "*");

      g_test_message ("%s %s", cases[i].who, cases[i].body);
      assert_status (answer, cases[i].status);
    }
}

static void
test_codes (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *code;
    guint status;
  } cases[] = { { "00000-00000-00000-00000-00168", 200 },
                { "0000000000000000000000168", 200 },
                { "ooooo-ooooo-ooooo-ooooo-ooi68", 200 },
                { "00000-00000-00000-00000-00169", 404 },
                { "short", 404 } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *target = g_strconcat ("/v1/tickets/", cases[i].code, NULL);
      g_autoptr (Answer) answer = fixture_call (fixture, "am", "GET", target, NULL, NULL);

      assert_status (answer, cases[i].status);
    }
}

static void
test_list (Fixture *fixture, gconstpointer data)
{
  g_autofree char *acme = fixture_group (fixture, "C-1");
  /* clang-format off */
  const struct { const char *who, *query; guint status, n; } cases[] = {
    { "va", "", 200, 4 }, { "na", "", 200, 3 }, { "aa", "", 200, 2 }, { "am", "", 200, 1 }, { "lm", "", 200, 1 },
    { "xx", "", 200, 0 }, { "na", "?group=ACME", 200, 2 }, { "na", "?group=ACME&subtree=false", 200, 1 },
    { "am", "?group=ACME", 200, 1 }, { "ba", "?group=ACME", 404, 0 }, { "va", "?state=available", 200, 4 },
    { "va", "?state=revoked", 200, 0 }, { "va", "?state=lost", 422, 0 }, { "va", "?q=cad", 200, 1 },
    { "va", "?q=%25", 200, 0 }, { "va", "?q=00168", 200, 1 }, { "va", "?q=gamma", 200, 1 },
    { "va", "?assignee=nobody", 200, 0 }, { "va", "?limit=0", 422, 0 }, { "va", "?cursor=x", 422, 0 },
    { "va", "?subtree=maybe", 422, 0 },
  };
  /* clang-format on */

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) parts = g_strsplit (cases[i].query, "ACME", 2);
      g_autofree char *query = parts[0] == NULL ? g_strdup ("") : g_strjoinv (acme, parts);
      g_autofree char *target = g_strconcat ("/v1/tickets", query, NULL);
      g_autoptr (Answer) answer = fixture_call (fixture, cases[i].who, "GET", target, NULL, NULL);

      g_test_message ("%s %s", cases[i].who, cases[i].query);
      assert_status (answer, cases[i].status);
      if (cases[i].status == 200)
        g_assert_cmpuint (json_array_get_length (json_object_get_array_member (answer->body, "items")), ==,
                          cases[i].n);
    }
}

/* The activation page of an administrator shows what is hers, not what she administers. */
static void
test_mine (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *who;
    guint n;
  } cases[] = { { "va", 0 }, { "na", 0 }, { "aa", 1 }, { "am", 1 }, { "lm", 1 }, { "ba", 0 }, { "xx", 0 } };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Answer) answer = fixture_call (fixture, cases[i].who, "GET", "/v1/my/tickets", NULL, NULL);

      g_test_message ("%s", cases[i].who);
      g_assert_cmpuint (json_array_get_length (json_object_get_array_member (answer->body, "items")), ==,
                        cases[i].n);
    }
}

static void
test_entries (Fixture *fixture, gconstpointer data)
{
  g_autofree char *code = lp_db_query_text (
      fixture->db, NULL,
      "SELECT t.code FROM ticket t JOIN product p ON p.row = t.product WHERE p.code = 'CAD'", "");
  g_autofree char *target = g_strconcat ("/v1/tickets/", code, "/entries", NULL);
  g_autoptr (Answer)
      set = fixture_call (fixture, "ga", "PATCH", target, "{'entries':{'cores':16,'os':'linux'}}", "*");
  g_autoptr (Answer) reset = fixture_call (fixture, "ga", "PATCH", target, "{'entries':{'cores':null}}", "*");
  g_autoptr (Answer) same = fixture_call (fixture, "ga", "PATCH", target, "{'entries':{'cores':8}}", "*");
  g_autoptr (Answer)
      wrong = fixture_call (fixture, "ga", "PATCH", target, "{'entries':{'host_name':null}}", "*");
  g_autoptr (Answer) unknown = fixture_call (fixture, "ga", "PATCH", target, "{'entries':{'x':1}}", "*");
  g_autoptr (Answer) support = fixture_call (fixture, "vs", "PATCH", target, "{'entries':{'cores':8}}", "*");
  JsonObject *entries;

  assert_status (set, 200);
  entries = json_object_get_object_member (set->body, "entries");
  g_assert_cmpint (json_object_get_int_member (entries, "cores"), ==, 16);
  g_assert_cmpstr (json_object_get_string_member (entries, "host_name"), ==, "g-1");
  assert_status (reset, 200);
  entries = json_object_get_object_member (reset->body, "entries");
  g_assert_cmpint (json_object_get_int_member (entries, "cores"), ==, 8);
  g_assert_cmpstr (json_object_get_string_member (entries, "os"), ==, "linux");
  assert_status (same, 200);
  g_assert_cmpstr (same->etag, ==, reset->etag);
  assert_status (wrong, 422);
  g_assert_true (answer_has_pointer (wrong, "/entries/host_name"));
  assert_status (unknown, 422);
  assert_status (support, 403);
}

static void
test_revoke (Fixture *fixture, gconstpointer data)
{
  g_autoptr (Answer) support = fixture_call (fixture, "as", "POST", VIEWER "/revoke", "{}", NULL);
  g_autoptr (Answer)
      credit = fixture_call (fixture, "aa", "POST", VIEWER "/revoke", "{'credit':'full'}", NULL);
  g_autoptr (Answer) revoked = fixture_call (fixture, "aa", "POST", VIEWER "/revoke", "{}", NULL);
  gint64 records = count_audit (fixture);
  g_autoptr (Answer) again = fixture_call (fixture, "aa", "POST", VIEWER "/revoke", "{}", NULL);
  g_autoptr (Answer) moved = allocate (fixture, "aa", "{'visible_to_group':false}", "*");

  assert_status (support, 403);
  assert_status (credit, 422);
  assert_status (revoked, 200);
  g_assert_cmpstr (json_object_get_string_member (revoked->body, "state"), ==, "revoked");
  assert_status (again, 200);
  g_assert_cmpint (count_audit (fixture), ==, records);
  assert_status (moved, 409);
  g_assert_cmpstr (answer_code (moved), ==, "ticket_revoked");
}

static char *
cad_code (Fixture *fixture)
{
  return lp_db_query_text (
      fixture->db, NULL,
      "SELECT t.code FROM ticket t JOIN product p ON p.row = t.product WHERE p.code = 'CAD'", "");
}

/* The results of a batch are an array, which the reader of objects wraps. */
static guint
nth_status (const Answer *answer, guint index)
{
  JsonArray *items = json_object_get_array_member (answer->body, "items");

  return (guint) json_object_get_int_member (json_array_get_object_element (items, index), "status");
}

static void
test_batch (Fixture *fixture, gconstpointer data)
{
  g_autofree char *cad = cad_code (fixture);
  g_autofree char *partly = g_strdup_printf (
      "{'operations':[{'op':'allocate','code':'00000-00000-00000-00000-00168','visible_to_group':false},"
      "{'op':'cancel','code':'%s'},{'op':'cancel','code':'00000-00000-00000-00000-00168'},"
      "{'op':'allocate','code':'%s','assignee_id':'nobody'}]%s}",
      cad, cad, "");
  g_autofree char *atomic = g_strndup (partly, strlen (partly) - 1);
  g_autofree char *atomic_body = g_strconcat (atomic, ",'atomic':true}", NULL);
  g_autofree char *dry_body = g_strconcat (atomic, ",'dry_run':true}", NULL);
  gint64 records = count_audit (fixture);
  g_autoptr (Answer) dry = fixture_call (fixture, "va", "POST", "/v1/batch", dry_body, NULL);
  g_autoptr (Answer) refused = fixture_call (fixture, "va", "POST", "/v1/batch", atomic_body, NULL);
  g_autoptr (Answer) done = NULL;
  g_autoptr (Answer) undone = NULL;
  g_autoptr (Answer) twice = NULL;
  g_autoptr (Answer) other = NULL;
  g_autoptr (Answer) now = NULL;
  g_autofree char *undo = NULL;

  assert_status (dry, 200);
  assert_status (refused, 409);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (refused->body, "items")), ==, 2);
  g_assert_cmpint (count_audit (fixture), ==, records);

  done = fixture_call (fixture, "va", "POST", "/v1/batch", partly, NULL);
  assert_status (done, 200);
  g_assert_cmpuint (nth_status (done, 0), ==, 200);
  g_assert_cmpuint (nth_status (done, 1), ==, 200);
  g_assert_cmpuint (nth_status (done, 2), ==, 409);
  g_assert_cmpuint (nth_status (done, 3), ==, 422);
  g_assert_nonnull (done->location);
  undo = g_strconcat (done->location, "/undo", NULL);
  other = fixture_call (fixture, "na", "POST", undo, NULL, NULL);
  assert_status (other, 404);
  undone = fixture_call (fixture, "va", "POST", undo, NULL, NULL);
  assert_status (undone, 200);
  g_assert_cmpuint (nth_status (undone, 0), ==, 200);
  g_assert_cmpuint (nth_status (undone, 1), ==, 200);
  now = fixture_call (fixture, "va", "GET", VIEWER, NULL, NULL);
  g_assert_true (json_object_get_boolean_member (now->body, "visible_to_group"));
  g_assert_cmpint (fixture_count (fixture,
                                  "SELECT COUNT(*) FROM subscription WHERE cancelled_on IS NOT NULL"),
                   ==, 0);
  twice = fixture_call (fixture, "va", "POST", undo, NULL, NULL);
  assert_status (twice, 409);
}

/* What somebody has changed since stays; revocations are for good. */
static void
test_undo_refused (Fixture *fixture, gconstpointer data)
{
  g_autofree char *cad = cad_code (fixture);
  g_autofree char *body = g_strdup_printf (
      "{'operations':[{'op':'allocate','code':'00000-00000-00000-00000-00168','visible_to_group':false},"
      "{'op':'revoke','code':'%s'}]}",
      cad);
  g_autoptr (Answer) done = fixture_call (fixture, "va", "POST", "/v1/batch", body, NULL);
  g_autofree char *undo = g_strconcat (done->location, "/undo", NULL);
  g_autoptr (Answer) between = allocate (fixture, "aa", "{'visible_to_group':true}", "*");
  g_autoptr (Answer) undone = fixture_call (fixture, "va", "POST", undo, NULL, NULL);

  assert_status (between, 200);
  assert_status (undone, 200);
  g_assert_cmpuint (nth_status (undone, 0), ==, 412);
  g_assert_cmpuint (nth_status (undone, 1), ==, 409);
  g_assert_nonnull (strstr (undone->text, "not_undoable"));
}

static JsonObject *
nth_member (const Answer *answer, guint index, const char *member)
{
  JsonArray *items = json_object_get_array_member (answer->body, "items");
  JsonObject *item = json_array_get_object_element (items, index);

  return json_object_has_member (item, member) ? json_object_get_object_member (item, member) : NULL;
}

/* A dry run shows what would be, with the etags that the real run needs, and leaves nothing behind. */
static void
test_dry_run (Fixture *fixture, gconstpointer data)
{
  g_autofree char *cad = cad_code (fixture);
  g_autofree char *path = g_strconcat ("/v1/tickets/", cad, NULL);
  g_autoptr (Answer) ticket = fixture_call (fixture, "va", "GET", path, NULL, NULL);
  g_autofree char *id = g_strconcat ("/v1/subscriptions/",
                                     json_object_get_string_member (ticket->body, "subscription_id"), NULL);
  g_autoptr (Answer) before = fixture_call (fixture, "va", "GET", id, NULL, NULL);
  g_autofree char *body = g_strdup_printf (
      "{'dry_run':true,'operations':[{'op':'cancel','code':'%s'},{'op':'reinstate','code':'%s'},"
      "{'op':'cancel','code':'%s'},{'op':'allocate','code':'%s','visible_to_group':false},"
      "{'op':'revoke','code':'%s'},{'op':'cancel','code':'%s'}]}",
      cad, cad, cad, cad, cad, cad);
  gint64 records = count_audit (fixture), changes = fixture_count (fixture, "SELECT count(*) FROM change");
  g_autoptr (Answer) dry = fixture_call (fixture, "va", "POST", "/v1/batch", body, NULL);
  g_autoptr (Answer) after = NULL;
  JsonObject *shown;

  assert_status (dry, 200);
  for (guint i = 0; i < 5; i++)
    g_assert_cmpuint (nth_status (dry, i), ==, 200);
  g_assert_cmpuint (nth_status (dry, 5), ==, 409);

  /* All results show how the whole batch would leave its objects. */
  shown = nth_member (dry, 0, "subscription");
  g_assert_cmpstr (json_object_get_string_member (shown, "state"), ==, "revoked");
  g_assert_cmpstr (json_object_get_string_member (shown, "ends_on"), ==,
                   json_object_get_string_member (before->body, "committed_until"));
  g_assert_cmpstr (json_object_get_string_member (shown, "cancelled_on"), ==, "2026-11-24");
  g_assert_cmpstr (json_object_get_string_member (shown, "etag"), ==, before->etag);
  shown = nth_member (dry, 3, "ticket");
  g_assert_cmpstr (json_object_get_string_member (shown, "state"), ==, "revoked");
  g_assert_false (json_object_get_boolean_member (shown, "visible_to_group"));
  g_assert_cmpstr (json_object_get_string_member (shown, "etag"), ==, ticket->etag);
  g_assert_null (nth_member (dry, 3, "subscription"));

  after = fixture_call (fixture, "va", "GET", id, NULL, NULL);
  g_assert_cmpstr (after->text, ==, before->text);
  g_assert_cmpint (count_audit (fixture), ==, records);
  g_assert_cmpint (fixture_count (fixture, "SELECT count(*) FROM change"), ==, changes);
  g_assert_null (dry->location);
}

static void
test_batch_reinstates (Fixture *fixture, gconstpointer data)
{
  g_autofree char *cad = cad_code (fixture);
  g_autofree char *cancel = g_strdup_printf ("{'operations':[{'op':'cancel','code':'%s'}]}", cad);
  g_autofree char *reinstate = g_strdup_printf ("{'operations':[{'op':'reinstate','code':'%s'},"
                                                "{'op':'reinstate','code':'00000-00000-00000-00000-00168'}]}",
                                                cad);
  g_autoptr (Answer) cancelled = fixture_call (fixture, "va", "POST", "/v1/batch", cancel, NULL);
  g_autoptr (Answer) reinstated = fixture_call (fixture, "va", "POST", "/v1/batch", reinstate, NULL);
  g_autofree char *undo = g_strconcat (reinstated->location, "/undo", NULL);
  g_autoptr (Answer) undone = NULL;

  g_assert_cmpuint (nth_status (cancelled, 0), ==, 200);
  g_assert_cmpstr (json_object_get_string_member (nth_member (cancelled, 0, "subscription"), "state"), ==,
                   "cancelled");
  g_assert_cmpuint (nth_status (reinstated, 0), ==, 200);
  g_assert_cmpuint (nth_status (reinstated, 1), ==, 409);
  g_assert_cmpstr (json_object_get_string_member (nth_member (reinstated, 0, "subscription"), "state"), ==,
                   "active");
  undone = fixture_call (fixture, "va", "POST", undo, NULL, NULL);
  g_assert_cmpuint (nth_status (undone, 0), ==, 409);
  g_assert_nonnull (strstr (undone->text, "not_undoable"));
}

static void
test_batch_faults (Fixture *fixture, gconstpointer data)
{
  /* clang-format off */
  static const struct { const char *body, *pointer; } cases[] = {
    { "{}", "/operations" },
    { "{'operations':[]}", "/operations" },
    { "{'operations':[1]}", "/operations/0" },
    { "{'operations':[{'op':'move','code':'00000-00000-00000-00000-00168'}]}", "/operations/0/op" },
    { "{'operations':[{'op':'revoke'}]}", "/operations/0/code" },
    { "{'operations':[{'op':'revoke','code':'00000-00000-00000-00000-00169'}]}", "/operations/0/code" },
    { "{'operations':[{'op':'revoke','code':'00000-00000-00000-00000-00168','credit':'some'}]}", "/operations/0/credit" },
    { "{'operations':[{'op':'cancel','code':'00000-00000-00000-00000-00168','group_id':'x'}]}", "/operations/0/group_id" },
    { "{'operations':[{'op':'cancel','code':'00000-00000-00000-00000-00168'}],'atomic':1}", "/atomic" },
    { "{'operations':[{'op':'cancel','code':'00000-00000-00000-00000-00168'}],'more':1}", "/more" },
  };
  /* clang-format on */

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Answer) answer = fixture_call (fixture, "va", "POST", "/v1/batch", cases[i].body, NULL);

      assert_status (answer, 422);
      if (!answer_has_pointer (answer, cases[i].pointer))
        g_error ("no %s in %s", cases[i].pointer, answer->text);
    }
}

static void
test_all_faults_of_an_allocation (Fixture *fixture, gconstpointer data)
{
  g_autofree char *gamma = fixture_group (fixture, "C-3");
  const char *const groups[] = { "0000000000000000", gamma };

  for (gsize i = 0; i < G_N_ELEMENTS (groups); i++)
    {
      g_autofree char *body = g_strdup_printf ("{'group_id':'%s','visible_to_group':'yes','colour':'red'}",
                                               groups[i]);
      g_autoptr (Answer)
          answer = fixture_call (fixture, "aa", "PATCH",
                                 "/v1/tickets/00000-00000-00000-00000-00168/allocation", body, "\"x\"");

      assert_status (answer, 404);
      g_assert_true (answer_has_pointer (answer, "/group_id"));
      g_assert_true (answer_has_pointer (answer, "/visible_to_group"));
      g_assert_true (answer_has_pointer (answer, "/colour"));
    }
}

/* Whoever reads a code out on the telephone waits: it is found however it was typed, and also only its beginning. */
static void
test_search_by_code (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *who, *words;
    guint n;
  } cases[] = {
    { "va", "00000-00000-00000-00000-00168", 1 },
    { "aa", "ooooo00000000000000000oi68", 0 },
    { "aa", "ooooo0000000000000000oi68", 1 },
    { "am", "0000000000000000000000168", 1 },
    { "aa", "00000-", 1 },
    { "aa", "00000000", 1 },
    { "aa", "00000-00000-00000-00000-00169", 0 },
    { "ba", "00000-00000-00000-00000-00168", 0 },
    { "ba", "00000-", 0 },
    /* It looks like one, and is something else. */
    { "aa", "2026-11-24", 1 },
    { "aa", "CADDESK-2026", 1 },
  };
  g_autofree char *group = fixture_group (fixture, "C-1");
  g_autofree char *product = fixture_product (fixture, "VIEW");
  g_autofree char *body =
      g_strdup_printf ("{'group_id':'%s','product_id':'%s','reference':'caddesk-2026-11-24'}", group,
                       product);
  g_autoptr (Answer) made = fixture_call (fixture, "aa", "POST", "/v1/orders", body, NULL);

  assert_status (made, 201);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *target = g_strconcat ("/v1/tickets?q=", cases[i].words, NULL);
      g_autoptr (Answer) answer = fixture_call (fixture, cases[i].who, "GET", target, NULL, NULL);

      g_test_message ("%s %s", cases[i].who, cases[i].words);
      assert_status (answer, 200);
      g_assert_cmpuint (json_array_get_length (json_object_get_array_member (answer->body, "items")), ==,
                        cases[i].n);
    }
}

static guint
count_found (Fixture *fixture, const char *words)
{
  g_autofree char *target = g_strconcat ("/v1/tickets?q=", words, NULL);
  g_autoptr (Answer) answer = fixture_call (fixture, "va", "GET", target, NULL, NULL);

  assert_status (answer, 200);
  return json_array_get_length (json_object_get_array_member (answer->body, "items"));
}

/* A beginning of any length finds the same with its dashes and without. */
static void
test_search_by_beginning (Fixture *fixture, gconstpointer data)
{
  static const char *const codes[] = { "00000-00000-00000-00000-00168", NULL };
  g_autofree char *group = fixture_group (fixture, "C-1");
  g_autofree char *product = fixture_product (fixture, "VIEW");
  g_autofree char *body = g_strdup_printf ("{'group_id':'%s','product_id':'%s'}", group, product);
  g_autoptr (Answer) made = fixture_call (fixture, "aa", "POST", "/v1/orders", body, NULL);
  JsonArray *tickets;

  assert_status (made, 201);
  tickets = json_object_get_array_member (made->body, "tickets");
  for (guint i = 0; i < 2; i++)
    {
      const char *code = codes[i] != NULL
                             ? codes[i]
                             : json_object_get_string_member (json_array_get_object_element (tickets, 0),
                                                              "code");

      for (gsize n = 3; n <= strlen (code); n++)
        {
          g_autofree char *dashed = g_strndup (code, n);
          g_auto (GStrv) groups = g_strsplit (dashed, "-", -1);
          g_autofree char *plain = g_strjoinv ("", groups);
          guint found = count_found (fixture, dashed);

          g_test_message ("%s %s", dashed, plain);
          g_assert_cmpuint (found, >=, 1);
          if (dashed[n - 1] != '-')
            g_assert_cmpuint (count_found (fixture, plain), ==, found);
        }
    }
}

/* At a million tickets no code is looked for by walking through them, whoever looks and whatever else is asked. */
static void
test_search_by_index (Fixture *fixture, gconstpointer data)
{
  for (guint bits = 0; bits < 32; bits++)
    {
      const LcScope scope = { .person_row = 1,
                              .sees_all = (bits & 1) != 0,
                              .beyond_member = (bits & 2) != 0 };
      const LcTicketFilter filter = { .group = (bits & 4) != 0 ? 1 : 0,
                                      .subtree = TRUE,
                                      .assignee = (bits & 8) != 0 ? 1 : 0,
                                      .state = (bits & 16) != 0 ? "available" : NULL,
                                      .query = "00000-",
                                      .code = "00000" };
      g_autofree char *sql = lc_ticket_list_compose (&scope, &filter);
      g_autofree char *question = g_strconcat ("EXPLAIN QUERY PLAN ", sql, NULL);
      g_autoptr (GString) plan = g_string_new (NULL);
      g_autoptr (GError) error = NULL;
      LpStatement *rows = lp_db_prepare (fixture->db, question, &error);

      g_assert_no_error (error);
      while (lp_statement_step (rows, &error))
        g_string_append_printf (plan, "%s\n", lp_statement_get_text (rows, 3));
      g_assert_no_error (error);
      g_assert_nonnull (strstr (plan->str, "ticket_code (code>? AND code<?)"));
      if (strstr (plan->str, "SCAN t") != NULL)
        g_error ("%s\n%s", sql, plan->str);
    }
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/tickets/left-out-members", test_left_out_members);
  ADD ("/tickets/race", test_race);
  ADD ("/tickets/same-again", test_same_again);
  ADD ("/tickets/activated", test_activated);
  ADD ("/tickets/billed-elsewhere", test_billed_elsewhere);
  ADD ("/tickets/codes", test_codes);
  ADD ("/tickets/list", test_list);
  ADD ("/tickets/all-faults-of-an-allocation", test_all_faults_of_an_allocation);
  ADD ("/tickets/search-by-code", test_search_by_code);
  ADD ("/tickets/search-by-beginning", test_search_by_beginning);
  ADD ("/tickets/search-by-index", test_search_by_index);
  ADD ("/tickets/mine", test_mine);
  ADD ("/tickets/entries", test_entries);
  ADD ("/tickets/revoke", test_revoke);
  ADD ("/tickets/batch", test_batch);
  ADD ("/tickets/undo-refused", test_undo_refused);
  ADD ("/tickets/batch-dry-run", test_dry_run);
  ADD ("/tickets/batch-reinstates", test_batch_reinstates);
  ADD ("/tickets/batch-faults", test_batch_faults);
  return g_test_run ();
}

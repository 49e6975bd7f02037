/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The chain of audit records: what is found, and who may read what. */

#include <string.h>

#include "lc-audit.h"
#include "service-fixture.h"

static void
make_records (Fixture *fixture)
{
  g_autofree char *acme = fixture_group (fixture, "C-1");
  g_autofree char *view = fixture_product (fixture, "VIEW");
  g_autofree char *body = g_strdup_printf ("{'group_id':'%s','product_id':'%s','licenses':3}", acme, view);

  fixture->tx.reason = "Angebot 12";
  answer_free (fixture_call (fixture, "aa", "POST", "/v1/orders", body, NULL));
  answer_free (fixture_call (fixture, "as", "PATCH", "/v1/tickets/00000-00000-00000-00000-00168/allocation",
                             "{'visible_to_group':false}", "*"));
  fixture->tx.reason = NULL;
}

static GPtrArray *
check (Fixture *fixture, const char *heads, gint64 expected)
{
  GPtrArray *problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  const char *const paths[] = { heads, NULL };
  gint64 reach;
  gint64 n = lc_audit_check (fixture->db, fixture->tx.secret, paths, &reach, problems, &error);

  g_assert_no_error (error);
  g_assert_cmpint (n, ==, expected);
  g_assert_true (heads != NULL || reach == 0);
  return problems;
}

static void
exec (Fixture *fixture, const char *sql)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (lp_db_exec (fixture->db, sql, &error));
  g_assert_no_error (error);
}

static void
test_tampering (Fixture *fixture, gconstpointer data)
{
  /* clang-format off */
  static const struct { const char *sql; gint64 count; gboolean noticed; } cases[] = {
    { "SELECT 1", 6, FALSE },
    { "UPDATE audit SET action = 'ticket.revoke' WHERE seq = 2", 6, TRUE },
    { "UPDATE audit SET actor = NULL WHERE seq = 6", 6, TRUE },
    { "UPDATE audit SET day = '2026-11-25' WHERE seq = 1", 6, TRUE },
    { "DELETE FROM audit_text WHERE seq = 3; DELETE FROM audit WHERE seq = 3", 6, TRUE },
    { "DELETE FROM audit_text WHERE seq = 1; DELETE FROM audit WHERE seq = 1", 6, TRUE },
    { "UPDATE audit SET seq = 8 WHERE seq = 6", 8, TRUE },
    { "UPDATE audit_text SET after = '{}' WHERE seq = 2", 6, TRUE },
    { "UPDATE audit_text SET reason = NULL WHERE seq = 2", 6, TRUE },
    { "DELETE FROM audit_text WHERE seq = 2", 6, TRUE },
    { "UPDATE audit_text SET before = after, after = before WHERE seq = 6", 6, TRUE },
    { "UPDATE audit_text SET reason = NULL, object_label = NULL, erased_at = 'x' WHERE seq = 2", 6, FALSE },
  };
  /* clang-format on */

  make_records (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GPtrArray) problems = NULL;

      g_test_message ("%s", cases[i].sql);
      exec (fixture, "SAVEPOINT tampering; DROP TRIGGER audit_no_update; DROP TRIGGER audit_no_delete;"
                     "PRAGMA defer_foreign_keys = ON");
      exec (fixture, cases[i].sql);
      problems = check (fixture, NULL, cases[i].count);
      g_assert_cmpint (problems->len > 0, ==, cases[i].noticed);
      exec (fixture, "ROLLBACK TO tampering; RELEASE tampering");
    }
}

static void
test_append_only (Fixture *fixture, gconstpointer data)
{
  make_records (fixture);
  g_assert_false (lp_db_exec (fixture->db, "UPDATE audit SET action = 'x'", NULL));
  g_assert_false (lp_db_exec (fixture->db, "DELETE FROM audit", NULL));
}

/* Records cut off at the end leave a chain without a fault: only a signed head tells. */
static void
test_heads (Fixture *fixture, gconstpointer data)
{
  g_autofree char *path = g_build_filename (fixture->directory, "audit-heads", NULL);
  g_autoptr (GPtrArray) good = NULL;
  g_autoptr (GPtrArray) cut = NULL;
  g_autoptr (GPtrArray) without = NULL;
  g_autoptr (GPtrArray) forged = NULL;
  g_autofree char *text = NULL;
  g_autofree char *again = NULL;

  make_records (fixture);
  g_assert_true (
      lc_audit_append_head (fixture->db, fixture->directory, fixture->tx.secret, fixture->tx.now, NULL));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_true (g_str_has_prefix (text, "6 "));
  g_assert_true (lc_audit_append_head (fixture->db, fixture->directory, fixture->tx.secret,
                                       "2026-11-25T00:00:00Z", NULL));
  g_assert_true (g_file_get_contents (path, &again, NULL, NULL));
  g_assert_cmpstr (text, ==, again);
  good = check (fixture, path, 6);
  g_assert_cmpuint (good->len, ==, 0);

  exec (
      fixture,
      "DROP TRIGGER audit_no_delete; DELETE FROM audit_text WHERE seq > 3; DELETE FROM audit WHERE seq > 3");
  without = check (fixture, NULL, 3);
  g_assert_cmpuint (without->len, ==, 0);
  cut = check (fixture, path, 3);
  g_assert_cmpuint (cut->len, ==, 1);

  text[0] = '3';
  g_assert_true (g_file_set_contents (path, text, -1, NULL));
  forged = check (fixture, path, 3);
  g_assert_cmpuint (forged->len, ==, 1);
  g_assert_nonnull (strstr (g_ptr_array_index (forged, 0), "not signed"));
}

static void
test_scope (Fixture *fixture, gconstpointer data)
{
  /* clang-format off */
  static const struct { const char *who; guint status; guint n; } cases[] = {
    { "va", 200, 6 }, { "na", 200, 5 }, { "aa", 200, 5 }, { "as", 200, 1 }, { "ns", 200, 0 }, { "la", 200, 0 },
    { "ba", 200, 0 }, { "ga", 200, 0 }, { "af", 403, 0 }, { "vf", 403, 0 }, { "am", 403, 0 }, { "xx", 403, 0 },
  };
  /* clang-format on */

  make_records (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (Answer) answer = fixture_call (fixture, cases[i].who, "GET", "/v1/audit", NULL, NULL);

      g_test_message ("%s", cases[i].who);
      assert_status (answer, cases[i].status);
      if (cases[i].status == 200)
        g_assert_cmpuint (json_array_get_length (json_object_get_array_member (answer->body, "items")), ==,
                          cases[i].n);
    }
}

static void
test_filters (Fixture *fixture, gconstpointer data)
{
  g_autofree char *support = fixture_person (fixture, "as");
  /* clang-format off */
  const struct { const char *query; guint status; guint n; } cases[] = {
    { "actor=%s", 200, 1 }, { "actor=nobody", 200, 0 }, { "object=nothing", 200, 0 }, { "from=2026-11-24", 200, 5 },
    { "from=2026-11-25", 200, 0 }, { "to=2026-11-24", 200, 5 }, { "to=2026-11-23", 200, 0 }, { "from=today", 422, 0 },
  };
  /* clang-format on */
  g_autoptr (Answer) page = NULL;
  g_autoptr (Answer) rest = NULL;
  g_autofree char *next = NULL;
  JsonObject *newest;

  make_records (fixture);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto (GStrv) parts = g_strsplit (cases[i].query, "%s", 2);
      g_autofree char *target = g_strconcat ("/v1/audit?", parts[0], parts[1] != NULL ? support : NULL, NULL);
      g_autoptr (Answer) answer = fixture_call (fixture, "aa", "GET", target, NULL, NULL);

      assert_status (answer, cases[i].status);
      if (cases[i].status == 200)
        g_assert_cmpuint (json_array_get_length (json_object_get_array_member (answer->body, "items")), ==,
                          cases[i].n);
    }
  page = fixture_call (fixture, "aa", "GET", "/v1/audit?limit=2", NULL, NULL);
  newest = json_array_get_object_element (json_object_get_array_member (page->body, "items"), 0);
  g_assert_cmpstr (json_object_get_string_member (newest, "action"), ==, "ticket.allocate");
  g_assert_cmpstr (json_object_get_string_member (newest, "reason"), ==, "Angebot 12");
  g_assert_true (
      json_object_get_boolean_member (json_object_get_object_member (newest, "before"), "visible_to_group"));
  next = g_strconcat ("/v1/audit?cursor=", json_object_get_string_member (page->body, "next"), NULL);
  rest = fixture_call (fixture, "aa", "GET", next, NULL, NULL);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (rest->body, "items")), ==, 3);
  g_assert_true (json_object_get_null_member (rest->body, "next"));
}

static guint
count_of (Fixture *fixture, const char *who, const char *query, guint status)
{
  g_autofree char *target = g_strconcat ("/v1/audit?", query, NULL);
  g_autoptr (Answer) answer = fixture_call (fixture, who, "GET", target, NULL, NULL);

  assert_status (answer, status);
  return status == 200 ? json_array_get_length (json_object_get_array_member (answer->body, "items")) : 0;
}

/* A group with what is below it, whichever way the records are found; a ticket by its code as people write it. */
static void
test_places (Fixture *fixture, gconstpointer data)
{
  g_autofree char *root = fixture_group (fixture, "root");
  g_autofree char *acme = fixture_group (fixture, "C-1");
  g_autofree char *in_root = g_strconcat ("group=", root, NULL);
  g_autofree char *in_acme = g_strconcat ("group=", acme, NULL);
  g_autofree char *sql = g_strdup_printf (
      "WITH RECURSIVE n (i) AS (VALUES (1) UNION ALL SELECT i + 1 FROM n WHERE i < 80)"
      " INSERT INTO groups (row, id, parent, name, kind) SELECT 1000 + i, 'many-' || i,"
      " row, 'Many ' || i, 'unit' FROM n, groups WHERE id = '%s';"
      "INSERT INTO group_tree SELECT t.ancestor, n.row, t.depth + 1 FROM groups n JOIN group_tree t"
      " ON t.descendant = n.parent WHERE n.row > 1000",
      acme);

  make_records (fixture);
  g_assert_cmpuint (count_of (fixture, "va", in_root, 200), ==,
                    count_of (fixture, "va", "limit=100", 200) - 1);
  g_assert_cmpuint (count_of (fixture, "va", in_acme, 200), ==, 5);
  g_assert_cmpuint (count_of (fixture, "as", in_acme, 200), ==, 1);
  count_of (fixture, "ba", in_acme, 404);
  count_of (fixture, "va", "group=nothing", 404);
  g_assert_cmpuint (count_of (fixture, "va", "object=oooooooooooooooooooooo168", 200), ==, 1);
  g_assert_cmpuint (count_of (fixture, "va", "object=00000-00000-00000-00000-00169", 200), ==, 0);

  exec (fixture, sql);
  g_assert_cmpuint (count_of (fixture, "va", in_acme, 200), ==, 5);
}

#define ADD(path, function) g_test_add (path, Fixture, NULL, fixture_set_up, function, fixture_tear_down)

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/audit/tampering", test_tampering);
  ADD ("/audit/append-only", test_append_only);
  ADD ("/audit/heads", test_heads);
  ADD ("/audit/scope", test_scope);
  ADD ("/audit/filters", test_filters);
  ADD ("/audit/places", test_places);
  return g_test_run ();
}

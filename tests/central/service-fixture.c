/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "service-fixture.h"

#include <glib/gstdio.h>
#include <sodium.h>
#include <string.h>

#include "lc-load.h"
#include "lc-schema.h"
#include "lp-wire.h"
#include "scratch-directory.h"

#define TODAY "2026-11-24"

static const guint8 secret[32] = { 1, 2, 3 };

static void
load (Fixture *fixture)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "central", "data", "tree.json", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (LcDataSet) data_set = lc_data_set_open (path, &error);

  g_assert_no_error (error);
  lc_load (&fixture->tx, data_set, NULL, &error);
  g_assert_no_error (error);
  /* Passwords are not what is tested here: everybody is as if she had set one. */
  g_assert_true (lp_db_run (fixture->db, &error, "UPDATE person SET state = 'active'", ""));
}

void
fixture_set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  g_autofree char *mail = NULL;

  g_assert_cmpint (sodium_init (), >=, 0);
  fixture->directory = scratch_directory_new ();
  path = g_build_filename (fixture->directory, "central.db", NULL);
  mail = g_build_filename (fixture->directory, "mail", NULL);
  g_assert_cmpint (g_mkdir (mail, 0700), ==, 0);
  fixture->db = lp_db_open (path, LP_DB_CREATE, &error);
  g_assert_no_error (error);
  g_assert_true (lc_schema_migrate (fixture->db, &error));
  fixture->tx = (LcTransaction){ .db = fixture->db,
                                 .today = lp_date_parse (TODAY),
                                 .now = TODAY "T08:00:00Z",
                                 .directory = fixture->directory,
                                 .secret = secret };
  g_assert_true (lp_db_begin (fixture->db, &error));
  load (fixture);
  g_assert_no_error (error);
}

void
fixture_tear_down (Fixture *fixture, gconstpointer data)
{
  lp_db_rollback (fixture->db);
  lp_db_close (fixture->db);
  scratch_directory_free (fixture->directory);
}

static char *
query_text (Fixture *fixture, const char *sql, const char *value)
{
  g_autoptr (GError) error = NULL;
  char *text = lp_db_query_text (fixture->db, &error, sql, "t", value);

  g_assert_no_error (error);
  g_assert_nonnull (text);
  return text;
}

char *
fixture_group (Fixture *fixture, const char *external_id)
{
  return query_text (fixture,
                     "SELECT id FROM groups WHERE external_id = $1 OR ($1 = 'root' AND parent IS NULL)",
                     external_id);
}

char *
fixture_person (Fixture *fixture, const char *who)
{
  g_autofree char *pattern = g_strconcat (who, "@%", NULL);

  return query_text (fixture, "SELECT id FROM person WHERE email LIKE $1", pattern);
}

char *
fixture_product (Fixture *fixture, const char *code)
{
  return query_text (fixture, "SELECT id FROM product WHERE code = $1", code);
}

char *
fixture_category (Fixture *fixture, const char *name)
{
  return query_text (fixture, "SELECT id FROM category WHERE name = $1", name);
}

gint64
fixture_count (Fixture *fixture, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 result = lp_db_query_int (fixture->db, -1, &error, sql, "");

  g_assert_no_error (error);
  return result;
}

/* Whether @path fits @pattern; the values of its placeholders then. */
static GPtrArray *
match_path (const char *pattern, const char *path)
{
  g_auto (GStrv) left = g_strsplit (pattern, "/", -1);
  g_auto (GStrv) right = g_strsplit (path, "/", -1);
  g_autoptr (GPtrArray) values = g_ptr_array_new_with_free_func (g_free);

  if (g_strv_length (left) != g_strv_length (right))
    return NULL;
  for (gsize i = 0; left[i] != NULL; i++)
    if (left[i][0] == '{')
      g_ptr_array_add (values, g_uri_unescape_string (right[i], NULL));
    else if (!g_str_equal (left[i], right[i]))
      return NULL;
  g_ptr_array_add (values, NULL);
  return g_steal_pointer (&values);
}

static const LcRoute *
find_route (const char *method, const char *path, GPtrArray **values)
{
  const LcRoute *(*const tables[]) (gsize *) = { lc_routes_directory, lc_routes_catalog, lc_routes_licensing,
                                                 lc_routes_subscriptions, lc_routes_records };

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      gsize n_routes;
      const LcRoute *routes = tables[i](&n_routes);

      for (gsize j = 0; j < n_routes; j++)
        if (g_str_equal (routes[j].method, method) &&
            (*values = match_path (routes[j].pattern, path)) != NULL)
          return &routes[j];
    }
  g_error ("no route %s %s", method, path);
}

static Answer *
take_reply (LcReply *reply, char *current, GError *error)
{
  Answer *answer = g_new0 (Answer, 1);

  if (reply != NULL)
    {
      answer->status = reply->status;
      answer->etag = g_strdup (reply->etag);
      answer->location = g_strdup (reply->location);
      answer->text = reply->body != NULL ? g_strdup (reply->body->str) : NULL;
      lc_reply_free (reply);
    }
  else
    {
      g_autoptr (GString) problem = g_string_new (NULL);

      g_assert_true (error->domain == LP_ERROR);
      answer->status = lp_wire_get_status ((LpErrorCode) error->code);
      lp_wire_write_problem (problem, error, NULL, current);
      answer->text = g_string_free (g_steal_pointer (&problem), FALSE);
    }
  if (answer->text != NULL)
    {
      g_autoptr (GError) fault = NULL;

      if (answer->text[0] == '[')
        {
          char *wrapped = g_strconcat ("{\"items\":", answer->text, "}", NULL);

          g_free (answer->text);
          answer->text = wrapped;
        }
      answer->body = lp_wire_parse (answer->text, strlen (answer->text), &fault);
      g_assert_no_error (fault);
    }
  return answer;
}

static Answer *
run (Fixture *fixture, const LcRoute *route, const LcCall *call)
{
  g_autofree char *current = NULL;
  g_autoptr (GError) error = NULL;
  LcReply *reply;

  g_assert_true (lp_db_savepoint (fixture->db, NULL));
  reply = route->handler (call, &current, &error);
  g_assert_true ((reply != NULL) == (error == NULL));
  if (reply == NULL)
    lp_db_rollback_to (fixture->db);
  else
    g_assert_true (lp_db_release (fixture->db, NULL));
  return take_reply (reply, current, error);
}

Answer *
fixture_call (Fixture *fixture,
              const char *who,
              const char *method,
              const char *target,
              const char *body,
              const char *if_match)
{
  g_auto (GStrv) parts = g_strsplit (target, "?", 2);
  g_autofree char *json = g_strdup (body != NULL ? body : "{}");
  g_autoptr (GHashTable) query = NULL;
  g_autoptr (GPtrArray) values = NULL;
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (LcCaller) caller = NULL;
  g_autoptr (GError) error = NULL;
  LcTransaction tx = fixture->tx;
  LcCall call = { .tx = &tx, .if_match = if_match };
  const LcRoute *route = find_route (method, parts[0], &values);

  if (who != NULL)
    {
      g_autofree char *pattern = g_strconcat (who, "@%", NULL);
      gint64 row = lp_db_query_int (fixture->db, 0, NULL, "SELECT row FROM person WHERE email LIKE $1", "t",
                                    pattern);

      caller = lc_caller_load (fixture->db, row, &error);
      g_assert_no_error (error);
    }
  tx.caller = caller;
  call.path = (const char *const *) values->pdata;
  call.query = query = parts[1] != NULL ? g_uri_parse_params (parts[1], -1, "&", G_URI_PARAMS_NONE, &error)
                                        : g_hash_table_new (g_str_hash, g_str_equal);
  g_assert_no_error (error);
  if (!g_str_equal (method, "GET") && !g_str_equal (method, "DELETE"))
    {
      object = lp_wire_parse (g_strdelimit (json, "'", '"'), strlen (json), &error);
      g_assert_no_error (error);
      call.body = object;
      /* As the HTTP side does: hashed before the handler runs. */
      if ((route->flags & LC_ROUTE_HASHES) && json_object_has_member (object, "password"))
        call.password_hash = "hashed";
    }
  return run (fixture, route, &call);
}

void
answer_free (Answer *answer)
{
  g_clear_pointer (&answer->body, json_object_unref);
  g_free (answer->etag);
  g_free (answer->location);
  g_free (answer->text);
  g_free (answer);
}

const char *
answer_code (const Answer *answer)
{
  return json_object_get_string_member_with_default (answer->body, "code", "");
}

gboolean
answer_has_pointer (const Answer *answer, const char *pointer)
{
  JsonArray *errors = json_object_has_member (answer->body, "errors")
                          ? json_object_get_array_member (answer->body, "errors")
                          : NULL;

  for (guint i = 0; errors != NULL && i < json_array_get_length (errors); i++)
    if (g_str_equal (json_object_get_string_member (json_array_get_object_element (errors, i), "pointer"),
                     pointer))
      return TRUE;
  return FALSE;
}

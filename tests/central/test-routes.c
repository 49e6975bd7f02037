/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The description of the API against the table of routes: what a route can answer follows from what it is. */

#include <gio/gio.h>
#include <json-glib/json-glib.h>
#include <string.h>

#include "lc-http-private.h"

#define OPENAPI_PATH "/org/example/LicensePortal/api/openapi.json"

typedef struct
{
  JsonParser *parser;
  JsonObject *paths; /* borrowed */
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) text = g_resources_lookup_data (OPENAPI_PATH, 0, &error);

  g_assert_no_error (error);
  fixture->parser = json_parser_new ();
  json_parser_load_from_data (fixture->parser, g_bytes_get_data (text, NULL),
                              (gssize) g_bytes_get_size (text), &error);
  g_assert_no_error (error);
  fixture->paths =
      json_object_get_object_member (json_node_get_object (json_parser_get_root (fixture->parser)), "paths");
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_object_unref (fixture->parser);
}

/* What stands between the client and every handler: the grammar of HTTP, paths and bodies, limits, the database. */
static const guint of_all[] = { 400, 404, 405, 411, 413, 415, 422, 429, 500, 503, 507 };

static gboolean
is_get (const LcRoute *route)
{
  return g_str_equal (route->method, "GET");
}

static gboolean
has_key (const LcRoute *route)
{
  return !is_get (route) && !(route->flags & LC_ROUTE_NO_KEY);
}

/* Whoever has an account accepts an invitation signed in, others without. */
static gboolean
may_sign_in (const LcRoute *route)
{
  return !(route->flags & LC_ROUTE_PUBLIC) || (route->flags & LC_ROUTE_HASHES);
}

static gboolean
answers_401 (const LcRoute *route)
{
  return may_sign_in (route) || (route->flags & LC_ROUTE_NO_KEY);
}

/* Where every token reaches and nothing but oneself is shown, no right can be missing. */
static gboolean
answers_403 (const LcRoute *route)
{
  return may_sign_in (route) && !(route->flags & LC_ROUTE_REPORTS);
}

static gboolean
needs_match (const LcRoute *route)
{
  return has_key (route) && !g_str_equal (route->method, "POST");
}

/* Which of the others a route can answer. */
static const struct
{
  guint status;
  gboolean (*answers) (const LcRoute *route);
} of_some[] = {
  { 401, answers_401 }, { 403, answers_403 }, { 409, has_key }, { 412, needs_match }, { 428, needs_match },
};

static gboolean
can_answer (const LcRoute *route, guint status)
{
  for (gsize i = 0; i < G_N_ELEMENTS (of_all); i++)
    if (of_all[i] == status)
      return TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (of_some); i++)
    if (of_some[i].status == status)
      return of_some[i].answers (route);
  return FALSE;
}

static JsonObject *
find_operation (Fixture *fixture, const LcRoute *route)
{
  g_autofree char *method = g_ascii_strdown (route->method, -1);
  JsonObject *item = json_object_has_member (fixture->paths, route->pattern)
                         ? json_object_get_object_member (fixture->paths, route->pattern)
                         : NULL;

  if (item == NULL || !json_object_has_member (item, method))
    g_error ("%s %s is not described", route->method, route->pattern);
  return json_object_get_object_member (item, method);
}

static void
check_statuses (const LcRoute *route, JsonObject *responses)
{
  for (guint status = 400; status < 600; status++)
    {
      g_autofree char *name = g_strdup_printf ("%u", status);
      gboolean is_described = json_object_has_member (responses, name);
      /* An action on an object takes If-Match, though it need not come. */
      gboolean is_choice = status == 412 && g_str_equal (route->method, "POST") &&
                           strchr (route->pattern, '{') != NULL;

      if (is_described != can_answer (route, status) && !is_choice)
        g_error ("%s %s: status %u is %s", route->method, route->pattern, status,
                 is_described ? "described, but cannot be" : "not described");
    }
}

static gboolean
takes (JsonArray *parameters, const char *name)
{
  g_autofree char *capital = g_strdup (name);

  *capital = g_ascii_toupper (*capital);
  for (guint i = 0; parameters != NULL && i < json_array_get_length (parameters); i++)
    {
      JsonObject *parameter = json_array_get_object_element (parameters, i);
      const char *reference = json_object_get_string_member_with_default (parameter, "$ref", "");
      const char *in = json_object_get_string_member_with_default (parameter, "in", "");

      if ((g_str_equal (in, "query") &&
           g_str_equal (json_object_get_string_member (parameter, "name"), name)) ||
          (g_str_has_prefix (reference, "#/components/parameters/") &&
           g_str_has_prefix (reference + strlen ("#/components/parameters/"), capital)))
        return TRUE;
    }
  return FALSE;
}

static void
check_query (const LcRoute *route, JsonObject *operation)
{
  JsonArray *parameters = json_object_has_member (operation, "parameters")
                              ? json_object_get_array_member (operation, "parameters")
                              : NULL;
  guint n_described = 0;

  for (guint i = 0; parameters != NULL && i < json_array_get_length (parameters); i++)
    n_described +=
        g_strcmp0 (json_object_get_string_member_with_default (json_array_get_object_element (parameters, i),
                                                               "in", ""),
                   "query") == 0;
  for (gsize i = 0; route->query != NULL && route->query[i] != NULL; i++)
    if (!takes (parameters, route->query[i]))
      g_error ("%s %s: the parameter %s is not described", route->method, route->pattern, route->query[i]);
  g_assert_cmpuint (n_described, <=, route->query != NULL ? g_strv_length ((char **) route->query) : 0);
}

static void
test_routes (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GList) described = json_object_get_values (fixture->paths);
  guint n_routes = 0, n_described = 0;

  for (gsize table = 0; lc_http_route_tables[table] != NULL; table++)
    {
      gsize length;
      const LcRoute *routes = lc_http_route_tables[table](&length);

      for (gsize i = 0; i < length; i++)
        {
          JsonObject *operation = find_operation (fixture, &routes[i]);

          check_statuses (&routes[i], json_object_get_object_member (operation, "responses"));
          check_query (&routes[i], operation);
          n_routes++;
        }
    }
  for (GList *item = described; item != NULL; item = item->next)
    n_described += json_object_get_size (json_node_get_object (item->data));
  g_assert_cmpuint (n_described, ==, n_routes);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add ("/routes/described", Fixture, NULL, set_up, test_routes, tear_down);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lc-http-private.h"

#include <string.h>

#include "lp-wire.h"

/* Routes are sorted by their number of segments; within such a bucket they are compared one by one. Fixed segments win over placeholders, since `/v1/sessions/current` and `/v1/things/{id}` may differ only
 * there. */

typedef struct
{
  const LcRoute *route;
  char **segments; /* of the pattern; "{…}" is a placeholder */
} Entry;

struct _LcRouter
{
  GPtrArray *entries[16]; /* by number of segments */
  gboolean demo;
};

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_strfreev (entry->segments);
  g_free (entry);
}

static void
add_routes (LcRouter *self, const LcRoute *routes, gsize n_routes)
{
  for (gsize i = 0; i < n_routes; i++)
    {
      Entry *entry;
      guint n_segments;

      if ((routes[i].flags & LC_ROUTE_DEMO) && !self->demo)
        continue;

      entry = g_new0 (Entry, 1);
      entry->route = &routes[i];
      entry->segments = g_strsplit (routes[i].pattern + 1, "/", -1);
      n_segments = g_strv_length (entry->segments);
      g_ptr_array_add (self->entries[n_segments], entry);
    }
}

LcRouter *
lc_router_new (gboolean demo)
{
  LcRouter *self = g_new0 (LcRouter, 1);

  self->demo = demo;
  for (gsize i = 0; i < G_N_ELEMENTS (self->entries); i++)
    self->entries[i] = g_ptr_array_new_with_free_func (entry_free);

  for (gsize i = 0; lc_http_route_tables[i] != NULL; i++)
    {
      gsize n_routes = 0;
      const LcRoute *routes = lc_http_route_tables[i](&n_routes);

      add_routes (self, routes, n_routes);
    }

  return self;
}

void
lc_router_free (LcRouter *router)
{
  if (router == NULL)
    return;

  for (gsize i = 0; i < G_N_ELEMENTS (router->entries); i++)
    g_ptr_array_unref (router->entries[i]);

  g_free (router);
}

static gboolean
is_placeholder (const char *segment)
{
  return segment[0] == '{';
}

/* Returns how many segments are fixed, -1 if the path does not fit. */
static int
fits (const Entry *entry, char **segments)
{
  int n_fixed = 0;

  for (gsize i = 0; segments[i] != NULL; i++)
    {
      if (is_placeholder (entry->segments[i]))
        continue;

      if (!g_str_equal (entry->segments[i], segments[i]))
        return -1;

      n_fixed++;
    }

  return n_fixed;
}

static char **
get_values (const Entry *entry, char **segments)
{
  g_autoptr (GStrvBuilder) values = g_strv_builder_new ();

  for (gsize i = 0; segments[i] != NULL; i++)
    {
      if (is_placeholder (entry->segments[i]))
        {
          g_autofree char *value = g_uri_unescape_string (segments[i], "/");

          g_strv_builder_add (values, value != NULL ? value : "");
        }
    }

  return g_strv_builder_end (values);
}

const LcRoute *
lc_router_find (LcRouter *router, const char *method, const char *path, char ***values, char **allow)
{
  g_auto (GStrv) segments = g_strsplit (path + 1, "/", G_N_ELEMENTS (router->entries) + 1);
  guint n_segments = g_strv_length (segments);
  const Entry *best = NULL;
  int best_fixed = -1;
  g_autoptr (GString) methods = NULL;

  *allow = NULL;
  *values = NULL;
  if (n_segments >= G_N_ELEMENTS (router->entries))
    return NULL;

  for (guint i = 0; i < router->entries[n_segments]->len; i++)
    {
      const Entry *entry = g_ptr_array_index (router->entries[n_segments], i);
      int n_fixed = fits (entry, segments);

      if (n_fixed < 0)
        continue;

      if (!g_str_equal (entry->route->method, method))
        {
          if (methods == NULL)
            methods = g_string_new (NULL);
          if (strstr (methods->str, entry->route->method) == NULL)
            g_string_append_printf (methods, "%s%s", methods->len > 0 ? ", " : "", entry->route->method);
        }
      else if (n_fixed > best_fixed)
        {
          best = entry;
          best_fixed = n_fixed;
        }
    }

  if (best != NULL)
    {
      *values = get_values (best, segments);
      return best->route;
    }

  if (methods != NULL)
    *allow = g_strdup (methods->str);

  return NULL;
}

static void
add_fault (GError **fault, const char *name, const char *detail)
{
  g_autofree char *pointer = g_strconcat ("?", name, NULL);

  lp_error_add_field (fault, pointer, "%s", detail);
}

static void
add_parameter (const LcRoute *route, GHashTable *query, const char *pair, GError **fault)
{
  const char *equals = strchr (pair, '=');
  g_autofree char *raw_name = equals != NULL ? g_strndup (pair, (gsize) (equals - pair)) : g_strdup (pair);
  g_autofree char *raw_value = g_strdup (equals != NULL ? equals + 1 : "");
  g_autofree char *name = g_uri_unescape_string (g_strdelimit (raw_name, "+", ' '), NULL);
  g_autofree char *value = g_uri_unescape_string (g_strdelimit (raw_value, "+", ' '), NULL);

  if (name == NULL || value == NULL || !g_utf8_validate (name, -1, NULL) ||
      !g_utf8_validate (value, -1, NULL))
    {
      g_autofree char *shown = g_utf8_make_valid (raw_name, -1);

      add_fault (fault, shown, "This parameter is not UTF-8 in percent-encoding.");
    }
  else if (route->query == NULL || !g_strv_contains (route->query, name))
    add_fault (fault, name, "There is no such parameter here.");
  else if (g_hash_table_contains (query, name))
    add_fault (fault, name, "This parameter stands here twice.");
  else
    g_hash_table_insert (query, g_steal_pointer (&name), g_steal_pointer (&value));
}

GHashTable *
lc_router_parse_query (const LcRoute *route, const char *query, GError **error)
{
  GHashTable *parameters = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (GError) fault = NULL;
  g_auto (GStrv) pairs = NULL;

  if (query == NULL || query[0] == '\0')
    return parameters;

  pairs = g_strsplit (query, "&", 64);
  for (gsize i = 0; pairs[i] != NULL; i++)
    add_parameter (route, parameters, pairs[i], &fault);

  if (fault != NULL)
    g_propagate_error (error, g_steal_pointer (&fault));

  return parameters;
}

/* The byte that a percent-escape stands for, or -1 if it is none or one that may not stand in a segment. */
static int
read_escape (const char *escape, gsize length)
{
  int high = length >= 3 ? g_ascii_xdigit_value (escape[1]) : -1;
  int low = length >= 3 ? g_ascii_xdigit_value (escape[2]) : -1;
  int byte = high * 16 + low;

  if (high < 0 || low < 0 || byte < 0x20 || byte == 0x7f || byte == '/' || byte == '\\' || byte == '.' ||
      byte == '%')
    return -1;

  return byte;
}

static gboolean
segment_is_clean (const char *segment, gsize length)
{
  if (length == 0 || (length == 1 && segment[0] == '.') || (length == 2 && memcmp (segment, "..", 2) == 0))
    return FALSE;

  for (gsize i = 0; i < length; i++)
    {
      if (segment[i] == '%')
        {
          if (read_escape (segment + i, length - i) < 0)
            return FALSE;

          i += 2;
        }
      else if (!g_ascii_isalnum (segment[i]) && strchr ("-._~@:+", segment[i]) == NULL)
        return FALSE;
    }

  return TRUE;
}

gboolean
lc_http_path_is_clean (const char *path)
{
  const char *segment = path;

  if (path[0] != '/')
    return FALSE;

  while (segment[0] == '/')
    {
      const char *start = segment + 1;
      gsize length = strcspn (start, "/");

      if (!segment_is_clean (start, length))
        return FALSE;

      segment = start + length;
    }

  return TRUE;
}

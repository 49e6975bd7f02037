/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lp-audit-values.h"

#include <json-glib/json-glib.h>
#include <string.h>

static JsonObject *
parse (JsonParser *parser, const char *json)
{
  JsonNode *root;

  if (json == NULL || !json_parser_load_from_data (parser, json, -1, NULL))
    return NULL;
  root = json_parser_get_root (parser);
  return root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
}

static JsonNode *
get_value (JsonObject *object, const char *name, GType type)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type ? node
                                                                                                 : NULL;
}

gboolean
lp_audit_values_has (const char *json, const char *name)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *object = parse (parser, json);

  return object != NULL && json_object_has_member (object, name);
}

char *
lp_audit_values_dup_text (const char *json, const char *name)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonNode *node = get_value (parse (parser, json), name, G_TYPE_STRING);

  return node != NULL ? json_node_dup_string (node) : NULL;
}

gboolean
lp_audit_values_is_true (const char *json, const char *name)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonNode *node = get_value (parse (parser, json), name, G_TYPE_BOOLEAN);

  return node != NULL && json_node_get_boolean (node);
}

static void
value_free (gpointer data)
{
  LpAuditValue *value = data;

  g_free (value->name);
  g_free (value->before);
  g_free (value->after);
  g_free (value);
}

static char *
dup_value (JsonNode *node)
{
  g_autoptr (GString) text = NULL;
  JsonArray *array;

  if (JSON_NODE_HOLDS_NULL (node))
    return NULL;
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_dup_string (node);
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return json_to_string (node, FALSE);

  array = json_node_get_array (node);
  text = g_string_new (NULL);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      g_autofree char *element = dup_value (json_array_get_element (array, i));

      g_string_append_printf (text, "%s%s", i > 0 ? ", " : "", element != NULL ? element : "");
    }
  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
flatten (JsonObject *object, const char *prefix, GHashTable *into)
{
  JsonObjectIter iter;
  const char *member;
  JsonNode *node;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &member, &node))
    {
      g_autofree char *name = g_strconcat (prefix, member, NULL);

      if (JSON_NODE_HOLDS_OBJECT (node))
        {
          g_autofree char *deeper = g_strconcat (name, ".", NULL);

          flatten (json_node_get_object (node), deeper, into);
        }
      else
        {
          g_hash_table_replace (into, g_steal_pointer (&name), dup_value (node));
        }
    }
}

static GHashTable *
flatten_text (const char *json)
{
  GHashTable *members = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *object = parse (parser, json);

  if (object != NULL)
    flatten (object, "", members);
  return members;
}

static int
compare_names (gconstpointer a, gconstpointer b)
{
  const LpAuditValue *const *first = a;
  const LpAuditValue *const *second = b;

  return strcmp ((*first)->name, (*second)->name);
}

static void
add_difference (GPtrArray *differences, const char *name, const char *before, const char *after)
{
  LpAuditValue *value;

  if (g_strcmp0 (before, after) == 0)
    return;
  value = g_new (LpAuditValue, 1);
  *value = (LpAuditValue){ g_strdup (name), g_strdup (before), g_strdup (after) };
  g_ptr_array_add (differences, value);
}

GPtrArray *
lp_audit_values_compare (const char *before, const char *after)
{
  g_autoptr (GHashTable) old = flatten_text (before);
  g_autoptr (GHashTable) new = flatten_text (after);
  GPtrArray *differences = g_ptr_array_new_with_free_func (value_free);
  GHashTableIter iter;
  gpointer name, value;

  g_hash_table_iter_init (&iter, old);
  while (g_hash_table_iter_next (&iter, &name, &value))
    add_difference (differences, name, value, g_hash_table_lookup (new, name));
  g_hash_table_iter_init (&iter, new);
  while (g_hash_table_iter_next (&iter, &name, &value))
    if (!g_hash_table_contains (old, name))
      add_difference (differences, name, NULL, value);
  g_ptr_array_sort (differences, compare_names);
  return differences;
}

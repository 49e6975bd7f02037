/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lp-audit-values.h"

#include <json-glib/json-glib.h>

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

char *
lp_audit_values_dup_lines (const char *json)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonObject *object = parse (parser, json);
  g_autoptr (GList) members = object != NULL ? json_object_get_members (object) : NULL;
  GString *lines = g_string_new (NULL);

  for (GList *member = members; member != NULL; member = member->next)
    {
      JsonNode *text = get_value (object, member->data, G_TYPE_STRING);
      g_autofree char *value = text != NULL
                                   ? json_node_dup_string (text)
                                   : json_to_string (json_object_get_member (object, member->data), FALSE);

      g_string_append_printf (lines, "%s%s: %s", lines->len > 0 ? "\n" : "", (const char *) member->data,
                              value);
    }
  return g_string_free (lines, FALSE);
}

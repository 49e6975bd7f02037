/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lp-wire-private.h"
#include "lp-wire-scanner.h"

/* json-glib's own tree out of what the strict scanner reads. */

gboolean
lp_scanner_build_member (LpScanner *self, const LpToken *name, JsonObject *object)
{
  g_autofree char *key = g_strndup (name->text, name->length);
  guint n_members = json_object_get_size (object);
  LpToken token;
  JsonNode *value = lp_scanner_read (self, &token) ? lp_scanner_build (self, &token) : NULL;

  if (value == NULL)
    return FALSE;
  json_object_set_member (object, key, value);
  return json_object_get_size (object) > n_members || lp_scanner_fail (self, LP_SCANNER_TWICE);
}

static JsonNode *
build_object (LpScanner *self)
{
  g_autoptr (JsonObject) object = json_object_new ();
  guint n_members = 0;
  LpToken name;

  while (lp_scanner_next_member (self, &n_members, &name))
    if (!lp_scanner_build_member (self, &name, object))
      return NULL;
  return self->problem == NULL ? json_node_init_object (json_node_alloc (), object) : NULL;
}

static JsonNode *
build_array (LpScanner *self)
{
  g_autoptr (JsonArray) array = json_array_new ();
  guint n_elements = 0;

  while (lp_scanner_next_element (self, &n_elements))
    {
      LpToken token;
      JsonNode *value = lp_scanner_read (self, &token) ? lp_scanner_build (self, &token) : NULL;

      if (value == NULL)
        return NULL;
      json_array_add_element (array, value);
    }
  return self->problem == NULL ? json_node_init_array (json_node_alloc (), array) : NULL;
}

static JsonNode *
build_string (const LpToken *token)
{
  g_autofree char *text = g_strndup (token->text, token->length);

  return json_node_init_string (json_node_alloc (), text);
}

JsonNode *
lp_scanner_build (LpScanner *self, const LpToken *token)
{
  switch (token->kind)
    {
    case LP_TOKEN_OBJECT:
      return build_object (self);
    case LP_TOKEN_ARRAY:
      return build_array (self);
    case LP_TOKEN_STRING:
      return build_string (token);
    case LP_TOKEN_INT:
      return json_node_init_int (json_node_alloc (), token->number);
    case LP_TOKEN_REAL:
      return json_node_init_double (json_node_alloc (), token->real);
    case LP_TOKEN_BOOLEAN:
      return json_node_init_boolean (json_node_alloc (), token->number != 0);
    case LP_TOKEN_NULL:
      return json_node_init_null (json_node_alloc ());
    case LP_TOKEN_BROKEN:
    default:
      g_return_val_if_reached (NULL);
    }
}

static JsonNode *
parse_root (const char *data, gsize size, GError **error)
{
  g_auto (LpScanner) scanner = { 0 };
  LpToken token;
  g_autoptr (JsonNode) root = NULL;

  if (lp_scanner_init (&scanner, data, size) && lp_scanner_read (&scanner, &token))
    root = lp_scanner_build (&scanner, &token);
  if (!lp_scanner_finish (&scanner, error))
    return NULL;
  return g_steal_pointer (&root);
}

JsonObject *
lp_wire_parse (const char *data, gsize size, GError **error)
{
  g_autoptr (JsonNode) root = parse_root (data, size, error);

  if (root == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (root))
    {
      g_set_error (error, LP_ERROR, LP_ERROR_MALFORMED, "This must be a JSON object in braces.");
      return NULL;
    }
  return json_node_dup_object (root);
}

JsonObject *
lp_wire_parse_body (const char *data, gsize size, GError **error)
{
  g_autoptr (JsonNode) root = parse_root (data, size, error);

  if (root == NULL)
    return NULL;
  if (!JSON_NODE_HOLDS_OBJECT (root))
    {
      lp_error_add_field (error, "", "This must be a JSON object in braces.");
      return NULL;
    }
  return json_node_dup_object (root);
}

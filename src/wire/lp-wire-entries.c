/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lp-wire-private.h"

/* Entry values: in core texts, on the wire numbers, booleans and strings by the entry's kind. */

/* Whether the text is what JSON writes for a whole number of 64 bits. */
static gboolean
is_json_int (const char *text)
{
  const char *digits = *text == '-' ? text + 1 : text;

  if (digits[0] == '0' && (digits[1] != '\0' || *text == '-'))
    return FALSE;
  return g_ascii_string_to_signed (text, 10, G_MININT64, G_MAXINT64, NULL, NULL);
}

void
lp_wire_write_entry_value (GString *out, LpEntryKind kind, const char *value)
{
  gboolean bare = FALSE;

  if (value != NULL && kind == LP_ENTRY_INTEGER)
    bare = is_json_int (value);
  else if (value != NULL && kind == LP_ENTRY_BOOLEAN)
    bare = g_str_equal (value, "true") || g_str_equal (value, "false");

  if (bare)
    g_string_append (out, value);
  else
    lp_wire_write_string (out, value);
}

static LpEntryKind
find_kind (const LpProduct *product, guint index, const char *key)
{
  const LpEntry *entry;

  if (product == NULL)
    return LP_ENTRY_TEXT;

  /* Values stand in the product's order: mostly the first look hits. */
  if (index < product->entries->len)
    {
      entry = g_ptr_array_index (product->entries, index);
      if (g_strcmp0 (entry->key, key) == 0)
        return entry->kind;
    }
  for (guint i = 0; i < product->entries->len; i++)
    {
      entry = g_ptr_array_index (product->entries, i);
      if (g_strcmp0 (entry->key, key) == 0)
        return entry->kind;
    }
  return LP_ENTRY_TEXT;
}

void
lp_wire_write_entry_values (GString *out, GArray *values, const LpProduct *product)
{
  g_string_append_c (out, '{');
  for (guint i = 0; values != NULL && i < values->len; i++)
    {
      const LpEntryValue *item = &g_array_index (values, LpEntryValue, i);

      if (i > 0)
        g_string_append_c (out, ',');
      lp_wire_write_string (out, item->key);
      g_string_append_c (out, ':');
      lp_wire_write_entry_value (out, find_kind (product, i, item->key), item->value);
    }
  g_string_append_c (out, '}');
}

GArray *
lp_wire_read_entry_values (JsonObject *entries, const char *pointer, GError **error)
{
  g_autoptr (GArray) values = lp_entry_values_new ();
  JsonObjectIter iter;
  const char *key;
  JsonNode *node;
  gboolean right = TRUE;

  json_object_iter_init_ordered (&iter, entries);
  while (json_object_iter_next_ordered (&iter, &key, &node))
    {
      LpEntryValue item = { NULL, lp_wire_dup_scalar (node) };

      if (item.value == NULL && !JSON_NODE_HOLDS_NULL (node))
        {
          lp_wire_add_fault (error, pointer, key, LP_WIRE_NO_SCALAR);
          right = FALSE;
          continue;
        }
      item.key = g_strdup (key);
      g_array_append_val (values, item);
    }
  return right ? g_steal_pointer (&values) : NULL;
}

static const char *
check_type (LpEntryKind kind, JsonNode *node)
{
  GType type = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_NONE;

  switch (kind)
    {
    case LP_ENTRY_INTEGER:
      return type == G_TYPE_INT64 ? NULL : "This must be a whole JSON number, such as 8, without quotes.";
    case LP_ENTRY_BOOLEAN:
      return type == G_TYPE_BOOLEAN ? NULL : "This must be true or false, without quotes.";
    case LP_ENTRY_DECIMAL:
      return type == G_TYPE_STRING ? NULL : "This must be a decimal number in a string, such as \"12.50\".";
    case LP_ENTRY_TEXT:
    case LP_ENTRY_DATE:
    case LP_ENTRY_CHOICE:
    case LP_ENTRY_EMAIL:
    default:
      return type == G_TYPE_STRING ? NULL : "This must be a string.";
    }
}

gboolean
lp_wire_check_entry_types (JsonObject *entries, const LpProduct *product, GError **error)
{
  gboolean right = TRUE;

  for (guint i = 0; i < product->entries->len; i++)
    {
      const LpEntry *entry = g_ptr_array_index (product->entries, i);
      JsonNode *node = lp_wire_get_member (entries, entry->key);
      const char *detail = node != NULL ? check_type (entry->kind, node) : NULL;

      if (detail != NULL)
        {
          lp_wire_add_fault (error, "/entries", entry->key, detail);
          right = FALSE;
        }
    }
  return right;
}

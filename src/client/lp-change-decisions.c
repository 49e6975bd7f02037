/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lp-change-decisions.h"

#include "lp-wire.h"

static const char *const names[] = {
  [LP_DECISION_CANCEL] = "cancel",
  [LP_DECISION_REINSTATE] = "reinstate",
  [LP_DECISION_REVOKE] = "revoke",
};

static gboolean
find_decision (const char *name, LpSubscriptionDecision *decision)
{
  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (names[i], name) == 0)
      {
        *decision = (LpSubscriptionDecision) i;
        return TRUE;
      }
  return FALSE;
}

/* `/v1/subscriptions/ID/cancel`, `/v1/tickets/CODE/revoke`. */
static void
add_single (GHashTable *decisions, char **parts)
{
  LpSubscriptionDecision decision;

  if ((g_str_equal (parts[2], "subscriptions") || g_str_equal (parts[2], "tickets")) &&
      find_decision (parts[4], &decision))
    g_hash_table_insert (decisions, g_uri_unescape_string (parts[3], NULL), GINT_TO_POINTER (decision));
}

static void
add_operation (JsonArray *array, guint index, JsonNode *node, gpointer user_data)
{
  JsonObject *operation = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char *code = operation != NULL ? json_object_get_string_member_with_default (operation, "code", NULL)
                                       : NULL;
  LpSubscriptionDecision decision;

  if (code != NULL &&
      find_decision (json_object_get_string_member_with_default (operation, "op", NULL), &decision))
    g_hash_table_insert (user_data, g_strdup (code), GINT_TO_POINTER (decision));
}

static void
add_batch (GHashTable *decisions, const char *body)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonNode *root = body != NULL && json_parser_load_from_data (parser, body, -1, NULL)
                       ? json_parser_get_root (parser)
                       : NULL;
  JsonObject *object = root != NULL && JSON_NODE_HOLDS_OBJECT (root) ? json_node_get_object (root) : NULL;
  JsonNode *operations = object != NULL ? json_object_get_member (object, "operations") : NULL;

  if (operations != NULL && JSON_NODE_HOLDS_ARRAY (operations))
    json_array_foreach_element (json_node_get_array (operations), add_operation, decisions);
}

GHashTable *
lp_change_list_decisions (LpChange *self)
{
  const LpRequest *request = lp_change_get_request (self);
  GHashTable *decisions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_auto (GStrv) parts = g_strsplit (request->path, "/", -1);
  guint n = g_strv_length (parts);

  if (!g_str_equal (request->method, "POST"))
    return decisions;
  if (n == 5)
    add_single (decisions, parts);
  else if (n == 3 && g_str_equal (parts[2], "batch"))
    add_batch (decisions, request->body);
  return decisions;
}

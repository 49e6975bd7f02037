/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lp-reply-items.h"

#include <string.h>

static void
add_item (JsonArray *items, const char *kind, JsonObject *object)
{
  JsonObject *item;

  if (object == NULL || !json_object_has_member (object, "id"))
    return;
  item = json_object_new ();
  json_object_set_string_member (item, "kind", kind);
  json_object_set_string_member (item, "id", json_object_get_string_member (object, "id"));
  json_object_set_object_member (item, "object", json_object_ref (object));
  json_array_add_object_element (items, item);
}

static JsonObject *
get_object (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static void
add_order (JsonArray *items, JsonObject *object)
{
  JsonNode *node = json_object_get_member (object, "tickets");
  JsonArray *tickets = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  add_item (items, "order", get_object (object, "order"));
  for (guint i = 0; tickets != NULL && i < json_array_get_length (tickets); i++)
    add_item (items, "ticket", json_array_get_object_element (tickets, i));
}

/* A batch answers with results; its dry run changes nothing. */
static void
add_batch (JsonArray *items, const LpRequest *request, LpReply *reply)
{
  JsonArray *results = lp_reply_get_items (reply, NULL);

  if (request->body != NULL && strstr (request->body, "\"dry_run\":true") != NULL)
    return;
  for (guint i = 0; results != NULL && i < json_array_get_length (results); i++)
    {
      JsonNode *result = json_array_get_element (results, i);

      if (!JSON_NODE_HOLDS_OBJECT (result))
        continue;
      add_item (items, "ticket", get_object (json_node_get_object (result), "ticket"));
      add_item (items, "subscription", get_object (json_node_get_object (result), "subscription"));
    }
}

/* `/v1/groups/GROUP/members/PERSON`: within its group the reply does not name it, and a removal answers nothing. */
static void
add_member (JsonArray *items, const LpRequest *request, JsonObject *object)
{
  g_auto (GStrv) parts = g_strsplit (request->path, "/", -1);
  g_autofree char *id = NULL;
  JsonObject *item, *membership;

  if (g_strv_length (parts) != 6)
    return;
  id = g_strconcat (parts[3], "/", parts[5], NULL);
  item = json_object_new ();
  json_object_set_string_member (item, "kind", "membership");
  json_object_set_string_member (item, "id", id);
  if (object != NULL)
    {
      g_autoptr (GList) members = json_object_get_members (object);

      membership = json_object_new ();
      for (GList *member = members; member != NULL; member = member->next)
        json_object_set_member (membership, member->data, json_object_dup_member (object, member->data));
      json_object_set_string_member (membership, "group_id", parts[3]);
      json_object_set_object_member (item, "object", membership);
    }
  else
    {
      json_object_set_null_member (item, "object");
    }
  json_array_add_object_element (items, item);
}

static void
add_by_route (JsonArray *items, const LpRequest *request, JsonObject *object)
{
  static const struct
  {
    const char *prefix;
    const char *kind;
  } routes[] = {
    { "/v1/tickets/", "ticket" },
    { "/v1/subscriptions/", "subscription" },
    { "/v1/groups", "group" },
  };

  if (strstr (request->path, "/invitations") != NULL)
    return;
  if (strstr (request->path, "/members/") != NULL)
    {
      if (object != NULL)
        add_member (items, request, object);
      return;
    }
  for (gsize i = 0; i < G_N_ELEMENTS (routes); i++)
    if (g_str_has_prefix (request->path, routes[i].prefix))
      add_item (items, routes[i].kind, object);
}

JsonArray *
lp_reply_make_items (const LpRequest *request, LpReply *reply)
{
  JsonArray *items = json_array_new ();
  JsonObject *object;

  if (reply->root == NULL)
    {
      if (strstr (request->path, "/members/") != NULL && g_str_equal (request->method, "DELETE"))
        add_member (items, request, NULL);
      return items;
    }
  if (g_str_has_prefix (request->path, "/v1/batch"))
    {
      add_batch (items, request, reply);
      return items;
    }
  object = JSON_NODE_HOLDS_OBJECT (reply->root) ? json_node_get_object (reply->root) : NULL;
  if (object == NULL)
    return items;
  if (g_str_has_prefix (request->path, "/v1/orders"))
    add_order (items, object);
  add_by_route (items, request, object);
  return items;
}

JsonArray *
lp_current_make_items (const LpRequest *request, JsonObject *current)
{
  JsonArray *items = json_array_new ();

  add_by_route (items, request, current);
  return items;
}

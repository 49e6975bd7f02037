/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lp-change-aim.h"

#include <string.h>

#include "lp-wire.h"

void
lp_change_aim_free (LpChangeAim *self)
{
  g_strfreev (self->codes);
  g_free (self->subscription_id);
  g_free (self->group_id);
  g_free (self->whom);
  g_free (self);
}

static const char *
get_text (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING
             ? json_node_get_string (node)
             : NULL;
}

/* A person who is named comes before a visibility: see lp_allocation_apply(). */
static char *
dup_whom (JsonObject *object)
{
  const char *person = get_text (object, "assignee_id");
  const char *address = get_text (object, "email");

  if (person != NULL || address != NULL)
    return g_strdup (person != NULL ? person : address);
  if (json_object_has_member (object, "visible_to_group"))
    return g_strdup (json_object_get_boolean_member_with_default (object, "visible_to_group", FALSE)
                         ? "visible"
                         : "admins");
  return g_strdup (json_object_has_member (object, "assignee_id") ? "admins" : NULL);
}

static void
read_object (LpChangeAim *self, JsonObject *object)
{
  const char *group = get_text (object, "group_id");

  if (group == NULL)
    group = get_text (object, "parent_id");
  if (group != NULL)
    {
      g_free (self->group_id);
      self->group_id = g_strdup (group);
    }
  if (self->whom == NULL)
    self->whom = dup_whom (object);
}

/* The operations of a batch do the same to many tickets. */
static void
read_operations (LpChangeAim *self, JsonArray *operations, GStrvBuilder *codes)
{
  for (guint i = 0; i < json_array_get_length (operations); i++)
    {
      JsonNode *node = json_array_get_element (operations, i);
      JsonObject *operation = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      const char *code = operation != NULL ? get_text (operation, "code") : NULL;

      if (code != NULL)
        g_strv_builder_add (codes, code);
      if (operation != NULL)
        read_object (self, operation);
    }
}

static void
read_body (LpChangeAim *self, const char *text, GStrvBuilder *codes)
{
  g_autoptr (JsonObject) body = text != NULL ? lp_wire_parse (text, strlen (text), NULL) : NULL;
  JsonNode *node;

  if (body == NULL)
    return;
  node = json_object_get_member (body, "operations");
  if (node != NULL && JSON_NODE_HOLDS_ARRAY (node))
    read_operations (self, json_node_get_array (node), codes);
  node = json_object_get_member (body, "allocation"); /* of an order */
  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node))
    read_object (self, json_node_get_object (node));
  read_object (self, body);
}

/* "", "v1", "groups", ID, "members", PERSON */
static void
read_path (LpChangeAim *self, const char *path, GStrvBuilder *codes)
{
  g_auto (GStrv) parts = g_strsplit (path, "/", -1);
  guint n = g_strv_length (parts);
  g_autofree char *id = n > 3 ? g_uri_unescape_string (parts[3], NULL) : NULL;

  if (id == NULL)
    return;
  if (g_str_equal (parts[2], "tickets"))
    g_strv_builder_add (codes, id);
  else if (g_str_equal (parts[2], "subscriptions"))
    self->subscription_id = g_steal_pointer (&id);
  else if (g_str_equal (parts[2], "groups"))
    self->group_id = g_steal_pointer (&id);
  if (n > 5 && g_str_equal (parts[4], "members"))
    self->whom = g_uri_unescape_string (parts[5], NULL);
}

LpChangeAim *
lp_change_dup_aim (LpChange *self)
{
  const LpRequest *request = lp_change_get_request (self);
  LpChangeAim *aim = g_new0 (LpChangeAim, 1);
  g_autoptr (GStrvBuilder) codes = g_strv_builder_new ();

  read_path (aim, request->path, codes);
  read_body (aim, request->body, codes);
  aim->codes = g_strv_builder_end (codes);
  return aim;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lp-change-difference.h"

#include <string.h>

#include "lp-allocation.h"
#include "lp-wire.h"

#define ALLOCATION "allocation"
#define REMOVAL    "removal"

/* Members that are sets of their own. What a request does not name stays as it is in the first two; rights are
 * replaced as a whole. */
static const char *const sets[] = { "entries", "settings", "rights", NULL };

void
lp_difference_free (LpDifference *self)
{
  g_free (self->member);
  g_free (self->mine);
  g_free (self->theirs);
  g_free (self);
}

static JsonObject *
get_object (JsonObject *object, const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static char *
dup_names (JsonArray *array)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
        g_string_append_printf (text, "%s%s", text->len > 0 ? " " : "", json_node_get_string (node));
    }
  return g_string_free (text, text->len == 0);
}

/* NULL for what is absent or null. */
static char *
dup_text (JsonObject *object, const char *name)
{
  JsonNode *node = object != NULL ? json_object_get_member (object, name) : NULL;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return NULL;
  if (JSON_NODE_HOLDS_ARRAY (node))
    return dup_names (json_node_get_array (node));
  if (JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == G_TYPE_STRING)
    return json_node_dup_string (node);
  return json_to_string (node, FALSE);
}

/* Takes over both texts. */
static void
add (GPtrArray *differences, const char *set, const char *name, char *mine, char *theirs)
{
  LpDifference *difference;

  if (g_strcmp0 (mine, theirs) == 0)
    {
      g_free (mine);
      g_free (theirs);
      return;
    }
  difference = g_new0 (LpDifference, 1);
  difference->member = set != NULL ? g_strconcat (set, "/", name, NULL) : g_strdup (name);
  difference->mine = mine;
  difference->theirs = theirs;
  g_ptr_array_add (differences, difference);
}

static void
add_set (GPtrArray *differences, const char *set, JsonObject *mine, JsonObject *theirs)
{
  g_autoptr (GList) names = json_object_get_members (mine);
  g_autoptr (GList) others = theirs != NULL && g_str_equal (set, "rights") ? json_object_get_members (theirs)
                                                                           : NULL;

  for (GList *l = names; l != NULL; l = l->next)
    add (differences, set, l->data, dup_text (mine, l->data), dup_text (theirs, l->data));
  for (GList *l = others; l != NULL; l = l->next)
    if (!json_object_has_member (mine, l->data))
      add (differences, set, l->data, NULL, dup_text (theirs, l->data));
}

static char *
name_allocation (const LpAllocation *allocation)
{
  if (allocation->assignee_id != NULL)
    return g_strdup (allocation->assignee_id);
  return g_strdup (allocation->visible_to_group ? "visible" : "admins");
}

/* Where and to whom are two matters, and an allocation's members depend on each other. */
static void
add_allocation (GPtrArray *differences, JsonObject *body, JsonObject *current)
{
  g_autoptr (LpTicket) ticket = lp_wire_read_ticket (current, NULL);
  LpAllocationChange change = { 0 };
  LpAllocation theirs, mine;

  if (ticket == NULL || !lp_wire_read_allocation_change (body, &change, NULL))
    return;
  theirs.group_id = ticket->group_id;
  theirs.assignee_id = ticket->assignee_id;
  theirs.visible_to_group = ticket->visible_to_group;
  if (!lp_allocation_apply (&theirs, &change, TRUE, &mine, NULL))
    return;
  add (differences, NULL, ALLOCATION, name_allocation (&mine), name_allocation (&theirs));
  add (differences, NULL, "group_id", g_strdup (mine.group_id), g_strdup (theirs.group_id));
}

static gboolean
is_allocation (const LpRequest *request)
{
  return g_str_has_prefix (request->path, "/v1/tickets/") && g_str_has_suffix (request->path, "/allocation");
}

static JsonObject *
parse_body (const LpRequest *request)
{
  return request->body != NULL ? lp_wire_parse (request->body, strlen (request->body), NULL) : NULL;
}

GPtrArray *
lp_change_dup_differences (LpChange *self)
{
  GPtrArray *differences = g_ptr_array_new_with_free_func ((GDestroyNotify) lp_difference_free);
  const LpRequest *request = lp_change_get_request (self);
  JsonObject *current = lp_change_get_current (self);
  g_autoptr (JsonObject) body = parse_body (request);
  g_autoptr (GList) names = NULL;

  if (current == NULL)
    return differences;
  if (g_str_equal (request->method, "DELETE"))
    add (differences, NULL, REMOVAL, g_strdup ("removed"), g_strdup ("kept"));
  if (body != NULL && is_allocation (request))
    {
      add_allocation (differences, body, current);
      return differences;
    }
  names = body != NULL ? json_object_get_members (body) : NULL;
  for (GList *l = names; l != NULL; l = l->next)
    {
      if (g_strv_contains (sets, l->data) && get_object (body, l->data) != NULL)
        add_set (differences, l->data, get_object (body, l->data), get_object (current, l->data));
      else
        add (differences, NULL, l->data, dup_text (body, l->data), dup_text (current, l->data));
    }
  return differences;
}

char *
lp_change_dup_current_text (LpChange *self, const char *member)
{
  return dup_text (lp_change_get_current (self), member);
}

/* What is not mine is left out where that means “as it is”, and repeated where the request replaces all. */
static void
give_up (JsonObject *mine, JsonObject *theirs, const char *name, gboolean repeat)
{
  JsonNode *node = theirs != NULL && repeat ? json_object_get_member (theirs, name) : NULL;

  if (node != NULL)
    json_object_set_member (mine, name, json_node_copy (node));
  else
    json_object_remove_member (mine, name);
}

static void
give_up_member (JsonObject *body, JsonObject *current, const char *member, gboolean put)
{
  const char *slash = strchr (member, '/');
  g_autofree char *set = slash != NULL ? g_strndup (member, (gsize) (slash - member)) : NULL;
  JsonObject *mine = set != NULL ? get_object (body, set) : NULL;

  if (g_str_equal (member, ALLOCATION))
    {
      json_object_remove_member (body, "assignee_id");
      json_object_remove_member (body, "visible_to_group");
    }
  else if (mine == NULL)
    give_up (body, current, member, put);
  else
    {
      give_up (mine, get_object (current, set), slash + 1, put || g_str_equal (set, "rights"));
      if (json_object_get_size (mine) == 0 && !g_str_equal (set, "rights"))
        json_object_remove_member (body, set);
    }
}

void
lp_change_keep (LpChange *self, const char *const *members)
{
  LpRequest *request = lp_change_get_request (self);
  g_autoptr (JsonObject) body = parse_body (request);
  g_autoptr (GPtrArray) differences = lp_change_dup_differences (self);
  g_autoptr (JsonNode) node = NULL;
  gboolean put = g_str_equal (request->method, "PUT");

  if (body == NULL)
    return;
  for (guint i = 0; i < differences->len; i++)
    {
      const LpDifference *difference = g_ptr_array_index (differences, i);

      if (!g_strv_contains (members, difference->member))
        give_up_member (body, lp_change_get_current (self), difference->member, put);
    }
  node = json_node_init_object (json_node_alloc (), body);
  lp_request_take_body (request, json_to_string (node, FALSE));
}

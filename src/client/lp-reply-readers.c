/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lp-calls.h"

#include <string.h>

#include "lp-wire.h"

/* Readers of replies. */

typedef gpointer (*ReadFunc) (JsonObject *object, GError **error);

static gpointer
read_one (LpReply *reply, ReadFunc read, GError **error)
{
  JsonObject *object = lp_reply_get_object (reply, error);

  return object != NULL ? read (object, error) : NULL;
}

static GPtrArray *
read_array (JsonArray *items, ReadFunc read, GDestroyNotify free_func, GError **error)
{
  guint n = json_array_get_length (items);
  g_autoptr (GPtrArray) list = g_ptr_array_new_full (n, free_func);

  for (guint i = 0; i < n; i++)
    {
      JsonNode *node = json_array_get_element (items, i);
      gpointer item = JSON_NODE_HOLDS_OBJECT (node) ? read (json_node_get_object (node), error) : NULL;

      if (item == NULL)
        {
          if (error != NULL && *error == NULL)
            g_set_error_literal (error, LP_ERROR, LP_ERROR_MALFORMED,
                                 "The service's answer is not a list of objects");
          return NULL;
        }
      g_ptr_array_add (list, item);
    }
  return g_steal_pointer (&list);
}

static GPtrArray *
read_list (LpReply *reply, ReadFunc read, GDestroyNotify free_func, char **next, GError **error)
{
  g_autoptr (GError) fault = NULL;
  JsonArray *items = lp_reply_get_items (reply, &fault);
  GPtrArray *list = items != NULL ? read_array (items, read, free_func, &fault) : NULL;

  if (next != NULL)
    *next = NULL;
  if (list == NULL)
    g_propagate_error (error, g_steal_pointer (&fault));
  else if (next != NULL && JSON_NODE_HOLDS_OBJECT (reply->root))
    *next = g_strdup (
        json_object_get_string_member_with_default (json_node_get_object (reply->root), "next", NULL));
  return list;
}

LpTicket *
lp_reply_read_ticket (LpReply *reply, GError **error)
{
  return read_one (reply, (ReadFunc) lp_wire_read_ticket, error);
}

LpSubscription *
lp_reply_read_subscription (LpReply *reply, GError **error)
{
  return read_one (reply, (ReadFunc) lp_wire_read_subscription, error);
}

LpGroup *
lp_reply_read_group (LpReply *reply, GError **error)
{
  return read_one (reply, (ReadFunc) lp_wire_read_group, error);
}

LpMe *
lp_reply_read_me (LpReply *reply, GError **error)
{
  return read_one (reply, (ReadFunc) lp_me_read, error);
}

LpOrder *
lp_reply_read_order (LpReply *reply, GPtrArray **tickets, GError **error)
{
  JsonObject *object = lp_reply_get_object (reply, error);
  g_autoptr (LpOrder) order = NULL;

  if (object == NULL)
    return NULL;
  /* A single order comes as itself; one that was just made or approved comes with its tickets. */
  if (!json_object_has_member (object, "order"))
    order = lp_wire_read_order (object, error);
  else
    order = lp_wire_read_order (json_object_get_object_member (object, "order"), error);
  if (order == NULL || tickets == NULL)
    return g_steal_pointer (&order);
  if (json_object_has_member (object, "tickets"))
    *tickets = read_array (json_object_get_array_member (object, "tickets"), (ReadFunc) lp_wire_read_ticket,
                           (GDestroyNotify) lp_ticket_unref, error);
  else
    *tickets = g_ptr_array_new_with_free_func ((GDestroyNotify) lp_ticket_unref);
  return *tickets != NULL ? g_steal_pointer (&order) : NULL;
}

LpOrderPreview *
lp_reply_read_order_preview (LpReply *reply, GError **error)
{
  JsonObject *object = lp_reply_get_object (reply, error);

  return object != NULL ? lp_wire_read_order_preview (object, error) : NULL;
}

GPtrArray *
lp_reply_read_tickets (LpReply *reply, char **next, GError **error)
{
  return read_list (reply, (ReadFunc) lp_wire_read_ticket, (GDestroyNotify) lp_ticket_unref, next, error);
}

GPtrArray *
lp_reply_read_subscriptions (LpReply *reply, char **next, GError **error)
{
  return read_list (reply, (ReadFunc) lp_wire_read_subscription, (GDestroyNotify) lp_subscription_unref, next,
                    error);
}

GPtrArray *
lp_reply_read_groups (LpReply *reply, char **next, GError **error)
{
  return read_list (reply, (ReadFunc) lp_wire_read_group, (GDestroyNotify) lp_group_unref, next, error);
}

GPtrArray *
lp_reply_read_members (LpReply *reply, char **next, GError **error)
{
  return read_list (reply, (ReadFunc) lp_wire_read_membership, (GDestroyNotify) lp_membership_unref, next,
                    error);
}

GPtrArray *
lp_reply_read_categories (LpReply *reply, char **next, GError **error)
{
  return read_list (reply, (ReadFunc) lp_wire_read_category, (GDestroyNotify) lp_category_unref, next, error);
}

GPtrArray *
lp_reply_read_products (LpReply *reply, char **next, GError **error)
{
  return read_list (reply, (ReadFunc) lp_wire_read_product, (GDestroyNotify) lp_product_unref, next, error);
}

GPtrArray *
lp_reply_read_price_lists (LpReply *reply, char **next, GError **error)
{
  return read_list (reply, (ReadFunc) lp_wire_read_price_list, (GDestroyNotify) lp_price_list_unref, next,
                    error);
}

GPtrArray *
lp_reply_read_audit (LpReply *reply, char **next, GError **error)
{
  return read_list (reply, (ReadFunc) lp_wire_read_audit_record, (GDestroyNotify) lp_audit_record_unref, next,
                    error);
}

void
lp_demo_person_free (LpDemoPerson *person)
{
  g_free (person->email);
  g_free (person->name);
  g_free (person->role);
  g_free (person->group);
  g_free (person);
}

static gpointer
read_demo_person (JsonObject *object, GError **error)
{
  LpDemoPerson *person = g_new0 (LpDemoPerson, 1);

  person->email = g_strdup (json_object_get_string_member_with_default (object, "email", ""));
  person->name = g_strdup (json_object_get_string_member_with_default (object, "name", ""));
  person->role = g_strdup (json_object_get_string_member_with_default (object, "role", ""));
  person->group = g_strdup (json_object_get_string_member_with_default (object, "group", ""));
  return person;
}

GPtrArray *
lp_reply_read_demo_people (LpReply *reply, GError **error)
{
  return read_list (reply, read_demo_person, (GDestroyNotify) lp_demo_person_free, NULL, error);
}

void
lp_batch_result_free (LpBatchResult *result)
{
  g_clear_pointer (&result->ticket, lp_ticket_unref);
  g_clear_pointer (&result->subscription, lp_subscription_unref);
  g_clear_error (&result->error);
  g_free (result);
}

static gpointer
read_batch_result (JsonObject *object, GError **error)
{
  LpBatchResult *result = g_new0 (LpBatchResult, 1);
  JsonNode *ticket = json_object_get_member (object, "ticket");
  JsonNode *subscription = json_object_get_member (object, "subscription");
  JsonNode *problem = json_object_get_member (object, "problem");

  result->index = (guint) json_object_get_int_member_with_default (object, "index", 0);
  result->status = (guint) json_object_get_int_member_with_default (object, "status", 0);
  if (problem != NULL && JSON_NODE_HOLDS_OBJECT (problem))
    result->error = lp_wire_read_problem (result->status, json_node_get_object (problem));
  else if (result->status >= 400)
    result->error = lp_wire_read_problem (result->status, NULL);
  if (ticket != NULL && JSON_NODE_HOLDS_OBJECT (ticket))
    {
      result->ticket = lp_wire_read_ticket (json_node_get_object (ticket), error);
      if (result->ticket == NULL)
        g_clear_pointer (&result, lp_batch_result_free);
    }
  if (result != NULL && subscription != NULL && JSON_NODE_HOLDS_OBJECT (subscription))
    {
      result->subscription = lp_wire_read_subscription (json_node_get_object (subscription), error);
      if (result->subscription == NULL)
        g_clear_pointer (&result, lp_batch_result_free);
    }
  return result;
}

GPtrArray *
lp_reply_read_batch (LpReply *reply, char **batch_id, GError **error)
{
  if (batch_id != NULL)
    *batch_id = NULL;
  if (batch_id != NULL && reply->location != NULL && g_str_has_prefix (reply->location, "/v1/batch/"))
    *batch_id = g_strdup (reply->location + strlen ("/v1/batch/"));
  return read_list (reply, read_batch_result, (GDestroyNotify) lp_batch_result_free, NULL, error);
}

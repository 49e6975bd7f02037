/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lp-wire-private.h"

/* Tickets and their allocation. */

static void
write_container (GString *out, const LpContainer *container)
{
  LP_WIRE_STRING (out, "{\"id\":", container->id);
  LP_WIRE_STRING (out, ",\"name\":", container->name);
  LP_WIRE_STRING (out, ",\"activated_at\":", container->activated_at);
  g_string_append_c (out, '}');
}

void
lp_wire_write_ticket (GString *out, const LpTicket *ticket, const LpProduct *product)
{
  LP_WIRE_STRING (out, "{\"id\":", ticket->id);
  LP_WIRE_STRING (out, ",\"code\":", ticket->code);
  LP_WIRE_ENUM (out, ",\"state\":", LP_TYPE_TICKET_STATE, ticket->state);
  LP_WIRE_ENUM (out, ",\"removal\":", LP_TYPE_REMOVAL, ticket->removal);
  LP_WIRE_STRING (out, ",\"product_id\":", ticket->product_id);
  LP_WIRE_STRING (out, ",\"product_code\":", ticket->product_code);
  LP_WIRE_STRING (out, ",\"product_name\":", ticket->product_name);
  LP_WIRE_LITERAL (out, ",\"modules\":");
  lp_wire_write_strings (out, (const char *const *) ticket->modules);
  LP_WIRE_LITERAL (out, ",\"entries\":");
  lp_wire_write_entry_values (out, ticket->entries, product);
  LP_WIRE_INT (out, ",\"quantity\":", ticket->quantity);
  LP_WIRE_STRING (out, ",\"group_id\":", ticket->group_id);
  LP_WIRE_STRING (out, ",\"assignee_id\":", ticket->assignee_id);
  LP_WIRE_BOOLEAN (out, ",\"visible_to_group\":", ticket->visible_to_group);
  LP_WIRE_STRING (out, ",\"order_id\":", ticket->order_id);
  LP_WIRE_STRING (out, ",\"order_number\":", ticket->order_number);
  LP_WIRE_STRING (out, ",\"reference\":", ticket->reference);
  LP_WIRE_STRING (out, ",\"created_at\":", ticket->created_at);
  LP_WIRE_STRING (out, ",\"created_by\":", ticket->created_by);
  LP_WIRE_DATE (out, ",\"technical_expiry\":", ticket->technical_expiry);
  LP_WIRE_STRING (out, ",\"subscription_id\":", ticket->subscription_id);
  LP_WIRE_LITERAL (out, ",\"containers\":[");
  for (guint i = 0; ticket->containers != NULL && i < ticket->containers->len; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      write_container (out, g_ptr_array_index (ticket->containers, i));
    }
  LP_WIRE_STRING (out, "],\"etag\":", ticket->etag);
  g_string_append_c (out, '}');
}

static void
read_containers (JsonObject *object, GPtrArray *containers, GError **error)
{
  JsonArray *array = lp_wire_get_array (object, "", "containers", FALSE, error);
  guint length = array != NULL ? json_array_get_length (array) : 0;

  for (guint i = 0; i < length; i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      g_autofree char *pointer = g_strdup_printf ("/containers/%u", i);
      LpContainer *container;

      if (!JSON_NODE_HOLDS_OBJECT (node))
        {
          lp_error_add_field (error, pointer, "This must be an object in braces.");
          continue;
        }
      container = lp_container_new ();
      g_ptr_array_add (containers, container);
      container->id = lp_wire_dup_string (json_node_get_object (node), pointer, "id", FALSE, error);
      container->name = lp_wire_dup_string (json_node_get_object (node), pointer, "name", FALSE, error);
      container->activated_at = lp_wire_dup_string (json_node_get_object (node), pointer, "activated_at",
                                                    FALSE, error);
    }
}

static void
read_entries (JsonObject *object, LpTicket *ticket, GError **error)
{
  JsonObject *entries = lp_wire_get_object (object, "", "entries", FALSE, error);
  GArray *values = entries != NULL ? lp_wire_read_entry_values (entries, "/entries", error) : NULL;

  if (values == NULL)
    return;
  g_array_unref (ticket->entries);
  ticket->entries = values;
}

LpTicket *
lp_wire_read_ticket (JsonObject *object, GError **error)
{
  g_autoptr (LpTicket) ticket = lp_ticket_new ();
  GError *fault = NULL;

  ticket->id = lp_wire_dup_string (object, "", "id", TRUE, &fault);
  ticket->code = lp_wire_dup_string (object, "", "code", TRUE, &fault);
  ticket->state = lp_wire_get_enum (object, "", "state", LP_TYPE_TICKET_STATE, TRUE, LP_TICKET_AVAILABLE,
                                    &fault);
  ticket->removal = lp_wire_get_enum (object, "", "removal", LP_TYPE_REMOVAL, FALSE, LP_REMOVAL_NONE, &fault);
  ticket->product_id = lp_wire_dup_string (object, "", "product_id", FALSE, &fault);
  ticket->product_code = lp_wire_dup_string (object, "", "product_code", FALSE, &fault);
  ticket->product_name = lp_wire_dup_string (object, "", "product_name", FALSE, &fault);
  ticket->modules = lp_wire_dup_strings (object, "", "modules", FALSE, &fault);
  if (ticket->modules == NULL)
    ticket->modules = g_new0 (char *, 1);
  read_entries (object, ticket, &fault);
  ticket->quantity = (int) lp_wire_get_int (object, "", "quantity", 0, G_MAXINT, FALSE, 0, &fault);
  ticket->group_id = lp_wire_dup_string (object, "", "group_id", FALSE, &fault);
  ticket->assignee_id = lp_wire_dup_string (object, "", "assignee_id", FALSE, &fault);
  ticket->visible_to_group = lp_wire_get_boolean (object, "", "visible_to_group", FALSE, FALSE, &fault);
  ticket->order_id = lp_wire_dup_string (object, "", "order_id", FALSE, &fault);
  ticket->order_number = lp_wire_dup_string (object, "", "order_number", FALSE, &fault);
  ticket->reference = lp_wire_dup_string (object, "", "reference", FALSE, &fault);
  ticket->created_at = lp_wire_dup_string (object, "", "created_at", FALSE, &fault);
  ticket->created_by = lp_wire_dup_string (object, "", "created_by", FALSE, &fault);
  ticket->technical_expiry = lp_wire_get_date (object, "", "technical_expiry", FALSE, &fault);
  ticket->subscription_id = lp_wire_dup_string (object, "", "subscription_id", FALSE, &fault);
  read_containers (object, ticket->containers, &fault);
  ticket->etag = lp_wire_dup_string (object, "", "etag", FALSE, &fault);
  return lp_wire_take_fault (fault, error) ? g_steal_pointer (&ticket) : NULL;
}

void
lp_wire_write_allocation_change (GString *out, const LpAllocationChange *change)
{
  const char *separator = "";

  g_string_append_c (out, '{');
  if (change->has_group)
    {
      LP_WIRE_STRING (out, "\"group_id\":", change->group_id);
      separator = ",";
    }
  if (change->has_assignee)
    {
      g_string_append (out, separator);
      LP_WIRE_STRING (out, "\"assignee_id\":", change->assignee_id);
      separator = ",";
    }
  if (change->has_visible)
    {
      g_string_append (out, separator);
      LP_WIRE_BOOLEAN (out, "\"visible_to_group\":", change->visible_to_group);
    }
  g_string_append_c (out, '}');
}

gboolean
lp_wire_read_allocation_change (JsonObject *object, LpAllocationChange *change, GError **error)
{
  static const char *const known[] = { "group_id", "assignee_id", "visible_to_group", NULL };
  GError *fault = NULL;

  change->has_group = json_object_has_member (object, "group_id");
  change->group_id = lp_wire_get_string (object, "", "group_id", change->has_group, &fault);
  change->has_assignee = json_object_has_member (object, "assignee_id");
  change->assignee_id = lp_wire_get_string (object, "", "assignee_id", FALSE, &fault);
  change->has_visible = json_object_has_member (object, "visible_to_group");
  change->visible_to_group = lp_wire_get_boolean (object, "", "visible_to_group", change->has_visible, FALSE,
                                                  &fault);
  lp_wire_finish (object, "", known, &fault);
  return lp_wire_take_fault (fault, error);
}

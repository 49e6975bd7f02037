/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lp-wire-fields.h"

/* Tickets and their allocation. */

static gpointer
append_container (gpointer list)
{
  LpContainer *container = lp_container_new ();

  g_ptr_array_add (list, container);
  return container;
}

static gconstpointer
get_container (gpointer list, guint index)
{
  GPtrArray *containers = list;

  return index < containers->len ? g_ptr_array_index (containers, index) : NULL;
}

static const LpField container_fields[] = {
  LP_FIELD (LpContainer, id, STRING),
  LP_FIELD (LpContainer, name, STRING),
  LP_FIELD (LpContainer, activated_at, STRING),
};

static const LpRecordType container_type =
    LP_RECORD_TYPE (container_fields, .append = append_container, .get = get_container);

static const LpField ticket_fields[] = {
  LP_FIELD (LpTicket, id, STRING, .required = TRUE),
  LP_FIELD (LpTicket, code, STRING, .required = TRUE),
  LP_FIELD (LpTicket, state, ENUM, .required = TRUE, .get_type = lp_ticket_state_get_type),
  LP_FIELD (LpTicket, removal, ENUM, .get_type = lp_removal_get_type),
  LP_FIELD (LpTicket, product_id, STRING),
  LP_FIELD (LpTicket, product_code, STRING),
  LP_FIELD (LpTicket, product_name, STRING),
  LP_FIELD (LpTicket, modules, STRINGS),
  LP_FIELD (LpTicket, entries, ENTRIES),
  LP_FIELD (LpTicket, quantity, INT),
  LP_FIELD (LpTicket, group_id, STRING),
  LP_FIELD (LpTicket, assignee_id, STRING),
  LP_FIELD (LpTicket, visible_to_group, BOOLEAN),
  LP_FIELD (LpTicket, order_id, STRING),
  LP_FIELD (LpTicket, order_number, STRING),
  LP_FIELD (LpTicket, reference, STRING),
  LP_FIELD (LpTicket, created_at, STRING),
  LP_FIELD (LpTicket, created_by, STRING),
  LP_FIELD (LpTicket, technical_expiry, DATE),
  LP_FIELD (LpTicket, subscription_id, STRING),
  LP_FIELD (LpTicket, containers, RECORDS, .elements = &container_type),
  LP_FIELD (LpTicket, etag, STRING),
};

const LpRecordType lp_wire_ticket_type = LP_RECORD_TYPE (ticket_fields);

void
lp_wire_write_ticket (GString *out, const LpTicket *ticket, const LpProduct *product)
{
  lp_record_write (&lp_wire_ticket_type, ticket, product, out);
}

LpTicket *
lp_wire_read_ticket (JsonObject *object, GError **error)
{
  g_autoptr (LpTicket) ticket = lp_ticket_new ();

  return lp_record_read (&lp_wire_ticket_type, ticket, object, error) ? g_steal_pointer (&ticket) : NULL;
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

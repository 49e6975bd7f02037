/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lc-licensing-handlers.h"

#include "lc-answer.h"
#include "lc-caller.h"
#include "lc-catalog-rows.h"
#include "lc-group-rows.h"
#include "lc-person-rows.h"
#include "lc-ticket-list.h"
#include "lc-ticket-service.h"
#include "lp-wire.h"

static gboolean
read_state (const LcCall *call, LcTicketFilter *filter, GError **error)
{
  int state;

  filter->state = lc_answer_get_query (call, "state");
  if (filter->state == NULL || lp_enum_from_nick (LP_TYPE_TICKET_STATE, filter->state, &state))
    return TRUE;
  lp_error_add_field (error, "?state", "This must be one of: available, activated, expired, revoked.");
  return FALSE;
}

static void
read_subtree (const LcCall *call, LcTicketFilter *filter, GError **error)
{
  const char *subtree = lc_answer_get_query (call, "subtree");

  filter->subtree = g_strcmp0 (subtree, "false") != 0;
  if (subtree != NULL && filter->subtree && !g_str_equal (subtree, "true"))
    lp_error_add_field (error, "?subtree", "This must be true or false.");
}

static LcReply *
list (const LcCall *call, LcTicketFilter *filter, GError **error)
{
  g_auto (LcPage) page = { 0 };

  if (!lc_page_init (&page, call, error) || !lc_ticket_list (call->tx, filter, &page, error))
    return NULL;
  return lc_page_finish (&page, call);
}

LcReply *
lc_handle_ticket_list (const LcCall *call, char **current, GError **error)
{
  LcTicketFilter filter = { 0 };
  const char *group = lc_answer_get_query (call, "group");
  const char *assignee = lc_answer_get_query (call, "assignee");
  const char *query = lc_answer_get_query (call, "q");
  GError *fault = NULL;

  if (group != NULL && (filter.group = lc_caller_find_group (call->tx, group, error)) == 0)
    return NULL;
  if (assignee != NULL)
    filter.assignee = lc_person_find (call->tx->db, assignee, &fault);
  if (assignee != NULL && filter.assignee == 0)
    filter.assignee = -1;
  filter.query = query != NULL && *query != '\0' ? query : NULL;
  if (fault == NULL)
    read_state (call, &filter, &fault);
  if (fault == NULL)
    read_subtree (call, &filter, &fault);
  if (fault == NULL)
    return list (call, &filter, error);
  g_propagate_error (error, fault);
  return NULL;
}

LcReply *
lc_handle_ticket_mine (const LcCall *call, char **current, GError **error)
{
  LcTicketFilter filter = { .mine = TRUE };

  return list (call, &filter, error);
}

static LcReply *
answer_ticket (const LcTransaction *tx, gint64 row, GError **error)
{
  g_autoptr (GString) body = g_string_new (NULL);
  char *etag = NULL;

  if (!lc_ticket_write_one (tx, row, body, &etag, error))
    return NULL;
  return lc_answer_object (200, g_steal_pointer (&body), etag);
}

LcReply *
lc_handle_ticket_get (const LcCall *call, char **current, GError **error)
{
  g_autoptr (LcTicket) self = lc_ticket_get (call->tx, call->path[0], error);

  return self != NULL ? answer_ticket (call->tx, self->row, error) : NULL;
}

static gboolean
match (const LcCall *call, const LcTicket *self, char **current, GError **error)
{
  GString *body = g_string_new (NULL);

  if (!lc_ticket_write_one (call->tx, self->row, body, NULL, error))
    {
      g_string_free (body, TRUE);
      return FALSE;
    }
  return lc_answer_match (call, self->ticket->etag, body, current, error);
}

LcReply *
lc_handle_ticket_allocate (const LcCall *call, char **current, GError **error)
{
  g_autoptr (LcTicket) self = lc_ticket_get (call->tx, call->path[0], error);
  JsonNode *node = json_object_get_member (call->body, "group_id");
  gboolean is_text = node != NULL && json_node_get_value_type (node) == G_TYPE_STRING;
  LpAllocationChange change = { 0 };
  GError *faults = NULL;
  LcBefore place;
  gint64 group;

  if (self == NULL)
    return NULL;
  group = lc_allocation_check (call->tx, self, is_text ? json_node_get_string (node) : NULL, error);
  if (group == 0)
    {
      lc_caller_name_missing (error, "/group_id");
      lp_wire_read_allocation_change (call->body, &change, &faults);
      lc_answer_add_faults (error, faults);
      return NULL;
    }
  if (!lc_answer_check_given (call, error) || !lp_wire_read_allocation_change (call->body, &change, error) ||
      !lc_allocation_resolve (call->tx, self, group, &change, &place, error) ||
      !match (call, self, current, error) || !lc_allocation_set (call->tx, self, &place, error))
    return NULL;
  return answer_ticket (call->tx, self->row, error);
}

static GArray *
read_entries (JsonObject *body, const LpProduct *product, GError **error)
{
  static const char *const known[] = { "entries", NULL };
  GError *fault = NULL;
  JsonObject *entries = lp_wire_get_object (body, "", "entries", TRUE, &fault);
  GArray *values = NULL;

  if (entries != NULL && lp_wire_check_entry_types (entries, product, &fault))
    values = lp_wire_read_entry_values (entries, "/entries", &fault);
  lp_wire_finish (body, "", known, &fault);
  if (fault == NULL)
    return values;
  g_clear_pointer (&values, g_array_unref);
  g_propagate_error (error, fault);
  return NULL;
}

LcReply *
lc_handle_ticket_entries (const LcCall *call, char **current, GError **error)
{
  g_autoptr (LcTicket) self = lc_ticket_get (call->tx, call->path[0], error);
  g_autoptr (LpProduct) product = NULL;
  g_autoptr (GArray) values = NULL;
  g_autofree char *entries = NULL;

  if (self == NULL || !lc_ticket_check (call->tx, self, LP_ACTION_CHANGE_ENTRIES, error) ||
      !lc_answer_check_given (call, error))
    return NULL;
  product = lc_product_load (call->tx->db, self->product, error);
  values = product != NULL ? read_entries (call->body, product, error) : NULL;
  entries = values != NULL ? lc_ticket_merge_entries (self, product, values, error) : NULL;
  if (entries == NULL || !match (call, self, current, error) ||
      !lc_ticket_store_entries (call->tx, self, entries, error))
    return NULL;
  return answer_ticket (call->tx, self->row, error);
}

LcReply *
lc_handle_ticket_revoke (const LcCall *call, char **current, GError **error)
{
  g_autoptr (LcTicket) self = lc_ticket_get (call->tx, call->path[0], error);
  const char *credit;
  GError *fault = NULL;

  if (self == NULL || !lc_ticket_check (call->tx, self, LP_ACTION_REVOKE, error))
    return NULL;
  credit = lc_answer_read_credit (call->body, &fault);
  if (fault != NULL)
    {
      g_propagate_error (error, fault);
      return NULL;
    }
  if (!match (call, self, current, error) || !lc_ticket_revoke (call->tx, self, credit, error))
    return NULL;
  return answer_ticket (call->tx, self->row, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lp-client-types.h"

G_DEFINE_BOXED_TYPE (LpTicketQuery, lp_ticket_query, lp_ticket_query_copy, lp_ticket_query_free)

LpTicketQuery *
lp_ticket_query_new (void)
{
  LpTicketQuery *query = g_new0 (LpTicketQuery, 1);

  query->subtree = TRUE;
  query->expires_from = LP_DATE_NONE;
  query->expires_to = LP_DATE_NONE;
  return query;
}

LpTicketQuery *
lp_ticket_query_copy (const LpTicketQuery *query)
{
  LpTicketQuery *copy = g_memdup2 (query, sizeof *query);

  copy->group_id = g_strdup (query->group_id);
  copy->product_id = g_strdup (query->product_id);
  copy->person_id = g_strdup (query->person_id);
  copy->text = g_strdup (query->text);
  return copy;
}

void
lp_ticket_query_free (LpTicketQuery *query)
{
  g_free (query->group_id);
  g_free (query->product_id);
  g_free (query->person_id);
  g_free (query->text);
  g_free (query);
}

gboolean
lp_ticket_query_equal (const LpTicketQuery *a, const LpTicketQuery *b)
{
  return g_strcmp0 (a->group_id, b->group_id) == 0 && a->subtree == b->subtree && a->states == b->states &&
         g_strcmp0 (a->product_id, b->product_id) == 0 && a->who == b->who &&
         g_strcmp0 (a->person_id, b->person_id) == 0 && a->expires_from == b->expires_from &&
         a->expires_to == b->expires_to && g_strcmp0 (a->text, b->text) == 0 && a->sort == b->sort &&
         a->descending == b->descending;
}

LpTicketState
lp_ticket_get_state_on (const LpTicket *ticket, LpDate today)
{
  if (ticket->state == LP_TICKET_REVOKED)
    return LP_TICKET_REVOKED;
  if (ticket->technical_expiry != LP_DATE_NONE && ticket->technical_expiry < today)
    return LP_TICKET_EXPIRED;
  if (ticket->state != LP_TICKET_EXPIRED)
    return ticket->state;
  return ticket->containers != NULL && ticket->containers->len > 0 ? LP_TICKET_ACTIVATED
                                                                   : LP_TICKET_AVAILABLE;
}

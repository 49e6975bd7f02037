/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lc-ticket-rows.h"

#include "lc-caller.h"
#include "lc-id.h"
#include "lc-ticket-columns.h"
#include "lp-ticket-code.h"

gint64
lc_ticket_find (LpDb *db, const char *code, GError **error)
{
  char canonical[LP_TICKET_CODE_SIZE];
  GError *fault = NULL;
  gint64 row = 0;

  if (lp_ticket_code_normalize (code, canonical) == LP_TICKET_CODE_OK)
    row = lp_db_query_int (db, 0, &fault, "SELECT row FROM ticket WHERE code = $1", "t", canonical);
  if (fault != NULL)
    g_propagate_error (error, fault);
  else if (row == 0)
    lc_set_not_found (error);
  return row;
}

static LpTicketState
get_state (LpStatement *row, LpDate today)
{
  LpDate expiry = lp_statement_get_date (row, 17);

  if (!lp_statement_is_null (row, 19))
    return LP_TICKET_REVOKED;
  if (expiry != LP_DATE_NONE && expiry < today)
    return LP_TICKET_EXPIRED;
  return lp_statement_get_int (row, 18) > 0 ? LP_TICKET_ACTIVATED : LP_TICKET_AVAILABLE;
}

static LpTicket *
read_ticket (LpStatement *row, LpDate today)
{
  LpTicket *ticket = lp_ticket_new ();
  int removal = LP_REMOVAL_NONE;

  ticket->id = lp_statement_dup_text (row, 1);
  ticket->code = lp_statement_dup_text (row, 2);
  ticket->etag = lc_etag_new (ticket->id, lp_statement_get_int (row, 3));
  g_strfreev (ticket->modules);
  ticket->modules = lp_statement_get_text (row, 4)[0] != '\0'
                        ? g_strsplit (lp_statement_get_text (row, 4), " ", -1)
                        : g_new0 (char *, 1);
  g_array_unref (ticket->entries);
  ticket->entries = lc_ticket_read_entries (lp_statement_get_text (row, 5));
  ticket->quantity = (int) lp_statement_get_int (row, 6);
  ticket->group_id = lp_statement_dup_text (row, 8);
  ticket->assignee_id = lp_statement_dup_text (row, 10);
  ticket->visible_to_group = lp_statement_get_int (row, 11) != 0;
  ticket->order_id = lp_statement_dup_text (row, 12);
  ticket->order_number = lp_statement_dup_text (row, 13);
  ticket->reference = lp_statement_dup_text (row, 14);
  ticket->created_at = lp_statement_dup_text (row, 15);
  ticket->created_by = lp_statement_dup_text (row, 16);
  ticket->technical_expiry = lp_statement_get_date (row, 17);
  lp_enum_from_nick (LP_TYPE_REMOVAL, lp_statement_get_text (row, 20), &removal);
  ticket->removal = (LpRemoval) removal;
  ticket->subscription_id = lp_statement_dup_text (row, 21);
  ticket->product_id = lp_statement_dup_text (row, 22);
  ticket->product_code = lp_statement_dup_text (row, 23);
  ticket->product_name = lp_statement_dup_text (row, 24);
  ticket->state = get_state (row, today);
  return ticket;
}

static gboolean
read_containers (LpDb *db, LcTicket *self, GError **error)
{
  GError *fault = NULL;
  LpStatement *rows = lp_db_query (db, &fault,
                                   "SELECT c.id, c.name, a.activated_at FROM activation a"
                                   " JOIN container c ON c.row = a.container"
                                   " WHERE a.ticket = $1 AND a.ended_at IS NULL ORDER BY a.row",
                                   "i", self->row);

  while (rows != NULL && lp_statement_step (rows, &fault))
    {
      LpContainer *container = lp_container_new ();

      container->id = lp_statement_dup_text (rows, 0);
      container->name = lp_statement_dup_text (rows, 1);
      container->activated_at = lp_statement_dup_text (rows, 2);
      g_ptr_array_add (self->ticket->containers, container);
    }
  if (fault != NULL)
    g_propagate_error (error, fault);
  return fault == NULL;
}

LcTicket *
lc_ticket_load (const LcTransaction *tx, gint64 row, GError **error)
{
  g_autoptr (LcTicket) self = g_new0 (LcTicket, 1);
  GError *fault = NULL;
  gboolean activated;
  LpStatement *rows = lp_db_query (tx->db, error, LC_TICKET_SELECT " WHERE t.row = $1", "i", row);

  if (rows == NULL)
    return NULL;
  if (!lp_statement_step (rows, &fault))
    {
      if (fault != NULL)
        g_propagate_error (error, fault);
      else
        lc_set_not_found (error);
      return NULL;
    }
  self->row = row;
  self->version = lp_statement_get_int (rows, 3);
  self->place.group = lp_statement_get_int (rows, 7);
  self->place.assignee = lp_statement_get_int (rows, 9);
  self->place.visible = lp_statement_get_int (rows, 11) != 0;
  self->subscription = lp_statement_get_int (rows, 26);
  self->product = lp_statement_get_int (rows, 27);
  self->ticket = read_ticket (rows, tx->today);
  activated = lp_statement_get_int (rows, 18) > 0;
  lp_statement_reset (rows);
  return !activated || read_containers (tx->db, self, error) ? g_steal_pointer (&self) : NULL;
}

void
lc_ticket_free (LcTicket *self)
{
  if (self == NULL)
    return;
  g_clear_pointer (&self->ticket, lp_ticket_unref);
  g_free (self);
}

gint64
lc_ticket_insert (const LcTransaction *tx, const LcNewTicket *ticket, char **id, char *code, GError **error)
{
  g_autofree char *modules = g_strjoinv (" ", (char **) ticket->modules);
  LpStatement *insert =
      lp_db_prepare (tx->db,
                     "INSERT INTO ticket (id, code, product, modules, entries, quantity, group_row,"
                     " visible_to_group, reference, created_at, technical_expiry, assignee,"
                     " order_row, created_by)"
                     " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)",
                     error);

  if (insert == NULL)
    return 0;
  *id = lc_id_new ();
  lc_ticket_code_new (code);
  lp_statement_bind (insert, "ttittiibttd", *id, code, ticket->product, modules, ticket->entries,
                     (gint64) ticket->quantity, ticket->place.group, ticket->place.visible, ticket->reference,
                     tx->now, ticket->technical_expiry);
  if (ticket->place.assignee != 0)
    lp_statement_bind_int (insert, 12, ticket->place.assignee);
  if (ticket->order != 0)
    lp_statement_bind_int (insert, 13, ticket->order);
  if (ticket->creator != 0)
    lp_statement_bind_int (insert, 14, ticket->creator);
  return lp_statement_run (insert, error) ? lp_db_get_last_row (tx->db) : 0;
}

gboolean
lc_ticket_set_place (const LcTransaction *tx, const LcTicket *self, const LcBefore *place, GError **error)
{
  LpStatement *update =
      lp_db_prepare (tx->db,
                     "UPDATE ticket SET group_row = $2, visible_to_group = $3, assignee = $4,"
                     " version = version + 1 WHERE row = $1",
                     error);

  if (update == NULL)
    return FALSE;
  lp_statement_bind (update, "iibn", self->row, place->group, place->visible);
  if (place->assignee != 0)
    lp_statement_bind_int (update, 4, place->assignee);
  return lp_statement_run (update, error) &&
         lc_change_add (tx, LC_CHANGE_TICKET, self->row, &self->place, error);
}

gboolean
lc_ticket_touch (const LcTransaction *tx, const LcTicket *self, GError **error)
{
  return lp_db_run (tx->db, error, "UPDATE ticket SET version = version + 1 WHERE row = $1", "i",
                    self->row) &&
         lc_change_add (tx, LC_CHANGE_TICKET, self->row, &self->place, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lp-replica-apply.h"
#include "lp-replica-rows.h"

/* Tickets of the change feed into rows and full text. */

/* What the row held before, so that full text can be told to forget it. */
typedef struct
{
  guint32 row; /* 0: not there */
  char *searched;
} OldTicket;

static gboolean
find_ticket (LpReplicaStore *self, const char *id, OldTicket *old, GError **error)
{
  g_autoptr (GError) fault = NULL;
  LpStatement *rows;

  old->row = 0;
  old->searched = NULL;
  if (self->bulk)
    return TRUE;
  rows = lp_db_query (self->db, &fault, "SELECT row, reference, entries FROM ticket WHERE id = $1", "t", id);
  if (rows != NULL && lp_statement_step (rows, &fault))
    {
      old->row = (guint32) lp_statement_get_int (rows, 0);
      old->searched = lp_replica_rows_get_searched (lp_statement_get_text (rows, 1),
                                                    lp_statement_get_text (rows, 2));
      lp_statement_reset (rows);
    }
  if (fault == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&fault));
  return FALSE;
}

static gboolean
index_text (LpReplicaStore *self, guint32 row, const char *old, const char *text, GError **error)
{
  if (g_strcmp0 (old, text) == 0)
    return TRUE;
  if (old != NULL && *old != '\0' &&
      !lp_db_run (self->db, error,
                  "INSERT INTO ticket_text (ticket_text, rowid, text) VALUES ('delete', $1, $2)", "is",
                  (gint64) row, old))
    return FALSE;
  return text == NULL || *text == '\0' ||
         lp_db_run (self->db, error, "INSERT INTO ticket_text (rowid, text) VALUES ($1, $2)", "is",
                    (gint64) row, text);
}

static gboolean
remove_ticket (LpReplicaStore *self, const OldTicket *old, GError **error)
{
  lp_ticket_columns_remove (&self->tickets, old->row);
  return index_text (self, old->row, old->searched, NULL, error) &&
         lp_db_run (self->db, error, "DELETE FROM ticket WHERE row = $1", "i", (gint64) old->row);
}

static gboolean
take_refs (LpReplicaStore *self,
           const LpTicket *ticket,
           LpTicketColumnsRow *values,
           guint32 *creator,
           GError **error)
{
  g_autoptr (GError) fault = NULL;

  values->product = lp_refs_take (self, &self->products, ticket->product_id, &fault);
  /* A product may be visible only through its tickets: they know its name. */
  if (fault == NULL && g_ptr_array_index (self->products.names, values->product) == NULL)
    {
      lp_refs_set (&self->products, values->product, ticket->product_id, ticket->product_name,
                   ticket->product_code, NULL);
      lp_db_run (self->db, &fault, "UPDATE product SET name = $2, code = $3 WHERE row = $1", "itt",
                 (gint64) values->product, ticket->product_name, ticket->product_code);
    }
  if (fault == NULL)
    values->group = lp_refs_take (self, &self->groups, ticket->group_id, &fault);
  if (fault == NULL)
    values->assignee = lp_refs_take (self, &self->persons, ticket->assignee_id, &fault);
  if (fault == NULL)
    *creator = lp_refs_take (self, &self->persons, ticket->created_by, &fault);
  if (fault == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&fault));
  return FALSE;
}

static gboolean
write_ticket (LpReplicaStore *self,
              guint32 row,
              const LpTicket *ticket,
              const LpTicketRow *texts,
              const LpTicketColumnsRow *values,
              guint32 creator,
              GError **error)
{
  static const char sql[] =
      "INSERT OR REPLACE INTO ticket (row, id, code, state, visible, product, group_row, assignee, created, removal,"
      " quantity, created_by, modules, entries, reference, order_id, order_number, subscription_id, containers, etag,"
      " expiry) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19, $20,"
      " $21)";
  LpStatement *insert = lp_db_prepare (self->db, sql, error);

  if (insert == NULL)
    return FALSE;
  lp_statement_bind (insert, "issiiiiiiiiissssssss", (gint64) row, ticket->id, ticket->code,
                     (gint64) values->state, (gint64) values->visible, (gint64) values->product,
                     (gint64) values->group, (gint64) values->assignee, (gint64) values->created,
                     (gint64) ticket->removal, (gint64) ticket->quantity, (gint64) creator, texts->modules,
                     texts->entries, ticket->reference, ticket->order_id, ticket->order_number,
                     ticket->subscription_id, texts->containers, ticket->etag);
  if (values->expiry != LP_DATE_NONE)
    lp_statement_bind_int (insert, 21, values->expiry);
  return lp_statement_run (insert, error);
}

static gboolean
put_ticket (LpReplicaStore *self,
            const OldTicket *old,
            const LpTicket *ticket,
            const LpTicketRow *texts,
            guint32 *row,
            GError **error)
{
  LpTicketColumnsRow values = texts->values;
  guint32 creator = 0;

  if (!take_refs (self, ticket, &values, &creator, error))
    return FALSE;
  *row = old->row != 0 ? old->row : self->next_row++;
  if (!write_ticket (self, *row, ticket, texts, &values, creator, error) ||
      !index_text (self, *row, old->searched, texts->searched, error))
    return FALSE;
  lp_ticket_columns_set (&self->tickets, *row, &values);
  return TRUE;
}

gboolean
lp_replica_apply_ticket (LpReplicaStore *self,
                         const LpFeedItem *item,
                         const LpTicketRow *texts,
                         guint32 *row,
                         GError **error)
{
  OldTicket old;
  gboolean done;

  *row = 0;
  if (!find_ticket (self, item->id, &old, error))
    return FALSE;
  if (item->object != NULL)
    done = put_ticket (self, &old, item->object, texts, row, error);
  else
    done = old.row == 0 || remove_ticket (self, &old, error);
  if (*row == 0)
    *row = old.row;
  g_free (old.searched);
  return done;
}

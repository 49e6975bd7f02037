/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lp-replica-store.h"

/* The columns of all tickets on disk. Every transaction that changes tickets stores the chunks that it changed, so
 * that chunks and tickets never disagree. The name `columns` in `meta` says how they are written; whatever does not
 * fit is made anew from the tickets. */

#define LAYOUT (G_BYTE_ORDER == G_LITTLE_ENDIAN ? "1-little" : "1-big")

static gboolean
gather (LpReplicaStore *self, GError **error)
{
  g_autoptr (GError) fault = NULL;
  LpStatement *rows =
      lp_db_query (self->db, &fault,
                   "SELECT row, code, state, visible, product, group_row, assignee, expiry, created"
                   " FROM ticket",
                   "");

  while (rows != NULL && lp_statement_step (rows, &fault))
    {
      const LpTicketColumnsRow values = {
        .code = lp_code_key_new (lp_statement_get_text (rows, 1)),
        .state = (guint8) lp_statement_get_int (rows, 2),
        .visible = (guint8) lp_statement_get_int (rows, 3),
        .product = (guint32) lp_statement_get_int (rows, 4),
        .group = (guint32) lp_statement_get_int (rows, 5),
        .assignee = (guint32) lp_statement_get_int (rows, 6),
        .expiry = lp_statement_is_null (rows, 7) ? LP_DATE_NONE : (LpDate) lp_statement_get_int (rows, 7),
        .created = (guint32) lp_statement_get_int (rows, 8),
      };

      lp_ticket_columns_set (&self->tickets, (guint32) lp_statement_get_int (rows, 0), &values);
    }
  if (fault == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&fault));
  return FALSE;
}

/* Whether all rows refer to something that is there. */
static gboolean
is_sound (LpReplicaStore *self)
{
  const LpTicketColumns *t = &self->tickets;
  guint32 product = 0, group = 0, assignee = 0;

  for (guint32 row = 1; row < t->n; row++)
    {
      product = MAX (product, t->products[row]);
      group = MAX (group, t->groups[row]);
      assignee = MAX (assignee, t->assignees[row]);
    }
  return product < self->products.names->len && group < self->groups.names->len &&
         assignee < self->persons.names->len;
}

static gboolean
read_chunks (LpReplicaStore *self)
{
  gint64 last = lp_db_query_int (self->db, 0, NULL, "SELECT max (chunk) FROM ticket_columns", "");
  gint64 last_row = lp_db_query_int (self->db, 0, NULL, "SELECT max (row) FROM ticket", "");
  LpStatement *rows = lp_db_query (self->db, NULL, "SELECT chunk, data FROM ticket_columns ORDER BY chunk",
                                   "");
  g_autoptr (GError) fault = NULL;

  if (rows == NULL || last >= G_MAXUINT32 / LP_TICKET_CHUNK_ROWS - 1)
    return FALSE;
  lp_ticket_columns_reserve (&self->tickets, (guint32) (last + 1) * LP_TICKET_CHUNK_ROWS);
  while (lp_statement_step (rows, &fault))
    {
      gsize size;
      gint64 chunk = lp_statement_get_int (rows, 0);
      const guint8 *data = lp_statement_get_blob (rows, 1, &size);

      if (size != LP_TICKET_CHUNK_SIZE || chunk < 0)
        {
          lp_statement_reset (rows);
          return FALSE;
        }
      lp_ticket_columns_unpack (&self->tickets, (guint32) chunk, data);
    }
  return fault == NULL && last_row < MAX (self->tickets.n, 1) && is_sound (self);
}

/* Without room for them on disk they are made again the next time. */
static void
store_all (LpReplicaStore *self)
{
  g_autoptr (GError) error = NULL;

  if (lp_db_begin (self->db, &error) && lp_db_run (self->db, &error, "DELETE FROM ticket_columns", "") &&
      lp_replica_store_save_columns (self, &error) &&
      lp_replica_store_set_meta (self, "columns", LAYOUT, &error) && lp_db_commit (self->db, &error))
    return;
  lp_db_rollback (self->db);
  g_info ("The columns of the tickets cannot be stored: %s", error->message);
}

gboolean
lp_replica_store_load_columns (LpReplicaStore *self, GError **error)
{
  g_autofree char *layout = lp_replica_store_dup_meta (self->db, "columns");

  if (g_strcmp0 (layout, LAYOUT) == 0 && read_chunks (self))
    return TRUE;
  lp_ticket_columns_clear (&self->tickets);
  if (!gather (self, error))
    return FALSE;
  if (!is_sound (self))
    {
      g_set_error_literal (error, LP_ERROR, LP_ERROR_STORAGE,
                           "The local copy has tickets of products or people that are not in it");
      return FALSE;
    }
  store_all (self);
  return TRUE;
}

gboolean
lp_replica_store_save_columns (LpReplicaStore *self, GError **error)
{
  GArray *dirty = self->tickets.columns.dirty;

  for (guint32 chunk = 0; dirty != NULL && chunk < dirty->len; chunk++)
    {
      guint8 data[LP_TICKET_CHUNK_SIZE];
      LpStatement *insert;

      if (!g_array_index (dirty, guint8, chunk))
        continue;
      insert = lp_db_prepare (self->db, "INSERT OR REPLACE INTO ticket_columns (chunk, data) VALUES ($1, $2)",
                              error);
      if (insert == NULL)
        return FALSE;
      lp_ticket_columns_pack (&self->tickets, chunk, data);
      lp_statement_bind_int (insert, 1, chunk);
      lp_statement_bind_blob (insert, 2, data, sizeof data);
      if (!lp_statement_run (insert, error))
        return FALSE;
      lp_ticket_columns_follow (&self->tickets, chunk);
      g_array_index (dirty, guint8, chunk) = FALSE;
    }
  return TRUE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lp-replica-store.h"

/* The columns of all tickets and of all subscriptions on disk. Every transaction that changes some stores the chunks
 * that it changed, so that chunks and rows never disagree. A name in `meta` says how they are written; whatever does
 * not fit is made anew from the rows. */

#define LAYOUT (G_BYTE_ORDER == G_LITTLE_ENDIAN ? "1-little" : "1-big")

typedef struct
{
  const char *meta;
  const char *table;  /* of chunks */
  const char *source; /* the table that they are gathered from */
  const LpColumnLayout *layout;
  gsize at; /* of the columns in LpReplicaStore */
  gboolean (*gather) (LpReplicaStore *self, GError **error);
  gboolean (*is_sound) (LpReplicaStore *self); /* all rows refer to something that is there */
} Kind;

static LpColumns *
get_columns (LpReplicaStore *self, const Kind *kind)
{
  return &G_STRUCT_MEMBER (LpColumns, self, kind->at);
}

static LpDate
get_day (LpStatement *rows, int column)
{
  return lp_statement_is_null (rows, column) ? LP_DATE_NONE : (LpDate) lp_statement_get_int (rows, column);
}

static gboolean
take_fault (GError *fault, GError **error)
{
  if (fault == NULL)
    return TRUE;
  g_propagate_error (error, fault);
  return FALSE;
}

static gboolean
gather_tickets (LpReplicaStore *self, GError **error)
{
  GError *fault = NULL;
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
        .expiry = get_day (rows, 7),
        .created = (guint32) lp_statement_get_int (rows, 8),
      };

      lp_ticket_columns_set (&self->tickets, (guint32) lp_statement_get_int (rows, 0), &values);
    }
  return take_fault (fault, error);
}

static gboolean
gather_subscriptions (LpReplicaStore *self, GError **error)
{
  GError *fault = NULL;
  LpStatement *rows = lp_db_query (
      self->db, &fault,
      "SELECT row, ticket_code, product, group_row, deadline, committed_until, start, cancelled_on,"
      " ends_on, revoked_on FROM subscription",
      "");

  while (rows != NULL && lp_statement_step (rows, &fault))
    {
      const LpSubscriptionColumnsRow values = {
        .code = lp_code_key_new (lp_statement_get_text (rows, 1)),
        .product = (guint32) lp_statement_get_int (rows, 2),
        .group = (guint32) lp_statement_get_int (rows, 3),
        .deadline = get_day (rows, 4),
        .committed_until = get_day (rows, 5),
        .start = get_day (rows, 6),
        .cancelled_on = get_day (rows, 7),
        .ends_on = get_day (rows, 8),
        .revoked_on = get_day (rows, 9),
      };

      lp_subscription_columns_set (&self->subscriptions, (guint32) lp_statement_get_int (rows, 0), &values);
    }
  return take_fault (fault, error);
}

static gboolean
are_tickets_sound (LpReplicaStore *self)
{
  const LpTicketColumns *t = &self->tickets;
  guint32 product = 0, group = 0, assignee = 0;

  for (guint32 row = 1; row < t->columns.n; row++)
    {
      product = MAX (product, t->products[row]);
      group = MAX (group, t->groups[row]);
      assignee = MAX (assignee, t->assignees[row]);
    }
  return product < self->products.names->len && group < self->groups.names->len &&
         assignee < self->persons.names->len;
}

static gboolean
are_subscriptions_sound (LpReplicaStore *self)
{
  const LpSubscriptionColumns *s = &self->subscriptions;
  guint32 product = 0, group = 0;

  for (guint32 row = 1; row < s->columns.n; row++)
    {
      product = MAX (product, s->products[row]);
      group = MAX (group, s->groups[row]);
    }
  return product < self->products.names->len && group < self->groups.names->len;
}

static const Kind tickets = { .meta = "columns",
                              .table = "ticket_columns",
                              .source = "ticket",
                              .layout = &lp_ticket_columns_layout,
                              .at = G_STRUCT_OFFSET (LpReplicaStore, tickets.columns),
                              .gather = gather_tickets,
                              .is_sound = are_tickets_sound };

static const Kind subscriptions = { .meta = "subscription_columns",
                                    .table = "subscription_columns",
                                    .source = "subscription",
                                    .layout = &lp_subscription_columns_layout,
                                    .at = G_STRUCT_OFFSET (LpReplicaStore, subscriptions.columns),
                                    .gather = gather_subscriptions,
                                    .is_sound = are_subscriptions_sound };

static gint64
query_max (LpReplicaStore *self, const char *column, const char *table)
{
  g_autofree char *sql = g_strdup_printf ("SELECT max (%s) FROM %s", column, table);

  return lp_db_query_int (self->db, 0, NULL, sql, "");
}

/* Rows that went may leave chunks behind the last row; many more than there are rows were never written by us. */
static gboolean
is_likely (const Kind *kind, gint64 last_chunk, gint64 last_row)
{
  return last_chunk >= 0 && last_row >= 0 && last_row < G_MAXINT32 &&
         last_chunk <= last_row / kind->layout->chunk_rows * 2 + 1000;
}

static gboolean
read_chunks (LpReplicaStore *self, const Kind *kind)
{
  LpColumns *columns = get_columns (self, kind);
  gint64 last = query_max (self, "chunk", kind->table);
  gint64 last_row = query_max (self, "row", kind->source);
  g_autofree char *sql = g_strdup_printf ("SELECT chunk, data FROM %s ORDER BY chunk", kind->table);
  gsize wanted = lp_columns_get_chunk_size (kind->layout);
  LpStatement *rows;
  g_autoptr (GError) fault = NULL;

  if (!is_likely (kind, last, last_row))
    return FALSE;
  rows = lp_db_query (self->db, NULL, sql, "");
  if (rows == NULL)
    return FALSE;
  lp_columns_reserve (columns, kind->layout, (guint32) (last + 1) * kind->layout->chunk_rows);
  while (lp_statement_step (rows, &fault))
    {
      gsize size;
      gint64 chunk = lp_statement_get_int (rows, 0);
      const guint8 *data = lp_statement_get_blob (rows, 1, &size);

      if (size != wanted || chunk < 0)
        {
          lp_statement_reset (rows);
          return FALSE;
        }
      lp_columns_unpack (columns, kind->layout, (guint32) chunk, data);
    }
  return fault == NULL && last_row < MAX (columns->n, 1) && kind->is_sound (self);
}

static gboolean
save (LpReplicaStore *self, const Kind *kind, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("INSERT OR REPLACE INTO %s (chunk, data) VALUES ($1, $2)",
                                          kind->table);
  LpColumns *columns = get_columns (self, kind);
  gsize size = lp_columns_get_chunk_size (kind->layout);

  for (guint32 chunk = 0; columns->dirty != NULL && chunk < columns->dirty->len; chunk++)
    {
      guint8 data[LP_COLUMNS_MAX_CHUNK];
      LpStatement *insert;

      if (!g_array_index (columns->dirty, guint8, chunk))
        continue;
      insert = lp_db_prepare (self->db, sql, error);
      if (insert == NULL)
        return FALSE;
      lp_columns_pack (columns, kind->layout, chunk, data);
      lp_statement_bind_int (insert, 1, chunk);
      lp_statement_bind_blob (insert, 2, data, size);
      if (!lp_statement_run (insert, error))
        return FALSE;
      lp_columns_follow (columns, kind->layout, chunk);
      g_array_index (columns->dirty, guint8, chunk) = FALSE;
    }
  return TRUE;
}

static gboolean
save_all (LpReplicaStore *self, const Kind *kind, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("DELETE FROM %s", kind->table);

  return lp_db_run (self->db, error, sql, "") && save (self, kind, error) &&
         lp_replica_store_set_meta (self, kind->meta, LAYOUT, error);
}

/* Without room for them on disk they are made again the next time. */
static void
try_to_save_all (LpReplicaStore *self, const Kind *kind)
{
  g_autoptr (GError) error = NULL;

  if (lp_db_begin (self->db, &error) && save_all (self, kind, &error) && lp_db_commit (self->db, &error))
    return;
  lp_db_rollback (self->db);
  g_info ("%s cannot be stored: %s", kind->table, error->message);
}

/* May be in the middle of a transaction, which the chunks are part of then. */
static gboolean
load (LpReplicaStore *self, const Kind *kind, GError **error)
{
  g_autofree char *layout = lp_replica_store_dup_meta (self->db, kind->meta);

  if (g_strcmp0 (layout, LAYOUT) == 0 && read_chunks (self, kind))
    return TRUE;
  lp_columns_clear (get_columns (self, kind), kind->layout);
  if (!kind->gather (self, error))
    return FALSE;
  if (!kind->is_sound (self))
    {
      g_set_error_literal (
          error, LP_ERROR, LP_ERROR_STORAGE,
          "The local copy has rows that belong to products, groups or people that are not in it");
      return FALSE;
    }
  if (lp_db_in_transaction (self->db))
    return save_all (self, kind, error);
  try_to_save_all (self, kind);
  return TRUE;
}

gboolean
lp_replica_store_load_columns (LpReplicaStore *self, GError **error)
{
  return load (self, &tickets, error);
}

gboolean
lp_replica_store_load_subscriptions (LpReplicaStore *self, GError **error)
{
  if (self->subscriptions.complete)
    return TRUE;
  self->subscriptions.complete = load (self, &subscriptions, error);
  if (!self->subscriptions.complete)
    lp_subscription_columns_clear (&self->subscriptions);
  return self->subscriptions.complete;
}

gboolean
lp_replica_store_save_columns (LpReplicaStore *self, GError **error)
{
  return save (self, &tickets, error) && save (self, &subscriptions, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lp-replica-private.h"

/* What lists show, for the main context: lines of tickets from the columns that the worker keeps in memory, or, while
 * the worker changes them, from the file, so that nobody waits for it; rows of subscriptions from the file. */

void
lp_ticket_line_clear (LpTicketLine *self)
{
  g_clear_pointer (&self->product_name, g_free);
  g_clear_pointer (&self->group_id, g_free);
  g_clear_pointer (&self->assignee_id, g_free);
  g_clear_pointer (&self->assignee_name, g_free);
  self->code[0] = '\0';
}

static const char *
get_name (const LpRefs *refs, guint32 row)
{
  const char *name = row < refs->names->len ? g_ptr_array_index (refs->names, row) : NULL;

  return name != NULL && *name != '\0' ? name : NULL;
}

static const char *
get_id (const LpRefs *refs, guint32 row)
{
  return row < refs->ids->len ? g_ptr_array_index (refs->ids, row) : NULL;
}

/* FALSE: not a code that this program would have made, so its last symbol is known to the file only. */
static gboolean
read_columns (const LpReplicaStore *store, guint32 row, LpDate today, LpTicketLine *line)
{
  LpTicketColumnsRow values;

  if (row == 0 || row >= store->tickets.columns.n)
    return TRUE;
  lp_ticket_columns_get (&store->tickets, row, &values);
  if (values.state == LP_TICKET_GONE)
    return TRUE;
  if (!lp_code_key_format (values.code, line->code))
    return FALSE;
  line->state = lp_ticket_columns_row_get_state (&values, today);
  line->expiry = values.expiry;
  line->visible_to_group = values.visible != 0;
  line->product_name = g_strdup (get_name (&store->products, values.product));
  line->group_id = g_strdup (get_id (&store->groups, values.group));
  if (values.assignee == 0)
    return TRUE;
  line->assignee_id = g_strdup (get_id (&store->persons, values.assignee));
  line->assignee_name = g_strdup (get_name (&store->persons, values.assignee));
  return TRUE;
}

static void
read_file (LpReplica *self, guint32 row, LpDate today, LpTicketLine *line)
{
  g_autoptr (LpTicket) ticket = self->db != NULL ? lp_replica_rows_get_ticket (self->db, row, today) : NULL;
  g_autoptr (LpPerson) person = NULL;

  if (ticket == NULL)
    return;
  g_strlcpy (line->code, ticket->code, sizeof line->code);
  line->state = ticket->state;
  line->expiry = ticket->technical_expiry;
  line->visible_to_group = ticket->visible_to_group;
  line->product_name = g_strdup (ticket->product_name);
  line->group_id = g_strdup (ticket->group_id);
  if (ticket->assignee_id == NULL)
    return;
  line->assignee_id = g_strdup (ticket->assignee_id);
  person = lp_replica_get_person (self, ticket->assignee_id);
  if (person != NULL && person->name != NULL && *person->name != '\0')
    line->assignee_name = g_strdup (person->name);
}

void
lp_replica_fetch_ticket_lines (LpReplica *self, const guint32 *rows, gsize n_rows, LpTicketLine *lines)
{
  LpDate today = lp_replica_get_today (self);
  gboolean locked = g_mutex_trylock (&self->memory);
  gboolean in_memory = locked && self->store != NULL;

  for (gsize i = 0; i < n_rows; i++)
    {
      lines[i] = (LpTicketLine){ .expiry = LP_DATE_NONE };
      if (!in_memory || !read_columns (self->store, rows[i], today, &lines[i]))
        read_file (self, rows[i], today, &lines[i]);
    }
  if (locked)
    g_mutex_unlock (&self->memory);
}

/* Rows of products and groups are never given to others while the file lives, so what was read stays right. */
static char *
dup_id (LpReplica *self, GHashTable **ids, const char *sql, guint32 row)
{
  const char *id = *ids != NULL ? g_hash_table_lookup (*ids, GUINT_TO_POINTER (row)) : NULL;
  char *read;

  if (id != NULL || row == 0)
    return g_strdup (id);
  read = lp_db_query_text (self->db, NULL, sql, "i", (gint64) row);
  if (read == NULL)
    return NULL;
  if (*ids == NULL)
    *ids = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  g_hash_table_insert (*ids, GUINT_TO_POINTER (row), read);
  return g_strdup (read);
}

static LpSubscription *
read_subscription (LpReplica *self, guint32 row, LpDate today)
{
  guint32 product, group;
  LpSubscription *read = lp_replica_rows_get_subscription_row (self->db, row, today, &product, &group);

  if (read == NULL)
    return NULL;
  read->product_id = dup_id (self, &self->product_ids, "SELECT id FROM product WHERE row = $1", product);
  read->group_id = dup_id (self, &self->group_ids, "SELECT id FROM groups WHERE row = $1", group);
  return read;
}

void
lp_replica_fetch_subscription_rows (LpReplica *self,
                                    const guint32 *rows,
                                    gsize n_rows,
                                    LpSubscription **subscriptions)
{
  LpDate today = lp_replica_get_today (self);
  /* The file is locked once and not for every row, which takes as long as to read it. */
  gboolean together = self->db != NULL && n_rows > 1 && lp_db_begin_read (self->db, NULL);

  for (gsize i = 0; i < n_rows; i++)
    subscriptions[i] = self->db != NULL ? read_subscription (self, rows[i], today) : NULL;
  if (together && !lp_db_commit (self->db, NULL))
    lp_db_rollback (self->db);
}

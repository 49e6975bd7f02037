/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lp-replica-apply.h"

#include "lp-last-search.h"
/* Items of the change feed into rows. An object that is NULL is gone for this person. */

static void
touch_row (GArray **rows, guint32 row)
{
  if (*rows == NULL)
    *rows = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_array_append_val (*rows, row);
}

static void
touch (LpTouched *touched, LpKinds kind, const char *id, guint32 row)
{
  if (touched == NULL)
    return;
  touched->kinds |= kind;
  if (row != 0 && kind == LP_KIND_TICKET)
    {
      touch_row (&touched->tickets, row);
      return;
    }
  if (row != 0)
    touch_row (&touched->subscriptions, row);
  if (touched->ids == NULL)
    touched->ids = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (touched->ids, g_strdup (id));
}

/* Runs @sql with the parameters that @format names, and behind them the object's text. */
#define run_with_text(self, item, error, sql, number, format, ...)                                           \
  run_bound (bind_text (lp_db_query ((self)->db, error, sql, format, __VA_ARGS__), number, item), error)

static LpStatement *
bind_text (LpStatement *statement, int number, const LpFeedItem *item)
{
  if (statement != NULL)
    lp_statement_bind_borrowed (statement, number, item->text, (gssize) item->size);
  return statement;
}

static gboolean
run_bound (LpStatement *statement, GError **error)
{
  return statement != NULL && lp_statement_run (statement, error);
}

static gboolean
forget_ref (LpReplicaStore *self, LpRefs *refs, const char *id, GError **error)
{
  g_autofree char *sql = g_strdup_printf ("UPDATE %s SET name = NULL, object = NULL WHERE id = $1",
                                          refs->table);
  guint32 row = lp_refs_find (refs, id);

  if (row != 0)
    lp_refs_set (refs, row, id, NULL, NULL, NULL);
  return lp_db_run (self->db, error, sql, "t", id);
}

static gboolean
apply_group (LpReplicaStore *self, const LpFeedItem *item, GError **error)
{
  const LpGroup *group = item->object;
  guint32 row;

  if (group == NULL)
    return forget_ref (self, &self->groups, item->id, error);
  row = lp_refs_take (self, &self->groups, item->id, error);
  if (row == 0)
    return FALSE;
  lp_refs_set (&self->groups, row, item->id, group->path, NULL, group->parent_id);
  return run_with_text (self, item, error, "UPDATE groups SET name = $2, object = $3 WHERE row = $1", 3, "it",
                        (gint64) row, group->path);
}

static gboolean
apply_product (LpReplicaStore *self, const LpFeedItem *item, GError **error)
{
  const LpProduct *product = item->object;
  guint32 row;

  if (product == NULL)
    return lp_db_run (self->db, error, "UPDATE product SET object = NULL WHERE id = $1", "t", item->id);
  row = lp_refs_take (self, &self->products, item->id, error);
  if (row == 0)
    return FALSE;
  lp_refs_set (&self->products, row, item->id, product->name, product->code, NULL);
  return run_with_text (self, item, error,
                        "UPDATE product SET name = $2, code = $3, object = $4 WHERE row = $1", 4, "itt",
                        (gint64) row, product->name, product->code);
}

static gboolean
apply_person (LpReplicaStore *self, const LpFeedItem *item, GError **error)
{
  const LpPerson *person = item->object;
  guint32 row;

  if (person == NULL)
    return forget_ref (self, &self->persons, item->id, error);
  row = lp_refs_take (self, &self->persons, item->id, error);
  if (row == 0)
    return FALSE;
  lp_refs_set (&self->persons, row, item->id, person->name, person->email, NULL);
  return run_with_text (self, item, error,
                        "UPDATE person SET name = $2, email = $3, object = $4 WHERE row = $1", 4, "itt",
                        (gint64) row, person->name, person->email);
}

static gboolean
apply_category (LpReplicaStore *self, const LpFeedItem *item, GError **error)
{
  const LpCategory *category = item->object;

  if (category == NULL)
    return lp_db_run (self->db, error, "DELETE FROM category WHERE id = $1", "t", item->id);
  return run_with_text (self, item, error,
                        "INSERT INTO category (id, name, object) VALUES ($1, $2, $3)"
                        " ON CONFLICT (id) DO UPDATE SET name = $2, object = $3",
                        3, "tt", item->id, category->name);
}

/* The id of a membership is GROUP_ID/PERSON_ID. */
static gboolean
apply_membership (LpReplicaStore *self, const LpFeedItem *item, GError **error)
{
  g_auto (GStrv) parts = g_strsplit (item->id, "/", 2);

  if (g_strv_length (parts) != 2)
    return TRUE;
  if (item->object == NULL)
    return lp_db_run (self->db, error, "DELETE FROM membership WHERE group_id = $1 AND person_id = $2", "tt",
                      parts[0], parts[1]);
  return run_with_text (self, item, error,
                        "INSERT OR REPLACE INTO membership (group_id, person_id, object) VALUES ($1, $2, $3)",
                        3, "tt", parts[0], parts[1]);
}

static gboolean
apply_order (LpReplicaStore *self, const LpFeedItem *item, GError **error)
{
  const LpOrder *order = item->object;
  guint32 group;

  if (!self->bulk && !lp_db_run (self->db, error, "DELETE FROM orders WHERE id = $1", "t", item->id))
    return FALSE;
  if (order == NULL)
    return TRUE;
  group = lp_refs_take (self, &self->groups, order->group_id, error);
  if (group == 0)
    return FALSE;
  return run_with_text (
      self, item, error,
      "INSERT INTO orders (id, group_row, state, created_at, object) VALUES ($1, $2, $3, $4, $5)", 5, "siis",
      item->id, (gint64) group, (gint64) order->state, order->created_at);
}

static void
bind_day (LpStatement *statement, int parameter, LpDate day)
{
  if (day != LP_DATE_NONE)
    lp_statement_bind_int (statement, parameter, day);
}

static gboolean
insert_subscription (LpReplicaStore *self,
                     const LpFeedItem *item,
                     const LpSubscriptionColumnsRow *values,
                     guint32 *row,
                     GError **error)
{
  const LpSubscription *subscription = item->object;
  LpStatement *insert =
      lp_db_query (self->db, error,
                   "INSERT OR REPLACE INTO subscription (id, ticket_code, group_row, product, deadline,"
                   " committed_until, start, cancelled_on, ends_on, revoked_on, object, row)"
                   " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
                   "ssii", item->id, subscription->ticket_code, (gint64) values->group,
                   (gint64) values->product);

  if (insert == NULL)
    return FALSE;
  bind_day (insert, 5, values->deadline);
  bind_day (insert, 6, values->committed_until);
  bind_day (insert, 7, values->start);
  bind_day (insert, 8, values->cancelled_on);
  bind_day (insert, 9, values->ends_on);
  bind_day (insert, 10, values->revoked_on);
  bind_text (insert, 11, item);
  if (*row != 0)
    lp_statement_bind_int (insert, 12, *row);
  if (!lp_statement_run (insert, error))
    return FALSE;
  if (*row == 0)
    *row = (guint32) lp_db_get_last_row (self->db);
  return TRUE;
}

static gboolean
put_subscription (LpReplicaStore *self, const LpFeedItem *item, guint32 *row, GError **error)
{
  g_autoptr (GError) fault = NULL;
  const LpSubscription *subscription = item->object;
  LpSubscriptionColumnsRow values = { .deadline = subscription->deadline,
                                      .committed_until = subscription->committed_until,
                                      .start = subscription->start,
                                      .cancelled_on = subscription->cancelled_on,
                                      .ends_on = subscription->ends_on,
                                      .revoked_on = subscription->revoked_on };

  values.group = lp_refs_take (self, &self->groups, subscription->group_id, &fault);
  if (fault == NULL)
    values.product = lp_refs_take (self, &self->products, subscription->product_id, &fault);
  if (fault != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return FALSE;
    }
  if (!insert_subscription (self, item, &values, row, error))
    return FALSE;
  values.code = lp_code_key_new (subscription->ticket_code);
  if (!self->bulk) /* no index yet, and nobody asks */
    values.ticket = (guint32) lp_db_query_int (self->db, 0, NULL, "SELECT row FROM ticket WHERE code = $1",
                                               "t", subscription->ticket_code);
  lp_subscription_columns_set (&self->subscriptions, *row, &values);
  return TRUE;
}

static gboolean
apply_subscription (LpReplicaStore *self, const LpFeedItem *item, guint32 *row, GError **error)
{
  if (!lp_replica_store_load_subscriptions (self, error))
    return FALSE;
  if (!self->bulk)
    *row = (guint32) lp_db_query_int (self->db, 0, NULL, "SELECT row FROM subscription WHERE id = $1", "t",
                                      item->id);
  if (item->object != NULL)
    return put_subscription (self, item, row, error);
  lp_subscription_columns_remove (&self->subscriptions, *row);
  return lp_db_run (self->db, error, "DELETE FROM subscription WHERE row = $1", "i", (gint64) *row);
}

/* Those of which nobody asks for the row. */
static gboolean (*const functions[LP_FEED_N_KINDS]) (LpReplicaStore *self,
                                                     const LpFeedItem *item,
                                                     GError **error) = {
  [LP_FEED_GROUP] = apply_group,   [LP_FEED_CATEGORY] = apply_category,     [LP_FEED_PRODUCT] = apply_product,
  [LP_FEED_PERSON] = apply_person, [LP_FEED_MEMBERSHIP] = apply_membership, [LP_FEED_ORDER] = apply_order,
};

gboolean
lp_replica_store_apply (LpReplicaStore *self, const LpPage *page, LpTouched *touched, GError **error)
{
  guint n_tickets = 0;

  lp_row_order_clear (&self->order);
  g_clear_pointer (&self->hits, g_ptr_array_unref);
  g_clear_pointer (&self->last_search, lp_last_search_free);
  for (guint i = 0; i < page->feed->items->len; i++)
    {
      const LpFeedItem *item = &g_array_index (page->feed->items, LpFeedItem, i);
      const LpTicketRow *texts = NULL;
      guint32 row = 0;
      gboolean done;

      if (item->kind == LP_FEED_TICKET && item->object != NULL)
        texts = &g_array_index (page->tickets, LpTicketRow, n_tickets++);
      if (item->kind == LP_FEED_TICKET)
        done = lp_replica_apply_ticket (self, item, texts, &row, error);
      else if (item->kind == LP_FEED_SUBSCRIPTION)
        done = apply_subscription (self, item, &row, error);
      else
        done = functions[item->kind](self, item, error);
      if (!done)
        return FALSE;
      touch (touched, 1 << item->kind, item->id, row);
    }
  return lp_replica_store_save_columns (self, error);
}

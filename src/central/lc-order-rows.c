/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lc-order-rows.h"

#include "lc-caller.h"
#include "lc-change.h"
#include "lc-id.h"
#include "lc-order-writer.h"

gint64
lc_order_find (LpDb *db, const char *id, GError **error)
{
  GError *fault = NULL;
  gint64 row = lp_db_query_int (db, 0, &fault, "SELECT row FROM orders WHERE id = $1", "t", id);

  if (fault != NULL)
    g_propagate_error (error, fault);
  else if (row == 0)
    lc_set_not_found (error);
  return row;
}

LpOrder *
lc_order_load (LpDb *db, gint64 row, GError **error)
{
  GError *fault = NULL;
  LpOrder *order;
  int state = LP_ORDER_COMPLETED;
  LpStatement *rows = lp_db_query (db, error, LC_ORDER_SELECT " WHERE o.row = $1", "i", row);

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
  order = lp_order_new ();
  order->id = lp_statement_dup_text (rows, 1);
  order->number = lp_statement_dup_text (rows, 2);
  lp_enum_from_nick (LP_TYPE_ORDER_STATE, lp_statement_get_text (rows, 3), &state);
  order->state = (LpOrderState) state;
  order->group_id = lp_statement_dup_text (rows, 4);
  order->product_id = lp_statement_dup_text (rows, 5);
  order->licenses = (int) lp_statement_get_int (rows, 6);
  order->quantity = (int) lp_statement_get_int (rows, 7);
  order->reference = lp_statement_dup_text (rows, 8);
  order->created_at = lp_statement_dup_text (rows, 9);
  order->created_by = lp_statement_dup_text (rows, 10);
  order->decided_by = lp_statement_dup_text (rows, 11);
  order->reason = lp_statement_dup_text (rows, 12);
  order->etag = lc_etag_new (order->id, lp_statement_get_int (rows, 13));
  lp_statement_reset (rows);
  return order;
}

char *
lc_order_format_number (int year, const char *short_key, gint64 count)
{
  return g_strdup_printf ("O-%04d-%s-%06" G_GINT64_FORMAT, year, short_key, count);
}

static char *
take_number (const LcTransaction *tx, const char *key, GError **error)
{
  GError *fault = NULL;
  gint64 last;
  int year;

  lp_date_get_ymd (tx->today, &year, NULL, NULL);
  last = lp_db_query_int (tx->db, 0, &fault,
                          "INSERT INTO order_counter (year, short_key, last) VALUES ($1, $2, 1)"
                          " ON CONFLICT (year, short_key) DO UPDATE SET last = order_counter.last + 1"
                          " RETURNING last",
                          "it", (gint64) year, key);
  if (fault == NULL)
    return lc_order_format_number (year, key, last);
  g_propagate_error (error, fault);
  return NULL;
}

gint64
lc_order_store (const LcTransaction *tx, const LcNewOrder *order, char **id, char **number, GError **error)
{
  g_autofree char *new_id = lc_id_new ();
  g_autofree char *new_number = order->number != NULL ? g_strdup (order->number)
                                                      : take_number (tx, order->short_key, error);
  LpStatement *insert;

  if (new_number == NULL)
    return 0;
  insert = lp_db_prepare (
      tx->db,
      "INSERT INTO orders (id, number, state, group_row, product, licenses, quantity, reference,"
      " created_at, ordered_on, request, created_by)"
      " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)",
      error);
  if (insert == NULL)
    return 0;
  lp_statement_bind (insert, "tttiiiittdt", new_id, new_number,
                     lp_enum_get_nick (LP_TYPE_ORDER_STATE, order->state), order->group, order->product,
                     (gint64) order->licenses, (gint64) order->quantity, order->reference, tx->now, tx->today,
                     order->request);
  if (tx->caller != NULL)
    lp_statement_bind_int (insert, 12, tx->caller->person_row);
  if (!lp_statement_run (insert, error))
    return 0;
  if (id != NULL)
    *id = g_steal_pointer (&new_id);
  if (number != NULL)
    *number = g_steal_pointer (&new_number);
  return lp_db_get_last_row (tx->db);
}

gint64
lc_order_insert (const LcTransaction *tx, const LcNewOrder *order, LpOrder *made, GError **error)
{
  gint64 row = lc_order_store (tx, order, &made->id, &made->number, error);

  if (row == 0)
    return 0;
  made->state = order->state;
  made->licenses = order->licenses;
  made->quantity = order->quantity;
  made->reference = g_strdup (order->reference);
  made->created_at = g_strdup (tx->now);
  made->created_by = tx->caller != NULL ? g_strdup (tx->caller->person_id) : NULL;
  made->etag = lc_etag_new (made->id, 1);
  return lc_change_add (tx, LC_CHANGE_ORDER, row, NULL, error) ? row : 0;
}

gboolean
lc_order_decide (const LcTransaction *tx, gint64 row, LpOrderState state, const char *reason, GError **error)
{
  LcBefore before = { 0 };
  LpStatement *update =
      lp_db_prepare (tx->db,
                     "UPDATE orders SET state = $2, reason = $3, decided_at = $4, decided_by = $5,"
                     " version = version + 1 WHERE row = $1",
                     error);

  if (update == NULL)
    return FALSE;
  lp_statement_bind (update, "ittt", row, lp_enum_get_nick (LP_TYPE_ORDER_STATE, state), reason, tx->now);
  if (tx->caller != NULL)
    lp_statement_bind_int (update, 5, tx->caller->person_row);
  if (!lp_statement_run (update, error))
    return FALSE;
  before.group = lp_db_query_int (tx->db, 0, error, "SELECT group_row FROM orders WHERE row = $1", "i", row);
  return before.group != 0 && lc_change_add (tx, LC_CHANGE_ORDER, row, &before, error);
}

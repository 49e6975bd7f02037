/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lc-call.h"

G_BEGIN_DECLS

/**
 * lc_order_find:
 * @db: a connection
 * @id: (nullable): id on the wire
 * @error: %LP_ERROR_NOT_FOUND
 *
 * Returns: the row, or 0 on error
 */
gint64 lc_order_find (LpDb *db, const char *id, GError **error);

/**
 * lc_order_load:
 * @db: a connection
 * @row: an order
 * @error: %LP_ERROR_NOT_FOUND
 *
 * Returns: (transfer full) (nullable): the order
 */
LpOrder *lc_order_load (LpDb *db, gint64 row, GError **error);

/**
 * LcNewOrder:
 *
 * What a new order is stored with. Borrowed.
 */
typedef struct
{
  gint64 group;
  gint64 product;
  const char *short_key; /* lc_group_get_short_key() of the group */
  const char *number;    /* nullable: the next one */
  LpOrderState state;
  int licenses;
  int quantity;
  const char *reference; /* nullable */
  const char *request;   /* the body as asked for, JSON: for approval */
} LcNewOrder;

/**
 * lc_order_format_number:
 * @year: of the order's day
 * @short_key: lc_group_get_short_key() of its group
 * @count: the how manieth order of both
 *
 * Returns: (transfer full): the number
 */
char *lc_order_format_number (int year, const char *short_key, gint64 count);

/**
 * lc_order_store:
 * @tx: the transaction
 * @order: what is ordered
 * @id: (out) (optional) (transfer full): its id
 * @number: (out) (optional) (transfer full): its number
 * @error: return location
 *
 * As lc_order_insert(), but tells nobody: for a bulk change, after which everybody begins anew.
 *
 * Returns: the new row, or 0 on error
 */
gint64
lc_order_store (const LcTransaction *tx, const LcNewOrder *order, char **id, char **number, GError **error);

/**
 * lc_order_insert:
 * @tx: the transaction; its caller is who orders
 * @order: what is ordered
 * @made: (inout): gets all members but `group_id` and `product_id`
 * @error: return location
 *
 * Gives the order its number, such as `O-2026-NRTH-000123`: one count a year and short key, without gaps among
 * committed orders.
 *
 * Returns: the new row, or 0 on error
 */
gint64 lc_order_insert (const LcTransaction *tx, const LcNewOrder *order, LpOrder *made, GError **error);

/**
 * lc_order_decide:
 * @tx: the transaction; its caller decides
 * @row: an order
 * @state: completed or rejected
 * @reason: (nullable): why rejected
 * @error: return location
 *
 * Returns: success
 */
gboolean
lc_order_decide (const LcTransaction *tx, gint64 row, LpOrderState state, const char *reason, GError **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lc-call.h"

G_BEGIN_DECLS

/**
 * lc_price_list_load:
 * @db: a connection
 * @row: a price list
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the list with its prices
 */
LpPriceList *lc_price_list_load (LpDb *db, gint64 row, GError **error);

/**
 * lc_price_sum:
 * @tx: the transaction; its day decides which list is valid
 * @currency: (nullable): of the group
 * @product_id: of a product
 * @modules: codes of the chosen modules
 * @seats: how many, of all licenses together
 * @sum: (out): what end users pay: once, or for a term
 * @found: (out): whether there is such a price
 * @error: return location
 *
 * Returns: success
 */
gboolean lc_price_sum (const LcTransaction *tx,
                       const char *currency,
                       const char *product_id,
                       const char *const *modules,
                       gint64 seats,
                       LpMoney *sum,
                       gboolean *found,
                       GError **error);

G_END_DECLS

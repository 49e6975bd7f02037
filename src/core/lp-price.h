/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-types.h"

G_BEGIN_DECLS

/* What something costs; the lists come from the vendor. */

/* The list from which end users are priced unless something else is asked for (design: api, "Command lines"). */
#define LP_PRICE_LIST_END_USER "end-user"
#define LP_PRICE_LIST_RESELLER "reseller"

/**
 * lp_price_choose_list:
 * @lists: (element-type LpPriceList): lists
 * @name: of the list
 * @currency: (nullable): in which currency; %NULL: the first that there is
 * @day: on which day
 *
 * Returns: (transfer none) (nullable): the list that is valid on @day, which is the latest that is valid from @day or
 *   before
 */
LpPriceList *lp_price_choose_list (GPtrArray *lists, const char *name, const char *currency, LpDate day);

/* One position of what an order costs. */
typedef struct
{
  const char *module; /* borrowed: its code; NULL: the product itself */
  LpMoney each;       /* one seat */
  LpMoney sum;        /* all seats */
} LpPriceLine;

/**
 * lp_price_split:
 * @list: a list
 * @product_id: of a product
 * @modules: (nullable): codes of the chosen modules, NULL-terminated; the lines borrow them
 * @seats: how many, of all licenses together
 *
 * The product comes first, then its modules in the order given. A module without a price of its own costs nothing more
 * and has no line.
 *
 * Returns: (transfer full) (nullable) (element-type LpPriceLine): positions of one currency; %NULL if the product has no
 *   price, or a position is no number of money
 */
GArray *
lp_price_split (const LpPriceList *list, const char *product_id, const char *const *modules, gint64 seats);

/**
 * lp_price_add_up:
 * @lines: (nullable) (element-type LpPriceLine): as lp_price_split() gives them
 * @sum: (out): all of them, in minor units
 *
 * Returns: whether there are any, and the sum is a number of money
 */
gboolean lp_price_add_up (GArray *lines, LpMoney *sum);

/**
 * lp_price_sum:
 * @list: a list
 * @product_id: of a product
 * @modules: (nullable): codes of the chosen modules, NULL-terminated
 * @seats: how many, of all licenses together
 * @sum: (out): what they cost
 *
 * A module without a price of its own costs nothing more.
 *
 * Returns: whether the product has a price, and the sum is a number of money at all
 */
gboolean lp_price_sum (const LpPriceList *list,
                       const char *product_id,
                       const char *const *modules,
                       gint64 seats,
                       LpMoney *sum);

G_END_DECLS

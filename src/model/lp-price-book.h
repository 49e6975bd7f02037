/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-price.h"
#include "lp-session.h"

G_BEGIN_DECLS

/**
 * LpPriceBook:
 *
 * What products cost a group, for who may see it: fetched from the service, which is asked once. Signal: `changed`, when
 * prices have arrived. Offline, and for who may not see prices, there are none.
 */
#define LP_TYPE_PRICE_BOOK (lp_price_book_get_type ())
G_DECLARE_FINAL_TYPE (LpPriceBook, lp_price_book, LP, PRICE_BOOK, GObject)

/**
 * lp_price_book_new:
 * @session: an open session
 * @group: for which group
 *
 * Returns: (transfer full): a book that fills by itself
 */
LpPriceBook *lp_price_book_new (LpSession *session, LpGroup *group);

/**
 * lp_price_book_split:
 * @self: a book
 * @product: a product
 * @modules: (nullable): codes of modules, NULL-terminated; the lines borrow them
 * @seats: how many, of all licenses together
 *
 * Returns: (transfer full) (nullable) (element-type LpPriceLine): what they cost: a full term of a subscription, or once;
 *   before discount and tax; %NULL if no price is known
 */
GArray *
lp_price_book_split (LpPriceBook *self, const LpProduct *product, const char *const *modules, gint64 seats);

G_END_DECLS

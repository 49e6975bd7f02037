/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lp-catalog-list.h"

G_BEGIN_DECLS

/* A product to choose: name, kind, description, code. */
#define LP_TYPE_PRODUCT_CARD (lp_product_card_get_type ())
G_DECLARE_FINAL_TYPE (LpProductCard, lp_product_card, LP, PRODUCT_CARD, GtkFlowBoxChild)

/**
 * lp_product_card_new:
 * @item: the product
 *
 * Returns: (transfer floating): a card
 */
GtkWidget *lp_product_card_new (LpProductItem *item);
LpProduct *lp_product_card_get_product (LpProductCard *self);

/**
 * lp_product_card_set_chosen:
 * @self: a card
 * @chosen: whether it is the draft's product
 */
void lp_product_card_set_chosen (LpProductCard *self, gboolean chosen);

/**
 * lp_product_card_set_price:
 * @self: a card
 * @price: (nullable): of one seat without modules; %NULL if none is known
 */
void lp_product_card_set_price (LpProductCard *self, const LpMoney *price);

G_END_DECLS

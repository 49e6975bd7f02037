/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-types.h"

G_BEGIN_DECLS

/**
 * lp_money_dup_text:
 * @money: an amount in minor units with its currency
 *
 * Returns: (transfer full): as people of the locale write it, with as many decimals as the currency has: "€1,490.00",
 *   "1.490,00 €", "￥158,000"
 */
char *lp_money_dup_text (const LpMoney *money);

/**
 * lp_money_dup_price_text:
 * @money: what one seat of a product costs
 * @kind: of the product
 *
 * Returns: (transfer full): "€1,490.00 per seat and term" for a subscription, "€1,490.00 per seat" for the others
 */
char *lp_money_dup_price_text (const LpMoney *money, LpProductKind kind);

G_END_DECLS

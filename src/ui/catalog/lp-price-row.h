/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* One position of a price: what, how it comes about, and the amount where amounts stand below each other. */
#define LP_TYPE_PRICE_ROW (lp_price_row_get_type ())
G_DECLARE_FINAL_TYPE (LpPriceRow, lp_price_row, LP, PRICE_ROW, AdwActionRow)

/**
 * lp_price_row_new:
 * @name: what costs something
 * @origin: (nullable): how the amount comes about, such as “6 × €1,490.00”
 * @amount: the amount as people of the locale write it
 * @is_total: whether it is the sum of the rows above
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *lp_price_row_new (const char *name, const char *origin, const char *amount, gboolean is_total);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * LpBulkBar:
 *
 * How many tickets are selected, and what can be done with all of them. Hidden while none is.
 */
#define LP_TYPE_BULK_BAR (lp_bulk_bar_get_type ())
G_DECLARE_FINAL_TYPE (LpBulkBar, lp_bulk_bar, LP, BULK_BAR, AdwBin)

/**
 * lp_bulk_bar_set_count:
 * @self: a bar
 * @n_selected: how many tickets are selected
 * @n_items: of how many
 */
void lp_bulk_bar_set_count (LpBulkBar *self, guint n_selected, guint n_items);

G_END_DECLS

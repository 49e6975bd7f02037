/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * LpItemCellFunc:
 * @list_item: a cell of a column, bound to an item
 *
 * Shows in a cell what its item says now.
 */
typedef void (*LpItemCellFunc) (GtkListItem *list_item);

/**
 * lp_item_cells_add:
 * @list_item: a cell of a column that has just been bound to an item
 * @signal: the signal by which the item tells that it changed; the same for all its cells
 * @show: what to call then
 *
 * One handler serves all cells of an item: where a list jumps, some two hundred rows are bound for one frame, and six
 * times as many handlers would be connected and looked for again.
 */
void lp_item_cells_add (GtkListItem *list_item, const char *signal, LpItemCellFunc show);

/**
 * lp_item_cells_remove:
 * @list_item: the same cell, while it is unbound
 */
void lp_item_cells_remove (GtkListItem *list_item);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * LpRowShow:
 * @row: a widget of the type that the factory makes
 * @item: what the row shows now
 */
typedef void (*LpRowShow) (GtkWidget *row, gpointer item);

/**
 * lp_row_factory_new:
 * @row_type: of a widget that g_object_new() makes without properties
 * @show: called for a row that gets an item, and whenever a property of that item changes
 *
 * Returns: (transfer full): a factory of rows, each of which is one widget that shows one item
 */
GtkListItemFactory *lp_row_factory_new (GType row_type, LpRowShow show);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lp-group-tree.h"

G_BEGIN_DECLS

/**
 * LpGroupRow:
 *
 * One line of the group tree: expander, name, number of tickets.
 */
#define LP_TYPE_GROUP_ROW (lp_group_row_get_type ())
G_DECLARE_FINAL_TYPE (LpGroupRow, lp_group_row, LP, GROUP_ROW, AdwBin)

/**
 * lp_group_row_new:
 *
 * Returns: (transfer floating): an empty row.
 */
GtkWidget *lp_group_row_new (void);

/**
 * lp_group_row_bind:
 * @self: a row
 * @tree_row: (nullable): what to show, holding a #LpGroupItem; %NULL for nothing
 */
void lp_group_row_bind (LpGroupRow *self, GtkTreeListRow *tree_row);

/**
 * lp_group_row_dup_item:
 * @self: a row
 *
 * Returns: (transfer full) (nullable): the group shown.
 */
LpGroupItem *lp_group_row_dup_item (LpGroupRow *self);

G_END_DECLS

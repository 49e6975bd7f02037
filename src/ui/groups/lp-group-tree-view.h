/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lp-group-tree.h"
#include "lp-session.h"

G_BEGIN_DECLS

/**
 * LpGroupTreeView:
 *
 * The group tree with its filter and context menu. Signal: `group-activated` (LpGroupItem) when the selection
 * moves to another group.
 */
#define LP_TYPE_GROUP_TREE_VIEW (lp_group_tree_view_get_type ())
G_DECLARE_FINAL_TYPE (LpGroupTreeView, lp_group_tree_view, LP, GROUP_TREE_VIEW, AdwBin)

/**
 * lp_group_tree_view_set_session:
 * @self: a view
 * @session: whose groups to show; those of an earlier session go
 */
void lp_group_tree_view_set_session (LpGroupTreeView *self, LpSession *session);

/**
 * lp_group_tree_view_select:
 * @self: a view
 * @group_id: a group
 *
 * Unfolds what is above the group and selects it, as soon as the tree knows it.
 */
void lp_group_tree_view_select (LpGroupTreeView *self, const char *group_id);

/* Selects the topmost group, as soon as there is one. */
void lp_group_tree_view_select_first (LpGroupTreeView *self);
void lp_group_tree_view_unselect (LpGroupTreeView *self);
void lp_group_tree_view_focus_filter (LpGroupTreeView *self);

/**
 * lp_group_tree_view_dup_selected:
 * @self: a view
 *
 * Returns: (transfer full) (nullable): the selected group.
 */
LpGroupItem *lp_group_tree_view_dup_selected (LpGroupTreeView *self);

G_END_DECLS

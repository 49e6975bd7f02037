/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "lp-session.h"

G_BEGIN_DECLS

/**
 * LpGroupItem:
 *
 * One group in the tree. Properties, read-only: `id`, `name`, `path-text` ("North Reseller › Acme"), `kind-text`,
 * `count` (tickets in its subtree, gint64), `count-text` (empty for 0), `member-only` (boolean: dimmed, no
 * administration), `matches` (boolean: the filter matches it and not only a descendant), `has-subgroups` (boolean: also
 * while the filter hides them).
 */
#define LP_TYPE_GROUP_ITEM (lp_group_item_get_type ())
G_DECLARE_FINAL_TYPE (LpGroupItem, lp_group_item, LP, GROUP_ITEM, GObject)

/* Borrowed. */
LpGroup *lp_group_item_get_group (LpGroupItem *self);
const char *lp_group_item_get_id (LpGroupItem *self);
const char *lp_group_item_get_name (LpGroupItem *self);
gboolean lp_group_item_get_member_only (LpGroupItem *self);
gboolean lp_group_item_get_has_subgroups (LpGroupItem *self);

/**
 * lp_group_item_get_parent:
 * @self: an item
 *
 * Returns: (transfer none) (nullable): the item above it.
 */
LpGroupItem *lp_group_item_get_parent (LpGroupItem *self);

/**
 * lp_group_item_get_children:
 * @self: an item
 *
 * Returns: (transfer none) (nullable): a #GListModel of #LpGroupItem that follows the filter; %NULL for a leaf.
 */
GListModel *lp_group_item_get_children (LpGroupItem *self);

/**
 * lp_group_item_create_children:
 * @item: a #LpGroupItem
 * @user_data: unused
 *
 * A GtkTreeListModelCreateModelFunc.
 *
 * Returns: (transfer full) (nullable): a new reference to lp_group_item_get_children().
 */
GListModel *lp_group_item_create_children (gpointer item, gpointer user_data);

/**
 * LpGroupTree:
 *
 * The visible groups as a #GListModel of the topmost #LpGroupItem, each with its children. Items survive updates,
 * so that expansion and selection do, too.
 *
 * Properties: `filter` (string, read-write: keeps the ancestors of what matches), `n-groups` (guint),
 * `loading` (boolean).
 */
#define LP_TYPE_GROUP_TREE (lp_group_tree_get_type ())
G_DECLARE_FINAL_TYPE (LpGroupTree, lp_group_tree, LP, GROUP_TREE, GObject)

/**
 * lp_group_tree_new:
 * @session: (nullable): an open session
 *
 * Returns: (transfer full): the tree of all visible groups.
 */
LpGroupTree *lp_group_tree_new (LpSession *session);
void lp_group_tree_set_filter (LpGroupTree *self, const char *filter);

/**
 * lp_group_tree_find:
 * @self: a tree
 * @group_id: a group
 *
 * Returns: (transfer none) (nullable): its item, even if the filter hides it.
 */
LpGroupItem *lp_group_tree_find (LpGroupTree *self, const char *group_id);

/**
 * lp_group_list_new:
 * @session: an open session
 * @action: what one must be allowed to do in a group for it to be listed, or -1
 *
 * Returns: (transfer full): a flat #GListModel of #LpGroupItem, parents first: for choosers.
 */
GListModel *lp_group_list_new (LpSession *session, int action);

G_END_DECLS

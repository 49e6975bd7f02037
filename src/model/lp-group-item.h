/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-group-tree.h"

G_BEGIN_DECLS

/* Private to src/model: how the tree and the flat list make and change their items. */

/**
 * lp_group_item_new:
 * @group: the group
 *
 * Returns: (transfer full): an item without children
 */
LpGroupItem *lp_group_item_new (LpGroup *group);

/**
 * lp_group_item_update:
 * @self: an item
 * @group: the same group, newer
 * @count: tickets in it and below
 * @member_only: the viewer is no more than a member of it
 *
 * Notifies what changed.
 */
void lp_group_item_update (LpGroupItem *self, LpGroup *group, gint64 count, gboolean member_only);

/* Plain members: tickets in its subtree, the item above it (weak), whether the filter fits the group itself, whether
 * there are groups below it. */
gint64 lp_group_item_get_count (LpGroupItem *self);
void lp_group_item_set_parent (LpGroupItem *self, LpGroupItem *parent);
void lp_group_item_set_matches (LpGroupItem *self, gboolean matches);
void lp_group_item_set_has_subgroups (LpGroupItem *self, gboolean has_subgroups);

/**
 * lp_group_item_set_children:
 * @self: an item
 * @children: (element-type LpGroupItem): those to show; empty makes it a leaf
 *
 * Returns: whether it became a leaf or ceased to be one, so that the row above must be told as changed.
 */
gboolean lp_group_item_set_children (LpGroupItem *self, GPtrArray *children);

/**
 * lp_group_items_show:
 * @store: of #LpGroupItem
 * @items: (element-type LpGroupItem): what it shall hold
 * @touched: (nullable): a set of items that must be told as changed although they stay
 *
 * Replaces only what lies between the common beginning and the common end.
 */
void lp_group_items_show (GListStore *store, GPtrArray *items, GHashTable *touched);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Private to src/model: the items of a list that somebody holds, each found again by the key of its row. So one row is
 * one object for as long as it is looked at; the list itself keeps nothing alive. */
typedef struct _LpLivingItems LpLivingItems;

/**
 * lp_living_items_new:
 *
 * Returns: (transfer full): without items yet
 */
LpLivingItems *lp_living_items_new (void);
void lp_living_items_free (LpLivingItems *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LpLivingItems, lp_living_items_free)

/**
 * lp_living_items_add:
 * @self: items
 * @row: a key under which no item is found now
 * @item: (type GObject): found under it for as long as somebody holds it
 */
void lp_living_items_add (LpLivingItems *self, guint32 row, gpointer item);

/**
 * lp_living_items_find:
 * @self: items
 * @row: a key
 *
 * Returns: (transfer full) (nullable): the item of that row, if it is alive
 */
gpointer lp_living_items_find (LpLivingItems *self, guint32 row);

/**
 * lp_living_items_take:
 * @self: items
 * @row: a key
 *
 * Returns: (transfer full) (nullable): the item of that row, which is not found under it any longer
 */
gpointer lp_living_items_take (LpLivingItems *self, guint32 row);

/**
 * lp_living_items_collect:
 * @self: items
 * @among: (nullable): a set of keys (GUINT_TO_POINTER), %NULL for all
 * @rows: (element-type guint32): the key of each is appended
 *
 * For updating them: that runs handlers, which may drop others, so each is held here.
 *
 * Returns: (transfer full) (element-type GObject): the items whose rows are @among them
 */
GPtrArray *lp_living_items_collect (LpLivingItems *self, GHashTable *among, GArray *rows);

/**
 * lp_living_items_forget:
 * @self: items
 *
 * Keys have a new meaning: none of the items is found any longer.
 */
void lp_living_items_forget (LpLivingItems *self);

/**
 * lp_living_items_get_n:
 * @self: items
 *
 * For tests.
 *
 * Returns: how many are found
 */
guint lp_living_items_get_n (LpLivingItems *self);

G_END_DECLS

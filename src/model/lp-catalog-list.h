/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "lp-session.h"

G_BEGIN_DECLS

/**
 * LpCategoryItem:
 *
 * Properties, read-only: `id`, `name`.
 */
#define LP_TYPE_CATEGORY_ITEM (lp_category_item_get_type ())
G_DECLARE_FINAL_TYPE (LpCategoryItem, lp_category_item, LP, CATEGORY_ITEM, GObject)

/* Borrowed. */
const char *lp_category_item_get_id (LpCategoryItem *self);
const char *lp_category_item_get_name (LpCategoryItem *self);

/**
 * LpProductItem:
 *
 * Properties, read-only: `id`, `code`, `name`, `description`, `kind-text` ("Subscription · yearly"), `product`.
 */
#define LP_TYPE_PRODUCT_ITEM (lp_product_item_get_type ())
G_DECLARE_FINAL_TYPE (LpProductItem, lp_product_item, LP, PRODUCT_ITEM, GObject)

/**
 * lp_product_item_new:
 * @product: a product
 *
 * Returns: (transfer full): an item.
 */
LpProductItem *lp_product_item_new (LpProduct *product);
LpProduct *lp_product_item_get_product (LpProductItem *self);

/**
 * lp_category_list_new:
 * @session: an open session
 * @group_id: (nullable): a group; %NULL for all categories
 *
 * Returns: (transfer full): a #GListModel of #LpCategoryItem: the categories in which the person may create
 *   licenses for that group, by name.
 */
GListModel *lp_category_list_new (LpSession *session, const char *group_id);

/**
 * lp_product_list_new:
 * @session: an open session
 * @category_id: (nullable): a category, %NULL for the products of all
 *
 * Returns: (transfer full): a #GListModel of #LpProductItem, by name.
 */
GListModel *lp_product_list_new (LpSession *session, const char *category_id);

/**
 * lp_product_item_matches:
 * @self: a product
 * @search: (nullable): what was typed
 *
 * Returns: whether every word of @search is in its name, code or description, without regard to case.
 */
gboolean lp_product_item_matches (LpProductItem *self, const char *search);

G_END_DECLS

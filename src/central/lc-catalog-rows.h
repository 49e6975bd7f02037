/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lc-scope.h"

G_BEGIN_DECLS

/* The row of a category or product by id; 0 with %LP_ERROR_NOT_FOUND, also for an archived one. */
gint64 lc_category_find (LpDb *db, const char *id, GError **error);
gint64 lc_product_find (LpDb *db, const char *id, GError **error);

/* (transfer full) (nullable): the category or product; %LP_ERROR_NOT_FOUND. */
LpCategory *lc_category_load (LpDb *db, gint64 row, GError **error);
LpProduct *lc_product_load (LpDb *db, gint64 row, GError **error);

/* The new row, or 0 on error: %LP_ERROR_CONFLICT if the name or code is taken. Ids are chosen here;
 * @categories are rows (gint64). */
gint64 lc_category_insert (LpDb *db, const char *name, GError **error);
gint64 lc_product_insert (LpDb *db, const LpProduct *product, GArray *categories, GError **error);

/**
 * lc_product_update:
 * @db: a connection
 * @row: a product
 * @product: all its members; the kind stays
 * @categories: rows (gint64)
 * @error: %LP_ERROR_CONFLICT if the code is taken
 *
 * Returns: success
 */
gboolean
lc_product_update (LpDb *db, gint64 row, const LpProduct *product, GArray *categories, GError **error);

/**
 * lc_product_is_visible:
 * @db: a connection
 * @scope: who looks
 * @row: a product
 * @error: return location
 *
 * Returns: whether the viewer has a role other than member anywhere, or sees a ticket of it
 */
gboolean lc_product_is_visible (LpDb *db, const LcScope *scope, gint64 row, GError **error);

/**
 * lc_product_dup_categories:
 * @db: a connection
 * @row: a product
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the ids of its categories, for #LpPermissionObject: cheaper than the whole
 *   product
 */
char **lc_product_dup_categories (LpDb *db, gint64 row, GError **error);

/**
 * lc_product_hide_categories:
 * @product: a product that was just loaded
 *
 * For a viewer who is only a member: categories are none of her business.
 */
void lc_product_hide_categories (LpProduct *product);

G_END_DECLS

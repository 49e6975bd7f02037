/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lc-call.h"

G_BEGIN_DECLS

/* Changing the catalog: the vendor's admins only. */

/**
 * lc_catalog_check_change:
 * @tx: the transaction
 * @error: %LP_ERROR_RIGHT_MISSING; %LP_ERROR_NOT_FOUND for a plain member, to whom there is no catalog
 *
 * Returns: whether the caller may change the catalog
 */
gboolean lc_catalog_check_change (const LcTransaction *tx, GError **error);

/**
 * lc_category_save:
 * @tx: a writable transaction
 * @row: the category to rename; 0 makes a new one
 * @name: a valid name
 * @error: %LP_ERROR_CONFLICT if another category has that name
 *
 * Returns: row of the category, 0 on error
 */
gint64 lc_category_save (const LcTransaction *tx, gint64 row, const char *name, GError **error);

/**
 * lc_category_archive:
 * @tx: a writable transaction
 * @row: a category
 * @error: %LP_ERROR_CONFLICT if products are in it
 *
 * Returns: success
 */
gboolean lc_category_archive (const LcTransaction *tx, gint64 row, GError **error);

/**
 * lc_product_save:
 * @tx: a writable transaction
 * @row: the product to change; 0 makes a new one
 * @product: valid members; its `category_ids` name existing categories
 * @error: %LP_ERROR_INVALID for an unknown category, %LP_ERROR_CONFLICT if another product has that code
 *
 * Tickets keep what they were ordered with.
 *
 * Returns: row of the product, 0 on error
 */
gint64 lc_product_save (const LcTransaction *tx, gint64 row, const LpProduct *product, GError **error);

/**
 * lc_product_archive:
 * @tx: a writable transaction
 * @row: a product
 * @error: return location
 *
 * Ends its sale; tickets of it stay.
 *
 * Returns: success
 */
gboolean lc_product_archive (const LcTransaction *tx, gint64 row, GError **error);

G_END_DECLS

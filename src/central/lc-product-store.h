/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-db.h"
#include "lp-types.h"

G_BEGIN_DECLS

/**
 * lc_product_insert:
 * @db: a database, in a transaction
 * @product: valid; id, etag and category_ids are not looked at
 * @categories: of gint64, rows of its categories
 * @error: return location
 *
 * Returns: row of the new product, 0 on error
 */
gint64 lc_product_insert (LpDb *db, const LpProduct *product, GArray *categories, GError **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-db.h"

G_BEGIN_DECLS

/**
 * lc_schema_migrate:
 * @db: a writable connection to `central.db`
 * @error: return location
 *
 * Creates or brings up to date. The history of the schema stands in lc-schema.c.
 *
 * Returns: success
 */
gboolean lc_schema_migrate (LpDb *db, GError **error);

/**
 * lc_schema_refuse_newer:
 * @db: any connection to `central.db`
 * @error: %LP_ERROR_NEWER_SCHEMA
 *
 * For who only reads: nothing can be said of tables that a newer version has changed.
 *
 * Returns: whether this program knows the schema
 */
gboolean lc_schema_refuse_newer (LpDb *db, GError **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-db.h"

G_BEGIN_DECLS

/**
 * lp_replica_schema_migrate:
 * @db: a replica's database
 * @error: return location
 *
 * Brings it to the current version, without the indexes of lp_replica_schema_index().
 *
 * Returns: success
 */
gboolean lp_replica_schema_migrate (LpDb *db, GError **error);

/**
 * lp_replica_schema_index:
 * @db: a replica's database
 * @error: return location
 *
 * Adds the indexes that a snapshot is filled without: one sort at the end beats a million insertions.
 *
 * Returns: success
 */
gboolean lp_replica_schema_index (LpDb *db, GError **error);

G_END_DECLS

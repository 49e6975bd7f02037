/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lc-scope.h"

G_BEGIN_DECLS

/**
 * lc_group_find:
 * @db: a connection
 * @id: (nullable): id on the wire
 * @error: %LP_ERROR_NOT_FOUND, also for an archived group
 *
 * Returns: the group's row, or 0 on error
 */
gint64 lc_group_find (LpDb *db, const char *id, GError **error);

/**
 * lc_group_dup_path:
 * @db: a connection
 * @row: a group
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the ids from the root to that group, for #LpPermissionObject
 */
char **lc_group_dup_path (LpDb *db, gint64 row, GError **error);

/**
 * lc_group_insert:
 * @db: a connection
 * @group: name, kind, external id and settings; its id and etag are chosen here
 * @parent: row of the parent, 0 for the root
 * @error: %LP_ERROR_CONFLICT if a sibling has that name or another group that customer number
 *
 * Returns: the new row, or 0 on error
 */
gint64 lc_group_insert (LpDb *db, const LpGroup *group, gint64 parent, GError **error);

/**
 * lc_group_update:
 * @db: a connection
 * @row: a group
 * @group: its new name, kind, external id and settings
 * @error: as lc_group_insert()
 *
 * Returns: success
 */
gboolean lc_group_update (LpDb *db, gint64 row, const LpGroup *group, GError **error);

/**
 * lc_group_set_parent:
 * @db: a connection
 * @row: a group other than the root
 * @parent: not in the subtree of @row
 * @error: return location
 *
 * Moves the group with its subtree.
 *
 * Returns: success
 */
gboolean lc_group_set_parent (LpDb *db, gint64 row, gint64 parent, GError **error);

/**
 * lc_group_get_short_key:
 * @db: a connection
 * @row: a group
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the permanent key in numbers of its orders: of the child of the root above
 *   or at @row, `V` for the root
 */
char *lc_group_get_short_key (LpDb *db, gint64 row, GError **error);

/**
 * LcGroupReader:
 *
 * Reads groups as one viewer sees them: above the visible part, `path` names only the vendor and the nearest
 * reseller (design: api, Routes). Remembers what it read: a list of thousands of groups reads each once.
 */
typedef struct _LcGroupReader LcGroupReader;

/* A reader for the viewer with that scope, which it borrows. */
LcGroupReader *lc_group_reader_new (LpDb *db, const LcScope *scope);
void lc_group_reader_free (LcGroupReader *reader);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LcGroupReader, lc_group_reader_free)

/**
 * lc_group_reader_read:
 * @reader: a reader
 * @row: a group
 * @error: %LP_ERROR_NOT_FOUND
 *
 * Returns: (transfer full) (nullable): the group
 */
LpGroup *lc_group_reader_read (LcGroupReader *reader, gint64 row, GError **error);

/**
 * lc_group_load:
 * @tx: the transaction
 * @row: a group
 * @error: %LP_ERROR_NOT_FOUND
 *
 * Returns: (transfer full) (nullable): the group as the caller sees it; for more than a few use an #LcGroupReader
 */
LpGroup *lc_group_load (const LcTransaction *tx, gint64 row, GError **error);

/**
 * lc_group_get_billed:
 * @db: a connection
 * @row: a group
 * @error: return location
 *
 * Returns: the row of the nearest group at or above @row that is not a unit: who is billed
 */
gint64 lc_group_get_billed (LpDb *db, gint64 row, GError **error);

G_END_DECLS

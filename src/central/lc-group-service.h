/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lc-group-rows.h"

G_BEGIN_DECLS

/**
 * lc_group_get:
 * @tx: the transaction
 * @id: (nullable): a group
 * @error: %LP_ERROR_NOT_FOUND, also if the caller may not see it
 *
 * Returns: the row, or 0 on error
 */
gint64 lc_group_get (const LcTransaction *tx, const char *id, GError **error);

/**
 * lc_group_check:
 * @tx: the transaction
 * @row: a visible group
 * @action: what
 * @error: %LP_ERROR_RIGHT_MISSING
 *
 * Returns: whether the caller may do that in the group
 */
gboolean lc_group_check (const LcTransaction *tx, gint64 row, LpAction action, GError **error);

/**
 * lc_group_check_move:
 * @tx: the transaction
 * @row: a visible group
 * @parent: row of a visible group, its new parent
 * @error: %LP_ERROR_RIGHT_MISSING
 *
 * Returns: whether the caller may move the group there
 */
gboolean lc_group_check_move (const LcTransaction *tx, gint64 row, gint64 parent, GError **error);

/**
 * lc_group_validate:
 * @group: name, kind, external id and settings as they shall be
 * @inherited: the effective settings of the parent
 * @is_root: whether it is the vendor group
 * @error: (inout): collects faults
 *
 * Trims the texts of @group in place.
 */
void lc_group_validate (LpGroup *group, const LpGroupSettings *inherited, gboolean is_root, GError **error);

/**
 * lc_group_has_billing_change:
 * @old: (nullable): as it is; %NULL for a new group
 * @now: as it shall be
 *
 * Returns: whether members differ that only a vendor admin or finance of the root may change
 */
gboolean lc_group_has_billing_change (const LpGroup *old, const LpGroup *now);

/**
 * lc_group_create:
 * @tx: the transaction
 * @parent: its parent
 * @group: valid
 * @error: %LP_ERROR_CONFLICT
 *
 * Returns: the new row, or 0 on error
 */
gint64 lc_group_create (const LcTransaction *tx, gint64 parent, const LpGroup *group, GError **error);

/**
 * lc_group_change:
 * @tx: the transaction
 * @row: a group
 * @parent: row of its new parent, or 0 to leave it where it is
 * @group: valid: as it shall be
 * @error: %LP_ERROR_CONFLICT, %LP_ERROR_LAST_ADMIN
 *
 * Changing nothing leaves no audit record.
 *
 * Returns: success
 */
gboolean
lc_group_change (const LcTransaction *tx, gint64 row, gint64 parent, const LpGroup *group, GError **error);

/**
 * lc_group_archive:
 * @tx: the transaction
 * @row: a group other than the root
 * @error: %LP_ERROR_NOT_EMPTY while it has tickets, members, invitations or subgroups
 *
 * Returns: success
 */
gboolean lc_group_archive (const LcTransaction *tx, gint64 row, GError **error);

G_END_DECLS

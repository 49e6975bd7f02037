/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lc-group-rows.h"
#include "lc-person-rows.h"

G_BEGIN_DECLS

/**
 * lc_membership_check:
 * @tx: the transaction
 * @group: row of a visible group
 * @person_id: (nullable): whose membership; %NULL for somebody invited
 * @old: (nullable): as it is
 * @now: (nullable): as it shall be, %NULL to remove it
 * @error: %LP_ERROR_RIGHT_MISSING
 *
 * Returns: whether the caller may make that change
 */
gboolean lc_membership_check (const LcTransaction *tx,
                              gint64 group,
                              const char *person_id,
                              const LpMembership *old,
                              const LpMembership *now,
                              GError **error);

/**
 * lc_membership_set:
 * @tx: the transaction
 * @group: row of the group
 * @person: row of the person
 * @old: (nullable): as it is
 * @now: (nullable): as it shall be, %NULL to remove it
 * @error: %LP_ERROR_LAST_ADMIN, %LP_ERROR_INVALID for an unknown category
 *
 * Changes a membership with all that follows: what the person sees begins anew; tickets of somebody who leaves that
 * are on no machine fall back to admins only. Changing nothing leaves no audit record.
 *
 * Returns: success
 */
gboolean lc_membership_set (const LcTransaction *tx,
                            gint64 group,
                            gint64 person,
                            const LpMembership *old,
                            const LpMembership *now,
                            GError **error);

/**
 * lc_membership_read:
 * @body: `{"role", "rights"}`; other members are left to the caller
 * @group_is_root: rights of an admin of the root are ignored
 * @error: (inout): collects faults
 *
 * Returns: (transfer full): the membership; use it only if there was no fault
 */
LpMembership *lc_membership_read (JsonObject *body, gboolean group_is_root, GError **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lc-call.h"

G_BEGIN_DECLS

/**
 * lc_caller_load:
 * @db: a connection inside a transaction
 * @person_row: who is signed in
 * @error: %LP_ERROR_UNAUTHORIZED if the person is gone or disabled
 *
 * Returns: (transfer full) (nullable): the person with the memberships of this moment; `session_id` is the
 *   caller's to fill
 */
LcCaller *lc_caller_load (LpDb *db, gint64 person_row, GError **error);

/**
 * lc_caller_load_signed_in:
 * @tx: the transaction
 * @person_row: who is signed in
 * @session_id: by which session or API token
 * @scope: what that is good for
 * @error: %LP_ERROR_UNAUTHORIZED if the person is gone or disabled
 *
 * As lc_caller_load(), but the writer reads her only once as long as nothing changes that rights depend on.
 *
 * Returns: (transfer full) (nullable): the person, not to be changed
 */
LcCaller *lc_caller_load_signed_in (const LcTransaction *tx,
                                    gint64 person_row,
                                    const char *session_id,
                                    LcTokenScope scope,
                                    GError **error);

/* References; of one thread at a time. */
LcCaller *lc_caller_ref (LcCaller *caller);
void lc_caller_unref (LcCaller *caller);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LcCaller, lc_caller_unref)

/**
 * lc_caller_is_member:
 * @caller: a caller
 * @group_id: a group
 *
 * Returns: whether she has a membership of any role in that very group
 */
gboolean lc_caller_is_member (const LcCaller *caller, const char *group_id);

/**
 * lc_caller_has_role_beyond_member:
 * @caller: a caller
 *
 * Returns: whether she administers, supports or accounts for any group; only then the catalog is hers to see
 */
gboolean lc_caller_has_role_beyond_member (const LcCaller *caller);

/**
 * lc_caller_check:
 * @tx: the transaction; without a caller the service itself acts, which may do everything
 * @action: what
 * @object: (nullable): to what
 * @error: as lp_permission_check()
 *
 * Returns: whether the caller may
 */
gboolean
lc_caller_check (const LcTransaction *tx, LpAction action, const LpPermissionObject *object, GError **error);

/**
 * lc_caller_find_group:
 * @tx: the transaction
 * @id: id of a group, as it came in a request
 * @error: %LP_ERROR_NOT_FOUND if there is none that the caller may see
 *
 * Returns: its row, 0 on error
 */
gint64 lc_caller_find_group (const LcTransaction *tx, const char *id, GError **error);

/**
 * lc_set_not_found:
 * @error: return location
 *
 * Sets the one answer for what does not exist and for what is invisible.
 *
 * Returns: %FALSE
 */
gboolean lc_set_not_found (GError **error);

/**
 * lc_caller_name_missing:
 * @error: (inout): location of an error or of %NULL
 * @pointer: a member of the body
 *
 * Adds to %LP_ERROR_NOT_FOUND which member names what is unknown or invisible, which is the same answer.
 */
void lc_caller_name_missing (GError **error, const char *pointer);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lc-call.h"

G_BEGIN_DECLS

/* What a person decides about a subscription (design: domain, "Subscriptions"). Asking for the state that already
 * holds answers with the object, changes nothing and leaves no audit record. All return the subscription as it is
 * afterwards (transfer full), or %NULL with %LP_ERROR_NOT_FOUND, %LP_ERROR_RIGHT_MISSING, %LP_ERROR_STATE (the
 * detail names the state), %LP_ERROR_STORAGE, and what is said below. */

/**
 * LcMatchFunc:
 * @etag: etag of the object as it is
 * @data: closure
 * @error: %LP_ERROR_PRECONDITION
 *
 * Called after the checks of visibility and rights and before those of the state.
 *
 * Returns: whether to go on
 */
typedef gboolean (*LcMatchFunc) (const char *etag, gpointer data, GError **error);

/**
 * lc_subscription_find:
 * @tx: the transaction
 * @id: id on the wire
 * @error: %LP_ERROR_NOT_FOUND, also for one that the caller may not see
 *
 * Returns: the row, 0 on error
 */
gint64 lc_subscription_find (const LcTransaction *tx, const char *id, GError **error);

/**
 * lc_subscription_cancel:
 * @tx: a writable transaction
 * @row: a visible subscription
 * @expected_ends_on: the last day that the person was shown, or %LP_DATE_NONE; %LP_ERROR_DEADLINE_PASSED with the
 *   new day if that is no longer true
 * @match: (nullable): precondition check
 * @match_data: for @match
 * @error: see above
 *
 * Ends auto-renewal. Renewals due on or before today are recorded first.
 */
LpSubscription *lc_subscription_cancel (const LcTransaction *tx,
                                        gint64 row,
                                        LpDate expected_ends_on,
                                        LcMatchFunc match,
                                        gpointer match_data,
                                        GError **error);

/**
 * lc_subscription_reinstate:
 * @tx: a writable transaction
 * @row: a visible subscription
 * @match: (nullable): precondition check
 * @match_data: for @match
 * @error: see above
 *
 * Takes a cancellation back while the subscription still runs. If the deadline has passed, the renewal is recorded
 * at once with today as the day on which it became binding.
 */
LpSubscription *lc_subscription_reinstate (const LcTransaction *tx,
                                           gint64 row,
                                           LcMatchFunc match,
                                           gpointer match_data,
                                           GError **error);

/**
 * lc_subscription_revoke:
 * @tx: a writable transaction
 * @row: a visible subscription
 * @credit: `none`, `pro_rata` or `full`; other than `none` only for a vendor admin or finance of the root
 * @match: (nullable): precondition check
 * @match_data: for @match
 * @error: see above
 *
 * Ends use at once; the ticket is revoked by the same act.
 */
LpSubscription *lc_subscription_revoke (const LcTransaction *tx,
                                        gint64 row,
                                        const char *credit,
                                        LcMatchFunc match,
                                        gpointer match_data,
                                        GError **error);

G_END_DECLS

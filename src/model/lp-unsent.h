/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-session.h"

G_BEGIN_DECLS

/* The changes that have not reached License Central when somebody wants to leave it: those that wait, and those that
 * were refused or are in conflict and wait for her decision. Signing out deletes them (design: security). */

/**
 * lp_unsent_count:
 * @session: a session
 *
 * Returns: how many there are
 */
guint lp_unsent_count (LpSession *session);

/**
 * lp_unsent_can_send:
 * @session: a session
 *
 * Returns: whether trying to send them makes sense: one waits, and the sign-in has not expired
 */
gboolean lp_unsent_can_send (LpSession *session);

/**
 * lp_unsent_dup_csv:
 * @session: a session
 *
 * Returns: (transfer full): a table for people, in UTF-8: when each was made, what it does, to which tickets, for whom,
 *   in which group, why it is still here, and the request, by which it can be done by other means
 */
char *lp_unsent_dup_csv (LpSession *session);

/**
 * LpUnsentResult:
 * @n_sent: were carried out
 * @n_problems: need the person: refused or in conflict, now or before
 * @n_left: still wait
 */
typedef struct
{
  guint n_sent;
  guint n_problems;
  guint n_left;
} LpUnsentResult;

/* Told while sending: how many of how many have been answered. */
typedef void (*LpUnsentProgress) (guint n_done, guint n_total, gpointer user_data);

/**
 * lp_unsent_send_async:
 * @session: a session
 * @progress: called whenever one has been answered, and at the beginning
 * @progress_data: for @progress
 * @cancellable: (nullable): stops waiting; what is on its way may still arrive
 * @callback: called when nothing waits any more, or when it turns out that they cannot be sent now
 * @user_data: for @callback
 *
 * Sends what waits, at once. Nothing is given up: what could not be sent waits as before.
 */
void lp_unsent_send_async (LpSession *session,
                           LpUnsentProgress progress,
                           gpointer progress_data,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);

/**
 * lp_unsent_send_finish:
 * @session: a session
 * @result: as given to the callback
 * @outcome: (out): what became of them, also on error
 * @error: %LP_ERROR_UNREACHABLE, %LP_ERROR_UNAUTHORIZED, or that it was cancelled
 *
 * Returns: whether nothing is left that waits; there may be problems all the same
 */
gboolean
lp_unsent_send_finish (LpSession *session, GAsyncResult *result, LpUnsentResult *outcome, GError **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "lp-outbox.h"
#include "lp-session.h"

G_BEGIN_DECLS

/* Decisions about one subscription: each asks in a dialog where it cannot simply be undone, goes through the outbox,
 * and says in a toast around @from how it ended. @subscription_id: one that the replica holds; a subscription that has
 * gone meanwhile is answered with a toast. */

/**
 * lp_decision_cancel:
 * @from: a widget in the window
 * @session: an open session
 * @subscription_id: which
 *
 * Asks with the exact last day of use, what is still owed and for a reason, sends the day that was shown, and offers to
 * undo it. If the deadline has passed in between, nothing is done and it is asked again with the new day and the same
 * reason.
 */
void lp_decision_cancel (GtkWidget *from, LpSession *session, const char *subscription_id);

/**
 * lp_decision_cancel_again:
 * @from: a widget in the window
 * @session: an open session
 * @subscription_id: which
 * @refused: a cancellation that arrived after the deadline it was shown with; discarded once it is replaced
 *
 * Asks the service for the new day, and then as lp_decision_cancel() does.
 */
void lp_decision_cancel_again (GtkWidget *from,
                               LpSession *session,
                               const char *subscription_id,
                               LpChange *refused);

/**
 * lp_decision_reinstate:
 * @from: a widget in the window
 * @session: an open session
 * @subscription_id: which
 *
 * At once, and with an offer to undo it, where the cancellation leaves no trace; asks first where
 * lp_decision_reinstate_asks().
 */
void lp_decision_reinstate (GtkWidget *from, LpSession *session, const char *subscription_id);

/**
 * lp_decision_reinstate_asks:
 * @session: an open session
 * @subscription: a cancelled one
 *
 * Returns: whether lp_decision_reinstate() asks first: since the deadline has passed, so that another term is owed at
 *   once, or may pass before the decision arrives
 */
gboolean lp_decision_reinstate_asks (LpSession *session, const LpSubscription *subscription);

/**
 * lp_decision_revoke:
 * @from: a widget in the window
 * @session: an open session
 * @subscription_id: which
 *
 * Asks with the last day of use, the machines, what is owed, the credit and a reason: that cannot be undone.
 */
void lp_decision_revoke (GtkWidget *from, LpSession *session, const char *subscription_id);

G_END_DECLS

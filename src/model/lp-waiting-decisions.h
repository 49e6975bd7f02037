/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-session.h"
#include "lp-subscription-outlook.h"

G_BEGIN_DECLS

/**
 * LpWaitingDecisions:
 *
 * Which subscriptions the person has cancelled, reinstated or revoked while the service could not be reached: what
 * waits in the outbox is not received yet (BGB § 130), so a row shows the state that still holds beside what was asked
 * for. What goes out at once is not told of.
 *
 * Signal: `changed`, when others wait than before.
 */
#define LP_TYPE_WAITING_DECISIONS (lp_waiting_decisions_get_type ())
G_DECLARE_FINAL_TYPE (LpWaitingDecisions, lp_waiting_decisions, LP, WAITING_DECISIONS, GObject)

/**
 * lp_waiting_decisions_get:
 * @session: a session
 *
 * Returns: (transfer none): its waiting decisions, one object for everybody
 */
LpWaitingDecisions *lp_waiting_decisions_get (LpSession *session);

/**
 * lp_waiting_decisions_find:
 * @self: waiting decisions
 * @subscription_id: (nullable): id of a subscription
 * @code: (nullable): of its ticket
 * @decision: (out): the latest that waits
 *
 * Returns: whether one waits for it
 */
gboolean lp_waiting_decisions_find (LpWaitingDecisions *self,
                                    const char *subscription_id,
                                    const char *code,
                                    LpSubscriptionDecision *decision);

/**
 * lp_waiting_decision_get_word:
 * @decision: a decision that waits
 *
 * Returns: (transfer none): for a narrow column: `Cancelling…`
 */
const char *lp_waiting_decision_get_word (LpSubscriptionDecision decision);

/**
 * lp_waiting_decision_get_sentence:
 * @decision: a decision that waits
 *
 * Returns: (transfer none): that it is not received yet, and where it can be taken back
 */
const char *lp_waiting_decision_get_sentence (LpSubscriptionDecision decision);

G_END_DECLS

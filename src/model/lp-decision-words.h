/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-session.h"
#include "lp-subscription-outlook.h"

G_BEGIN_DECLS

/* What a person is told before she decides about a subscription: whole sentences in her language. All results are
 * owned by the caller. */

/**
 * lp_decision_dup_refusal:
 * @session: an open session
 * @subscription: what it is about
 * @decision: what she wants to do
 *
 * Asks core and what the replica knows of her rights. Only for greying out: the service decides.
 *
 * Returns: (transfer full) (nullable): one sentence why she may not, the state before the right; %NULL if she may
 */
char *lp_decision_dup_refusal (LpSession *session,
                               const LpSubscription *subscription,
                               LpSubscriptionDecision decision);

/**
 * lp_decision_is_consumer:
 * @session: an open session
 * @subscription: a subscription
 *
 * Returns: whether its group counts as a consumer now, for lp_cancel_outlook_new()
 */
gboolean lp_decision_is_consumer (LpSession *session, const LpSubscription *subscription);

/**
 * lp_owed_term_dup_text:
 * @term: a term
 *
 * Returns: (transfer full): `1 Jan 2027 – 31 Dec 2027`
 */
char *lp_owed_term_dup_text (const LpOwedTerm *term);

/**
 * lp_cancel_dup_sentence:
 * @outlook: what a cancellation today means
 *
 * Returns: (transfer full): the last day of use, and whether the deadline has passed, with the terms that are owed
 *   for that reason
 */
char *lp_cancel_dup_sentence (const LpCancelOutlook *outlook);

/**
 * lp_cancel_dup_offline_note:
 * @outlook: what a cancellation today means
 *
 * Returns: (transfer full): that a cancellation counts only when it is received (BGB § 130), and by when
 */
char *lp_cancel_dup_offline_note (const LpCancelOutlook *outlook);

/**
 * lp_reinstate_dup_sentence:
 * @outlook: what a reinstatement today means
 *
 * Returns: (transfer full): that it renews again, and which terms are owed at once
 */
char *lp_reinstate_dup_sentence (const LpReinstateOutlook *outlook);

/**
 * lp_reinstate_dup_offline_note:
 * @outlook: what a reinstatement today means
 *
 * Returns: (transfer full): that it counts only when it is received, and what it means after which day
 */
char *lp_reinstate_dup_offline_note (const LpReinstateOutlook *outlook);

/**
 * lp_revoke_dup_sentence:
 * @ticket: (nullable): the license, with the machines that hold it
 * @outlook: what a revocation today means
 * @today: the business date
 *
 * Returns: (transfer full): the last day on which the software runs, which machines hold it, and that this is for good
 */
char *lp_revoke_dup_sentence (const LpTicket *ticket, const LpRevokeOutlook *outlook, LpDate today);

/**
 * lp_revoke_get_offline_note:
 *
 * Returns: (transfer none): that a revocation counts only when it is received
 */
const char *lp_revoke_get_offline_note (void);

/**
 * lp_credit_dup_sentence:
 * @outlook: what a revocation today means, with a running term
 * @credit: `none`, `pro_rata` or `full`
 *
 * Returns: (transfer full): what the customer gets back, and what finance sees
 */
char *lp_credit_dup_sentence (const LpRevokeOutlook *outlook, const char *credit);

/**
 * lp_credit_get_name:
 * @credit: (nullable): `none`, `pro_rata` or `full`
 *
 * Returns: (transfer none): its name
 */
const char *lp_credit_get_name (const char *credit);

G_END_DECLS

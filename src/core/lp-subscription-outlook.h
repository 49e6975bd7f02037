/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-subscription-rules.h"

G_BEGIN_DECLS

/* What a decision about a subscription would bring, before anybody asks the service (design: domain,
 * "Subscriptions"): for the words in front of the person who decides. The service decides by the same rules. */

typedef enum
{
  LP_DECISION_CANCEL,
  LP_DECISION_REINSTATE,
  LP_DECISION_REVOKE,
} LpSubscriptionDecision;

/* A term that is owed, or would be: both days included. */
typedef struct
{
  LpDate first;
  LpDate last;
} LpOwedTerm;

/**
 * LpCancelOutlook:
 * @ends_on: the last day of use: for `expected_ends_on` of the request
 * @deadline: where @passed, the deadline that was missed last; else the last day on which a cancellation still
 *   ends the subscription on @ends_on. %LP_DATE_NONE for one that has not started
 * @passed: whether the deadline for the term that runs today has passed, so that a later term is owed, too
 * @owed: (element-type LpOwedTerm): what is committed from today to @ends_on, in order; the first one is the
 *   whole term that runs today
 */
typedef struct
{
  LpDate ends_on;
  LpDate deadline;
  gboolean passed;
  GArray *owed;
} LpCancelOutlook;

/**
 * lp_subscription_get_terms:
 * @subscription: a subscription as on the wire
 * @consumer: whether its group is a consumer now: decides only where the subscription's own days do not tell
 * @terms: (out): what decides its days; borrows nothing
 *
 * The first term's last day is given, so any mode but `anniversary` counts as `fixed`.
 */
void
lp_subscription_get_terms (const LpSubscription *subscription, gboolean consumer, LpSubscriptionTerms *terms);

/**
 * lp_subscription_allows:
 * @subscription: a subscription
 * @decision: what somebody wants to do
 * @today: the business date
 *
 * Returns: whether its state on that day allows it. Asking for what holds already counts as not allowed: it would
 *   change nothing.
 */
gboolean
lp_subscription_allows (const LpSubscription *subscription, LpSubscriptionDecision decision, LpDate today);

/**
 * lp_cancel_outlook_new:
 * @subscription: one that may be cancelled, see lp_subscription_allows()
 * @consumer: as for lp_subscription_get_terms()
 * @today: the day on which the cancellation is received
 *
 * Renewals that are due by @today and not recorded yet, as after some days offline, are counted in.
 *
 * Returns: (transfer full): what a cancellation on that day means
 */
LpCancelOutlook *lp_cancel_outlook_new (const LpSubscription *subscription, gboolean consumer, LpDate today);
void lp_cancel_outlook_free (LpCancelOutlook *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LpCancelOutlook, lp_cancel_outlook_free)

/**
 * LpReinstateOutlook:
 * @owed: (element-type LpOwedTerm): the terms that are recorded at once, since their deadline passed while it was
 *   cancelled; empty if none did, and then the cancellation leaves no trace
 * @missed: the first deadline that passed; %LP_DATE_NONE if none did
 * @deadline: the next day by which it has to be cancelled again, or reinstated if that day is still to come, before
 *   another term is owed; %LP_DATE_NONE beyond the year 9999, or for one that never started
 */
typedef struct
{
  GArray *owed;
  LpDate missed;
  LpDate deadline;
} LpReinstateOutlook;

/**
 * lp_reinstate_outlook_new:
 * @subscription: a cancelled one
 * @consumer: as for lp_subscription_get_terms()
 * @today: the day on which it is reinstated
 *
 * Returns: (transfer full): what a reinstatement on that day means
 */
LpReinstateOutlook *
lp_reinstate_outlook_new (const LpSubscription *subscription, gboolean consumer, LpDate today);
void lp_reinstate_outlook_free (LpReinstateOutlook *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LpReinstateOutlook, lp_reinstate_outlook_free)

/**
 * LpRevokeOutlook:
 * @last_day: the last day on which the software runs: that of the revocation, or an earlier one on which it had
 *   stopped already; %LP_DATE_NONE for one that has never started
 * @running: the term in which that day lies: owed whole, unless it is credited; both %LP_DATE_NONE if there is none
 * @days_left: days of @running after the day of the revocation, which a credit pro rata is for
 * @unbilled: (element-type LpOwedTerm): committed terms that would have begun later: they are not billed any more
 *   (design: domain, "Reports", Renewals)
 */
typedef struct
{
  LpDate last_day;
  LpOwedTerm running;
  int days_left;
  GArray *unbilled;
} LpRevokeOutlook;

/**
 * lp_revoke_outlook_new:
 * @subscription: any; of a revoked one @day is the day of its revocation
 * @consumer: as for lp_subscription_get_terms()
 * @day: the day of the revocation
 *
 * Renewals that are due by @day and not recorded yet are counted in where it renews by itself.
 *
 * Returns: (transfer full): what a revocation on that day means
 */
LpRevokeOutlook *lp_revoke_outlook_new (const LpSubscription *subscription, gboolean consumer, LpDate day);
void lp_revoke_outlook_free (LpRevokeOutlook *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LpRevokeOutlook, lp_revoke_outlook_free)

/**
 * lp_subscription_get_last_day:
 * @subscription: a subscription; its technical expiry does not matter
 *
 * Returns: the last day of use as far as it is known: the day of the revocation, the last day of a cancelled one, or
 *   until when it is committed, whichever is the first that holds; %LP_DATE_NONE for one that has never started
 */
LpDate lp_subscription_get_last_day (const LpSubscription *subscription);

G_END_DECLS

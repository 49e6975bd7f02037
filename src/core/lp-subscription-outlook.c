/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lp-subscription-outlook.h"

void
lp_subscription_get_terms (const LpSubscription *subscription, gboolean consumer, LpSubscriptionTerms *terms)
{
  const LpSubscription *self = subscription;
  int recorded = self->renewals != NULL ? (int) self->renewals->len : 0;

  *terms = (LpSubscriptionTerms){
    .start_mode = self->start_mode,
    .expiry_mode = self->expiry_mode == LP_EXPIRY_ANNIVERSARY ? LP_EXPIRY_ANNIVERSARY : LP_EXPIRY_FIXED,
    .start = self->start,
    .initial_expiry = self->initial_expiry,
    .term_months = lp_period_get_months (self->term),
    .notice = self->notice,
    .consumer = consumer,
  };
  if (self->deadline == LP_DATE_NONE || recorded == 0)
    return;

  /* The group may have become a consumer, or ceased to be one, after the subscription was made. */
  terms->consumer = TRUE;
  if (lp_subscription_deadline (terms, recorded) == self->deadline &&
      lp_subscription_committed_until (terms, recorded) == self->committed_until)
    return;
  terms->consumer = FALSE;
}

gboolean
lp_subscription_allows (const LpSubscription *subscription, LpSubscriptionDecision decision, LpDate today)
{
  LpSubscriptionState state = lp_subscription_get_state (subscription, today);

  switch (decision)
    {
    case LP_DECISION_CANCEL:
      return state == LP_SUBSCRIPTION_ACTIVE || state == LP_SUBSCRIPTION_PENDING;
    case LP_DECISION_REINSTATE:
      return state == LP_SUBSCRIPTION_CANCELLED;
    case LP_DECISION_REVOKE:
    default:
      return state != LP_SUBSCRIPTION_REVOKED;
    }
}

static void
add_owed (GArray *owed, LpDate first, LpDate last, LpDate today)
{
  LpOwedTerm term = { first, last };

  if (lp_date_is_valid (first) && lp_date_is_valid (last) && last >= today)
    g_array_append_val (owed, term);
}

void
lp_cancel_outlook_free (LpCancelOutlook *self)
{
  g_array_unref (self->owed);
  g_free (self);
}

LpCancelOutlook *
lp_cancel_outlook_new (const LpSubscription *subscription, gboolean consumer, LpDate today)
{
  LpCancelOutlook *self = g_new0 (LpCancelOutlook, 1);
  int recorded = subscription->renewals != NULL ? (int) subscription->renewals->len : 0;
  g_autoptr (GArray) due = NULL;
  LpSubscriptionTerms terms;

  self->owed = g_array_new (FALSE, FALSE, sizeof (LpOwedTerm));
  self->ends_on = today;
  self->deadline = LP_DATE_NONE;
  if (lp_subscription_get_state (subscription, today) == LP_SUBSCRIPTION_PENDING)
    return self;

  lp_subscription_get_terms (subscription, consumer, &terms);
  add_owed (self->owed, subscription->start, subscription->initial_expiry, today);
  for (int i = 0; i < recorded; i++)
    {
      const LpRenewal *renewal = &g_array_index (subscription->renewals, LpRenewal, i);

      add_owed (self->owed, renewal->start, renewal->end, today);
    }
  self->ends_on = subscription->committed_until;
  due = lp_subscription_renewals_due (&terms, recorded, today);
  for (guint i = 0; i < due->len; i++)
    {
      const LpRenewal *renewal = &g_array_index (due, LpRenewal, i);

      add_owed (self->owed, renewal->start, renewal->end, today);
      self->ends_on = renewal->end;
    }

  recorded += (int) due->len;
  self->passed = self->owed->len > 1 && recorded > 0;
  self->deadline = lp_subscription_deadline (&terms, self->passed ? recorded - 1 : recorded);
  return self;
}

GArray *
lp_subscription_reinstate_outlook (const LpSubscription *subscription, gboolean consumer, LpDate today)
{
  GArray *terms = g_array_new (FALSE, FALSE, sizeof (LpOwedTerm));
  int recorded = subscription->renewals != NULL ? (int) subscription->renewals->len : 0;
  g_autoptr (GArray) due = NULL;
  LpSubscriptionTerms rules;

  if (!lp_date_is_valid (subscription->start))
    return terms;
  lp_subscription_get_terms (subscription, consumer, &rules);
  due = lp_subscription_renewals_due (&rules, recorded, today);
  for (guint i = 0; i < due->len; i++)
    {
      const LpRenewal *renewal = &g_array_index (due, LpRenewal, i);

      add_owed (terms, renewal->start, renewal->end, today);
    }
  return terms;
}

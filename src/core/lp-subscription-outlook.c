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
add_term (GArray *terms, LpDate first, LpDate last)
{
  LpOwedTerm term = { first, last };

  if (lp_date_is_valid (first) && lp_date_is_valid (last))
    g_array_append_val (terms, term);
}

static void
add_renewals (GArray *terms, const GArray *renewals)
{
  for (guint i = 0; renewals != NULL && i < renewals->len; i++)
    {
      const LpRenewal *renewal = &g_array_index (renewals, LpRenewal, i);

      add_term (terms, renewal->start, renewal->end);
    }
}

static int
count_recorded (const LpSubscription *subscription)
{
  return subscription->renewals != NULL ? (int) subscription->renewals->len : 0;
}

/* All terms that are committed, in order: the first one, and the renewals that are recorded. */
static GArray *
list_recorded (const LpSubscription *subscription)
{
  GArray *terms = g_array_new (FALSE, FALSE, sizeof (LpOwedTerm));

  if (!lp_date_is_valid (subscription->start))
    return terms;
  add_term (terms, subscription->start, subscription->initial_expiry);
  add_renewals (terms, subscription->renewals);
  return terms;
}

/* Leaves out what was over before a day. */
static void
drop_past (GArray *terms, LpDate today)
{
  guint past = 0;

  while (past < terms->len && g_array_index (terms, LpOwedTerm, past).last < today)
    past++;
  g_array_remove_range (terms, 0, past);
}

LpDate
lp_subscription_get_last_day (const LpSubscription *subscription)
{
  LpDate last = subscription->committed_until;

  if (!lp_date_is_valid (subscription->start))
    return LP_DATE_NONE;
  if (lp_date_is_valid (subscription->ends_on))
    last = subscription->ends_on;
  if (!lp_date_is_valid (subscription->revoked_on))
    return last;
  if (subscription->revoked_on < subscription->start)
    return LP_DATE_NONE;
  return lp_date_is_valid (last) ? MIN (last, subscription->revoked_on) : subscription->revoked_on;
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
  int recorded = count_recorded (subscription);
  g_autoptr (GArray) due = NULL;
  LpSubscriptionTerms terms;

  self->ends_on = today;
  self->deadline = LP_DATE_NONE;
  self->owed = list_recorded (subscription);
  if (lp_subscription_get_state (subscription, today) == LP_SUBSCRIPTION_PENDING)
    {
      g_array_set_size (self->owed, 0);
      return self;
    }

  lp_subscription_get_terms (subscription, consumer, &terms);
  due = lp_subscription_renewals_due (&terms, recorded, today);
  add_renewals (self->owed, due);
  drop_past (self->owed, today);
  self->ends_on = due->len > 0 ? g_array_index (due, LpRenewal, due->len - 1).end
                               : subscription->committed_until;

  recorded += (int) due->len;
  self->passed = self->owed->len > 1 && recorded > 0;
  self->deadline = lp_subscription_deadline (&terms, self->passed ? recorded - 1 : recorded);
  return self;
}

void
lp_reinstate_outlook_free (LpReinstateOutlook *self)
{
  g_array_unref (self->owed);
  g_free (self);
}

LpReinstateOutlook *
lp_reinstate_outlook_new (const LpSubscription *subscription, gboolean consumer, LpDate today)
{
  LpReinstateOutlook *self = g_new0 (LpReinstateOutlook, 1);
  int recorded = count_recorded (subscription);
  g_autoptr (GArray) due = NULL;
  LpSubscriptionTerms terms;

  self->owed = g_array_new (FALSE, FALSE, sizeof (LpOwedTerm));
  self->missed = self->deadline = LP_DATE_NONE;
  if (!lp_date_is_valid (subscription->start))
    return self;
  lp_subscription_get_terms (subscription, consumer, &terms);
  due = lp_subscription_renewals_due (&terms, recorded, today);
  add_renewals (self->owed, due);
  if (due->len > 0)
    self->missed = lp_subscription_deadline (&terms, recorded);
  self->deadline = lp_subscription_deadline (&terms, recorded + (int) due->len);
  return self;
}

void
lp_revoke_outlook_free (LpRevokeOutlook *self)
{
  g_array_unref (self->unbilled);
  g_free (self);
}

/* Parts the terms: one runs on the day, and renewals that would begin later are not billed any more. A first term
 * that has not begun is neither: it was sold, but no day of it is used. */
static void
part_terms (LpRevokeOutlook *self, const GArray *terms, LpDate day)
{
  for (guint i = 0; i < terms->len; i++)
    {
      const LpOwedTerm *term = &g_array_index (terms, LpOwedTerm, i);

      if (term->first <= day && term->last >= day)
        self->running = *term;
      else if (term->first > day && i > 0)
        g_array_append_val (self->unbilled, *term);
    }
}

LpRevokeOutlook *
lp_revoke_outlook_new (const LpSubscription *subscription, gboolean consumer, LpDate day)
{
  LpRevokeOutlook *self = g_new0 (LpRevokeOutlook, 1);
  g_autoptr (GArray) committed = list_recorded (subscription);
  LpDate last = lp_subscription_get_last_day (subscription);

  self->unbilled = g_array_new (FALSE, FALSE, sizeof (LpOwedTerm));
  self->running = (LpOwedTerm){ LP_DATE_NONE, LP_DATE_NONE };
  self->last_day = LP_DATE_NONE;
  if (lp_subscription_get_state (subscription, day) == LP_SUBSCRIPTION_ACTIVE)
    {
      g_autoptr (GArray) due = NULL;
      LpSubscriptionTerms terms;

      lp_subscription_get_terms (subscription, consumer, &terms);
      due = lp_subscription_renewals_due (&terms, count_recorded (subscription), day);
      add_renewals (committed, due);
      last = day;
    }
  part_terms (self, committed, day);

  if (!lp_date_is_valid (last) || subscription->start > day)
    return self;
  self->last_day = MIN (last, day);
  if (lp_date_is_valid (subscription->technical_expiry))
    self->last_day = MIN (self->last_day, subscription->technical_expiry);
  if (lp_date_is_valid (self->running.last))
    self->days_left = self->running.last - day;
  return self;
}

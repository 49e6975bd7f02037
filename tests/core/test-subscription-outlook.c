/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lp-subscription-outlook.h"
#include "random-subscription.h"

#define N_SUBSCRIPTIONS 20000

static LpDate
day (const char *text)
{
  return lp_date_parse (text);
}

static void
assert_day (LpDate date, const char *expected)
{
  char text[LP_DATE_STRING_SIZE];

  g_assert_cmpstr (lp_date_format (date, text), ==, expected);
}

static LpSubscriptionTerms
calendar_year (void)
{
  return (LpSubscriptionTerms){ .expiry_mode = LP_EXPIRY_CALENDAR_YEAR_END,
                                .start = day ("2025-03-15"),
                                .initial_expiry = LP_DATE_NONE,
                                .term_months = 12,
                                .notice = { 3, LP_PERIOD_MONTHS } };
}

static void
assert_owed (GArray *owed, guint index, const char *first, const char *last)
{
  g_assert_cmpuint (index, <, owed->len);
  assert_day (g_array_index (owed, LpOwedTerm, index).first, first);
  assert_day (g_array_index (owed, LpOwedTerm, index).last, last);
}

static void
test_in_time (void)
{
  LpSubscriptionTerms terms = calendar_year ();
  g_autoptr (LpSubscription) subscription = recorded_subscription (&terms, day ("2026-09-30"));
  g_autoptr (LpCancelOutlook) outlook = lp_cancel_outlook_new (subscription, FALSE, day ("2026-09-30"));

  assert_day (outlook->ends_on, "2026-12-31");
  assert_day (outlook->deadline, "2026-09-30");
  g_assert_false (outlook->passed);
  g_assert_cmpuint (outlook->owed->len, ==, 1);
  assert_owed (outlook->owed, 0, "2026-01-01", "2026-12-31");
}

static void
assert_passed (const LpCancelOutlook *outlook)
{
  assert_day (outlook->ends_on, "2027-12-31");
  assert_day (outlook->deadline, "2026-09-30");
  g_assert_true (outlook->passed);
  g_assert_cmpuint (outlook->owed->len, ==, 2);
  assert_owed (outlook->owed, 0, "2026-01-01", "2026-12-31");
  assert_owed (outlook->owed, 1, "2027-01-01", "2027-12-31");
}

/* Whether the renewal is recorded already, or the copy is from before the deadline, makes no difference. */
static void
test_one_day_late (void)
{
  LpSubscriptionTerms terms = calendar_year ();
  g_autoptr (LpSubscription) fresh = recorded_subscription (&terms, day ("2026-10-01"));
  g_autoptr (LpSubscription) stale = recorded_subscription (&terms, day ("2026-09-30"));
  g_autoptr (LpCancelOutlook) first = lp_cancel_outlook_new (fresh, FALSE, day ("2026-10-01"));
  g_autoptr (LpCancelOutlook) second = lp_cancel_outlook_new (stale, FALSE, day ("2026-10-01"));

  assert_passed (first);
  assert_passed (second);
}

static void
test_pending (void)
{
  g_autoptr (LpSubscription) subscription = lp_subscription_new ();
  g_autoptr (LpCancelOutlook) outlook = NULL;

  subscription->start_mode = LP_START_ACTIVATION;
  outlook = lp_cancel_outlook_new (subscription, FALSE, day ("2026-11-24"));
  assert_day (outlook->ends_on, "2026-11-24");
  g_assert_cmpint (outlook->deadline, ==, LP_DATE_NONE);
  g_assert_cmpuint (outlook->owed->len, ==, 0);
}

/* A first term of a year, then months: what the days of the subscription say counts, whatever the group is now. */
static void
test_consumer (void)
{
  LpSubscriptionTerms terms = { .start = day ("2025-01-10"),
                                .initial_expiry = LP_DATE_NONE,
                                .term_months = 12,
                                .notice = { 1, LP_PERIOD_MONTHS },
                                .consumer = TRUE };

  for (int consumer = 0; consumer < 2; consumer++)
    {
      g_autoptr (LpSubscription) subscription = recorded_subscription (&terms, day ("2026-03-05"));
      g_autoptr (LpCancelOutlook)
          outlook = lp_cancel_outlook_new (subscription, consumer, day ("2026-03-10"));

      assert_day (outlook->ends_on, "2026-04-09");
      assert_day (outlook->deadline, "2026-04-09");
      g_assert_false (outlook->passed);
    }
}

static void
test_reinstate (void)
{
  LpSubscriptionTerms terms = calendar_year ();
  g_autoptr (LpSubscription) subscription = recorded_subscription (&terms, day ("2026-09-01"));
  g_autoptr (LpReinstateOutlook) in_time = NULL;
  g_autoptr (LpReinstateOutlook) late = NULL;

  subscription->cancelled_on = day ("2026-09-01");
  subscription->ends_on = day ("2026-12-31");
  subscription->deadline = LP_DATE_NONE;
  in_time = lp_reinstate_outlook_new (subscription, FALSE, day ("2026-09-30"));
  late = lp_reinstate_outlook_new (subscription, FALSE, day ("2026-11-24"));
  g_assert_cmpuint (in_time->owed->len, ==, 0);
  g_assert_cmpint (in_time->missed, ==, LP_DATE_NONE);
  assert_day (in_time->deadline, "2026-09-30");
  g_assert_cmpuint (late->owed->len, ==, 1);
  assert_owed (late->owed, 0, "2027-01-01", "2027-12-31");
  assert_day (late->missed, "2026-09-30");
  assert_day (late->deadline, "2027-09-30");
}

/* What runs is owed; what was committed and would begin later is not billed any more. */
static void
test_revoke (void)
{
  LpSubscriptionTerms terms = calendar_year ();
  g_autoptr (LpSubscription) fresh = recorded_subscription (&terms, day ("2026-11-24"));
  g_autoptr (LpSubscription) stale = recorded_subscription (&terms, day ("2026-09-30"));
  LpSubscription *copies[] = { fresh, stale };

  for (gsize i = 0; i < G_N_ELEMENTS (copies); i++)
    {
      g_autoptr (LpRevokeOutlook) outlook = lp_revoke_outlook_new (copies[i], FALSE, day ("2026-11-24"));

      assert_day (outlook->last_day, "2026-11-24");
      assert_day (outlook->running.first, "2026-01-01");
      assert_day (outlook->running.last, "2026-12-31");
      g_assert_cmpint (outlook->days_left, ==, 37);
      g_assert_cmpuint (outlook->unbilled->len, ==, 1);
      assert_owed (outlook->unbilled, 0, "2027-01-01", "2027-12-31");
    }
}

/* Once it is revoked the same is told of the day of the revocation, and nothing is due any more. */
static void
test_revoked (void)
{
  LpSubscriptionTerms terms = calendar_year ();
  g_autoptr (LpSubscription) self = recorded_subscription (&terms, day ("2026-05-02"));
  g_autoptr (LpRevokeOutlook) outlook = NULL;

  self->revoked_on = day ("2026-05-02");
  self->deadline = LP_DATE_NONE;
  self->technical_expiry = day ("2026-12-31");
  assert_day (lp_subscription_get_last_day (self), "2026-05-02");
  outlook = lp_revoke_outlook_new (self, FALSE, self->revoked_on);
  assert_day (outlook->last_day, "2026-05-02");
  assert_day (outlook->running.last, "2026-12-31");
  g_assert_cmpuint (outlook->unbilled->len, ==, 0);
}

static void
assert_no_running (const LpRevokeOutlook *outlook)
{
  g_assert_cmpint (outlook->running.first, ==, LP_DATE_NONE);
  g_assert_cmpint (outlook->days_left, ==, 0);
  g_assert_cmpuint (outlook->unbilled->len, ==, 0);
}

/* What had stopped before is not said to have run until the day of the revocation. */
static void
test_revoke_what_stopped (void)
{
  LpSubscriptionTerms terms = calendar_year ();
  g_autoptr (LpSubscription) self = recorded_subscription (&terms, day ("2026-09-01"));
  g_autoptr (LpSubscription) pending = lp_subscription_new ();
  g_autoptr (LpRevokeOutlook) behind = NULL;
  g_autoptr (LpRevokeOutlook) ended = NULL;
  g_autoptr (LpRevokeOutlook) never = NULL;

  /* Renewed commercially, not technically. */
  self->technical_expiry = day ("2025-12-31");
  behind = lp_revoke_outlook_new (self, FALSE, day ("2026-09-01"));
  assert_day (behind->last_day, "2025-12-31");
  assert_day (behind->running.last, "2026-12-31");

  self->technical_expiry = day ("2026-12-31");
  self->cancelled_on = day ("2026-09-01");
  self->ends_on = day ("2026-12-31");
  ended = lp_revoke_outlook_new (self, FALSE, day ("2027-02-01"));
  assert_day (ended->last_day, "2026-12-31");
  assert_no_running (ended);

  never = lp_revoke_outlook_new (pending, FALSE, day ("2026-09-01"));
  g_assert_cmpint (never->last_day, ==, LP_DATE_NONE);
  assert_no_running (never);
}

static void
test_last_day (void)
{
  LpSubscriptionTerms terms = calendar_year ();
  g_autoptr (LpSubscription) self = recorded_subscription (&terms, day ("2026-10-01"));
  g_autoptr (LpSubscription) pending = lp_subscription_new ();

  assert_day (lp_subscription_get_last_day (self), "2027-12-31");
  self->cancelled_on = day ("2026-10-01");
  self->ends_on = self->committed_until;
  assert_day (lp_subscription_get_last_day (self), "2027-12-31");
  self->revoked_on = day ("2026-11-24");
  assert_day (lp_subscription_get_last_day (self), "2026-11-24");
  /* Revoked after it had ended. */
  self->revoked_on = day ("2028-03-01");
  assert_day (lp_subscription_get_last_day (self), "2027-12-31");
  self->revoked_on = day ("2025-03-01");
  g_assert_cmpint (lp_subscription_get_last_day (self), ==, LP_DATE_NONE);

  pending->cancelled_on = pending->ends_on = day ("2026-10-01");
  g_assert_cmpint (lp_subscription_get_last_day (pending), ==, LP_DATE_NONE);
}

static void
test_states (void)
{
  LpSubscriptionTerms terms = calendar_year ();
  g_autoptr (LpSubscription) self = recorded_subscription (&terms, day ("2026-09-01"));
  LpDate today = day ("2026-09-01");

  g_assert_true (lp_subscription_allows (self, LP_DECISION_CANCEL, today));
  g_assert_false (lp_subscription_allows (self, LP_DECISION_REINSTATE, today));
  g_assert_true (lp_subscription_allows (self, LP_DECISION_REVOKE, today));

  self->cancelled_on = today;
  self->ends_on = day ("2026-12-31");
  g_assert_false (lp_subscription_allows (self, LP_DECISION_CANCEL, today));
  g_assert_true (lp_subscription_allows (self, LP_DECISION_REINSTATE, self->ends_on));
  g_assert_false (lp_subscription_allows (self, LP_DECISION_REINSTATE, self->ends_on + 1));

  self->revoked_on = today;
  for (int decision = LP_DECISION_CANCEL; decision <= LP_DECISION_REVOKE; decision++)
    g_assert_false (lp_subscription_allows (self, (LpSubscriptionDecision) decision, today));
}

/* On any day, whatever the copy knows: the last day is that of the rules, the owed terms leave no gap, and one day
 * earlier than the missed deadline would have saved the last of them. */
static void
test_any_day (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (85);

  for (int n = 0; n < N_SUBSCRIPTIONS; n++)
    {
      LpSubscriptionTerms terms = random_subscription (random);
      LpDate today = terms.start + g_rand_int_range (random, 0, 3000);
      LpDate known = g_rand_int_range (random, terms.start, today + 1);
      g_autoptr (LpSubscription) subscription = recorded_subscription (&terms, known);
      g_autoptr (LpCancelOutlook) outlook = lp_cancel_outlook_new (subscription, terms.consumer, today);
      g_autoptr (GArray) due = lp_subscription_renewals_due (&terms, 0, today);
      const LpOwedTerm *owed = (const LpOwedTerm *) (gpointer) outlook->owed->data;

      g_assert_cmpint (outlook->ends_on, ==, lp_subscription_committed_until (&terms, (int) due->len));
      g_assert_cmpuint (outlook->owed->len, >, 0);
      g_assert_cmpint (owed[0].first, <=, today);
      g_assert_cmpint (owed[outlook->owed->len - 1].last, ==, outlook->ends_on);
      for (guint i = 1; i < outlook->owed->len; i++)
        g_assert_cmpint (owed[i].first, ==, owed[i - 1].last + 1);
      g_assert_cmpint (outlook->passed, ==, outlook->deadline < today);
    }
}

/* On any day: what runs is the term of the rules that the day lies in, and what is not billed follows it without a
 * gap up to what was committed. */
static void
test_revoke_any_day (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (86);
  guint n_unbilled = 0;

  for (int n = 0; n < N_SUBSCRIPTIONS; n++)
    {
      LpSubscriptionTerms terms = random_subscription (random);
      LpDate today = terms.start + g_rand_int_range (random, 0, 3000);
      LpDate known = g_rand_int_range (random, terms.start, today + 1);
      g_autoptr (LpSubscription) subscription = recorded_subscription (&terms, known);
      g_autoptr (LpRevokeOutlook) outlook = lp_revoke_outlook_new (subscription, terms.consumer, today);
      g_autoptr (GArray) due = lp_subscription_renewals_due (&terms, 0, today);
      LpDate last = outlook->running.last;

      g_assert_cmpint (outlook->last_day, ==, today);
      g_assert_cmpint (outlook->running.first, <=, today);
      g_assert_cmpint (last, ==, today + outlook->days_left);
      g_assert_cmpint (outlook->days_left, >=, 0);
      for (guint i = 0; i < outlook->unbilled->len; i++)
        {
          const LpOwedTerm *term = &g_array_index (outlook->unbilled, LpOwedTerm, i);

          g_assert_cmpint (term->first, ==, last + 1);
          last = term->last;
        }
      g_assert_cmpint (last, ==, lp_subscription_committed_until (&terms, (int) due->len));
      n_unbilled += outlook->unbilled->len;
    }
  g_assert_cmpuint (n_unbilled, >, 1000);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/subscription-outlook/in-time", test_in_time);
  g_test_add_func ("/subscription-outlook/one-day-late", test_one_day_late);
  g_test_add_func ("/subscription-outlook/pending", test_pending);
  g_test_add_func ("/subscription-outlook/consumer", test_consumer);
  g_test_add_func ("/subscription-outlook/reinstate", test_reinstate);
  g_test_add_func ("/subscription-outlook/revoke", test_revoke);
  g_test_add_func ("/subscription-outlook/revoked", test_revoked);
  g_test_add_func ("/subscription-outlook/revoke-what-stopped", test_revoke_what_stopped);
  g_test_add_func ("/subscription-outlook/last-day", test_last_day);
  g_test_add_func ("/subscription-outlook/states", test_states);
  g_test_add_func ("/subscription-outlook/any-day", test_any_day);
  g_test_add_func ("/subscription-outlook/revoke-any-day", test_revoke_any_day);
  return g_test_run ();
}

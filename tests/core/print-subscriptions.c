/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "lp-subscription-outlook.h"
#include "random-subscription.h"

/* Prints the dates of random subscriptions, for an independent implementation to compare:
 * `print-subscriptions SEED COUNT`. One line each, of parts separated by |, all days as YYYY-MM-DD or “-”:
 *
 *   what is given: mode, start mode, start, initial expiry, months, notice, fiscal year end, consumer, today, and the
 *     days on which a copy was taken, and on which it is cancelled, reinstated and revoked
 *   START:END:DEADLINE of five terms
 *   NUMBER:START:END:COMMITTED_ON of the renewals due today
 *   what the decisions bring, and the states around their days: see print_decisions()
 *
 * The service takes starts in some years only, and no decisions are made about others: their last part is empty. */

/* The days on which things happen; all LP_DATE_NONE where nothing does. */
typedef struct
{
  LpDate known;      /* the copy is of this day */
  LpDate cancelled;  /* not before it was known */
  LpDate reinstated; /* from then to the end */
  LpDate revoked;    /* not before it was cancelled */
} Days;

static void
print_day (const char *before, LpDate date)
{
  char text[LP_DATE_STRING_SIZE];
  const char *formatted = lp_date_format (date, text);

  printf ("%s%s", before, formatted != NULL ? formatted : "-");
}

/* As the service would answer on the day of its cancellation. */
static LpSubscription *
cancelled_subscription (const LpSubscriptionTerms *terms, LpDate cancelled)
{
  LpSubscription *self = recorded_subscription (terms, cancelled);

  self->cancelled_on = cancelled;
  self->ends_on = self->committed_until;
  self->deadline = LP_DATE_NONE;
  return self;
}

static Days
random_days (GRand *random, const LpSubscriptionTerms *terms)
{
  Days days = { LP_DATE_NONE, LP_DATE_NONE, LP_DATE_NONE, LP_DATE_NONE };
  g_autoptr (LpSubscription) cancelled = NULL;

  if (!lp_date_is_business_day (terms->start))
    return days;
  days.known = terms->start + g_rand_int_range (random, 0, 1000);
  days.cancelled = days.known + g_rand_int_range (random, 0, g_rand_boolean (random) ? 40 : 1000);
  cancelled = cancelled_subscription (terms, days.cancelled);
  days.reinstated = g_rand_int_range (random, days.cancelled, cancelled->ends_on + 1);
  days.revoked = days.cancelled + g_rand_int_range (random, 0, g_rand_boolean (random) ? 40 : 1500);
  return days;
}

static void
print_given (const LpSubscriptionTerms *terms, LpDate today, const Days *days)
{
  char notice[LP_PERIOD_STRING_SIZE];

  printf ("%s %s", lp_enum_get_nick (LP_TYPE_EXPIRY_MODE, (int) terms->expiry_mode),
          lp_enum_get_nick (LP_TYPE_START_MODE, (int) terms->start_mode));
  print_day (" ", terms->start);
  print_day (" ", terms->initial_expiry);
  printf (" %d %s %s %d", terms->term_months, lp_period_format (terms->notice, notice),
          terms->fiscal_year_end, terms->consumer);
  print_day (" ", today);
  print_day (" ", days->known);
  print_day (" ", days->cancelled);
  print_day (" ", days->reinstated);
  print_day (" ", days->revoked);
}

static void
print_terms (const LpSubscriptionTerms *terms)
{
  for (int number = 0; number < 5; number++)
    {
      LpDate first = LP_DATE_NONE, last = LP_DATE_NONE;

      lp_subscription_term (terms, number, &first, &last);
      print_day (" ", first);
      print_day (":", last);
      print_day (":", lp_subscription_deadline (terms, number));
    }
}

static void
print_renewals (const LpSubscriptionTerms *terms, LpDate today)
{
  g_autoptr (GArray) renewals = lp_subscription_renewals_due (terms, 0, today);

  for (guint i = 0; i < renewals->len; i++)
    {
      const LpRenewal *renewal = &g_array_index (renewals, LpRenewal, i);

      printf (" %d", renewal->number);
      print_day (":", renewal->start);
      print_day (":", renewal->end);
      print_day (":", renewal->committed_on);
    }
}

/* LAST_DAY:TERM_START:TERM_END:DAYS_LEFT:UNBILLED */
static void
print_revocation (const LpSubscription *subscription, gboolean consumer, LpDate day)
{
  g_autoptr (LpRevokeOutlook) outlook = lp_revoke_outlook_new (subscription, consumer, day);

  print_day (" ", outlook->last_day);
  print_day (":", outlook->running.first);
  print_day (":", outlook->running.last);
  printf (":%d:%u", outlook->days_left, outlook->unbilled->len);
}

/* The initial of the state on the day before, and on the day itself. */
static void
print_states (const LpSubscription *subscription, LpDate day)
{
  for (LpDate each = day - 1; each <= day; each++)
    putchar (lp_enum_get_nick (LP_TYPE_SUBSCRIPTION_STATE,
                               (int) lp_subscription_get_state (subscription, each))[0]);
}

/* Around the start, the cancellation, the day after the last, and the revocation: as it is, only cancelled, only
 * revoked, and both; then around cancellation and revocation of one that never started. */
static void
print_all_states (const LpSubscription *cancelled, const Days *days)
{
  g_autoptr (LpSubscription) pending = lp_subscription_new ();
  const LpDate around[] = { cancelled->start, days->cancelled, cancelled->ends_on + 1, days->revoked };

  for (int fate = 0; fate < 4; fate++)
    {
      LpSubscription subscription = *cancelled;

      if ((fate & 1) == 0)
        subscription.cancelled_on = subscription.ends_on = LP_DATE_NONE;
      if ((fate & 2) != 0)
        subscription.revoked_on = days->revoked;
      putchar (' ');
      for (guint i = 0; i < G_N_ELEMENTS (around); i++)
        print_states (&subscription, around[i]);
    }
  putchar (' ');
  pending->cancelled_on = pending->ends_on = days->cancelled;
  print_states (pending, days->cancelled);
  pending->revoked_on = days->revoked;
  print_states (pending, days->revoked);
}

/* ENDS_ON:DEADLINE:PASSED:OWED of the cancellation, NUMBER:COMMITTED_UNTIL:MISSED:DEADLINE of the reinstatement, what
 * a revocation brings of the copy and of the cancelled one, and the states. */
static void
print_decisions (const LpSubscriptionTerms *terms, const Days *days)
{
  g_autoptr (LpSubscription) copy = recorded_subscription (terms, days->known);
  g_autoptr (LpSubscription) cancelled = cancelled_subscription (terms, days->cancelled);
  g_autoptr (LpCancelOutlook) cancel = lp_cancel_outlook_new (copy, terms->consumer, days->cancelled);
  g_autoptr (LpReinstateOutlook)
      reinstate = lp_reinstate_outlook_new (cancelled, terms->consumer, days->reinstated);
  guint owed = reinstate->owed->len;

  copy->technical_expiry = copy->committed_until;
  print_day (" ", cancel->ends_on);
  print_day (":", cancel->deadline);
  printf (":%d:%u", cancel->passed, cancel->owed->len);
  printf (" %u", owed);
  print_day (":", owed > 0 ? g_array_index (reinstate->owed, LpOwedTerm, owed - 1).last : cancelled->ends_on);
  print_day (":", reinstate->missed);
  print_day (":", reinstate->deadline);
  print_revocation (copy, terms->consumer, days->revoked);
  print_revocation (cancelled, terms->consumer, days->revoked);
  print_all_states (cancelled, days);
}

static void
print_subscription (GRand *random)
{
  static const int years[][2] = { { 1900, 2899 }, { 1, 5 }, { 9980, 9999 } };
  int draw = g_rand_int_range (random, 0, 20);
  int era = draw < 3 ? draw : 0;
  LpSubscriptionTerms terms = random_subscription_in (random, years[era][0], years[era][1]);
  LpDate today = terms.start + g_rand_int_range (random, -10, 2000);
  Days days = random_days (random, &terms);

  today = CLAMP (today, LP_DATE_MIN, LP_DATE_MAX);
  print_given (&terms, today, &days);
  printf (" |");
  print_terms (&terms);
  printf (" |");
  print_renewals (&terms, today);
  printf (" |");
  if (days.known != LP_DATE_NONE)
    print_decisions (&terms, &days);
  printf ("\n");
}

int
main (int argc, char *argv[])
{
  g_autoptr (GRand)
      random = g_rand_new_with_seed (argc > 1 ? (guint32) g_ascii_strtoull (argv[1], NULL, 10) : 1);
  guint64 count = argc > 2 ? g_ascii_strtoull (argv[2], NULL, 10) : 1000;

  for (guint64 n = 0; n < count; n++)
    print_subscription (random);
  return 0;
}

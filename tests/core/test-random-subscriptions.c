/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "random-subscription.h"

/* Properties that hold for every subscription. */
#define N_SUBSCRIPTIONS 1000000

static void
fail (const LpSubscriptionTerms *terms, const char *what, int number)
{
  char start[LP_DATE_STRING_SIZE], notice[LP_PERIOD_STRING_SIZE];

  g_error ("%s: term %d of start %s, mode %d, %d months, notice %s, fiscal year end %s, consumer %d", what,
           number, lp_date_format (terms->start, start), terms->expiry_mode, terms->term_months,
           lp_period_format (terms->notice, notice), terms->fiscal_year_end, terms->consumer);
}

/* Terms follow one another without gap or overlap; none is empty; no deadline is before the start or goes back;
 * the first deadline is the latest day in time. */
static void
check_terms (const LpSubscriptionTerms *terms)
{
  LpDate previous_end = terms->start - 1;
  LpDate previous_deadline = terms->start;

  for (int number = 0; number < 6; number++)
    {
      LpDate first, last, deadline;
      LpPeriod notice = terms->notice;

      if (!lp_subscription_term (terms, number, &first, &last))
        fail (terms, "no term", number);
      if (first != previous_end + 1 || last < first)
        fail (terms, "gap, overlap or empty", number);
      previous_end = last;

      if (terms->consumer && number > 0)
        notice = (LpPeriod){ 0, LP_PERIOD_DAYS };
      deadline = lp_subscription_deadline (terms, number);
      if (deadline < previous_deadline || deadline > last)
        fail (terms, "deadline out of order", number);
      if (deadline > terms->start && lp_period_add (deadline, notice) > last)
        fail (terms, "deadline too late", number);
      if (lp_period_add (deadline + 1, notice) <= last)
        fail (terms, "deadline too early", number);
      previous_deadline = deadline;
    }
}

/* The daily job, run on its first day and then every so many days until `end`, records what one run on `end` records, and
 * nothing when it runs again on the same day. */
static void
check_job (const LpSubscriptionTerms *terms, LpDate end, GRand *random, int longest_pause)
{
  g_autoptr (GArray) at_once = lp_subscription_renewals_due (terms, 0, end);
  g_autoptr (GArray) stepwise = g_array_new (FALSE, TRUE, sizeof (LpRenewal));

  for (LpDate today = terms->start;;)
    {
      g_autoptr (GArray) due = lp_subscription_renewals_due (terms, (int) stepwise->len, today);

      if (due->len > 0)
        {
          g_autoptr (GArray) again = NULL;

          g_array_append_vals (stepwise, due->data, due->len);
          again = lp_subscription_renewals_due (terms, (int) stepwise->len, today);
          if (again->len != 0)
            fail (terms, "second run records something", (int) stepwise->len);
        }
      if (today == end)
        break;
      today += longest_pause == 1 ? 1 : g_rand_int_range (random, 1, longest_pause + 1);
      today = MIN (today, end);
    }

  if (stepwise->len != at_once->len ||
      (stepwise->len > 0 && memcmp (stepwise->data, at_once->data, stepwise->len * sizeof (LpRenewal)) != 0))
    fail (terms, "many runs are not one", (int) stepwise->len);
}

/* Cancelled and reinstated in time, before the deadline that stood when it was cancelled, it renews as if nothing had
 * been: on the days between nothing was due, and afterwards the same is. */
static void
check_reinstated (const LpSubscriptionTerms *terms, GRand *random)
{
  LpDate cancelled = terms->start + g_rand_int_range (random, 0, 1500);
  g_autoptr (GArray) before = lp_subscription_renewals_due (terms, 0, cancelled);
  LpDate deadline = lp_subscription_deadline (terms, (int) before->len);
  g_autoptr (GArray) between = NULL;
  g_autoptr (GArray) after = NULL;
  g_autoptr (GArray) untouched = NULL;
  LpDate reinstated, end;

  if (deadline < cancelled)
    fail (terms, "deadline passed unrecorded", (int) before->len);
  reinstated = cancelled + g_rand_int_range (random, 0, deadline - cancelled + 1);
  end = reinstated + g_rand_int_range (random, 0, 800);
  between = lp_subscription_renewals_due (terms, (int) before->len, reinstated);
  after = lp_subscription_renewals_due (terms, (int) before->len, end);
  untouched = lp_subscription_renewals_due (terms, 0, end);
  g_array_append_vals (before, after->data, after->len);

  if (between->len != 0)
    fail (terms, "renewal due while cancelled in time", (int) before->len);
  if (before->len != untouched->len ||
      (before->len > 0 && memcmp (before->data, untouched->data, before->len * sizeof (LpRenewal)) != 0))
    fail (terms, "reinstating leaves a trace", (int) before->len);
}

static void
test_properties (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (20261124);

  for (int n = 0; n < N_SUBSCRIPTIONS; n++)
    {
      LpSubscriptionTerms terms = random_subscription (random);

      check_terms (&terms);
      check_job (&terms, terms.start + g_rand_int_range (random, 0, 800), random, 1);
      check_job (&terms, terms.start + g_rand_int_range (random, 0, 1500), random, 120);
      check_reinstated (&terms, random);
    }
}

/* Every single day, for fewer subscriptions: each renewal appears exactly on its day. */
static void
test_every_day (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (7);

  for (int n = 0; n < 2000; n++)
    {
      LpSubscriptionTerms terms = random_subscription (random);
      int recorded = 0;

      for (LpDate today = terms.start; today < terms.start + 800; today++)
        {
          g_autoptr (GArray) due = lp_subscription_renewals_due (&terms, recorded, today);

          for (guint i = 0; i < due->len; i++)
            if (g_array_index (due, LpRenewal, i).committed_on != today)
              fail (&terms, "not recorded on its day", recorded);
          recorded += (int) due->len;
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/random-subscriptions/properties", test_properties);
  g_test_add_func ("/random-subscriptions/every-day", test_every_day);
  return g_test_run ();
}

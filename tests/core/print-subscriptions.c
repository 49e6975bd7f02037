/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdio.h>

#include "random-subscription.h"

/* Prints the dates of random subscriptions, for an independent implementation to compare:
 * `print-subscriptions SEED COUNT`. One line each: mode, start, initial expiry, months, notice, fiscal year end,
 * consumer, today | start:end:deadline of five terms | number:committed_on of the renewals due. */

static void
print_day (const char *before, LpDate date)
{
  char text[LP_DATE_STRING_SIZE];
  const char *formatted = lp_date_format (date, text);

  printf ("%s%s", before, formatted != NULL ? formatted : "-");
}

static void
print_subscription (const LpSubscriptionTerms *terms, LpDate today)
{
  char notice[LP_PERIOD_STRING_SIZE];
  g_autoptr (GArray) renewals = lp_subscription_renewals_due (terms, 0, today);

  printf ("%s", lp_enum_get_nick (LP_TYPE_EXPIRY_MODE, (int) terms->expiry_mode));
  print_day (" ", terms->start);
  print_day (" ", terms->initial_expiry);
  printf (" %d %s %s %d", terms->term_months, lp_period_format (terms->notice, notice),
          terms->fiscal_year_end, terms->consumer);
  print_day (" ", today);
  printf (" |");
  for (int number = 0; number < 5; number++)
    {
      LpDate first = LP_DATE_NONE, last = LP_DATE_NONE;

      lp_subscription_term (terms, number, &first, &last);
      print_day (" ", first);
      print_day (":", last);
      print_day (":", lp_subscription_deadline (terms, number));
    }
  printf (" |");
  for (guint i = 0; i < renewals->len; i++)
    {
      printf (" %d", g_array_index (renewals, LpRenewal, i).number);
      print_day (":", g_array_index (renewals, LpRenewal, i).committed_on);
    }
  printf ("\n");
}

int
main (int argc, char *argv[])
{
  g_autoptr (GRand)
      random = g_rand_new_with_seed (argc > 1 ? (guint32) g_ascii_strtoull (argv[1], NULL, 10) : 1);
  guint64 count = argc > 2 ? g_ascii_strtoull (argv[2], NULL, 10) : 1000;

  for (guint64 n = 0; n < count; n++)
    {
      LpSubscriptionTerms terms = random_subscription (random);

      print_subscription (&terms, terms.start + g_rand_int_range (random, -10, 2000));
    }
  return 0;
}

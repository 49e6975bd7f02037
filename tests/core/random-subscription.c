/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "random-subscription.h"

static const char *const fiscal_year_ends[] = {
  "12-31", "02-28", "02-29", "03-31", "06-30", "01-15", "01-01"
};

/* Ends of months and leap days come often: that is where rules break. */
static LpDate
random_day (GRand *random, int first_year, int last_year)
{
  int year = g_rand_int_range (random, first_year, last_year + 1);
  int month = g_rand_int_range (random, 1, 13);
  int last = lp_date_days_in_month (year, month);
  int leap_year = MAX (year - year % 4, 4);

  switch (g_rand_int_range (random, 0, 4))
    {
    case 0:
      return lp_date_from_ymd (year, month, last - g_rand_int_range (random, 0, 4));
    case 1:
      return lp_date_from_ymd (leap_year, 2, lp_date_days_in_month (leap_year, 2));
    case 2:
      return lp_date_from_ymd (year, month, g_rand_int_range (random, 1, 3));
    default:
      return lp_date_from_ymd (year, month, g_rand_int_range (random, 1, last + 1));
    }
}

static LpPeriod
random_notice (GRand *random)
{
  static const int most[] = {
    [LP_PERIOD_DAYS] = 400, [LP_PERIOD_WEEKS] = 30, [LP_PERIOD_MONTHS] = 30, [LP_PERIOD_YEARS] = 4
  };
  LpPeriodUnit unit = g_rand_int_range (random, 0, 4);

  return (LpPeriod){ g_rand_int_range (random, 0, most[unit]), unit };
}

LpSubscriptionTerms
random_subscription_in (GRand *random, int first_year, int last_year)
{
  static const int months[] = { 1, 1, 2, 3, 6, 12, 12, 12, 24, 36, 7, 13 };
  LpSubscriptionTerms terms = {
    .start_mode = g_rand_boolean (random) ? LP_START_PURCHASE : LP_START_ACTIVATION,
    .expiry_mode = g_rand_int_range (random, 0, 4),
    .start = random_day (random, first_year, last_year),
    .initial_expiry = LP_DATE_NONE,
    .term_months = months[g_rand_int_range (random, 0, G_N_ELEMENTS (months))],
    .notice = random_notice (random),
    .fiscal_year_end = fiscal_year_ends[g_rand_int_range (random, 0, G_N_ELEMENTS (fiscal_year_ends))],
    .consumer = g_rand_int_range (random, 0, 8) == 0,
  };

  if (terms.expiry_mode == LP_EXPIRY_FIXED)
    terms.initial_expiry = terms.start +
                           g_rand_int_range (random, 0, MIN (800, LP_DATE_MAX - terms.start + 1));
  return terms;
}

LpSubscriptionTerms
random_subscription (GRand *random)
{
  return random_subscription_in (random, 1900, 2899);
}

LpSubscription *
recorded_subscription (const LpSubscriptionTerms *terms, LpDate today)
{
  LpSubscription *self = lp_subscription_new ();
  g_autoptr (GArray) due = lp_subscription_renewals_due (terms, 0, today);

  self->expiry_mode = terms->expiry_mode;
  self->start = terms->start;
  lp_subscription_term (terms, 0, NULL, &self->initial_expiry);
  self->term = (LpPeriod){ terms->term_months, LP_PERIOD_MONTHS };
  self->notice = terms->notice;
  g_array_append_vals (self->renewals, due->data, due->len);
  self->committed_until = lp_subscription_committed_until (terms, (int) due->len);
  self->deadline = lp_subscription_deadline (terms, (int) due->len);
  return self;
}

LpSubscription *
random_recorded_subscription (GRand *random, LpDate *today)
{
  LpSubscriptionTerms terms = random_subscription (random);
  LpDate decided = terms.start + g_rand_int_range (random, 0, 2000);
  LpSubscription *self = recorded_subscription (&terms, decided);
  int fate = g_rand_int_range (random, 0, 4);

  *today = fate == 0 ? decided : decided + g_rand_int_range (random, 0, 1000);
  if (fate == 1 || fate == 2)
    {
      self->cancelled_on = decided;
      self->ends_on = self->committed_until;
    }
  if (fate == 2)
    decided += g_rand_int_range (random, 0, *today - decided + 1);
  if (fate >= 2)
    self->revoked_on = decided;
  if (fate > 0)
    self->deadline = LP_DATE_NONE;
  self->technical_expiry = g_rand_boolean (random) ? self->committed_until : self->initial_expiry;
  self->state = lp_subscription_get_state (self, *today);
  return self;
}

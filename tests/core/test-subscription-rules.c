/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lp-error.h"
#include "lp-subscription-rules.h"

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
yearly (LpExpiryMode mode, const char *start, const char *notice)
{
  LpSubscriptionTerms terms = {
    .expiry_mode = mode,
    .start = day (start),
    .initial_expiry = LP_DATE_NONE,
    .term_months = 12,
    .fiscal_year_end = "03-31",
  };

  g_assert_true (lp_period_parse (notice, &terms.notice));
  return terms;
}

static void
assert_term (const LpSubscriptionTerms *terms, int number, const char *first, const char *last)
{
  LpDate begin, end;

  g_assert_true (lp_subscription_term (terms, number, &begin, &end));
  assert_day (begin, first);
  assert_day (end, last);
}

static void
test_modes (void)
{
  LpSubscriptionTerms terms = yearly (LP_EXPIRY_ANNIVERSARY, "2024-02-29", "P3M");

  assert_term (&terms, 0, "2024-02-29", "2025-02-28");
  assert_term (&terms, 1, "2025-03-01", "2026-02-28");
  assert_term (&terms, 4, "2028-02-29", "2029-02-28");

  terms = yearly (LP_EXPIRY_CALENDAR_YEAR_END, "2025-03-15", "P3M");
  assert_term (&terms, 0, "2025-03-15", "2025-12-31");
  assert_term (&terms, 1, "2026-01-01", "2026-12-31");
  terms.start = day ("2025-12-31");
  assert_term (&terms, 0, "2025-12-31", "2025-12-31");

  terms = yearly (LP_EXPIRY_FISCAL_YEAR_END, "2025-04-01", "P3M");
  assert_term (&terms, 0, "2025-04-01", "2026-03-31");
  assert_term (&terms, 2, "2027-04-01", "2028-03-31");

  terms = yearly (LP_EXPIRY_FIXED, "2025-04-01", "P3M");
  terms.initial_expiry = day ("2025-05-30");
  terms.term_months = 1;
  assert_term (&terms, 0, "2025-04-01", "2025-05-30");
  assert_term (&terms, 1, "2025-05-31", "2025-06-30");
  assert_term (&terms, 2, "2025-07-01", "2025-07-30");
}

static void
test_ends_of_time (void)
{
  LpSubscriptionTerms terms = yearly (LP_EXPIRY_CALENDAR_YEAR_END, "9999-05-01", "P3M");
  g_autoptr (GArray) renewals = NULL;

  assert_term (&terms, 0, "9999-05-01", "9999-12-31");
  g_assert_false (lp_subscription_term (&terms, 1, NULL, NULL));
  g_assert_cmpint (lp_subscription_deadline (&terms, 1), ==, LP_DATE_NONE);
  renewals = lp_subscription_renewals_due (&terms, 0, LP_DATE_MAX);
  g_assert_cmpuint (renewals->len, ==, 0);

  terms = yearly (LP_EXPIRY_ANNIVERSARY, "0001-01-01", "P9999Y");
  assert_term (&terms, 0, "0001-01-01", "0001-12-31");
  assert_day (lp_subscription_deadline (&terms, 0), "0001-01-01");
  assert_term (&terms, 9998, "9999-01-01", "9999-12-31");
  g_assert_false (lp_subscription_term (&terms, 9999, NULL, NULL));

  terms.start = LP_DATE_NONE;
  g_assert_false (lp_subscription_term (&terms, 0, NULL, NULL));
  g_assert_false (lp_subscription_term (&terms, -1, NULL, NULL));
}

static void
test_renewals (void)
{
  LpSubscriptionTerms terms = yearly (LP_EXPIRY_CALENDAR_YEAR_END, "2025-03-15", "P3M");
  g_autoptr (GArray) none = lp_subscription_renewals_due (&terms, 0, day ("2025-09-30"));
  g_autoptr (GArray) one = lp_subscription_renewals_due (&terms, 0, day ("2025-10-01"));
  g_autoptr (GArray) later = lp_subscription_renewals_due (&terms, 1, day ("2027-10-01"));

  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (one->len, ==, 1);
  g_assert_cmpint (g_array_index (one, LpRenewal, 0).number, ==, 1);
  assert_day (g_array_index (one, LpRenewal, 0).start, "2026-01-01");
  assert_day (g_array_index (one, LpRenewal, 0).end, "2026-12-31");
  assert_day (g_array_index (one, LpRenewal, 0).committed_on, "2025-10-01");
  g_assert_cmpuint (later->len, ==, 2);
  assert_day (g_array_index (later, LpRenewal, 0).committed_on, "2026-10-01");
  assert_day (g_array_index (later, LpRenewal, 1).committed_on, "2027-10-01");
  assert_day (lp_subscription_committed_until (&terms, 3), "2028-12-31");
}

/* A notice longer than the term: every deadline before the start counts as the start, so all these renewals are
 * due on the day after it. */
static void
test_notice_longer_than_term (void)
{
  LpSubscriptionTerms terms = yearly (LP_EXPIRY_ANNIVERSARY, "2026-01-01", "P14M");
  g_autoptr (GArray) first_day = lp_subscription_renewals_due (&terms, 0, day ("2026-01-01"));
  g_autoptr (GArray) second_day = lp_subscription_renewals_due (&terms, 0, day ("2026-01-02"));
  g_autoptr (GArray) months = NULL;

  g_assert_cmpuint (first_day->len, ==, 0);
  g_assert_cmpuint (second_day->len, ==, 1);
  assert_day (g_array_index (second_day, LpRenewal, 0).committed_on, "2026-01-02");
  assert_day (g_array_index (second_day, LpRenewal, 0).end, "2027-12-31");
  assert_day (lp_subscription_deadline (&terms, 1), "2026-10-31");

  terms.term_months = 1;
  terms.notice = (LpPeriod){ 3, LP_PERIOD_MONTHS };
  months = lp_subscription_renewals_due (&terms, 0, day ("2026-01-02"));
  g_assert_cmpuint (months->len, ==, 3);
  for (guint i = 0; i < months->len; i++)
    assert_day (g_array_index (months, LpRenewal, i).committed_on, "2026-01-02");
  assert_day (lp_subscription_committed_until (&terms, 3), "2026-04-30");
  assert_day (lp_subscription_deadline (&terms, 3), "2026-01-31");
}

static void
test_consumer (void)
{
  LpSubscriptionTerms terms = yearly (LP_EXPIRY_ANNIVERSARY, "2026-01-31", "P1M");

  terms.consumer = TRUE;
  assert_term (&terms, 0, "2026-01-31", "2027-01-30");
  assert_term (&terms, 1, "2027-01-31", "2027-02-28");
  assert_term (&terms, 2, "2027-03-01", "2027-03-30");
  assert_day (lp_subscription_deadline (&terms, 0), "2026-12-30");
  assert_day (lp_subscription_deadline (&terms, 1), "2027-02-28");

  terms.term_months = 36;
  terms.notice = (LpPeriod){ 3, LP_PERIOD_MONTHS };
  lp_subscription_shorten_for_consumer (&terms);
  g_assert_cmpint (terms.term_months, ==, 24);
  g_assert_cmpint (terms.notice.count, ==, 1);
  g_assert_cmpint (terms.notice.unit, ==, LP_PERIOD_MONTHS);
}

static void
test_states (void)
{
  /* clang-format off */
  static const struct
  {
    const char *start, *cancelled, *ends, *revoked, *today;
    LpSubscriptionState state;
  } cases[] = {
    { NULL, NULL, NULL, NULL, "2026-05-01", LP_SUBSCRIPTION_PENDING },
    { NULL, "2026-05-01", "2026-05-01", NULL, "2026-05-01", LP_SUBSCRIPTION_ENDED },
    { NULL, "2026-05-01", "2026-05-01", NULL, "2026-04-30", LP_SUBSCRIPTION_PENDING },
    { NULL, NULL, NULL, "2026-05-01", "2026-05-01", LP_SUBSCRIPTION_REVOKED },
    { "2026-05-02", NULL, NULL, NULL, "2026-05-01", LP_SUBSCRIPTION_PENDING },
    { "2026-05-01", NULL, NULL, NULL, "2026-05-01", LP_SUBSCRIPTION_ACTIVE },
    { "2026-01-01", "2026-05-01", "2026-12-31", NULL, "2026-04-30", LP_SUBSCRIPTION_ACTIVE },
    { "2026-01-01", "2026-05-01", "2026-12-31", NULL, "2026-05-01", LP_SUBSCRIPTION_CANCELLED },
    { "2026-01-01", "2026-05-01", "2026-12-31", NULL, "2026-12-31", LP_SUBSCRIPTION_CANCELLED },
    { "2026-01-01", "2026-05-01", "2026-12-31", NULL, "2027-01-01", LP_SUBSCRIPTION_ENDED },
    { "2026-01-01", "2026-05-01", "2026-12-31", "2026-06-01", "2026-05-31", LP_SUBSCRIPTION_CANCELLED },
    { "2026-01-01", "2026-05-01", "2026-12-31", "2026-06-01", "2026-06-01", LP_SUBSCRIPTION_REVOKED },
    { "2026-01-01", "2026-05-01", "2026-12-31", "2026-06-01", "2027-06-01", LP_SUBSCRIPTION_REVOKED },
    { "0001-01-01", NULL, NULL, NULL, "9999-12-31", LP_SUBSCRIPTION_ACTIVE },
  };
  /* clang-format on */

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LpSubscription) subscription = lp_subscription_new ();

      subscription->start = day (cases[i].start);
      subscription->cancelled_on = day (cases[i].cancelled);
      subscription->ends_on = day (cases[i].ends);
      subscription->revoked_on = day (cases[i].revoked);
      g_test_message ("case %" G_GSIZE_FORMAT, i);
      g_assert_cmpint (lp_subscription_get_state (subscription, day (cases[i].today)), ==, cases[i].state);
    }
}

static void
assert_refused (const LpSubscriptionTerms *terms, const char *pointer)
{
  g_autoptr (GError) error = NULL;
  const LpFieldError *fields;
  gsize n_fields;

  g_assert_false (lp_subscription_validate (terms, &error));
  g_assert_error (error, LP_ERROR, LP_ERROR_INVALID);
  fields = lp_error_get_fields (error, &n_fields);
  g_assert_cmpuint (n_fields, ==, 1);
  g_assert_cmpstr (fields[0].pointer, ==, pointer);
}

static void
assert_accepted (const LpSubscriptionTerms *terms)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (lp_subscription_validate (terms, &error));
  g_assert_no_error (error);
}

static void
test_validate (void)
{
  LpSubscriptionTerms terms = yearly (LP_EXPIRY_ANNIVERSARY, "2026-01-01", "P14M");

  assert_accepted (&terms);
  terms.start = LP_DATE_NONE;
  assert_accepted (&terms);
  terms.start = day ("1899-12-31");
  assert_refused (&terms, "/start");
  terms.start = day ("3000-01-01");
  assert_refused (&terms, "/start");

  terms = yearly (LP_EXPIRY_FIXED, "2026-01-01", "P3M");
  assert_refused (&terms, "/initial_expiry");
  terms.initial_expiry = day ("2025-12-31");
  assert_refused (&terms, "/initial_expiry");
  terms.initial_expiry = day ("3000-01-01");
  assert_refused (&terms, "/initial_expiry");
  terms.initial_expiry = day ("2026-01-01");
  assert_accepted (&terms);

  terms = yearly (LP_EXPIRY_ANNIVERSARY, "2026-01-01", "P9999Y");
  assert_refused (&terms, "/notice");
  terms.notice.count = 100;
  assert_accepted (&terms);
  terms.term_months = 0;
  assert_refused (&terms, "/term");

  terms = yearly (LP_EXPIRY_FISCAL_YEAR_END, "2026-01-01", "P3M");
  terms.fiscal_year_end = NULL;
  assert_refused (&terms, "/expiry_mode");
}

static void
test_validate_consumer (void)
{
  LpSubscriptionTerms terms = yearly (LP_EXPIRY_ANNIVERSARY, "2026-01-01", "P1M");

  terms.consumer = TRUE;
  terms.term_months = 24;
  assert_accepted (&terms);
  terms.notice = (LpPeriod){ 30, LP_PERIOD_DAYS };
  assert_accepted (&terms);
  terms.notice = (LpPeriod){ 32, LP_PERIOD_DAYS };
  assert_refused (&terms, "/notice");
  terms.notice = (LpPeriod){ 1, LP_PERIOD_MONTHS };
  terms.term_months = 25;
  assert_refused (&terms, "/term");
  terms.start = LP_DATE_NONE;
  assert_refused (&terms, "/term");

  terms = yearly (LP_EXPIRY_FIXED, "2026-01-01", "P0D");
  terms.consumer = TRUE;
  terms.initial_expiry = day ("2027-12-31");
  assert_accepted (&terms);
  terms.initial_expiry = day ("2028-01-01");
  assert_refused (&terms, "/initial_expiry");
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/subscription/modes", test_modes);
  g_test_add_func ("/subscription/ends-of-time", test_ends_of_time);
  g_test_add_func ("/subscription/renewals", test_renewals);
  g_test_add_func ("/subscription/notice-longer-than-term", test_notice_longer_than_term);
  g_test_add_func ("/subscription/consumer", test_consumer);
  g_test_add_func ("/subscription/states", test_states);
  g_test_add_func ("/subscription/validate", test_validate);
  g_test_add_func ("/subscription/validate-consumer", test_validate_consumer);
  return g_test_run ();
}

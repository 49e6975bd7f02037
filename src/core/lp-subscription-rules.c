/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lp-subscription-rules.h"

#include <string.h>

#include "lp-error.h"

#define CONSUMER_FIRST_TERM_MONTHS 24
#define LONGEST_NOTICE_DAYS        36525 /* a hundred years: bounds the renewals that are due at once */
#define LONGEST_TERM_MONTHS        1200

/* Months are numbered from 0000-01. */
static int
month_index (LpDate date)
{
  int year, month;

  lp_date_get_ymd (date, &year, &month, NULL);
  return year * 12 + month - 1;
}

static LpDate
day_in_month (int index, int day)
{
  int year = index / 12;
  int month = index % 12 + 1;

  return lp_date_from_ymd (year, month, MIN (day, lp_date_days_in_month (year, month)));
}

/* The term end, or LP_DATE_NONE beyond the year 9999. */
static LpDate
find_term_end (LpDate anchor, gint64 months)
{
  gint64 target = month_index (anchor) + months;
  int day;

  lp_date_get_ymd (anchor, NULL, NULL, &day);
  if (day == 1)
    {
      target--;
      day = 32;
    }
  if (target < 12 || target >= 10000 * 12)
    return LP_DATE_NONE;
  return day_in_month ((int) target, day - 1);
}

LpDate
lp_term_end (LpDate anchor, int months)
{
  LpDate end = find_term_end (anchor, months);

  return end != LP_DATE_NONE ? end : LP_DATE_MAX;
}

LpDate
lp_fiscal_year_end (LpDate start, const char *month_day)
{
  char text[LP_DATE_STRING_SIZE];
  int month, day, year;
  LpDate end;

  /* In a leap year every MM-DD that can exist at all exists. */
  if (month_day == NULL || strnlen (month_day, 6) != 5)
    return LP_DATE_NONE;
  g_snprintf (text, sizeof text, "2000-%s", month_day);
  end = lp_date_parse (text);
  if (end == LP_DATE_NONE)
    return LP_DATE_NONE;

  lp_date_get_ymd (end, NULL, &month, &day);
  if (month == 2 && day >= 28)
    day = 31;
  lp_date_get_ymd (start, &year, NULL, NULL);
  end = day_in_month (year * 12 + month - 1, day);
  if (end >= start)
    return end;
  return year < 9999 ? day_in_month ((year + 1) * 12 + month - 1, day) : LP_DATE_MAX;
}

LpDate
lp_notice_deadline (LpDate term_end, LpPeriod notice)
{
  int months = lp_period_get_months (notice);
  int year, month, day;
  int target;

  if (months < 0)
    {
      gint64 days = (gint64) notice.count * (notice.unit == LP_PERIOD_WEEKS ? 7 : 1);

      return (LpDate) MAX ((gint64) term_end - days, LP_DATE_MIN);
    }

  /* Adding months clips to the end of the month: from the last day of a month, every day of the month reached
   * is early enough. */
  lp_date_get_ymd (term_end, &year, &month, &day);
  if (day == lp_date_days_in_month (year, month))
    day = 31;
  target = year * 12 + month - 1 - months;
  return target >= 12 ? day_in_month (target, day) : LP_DATE_MIN;
}

/* The last day of the first term, or LP_DATE_NONE. */
static LpDate
first_term_end (const LpSubscriptionTerms *terms)
{
  int year;

  switch (terms->expiry_mode)
    {
    case LP_EXPIRY_CALENDAR_YEAR_END:
      lp_date_get_ymd (terms->start, &year, NULL, NULL);
      return lp_date_from_ymd (year, 12, 31);
    case LP_EXPIRY_FISCAL_YEAR_END:
      return lp_fiscal_year_end (terms->start, terms->fiscal_year_end);
    case LP_EXPIRY_FIXED:
      return terms->initial_expiry;
    case LP_EXPIRY_ANNIVERSARY:
    default:
      return find_term_end (terms->start, terms->term_months);
    }
}

/* The last day of a term, or LP_DATE_NONE. Always counted from the anchor, never from the previous end. */
static LpDate
nth_term_end (const LpSubscriptionTerms *terms, int number)
{
  LpDate first_end = first_term_end (terms);
  int later_months = terms->consumer ? 1 : terms->term_months;

  if (number == 0 || first_end == LP_DATE_NONE)
    return first_end;
  if (terms->expiry_mode == LP_EXPIRY_ANNIVERSARY)
    return find_term_end (terms->start, terms->term_months + (gint64) number * later_months);
  if (first_end == LP_DATE_MAX)
    return LP_DATE_NONE;
  return find_term_end (first_end + 1, (gint64) number * later_months);
}

gboolean
lp_subscription_term (const LpSubscriptionTerms *terms, int number, LpDate *first, LpDate *last)
{
  LpDate begin, end;

  if (!lp_date_is_valid (terms->start) || number < 0)
    return FALSE;

  end = nth_term_end (terms, number);
  if (end == LP_DATE_NONE)
    return FALSE;
  begin = number == 0 ? terms->start : nth_term_end (terms, number - 1) + 1;

  if (first != NULL)
    *first = begin;
  if (last != NULL)
    *last = end;
  return TRUE;
}

LpDate
lp_subscription_deadline (const LpSubscriptionTerms *terms, int number)
{
  static const LpPeriod none = { 0, LP_PERIOD_DAYS };
  LpDate last;

  if (!lp_subscription_term (terms, number, NULL, &last))
    return LP_DATE_NONE;
  return MAX (terms->start, lp_notice_deadline (last, terms->consumer && number > 0 ? none : terms->notice));
}

LpDate
lp_subscription_committed_until (const LpSubscriptionTerms *terms, int recorded)
{
  LpDate last;

  return lp_subscription_term (terms, recorded, NULL, &last) ? last : LP_DATE_NONE;
}

GArray *
lp_subscription_renewals_due (const LpSubscriptionTerms *terms, int recorded, LpDate today)
{
  GArray *renewals = g_array_new (FALSE, TRUE, sizeof (LpRenewal));

  for (int number = recorded + 1;; number++)
    {
      LpRenewal renewal = { .number = number };
      LpDate deadline = lp_subscription_deadline (terms, number - 1);

      if (deadline == LP_DATE_NONE || deadline >= today)
        break;
      renewal.committed_on = deadline + 1;
      if (!lp_subscription_term (terms, number, &renewal.start, &renewal.end))
        break;
      g_array_append_val (renewals, renewal);
    }
  return renewals;
}

LpSubscriptionState
lp_subscription_get_state (const LpSubscription *subscription, LpDate today)
{
  const LpSubscription *self = subscription;
  gboolean started = self->start != LP_DATE_NONE && self->start <= today;

  if (self->revoked_on != LP_DATE_NONE && self->revoked_on <= today)
    return LP_SUBSCRIPTION_REVOKED;
  if (self->cancelled_on != LP_DATE_NONE && self->cancelled_on <= today)
    {
      /* One that never started ends on the very day of its cancellation. */
      if (self->start == LP_DATE_NONE || (self->ends_on != LP_DATE_NONE && self->ends_on < today))
        return LP_SUBSCRIPTION_ENDED;
      return LP_SUBSCRIPTION_CANCELLED;
    }
  return started ? LP_SUBSCRIPTION_ACTIVE : LP_SUBSCRIPTION_PENDING;
}

/* Whether a notice asks for no more than a month, counted back from the end of the first term, or in any month
 * while that day is not known. */
static gboolean
notice_is_at_most_a_month (LpPeriod notice, LpDate first_end)
{
  static const LpPeriod one_month = { 1, LP_PERIOD_MONTHS };
  int months = lp_period_get_months (notice);

  if (first_end != LP_DATE_NONE)
    return lp_notice_deadline (first_end, notice) >= lp_notice_deadline (first_end, one_month);
  return months >= 0 ? months <= 1 : notice.count * (notice.unit == LP_PERIOD_WEEKS ? 7 : 1) <= 28;
}

static void
check_consumer (const LpSubscriptionTerms *terms, GError **fault)
{
  char text[LP_DATE_STRING_SIZE];
  LpDate last = LP_DATE_NONE;

  if (lp_subscription_term (terms, 0, NULL, &last))
    {
      LpDate latest = lp_term_end (terms->start, CONSUMER_FIRST_TERM_MONTHS);

      if (last > latest)
        lp_error_add_field (
            fault, terms->expiry_mode == LP_EXPIRY_FIXED ? "/initial_expiry" : "/term",
            "The first term of a consumer lasts at most two years: it must end on or before %s.",
            lp_date_format (latest, text));
    }
  else if (terms->term_months > CONSUMER_FIRST_TERM_MONTHS && terms->expiry_mode == LP_EXPIRY_ANNIVERSARY)
    lp_error_add_field (fault, "/term", "The first term of a consumer must be at most two years (P2Y).");

  if (!notice_is_at_most_a_month (terms->notice, last))
    lp_error_add_field (fault, "/notice", "The notice for a consumer must be at most one month (P1M).");
}

static void
check_initial_expiry (const LpSubscriptionTerms *terms, GError **fault)
{
  char text[LP_DATE_STRING_SIZE];

  if (terms->initial_expiry == LP_DATE_NONE)
    lp_error_add_field (fault, "/initial_expiry",
                        "The expiry mode “fixed” needs the last day of the first term, such as 2026-12-31.");
  else if (!lp_date_is_business_day (terms->initial_expiry))
    lp_error_add_field (fault, "/initial_expiry",
                        "The initial expiry must be a day between 1900-01-01 and 2999-12-31.");
  else if (terms->start != LP_DATE_NONE && terms->initial_expiry < terms->start)
    lp_error_add_field (fault, "/initial_expiry",
                        "The initial expiry must not be before the start: it must be %s or later.",
                        lp_date_format (terms->start, text));
}

int
lp_notice_get_max (LpPeriodUnit unit)
{
  static const int days[] = {
    [LP_PERIOD_DAYS] = 1, [LP_PERIOD_WEEKS] = 7, [LP_PERIOD_MONTHS] = 30, [LP_PERIOD_YEARS] = 365
  };

  return (guint) unit < G_N_ELEMENTS (days) ? MIN (LONGEST_NOTICE_DAYS / days[unit], LP_PERIOD_MAX_COUNT) : 0;
}

static gboolean
notice_is_bounded (LpPeriod notice)
{
  return notice.count >= 0 && (guint) notice.unit <= LP_PERIOD_YEARS &&
         notice.count <= lp_notice_get_max (notice.unit);
}

gboolean
lp_subscription_validate (const LpSubscriptionTerms *terms, GError **error)
{
  g_autoptr (GError) fault = NULL;

  if (terms->start != LP_DATE_NONE && !lp_date_is_business_day (terms->start))
    lp_error_add_field (&fault, "/start", "The start must be a day between 1900-01-01 and 2999-12-31.");
  if (terms->term_months < 1 || terms->term_months > LONGEST_TERM_MONTHS)
    lp_error_add_field (&fault, "/term", "The term must be whole months or years between P1M and P100Y.");
  if (!notice_is_bounded (terms->notice))
    lp_error_add_field (&fault, "/notice", "The notice must be between P0D and P%dY.",
                        lp_notice_get_max (LP_PERIOD_YEARS));

  if (terms->expiry_mode == LP_EXPIRY_FIXED)
    check_initial_expiry (terms, &fault);
  else if (terms->expiry_mode == LP_EXPIRY_FISCAL_YEAR_END &&
           lp_fiscal_year_end (LP_DATE_MIN, terms->fiscal_year_end) == LP_DATE_NONE)
    lp_error_add_field (&fault, "/expiry_mode",
                        "The group has no fiscal year end such as 12-31: set it, or choose another mode.");

  if (terms->consumer && fault == NULL)
    check_consumer (terms, &fault);

  if (fault == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&fault));
  return FALSE;
}

void
lp_subscription_shorten_for_consumer (LpSubscriptionTerms *terms)
{
  if (!terms->consumer)
    return;
  terms->term_months = MIN (terms->term_months, CONSUMER_FIRST_TERM_MONTHS);
  if (!notice_is_at_most_a_month (terms->notice, LP_DATE_NONE))
    terms->notice = (LpPeriod){ 1, LP_PERIOD_MONTHS };
}

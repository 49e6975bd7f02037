/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lp-date.h"

#include <string.h>

/* Days are counted in eras of 400 years (146,097 days) that begin on 1 March, so that the leap day is the last
 * day of its year and month lengths follow the line (153 m + 2) / 5. Everything is integer arithmetic. */
#define DAYS_PER_ERA 146097
#define EPOCH_SHIFT  719468 /* days from 0000-03-01 to 1970-01-01 */

static gboolean
is_leap_year (int year)
{
  return year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
}

int
lp_date_days_in_month (int year, int month)
{
  static const guint8 days[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };

  if (month < 1 || month > 12)
    return 0;
  return month == 2 && is_leap_year (year) ? 29 : days[month - 1];
}

LpDate
lp_date_from_ymd (int year, int month, int day)
{
  int shifted_year, era, year_of_era, day_of_year, day_of_era;

  if (year < 1 || year > 9999 || day < 1 || day > lp_date_days_in_month (year, month))
    return LP_DATE_NONE;

  shifted_year = month <= 2 ? year - 1 : year;
  era = shifted_year / 400;
  year_of_era = shifted_year - era * 400;
  day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;
  return era * DAYS_PER_ERA + day_of_era - EPOCH_SHIFT;
}

void
lp_date_get_ymd (LpDate date, int *year, int *month, int *day)
{
  int days, era, day_of_era, year_of_era, day_of_year, shifted_month, month_of_year;

  date = CLAMP (date, LP_DATE_MIN, LP_DATE_MAX);
  days = date + EPOCH_SHIFT;
  era = days / DAYS_PER_ERA;
  day_of_era = days - era * DAYS_PER_ERA;
  year_of_era = (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  shifted_month = (5 * day_of_year + 2) / 153;
  month_of_year = shifted_month < 10 ? shifted_month + 3 : shifted_month - 9;

  if (year != NULL)
    *year = year_of_era + era * 400 + (month_of_year <= 2 ? 1 : 0);
  if (month != NULL)
    *month = month_of_year;
  if (day != NULL)
    *day = day_of_year - (153 * shifted_month + 2) / 5 + 1;
}

static int
parse_digits (const char *text, int n_digits)
{
  int value = 0;

  for (int i = 0; i < n_digits; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return -1;
      value = value * 10 + (text[i] - '0');
    }
  return value;
}

LpDate
lp_date_parse (const char *text)
{
  int year, month, day;

  if (text == NULL || strnlen (text, LP_DATE_STRING_SIZE) != LP_DATE_STRING_SIZE - 1)
    return LP_DATE_NONE;
  if (text[4] != '-' || text[7] != '-')
    return LP_DATE_NONE;

  year = parse_digits (text, 4);
  month = parse_digits (text + 5, 2);
  day = parse_digits (text + 8, 2);
  return lp_date_from_ymd (year, month, day);
}

static char *
format_digits (char *end, int value, int n_digits)
{
  for (int i = 0; i < n_digits; i++)
    {
      *--end = '0' + value % 10;
      value /= 10;
    }
  return end;
}

const char *
lp_date_format (LpDate date, char buffer[LP_DATE_STRING_SIZE])
{
  int year, month, day;
  char *end = buffer + LP_DATE_STRING_SIZE - 1;

  if (!lp_date_is_valid (date))
    return NULL;

  lp_date_get_ymd (date, &year, &month, &day);
  *end = '\0';
  end = format_digits (end, day, 2);
  *--end = '-';
  end = format_digits (end, month, 2);
  *--end = '-';
  format_digits (end, year, 4);
  return buffer;
}

LpDate
lp_date_add_months (LpDate date, int months)
{
  int year, month, day;
  gint64 index;

  lp_date_get_ymd (date, &year, &month, &day);
  index = (gint64) year * 12 + (month - 1) + months;
  if (index < 12)
    return LP_DATE_MIN;
  if (index >= 10000 * 12)
    return LP_DATE_MAX;

  year = (int) (index / 12);
  month = (int) (index % 12) + 1;
  return lp_date_from_ymd (year, month, MIN (day, lp_date_days_in_month (year, month)));
}

gboolean
lp_date_is_valid (LpDate date)
{
  return date >= LP_DATE_MIN && date <= LP_DATE_MAX;
}

gboolean
lp_date_is_business_day (LpDate date)
{
  return date >= lp_date_from_ymd (1900, 1, 1) && date <= lp_date_from_ymd (2999, 12, 31);
}

LpDate
lp_date_from_instant (gint64 seconds, GTimeZone *zone)
{
  g_autoptr (GDateTime) utc = g_date_time_new_from_unix_utc (seconds);
  g_autoptr (GDateTime) local = utc != NULL && zone != NULL ? g_date_time_to_timezone (utc, zone) : NULL;
  GDateTime *instant = zone != NULL ? local : utc;

  return instant != NULL ? lp_date_from_ymd (g_date_time_get_year (instant), g_date_time_get_month (instant),
                                             g_date_time_get_day_of_month (instant))
                         : LP_DATE_NONE;
}

LpDate
lp_date_today (GTimeZone *zone)
{
  return lp_date_from_instant (g_get_real_time () / G_USEC_PER_SEC, zone);
}

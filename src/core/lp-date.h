/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LpDate:
 *
 * A civil date of the proleptic Gregorian calendar: days since 1970-01-01, without time zone.
 * Dates from 0001-01-01 to 9999-12-31 are representable; %LP_DATE_NONE means "no date".
 */
typedef gint32 LpDate;

#define LP_DATE_NONE        G_MININT32
#define LP_DATE_MIN         (-719162) /* 0001-01-01 */
#define LP_DATE_MAX         2932896   /* 9999-12-31 */
#define LP_DATE_STRING_SIZE 11

/**
 * lp_date_from_ymd:
 * @year: 1 to 9999
 * @month: 1 to 12
 * @day: 1 to 31
 *
 * Returns: the date, or %LP_DATE_NONE if there is no such day.
 */
LpDate lp_date_from_ymd (int year, int month, int day);

/**
 * lp_date_get_ymd:
 * @date: a valid date
 * @year: (out) (optional): 1 to 9999
 * @month: (out) (optional): 1 to 12
 * @day: (out) (optional): 1 to 31
 *
 * Splits a date.
 */
void lp_date_get_ymd (LpDate date, int *year, int *month, int *day);

/**
 * lp_date_days_in_month:
 * @year: 1 to 9999
 * @month: 1 to 12
 *
 * Returns: 28 to 31.
 */
int lp_date_days_in_month (int year, int month);

/**
 * lp_date_parse:
 * @text: (nullable): exactly `YYYY-MM-DD`
 *
 * Returns: the date, or %LP_DATE_NONE for anything else (%NULL, blanks, other forms, days that do not exist).
 */
LpDate lp_date_parse (const char *text);

/**
 * lp_date_format:
 * @date: a date or %LP_DATE_NONE
 * @buffer: (out): at least %LP_DATE_STRING_SIZE bytes
 *
 * Returns: @buffer holding `YYYY-MM-DD`, or %NULL for %LP_DATE_NONE (handy as an SQL or JSON null).
 */
const char *lp_date_format (LpDate date, char buffer[LP_DATE_STRING_SIZE]);

/**
 * lp_date_add_months:
 * @date: a valid date
 * @months: how many, may be negative
 *
 * Returns: the same day @months later, clipped to the last day of that month; clamped to the representable
 *   range.
 */
LpDate lp_date_add_months (LpDate date, int months);

/**
 * lp_date_is_valid:
 * @date: any value
 *
 * Returns: whether @date lies between 0001-01-01 and 9999-12-31.
 */
gboolean lp_date_is_valid (LpDate date);

/**
 * lp_date_is_business_day:
 * @date: any value
 *
 * Returns: whether @date lies between 1900-01-01 and 2999-12-31: days beyond are refused as input (design: api,
 *   "Data set"), so that terms, notices and deadlines never leave the calendar.
 */
gboolean lp_date_is_business_day (LpDate date);

/**
 * lp_date_from_instant:
 * @seconds: an instant, in seconds since 1970-01-01 00:00 UTC
 * @zone: (nullable): a time zone, UTC if %NULL
 *
 * Returns: the civil date in @zone at that instant; %LP_DATE_NONE outside the years 1 to 9999.
 */
LpDate lp_date_from_instant (gint64 seconds, GTimeZone *zone);

/**
 * lp_date_today:
 * @zone: (nullable): a time zone, UTC if %NULL
 *
 * Returns: today's date in @zone. For the outermost layer only: everything else takes today as an argument.
 */
LpDate lp_date_today (GTimeZone *zone);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-date.h"

G_BEGIN_DECLS

typedef enum
{
  LP_PERIOD_DAYS,
  LP_PERIOD_WEEKS,
  LP_PERIOD_MONTHS,
  LP_PERIOD_YEARS,
} LpPeriodUnit;

#define LP_PERIOD_MAX_COUNT 9999

/**
 * LpPeriod:
 * @count: how many, 0 to %LP_PERIOD_MAX_COUNT
 * @unit: of what
 *
 * An ISO 8601 duration of exactly one unit (design: domain, "`notice` and `term` have one unit each").
 */
typedef struct
{
  int count;
  LpPeriodUnit unit;
} LpPeriod;

#define LP_PERIOD_STRING_SIZE 16

/**
 * lp_period_parse:
 * @text: (nullable): such as `P3M`, `P6W`, `P0D`
 * @period: (out): the result
 *
 * Returns: %TRUE if @text is a duration of one unit; %FALSE (with @period untouched) for anything else, such
 *   as `P1M15D`, `P-1M`, `PT1H` or more than four digits.
 */
gboolean lp_period_parse (const char *text, LpPeriod *period);

/**
 * lp_period_format:
 * @period: a period
 * @buffer: (out): at least %LP_PERIOD_STRING_SIZE bytes
 *
 * Returns: @buffer, holding the ISO 8601 form.
 */
const char *lp_period_format (LpPeriod period, char buffer[LP_PERIOD_STRING_SIZE]);

/**
 * lp_period_get_months:
 * @period: a period of months or years
 *
 * Returns: its length in months, or -1 for days and weeks.
 */
int lp_period_get_months (LpPeriod period);

/**
 * lp_period_add:
 * @date: a valid date
 * @period: a period
 *
 * Returns: @date + @period; months and years clip the day to the month's end; clamped to %LP_DATE_MAX.
 */
LpDate lp_period_add (LpDate date, LpPeriod period);

G_END_DECLS

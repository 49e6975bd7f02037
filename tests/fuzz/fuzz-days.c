/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "fuzz.h"
#include "lp-date.h"
#include "lp-decimal.h"
#include "lp-period.h"
#include "lp-subscription-rules.h"

static void
check_day (const char *text)
{
  LpDate date = lp_date_parse (text);
  char formatted[LP_DATE_STRING_SIZE];

  if (date != LP_DATE_NONE)
    g_assert_cmpstr (lp_date_format (date, formatted), ==, text);
}

static void
check_period (const char *text)
{
  LpPeriod period, again;
  char formatted[LP_PERIOD_STRING_SIZE];

  if (!lp_period_parse (text, &period))
    return;
  g_assert_true (lp_period_parse (lp_period_format (period, formatted), &again));
  g_assert_cmpint (period.count, ==, again.count);
  g_assert_cmpint (period.unit, ==, again.unit);
  g_assert_true (lp_date_is_valid (lp_period_add (LP_DATE_MAX, period)));
  g_assert_true (lp_date_is_valid (lp_notice_deadline (LP_DATE_MIN, period)));
}

static void
check_decimal (const char *text)
{
  g_autofree char *canonical = lp_decimal_canonicalize (text);
  g_autofree char *again = canonical != NULL ? lp_decimal_canonicalize (canonical) : NULL;

  g_assert_cmpstr (canonical, ==, again);
  if (canonical != NULL)
    g_assert_cmpint (lp_decimal_compare (text, canonical), ==, 0);
}

/* Days, periods, fiscal year ends and decimals: what is accepted survives being written. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  LpDate end;

  check_day (text);
  check_period (text);
  check_decimal (text);
  end = lp_fiscal_year_end (0, text);
  g_assert_true (end == LP_DATE_NONE || (end >= 0 && end < 366));
  return 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lp-period.h"

#include <string.h>

/* In the order of LpPeriodUnit. */
static const char unit_letters[] = "DWMY";

gboolean
lp_period_parse (const char *text, LpPeriod *period)
{
  const char *letter;
  int count = 0;
  int n_digits = 0;

  if (text == NULL || text[0] != 'P')
    return FALSE;

  for (text++; g_ascii_isdigit (*text); text++)
    {
      if (++n_digits > 4)
        return FALSE;
      count = count * 10 + (*text - '0');
    }
  if (n_digits == 0 || text[0] == '\0' || text[1] != '\0')
    return FALSE;

  letter = strchr (unit_letters, text[0]);
  if (letter == NULL)
    return FALSE;
  period->count = count;
  period->unit = (LpPeriodUnit) (letter - unit_letters);
  return TRUE;
}

const char *
lp_period_format (LpPeriod period, char buffer[LP_PERIOD_STRING_SIZE])
{
  int unit = CLAMP ((int) period.unit, LP_PERIOD_DAYS, LP_PERIOD_YEARS);

  g_snprintf (buffer, LP_PERIOD_STRING_SIZE, "P%d%c", CLAMP (period.count, 0, LP_PERIOD_MAX_COUNT),
              unit_letters[unit]);
  return buffer;
}

int
lp_period_get_months (LpPeriod period)
{
  switch (period.unit)
    {
    case LP_PERIOD_MONTHS:
      return period.count;
    case LP_PERIOD_YEARS:
      return period.count * 12;
    case LP_PERIOD_DAYS:
    case LP_PERIOD_WEEKS:
    default:
      return -1;
    }
}

LpDate
lp_period_add (LpDate date, LpPeriod period)
{
  gint64 days;

  if (period.unit == LP_PERIOD_MONTHS || period.unit == LP_PERIOD_YEARS)
    return lp_date_add_months (date, lp_period_get_months (period));

  days = (gint64) date + (gint64) period.count * (period.unit == LP_PERIOD_WEEKS ? 7 : 1);
  return (LpDate) CLAMP (days, LP_DATE_MIN, LP_DATE_MAX);
}

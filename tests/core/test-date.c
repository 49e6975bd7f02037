/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lp-date.h"
#include "lp-period.h"

static LpDate
day (const char *text)
{
  LpDate date = lp_date_parse (text);

  g_assert_true (lp_date_is_valid (date));
  return date;
}

static void
assert_day (LpDate date, const char *expected)
{
  char text[LP_DATE_STRING_SIZE];

  g_assert_cmpstr (lp_date_format (date, text), ==, expected);
}

/* Every day of ten thousand years, against GLib's own calendar. */
static void
test_all_days (void)
{
  GDate glib_date;

  g_date_clear (&glib_date, 1);
  g_date_set_dmy (&glib_date, 1, G_DATE_JANUARY, 1);
  for (LpDate date = LP_DATE_MIN; date <= LP_DATE_MAX; date++)
    {
      int year, month, day_of_month;

      lp_date_get_ymd (date, &year, &month, &day_of_month);
      if (year != g_date_get_year (&glib_date) || month != (int) g_date_get_month (&glib_date) ||
          day_of_month != g_date_get_day (&glib_date))
        g_error ("day %d is %04d-%02d-%02d", date, year, month, day_of_month);
      if (lp_date_from_ymd (year, month, day_of_month) != date)
        g_error ("%04d-%02d-%02d is not day %d", year, month, day_of_month, date);
      if (date < LP_DATE_MAX)
        g_date_add_days (&glib_date, 1);
    }
}

static void
test_known_days (void)
{
  g_assert_cmpint (day ("1970-01-01"), ==, 0);
  g_assert_cmpint (day ("0001-01-01"), ==, LP_DATE_MIN);
  g_assert_cmpint (day ("9999-12-31"), ==, LP_DATE_MAX);
  g_assert_cmpint (day ("2000-02-29"), ==, 11016);
  g_assert_cmpint (lp_date_from_ymd (0, 12, 31), ==, LP_DATE_NONE);
  g_assert_cmpint (lp_date_from_ymd (10000, 1, 1), ==, LP_DATE_NONE);
  g_assert_cmpint (lp_date_days_in_month (1900, 2), ==, 28);
  g_assert_cmpint (lp_date_days_in_month (2000, 2), ==, 29);
  g_assert_cmpint (lp_date_days_in_month (2024, 13), ==, 0);
}

static void
test_refused_texts (void)
{
  static const char *const texts[] = {
    "",           "2026",        "2026-3-31",   "2026-03-32", "2026-02-29", "1900-02-29",  "0000-01-01",
    "2026-00-10", "2026-13-01",  "2026-01-00",  "20260131",   "2026/01/31", " 2026-01-31", "2026-01-31 ",
    "-001-01-01", "2026-01-31T", "10000-01-01", "2026-0a-01", "+026-01-01", "２026-01-1",
  };

  g_assert_cmpint (lp_date_parse (NULL), ==, LP_DATE_NONE);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_cmpint (lp_date_parse (texts[i]), ==, LP_DATE_NONE);
}

static void
test_no_date (void)
{
  char text[LP_DATE_STRING_SIZE];

  g_assert_null (lp_date_format (LP_DATE_NONE, text));
  g_assert_false (lp_date_is_valid (LP_DATE_NONE));
  g_assert_false (lp_date_is_valid (LP_DATE_MAX + 1));
  g_assert_false (lp_date_is_valid (LP_DATE_MIN - 1));
  g_assert_false (lp_date_is_business_day (LP_DATE_NONE));
  g_assert_false (lp_date_is_business_day (day ("1899-12-31")));
  g_assert_true (lp_date_is_business_day (day ("1900-01-01")));
  g_assert_true (lp_date_is_business_day (day ("2999-12-31")));
  g_assert_false (lp_date_is_business_day (day ("3000-01-01")));
}

static void
test_add_months (void)
{
  static const struct
  {
    const char *from;
    int months;
    const char *to;
  } cases[] = {
    { "2024-01-31", 1, "2024-02-29" },        { "2025-01-31", 1, "2025-02-28" },
    { "2024-02-29", 12, "2025-02-28" },       { "2026-03-31", -1, "2026-02-28" },
    { "2026-01-15", -1, "2025-12-15" },       { "2026-12-15", 1, "2027-01-15" },
    { "2026-05-31", 0, "2026-05-31" },        { "0001-01-15", -1, "0001-01-01" },
    { "9999-12-15", 1, "9999-12-31" },        { "2026-01-01", G_MAXINT, "9999-12-31" },
    { "2026-01-01", G_MININT, "0001-01-01" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    assert_day (lp_date_add_months (day (cases[i].from), cases[i].months), cases[i].to);
}

static void
test_today (void)
{
  g_autoptr (GTimeZone) east = g_time_zone_new_offset (14 * 3600);
  g_autoptr (GTimeZone) west = g_time_zone_new_offset (-12 * 3600);

  g_assert_true (lp_date_is_valid (lp_date_today (NULL)));
  g_assert_cmpint (lp_date_today (west), <, lp_date_today (east));
}

static void
test_periods (void)
{
  static const struct
  {
    const char *text;
    const char *canonical; /* NULL: refused */
    int months;
  } cases[] = {
    { "P3M", "P3M", 3 },    { "P6W", "P6W", -1 },       { "P0D", "P0D", -1 },   { "P1Y", "P1Y", 12 },
    { "P03M", "P3M", 3 },   { "P9999D", "P9999D", -1 }, { "P10000D", NULL, 0 }, { "P1M15D", NULL, 0 },
    { "P-1M", NULL, 0 },    { "PT1H", NULL, 0 },        { "P", NULL, 0 },       { "PM", NULL, 0 },
    { "3M", NULL, 0 },      { "P3m", NULL, 0 },         { "p3M", NULL, 0 },     { "P3M ", NULL, 0 },
    { " P3M", NULL, 0 },    { "P1.5M", NULL, 0 },       { "P3", NULL, 0 },      { "", NULL, 0 },
    { "P00001D", NULL, 0 }, { "P1H", NULL, 0 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      LpPeriod period = { 77, LP_PERIOD_WEEKS };
      char text[LP_PERIOD_STRING_SIZE];

      if (cases[i].canonical == NULL)
        {
          g_assert_false (lp_period_parse (cases[i].text, &period));
          g_assert_cmpint (period.count, ==, 77);
          continue;
        }
      g_assert_true (lp_period_parse (cases[i].text, &period));
      g_assert_cmpstr (lp_period_format (period, text), ==, cases[i].canonical);
      g_assert_cmpint (lp_period_get_months (period), ==, cases[i].months);
    }
  g_assert_false (lp_period_parse (NULL, &(LpPeriod){ 0 }));
}

static void
test_add_period (void)
{
  static const struct
  {
    const char *from;
    const char *period;
    const char *to;
  } cases[] = {
    { "2024-02-28", "P1D", "2024-02-29" }, { "2024-02-28", "P2W", "2024-03-13" },
    { "2025-11-30", "P3M", "2026-02-28" }, { "2024-02-29", "P1Y", "2025-02-28" },
    { "9999-12-30", "P2D", "9999-12-31" }, { "9999-12-30", "P9999Y", "9999-12-31" },
    { "0001-01-01", "P0D", "0001-01-01" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      LpPeriod period;

      g_assert_true (lp_period_parse (cases[i].period, &period));
      assert_day (lp_period_add (day (cases[i].from), period), cases[i].to);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/date/all-days", test_all_days);
  g_test_add_func ("/date/known-days", test_known_days);
  g_test_add_func ("/date/refused-texts", test_refused_texts);
  g_test_add_func ("/date/none", test_no_date);
  g_test_add_func ("/date/add-months", test_add_months);
  g_test_add_func ("/date/today", test_today);
  g_test_add_func ("/period/parse", test_periods);
  g_test_add_func ("/period/add", test_add_period);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "lp-subscription-rules.h"

/* Tables of dates in CSV: rule,date,parameter,expected. */

static LpDate
parse_day (const char *text)
{
  LpDate date = lp_date_parse (text);

  g_assert_true (lp_date_is_valid (date));
  return date;
}

static LpDate
apply_rule (const char *rule, LpDate date, const char *parameter)
{
  LpPeriod notice;

  if (g_str_equal (rule, "term_end"))
    return lp_term_end (date, (int) g_ascii_strtoll (parameter, NULL, 10));
  if (g_str_equal (rule, "first_fiscal_end"))
    return lp_fiscal_year_end (date, parameter);

  g_assert_cmpstr (rule, ==, "deadline");
  g_assert_true (lp_period_parse (parameter, &notice));
  return lp_notice_deadline (date, notice);
}

static void
check_file (const char *path)
{
  g_autofree char *contents = NULL;
  g_auto (GStrv) lines = NULL;
  g_autoptr (GError) error = NULL;
  int n_checked = 0;

  g_assert_true (g_file_get_contents (path, &contents, NULL, &error));
  g_assert_no_error (error);
  lines = g_strsplit (g_strstrip (contents), "\n", -1);
  for (int i = 1; lines[i] != NULL; i++)
    {
      g_auto (GStrv) cells = g_strsplit (g_strstrip (lines[i]), ",", -1);
      char text[LP_DATE_STRING_SIZE];

      g_assert_cmpuint (g_strv_length (cells), ==, 4);
      if (g_strcmp0 (lp_date_format (apply_rule (cells[0], parse_day (cells[1]), cells[2]), text),
                     cells[3]) != 0)
        g_error ("%s: line %d: %s gives %s", path, i + 1, lines[i], text);
      n_checked++;
    }
  g_assert_cmpint (n_checked, >, 40);
}

static void
test_own (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "core", "vectors", "terms.csv", NULL);

  check_file (path);
}

/* Vectors that are no part of the project, beside the source tree or where LP_SHARED_DIR says. */
static void
test_shared (void)
{
  const char *shared = g_getenv ("LP_SHARED_DIR");
  g_autofree char *beside = g_test_build_filename (G_TEST_DIST, "..", "..", "shared", NULL);
  g_autofree char *path = g_build_filename (shared != NULL ? shared : beside, "vectors", "terms.csv", NULL);

  if (!g_file_test (path, G_FILE_TEST_IS_REGULAR))
    g_test_skip ("skipped: no shared vectors");
  else
    check_file (path);
}

static void
test_no_fiscal_year_end (void)
{
  static const char *const texts[] = { "",      "12-32", "04-31", "02-30",  "00-10",
                                       "13-01", "1-31",  "12/31", "12-31 ", "2026-12-31" };

  g_assert_cmpint (lp_fiscal_year_end (0, NULL), ==, LP_DATE_NONE);
  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    g_assert_cmpint (lp_fiscal_year_end (0, texts[i]), ==, LP_DATE_NONE);
}

/* The latest day in time: one day later, day + notice is beyond the end. */
static void
test_deadline_is_latest (void)
{
  g_autoptr (GRand) random = g_rand_new_with_seed (4);

  for (int n = 0; n < 1000000; n++)
    {
      LpDate end = g_rand_int_range (random, lp_date_from_ymd (1900, 1, 1), lp_date_from_ymd (2999, 12, 31));
      LpPeriod notice = { g_rand_int_range (random, 0, 40), g_rand_int_range (random, 0, 4) };
      LpDate deadline = lp_notice_deadline (end, notice);

      if (lp_period_add (deadline, notice) > end || lp_period_add (deadline + 1, notice) <= end)
        g_error ("end %d, notice %d of unit %d: deadline %d", end, notice.count, notice.unit, deadline);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/terms/own-vectors", test_own);
  g_test_add_func ("/terms/shared-vectors", test_shared);
  g_test_add_func ("/terms/no-fiscal-year-end", test_no_fiscal_year_end);
  g_test_add_func ("/terms/deadline-is-latest", test_deadline_is_latest);
  return g_test_run ();
}

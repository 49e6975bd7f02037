/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lc-daily.h"
#include "lc-program.h"

int
lc_program_renew (int argc, char **argv)
{
  static const char *const required[] = { "data", "as-of", NULL };
  g_autofree char *directory = NULL;
  g_autofree char *as_of = NULL;
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &directory, "The data directory", "DIR" },
    { "as-of", 0, 0, G_OPTION_ARG_STRING, &as_of, "The last day to run", "DATE" },
    { NULL },
  };
  g_autoptr (LcStore) store = NULL;
  g_autoptr (GError) error = NULL;
  LcDailyCounts counts;
  LpDate day;

  if (!lc_program_parse ("- run the daily job for all days up to one", entries, 0, &argc, &argv, required) ||
      !lc_program_parse_day ("as-of", as_of, &day))
    return LC_EXIT_USAGE;

  store = lc_store_open (directory, day, &error);
  if (store == NULL || !lc_daily_run (store, &counts, &error))
    return lc_program_fail (error);

  lc_store_close (store);
  g_print ("{\"as_of\":\"%s\",\"renewed\":%u,\"ended\":%" G_GINT64_FORMAT "}\n", as_of, counts.renewed,
           counts.ended);
  return LC_EXIT_DONE;
}

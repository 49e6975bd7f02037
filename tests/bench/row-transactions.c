/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The control for durable orders: how many transactions of one row SQLite makes durable in a second.
 *
 *   row-transactions DIRECTORY SECONDS */

#include <stdio.h>
#include <stdlib.h>

#include "lp-db.h"

int
main (int argc, char **argv)
{
  g_autofree char *path = argc == 3 ? g_build_filename (argv[1], "rows.db", NULL) : NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (LpDb) db = path != NULL ? lp_db_open (path, LP_DB_CREATE | LP_DB_DURABLE, &error) : NULL;
  gint64 began = g_get_monotonic_time ();
  gint64 rows = 0;
  double seconds = 0;

  if (db == NULL || !lp_db_exec (db, "CREATE TABLE line (id INTEGER PRIMARY KEY, text TEXT) STRICT", &error))
    {
      g_printerr ("row-transactions: %s\n",
                  error != NULL ? error->message : "usage: row-transactions DIR SECONDS");
      return 1;
    }

  while (seconds < atof (argv[2]))
    {
      if (!lp_db_begin (db, &error) ||
          !lp_db_run (db, &error, "INSERT INTO line (text) VALUES ($1)", "t",
                      "one row of some length, as rows are") ||
          !lp_db_commit (db, &error))
        {
          g_printerr ("row-transactions: %s\n", error->message);
          return 1;
        }

      rows++;
      seconds = (double) (g_get_monotonic_time () - began) / G_USEC_PER_SEC;
    }

  printf ("%.1f\n", (double) rows / seconds);
  return 0;
}

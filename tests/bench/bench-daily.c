/* SPDX-License-Identifier: GPL-3.0-or-later */

/* One measurement of the daily job, in seconds on standard output:
 *
 *   bench-daily job DIR DAY          the job itself, and a second time when nothing is due
 *   bench-daily bare DIR DONE FROM   the control: the updates and inserts that the job did in the copy DONE, as bare
 *                                    SQL in one transaction in DIR; FROM is the newest change before the job
 */

#include <stdlib.h>
#include <string.h>

#include "lc-daily.h"

static void
fail (const GError *error)
{
  g_printerr ("%s\n", error != NULL ? error->message : "wrong usage");
  exit (1);
}

static double
run_job (LcStore *store, LcDailyCounts *counts)
{
  g_autoptr (GError) error = NULL;
  gint64 begin = g_get_monotonic_time ();

  if (!lc_daily_run (store, counts, &error))
    fail (error);
  return (double) (g_get_monotonic_time () - begin) / G_USEC_PER_SEC;
}

static void
measure_job (const char *directory, LpDate day)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LcStore) store = lc_store_open (directory, day, &error);
  LcDailyCounts counts;
  double busy, idle;

  if (store == NULL)
    fail (error);
  busy = run_job (store, &counts);
  idle = run_job (store, NULL);
  lc_store_close (store);
  g_print ("%.6f %.6f %u\n", busy, idle, counts.renewed);
}

/* One statement with all rows that it is run with: texts one after the other, NULL for SQL NULL. */
typedef struct
{
  const char *write;
  const char *read; /* in DONE; $1 is the newest change before the job */
  guint columns;
  GPtrArray *values;
} Bare;

static Bare bare[] = {
  { "INSERT INTO renewal (subscription, number, first_day, last_day, committed_on) VALUES ($1, $2, $3, $4, $5)",
    "SELECT r.subscription, r.number, r.first_day, r.last_day, r.committed_on FROM change c"
    " JOIN subscription s ON s.ticket = c.object JOIN renewal r ON r.subscription = s.row"
    " LEFT JOIN before.renewal b ON b.subscription = r.subscription AND b.number = r.number"
    " WHERE c.seq > $1 AND c.kind = 'subscription' AND b.number IS NULL ORDER BY c.seq, r.number",
    5, NULL },
  { "UPDATE subscription SET committed_until = $2, deadline = $3, due_on = $4, version = $5 WHERE row = $1",
    "SELECT s.row, s.committed_until, s.deadline, s.due_on, s.version FROM change c"
    " JOIN subscription s ON s.ticket = c.object WHERE c.seq > $1 AND c.kind = 'subscription' ORDER BY c.seq",
    5, NULL },
  { "UPDATE ticket SET technical_expiry = $2, version = $3 WHERE row = $1",
    "SELECT t.row, t.technical_expiry, t.version FROM change c JOIN ticket t ON t.row = c.object"
    " WHERE c.seq > $1 AND c.kind = 'ticket' ORDER BY c.seq",
    3, NULL },
  { "INSERT INTO change (kind, object, group_before, assignee_before, visible_before, at)"
    " VALUES ($1, $2, $3, $4, $5, $6)",
    "SELECT kind, object, group_before, assignee_before, visible_before, at FROM change WHERE seq > $1"
    " ORDER BY seq",
    6, NULL },
};

static void
read_rows (LpDb *done, gint64 from, Bare *one)
{
  g_autoptr (GError) error = NULL;
  LpStatement *rows = lp_db_query (done, &error, one->read, "i", from);

  one->values = g_ptr_array_new_with_free_func (g_free);
  while (rows != NULL && lp_statement_step (rows, &error))
    for (guint column = 0; column < one->columns; column++)
      g_ptr_array_add (one->values, lp_statement_dup_text (rows, (int) column));
  if (error != NULL)
    fail (error);
}

/* SQLite gives a text the type of its column, so integers may come as texts, too. */
static gboolean
write_rows (LpDb *db, const Bare *one, GError **error)
{
  for (guint i = 0; i < one->values->len; i += one->columns)
    {
      LpStatement *statement = lp_db_prepare (db, one->write, error);

      if (statement == NULL)
        return FALSE;
      for (guint column = 0; column < one->columns; column++)
        lp_statement_bind_text (statement, (int) column + 1, one->values->pdata[i + column]);
      if (!lp_statement_run (statement, error))
        return FALSE;
    }
  return TRUE;
}

static LpDb *
open_database (const char *directory, LpDbFlags flags)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (directory, "central.db", NULL);
  LpDb *db = lp_db_open (path, flags, &error);

  if (db == NULL)
    fail (error);
  return db;
}

static void
measure_bare (const char *directory, const char *done_directory, gint64 from)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LpDb) done = open_database (done_directory, LP_DB_READ_ONLY);
  g_autoptr (LpDb) db = open_database (directory, LP_DB_DURABLE);
  g_autofree char *attach = g_strdup_printf ("ATTACH '%s/central.db' AS before", directory);
  gint64 begin;
  gboolean whole;

  if (!lp_db_exec (done, attach, &error))
    fail (error);
  for (gsize i = 0; i < G_N_ELEMENTS (bare); i++)
    read_rows (done, from, &bare[i]);

  begin = g_get_monotonic_time ();
  whole = lp_db_begin (db, &error);
  for (gsize i = 0; whole && i < G_N_ELEMENTS (bare); i++)
    whole = write_rows (db, &bare[i], &error);
  if (!whole || !lp_db_commit (db, &error))
    fail (error);
  g_print ("%.6f %u\n", (double) (g_get_monotonic_time () - begin) / G_USEC_PER_SEC,
           bare[1].values->len / bare[1].columns);
}

int
main (int argc, char **argv)
{
  LpDate day = argc == 4 ? lp_date_parse (argv[3]) : LP_DATE_NONE;

  if (argc == 4 && g_str_equal (argv[1], "job") && day != LP_DATE_NONE)
    measure_job (argv[2], day);
  else if (argc == 5 && g_str_equal (argv[1], "bare"))
    measure_bare (argv[2], argv[3], g_ascii_strtoll (argv[4], NULL, 10));
  else
    fail (NULL);
  return 0;
}

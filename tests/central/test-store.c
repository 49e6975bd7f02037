/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The writer that groups jobs, and the readers beside it. */

#include <string.h>

#include "lc-id.h"
#include "lc-init.h"
#include "lc-store.h"
#include "scratch-directory.h"

#define N_JOBS 300

typedef struct
{
  char *directory;
  LcStore *store;
  GMainLoop *loop;
  guint n_done;
  guint n_failed;
  guint n_committed;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->directory = scratch_directory_new ();
  g_assert_true (lc_init_prepare (fixture->directory, &error));
  fixture->store = lc_store_open (fixture->directory, lp_date_from_ymd (2026, 6, 1), &error);
  g_assert_no_error (error);
  fixture->loop = g_main_loop_new (NULL, FALSE);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  if (fixture->store != NULL)
    lc_store_close (fixture->store);
  g_clear_object (&fixture->store);
  g_main_loop_unref (fixture->loop);
  scratch_directory_free (fixture->directory);
}

/* Writes a setting; every tenth job fails after its write. */
static gpointer
write_job (LcTransaction *tx, gpointer data, GError **error)
{
  guint number = GPOINTER_TO_UINT (data);
  g_autofree char *name = g_strdup_printf ("job-%u", number);

  if (!lp_db_run (tx->db, error, "INSERT INTO setting (name, value) VALUES ($1, $2)", "tt", name, tx->now))
    return NULL;

  if (number % 10 == 0)
    g_set_error (error, LP_ERROR, LP_ERROR_STATE, "Job %u fails.", number);

  return data;
}

static gpointer
count_job (LcTransaction *tx, gpointer data, GError **error)
{
  gint64 *count = data;

  *count = lp_db_query_int (tx->db, -1, error, "SELECT count (*) FROM setting WHERE name LIKE 'job-%'", "");
  return NULL;
}

static gpointer
change_job (LcTransaction *tx, gpointer data, GError **error)
{
  lp_db_run (tx->db, error, "INSERT INTO change (kind, object, at) VALUES ('reset', 1, $1)", "t", tx->now);
  return NULL;
}

static gpointer
today_job (LcTransaction *tx, gpointer data, GError **error)
{
  g_assert_cmpint (tx->today, ==, lp_date_from_ymd (2026, 6, 1));
  g_assert_true (tx->today_fixed);
  g_assert_cmpuint (strlen (tx->now), ==, 20);
  g_assert_null (tx->caller);
  return data;
}

static void
job_done (GObject *source, GAsyncResult *result, gpointer data)
{
  Fixture *fixture = data;
  g_autoptr (GError) error = NULL;

  lc_store_finish (LC_STORE (source), result, &error);
  if (error != NULL)
    {
      g_assert_error (error, LP_ERROR, LP_ERROR_STATE);
      fixture->n_failed++;
    }

  if (++fixture->n_done == N_JOBS)
    g_main_loop_quit (fixture->loop);
}

static gint64
count (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;
  gint64 n = 0;

  lc_store_read (fixture->store, count_job, &n, &error);
  g_assert_no_error (error);
  return n;
}

static void
push_jobs (Fixture *fixture)
{
  for (guint i = 0; i < N_JOBS; i++)
    lc_store_write_async (fixture->store, write_job, GUINT_TO_POINTER (i), NULL, job_done, fixture);
}

static void
test_failed_jobs_leave_the_others (Fixture *fixture, gconstpointer data)
{
  push_jobs (fixture);
  g_main_loop_run (fixture->loop);
  g_assert_cmpuint (fixture->n_failed, ==, N_JOBS / 10);
  g_assert_cmpint (count (fixture), ==, N_JOBS - N_JOBS / 10);
}

static void
inner_done (GObject *source, GAsyncResult *result, gpointer data)
{
  Fixture *fixture = data;

  lc_store_finish (LC_STORE (source), result, NULL);
  fixture->n_done++;
}

static void
outer_done (GObject *source, GAsyncResult *result, gpointer data)
{
  Fixture *fixture = data;

  lc_store_finish (LC_STORE (source), result, NULL);
  lc_store_read_async (fixture->store, today_job, NULL, NULL, inner_done, fixture);
  while (fixture->n_done == 0)
    g_main_context_iteration (NULL, TRUE);
  g_main_loop_quit (fixture->loop);
}

/* Whoever waits in the main context for a job while another one is answered gets it. */
static void
test_wait_in_an_answer (Fixture *fixture, gconstpointer data)
{
  lc_store_read_async (fixture->store, today_job, NULL, NULL, outer_done, fixture);
  g_main_loop_run (fixture->loop);
  g_assert_cmpuint (fixture->n_done, ==, 1);
}

static void
test_close_finishes_what_was_accepted (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  push_jobs (fixture);
  lc_store_close (fixture->store);
  g_main_loop_run (fixture->loop);
  g_assert_cmpuint (fixture->n_done, ==, N_JOBS);
  lc_store_write (fixture->store, change_job, NULL, &error);
  g_assert_error (error, LP_ERROR, LP_ERROR_BUSY);

  g_object_unref (fixture->store);
  fixture->store = lc_store_open (fixture->directory, LP_DATE_NONE, NULL);
  g_assert_cmpint (count (fixture), ==, N_JOBS - N_JOBS / 10);
}

static void
test_one_process (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (lc_store_open (fixture->directory, LP_DATE_NONE, &error));
  g_assert_error (error, LP_ERROR, LP_ERROR_BUSY);
}

static void
test_fixed_today (Fixture *fixture, gconstpointer data)
{
  g_assert_true (lc_store_write (fixture->store, today_job, fixture, NULL) == fixture);
  g_assert_true (lc_store_read (fixture->store, today_job, fixture, NULL) == fixture);
  g_assert_cmpint (lc_store_get_today (fixture->store), ==, lp_date_from_ymd (2026, 6, 1));
}

static void
committed (LcStore *store, gpointer data)
{
  Fixture *fixture = data;

  fixture->n_committed++;
  g_main_loop_quit (fixture->loop);
}

static void
test_committed (Fixture *fixture, gconstpointer data)
{
  g_signal_connect (fixture->store, "committed", G_CALLBACK (committed), fixture);
  lc_store_write (fixture->store, write_job, GUINT_TO_POINTER (1), NULL);
  lc_store_write (fixture->store, change_job, NULL, NULL);
  g_main_loop_run (fixture->loop);
  g_assert_cmpuint (fixture->n_committed, ==, 1);
}

/* Each id comes after the one before, so that an index of them grows at its end, and no two are the same. */
static void
test_ids_ascend (void)
{
  g_autofree char *last = lc_id_new ();

  for (int i = 0; i < 20000; i++)
    {
      char *id = lc_id_new ();

      g_assert_cmpuint (strspn (id, "0123456789abcdefghjkmnpqrstvwxyz"), ==, 16);
      g_assert_cmpuint (strlen (id), ==, 16);
      g_assert_cmpstr (last, <, id);
      g_free (last);
      last = id;
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) g_test_add ("/store/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("failed-jobs", test_failed_jobs_leave_the_others);
  ADD ("wait-in-an-answer", test_wait_in_an_answer);
  ADD ("close", test_close_finishes_what_was_accepted);
  ADD ("one-process", test_one_process);
  ADD ("fixed-today", test_fixed_today);
  ADD ("committed", test_committed);

  g_test_add_func ("/ids/ascend", test_ids_ascend);
  return g_test_run ();
}

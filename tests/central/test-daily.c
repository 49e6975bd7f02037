/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The daily job at the turn of days, with a clock of the test's own. */

#include <string.h>

#include "lc-daily-watch.h"
#include "lc-daily.h"
#include "lc-init.h"
#include "lc-load.h"
#include "scratch-directory.h"

static const char data_set_text[] =
    "{\"vendor\": {\"name\": \"Vendor\", \"time_zone\": \"Europe/Berlin\"},"
    "\"categories\": [{\"id\": \"c\", \"name\": \"C\"}],"
    "\"people\": [{\"id\": \"v\", \"email\": \"v@v.example\", \"name\": \"V\","
    " \"password\": \"correct horse battery staple\"}],"
    "\"memberships\": [{\"group\": null, \"person\": \"v\", \"role\": \"admin\"}],"
    "\"products\": [{\"id\": \"p\", \"code\": \"P\", \"name\": \"P\", \"kind\": \"subscription\", \"categories\": [\"c\"],"
    " \"subscription\": {\"term\": \"P1Y\", \"notice\": \"P3M\", \"expiry_mode\": \"anniversary\","
    " \"start_mode\": \"purchase\"}}],"
    "\"licenses\": [{\"product\": \"p\", \"subscription\": {\"start\": \"2026-01-01\"}},"
    " {\"product\": \"p\", \"subscription\": {\"start\": \"2026-01-01\", \"cancelled_on\": \"2026-01-02\"}}]}";

typedef struct
{
  char *directory;
  LcStore *store;
  LcDailyWatch *watch;
  GMutex mutex;
  gint64 second; /* what the clock says; guarded by the mutex */
  guint n_caught_up;
} Fixture;

static gint64
ask_clock (gpointer data)
{
  Fixture *fixture = data;
  gint64 second;

  g_mutex_lock (&fixture->mutex);
  second = fixture->second;
  g_mutex_unlock (&fixture->mutex);
  return second;
}

static void
set_clock (Fixture *fixture, const char *instant)
{
  g_autoptr (GDateTime) time = g_date_time_new_from_iso8601 (instant, NULL);

  g_assert_nonnull (time);
  g_mutex_lock (&fixture->mutex);
  fixture->second = g_date_time_to_unix (time);
  g_mutex_unlock (&fixture->mutex);
}

static void
open_store (Fixture *fixture)
{
  g_autoptr (GError) error = NULL;

  fixture->store = lc_store_open (fixture->directory, LP_DATE_NONE, &error);
  g_assert_no_error (error);
  lc_store_set_clock (fixture->store, ask_clock, fixture);
}

/* A run that has opened its day may still be on its way back to the watch. */
static void
end_watch (Fixture *fixture)
{
  gpointer left = fixture->watch;

  if (left == NULL)
    return;
  g_object_add_weak_pointer (left, &left);
  g_clear_object (&fixture->watch);
  while (left != NULL)
    g_main_context_iteration (NULL, TRUE);
}

static void
close_store (Fixture *fixture)
{
  end_watch (fixture);
  lc_store_close (fixture->store);
  g_clear_object (&fixture->store);
}

static gpointer
load_job (LcTransaction *tx, gpointer data, GError **error)
{
  lc_load (tx, data, NULL, error);
  return NULL;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_static (data_set_text, strlen (data_set_text));
  g_autoptr (LcDataSet) data_set = lc_data_set_open_bytes (bytes, &error);

  g_mutex_init (&fixture->mutex);
  fixture->directory = scratch_directory_new ();
  g_assert_true (lc_init_prepare (fixture->directory, &error));
  open_store (fixture);
  set_clock (fixture, "2026-09-30T10:00:00Z");
  lc_store_write (fixture->store, load_job, data_set, &error);
  g_assert_no_error (error);
  lc_store_reload_zone (fixture->store);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  close_store (fixture);
  scratch_directory_free (fixture->directory);
  g_mutex_clear (&fixture->mutex);
}

static void
count_caught_up (Fixture *fixture)
{
  fixture->n_caught_up++;
}

/* As `serve` does: the job first, then the watch over the days that follow. */
static void
begin (Fixture *fixture, const char *instant, guint seconds)
{
  g_autoptr (GError) error = NULL;

  set_clock (fixture, instant);
  lc_daily_run (fixture->store, NULL, &error);
  g_assert_no_error (error);
  fixture->watch = lc_daily_watch_new (fixture->store, seconds);
  g_signal_connect_swapped (fixture->watch, "caught-up", G_CALLBACK (count_caught_up), fixture);
}

/* What an ordinary job sees. */
typedef struct
{
  LpDate today;
  gint64 renewals;
  LpDate last_renewal; /* the day on which the latest one was due */
  LpDate last_day;     /* for which the daily job has run */
  GError *error;
  gboolean done;
} Seen;

static LpDate
query_date (LpDb *db, const char *sql, GError **error)
{
  g_autofree char *text = lp_db_query_text (db, error, sql, "");

  return lp_date_parse (text);
}

static gpointer
look_job (LcTransaction *tx, gpointer data, GError **error)
{
  Seen *seen = data;

  seen->today = tx->today;
  seen->renewals = lp_db_query_int (tx->db, -1, error, "SELECT count(*) FROM renewal", "");
  if (seen->renewals >= 0)
    {
      seen->last_renewal = query_date (tx->db, "SELECT max (committed_on) FROM renewal", error);
      seen->last_day = query_date (tx->db, "SELECT value FROM setting WHERE name = 'last_day'", error);
    }
  return NULL;
}

static void
looked (GObject *source, GAsyncResult *result, gpointer data)
{
  Seen *seen = data;

  lc_store_finish (LC_STORE (source), result, &seen->error);
  seen->done = TRUE;
}

static void
wait_for (Seen *seen)
{
  while (!seen->done)
    g_main_context_iteration (NULL, TRUE);
}

static Seen
ask (Fixture *fixture, gboolean writes)
{
  Seen seen = { .today = LP_DATE_NONE };

  if (writes)
    lc_store_write_async (fixture->store, look_job, &seen, NULL, looked, &seen);
  else
    lc_store_read_async (fixture->store, look_job, &seen, NULL, looked, &seen);
  wait_for (&seen);
  return seen;
}

static void
assert_day (LpDate date, const char *expected)
{
  char text[LP_DATE_STRING_SIZE];

  g_assert_cmpstr (lp_date_format (date, text), ==, expected);
}

/* The first job after midnight waits until its day is open, be it a read or a write. */
static void
test_midnight (Fixture *fixture, gconstpointer data)
{
  gboolean writes = GPOINTER_TO_INT (data);
  Seen before, after;

  begin (fixture, "2026-09-30T21:59:59Z", 3600);
  before = ask (fixture, writes);
  g_assert_no_error (before.error);
  assert_day (before.today, "2026-09-30");
  g_assert_cmpint (before.renewals, ==, 0);

  set_clock (fixture, "2026-09-30T22:00:00Z");
  after = ask (fixture, writes);
  g_assert_no_error (after.error);
  assert_day (after.today, "2026-10-01");
  assert_day (after.last_day, "2026-10-01");
  g_assert_cmpint (after.renewals, ==, 1);
  assert_day (after.last_renewal, "2026-10-01");
}

/* Nobody asks, and the machine has slept for years: each renewal still has its own day. */
static void
test_slept (Fixture *fixture, gconstpointer data)
{
  Seen seen;

  begin (fixture, "2026-09-30T10:00:00Z", 1);
  set_clock (fixture, "2029-02-03T04:05:06Z");
  while (fixture->n_caught_up == 0)
    g_main_context_iteration (NULL, TRUE);

  seen = ask (fixture, FALSE);
  assert_day (seen.today, "2029-02-03");
  g_assert_cmpint (seen.renewals, ==, 3);
  assert_day (seen.last_renewal, "2028-10-01");
}

/* Days of 23 and 25 hours begin at the midnight that the vendor's clock on the wall shows. */
static void
test_summer_time (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *instant, *day;
  } cases[] = {
    { "2026-10-24T21:59:59Z", "2026-10-24" }, { "2026-10-24T22:00:00Z", "2026-10-25" },
    { "2026-10-25T00:30:00Z", "2026-10-25" }, { "2026-10-25T01:30:00Z", "2026-10-25" },
    { "2026-10-25T22:59:59Z", "2026-10-25" }, { "2026-10-25T23:00:00Z", "2026-10-26" },
    { "2027-03-27T22:59:59Z", "2027-03-27" }, { "2027-03-27T23:00:00Z", "2027-03-28" },
    { "2027-03-28T21:59:59Z", "2027-03-28" }, { "2027-03-28T22:00:00Z", "2027-03-29" },
  };

  begin (fixture, "2026-10-24T10:00:00Z", 3600);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Seen seen;

      set_clock (fixture, cases[i].instant);
      seen = ask (fixture, TRUE);
      assert_day (seen.today, cases[i].day);
      assert_day (seen.last_day, cases[i].day);
    }
}

/* A clock that is set back takes no day back; after a restart the service says so and does not serve. */
static void
test_set_back (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  Seen seen;

  begin (fixture, "2026-10-01T10:00:00Z", 3600);
  set_clock (fixture, "2026-09-20T10:00:00Z");
  seen = ask (fixture, TRUE);
  assert_day (seen.today, "2026-10-01");
  g_assert_cmpint (lc_store_get_today (fixture->store), ==, seen.today);

  close_store (fixture);
  open_store (fixture);
  g_assert_false (lc_daily_run (fixture->store, NULL, &error));
  g_assert_error (error, LP_ERROR, LP_ERROR_STATE);
  g_assert_nonnull (strstr (error->message, "2026-10-01"));
  g_assert_nonnull (strstr (error->message, "2026-09-20"));

  close_store (fixture);
  open_store (fixture);
  begin (fixture, "2026-10-02T10:00:00Z", 3600);
  seen = ask (fixture, FALSE);
  assert_day (seen.today, "2026-10-02");
}

static void
rename_table (Fixture *fixture, const char *from, const char *to)
{
  g_autofree char *path = g_build_filename (fixture->directory, "central.db", NULL);
  g_autofree char *sql = g_strdup_printf ("ALTER TABLE %s RENAME TO %s", from, to);
  g_autoptr (GError) error = NULL;
  g_autoptr (LpDb) db = lp_db_open (path, 0, &error);

  g_assert_no_error (error);
  g_assert_true (lp_db_exec (db, sql, &error));
}

/* Who waits for a day that cannot begin hears why, and nobody gets an answer of a day that has not begun. */
static void
test_failure (Fixture *fixture, gconstpointer data)
{
  Seen refused, seen;

  begin (fixture, "2026-09-30T10:00:00Z", 3600);
  rename_table (fixture, "renewal", "away");
  set_clock (fixture, "2026-10-01T10:00:00Z");
  refused = ask (fixture, FALSE);
  g_assert_error (refused.error, LP_ERROR, LP_ERROR_STORAGE);
  g_assert_cmpint (refused.today, ==, LP_DATE_NONE);
  g_clear_error (&refused.error);

  rename_table (fixture, "away", "renewal");
  seen = ask (fixture, TRUE);
  g_assert_no_error (seen.error);
  assert_day (seen.today, "2026-10-01");
  g_assert_cmpint (seen.renewals, ==, 1);
}

/* Jobs that wait when the store closes are answered, too. */
static void
test_close_while_waiting (Fixture *fixture, gconstpointer data)
{
  Seen seen = { 0 };

  begin (fixture, "2026-09-30T10:00:00Z", 3600);
  end_watch (fixture);
  set_clock (fixture, "2026-10-01T10:00:00Z");
  lc_store_write_async (fixture->store, look_job, &seen, NULL, looked, &seen);
  lc_store_close (fixture->store);
  wait_for (&seen);
  g_assert_error (seen.error, LP_ERROR, LP_ERROR_BUSY);
  g_clear_error (&seen.error);
}

/* Who looks at lists learns of a last day that has passed through the change feed. */
static void
test_feed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (fixture->directory, "central.db", NULL);
  g_autoptr (LpDb) db = lp_db_open (path, LP_DB_READ_ONLY, &error);
  static const char sql[] = "SELECT group_concat (kind || ' ' || object, ', ') FROM change";
  g_autofree char *renewed = NULL;
  g_autofree char *ended = NULL;

  begin (fixture, "2026-10-01T10:00:00Z", 3600);
  renewed = lp_db_query_text (db, &error, sql, "");
  g_assert_cmpstr (renewed, ==, "subscription 1, ticket 1");
  set_clock (fixture, "2027-01-01T10:00:00Z");
  (void) ask (fixture, FALSE);
  ended = lp_db_query_text (db, &error, sql, "");
  /* The first is forgotten by then. */
  g_assert_cmpstr (ended, ==, "ticket 1, ticket 2, subscription 2");
}

#define ADD(path, data, function) g_test_add (path, Fixture, data, set_up, function, tear_down)

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  ADD ("/daily/midnight/read", GINT_TO_POINTER (FALSE), test_midnight);
  ADD ("/daily/midnight/write", GINT_TO_POINTER (TRUE), test_midnight);
  ADD ("/daily/slept", NULL, test_slept);
  ADD ("/daily/summer-time", NULL, test_summer_time);
  ADD ("/daily/set-back", NULL, test_set_back);
  ADD ("/daily/failure", NULL, test_failure);
  ADD ("/daily/close-while-waiting", NULL, test_close_while_waiting);
  ADD ("/daily/feed", NULL, test_feed);
  return g_test_run ();
}

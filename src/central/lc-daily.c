/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lc-daily.h"

#include "lc-audit.h"
#include "lc-feed.h"
#include "lc-http-replay.h"
#include "lc-renewal.h"
#include "lc-session.h"

#define RENEWALS_AT_ONCE 4000
#define CHANGES_AT_ONCE  20000

/* One run is of one day, even if midnight passes while it runs. */
typedef struct
{
  LcDailyCounts counts;
  LpDate day;
  LpDate since; /* the day of the run before, or of loading */
  gboolean more;
} Run;

static gpointer
check_day (LcTransaction *tx, gpointer data, GError **error)
{
  Run *run = data;
  char today[LP_DATE_STRING_SIZE];
  g_autofree char *last = lp_db_query_text (tx->db, error,
                                            "SELECT value FROM setting WHERE name = 'last_day'", "");
  g_autofree char *loaded = lp_db_query_text (tx->db, error,
                                              "SELECT value FROM setting WHERE name = 'loaded_on'", "");
  gboolean is_back, is_before_load;

  run->since = lp_date_parse (last != NULL ? last : loaded);
  /* Before a data set is there its time zone is not known, so the day of loading may be the day after. */
  is_back = last != NULL && run->day < run->since;
  is_before_load = loaded != NULL && run->day + 1 < lp_date_parse (loaded);
  if (is_back || is_before_load)
    g_set_error (error, LP_ERROR, LP_ERROR_STATE,
                 "This service has run %s already and cannot go back to %s: check the clock of this machine, "
                 "or give a day that is not earlier.",
                 is_back ? last : loaded, lp_date_format (run->day, today));

  return NULL;
}

static gpointer
renew_some (LcTransaction *tx, gpointer data, GError **error)
{
  Run *run = data;
  LcTransaction of_day = *tx;

  of_day.today = run->day;
  run->more = lc_renewal_run (&of_day, RENEWALS_AT_ONCE, &run->counts.renewed, error) > 0;
  return NULL;
}

static gpointer
finish_day (LcTransaction *tx, gpointer data, GError **error)
{
  Run *run = data;
  LcTransaction of_day = *tx;
  char today[LP_DATE_STRING_SIZE];

  of_day.today = run->day;
  run->counts.ended = lc_renewal_count_ended (&of_day, run->since, error);
  if (run->counts.ended >= 0 && lc_feed_tell_of_days (&of_day, run->since, error))
    lp_db_run (tx->db, error,
               "INSERT INTO setting (name, value) VALUES ('last_day', $1)"
               " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
               "t", lp_date_format (run->day, today));

  return NULL;
}

static gpointer
forget_some_changes (LcTransaction *tx, gpointer data, GError **error)
{
  Run *run = data;

  run->more = lc_feed_forget_old (tx, CHANGES_AT_ONCE, error) > 0;
  return NULL;
}

static gpointer
sign_head (LcTransaction *tx, gpointer data, GError **error)
{
  lc_audit_append_head (tx->db, tx->directory, tx->secret, tx->now, error);
  return NULL;
}

static gboolean
run_job (LcStore *store, LcJob job, Run *run, GError **error)
{
  GError *failure = NULL;

  lc_store_write_first (store, job, run, &failure);
  if (failure == NULL)
    return TRUE;

  g_propagate_error (error, failure);
  return FALSE;
}

/* In parts, so that nobody who writes meanwhile waits for long. */
static gboolean
run_to_end (LcStore *store, LcJob job, Run *run, GError **error)
{
  for (run->more = TRUE; run->more;)
    if (!run_job (store, job, run, error))
      return FALSE;

  return TRUE;
}

gboolean
lc_daily_run (LcStore *store, LcDailyCounts *counts, GError **error)
{
  Run run = { .day = lc_store_get_today (store) };
  GError *failure = NULL;

  if (!run_job (store, check_day, &run, error))
    return FALSE;

  if (!run_to_end (store, renew_some, &run, error) || !run_to_end (store, forget_some_changes, &run, error))
    return FALSE;

  if (!run_job (store, finish_day, &run, error) || !run_job (store, lc_replay_forget_old, &run, error) ||
      !run_job (store, lc_session_forget_old, &run, error))
    return FALSE;

  /* After the commit, so that only what is on disk is signed. */
  lc_store_read_first (store, sign_head, NULL, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }

  if (counts != NULL)
    *counts = run.counts;

  lc_store_open_day (store, run.day);
  return TRUE;
}

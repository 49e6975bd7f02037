/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "lc-call.h"

G_BEGIN_DECLS

/* The database of a License Central with its threads: one writer that commits many jobs in one durable
 * transaction, and a few readers on WAL snapshots. A data directory is 0700 and holds `central.db`, `secret`
 * (32 bytes, 0600), `lock`, `audit-heads` and `mail/`. */

#define LC_STORE_DATABASE    "central.db"
#define LC_STORE_SECRET      "secret"
#define LC_STORE_SECRET_SIZE 32

#define LC_TYPE_STORE (lc_store_get_type ())
G_DECLARE_FINAL_TYPE (LcStore, lc_store, LC, STORE, GObject)

/**
 * LcJob:
 * @tx: the transaction; `caller` is set by the job itself where one is needed
 * @data: the job's data
 * @error: an error rolls the job's savepoint back, not the jobs beside it
 *
 * Runs on the writer or a reader thread. If the commit fails, the result is dropped: what must be freed then
 * belongs to @data.
 *
 * Returns: (nullable): the result, passed to the callback
 */
typedef gpointer (*LcJob) (LcTransaction *tx, gpointer data, GError **error);

/**
 * lc_store_open:
 * @directory: the data directory, prepared by lc_init_prepare(); the database may still be without a vendor
 * @today: fixed business date, or %LP_DATE_NONE for the clock in the vendor's zone
 * @error: one sentence that says what to do
 *
 * Migrates, locks the directory against a second process, starts the threads.
 *
 * Returns: (transfer full) (nullable): the store
 */
LcStore *lc_store_open (const char *directory, LpDate today, GError **error);

/**
 * lc_store_close:
 * @store: a store
 *
 * Finishes the jobs accepted so far, then ends the threads. Idempotent.
 */
void lc_store_close (LcStore *store);

/**
 * lc_store_write_async:
 * @store: a store
 * @job: run in a savepoint on the writer thread
 * @data: for @job
 * @destroy: (nullable): frees @data
 * @callback: in the thread-default main context of the caller, after the commit is durable
 * @user_data: for @callback
 */
void lc_store_write_async (LcStore *store,
                           LcJob job,
                           gpointer data,
                           GDestroyNotify destroy,
                           GAsyncReadyCallback callback,
                           gpointer user_data);

/* Likewise in a transaction of its own, without a savepoint: for a job that writes very much. It may leave `again` in the
 * transaction: then it runs once more after those that wait by then, and only its last result is passed on. */
void lc_store_write_alone_async (LcStore *store,
                                 LcJob job,
                                 gpointer data,
                                 GDestroyNotify destroy,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data);

/* Likewise on a reader thread, inside a snapshot. */
void lc_store_read_async (LcStore *store,
                          LcJob job,
                          gpointer data,
                          GDestroyNotify destroy,
                          GAsyncReadyCallback callback,
                          gpointer user_data);

/* The job's result and its error; %LP_ERROR_STORAGE if the commit failed. */
gpointer lc_store_finish (LcStore *store, GAsyncResult *result, GError **error);

/* The blocking forms, for programs and tests without a main loop. */
gpointer lc_store_write (LcStore *store, LcJob job, gpointer data, GError **error);
gpointer lc_store_write_alone (LcStore *store, LcJob job, gpointer data, GError **error);
gpointer lc_store_read (LcStore *store, LcJob job, gpointer data, GError **error);

/**
 * LcClockFunc:
 *
 * Returns: this instant, in seconds since 1970-01-01 00:00 UTC
 */
typedef gint64 (*LcClockFunc) (gpointer data);

/**
 * lc_store_set_clock:
 * @store: a store without jobs yet
 * @clock: asked instead of the machine's clock, from any thread
 * @data: for @clock
 *
 * For tests: decides what time it is.
 */
void lc_store_set_clock (LcStore *store, LcClockFunc clock, gpointer data);

/* Days. Once lc_store_open_day() was called, the store keeps the business date at that day: when the clock reaches
 * a later one in the vendor's zone, jobs wait until that day is opened in turn, so that none sees a day for which
 * the daily job has not run (design: domain, "Renewal"). A clock that is set back does not bring a day back. */

/* The business date: the fixed one, or today in the vendor's zone, but no day before the one that is open. */
LpDate lc_store_get_today (LcStore *store);

/**
 * lc_store_open_day:
 * @store: a store
 * @day: the day for which the daily job has run
 *
 * Lets the jobs of that day begin.
 */
void lc_store_open_day (LcStore *store, LpDate day);

/* The day that is open, %LP_DATE_NONE before the first one; the day by the clock, which may be another one. */
LpDate lc_store_get_open_day (LcStore *store);
LpDate lc_store_get_clock_day (LcStore *store);

/**
 * lc_store_refuse_day:
 * @store: a store
 * @error: why the daily job failed
 *
 * Answers the jobs that wait for a day to open with @error; the next one asks for the day anew.
 */
void lc_store_refuse_day (LcStore *store, const GError *error);

/* As lc_store_write() and lc_store_read(), but before all others and without waiting for a day to open: for the
 * daily job. */
gpointer lc_store_write_first (LcStore *store, LcJob job, gpointer data, GError **error);
gpointer lc_store_read_first (LcStore *store, LcJob job, gpointer data, GError **error);

/* Borrowed. */
const char *lc_store_get_directory (LcStore *store);

/**
 * lc_store_set_demo:
 * @store: a store without jobs yet
 * @demo: whether the demo routes exist
 */
void lc_store_set_demo (LcStore *store, gboolean demo);

/**
 * lc_store_read_secret:
 * @directory: a data directory
 * @secret: (out): %LC_STORE_SECRET_SIZE bytes
 * @error: %LP_ERROR_STORAGE
 *
 * Reads the secret, for programs that open no store.
 *
 * Returns: success
 */
gboolean lc_store_read_secret (const char *directory, guint8 *secret, GError **error);

/**
 * lc_store_reload_zone:
 * @store: a store
 *
 * Reads the vendor's time zone again, after a first data set brought the vendor.
 */
void lc_store_reload_zone (LcStore *store);

/* Signals, in the main context, without arguments: "committed", rows were added to the change feed; "day-over",
 * jobs wait for a day to open. */

G_END_DECLS

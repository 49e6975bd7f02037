/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lc-finished.h"
#include "lc-store.h"

G_BEGIN_DECLS

/* A second at which no clock stands. */
#define LC_NO_SECOND G_MININT64

/* As many as there are processors, within these bounds: more would only take turns. */
#define MIN_READERS 2
#define MAX_READERS 4

/**
 * LcClock:
 *
 * Today by the clock and this instant, worked out once a second. One for each thread, and the store's.
 */
typedef struct
{
  gint64 second;
  LpDate today;
  char now[21];
} LcClock;

struct _LcStore
{
  GObject parent_instance;

  char *directory;
  int lock_fd;
  guint8 secret[LC_STORE_SECRET_SIZE];
  LpDate fixed_today;
  gboolean demo;
  GMainContext *context; /* for "committed" */
  GSource *finished;     /* the way back to it, see lc-finished.h */

  GThread *writer;
  GThread *readers[MAX_READERS];
  guint n_readers;

  GMutex mutex;
  /* Guarded by the mutex */
  GTimeZone *zone;
  GCond write_queued;
  GCond read_queued;
  GCond work_done;
  GQueue writes;
  GQueue reads;
  guint n_waiting_writers; /* threads that wait for work */
  guint n_waiting_readers;
  gboolean closing;
  gboolean commit_noted;
  LcClockFunc clock_func;
  gpointer clock_data;
  LcClock clock;
  LpDate open_day;
  gboolean day_over_noted;
};

/**
 * LcWork:
 *
 * A job on its way through the queue, the worker thread and back to its caller's main context, or to the thread
 * that waits in a blocking call.
 */
typedef struct _LcWork LcWork;
struct _LcWork
{
  LcJob job;
  gboolean alone; /* in a transaction of its own */
  gpointer data;
  GDestroyNotify destroy; /* nullable */
  gpointer result;
  GError *error;
  GTask *task;    /* NULL for a blocking call, which waits for @done */
  gboolean first; /* of the daily job */
  gboolean done;  /* guarded by the store's mutex */
};

/**
 * lc_clock_read:
 * @clock: brought up to date
 * @store: a store, its mutex held
 */
void lc_clock_read (LcClock *clock, LcStore *store);

/**
 * lc_store_is_day_open:
 * @store: a store, its mutex held
 *
 * Returns: whether ordinary jobs may run: no day has begun since the open one
 */
gboolean lc_store_is_day_open (LcStore *store);

/**
 * lc_store_note_day_over:
 * @store: a store, its mutex held
 *
 * Emits "day-over" soon, in the store's main context.
 */
void lc_store_note_day_over (LcStore *store);

/**
 * lc_store_deliver:
 * @store: a store
 * @finished: (transfer full): of #LcWork
 *
 * Hands finished work back, with one wake-up for each main context.
 */
void lc_store_deliver (LcStore *store, GPtrArray *finished);

/* Answers the caller of an asynchronous job, in her context. Takes over @task. */
void lc_store_finish_task (GTask *task);

/**
 * lc_store_push_again:
 * @store: a store
 * @work: a write job that has run and has not come to its end
 *
 * Puts it behind those that wait, also while the store closes.
 */
void lc_store_push_again (LcStore *store, LcWork *work);

/**
 * lc_store_take_writes:
 * @store: a store
 *
 * Waits for write jobs.
 *
 * Returns: (transfer full) (nullable): a batch; %NULL when the store closes and nothing is left
 */
GPtrArray *lc_store_take_writes (LcStore *store);

/* Likewise a reader's share of the read jobs. */
GPtrArray *lc_store_take_reads (LcStore *store);

/**
 * lc_store_note_commit:
 * @store: a store
 *
 * Emits "committed" soon, in the store's main context.
 */
void lc_store_note_commit (LcStore *store);

/* The threads' main functions; they own their connection while they run. */
gpointer lc_store_run_writer (gpointer data);
gpointer lc_store_run_reader (gpointer data);

/**
 * LcWorker:
 *
 * What a thread starts with.
 */
typedef struct
{
  LcStore *store; /* borrowed: the store joins its threads before it goes */
  LpDb *db;       /* owned */
  LcMemo *memo;   /* owned by the writer; NULL for a reader */
  LcClock clock;
  gint64 n_audit; /* records at the last look, for signing heads; 0: not looked yet */
} LcWorker;

/**
 * lc_store_fill_transaction:
 * @worker: whose thread it is
 * @tx: (out): what a job gets
 */
void lc_store_fill_transaction (LcWorker *worker, LcTransaction *tx);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lc-store.h"

G_BEGIN_DECLS

/* As many as there are processors, within these bounds: more would only take turns. */
#define MIN_READERS 2
#define MAX_READERS 4

struct _LcStore
{
  GObject parent_instance;

  char *directory;
  int lock_fd;
  guint8 secret[LC_STORE_SECRET_SIZE];
  LpDate fixed_today;
  gboolean demo;
  GMainContext *context; /* for "committed" */

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
  gboolean closing;
  gboolean commit_noted;
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
  GTask *task;   /* NULL for a blocking call, which waits for @done */
  gboolean done; /* guarded by the store's mutex */
};

/**
 * LcClock:
 *
 * Today and this instant, worked out once a second. One for each thread.
 */
typedef struct
{
  gint64 second;
  LpDate today;
  char now[21];
} LcClock;

/**
 * lc_clock_read:
 * @clock: of this thread
 * @zone: the vendor's
 * @fixed: a fixed business date or %LP_DATE_NONE
 *
 * Brings @clock up to date.
 */
void lc_clock_read (LcClock *clock, GTimeZone *zone, LpDate fixed);

/**
 * lc_store_deliver:
 * @store: a store
 * @finished: (transfer full): of #LcWork
 *
 * Hands finished work back, with one wake-up for each main context.
 */
void lc_store_deliver (LcStore *store, GPtrArray *finished);

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

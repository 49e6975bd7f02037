/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lc-store-private.h"

#include "lc-audit.h"

/* After that, those who are done need not wait for those who come after them. */
#define MAX_GROUP_US (100 * 1000)

/* How the writer groups commits: while one commit waits for the disk, the next jobs queue up; they all go into
 * the transaction after it, each in a savepoint of its own. So the disk is waited for once a group, and no
 * answer leaves before its change is durable. */

static void
fail_work (LcWork *work, const GError *error)
{
  work->result = NULL;
  g_clear_error (&work->error);
  work->error = g_error_copy (error);
}

static void
run_work (LcTransaction *tx, LcWork *work)
{
  tx->caller = NULL;
  tx->reason = NULL;
  tx->request_id = NULL;
  tx->alone = work->alone;
  tx->again = FALSE;
  work->result = work->job (tx, work->data, &work->error);
}

/* Returns FALSE with an error if the whole transaction is gone, not just this job's part. */
static gboolean
run_in_savepoint (LcTransaction *tx, LcWork *work, GError **error)
{
  if (!lp_db_savepoint (tx->db, error))
    return FALSE;

  run_work (tx, work);

  if (work->error == NULL && lp_db_release (tx->db, &work->error))
    return TRUE;

  lp_db_rollback_to (tx->db);
  if (lp_db_in_transaction (tx->db))
    return TRUE;

  g_propagate_error (error, g_error_copy (work->error));
  return FALSE;
}

/* A refused job leaves nothing, so its transaction is given up. */
static gboolean
run_alone (LcTransaction *tx, LcWork *work, GError **error)
{
  run_work (tx, work);
  if (work->error == NULL)
    return TRUE;

  g_propagate_error (error, g_error_copy (work->error));
  return FALSE;
}

static gint64
get_last_change (LpDb *db)
{
  return lp_db_query_int (db, 0, NULL, "SELECT max (seq) FROM change", "");
}

/* Runs the jobs from @first on, until one wants to be alone or the first has waited long enough. Returns the index of
 * the first job that was not run. */
static guint
run_jobs (LcTransaction *tx, GPtrArray *batch, guint first, gboolean *whole, GError **error)
{
  gint64 until = g_get_monotonic_time () + MAX_GROUP_US;
  LcWork *work = g_ptr_array_index (batch, first);
  guint next = first;

  if (work->alone)
    {
      *whole = run_alone (tx, work, error);
      return first + 1;
    }

  for (*whole = TRUE; *whole && next < batch->len && g_get_monotonic_time () < until; next++)
    {
      work = g_ptr_array_index (batch, next);
      if (work->alone)
        break;

      *whole = run_in_savepoint (tx, work, error);
    }

  return next;
}

/* Runs jobs from @first on in one transaction. Returns the index of the first job that was not run. */
static guint
run_group (LcStore *store, LcTransaction *tx, GPtrArray *batch, guint first)
{
  g_autoptr (GError) error = NULL;
  gint64 before = 0;
  gint64 after = 0;
  guint next = batch->len;
  gboolean whole = lp_db_begin (tx->db, &error);

  if (whole)
    {
      before = get_last_change (tx->db);
      next = run_jobs (tx, batch, first, &whole, &error);
    }

  if (whole)
    {
      after = get_last_change (tx->db);
      whole = lp_db_commit (tx->db, &error);
    }

  if (whole)
    {
      if (after > before)
        lc_store_note_commit (store);

      return next;
    }

  /* Nothing of this group is on disk, so none of it may be answered as done. */
  lp_db_rollback (tx->db);
  tx->again = FALSE;
  for (guint i = first; i < next; i++)
    fail_work (g_ptr_array_index (batch, i), error);

  return next;
}

/* Hands the jobs of a group back, but for one that is not at its end. */
static void
finish_group (LcStore *store, LcTransaction *tx, GPtrArray *batch, guint first, guint next)
{
  GPtrArray *finished;

  if (tx->again)
    {
      lc_store_push_again (store, g_ptr_array_index (batch, first));
      return;
    }

  finished = g_ptr_array_sized_new (next - first);
  for (guint i = first; i < next; i++)
    g_ptr_array_add (finished, g_ptr_array_index (batch, i));
  lc_store_deliver (store, finished);
}

/* What is signed is on disk: a head never vouches for records that a lost commit took along. */
static void
sign_head (LcWorker *worker, const LcTransaction *tx)
{
  g_autoptr (GError) error = NULL;

  if (!lc_audit_sign_due_head (tx, &worker->n_audit, &error))
    g_warning ("No head of the audit records was signed: %s", error->message);
}

gpointer
lc_store_run_writer (gpointer data)
{
  LcWorker *worker = data;
  GPtrArray *batch;

  while ((batch = lc_store_take_writes (worker->store)) != NULL)
    {
      LcTransaction tx;

      lc_store_fill_transaction (worker, &tx);
      for (guint first = 0, next; first < batch->len; first = next)
        {
          next = run_group (worker->store, &tx, batch, first);
          sign_head (worker, &tx);
          finish_group (worker->store, &tx, batch, first, next);
        }

      g_ptr_array_unref (batch);
    }

  /* Closed by the store, after the readers: only a writer that closes last folds the log into the database. */
  return worker;
}

gpointer
lc_store_run_reader (gpointer data)
{
  LcWorker *worker = data;
  GPtrArray *batch;

  while ((batch = lc_store_take_reads (worker->store)) != NULL)
    {
      g_autoptr (GError) error = NULL;
      gboolean begun = lp_db_begin_read (worker->db, &error);
      LcTransaction tx;

      lc_store_fill_transaction (worker, &tx);
      for (guint i = 0; i < batch->len; i++)
        {
          LcWork *work = g_ptr_array_index (batch, i);

          if (begun)
            run_work (&tx, work);
          else
            fail_work (work, error);
        }

      lp_db_rollback (worker->db);
      lc_store_deliver (worker->store, batch);
    }

  lp_db_close (worker->db);
  g_free (worker);
  return NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lc-ticket-service.h"
#include "lp-ticket-code.h"

G_BEGIN_DECLS

#define LC_BATCH_MAX 20000

typedef enum
{
  LC_BATCH_ALLOCATE,
  LC_BATCH_CANCEL,
  LC_BATCH_REVOKE,
  LC_BATCH_REINSTATE,
} LcBatchOp;

/**
 * LcBatchOperation:
 *
 * One line of a batch. Texts are borrowed.
 */
typedef struct
{
  LcBatchOp op;
  char code[LP_TICKET_CODE_SIZE];
  const char
      *etag; /* nullable: refused if the object changed since; of the subscription to cancel, or the ticket */
  LpAllocationChange change;
  const char *credit;      /* revoke: none, pro_rata, full */
  LpDate expected_ends_on; /* cancel: see lc_subscription_cancel() */
} LcBatchOperation;

/**
 * LcBatchResult:
 *
 * What became of one operation.
 */
typedef struct
{
  gint64 ticket;       /* row of a ticket that the caller may see, else 0 */
  gint64 subscription; /* row of its subscription if the operation is about that, else 0 */
  GError *error;       /* nullable */
  /* Private */
  gint64 ticket_version; /* before the operation */
  gint64 subscription_version;
} LcBatchResult;

/**
 * lc_batch_result_clear:
 * @result: a result; its error is freed
 */
void lc_batch_result_clear (LcBatchResult *result);

/**
 * LcBatchShow:
 * @tx: the transaction; all objects are as the batch leaves them
 * @results: of #LcBatchResult, one for each operation
 * @undone: whether an atomic batch failed, so that nothing of it stays
 * @data: closure
 * @error: return location
 *
 * Takes the results while the objects can be read.
 *
 * Returns: success
 */
typedef gboolean (
    *LcBatchShow) (const LcTransaction *tx, GArray *results, gboolean undone, gpointer data, GError **error);

/**
 * lc_batch_run:
 * @tx: the transaction
 * @operations: of #LcBatchOperation
 * @atomic: whether one failure undoes all
 * @dry_run: whether nothing is to stay
 * @show: called once, before anything is undone: also a dry run shows the objects as they would be, except that
 *   their etags stay those of the objects as they are, since the operation that may follow needs those
 * @data: for @show
 * @id: (out) (nullable): names the batch for lc_batch_undo(); %NULL if nothing stays
 * @error: %LP_ERROR_STORAGE and errors of @show; what single operations met stands in the results
 *
 * Does up to %LC_BATCH_MAX operations, each as its own route would.
 *
 * Returns: success
 */
gboolean lc_batch_run (const LcTransaction *tx,
                       GArray *operations,
                       gboolean atomic,
                       gboolean dry_run,
                       LcBatchShow show,
                       gpointer data,
                       char **id,
                       GError **error);

/**
 * lc_batch_run_slice:
 * @tx: the transaction
 * @operations: of #LcBatchOperation
 * @from: the first to do
 * @to: the one after the last to do
 * @results: (out): of #LcBatchResult, one for each operation done
 * @id: (inout): %NULL with the first slice, then the name of the batch
 * @error: %LP_ERROR_STORAGE
 *
 * Does a part of a batch in which each operation stands for itself.
 *
 * Returns: success
 */
gboolean lc_batch_run_slice (const LcTransaction *tx,
                             GArray *operations,
                             guint from,
                             guint to,
                             GArray **results,
                             char **id,
                             GError **error);

/**
 * lc_batch_take_steps:
 * @tx: the transaction
 * @id: a batch of the caller
 * @again: whether the undoing has begun: then it need not be the first time
 * @error: %LP_ERROR_NOT_FOUND, %LP_ERROR_STATE if it was undone already
 *
 * Returns: (transfer full) (nullable): what there is to undo, for lc_batch_undo_slice()
 */
GStrv lc_batch_take_steps (const LcTransaction *tx, const char *id, gboolean again, GError **error);

/**
 * lc_batch_undo_slice:
 * @tx: the transaction
 * @steps: what there is to undo
 * @from: the first to undo
 * @to: the one after the last to undo
 * @results: (out): of #LcBatchResult, one for each step
 *
 * Takes allocations back and reinstates subscriptions where nobody has changed them since; revocations and
 * reinstatements are %LP_ERROR_NOT_UNDOABLE.
 */
void lc_batch_undo_slice (const LcTransaction *tx, GStrv steps, guint from, guint to, GArray **results);

G_END_DECLS

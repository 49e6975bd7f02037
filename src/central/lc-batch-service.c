/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lc-batch-service.h"

#include <string.h>

#include "lc-caller.h"
#include "lc-id.h"
#include "lc-person-rows.h"
#include "lc-subscription-service.h"

/* Steps to undo are stored one a line: operation, row of the ticket, the version after the batch (of the ticket, or
 * of the subscription for a cancellation), and where the ticket was: group, assignee, visible. */
#define STEP_FORMAT                                                                                          \
  "%d %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %d\n"
#define STEP_FIELDS 6

void
lc_batch_result_clear (LcBatchResult *result)
{
  g_clear_error (&result->error);
}

static GArray *
results_new (void)
{
  GArray *results = g_array_new (FALSE, TRUE, sizeof (LcBatchResult));

  g_array_set_clear_func (results, (GDestroyNotify) lc_batch_result_clear);
  return results;
}

static gboolean
check_etag (const char *wanted, const char *etag, GError **error)
{
  if (wanted == NULL || g_str_equal (wanted, etag))
    return TRUE;
  g_set_error (error, LP_ERROR, LP_ERROR_PRECONDITION, "Somebody else has changed it in the meantime.");
  return FALSE;
}

static gboolean
allocate (const LcTransaction *tx, const LcTicket *self, const LcBatchOperation *operation, GError **error)
{
  LcBefore place;
  gint64 group = lc_allocation_check (tx, self, operation->change.group_id, error);

  return group != 0 && lc_allocation_resolve (tx, self, group, &operation->change, &place, error) &&
         check_etag (operation->etag, self->ticket->etag, error) &&
         lc_allocation_set (tx, self, &place, error);
}

static gboolean
match_subscription (const char *etag, gpointer data, GError **error)
{
  return check_etag (data, etag, error);
}

static gboolean
cancel_or_reinstate (const LcTransaction *tx,
                     const LcTicket *self,
                     const LcBatchOperation *operation,
                     GError **error)
{
  g_autoptr (LpSubscription) subscription = NULL;
  gpointer etag = (gpointer) operation->etag;

  if (self->subscription == 0)
    {
      g_set_error (error, LP_ERROR, LP_ERROR_STATE, "The license %s has no subscription to %s.",
                   self->ticket->code, operation->op == LC_BATCH_CANCEL ? "cancel" : "reinstate");
      return FALSE;
    }
  subscription = operation->op == LC_BATCH_CANCEL
                     ? lc_subscription_cancel (tx, self->subscription, operation->expected_ends_on,
                                               match_subscription, etag, error)
                     : lc_subscription_reinstate (tx, self->subscription, match_subscription, etag, error);
  return subscription != NULL;
}

static gboolean
revoke_ticket (const LcTransaction *tx,
               const LcTicket *self,
               const LcBatchOperation *operation,
               GError **error)
{
  return lc_ticket_check (tx, self, LP_ACTION_REVOKE, error) &&
         check_etag (operation->etag, self->ticket->etag, error) &&
         lc_ticket_revoke (tx, self, operation->credit, error);
}

static gboolean
apply (const LcTransaction *tx, const LcTicket *self, const LcBatchOperation *operation, GError **error)
{
  switch (operation->op)
    {
    case LC_BATCH_ALLOCATE:
      return allocate (tx, self, operation, error);
    case LC_BATCH_CANCEL:
    case LC_BATCH_REINSTATE:
      return cancel_or_reinstate (tx, self, operation, error);
    case LC_BATCH_REVOKE:
    default:
      return revoke_ticket (tx, self, operation, error);
    }
}

static gboolean
is_about_subscription (LcBatchOp op)
{
  return op == LC_BATCH_CANCEL || op == LC_BATCH_REINSTATE;
}

static gint64
get_version (const LcTransaction *tx, LcBatchOp op, gint64 ticket)
{
  return lp_db_query_int (tx->db, 0, NULL,
                          is_about_subscription (op) ? "SELECT version FROM subscription WHERE ticket = $1"
                                                     : "SELECT version FROM ticket WHERE row = $1",
                          "i", ticket);
}

/* Renewals that are due are recorded before a cancellation is judged, so it needs a savepoint; the others write nothing
 * until all is checked. A savepoint for each of 20,000 operations would copy the pages of each. */
static gboolean
apply_whole (const LcTransaction *tx, const LcTicket *self, const LcBatchOperation *operation, GError **error)
{
  if (!is_about_subscription (operation->op))
    return apply (tx, self, operation, error);
  if (!lp_db_savepoint (tx->db, error))
    return FALSE;
  if (apply (tx, self, operation, error))
    return lp_db_release (tx->db, error);
  lp_db_rollback_to (tx->db);
  return FALSE;
}

/* One operation; a step to undo is noted where anything changed. */
static void
run_one (const LcTransaction *tx, const LcBatchOperation *operation, LcBatchResult *result, GString *steps)
{
  g_autoptr (LcTicket) self = lc_ticket_get (tx, operation->code, &result->error);
  gint64 before, after;

  if (self == NULL)
    return;
  result->ticket = self->row;
  result->ticket_version = self->version;
  if (operation->op != LC_BATCH_ALLOCATE && self->subscription != 0)
    {
      result->subscription = self->subscription;
      result->subscription_version = get_version (tx, LC_BATCH_CANCEL, self->row);
    }
  before = is_about_subscription (operation->op) ? result->subscription_version : self->version;
  if (!apply_whole (tx, self, operation, &result->error))
    return;
  after = get_version (tx, operation->op, self->row);
  if (after != before)
    g_string_append_printf (steps, STEP_FORMAT, operation->op, self->row, after, self->place.group,
                            self->place.assignee, self->place.visible ? 1 : 0);
}

static gboolean
store (const LcTransaction *tx, const char *steps, char **id, GError **error)
{
  *id = lc_id_new ();
  return lp_db_run (tx->db, error,
                    "INSERT INTO batch (id, person, created_at, steps) VALUES ($1, $2, $3, $4)", "titt", *id,
                    tx->caller->person_row, tx->now, steps);
}

/* From the last to the first, since an object may have been changed more than once. */
static gboolean
keep_versions (const LcTransaction *tx, GArray *results, GError **error)
{
  for (guint i = results->len; i-- > 0;)
    {
      const LcBatchResult *result = &g_array_index (results, LcBatchResult, i);

      if (result->ticket != 0 &&
          !lp_db_run (tx->db, error, "UPDATE ticket SET version = $2 WHERE row = $1 AND version > $2", "ii",
                      result->ticket, result->ticket_version))
        return FALSE;
      if (result->subscription != 0 &&
          !lp_db_run (tx->db, error, "UPDATE subscription SET version = $2 WHERE row = $1 AND version > $2",
                      "ii", result->subscription, result->subscription_version))
        return FALSE;
    }
  return TRUE;
}

/* Returns whether the batch stays whole so far: a failure of the database ends it. */
static gboolean
run_some (const LcTransaction *tx,
          GArray *operations,
          guint from,
          guint to,
          GArray *results,
          GString *steps,
          gboolean *failed,
          GError **error)
{
  *failed = FALSE;
  g_array_set_size (results, to - from);
  for (guint i = from; i < to; i++)
    {
      LcBatchResult *result = &g_array_index (results, LcBatchResult, i - from);

      run_one (tx, &g_array_index (operations, LcBatchOperation, i), result, steps);
      *failed = *failed || result->error != NULL;
      if (g_error_matches (result->error, LP_ERROR, LP_ERROR_STORAGE))
        {
          g_propagate_error (error, g_error_copy (result->error));
          return FALSE;
        }
    }
  return TRUE;
}

/* A savepoint keeps a copy of each page that changes after it, and SQLite walks through all of them after each
 * statement: so a large batch has a transaction of its own and needs none. */
static gboolean
give_up (const LcTransaction *tx, GError **error)
{
  if (tx->alone)
    return lc_transaction_restart (tx, error);
  lp_db_rollback_to (tx->db);
  return TRUE;
}

gboolean
lc_batch_run (const LcTransaction *tx,
              GArray *operations,
              gboolean atomic,
              gboolean dry_run,
              LcBatchShow show,
              gpointer data,
              char **id,
              GError **error)
{
  g_autoptr (GString) steps = g_string_new (NULL);
  g_autoptr (GArray) results = results_new ();
  GError *failure = NULL;
  gboolean failed, done;

  *id = NULL;
  if (!tx->alone && !lp_db_savepoint (tx->db, error))
    return FALSE;
  done = run_some (tx, operations, 0, operations->len, results, steps, &failed, &failure) &&
         (!dry_run || keep_versions (tx, results, &failure)) &&
         show (tx, results, atomic && failed, data, &failure);
  if (!done || dry_run || (atomic && failed))
    {
      done = give_up (tx, done ? &failure : NULL) && done;
      if (failure != NULL)
        g_propagate_error (error, failure);
      return done;
    }
  return (tx->alone || lp_db_release (tx->db, error)) && store (tx, steps->str, id, error);
}

gboolean
lc_batch_run_slice (const LcTransaction *tx,
                    GArray *operations,
                    guint from,
                    guint to,
                    GArray **results,
                    char **id,
                    GError **error)
{
  g_autoptr (GString) steps = g_string_new (NULL);
  gboolean failed;

  *results = results_new ();
  if (!run_some (tx, operations, from, to, *results, steps, &failed, error))
    return FALSE;
  if (*id == NULL)
    return store (tx, steps->str, id, error);
  return lp_db_run (tx->db, error, "UPDATE batch SET steps = steps || $2 WHERE id = $1", "tt", *id,
                    steps->str);
}

/* One step of a stored batch. */
typedef struct
{
  LcBatchOp op;
  gint64 ticket;
  gint64 version;
  LcBefore place;
} Step;

static gboolean
parse_step (const char *line, Step *step)
{
  g_auto (GStrv) fields = g_strsplit (line, " ", STEP_FIELDS + 1);

  if (g_strv_length (fields) != STEP_FIELDS)
    return FALSE;
  step->op = (LcBatchOp) g_ascii_strtoll (fields[0], NULL, 10);
  step->ticket = g_ascii_strtoll (fields[1], NULL, 10);
  step->version = g_ascii_strtoll (fields[2], NULL, 10);
  step->place.group = g_ascii_strtoll (fields[3], NULL, 10);
  step->place.assignee = g_ascii_strtoll (fields[4], NULL, 10);
  step->place.visible = fields[5][0] == '1';
  return TRUE;
}

/* The way back is a change of its own, for which the caller needs the rights once more. */
static gboolean
move_back (const LcTransaction *tx, const LcTicket *self, const LcBefore *place, GError **error)
{
  g_autofree char *group_id = lp_db_query_text (tx->db, error, "SELECT id FROM groups WHERE row = $1", "i",
                                                place->group);
  LcBefore back = *place;

  if (group_id == NULL || lc_allocation_check (tx, self, group_id, error) == 0)
    return FALSE;
  if (back.assignee != 0 && !lc_membership_exists (tx->db, back.assignee, back.group, error))
    back.assignee = 0;
  return lc_allocation_set (tx, self, &back, error);
}

static gboolean
undo_step (const LcTransaction *tx, const LcTicket *self, const Step *step, GError **error)
{
  g_autoptr (LpSubscription) subscription = NULL;

  if (step->op == LC_BATCH_REVOKE || step->op == LC_BATCH_REINSTATE)
    {
      g_set_error (error, LP_ERROR, LP_ERROR_NOT_UNDOABLE,
                   step->op == LC_BATCH_REVOKE ? "A revocation cannot be undone."
                                               : "A reinstatement is not undone: cancel it again.");
      return FALSE;
    }
  if (get_version (tx, step->op, step->ticket) != step->version)
    return check_etag ("", "changed", error);
  if (step->op == LC_BATCH_ALLOCATE)
    return move_back (tx, self, &step->place, error);
  subscription = lc_subscription_reinstate (tx, self->subscription, NULL, NULL, error);
  return subscription != NULL;
}

static gboolean
undo_whole (const LcTransaction *tx, const LcTicket *self, const Step *step, GError **error)
{
  if (step->op != LC_BATCH_CANCEL)
    return undo_step (tx, self, step, error);
  if (!lp_db_savepoint (tx->db, error))
    return FALSE;
  if (undo_step (tx, self, step, error))
    return lp_db_release (tx->db, error);
  lp_db_rollback_to (tx->db);
  return FALSE;
}

static void
undo_one (const LcTransaction *tx, const Step *step, LcBatchResult *result)
{
  g_autofree char *code = lp_db_query_text (tx->db, &result->error, "SELECT code FROM ticket WHERE row = $1",
                                            "i", step->ticket);
  g_autoptr (LcTicket) self = code != NULL ? lc_ticket_get (tx, code, &result->error) : NULL;

  if (self == NULL)
    return;
  result->ticket = self->row;
  if (step->op == LC_BATCH_CANCEL)
    result->subscription = self->subscription;
  undo_whole (tx, self, step, &result->error);
}

static char *
load_steps (const LcTransaction *tx, const char *id, gboolean again, GError **error)
{
  g_autofree char *undone = NULL;
  g_autofree char *steps = lp_db_query_text (tx->db, error,
                                             "SELECT steps FROM batch WHERE id = $1 AND person = $2", "ti",
                                             id, tx->caller->person_row);

  if (steps == NULL)
    {
      if (error != NULL && *error == NULL)
        lc_set_not_found (error);
      return NULL;
    }
  undone = lp_db_query_text (tx->db, error, "SELECT undone_at FROM batch WHERE id = $1", "t", id);
  if (undone != NULL && !again)
    {
      g_set_error (error, LP_ERROR, LP_ERROR_STATE, "This was undone already.");
      return NULL;
    }
  return lp_db_run (tx->db, error, "UPDATE batch SET undone_at = $2 WHERE id = $1", "tt", id, tx->now)
             ? g_steal_pointer (&steps)
             : NULL;
}

GStrv
lc_batch_take_steps (const LcTransaction *tx, const char *id, gboolean again, GError **error)
{
  GError *fault = NULL;
  g_autofree char *steps = load_steps (tx, id, again, &fault);

  if (steps == NULL)
    {
      g_propagate_error (error, fault);
      return NULL;
    }
  g_strchomp (steps);
  return steps[0] != '\0' ? g_strsplit (steps, "\n", -1) : g_new0 (char *, 1);
}

void
lc_batch_undo_slice (const LcTransaction *tx, GStrv steps, guint from, guint to, GArray **results)
{
  *results = results_new ();
  for (guint i = from; i < to; i++)
    {
      LcBatchResult result = { 0 };
      Step step;

      if (!parse_step (steps[i], &step))
        continue;
      undo_one (tx, &step, &result);
      g_array_append_val (*results, result);
    }
}

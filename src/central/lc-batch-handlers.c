/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lc-licensing-handlers.h"

#include "lc-answer.h"
#include "lc-batch-service.h"
#include "lc-subscription-store.h"
#include "lp-ticket-code.h"
#include "lp-wire.h"

/* How many operations others have to wait for. */
#define SLICE 250

typedef struct
{
  GArray *operations; /* of LcBatchOperation, which borrow from the body */
  gboolean atomic;
  gboolean dry_run;
} Batch;

static Batch *
batch_new (void)
{
  Batch *batch = g_new0 (Batch, 1);

  batch->operations = g_array_new (FALSE, TRUE, sizeof (LcBatchOperation));
  return batch;
}

static void
batch_free (Batch *batch)
{
  g_array_unref (batch->operations);
  g_free (batch);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Batch, batch_free)

static const char *const op_names[] = { "allocate", "cancel", "revoke", "reinstate" };

static void
read_op (JsonObject *object, const char *pointer, LcBatchOperation *operation, GError **error)
{
  const char *name = lp_wire_get_string (object, pointer, "op", TRUE, error);
  g_autofree char *at = lp_pointer_join (pointer, "op");

  for (gsize i = 0; name != NULL && i < G_N_ELEMENTS (op_names); i++)
    if (g_str_equal (name, op_names[i]))
      {
        operation->op = (LcBatchOp) i;
        return;
      }
  /* The design calls the operation by its noun, too. */
  if (g_strcmp0 (name, "allocation") == 0)
    operation->op = LC_BATCH_ALLOCATE;
  else if (name != NULL)
    lp_error_add_field (error, at, "This must be one of: allocate, cancel, reinstate, revoke.");
}

/* The code in its canonical form, in place of what was given. */
static void
read_code (JsonObject *object, const char *pointer, LcBatchOperation *operation, GError **error)
{
  const char *text = lp_wire_get_string (object, pointer, "code", TRUE, error);
  g_autofree char *at = lp_pointer_join (pointer, "code");
  LpTicketCodeResult result;

  if (text == NULL)
    return;
  result = lp_ticket_code_normalize (text, operation->code);
  if (result != LP_TICKET_CODE_OK)
    lp_error_add_field (error, at, "%s", lp_ticket_code_explain (result));
}

static void
read_change (JsonObject *object, const char *pointer, LcBatchOperation *operation, GError **error)
{
  LpAllocationChange *change = &operation->change;

  change->has_group = json_object_has_member (object, "group_id");
  change->group_id = lp_wire_get_string (object, pointer, "group_id", change->has_group, error);
  change->has_assignee = json_object_has_member (object, "assignee_id");
  change->assignee_id = lp_wire_get_string (object, pointer, "assignee_id", FALSE, error);
  change->has_visible = json_object_has_member (object, "visible_to_group");
  change->visible_to_group = lp_wire_get_boolean (object, pointer, "visible_to_group", change->has_visible,
                                                  FALSE, error);
}

static void
read_operation (JsonNode *node, const char *pointer, LcBatchOperation *operation, GError **error)
{
  static const char *const allocate_members[] = { "op",       "code",        "etag",
                                                  "group_id", "assignee_id", "visible_to_group",
                                                  NULL };
  static const char *const cancel_members[] = { "op", "code", "etag", "expected_ends_on", NULL };
  static const char *const reinstate_members[] = { "op", "code", "etag", NULL };
  static const char *const revoke_members[] = { "op", "code", "etag", "credit", NULL };
  static const char *const *const members[] = { allocate_members, cancel_members, revoke_members,
                                                reinstate_members };
  static const char *const credits[] = { "none", "pro_rata", "full", NULL };
  JsonObject *object;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      lp_error_add_field (error, pointer, "This must be an object in braces.");
      return;
    }
  object = json_node_get_object (node);
  operation->credit = "none";
  operation->expected_ends_on = LP_DATE_NONE;
  read_op (object, pointer, operation, error);
  read_code (object, pointer, operation, error);
  operation->etag = lp_wire_get_string (object, pointer, "etag", FALSE, error);
  if (operation->op == LC_BATCH_CANCEL)
    operation->expected_ends_on = lp_wire_get_date (object, pointer, "expected_ends_on", FALSE, error);
  if (operation->op == LC_BATCH_ALLOCATE)
    read_change (object, pointer, operation, error);
  if (operation->op == LC_BATCH_REVOKE && json_object_has_member (object, "credit"))
    operation->credit = lp_wire_get_string (object, pointer, "credit", TRUE, error);
  if (operation->credit != NULL && !g_strv_contains (credits, operation->credit))
    {
      g_autofree char *at = lp_pointer_join (pointer, "credit");

      lp_error_add_field (error, at, "This must be one of: none, pro_rata, full.");
    }
  lp_wire_finish (object, pointer, members[operation->op], error);
}

static Batch *
read_batch (JsonObject *body, GError **error)
{
  static const char *const known[] = { "operations", "atomic", "dry_run", NULL };
  g_autoptr (Batch) batch = batch_new ();
  GError *fault = NULL;
  JsonArray *array = lp_wire_get_array (body, "", "operations", TRUE, &fault);
  guint length = array != NULL ? json_array_get_length (array) : 0;

  batch->atomic = lp_wire_get_boolean (body, "", "atomic", FALSE, FALSE, &fault);
  batch->dry_run = lp_wire_get_boolean (body, "", "dry_run", FALSE, FALSE, &fault);
  lp_wire_finish (body, "", known, &fault);
  if (array != NULL && (length == 0 || length > LC_BATCH_MAX))
    lp_error_add_field (&fault, "/operations", "There must be 1 to %d operations.", LC_BATCH_MAX);
  for (guint i = 0; i < length && length <= LC_BATCH_MAX; i++)
    {
      LcBatchOperation operation = { 0 };
      g_autofree char *pointer = g_strdup_printf ("/operations/%u", i);

      read_operation (json_array_get_element (array, i), pointer, &operation, &fault);
      g_array_append_val (batch->operations, operation);
    }
  if (fault == NULL)
    return g_steal_pointer (&batch);
  g_propagate_error (error, fault);
  return NULL;
}

/* Who sees the ticket sees its subscription. */
static gboolean
write_subscription (const LcTransaction *tx, gint64 row, GString *out, GError **error)
{
  g_autoptr (LpSubscription) subscription = lc_subscription_load_wire (tx, row, error);

  if (subscription == NULL)
    return FALSE;
  g_string_append (out, ",\"subscription\":");
  lp_wire_write_subscription (out, subscription);
  return TRUE;
}

static gboolean
write_result (const LcTransaction *tx,
              guint index,
              const LcBatchResult *result,
              LcTicketWriter *tickets,
              GString *out,
              GError **error)
{
  guint status = result->error != NULL ? lp_wire_get_status ((LpErrorCode) result->error->code) : 200;

  g_string_append_printf (out, "{\"index\":%u,\"status\":%u", index, status);
  if (result->error != NULL)
    {
      g_string_append (out, ",\"problem\":");
      lp_wire_write_problem (out, result->error, tx->request_id, NULL);
    }
  if (tickets != NULL && result->ticket != 0)
    {
      g_string_append (out, ",\"ticket\":");
      if (!lc_ticket_writer_write_row (tickets, result->ticket, out, NULL, error))
        return FALSE;
    }
  if (tickets != NULL && result->subscription != 0 &&
      !write_subscription (tx, result->subscription, out, error))
    return FALSE;
  g_string_append_c (out, '}');
  return TRUE;
}

/* Appends what became of the operations from @first on, with commas before all but the first of the answer. */
static gboolean
write_results (const LcTransaction *tx,
               GArray *results,
               guint first,
               gboolean undone,
               GString *out,
               GError **error)
{
  g_autoptr (LcScope) scope = lc_scope_new (tx->db, tx->caller, error);
  LcTicketWriter tickets;

  if (scope == NULL)
    return FALSE;
  lc_ticket_writer_init (&tickets, tx->db, scope, tx->today);
  for (guint i = 0; i < results->len; i++)
    {
      const LcBatchResult *result = &g_array_index (results, LcBatchResult, i);

      /* An atomic batch that failed answers with the failures. */
      if (undone && result->error == NULL)
        continue;
      if (out->len > 0)
        g_string_append_c (out, ',');
      if (!write_result (tx, first + i, result, undone ? NULL : &tickets, out, error))
        return FALSE;
    }
  return TRUE;
}

static LcReply *
answer (guint status, GString *items, const char *id)
{
  GString *body = g_string_sized_new (items->len + 3);
  LcReply *reply = lc_answer_object (status, body, NULL);

  g_string_append_c (body, '[');
  g_string_append_len (body, items->str, (gssize) items->len);
  g_string_append_c (body, ']');
  if (id != NULL)
    reply->location = g_strconcat ("/v1/batch/", id, NULL);
  return reply;
}

typedef struct
{
  GString *items;
  gboolean undone;
} Shown;

/* An LcBatchShow. */
static gboolean
show (const LcTransaction *tx, GArray *results, gboolean undone, gpointer data, GError **error)
{
  Shown *shown = data;

  shown->undone = undone;
  return write_results (tx, results, 0, undone, shown->items, error);
}

static LcReply *
run_whole (const LcCall *call, const Batch *batch, GError **error)
{
  g_autoptr (GString) items = g_string_new (NULL);
  g_autofree char *id = NULL;
  Shown shown = { items, FALSE };
  LcReply *reply;

  if (!lc_batch_run (call->tx, batch->operations, batch->atomic, batch->dry_run, show, &shown, &id, error))
    return NULL;
  reply = answer (shown.undone ? 409 : 200, items, id);
  reply->transient = batch->dry_run;
  return reply;
}

/* Notes how far it has come. Returns whether that is the end. */
static gboolean
advance (LcProgress *progress, guint to, guint length)
{
  progress->done = to;
  progress->again = to < length;
  return !progress->again;
}

static LcReply *
run_slice (const LcCall *call, const Batch *batch, GError **error)
{
  LcProgress *progress = call->progress;
  guint from = progress->done, to = MIN (from + SLICE, batch->operations->len);
  g_autoptr (GArray) results = NULL;

  if (!lc_batch_run_slice (call->tx, batch->operations, from, to, &results, &progress->id, error) ||
      !write_results (call->tx, results, from, FALSE, progress->body, error))
    return NULL;
  return advance (progress, to, batch->operations->len) ? answer (200, progress->body, progress->id) : NULL;
}

LcReply *
lc_handle_batch (const LcCall *call, char **current, GError **error)
{
  LcProgress *progress = call->progress;
  g_autoptr (Batch) read = NULL;
  const Batch *batch = progress != NULL ? progress->data : NULL;

  if (batch == NULL)
    batch = read = read_batch (call->body, error);
  if (batch == NULL)
    return NULL;
  if (progress == NULL || batch->atomic || batch->dry_run)
    return run_whole (call, batch, error);
  if (read != NULL)
    {
      progress->data = g_steal_pointer (&read);
      progress->destroy = (GDestroyNotify) batch_free;
    }
  return run_slice (call, batch, error);
}

static GStrv
begin_undo (const LcCall *call, gboolean again, GError **error)
{
  static const char *const known[] = { NULL };
  GError *fault = NULL;

  lp_wire_finish (call->body, "", known, &fault);
  if (fault == NULL)
    return lc_batch_take_steps (call->tx, call->path[0], again, error);
  g_propagate_error (error, fault);
  return NULL;
}

LcReply *
lc_handle_batch_undo (const LcCall *call, char **current, GError **error)
{
  g_autoptr (LcProgress) at_once = call->progress == NULL ? lc_progress_new () : NULL;
  LcProgress *progress = call->progress != NULL ? call->progress : at_once;
  g_autoptr (GArray) results = NULL;
  guint from = progress->done, length, to;

  if (progress->data == NULL)
    {
      progress->data = begin_undo (call, from > 0, error);
      progress->destroy = (GDestroyNotify) g_strfreev;
    }
  if (progress->data == NULL)
    return NULL;
  length = g_strv_length (progress->data);
  to = at_once != NULL ? length : MIN (from + SLICE, length);
  lc_batch_undo_slice (call->tx, progress->data, from, to, &results);
  if (!write_results (call->tx, results, from, FALSE, progress->body, error))
    return NULL;
  return advance (progress, to, length) ? answer (200, progress->body, NULL) : NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The outbox sends one change at a time, in the order in which they were asked for:
 *
 *   submit → stored (durable) → waiting ⇄ sending → done: leaves list and disk
 *                                               ↘ refused, conflict: stays until it is discarded or retried
 *
 * A change leaves the disk only after its answer has come, and it is always sent with the idempotency key that was
 * stored with it: whenever the network or this process ends, sending it again has the effect of once. */

#include "lp-outbox.h"

#include "lp-backoff.h"
#include "lp-change-difference.h"
#include "lp-change-private.h"
#include "lp-outbox-writer.h"
#include "lp-reply-items.h"

/* The service keeps a key for seven days (design: api, "Conventions"): after that a retry could do it twice. */
#define KEY_DAYS      6
#define SECONDS_A_DAY 86400

struct _LpOutbox
{
  GObject parent_instance;

  /* Given */
  LpClient *client;
  LpReplica *replica;
  LpOutboxWriter *writer;

  GPtrArray *changes;  /* of LpChange, oldest first */
  GHashTable *waiters; /* LpChange → GTask of lp_outbox_submit_async() */
  LpChange *sending;   /* owned, since it may be dropped meanwhile */
  GCancellable *cancellable;
  gboolean online;
  guint retry_source;
  LpBackoff backoff;
};

static void list_model_init (GListModelInterface *interface);
static void send_next (LpOutbox *self);

G_DEFINE_FINAL_TYPE_WITH_CODE (LpOutbox,
                               lp_outbox,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

enum
{
  PROP_N_WAITING = 1,
  PROP_N_PROBLEMS,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static GType
get_item_type (GListModel *model)
{
  return LP_TYPE_CHANGE;
}

static guint
get_n_items (GListModel *model)
{
  return LP_OUTBOX (model)->changes->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  LpOutbox *self = LP_OUTBOX (model);

  return position < self->changes->len ? g_object_ref (g_ptr_array_index (self->changes, position)) : NULL;
}

static void
list_model_init (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

static guint
count (LpOutbox *self, gboolean problems)
{
  guint n = 0;

  for (guint i = 0; i < self->changes->len; i++)
    {
      LpChangeState state = lp_change_get_state (g_ptr_array_index (self->changes, i));

      n += (state == LP_CHANGE_REFUSED || state == LP_CHANGE_CONFLICT) == problems;
    }
  return n;
}

guint
lp_outbox_get_n_waiting (LpOutbox *self)
{
  return count (self, FALSE);
}

guint
lp_outbox_get_n_problems (LpOutbox *self)
{
  return count (self, TRUE);
}

static void
notify_counts (LpOutbox *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_N_WAITING]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_N_PROBLEMS]);
}

static void
append (LpOutbox *self, LpChange *change)
{
  g_ptr_array_add (self->changes, g_object_ref (change));
  g_list_model_items_changed (G_LIST_MODEL (self), self->changes->len - 1, 0, 1);
  notify_counts (self);
}

static void
drop (LpOutbox *self, LpChange *change)
{
  guint position;

  if (!g_ptr_array_find (self->changes, change, &position))
    return;
  g_ptr_array_remove_index (self->changes, position);
  g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
  notify_counts (self);
}

/* Answers whoever waits for this change, if anybody still does. */
static gboolean
answer_waiter (LpOutbox *self, LpChange *change)
{
  g_autoptr (GTask) waiter = NULL;
  g_autoptr (LpChange) key = NULL;

  if (!g_hash_table_steal_extended (self->waiters, change, (gpointer *) &key, (gpointer *) &waiter))
    return FALSE;
  if (g_task_return_error_if_cancelled (waiter))
    return FALSE;
  g_task_return_pointer (waiter, g_object_ref (change), g_object_unref);
  return TRUE;
}

typedef struct
{
  LpOutbox *self;
  LpChange *change;
} Applying;

static void
applied (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Applying *applying = user_data;

  /* What could not be kept here comes again with the change feed. */
  (void) lp_replica_apply_finish (LP_REPLICA (source), result, NULL);
  (void) answer_waiter (applying->self, applying->change);
  g_object_unref (applying->change);
  g_object_unref (applying->self);
  g_free (applying);
}

/* Whoever waits is answered once the replica shows what was done, so that nothing falls back to the old state in
 * between. */
static void
finish_done (LpOutbox *self, LpChange *change, LpReply *reply)
{
  g_autoptr (JsonArray) items = lp_reply_make_items (lp_change_get_request (change), reply);
  Applying *applying;

  lp_change_set_done (change, reply);
  lp_change_set_state (change, LP_CHANGE_DONE);
  lp_outbox_writer_remove (self->writer, change);
  if (self->replica != NULL && json_array_get_length (items) > 0)
    {
      applying = g_new0 (Applying, 1);
      applying->self = g_object_ref (self);
      applying->change = g_object_ref (change);
      lp_replica_apply_async (self->replica, items, NULL, LP_DATE_NONE, FALSE, NULL, applied, applying);
      drop (self, change);
      return;
    }
  drop (self, change);
  (void) answer_waiter (self, change);
}

static void
show_current (LpOutbox *self, LpChange *change, JsonObject *current)
{
  g_autoptr (JsonArray) items = lp_current_make_items (lp_change_get_request (change), current);

  if (self->replica != NULL && json_array_get_length (items) > 0)
    lp_replica_apply_async (self->replica, items, NULL, LP_DATE_NONE, FALSE, NULL, NULL, NULL);
}

/* A refusal is told to whoever waits for it, and that is that. A conflict is for the person to decide, now or later:
 * it stays until she has. */
static void
finish_refused (LpOutbox *self, LpChange *change, const GError *error, JsonObject *current)
{
  gboolean told;

  lp_change_set_refused (change, error, current);
  lp_change_set_state (change, current != NULL ? LP_CHANGE_CONFLICT : LP_CHANGE_REFUSED);
  told = answer_waiter (self, change);
  if (told && current == NULL)
    {
      lp_outbox_writer_remove (self->writer, change);
      drop (self, change);
      return;
    }
  if (current != NULL)
    show_current (self, change, current);
  lp_outbox_writer_update (self->writer, change);
  notify_counts (self);
}

/* Nothing came back that decides: it stays as it is and is sent again with the same key. */
static gboolean
is_passing (const GError *error)
{
  return g_error_matches (error, LP_ERROR, LP_ERROR_UNREACHABLE) ||
         g_error_matches (error, LP_ERROR, LP_ERROR_BUSY) ||
         g_error_matches (error, LP_ERROR, LP_ERROR_RATE_LIMITED) ||
         g_error_matches (error, LP_ERROR, LP_ERROR_IN_FLIGHT) ||
         g_error_matches (error, LP_ERROR, LP_ERROR_UNAUTHORIZED) ||
         g_error_matches (error, LP_ERROR, LP_ERROR_STORAGE) || error->domain != LP_ERROR;
}

static gboolean
retry (gpointer data)
{
  LpOutbox *self = data;

  self->retry_source = 0;
  send_next (self);
  return G_SOURCE_REMOVE;
}

static void
retry_later (LpOutbox *self, LpChange *change)
{
  lp_change_set_state (change, LP_CHANGE_WAITING);
  (void) answer_waiter (self, change);
  if (!self->online || self->retry_source != 0)
    return;
  self->retry_source = g_timeout_add (lp_backoff_next (&self->backoff), retry, self);
}

static void
sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LpOutbox) self = user_data;
  g_autoptr (LpChange) change = g_steal_pointer (&self->sending);
  g_autoptr (JsonObject) current = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (LpReply) reply = lp_client_send_finish (LP_CLIENT (source), result, &current, &error);

  if (reply == NULL && is_passing (error))
    {
      retry_later (self, change);
      return;
    }
  lp_backoff_reset (&self->backoff);
  if (reply != NULL)
    finish_done (self, change, reply);
  else
    finish_refused (self, change, error, current);
  send_next (self);
}

static gboolean
is_too_old (LpChange *change)
{
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  return now - lp_change_get_created_at (change) > (gint64) KEY_DAYS * SECONDS_A_DAY;
}

static LpChange *
find_next (LpOutbox *self)
{
  for (guint i = 0; i < self->changes->len; i++)
    {
      LpChange *change = g_ptr_array_index (self->changes, i);

      if (lp_change_get_state (change) == LP_CHANGE_WAITING)
        return change;
    }
  return NULL;
}

static void
send_next (LpOutbox *self)
{
  LpChange *change = find_next (self);

  if (!self->online || self->sending != NULL || change == NULL || self->retry_source != 0)
    return;
  if (is_too_old (change))
    {
      g_autoptr (GError) error = g_error_new (
          LP_ERROR, LP_ERROR_FAILED,
          "This change has waited for more than %d days, so it can no longer be known whether the "
          "service has carried it out. Look first, then try again or discard it.",
          KEY_DAYS);

      finish_refused (self, change, error, NULL);
      send_next (self);
      return;
    }
  self->sending = g_object_ref (change);
  lp_change_set_state (change, LP_CHANGE_SENDING);
  lp_client_send_async (self->client, lp_change_get_request (change), self->cancellable, sent,
                        g_object_ref (self));
}

void
lp_outbox_set_online (LpOutbox *self, gboolean online)
{
  self->online = online;
  g_clear_handle_id (&self->retry_source, g_source_remove);
  if (!online)
    return;
  lp_backoff_reset (&self->backoff);
  send_next (self);
}

static void
added (GObject *source, GAsyncResult *result, gpointer user_data)
{
  LpOutbox *self = LP_OUTBOX (source);
  g_autoptr (GTask) waiter = user_data;
  LpChange *change = g_task_get_task_data (waiter);
  GError *error = NULL;

  if (!lp_outbox_writer_finish (result, &error))
    {
      g_task_return_error (waiter, error);
      return;
    }
  append (self, change);
  g_hash_table_insert (self->waiters, g_object_ref (change), g_steal_pointer (&waiter));
  if (self->online)
    send_next (self);
  else
    (void) answer_waiter (self, change);
}

void
lp_outbox_submit_async (LpOutbox *self,
                        LpRequest *request,
                        const char *summary,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  GTask *waiter = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (LpChange) change = lp_change_new (0, summary, g_get_real_time () / G_USEC_PER_SEC, request);

  g_task_set_source_tag (waiter, lp_outbox_submit_async);
  g_task_set_task_data (waiter, g_object_ref (change), g_object_unref);
  lp_outbox_writer_add_async (self->writer, change, added, self, waiter);
}

LpChange *
lp_outbox_submit_finish (LpOutbox *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

gboolean
lp_outbox_discard (LpOutbox *self, LpChange *change)
{
  if (change == self->sending)
    return FALSE;
  lp_outbox_writer_remove (self->writer, change);
  drop (self, change);
  return TRUE;
}

void
lp_outbox_retry (LpOutbox *self, LpChange *change, gboolean overwrite)
{
  LpRequest *request = lp_change_get_request (change);
  JsonObject *current = lp_change_get_current (change);
  g_autofree char *key = lp_idempotency_key_new ();

  if (overwrite && current != NULL && json_object_has_member (current, "etag"))
    {
      lp_request_set_if_match (request, json_object_get_string_member (current, "etag"));
      request->if_none_match = FALSE;
    }
  lp_request_set_idempotency_key (request, key);
  lp_change_set_created_at (change, g_get_real_time () / G_USEC_PER_SEC);
  lp_change_set_refused (change, NULL, NULL);
  lp_change_set_state (change, LP_CHANGE_WAITING);
  lp_outbox_writer_update (self->writer, change);
  notify_counts (self);
  send_next (self);
}

void
lp_outbox_keep (LpOutbox *self, LpChange *change, const char *const *members)
{
  if (members[0] == NULL)
    {
      (void) lp_outbox_discard (self, change);
      return;
    }
  lp_change_keep (change, members);
  lp_outbox_retry (self, change, TRUE);
}

static void
wiped (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (lp_outbox_writer_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
lp_outbox_wipe_async (LpOutbox *self,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  guint n = self->changes->len;

  g_task_set_source_tag (task, lp_outbox_wipe_async);
  lp_outbox_set_online (self, FALSE);
  g_ptr_array_set_size (self->changes, 0);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n, 0);
  notify_counts (self);
  lp_outbox_writer_wipe_async (self->writer, wiped, self, task);
}

gboolean
lp_outbox_wipe_finish (LpOutbox *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
lp_outbox_flush (LpOutbox *self)
{
  lp_outbox_writer_flush (self->writer);
}

static void
writer_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LpOutbox *self = g_task_get_task_data (task);
  GPtrArray *changes = NULL;
  GError *error = NULL;

  self->writer = lp_outbox_writer_open_finish (result, &changes, &error);
  if (self->writer == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_ptr_array_unref (self->changes);
  self->changes = changes;
  g_task_return_pointer (task, g_object_ref (self), g_object_unref);
}

void
lp_outbox_open_async (const char *directory,
                      const char *person_id,
                      LpClient *client,
                      LpReplica *replica,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  LpOutbox *self = g_object_new (LP_TYPE_OUTBOX, NULL);

  g_task_set_source_tag (task, lp_outbox_open_async);
  self->client = g_object_ref (client);
  g_set_object (&self->replica, replica);
  g_task_set_task_data (task, self, g_object_unref);
  lp_outbox_writer_open_async (directory, person_id, cancellable, writer_opened, task);
}

LpOutbox *
lp_outbox_open_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
lp_outbox_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LpOutbox *self = LP_OUTBOX (object);

  switch (id)
    {
    case PROP_N_WAITING:
      g_value_set_uint (value, lp_outbox_get_n_waiting (self));
      break;
    case PROP_N_PROBLEMS:
      g_value_set_uint (value, lp_outbox_get_n_problems (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
lp_outbox_dispose (GObject *object)
{
  LpOutbox *self = LP_OUTBOX (object);

  self->online = FALSE;
  g_cancellable_cancel (self->cancellable);
  g_clear_handle_id (&self->retry_source, g_source_remove);
  g_clear_object (&self->client);
  g_clear_object (&self->replica);
  G_OBJECT_CLASS (lp_outbox_parent_class)->dispose (object);
}

static void
lp_outbox_finalize (GObject *object)
{
  LpOutbox *self = LP_OUTBOX (object);

  g_clear_pointer (&self->waiters, g_hash_table_unref);
  g_clear_pointer (&self->changes, g_ptr_array_unref);
  g_clear_pointer (&self->writer, lp_outbox_writer_free);
  g_clear_object (&self->cancellable);
  G_OBJECT_CLASS (lp_outbox_parent_class)->finalize (object);
}

static void
lp_outbox_class_init (LpOutboxClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = lp_outbox_get_property;
  object_class->dispose = lp_outbox_dispose;
  object_class->finalize = lp_outbox_finalize;
  props[PROP_N_WAITING] = g_param_spec_uint ("n-waiting", NULL, NULL, 0, G_MAXUINT, 0, flags);
  props[PROP_N_PROBLEMS] = g_param_spec_uint ("n-problems", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
lp_outbox_init (LpOutbox *self)
{
  self->changes = g_ptr_array_new_with_free_func (g_object_unref);
  self->waiters = g_hash_table_new_full (g_direct_hash, g_direct_equal, g_object_unref, g_object_unref);
  self->cancellable = g_cancellable_new ();
  lp_backoff_reset (&self->backoff);
}

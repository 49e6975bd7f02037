/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lp-connection.h"

#include <glib/gstdio.h>

#include "lp-client-enums.h"
#include "lp-sync.h"

/* On disk: DATA_DIR/SERVER/PERSON_ID/ with replica and outbox, where SERVER is a digest of the address, and the
 * file DATA_DIR/SERVER/person with the id of who was signed in last. */

/* A replica that was not current for so long is shown only after signing in again. */
#define READABLE_SECONDS (14 * 24 * 60 * 60)

struct _LpConnection
{
  GObject parent_instance;

  LpServerAddress *address;
  LpClient *client;
  char *server_dir;

  /* Of the present person */
  char *person_id;
  LpReplica *replica;
  LpOutbox *outbox;
  LpSync *sync;

  /* The replica of who was there last, opened before it is known who is here */
  char *early_id;
  GAsyncResult *early_result;
  GTask *early_task; /* waits for it */

  LpConnectionState state;
};

G_DEFINE_FINAL_TYPE (LpConnection, lp_connection, G_TYPE_OBJECT)

enum
{
  PROP_STATE = 1,
  PROP_CLIENT,
  PROP_REPLICA,
  PROP_OUTBOX,
  PROP_ME,
  PROP_N_DONE,
  PROP_N_TOTAL,
  PROP_PROGRESS,
  PROP_AS_OF,
  PROP_TODAY,
  PROP_FIXED_TODAY,
  PROP_DEMO,
  PROP_ERROR,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static void
notify (LpConnection *self, guint prop)
{
  g_object_notify_by_pspec (G_OBJECT (self), props[prop]);
}

static void
drop_person (LpConnection *self)
{
  if (self->sync != NULL)
    lp_sync_stop (self->sync);
  if (self->outbox != NULL)
    lp_outbox_set_online (self->outbox, FALSE);
  g_clear_object (&self->sync);
  g_clear_object (&self->outbox);
  g_clear_object (&self->replica);
  g_clear_pointer (&self->person_id, g_free);
}

static void
lp_connection_dispose (GObject *object)
{
  LpConnection *self = LP_CONNECTION (object);

  drop_person (self);
  g_clear_object (&self->early_result);
  g_clear_object (&self->client);
  G_OBJECT_CLASS (lp_connection_parent_class)->dispose (object);
}

static void
lp_connection_finalize (GObject *object)
{
  LpConnection *self = LP_CONNECTION (object);

  g_clear_pointer (&self->address, lp_server_address_unref);
  g_free (self->early_id);
  g_free (self->server_dir);
  G_OBJECT_CLASS (lp_connection_parent_class)->finalize (object);
}

static void
get_object_property (LpConnection *self, guint prop_id, GValue *value)
{
  if (prop_id == PROP_CLIENT)
    g_value_set_object (value, self->client);
  else if (prop_id == PROP_REPLICA)
    g_value_set_object (value, self->replica);
  else
    g_value_set_object (value, self->outbox);
}

static void
lp_connection_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  LpConnection *self = LP_CONNECTION (object);

  switch (prop_id)
    {
    case PROP_STATE:
      g_value_set_enum (value, (gint) self->state);
      break;
    case PROP_CLIENT:
    case PROP_REPLICA:
    case PROP_OUTBOX:
      get_object_property (self, prop_id, value);
      break;
    case PROP_ME:
      g_value_set_boxed (value, lp_connection_get_me (self));
      break;
    case PROP_N_DONE:
      g_value_set_uint (value, self->sync != NULL ? lp_sync_get_n_done (self->sync) : 0);
      break;
    case PROP_N_TOTAL:
      g_value_set_uint (value, self->sync != NULL ? lp_sync_get_n_total (self->sync) : 0);
      break;
    case PROP_PROGRESS:
      g_value_set_double (value, lp_connection_get_progress (self));
      break;
    case PROP_AS_OF:
      g_value_set_int64 (value, lp_connection_get_as_of (self));
      break;
    case PROP_TODAY:
      g_value_set_int (value, lp_connection_get_today (self));
      break;
    case PROP_FIXED_TODAY:
      g_value_set_boolean (value, lp_connection_get_fixed_today (self));
      break;
    case PROP_DEMO:
      g_value_set_boolean (value, lp_connection_get_demo (self));
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, lp_connection_get_error (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
lp_connection_class_init (LpConnectionClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = lp_connection_dispose;
  object_class->finalize = lp_connection_finalize;
  object_class->get_property = lp_connection_get_property;
  props[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, LP_TYPE_CONNECTION_STATE, LP_CONNECTION_OFFLINE,
                                         flags);
  props[PROP_CLIENT] = g_param_spec_object ("client", NULL, NULL, LP_TYPE_CLIENT, flags);
  props[PROP_REPLICA] = g_param_spec_object ("replica", NULL, NULL, LP_TYPE_REPLICA, flags);
  props[PROP_OUTBOX] = g_param_spec_object ("outbox", NULL, NULL, LP_TYPE_OUTBOX, flags);
  props[PROP_ME] = g_param_spec_boxed ("me", NULL, NULL, LP_TYPE_ME, flags);
  props[PROP_N_DONE] = g_param_spec_uint ("n-done", NULL, NULL, 0, G_MAXUINT, 0, flags);
  props[PROP_N_TOTAL] = g_param_spec_uint ("n-total", NULL, NULL, 0, G_MAXUINT, 0, flags);
  props[PROP_PROGRESS] = g_param_spec_double ("progress", NULL, NULL, 0, 1, 0, flags);
  props[PROP_AS_OF] = g_param_spec_int64 ("as-of", NULL, NULL, 0, G_MAXINT64, 0, flags);
  props[PROP_TODAY] = g_param_spec_int ("today", NULL, NULL, G_MININT, G_MAXINT, 0, flags);
  props[PROP_FIXED_TODAY] = g_param_spec_boolean ("fixed-today", NULL, NULL, FALSE, flags);
  props[PROP_DEMO] = g_param_spec_boolean ("demo", NULL, NULL, FALSE, flags);
  props[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
lp_connection_init (LpConnection *self)
{
  self->state = LP_CONNECTION_SIGNED_OUT;
}

LpConnection *
lp_connection_new (LpServerAddress *address, const char *data_dir, LpTokenStore *store)
{
  LpConnection *self = g_object_new (LP_TYPE_CONNECTION, NULL);
  g_autofree char *digest = g_compute_checksum_for_string (G_CHECKSUM_SHA256,
                                                           lp_server_address_get_identity (address), -1);
  g_autofree char *fallback = g_build_filename (g_get_user_data_dir (), "license-portal", NULL);

  digest[16] = '\0';
  self->address = lp_server_address_ref (address);
  self->client = lp_client_new (address, store);
  self->server_dir = g_build_filename (data_dir != NULL ? data_dir : fallback, digest, NULL);
  return self;
}

static gboolean
is_reachable (LpConnectionState state)
{
  return state == LP_CONNECTION_ONLINE || state == LP_CONNECTION_SYNCING;
}

static void
update_state (LpConnection *self)
{
  LpConnectionState state = LP_CONNECTION_SIGNED_OUT;

  if (self->sync != NULL)
    state = lp_sync_get_state (self->sync);
  else if (self->replica != NULL && lp_replica_is_complete (self->replica))
    state = LP_CONNECTION_EXPIRED;
  if (self->outbox != NULL)
    lp_outbox_set_online (self->outbox, is_reachable (state));
  if (self->state == state)
    return;
  self->state = state;
  notify (self, PROP_STATE);
  notify (self, PROP_PROGRESS);
}

static void
on_progress (LpConnection *self)
{
  notify (self, PROP_N_DONE);
  notify (self, PROP_N_TOTAL);
  notify (self, PROP_PROGRESS);
}

static void
on_error (LpConnection *self)
{
  notify (self, PROP_ERROR);
}

static void
on_as_of (LpConnection *self)
{
  notify (self, PROP_AS_OF);
}

static void
on_today (LpConnection *self)
{
  notify (self, PROP_TODAY);
  notify (self, PROP_FIXED_TODAY);
}

static void
notify_person (LpConnection *self)
{
  notify (self, PROP_REPLICA);
  notify (self, PROP_OUTBOX);
  notify (self, PROP_ME);
  notify (self, PROP_DEMO);
  on_as_of (self);
  on_today (self);
}

static void
on_changed (LpConnection *self, const LpReplicaChange *change)
{
  if (!(change->kinds & LP_KIND_ME))
    return;
  notify (self, PROP_ME);
  notify (self, PROP_DEMO);
  on_today (self);
}

static void
start_sync (LpConnection *self)
{
  g_clear_object (&self->sync);
  self->sync = lp_sync_new (self->client, self->replica);
  g_signal_connect_object (self->sync, "notify::state", G_CALLBACK (update_state), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sync, "notify::n-done", G_CALLBACK (on_progress), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sync, "notify::error", G_CALLBACK (on_error), self, G_CONNECT_SWAPPED);
  lp_sync_start (self->sync);
  update_state (self);
}

/* Opening what a person has on disk: replica, then outbox. Result: whether they are open. */

static void
on_outbox_open (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LpConnection *self = g_task_get_source_object (task);
  GError *error = NULL;
  LpOutbox *outbox = lp_outbox_open_finish (result, &error);

  if (outbox == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_clear_object (&self->outbox);
  self->outbox = outbox;
  notify_person (self);
  g_task_return_boolean (task, TRUE);
}

static char *
dup_person_dir (LpConnection *self, const char *person_id)
{
  g_autofree char *name = g_uri_escape_string (person_id, NULL, FALSE);

  return g_build_filename (self->server_dir, name, NULL);
}

static void
on_replica_open (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LpConnection *self = g_task_get_source_object (task);
  g_autofree char *directory = NULL;
  GError *error = NULL;
  g_autoptr (LpReplica) replica = lp_replica_open_finish (result, &error);

  if (replica == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_set_object (&self->replica, replica);
  g_signal_connect_object (replica, "changed", G_CALLBACK (on_changed), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (replica, "notify::as-of", G_CALLBACK (on_as_of), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (replica, "notify::today", G_CALLBACK (on_today), self, G_CONNECT_SWAPPED);
  directory = dup_person_dir (self, self->person_id);
  lp_outbox_open_async (directory, self->person_id, self->client, replica, g_task_get_cancellable (task),
                        on_outbox_open, g_object_ref (task));
}

static void
take_early (LpConnection *self)
{
  g_autoptr (GAsyncResult) result = NULL;

  if (self->early_result == NULL || self->early_task == NULL)
    return;
  result = g_steal_pointer (&self->early_result);
  g_clear_pointer (&self->early_id, g_free);
  on_replica_open (NULL, result, g_steal_pointer (&self->early_task));
}

static void
on_early_open (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LpConnection) self = LP_CONNECTION (user_data);

  if (self->early_id == NULL)
    return;
  g_set_object (&self->early_result, result);
  take_early (self);
}

/* The keyring takes its time to tell who is signed in, and mostly it is who was there last. */
static void
open_early (LpConnection *self, const char *person_id, GCancellable *cancellable)
{
  g_autofree char *directory = dup_person_dir (self, person_id);

  g_free (self->early_id);
  self->early_id = g_strdup (person_id);
  lp_replica_open_async (directory, cancellable, on_early_open, g_object_ref (self));
}

/* Takes over the task. */
static void
open_person (LpConnection *self, GTask *task, const char *person_id)
{
  g_autofree char *directory = NULL;

  drop_person (self);
  self->person_id = g_strdup (person_id);
  if (g_strcmp0 (self->early_id, person_id) == 0 && self->early_task == NULL)
    {
      self->early_task = task;
      take_early (self);
      return;
    }
  if (self->early_task == NULL)
    {
      g_clear_pointer (&self->early_id, g_free);
      g_clear_object (&self->early_result);
    }
  directory = dup_person_dir (self, person_id);
  lp_replica_open_async (directory, g_task_get_cancellable (task), on_replica_open, task);
}

static char *
read_last_person (LpConnection *self)
{
  g_autofree char *file = g_build_filename (self->server_dir, "person", NULL);
  char *text = NULL;

  return g_file_get_contents (file, &text, NULL, NULL) ? g_strstrip (text) : NULL;
}

static void
write_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  LpConnection *self = source;
  g_autofree char *file = g_build_filename (self->server_dir, "person", NULL);

  if (g_mkdir_with_parents (self->server_dir, 0700) == 0)
    g_file_set_contents_full (file, task_data, -1, G_FILE_SET_CONTENTS_CONSISTENT, 0600, NULL);
  g_task_return_boolean (task, TRUE);
}

static void
write_last_person (LpConnection *self)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, NULL, NULL);

  g_task_set_task_data (task, g_strdup (self->person_id), g_free);
  g_task_run_in_thread (task, write_in_thread);
}

static void
forget_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_autofree char *file = g_build_filename (LP_CONNECTION (source)->server_dir, "person", NULL);

  (void) g_unlink (file);
  g_task_return_boolean (task, TRUE);
}

static void
forget_last_person (LpConnection *self)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, NULL, NULL);

  g_task_run_in_thread (task, forget_in_thread);
}

/* Start */

static void
on_start_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LpConnection *self = LP_CONNECTION (source);
  GError *error = NULL;
  gint64 now = g_get_real_time () / G_USEC_PER_SEC;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      drop_person (self);
      update_state (self);
      g_task_return_error (task, error);
      return;
    }
  if (lp_client_get_signed_in (self->client))
    {
      start_sync (self);
    }
  else
    {
      if (now - lp_replica_get_as_of (self->replica) > READABLE_SECONDS)
        {
          drop_person (self);
          notify_person (self);
        }
      update_state (self);
    }
  g_task_return_boolean (task, TRUE);
}

static void
on_restored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LpConnection *self = g_task_get_source_object (task);
  g_autofree char *person_id = NULL;
  GError *error = NULL;

  lp_client_restore_finish (LP_CLIENT (source), result, &error);
  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  person_id = g_strdup (lp_client_get_person_id (self->client));
  if (person_id == NULL)
    person_id = read_last_person (self);
  if (person_id == NULL || *person_id == '\0')
    {
      update_state (self);
      g_task_return_boolean (task, TRUE);
      return;
    }
  open_person (self, g_task_new (self, g_task_get_cancellable (task), on_start_opened, g_object_ref (task)),
               person_id);
}

void
lp_connection_start_async (LpConnection *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *last = read_last_person (self);

  g_task_set_source_tag (task, lp_connection_start_async);
  if (last != NULL && *last != '\0')
    open_early (self, last, cancellable);
  lp_client_restore_async (self->client, cancellable, on_restored, task);
}

gboolean
lp_connection_start_finish (LpConnection *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Sign in */

static void
on_sign_in_opened (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LpConnection *self = LP_CONNECTION (source);
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      drop_person (self);
      update_state (self);
      g_task_return_error (task, error);
      return;
    }
  write_last_person (self);
  start_sync (self);
  g_task_return_boolean (task, TRUE);
}

static void
on_signed_in (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LpConnection *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (LpPerson) person = lp_client_sign_in_finish (LP_CLIENT (source), result, &error);

  if (person == NULL)
    {
      /* Whoever was there before goes on. */
      if (self->replica != NULL && lp_client_get_signed_in (self->client))
        start_sync (self);
      g_task_return_error (task, error);
      return;
    }
  if (g_strcmp0 (person->id, self->person_id) == 0 && self->outbox != NULL)
    {
      start_sync (self);
      g_task_return_boolean (task, TRUE);
      return;
    }
  open_person (self, g_task_new (self, g_task_get_cancellable (task), on_sign_in_opened, g_object_ref (task)),
               person->id);
}

void
lp_connection_sign_in_async (LpConnection *self,
                             const char *email,
                             const char *password,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, lp_connection_sign_in_async);
  /* Nothing of one person may be sent or fetched with the tokens of another. */
  if (self->sync != NULL)
    lp_sync_stop (self->sync);
  if (self->outbox != NULL)
    lp_outbox_set_online (self->outbox, FALSE);
  lp_client_sign_in_async (self->client, email, password, cancellable, on_signed_in, task);
}

gboolean
lp_connection_sign_in_finish (LpConnection *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Sign out */

static void
on_signed_out (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LpConnection *self = g_task_get_source_object (task);
  GError *error = NULL;
  gboolean done = lp_client_sign_out_finish (LP_CLIENT (source), result, &error);

  update_state (self);
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_replica_wiped (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LpConnection *self = g_task_get_source_object (task);

  drop_person (self);
  notify_person (self);
  lp_client_sign_out_async (self->client, g_task_get_cancellable (task), on_signed_out, g_object_ref (task));
}

static void
on_outbox_wiped (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LpConnection *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!lp_outbox_wipe_finish (LP_OUTBOX (source), result, &error))
    g_task_return_error (task, error);
  else
    lp_replica_wipe_async (self->replica, NULL, on_replica_wiped, g_steal_pointer (&task));
}

void
lp_connection_sign_out_async (LpConnection *self,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, lp_connection_sign_out_async);
  if (self->sync != NULL)
    lp_sync_stop (self->sync);
  g_clear_object (&self->sync);
  forget_last_person (self);
  if (self->outbox == NULL)
    {
      lp_client_sign_out_async (self->client, cancellable, on_signed_out, task);
      return;
    }
  lp_outbox_set_online (self->outbox, FALSE);
  lp_outbox_wipe_async (self->outbox, cancellable, on_outbox_wiped, task);
}

gboolean
lp_connection_sign_out_finish (LpConnection *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
lp_connection_stop (LpConnection *self)
{
  if (self->sync != NULL)
    lp_sync_stop (self->sync);
  if (self->outbox != NULL)
    {
      lp_outbox_set_online (self->outbox, FALSE);
      lp_outbox_flush (self->outbox);
    }
}

void
lp_connection_poke (LpConnection *self)
{
  if (self->sync != NULL)
    lp_sync_poke (self->sync);
}

LpConnectionState
lp_connection_get_state (LpConnection *self)
{
  return self->state;
}

LpClient *
lp_connection_get_client (LpConnection *self)
{
  return self->client;
}

LpReplica *
lp_connection_get_replica (LpConnection *self)
{
  return self->replica;
}

LpOutbox *
lp_connection_get_outbox (LpConnection *self)
{
  return self->outbox;
}

LpMe *
lp_connection_get_me (LpConnection *self)
{
  return self->replica != NULL ? lp_replica_get_me (self->replica) : NULL;
}

double
lp_connection_get_progress (LpConnection *self)
{
  guint total = self->sync != NULL ? lp_sync_get_n_total (self->sync) : 0;

  return total > 0 ? MIN ((double) lp_sync_get_n_done (self->sync) / total, 1.0) : 0.0;
}

gint64
lp_connection_get_as_of (LpConnection *self)
{
  return self->replica != NULL ? lp_replica_get_as_of (self->replica) : 0;
}

LpDate
lp_connection_get_today (LpConnection *self)
{
  if (self->replica != NULL)
    return lp_replica_get_today (self->replica);
  return lp_date_today (NULL);
}

gboolean
lp_connection_get_fixed_today (LpConnection *self)
{
  return self->replica != NULL && lp_replica_get_fixed_today (self->replica);
}

gboolean
lp_connection_get_demo (LpConnection *self)
{
  LpMe *me = lp_connection_get_me (self);

  return me != NULL && me->demo;
}

const GError *
lp_connection_get_error (LpConnection *self)
{
  return self->sync != NULL ? lp_sync_get_error (self->sync) : NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-session-private.h"

#include <glib/gi18n-lib.h>

/* Opening an account, one step after the other in the task `opening`:
 *
 *   start the embedded service (demo and own) → make a connection → find out who (demo) → sign in, or take up
 *   where the last run ended → wait until the person is known → show it.
 *
 * A session that is open already stays open until the new account is there. */

typedef struct
{
  LpAccountKind kind;
  gboolean resume; /* without password: take up where the last run ended */
  char *address;
  char *vendor; /* only for the first start of one's own service */
  char *email;
  char *password;
  LpConnection *connection;
  gulong waiting; /* signal handler on connection */
  guint n_starts; /* how often the embedded service was started in vain */
} Opening;

/* The service of a run that has just ended may hold its directory for a moment longer. */
#define MAX_STARTS     4
#define START_AGAIN_MS 700

static Opening *
opening_new (LpAccountKind kind, const char *email, const char *password)
{
  Opening *opening = g_new0 (Opening, 1);

  opening->kind = kind;
  opening->email = g_strdup (email);
  opening->password = g_strdup (password);
  return opening;
}

static void
opening_free (Opening *opening)
{
  if (opening->waiting != 0)
    g_clear_signal_handler (&opening->waiting, opening->connection);
  g_clear_object (&opening->connection);
  g_free (opening->address);
  g_free (opening->vendor);
  g_free (opening->email);
  if (opening->password != NULL)
    memset (opening->password, 0, strlen (opening->password));
  g_free (opening->password);
  g_free (opening);
}

static void
fail (GTask *task, GError *error)
{
  LpSession *self = g_task_get_source_object (task);

  if (self->connection == NULL)
    lp_session_set_state (self, LP_SESSION_CLOSED);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_boolean (task, FALSE);
  g_object_unref (task);
}

static void
succeed (GTask *task)
{
  LpSession *self = g_task_get_source_object (task);
  Opening *opening = g_task_get_task_data (task);

  self->kind = opening->kind;
  g_free (self->address);
  self->address = g_strdup (opening->kind == LP_ACCOUNT_REMOTE ? opening->address : NULL);
  if (self->connection != opening->connection)
    lp_session_take_connection (self, g_object_ref (opening->connection));
  lp_session_set_state (self, LP_SESSION_OPEN);
  lp_session_remember (self);
  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

static gboolean
is_known (LpConnection *connection)
{
  return lp_connection_get_me (connection) != NULL && lp_connection_get_replica (connection) != NULL;
}

static void
connection_notify_cb (LpConnection *connection, GParamSpec *pspec, gpointer user_data)
{
  GTask *task = G_TASK (user_data);
  Opening *opening = g_task_get_task_data (task);
  LpConnectionState state = lp_connection_get_state (connection);
  const GError *error = lp_connection_get_error (connection);

  if (is_known (connection))
    {
      g_clear_signal_handler (&opening->waiting, connection);
      succeed (task);
    }
  else if (error != NULL && state != LP_CONNECTION_CONNECTING && state != LP_CONNECTION_SYNCING)
    {
      g_clear_signal_handler (&opening->waiting, connection);
      fail (task, g_error_copy (error));
    }
}

/* After a sign-in the person's memberships are still on their way. */
static void
wait_until_known (GTask *task)
{
  Opening *opening = g_task_get_task_data (task);

  opening->waiting = g_signal_connect (opening->connection, "notify", G_CALLBACK (connection_notify_cb),
                                       task);
  connection_notify_cb (opening->connection, NULL, task);
}

static void
signed_in_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;

  if (lp_connection_sign_in_finish (LP_CONNECTION (source), result, &error))
    wait_until_known (task);
  else
    fail (task, g_steal_pointer (&error));
}

static void
started_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = G_TASK (user_data);
  LpConnection *connection = LP_CONNECTION (source);
  g_autoptr (GError) error = NULL;

  if (!lp_connection_start_finish (connection, result, &error))
    fail (task, g_steal_pointer (&error));
  else if (is_known (connection))
    succeed (task);
  else if (lp_connection_get_state (connection) == LP_CONNECTION_SIGNED_OUT)
    fail (task, NULL);
  else
    wait_until_known (task);
}

static void
sign_in (GTask *task)
{
  Opening *opening = g_task_get_task_data (task);

  if (opening->resume)
    lp_connection_start_async (opening->connection, g_task_get_cancellable (task), started_cb, task);
  else
    lp_connection_sign_in_async (opening->connection, opening->email, opening->password,
                                 g_task_get_cancellable (task), signed_in_cb, task);
}

static void
fill_demo_people (LpSession *self, GPtrArray *people)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < people->len; i++)
    g_ptr_array_add (items, lp_demo_item_new (g_ptr_array_index (people, i)));
  g_list_store_splice (self->demo_people, 0, g_list_model_get_n_items (G_LIST_MODEL (self->demo_people)),
                       items->pdata, items->len);
}

static gboolean
has_demo_person (GPtrArray *people, const char *email)
{
  for (guint i = 0; email != NULL && i < people->len; i++)
    if (g_str_equal (((LpDemoPerson *) g_ptr_array_index (people, i))->email, email))
      return TRUE;
  return FALSE;
}

static void
demo_people_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = G_TASK (user_data);
  LpSession *self = g_task_get_source_object (task);
  Opening *opening = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (LpReply) reply = lp_client_send_finish (LP_CLIENT (source), result, NULL, &error);
  g_autoptr (GPtrArray) people = reply != NULL ? lp_reply_read_demo_people (reply, &error) : NULL;

  if (people == NULL)
    {
      fail (task, g_steal_pointer (&error));
      return;
    }
  fill_demo_people (self, people);
  if (people->len > 0 && !has_demo_person (people, opening->email))
    {
      g_free (opening->email);
      opening->email = g_strdup (((LpDemoPerson *) g_ptr_array_index (people, 0))->email);
    }
  sign_in (task);
}

static void
connect_to (GTask *task, LpServerAddress *address)
{
  LpSession *self = g_task_get_source_object (task);
  Opening *opening = g_task_get_task_data (task);
  LpClient *client = lp_session_get_client (self);
  g_autofree char *directory = g_build_filename (self->data_dir, "replicas", NULL);
  g_autoptr (LpTokenStore) store = NULL;

  if (client != NULL && !opening->resume &&
      g_str_equal (lp_server_address_get_text (lp_client_get_address (client)),
                   lp_server_address_get_text (address)))
    opening->connection = g_object_ref (self->connection);
  else
    {
      store = opening->kind == LP_ACCOUNT_DEMO ? lp_token_store_new_in_memory ()
                                               : lp_token_store_new (address, "license-portal");
      opening->connection = lp_connection_new (address, directory, store);
    }
  if (opening->kind == LP_ACCOUNT_DEMO)
    {
      g_autoptr (LpRequest) request = lp_call_list_demo_people ();

      lp_client_send_async (lp_connection_get_client (opening->connection), request,
                            g_task_get_cancellable (task), demo_people_cb, task);
    }
  else
    sign_in (task);
}

static void service_started_cb (GObject *source, GAsyncResult *result, gpointer user_data);

static gboolean
start_again_cb (gpointer user_data)
{
  GTask *task = G_TASK (user_data);
  LpSession *self = g_task_get_source_object (task);

  if (self->service == NULL)
    fail (task, g_error_new (G_IO_ERROR, G_IO_ERROR_CANCELLED, "%s", _ ("Nobody is signed in.")));
  else
    lp_embedded_service_start_async (self->service, g_task_get_cancellable (task), service_started_cb, task);
  return G_SOURCE_REMOVE;
}

static void
service_started_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = G_TASK (user_data);
  LpSession *self = g_task_get_source_object (task);
  Opening *opening = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  LpServerAddress *address = lp_embedded_service_start_finish (LP_EMBEDDED_SERVICE (source), result, &error);

  if (address == NULL && error->domain == LP_ERROR && ++opening->n_starts < MAX_STARTS)
    {
      g_timeout_add (START_AGAIN_MS, start_again_cb, task);
      return;
    }
  if (address == NULL)
    {
      g_clear_object (&self->service);
      fail (task, g_steal_pointer (&error));
      return;
    }
  g_clear_pointer (&self->service_at, lp_server_address_unref);
  self->service_at = address;
  lp_session_watch_service (self);
  connect_to (task, address);
}

static void
service_initialised_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = G_TASK (user_data);
  LpEmbeddedService *service = LP_EMBEDDED_SERVICE (source);
  g_autoptr (GError) error = NULL;

  if (lp_embedded_service_init_finish (service, result, &error))
    lp_embedded_service_start_async (service, g_task_get_cancellable (task), service_started_cb, task);
  else
    fail (task, g_steal_pointer (&error));
}

static gboolean
is_empty (const char *directory)
{
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);

  return dir == NULL || g_dir_read_name (dir) == NULL;
}

gboolean
lp_session_has_own (LpSession *self)
{
  g_autofree char *directory = g_build_filename (self->data_dir, "own", NULL);

  return !is_empty (directory);
}

static void
start_service (GTask *task)
{
  LpSession *self = g_task_get_source_object (task);
  Opening *opening = g_task_get_task_data (task);
  gboolean demo = opening->kind == LP_ACCOUNT_DEMO;
  g_autofree char *directory = g_build_filename (self->data_dir, demo ? "demo" : "own", NULL);

  if (self->service != NULL && self->service_at != NULL && self->service_kind == opening->kind)
    {
      connect_to (task, self->service_at);
      return;
    }
  lp_session_drop_service (self);
  self->service = lp_embedded_service_new (directory, demo, self->today);
  self->service_kind = opening->kind;
  if (opening->vendor != NULL && is_empty (directory))
    lp_embedded_service_init_async (self->service, opening->vendor, opening->email, opening->password,
                                    g_task_get_cancellable (task), service_initialised_cb, task);
  else
    lp_embedded_service_start_async (self->service, g_task_get_cancellable (task), service_started_cb, task);
}

static void
open_remote (GTask *task)
{
  Opening *opening = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  g_autoptr (LpServerAddress) address = lp_server_address_parse (opening->address, &error);

  if (address == NULL)
    {
      GError *at_field = NULL;

      lp_error_add_field (&at_field, "/address", "%s", error->message);
      fail (task, at_field);
      return;
    }
  g_free (opening->address);
  opening->address = g_strdup (lp_server_address_get_text (address));
  connect_to (task, address);
}

static void
run (LpSession *self,
     Opening *opening,
     gpointer tag,
     GCancellable *cancellable,
     GAsyncReadyCallback callback,
     gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, tag);
  g_task_set_task_data (task, opening, (GDestroyNotify) opening_free);
  if (self->state == LP_SESSION_CLOSED)
    lp_session_set_state (self, LP_SESSION_OPENING);
  if (opening->kind == LP_ACCOUNT_REMOTE)
    open_remote (task);
  else
    start_service (task);
}

static char *
get_setting (LpSession *self, const char *key)
{
  return self->settings != NULL ? g_settings_get_string (self->settings, key) : g_strdup ("");
}

void
lp_session_resume_async (LpSession *self,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autofree char *last = get_setting (self, "connection");
  Opening *opening;

  if (*last == '\0')
    {
      g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

      g_task_return_boolean (task, FALSE);
      return;
    }
  if (g_str_equal (last, "demo"))
    {
      g_autofree char *email = get_setting (self, "email");

      lp_session_open_demo_async (self, email, cancellable, callback, user_data);
      return;
    }
  opening = opening_new (g_str_equal (last, "own") ? LP_ACCOUNT_OWN : LP_ACCOUNT_REMOTE, NULL, NULL);
  opening->resume = TRUE;
  opening->address = g_strdup (last);
  run (self, opening, lp_session_resume_async, cancellable, callback, user_data);
}

void
lp_session_open_demo_async (LpSession *self,
                            const char *email,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  Opening *opening = opening_new (LP_ACCOUNT_DEMO, email, LP_DEMO_PASSWORD);

  run (self, opening, lp_session_open_demo_async, cancellable, callback, user_data);
}

void
lp_session_open_remote_async (LpSession *self,
                              const char *address,
                              const char *email,
                              const char *password,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data)
{
  Opening *opening = opening_new (LP_ACCOUNT_REMOTE, email, password);

  opening->address = g_strdup (address);
  run (self, opening, lp_session_open_remote_async, cancellable, callback, user_data);
}

void
lp_session_open_own_async (LpSession *self,
                           const char *vendor,
                           const char *email,
                           const char *password,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  Opening *opening = opening_new (LP_ACCOUNT_OWN, email, password);

  opening->vendor = g_strdup (vendor);
  run (self, opening, lp_session_open_own_async, cancellable, callback, user_data);
}

gboolean
lp_session_open_finish (LpSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
signed_out_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = G_TASK (user_data);
  LpSession *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!lp_connection_sign_out_finish (LP_CONNECTION (source), result, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  lp_session_close (self);
  lp_session_remember (self);
  g_task_return_boolean (task, TRUE);
}

void
lp_session_sign_out_async (LpSession *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, lp_session_sign_out_async);
  if (self->connection == NULL)
    g_task_return_boolean (task, TRUE);
  else
    lp_connection_sign_out_async (self->connection, cancellable, signed_out_cb, g_steal_pointer (&task));
}

gboolean
lp_session_sign_out_finish (LpSession *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client-fixture.h"

#include "lp-replica-private.h"
#include "lp-ticket-code.h"
#include "lp-wire.h"
#include "scratch-directory.h"

char *
fixture_path (Fixture *self, const char *name)
{
  return g_build_filename (self->directory, name, NULL);
}

void
fixture_start_service (Fixture *self)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *data = fixture_path (self, "central");
  g_autoptr (GDataInputStream) lines = NULL;
  g_autofree char *line = NULL;
  g_autoptr (GSubprocessLauncher) launcher = g_subprocess_launcher_new (G_SUBPROCESS_FLAGS_STDOUT_PIPE);
  g_autofree char *log = fixture_path (self, "central.log");

  g_subprocess_launcher_set_stderr_file_path (launcher, log);
  self->service = g_subprocess_launcher_spawn (launcher, &error, g_getenv ("LICENSE_CENTRAL"), "serve",
                                               "--data", data, "--socket", self->socket, "--demo", "--today",
                                               "2026-11-24", NULL);
  g_assert_no_error (error);
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (self->service));
  line = g_data_input_stream_read_line (lines, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (line);
  g_assert_true (g_str_has_prefix (line, "listening on unix:"));
}

void
fixture_stop_service (Fixture *self)
{
  g_subprocess_send_signal (self->service, 15);
  g_subprocess_wait (self->service, NULL, NULL);
  g_clear_object (&self->service);
}

void
fixture_set_up (Fixture *self, gconstpointer data)
{
  self->directory = scratch_directory_new ();
  self->socket = fixture_path (self, "s");
  fixture_start_service (self);
}

void
fixture_tear_down (Fixture *self, gconstpointer data)
{
  if (self->service != NULL)
    fixture_stop_service (self);
  scratch_directory_free (self->directory);
  g_free (self->socket);
}

void
fixture_keep_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GAsyncResult **kept = user_data;

  g_assert_null (*kept);
  *kept = g_object_ref (result);
}

GAsyncResult *
fixture_wait_result (GAsyncResult **result)
{
  fixture_wait_for (*result != NULL);
  return *result;
}

LpClient *
fixture_new_client (Fixture *self, const char *socket, const char *email)
{
  g_autoptr (LpServerAddress)
      address = lp_server_address_new_for_socket (socket != NULL ? socket : self->socket);
  LpClient *client = lp_client_new (address, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (LpPerson) person = NULL;

  lp_client_sign_in_async (client, email, LP_DEMO_PASSWORD, NULL, fixture_keep_result, &result);
  person = lp_client_sign_in_finish (client, fixture_wait_result (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpstr (person->email, ==, email);
  return client;
}

LpReply *
fixture_send (LpClient *client, LpRequest *request)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  LpReply *reply;

  lp_client_send_async (client, request, NULL, fixture_keep_result, &result);
  reply = lp_client_send_finish (client, fixture_wait_result (&result), NULL, &error);
  g_assert_no_error (error);
  return reply;
}

GError *
fixture_send_refused (LpClient *client, LpRequest *request, JsonObject **current)
{
  g_autoptr (GAsyncResult) result = NULL;
  GError *error = NULL;

  lp_client_send_async (client, request, NULL, fixture_keep_result, &result);
  g_assert_null (lp_client_send_finish (client, fixture_wait_result (&result), current, &error));
  g_assert_nonnull (error);
  return error;
}

void
fixture_wait_online (LpConnection *connection)
{
  fixture_wait_for (lp_connection_get_state (connection) == LP_CONNECTION_ONLINE);
}

LpConnection *
fixture_new_connection (Fixture *self, const char *socket, const char *data, const char *email)
{
  g_autofree char *path = fixture_path (self, data);
  g_autoptr (LpServerAddress)
      address = lp_server_address_new_for_socket (socket != NULL ? socket : self->socket);
  LpConnection *connection = lp_connection_new (address, path, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  if (email == NULL)
    {
      lp_connection_start_async (connection, NULL, fixture_keep_result, &result);
      lp_connection_start_finish (connection, fixture_wait_result (&result), &error);
      g_assert_no_error (error);
      return connection;
    }
  lp_connection_sign_in_async (connection, email, LP_DEMO_PASSWORD, NULL, fixture_keep_result, &result);
  lp_connection_sign_in_finish (connection, fixture_wait_result (&result), &error);
  g_assert_no_error (error);
  fixture_wait_online (connection);
  return connection;
}

void
fixture_close (LpConnection *connection)
{
  lp_connection_stop (connection);
  g_object_unref (connection);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
}

GArray *
fixture_query_rows (LpReplica *replica, const LpTicketQuery *query)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GArray *rows;

  lp_replica_query_tickets_async (replica, query, NULL, fixture_keep_result, &result);
  rows = lp_replica_query_tickets_finish (replica, fixture_wait_result (&result), &error);
  g_assert_no_error (error);
  return rows;
}

LpReplica *
fixture_open_replica (const char *directory)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  LpReplica *replica;

  lp_replica_open_async (directory, NULL, fixture_keep_result, &result);
  replica = lp_replica_open_finish (fixture_wait_result (&result), &error);
  g_assert_no_error (error);
  return replica;
}

void
fixture_close_replica (LpReplica *replica)
{
  fixture_wait_for (G_OBJECT (replica)->ref_count == 1);
  g_assert_finalize_object (replica);
}

void
fixture_apply (LpReplica *replica, const char *items, const char *next)
{
  g_autofree char *text = g_strdup_printf ("{\"items\":[%s]}", items);
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) object = NULL;
  g_autoptr (GAsyncResult) result = NULL;

  g_strdelimit (text, "'", '"');
  object = lp_wire_parse (text, strlen (text), &error);
  g_assert_no_error (error);
  lp_replica_apply_async (replica, json_object_get_array_member (object, "items"), next,
                          lp_date_parse ("2026-11-24"), TRUE, NULL, fixture_keep_result, &result);
  g_assert_true (lp_replica_apply_finish (replica, fixture_wait_result (&result), &error));
  g_assert_no_error (error);
}

static void
rest_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  lp_replica_rest (source);
  g_task_return_boolean (task, TRUE);
}

void
fixture_rest (LpReplica *replica)
{
  g_autoptr (GAsyncResult) result = NULL;

  lp_worker_push (replica->worker, g_task_new (replica, NULL, fixture_keep_result, &result), rest_in_thread);
  g_assert_true (g_task_propagate_boolean (G_TASK (fixture_wait_result (&result)), NULL));
}

char **
fixture_query (LpReplica *replica, const LpTicketQuery *query)
{
  g_autoptr (GArray) rows = fixture_query_rows (replica, query);
  GPtrArray *list = g_ptr_array_new ();

  for (guint i = 0; i < rows->len; i++)
    {
      LpTicketLine line;

      lp_replica_fetch_ticket_lines (replica, &g_array_index (rows, guint32, i), 1, &line);
      g_ptr_array_add (list, g_strdup (line.code));
      lp_ticket_line_clear (&line);
    }
  g_ptr_array_add (list, NULL);
  return (char **) g_ptr_array_free (list, FALSE);
}

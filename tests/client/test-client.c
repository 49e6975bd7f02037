/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client-fixture.h"
#include "cutting-proxy.h"
#include "lp-client-private.h"
#include "lp-client-sync.h"

/* Signing in, tokens that run out, errors with their meaning, and the blocking twins. */

static void
test_sign_in (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *email;
    const char *password;
    gboolean works;
  } table[] = {
    { VERA, LP_DEMO_PASSWORD, TRUE },       { "VERA@Tessaline.Example", LP_DEMO_PASSWORD, TRUE },
    { VERA, "demo-license-portaL", FALSE }, { "nobody@example.com", LP_DEMO_PASSWORD, FALSE },
    { VERA, "\" OR 1=1 --", FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    {
      g_autoptr (LpServerAddress) address = lp_server_address_new_for_socket (fixture->socket);
      g_autoptr (LpClient) client = lp_client_new (address, NULL);
      g_autoptr (GError) error = NULL;
      g_autoptr (LpPerson)
          person = lp_client_sign_in_sync (client, table[i].email, table[i].password, NULL, &error);

      g_test_message ("%s, %s", table[i].email, table[i].password);
      if (!table[i].works)
        {
          g_assert_error (error, LP_ERROR, LP_ERROR_SIGN_IN_FAILED);
          g_assert_false (lp_client_get_signed_in (client));
          continue;
        }
      g_assert_no_error (error);
      g_assert_cmpstr (lp_client_get_person_id (client), ==, person->id);
      g_assert_true (lp_client_sign_out_sync (client, NULL, &error));
      g_assert_false (lp_client_get_signed_in (client));
    }
}

/* Many requests find at once that the access token has run out: it is refreshed once, since a refresh token that
 * is used twice ends the session. */
static void
test_refresh (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LpClient) client = fixture_new_client (fixture, NULL, VERA);
  g_autoptr (LpTokens) tokens = lp_tokens_copy (lp_client_get_tokens (client));
  GAsyncResult *results[10] = { NULL };

  for (guint round = 0; round < 3; round++)
    {
      g_free (tokens->access_token);
      tokens->access_token = g_strdup ("has-run-out");
      g_free (tokens->refresh_token);
      tokens->refresh_token = g_strdup (lp_client_get_tokens (client)->refresh_token);
      lp_client_set_tokens (client, tokens);
      for (gsize i = 0; i < G_N_ELEMENTS (results); i++)
        {
          g_autoptr (LpRequest) request = lp_call_get_me ();

          lp_client_send_async (client, request, NULL, fixture_keep_result, &results[i]);
        }
      for (gsize i = 0; i < G_N_ELEMENTS (results); i++)
        {
          g_autoptr (GError) error = NULL;
          g_autoptr (LpReply)
              reply = lp_client_send_finish (client, fixture_wait_result (&results[i]), NULL, &error);

          g_assert_no_error (error);
          g_clear_object (&results[i]);
        }
      g_assert_cmpstr (lp_client_get_tokens (client)->access_token, !=, "has-run-out");
    }
}

/* When the session is over, that is said once and for all, and nothing is tried behind the person's back. */
static void
test_expired (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LpClient) client = fixture_new_client (fixture, NULL, VERA);
  g_autoptr (LpTokens) tokens = lp_tokens_copy (lp_client_get_tokens (client));
  g_autoptr (LpRequest) request = lp_call_get_me ();
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) again = NULL;

  g_free (tokens->access_token);
  tokens->access_token = g_strdup ("has-run-out");
  g_free (tokens->refresh_token);
  tokens->refresh_token = g_strdup ("was-used-already");
  lp_client_set_tokens (client, tokens);
  error = fixture_send_refused (client, request, NULL);
  g_assert_error (error, LP_ERROR, LP_ERROR_UNAUTHORIZED);
  g_assert_false (lp_client_get_signed_in (client));
  again = fixture_send_refused (client, request, NULL);
  g_assert_error (again, LP_ERROR, LP_ERROR_UNAUTHORIZED);
}

/* A connection whose session has ended still shows what it holds. */
static void
test_connection_expired (Fixture *fixture, gconstpointer data)
{
  LpConnection *connection = fixture_new_connection (fixture, NULL, "a", MIA);
  LpClient *client = lp_connection_get_client (connection);
  g_autoptr (LpTokens) tokens = lp_tokens_copy (lp_client_get_tokens (client));
  g_autoptr (LpTicketQuery) query = lp_ticket_query_new ();
  g_autoptr (GArray) rows = NULL;

  g_free (tokens->access_token);
  tokens->access_token = g_strdup ("has-run-out");
  g_free (tokens->refresh_token);
  tokens->refresh_token = g_strdup ("was-used-already");
  lp_client_set_tokens (client, tokens);
  lp_connection_poke (connection);
  fixture_wait_for (lp_connection_get_state (connection) == LP_CONNECTION_EXPIRED);
  rows = fixture_query_rows (lp_connection_get_replica (connection), query);
  g_assert_cmpuint (rows->len, >, 0);
  fixture_close (connection);
}

/* What the service says no to keeps its code, its fields and its request id on the way. */
static void
test_refusals (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LpClient) client = fixture_new_client (fixture, NULL, MIA);
  g_autoptr (LpRequest) missing = lp_call_get_ticket ("00000-00000-00000-00000-00168");
  g_autoptr (LpRequest) wrong = lp_call_list_tickets (NULL, "no-such-state", NULL, NULL, 0, NULL);
  g_autoptr (LpRequest) slashes = lp_call_get_ticket ("../me");
  g_autoptr (GError) not_found = fixture_send_refused (client, missing, NULL);
  g_autoptr (GError) invalid = fixture_send_refused (client, wrong, NULL);
  g_autoptr (GError) no_way_out = fixture_send_refused (client, slashes, NULL);
  gsize n_fields;

  g_assert_error (not_found, LP_ERROR, LP_ERROR_NOT_FOUND);
  g_assert_nonnull (lp_error_get_request_id (not_found));
  g_assert_error (invalid, LP_ERROR, LP_ERROR_INVALID);
  g_assert_nonnull (lp_error_get_fields (invalid, &n_fields));
  g_assert_cmpuint (n_fields, >, 0);
  g_assert_error (no_way_out, LP_ERROR, LP_ERROR_MALFORMED); /* an escaped slash is no way to another route */
}

/* An atomic batch answers its refusal with a list: the first in it tells why. */
static void
test_refused_batch (Fixture *fixture, gconstpointer data)
{
  static const LpAllocationChange change = { .has_visible = TRUE };
  LpBatchOperation operation = { LP_BATCH_ALLOCATE, "00000-00000-00000-00000-00168", NULL, &change };
  g_autoptr (LpClient) client = fixture_new_client (fixture, NULL, SAM);
  g_autoptr (LpRequest) request = lp_call_batch (&operation, 1, TRUE, FALSE);
  g_autoptr (GError) error = fixture_send_refused (client, request, NULL);

  g_assert_error (error, LP_ERROR, LP_ERROR_NOT_FOUND);
  g_assert_null (strstr (error->message, "409"));
}

/* Nobody there: an answer comes all the same, and soon; a cancelled request ends as cancelled. */
static void
test_unreachable (Fixture *fixture, gconstpointer data)
{
  g_autofree char *socket = fixture_path (fixture, "proxy");
  CuttingProxy *proxy = cutting_proxy_new (socket, fixture->socket);
  g_autoptr (LpClient) client = fixture_new_client (fixture, socket, VERA);
  g_autoptr (LpRequest) request = lp_call_get_me ();
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) cancelled = NULL;
  g_autoptr (LpReply) reply = NULL;

  cutting_proxy_set_down (proxy, TRUE);
  lp_client_set_pause (client, 1);
  error = fixture_send_refused (client, request, NULL);
  g_assert_error (error, LP_ERROR, LP_ERROR_UNREACHABLE);
  lp_client_set_pause (client, 60000);
  lp_client_send_async (client, request, cancellable, fixture_keep_result, &result);
  g_cancellable_cancel (cancellable);
  g_assert_null (lp_client_send_finish (client, fixture_wait_result (&result), NULL, &cancelled));
  g_assert_error (cancelled, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  cutting_proxy_set_down (proxy, FALSE);
  reply = fixture_send (client, request);
  g_assert_cmpuint (reply->status, ==, 200);
  cutting_proxy_free (proxy);
}

/* The first snapshot, with the network cut again and again: it goes on where it was and ends complete. */
static void
test_interrupted_snapshot (Fixture *fixture, gconstpointer data)
{
  g_autofree char *socket = fixture_path (fixture, "proxy");
  g_autofree char *path = fixture_path (fixture, "a");
  CuttingProxy *proxy = cutting_proxy_new (socket, fixture->socket);
  g_autoptr (LpServerAddress) address = lp_server_address_new_for_socket (socket);
  LpConnection *connection = lp_connection_new (address, path, NULL);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (LpTicketQuery) query = lp_ticket_query_new ();
  g_autoptr (GArray) rows = NULL;

  lp_client_set_pause (lp_connection_get_client (connection), 1);
  lp_connection_sign_in_async (connection, VERA, LP_DEMO_PASSWORD, NULL, fixture_keep_result, &result);
  lp_connection_sign_in_finish (connection, fixture_wait_result (&result), &error);
  g_assert_no_error (error);
  for (gint64 n = 1000; lp_connection_get_state (connection) != LP_CONNECTION_ONLINE; n = n * 3 / 2)
    {
      cutting_proxy_arm (proxy, CUT_REPLY, n);
      lp_connection_poke (connection);
      while (lp_connection_get_state (connection) != LP_CONNECTION_ONLINE && !cutting_proxy_was_cut (proxy))
        g_main_context_iteration (NULL, TRUE);
    }
  rows = fixture_query_rows (lp_connection_get_replica (connection), query);
  g_assert_cmpuint (rows->len, ==, 5000);
  fixture_close (connection);
  cutting_proxy_free (proxy);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*run) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/client/sign-in", test_sign_in },
    { "/client/refresh", test_refresh },
    { "/client/expired", test_expired },
    { "/client/connection-expired", test_connection_expired },
    { "/client/refusals", test_refusals },
    { "/client/refused-batch", test_refused_batch },
    { "/client/unreachable", test_unreachable },
    { "/client/interrupted-snapshot", test_interrupted_snapshot },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, fixture_set_up, tests[i].run, fixture_tear_down);
  return g_test_run ();
}

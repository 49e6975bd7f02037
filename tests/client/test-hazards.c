/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <libsoup/soup.h>

#include "client-fixture.h"
#include "lp-client-private.h"

/* The client in front of a server that means ill, or is ill (design: security, the table of hazards). Such a server is
 * not ours, so this one is made for the purpose. */

#define TOKEN "the-access-token"

typedef struct Ill Ill;
typedef void (*Answer) (Ill *ill, SoupServerMessage *message);

struct Ill
{
  SoupServer *server;
  LpClient *client;
  Answer answer;
  Ill *other;      /* nullable: where to send people */
  guint n_asked;   /* requests so far */
  GPtrArray *keys; /* their idempotency keys */
  char *cookie;    /* nullable: what came as Cookie */
  char *token;     /* nullable: what came as Authorization */
  gsize n_sent;    /* bytes of an endless answer */
};

static void
asked (SoupServer *server, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  Ill *ill = data;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  ill->n_asked++;
  g_ptr_array_add (ill->keys, g_strdup (soup_message_headers_get_one (headers, "Idempotency-Key")));
  g_free (ill->cookie);
  ill->cookie = g_strdup (soup_message_headers_get_list (headers, "Cookie"));
  g_free (ill->token);
  ill->token = g_strdup (soup_message_headers_get_one (headers, "Authorization"));
  ill->answer (ill, message);
}

static Ill *
ill_new (Answer answer, GTlsCertificate *certificate)
{
  Ill *ill = g_new0 (Ill, 1);
  SoupServerListenOptions options = certificate != NULL ? SOUP_SERVER_LISTEN_HTTPS : 0;
  g_autoslist (GUri) uris = NULL;
  g_autofree char *text = NULL;
  g_autoptr (LpServerAddress) address = NULL;
  g_autoptr (GError) error = NULL;

  ill->answer = answer;
  ill->keys = g_ptr_array_new_with_free_func (g_free);
  ill->server = soup_server_new ("tls-certificate", certificate, NULL);
  soup_server_add_handler (ill->server, NULL, asked, ill, NULL);
  soup_server_listen_local (ill->server, 0, options | SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);
  uris = soup_server_get_uris (ill->server);
  text = g_strdup_printf ("%s://127.0.0.1:%d", certificate != NULL ? "https" : "http",
                          g_uri_get_port (uris->data));
  address = lp_server_address_parse (text, &error);
  g_assert_no_error (error);
  ill->client = lp_client_new (address, NULL);
  lp_client_set_access_token (ill->client, TOKEN);
  lp_client_set_pause (ill->client, 1);
  return ill;
}

static void
ill_free (Ill *ill)
{
  g_object_unref (ill->client);
  soup_server_disconnect (ill->server);
  g_object_unref (ill->server);
  g_ptr_array_unref (ill->keys);
  g_free (ill->cookie);
  g_free (ill->token);
  g_free (ill);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Ill, ill_free)

static void
answer_json (SoupServerMessage *message, guint status)
{
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_STATIC, "{}", 2);
}

static void
give_cookie (Ill *ill, SoupServerMessage *message)
{
  soup_message_headers_append (soup_server_message_get_response_headers (message), "Set-Cookie",
                               "who=you; Path=/");
  answer_json (message, 200);
}

/* Nothing is remembered, guessed or answered behind our back. */
static void
test_features (void)
{
  g_autoptr (Ill) ill = ill_new (give_cookie, NULL);
  SoupSession *session = lp_client_get_session (ill->client);

  g_assert_false (soup_session_has_feature (session, SOUP_TYPE_COOKIE_JAR));
  g_assert_false (soup_session_has_feature (session, SOUP_TYPE_CONTENT_SNIFFER));
  g_assert_false (soup_session_has_feature (session, SOUP_TYPE_AUTH_MANAGER));
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (LpRequest) request = lp_call_get_me ();
      g_autoptr (LpReply) reply = fixture_send (ill->client, request);

      g_assert_cmpuint (reply->status, ==, 200);
      g_assert_null (ill->cookie);
      g_assert_cmpstr (ill->token, ==, "Bearer " TOKEN);
    }
}

static void
ask_for_password (Ill *ill, SoupServerMessage *message)
{
  soup_message_headers_append (soup_server_message_get_response_headers (message), "WWW-Authenticate",
                               "Basic realm=\"give it to me\"");
  answer_json (message, 401);
}

/* Whoever asks for a password in another way than ours gets none, and is not asked again. */
static void
test_other_sign_in (void)
{
  g_autoptr (Ill) ill = ill_new (ask_for_password, NULL);
  g_autoptr (LpRequest) request = lp_call_get_me ();
  g_autoptr (GError) error = fixture_send_refused (ill->client, request, NULL);

  g_assert_error (error, LP_ERROR, LP_ERROR_UNAUTHORIZED);
  g_assert_cmpuint (ill->n_asked, ==, 1);
}

static void
send_elsewhere (Ill *ill, SoupServerMessage *message)
{
  g_autofree char *url = lp_server_address_dup_url (lp_client_get_address (ill->other->client), "/v1/me");

  soup_message_headers_append (soup_server_message_get_response_headers (message), "Location", url);
  answer_json (message, ill->n_asked % 2 == 1 ? 302 : 307);
}

static void
be_well (Ill *ill, SoupServerMessage *message)
{
  answer_json (message, 200);
}

/* The token goes to the address that the person has typed, whoever else is named. */
static void
test_redirect (void)
{
  g_autoptr (Ill) thief = ill_new (be_well, NULL);
  g_autoptr (Ill) ill = ill_new (send_elsewhere, NULL);

  ill->other = thief;
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr (LpRequest) read = lp_call_get_me ();
      g_autoptr (LpRequest) change = lp_call_invite ("g", "a@example.com", LP_ROLE_MEMBER, NULL);
      g_autoptr (GError) error = fixture_send_refused (ill->client, i == 0 ? read : change, NULL);

      g_assert_nonnull (error);
    }
  g_assert_cmpuint (thief->n_asked, ==, 0);
}

static void
promise_much (Ill *ill, SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);

  soup_server_message_set_status (message, 200, NULL);
  soup_message_headers_set_content_length (headers, (goffset) 1 << 40);
  soup_message_body_append (soup_server_message_get_response_body (message), SOUP_MEMORY_STATIC, "{", 1);
}

static void
test_large_answer (void)
{
  g_autoptr (Ill) ill = ill_new (promise_much, NULL);
  g_autoptr (LpRequest) request = lp_call_get_me ();
  g_autoptr (GError) error = fixture_send_refused (ill->client, request, NULL);

  g_assert_error (error, LP_ERROR, LP_ERROR_TOO_LARGE);
}

static void
send_more (SoupServerMessage *message, gpointer data)
{
  static const char chunk[64 * 1024] = { ' ' };
  Ill *ill = data;

  ill->n_sent += sizeof chunk;
  soup_message_body_append (soup_server_message_get_response_body (message), SOUP_MEMORY_STATIC, chunk,
                            sizeof chunk);
}

static void
never_end (Ill *ill, SoupServerMessage *message)
{
  soup_server_message_set_status (message, 200, NULL);
  soup_message_headers_set_encoding (soup_server_message_get_response_headers (message),
                                     SOUP_ENCODING_CHUNKED);
  soup_message_body_set_accumulate (soup_server_message_get_response_body (message), FALSE);
  g_signal_connect (message, "wrote-headers", G_CALLBACK (send_more), ill);
  g_signal_connect (message, "wrote-chunk", G_CALLBACK (send_more), ill);
}

/* An answer that never ends is cut off at the size that was agreed, not when memory is full. */
static void
test_endless_answer (void)
{
  enum
  {
    MOST = 1024 * 1024
  };
  g_autoptr (Ill) ill = ill_new (never_end, NULL);
  g_autoptr (LpRequest) request = lp_call_get_me ();
  g_autoptr (SoupMessage) message = lp_client_new_message (ill->client, request);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  lp_exchange_async (lp_client_get_session (ill->client), message, MOST, 60, NULL, fixture_keep_result,
                     &result);
  g_assert_null (lp_exchange_finish (fixture_wait_result (&result), &error));
  g_assert_error (error, LP_ERROR, LP_ERROR_TOO_LARGE);
  /* What is on its way in buffers does not count. */
  g_assert_cmpuint (ill->n_sent, <, 64 * MOST);
}

/* A certificate that nobody vouches for: not one byte of a request is sent. */
static void
test_untrusted (void)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "client", "data", "untrusted.pem", NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GTlsCertificate) certificate = g_tls_certificate_new_from_file (path, &error);
  g_autoptr (LpRequest) request = lp_call_get_me ();
  g_autoptr (GError) refused = NULL;
  g_autoptr (Ill) ill = NULL;

  g_assert_no_error (error);
  ill = ill_new (be_well, certificate);
  refused = fixture_send_refused (ill->client, request, NULL);
  g_assert_error (refused, LP_ERROR, LP_ERROR_UNREACHABLE);
  g_assert_nonnull (strstr (refused->message, "certificate"));
  g_assert_cmpuint (ill->n_asked, ==, 0);
}

/* A service without TLS: reads the greeting, and answers in plain text or not at all. */
typedef struct
{
  const char *answer; /* nullable */
  int n_connections;  /* atomic */
} Plain;

static gboolean
on_plain_connection (GThreadedSocketService *service,
                     GSocketConnection *connection,
                     GObject *source,
                     gpointer data)
{
  Plain *plain = data;
  char greeting[4096];

  g_atomic_int_inc (&plain->n_connections);
  g_input_stream_read (g_io_stream_get_input_stream (G_IO_STREAM (connection)), greeting, sizeof greeting,
                       NULL, NULL);
  if (plain->answer != NULL)
    g_output_stream_write_all (g_io_stream_get_output_stream (G_IO_STREAM (connection)), plain->answer,
                               strlen (plain->answer), NULL, NULL, NULL);
  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
  return TRUE;
}

/* Asking again would not teach the service TLS. */
static void
test_plain (gconstpointer answer)
{
  Plain plain = { .answer = answer };
  g_autoptr (GSocketService) service = g_threaded_socket_service_new (4);
  g_autoptr (GError) error = NULL;
  guint16 port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, &error);
  g_autofree char *text = g_strdup_printf ("https://127.0.0.1:%u", port);
  g_autoptr (LpServerAddress) address = lp_server_address_parse (text, NULL);
  g_autoptr (LpClient) client = lp_client_new (address, NULL);
  g_autoptr (LpRequest) request = lp_call_get_me ();
  g_autoptr (GError) refused = NULL;

  g_assert_no_error (error);
  g_signal_connect (service, "run", G_CALLBACK (on_plain_connection), &plain);
  lp_client_set_access_token (client, TOKEN);
  lp_client_set_pause (client, 1);
  refused = fixture_send_refused (client, request, NULL);
  g_assert_error (refused, LP_ERROR, LP_ERROR_UNREACHABLE);
  g_assert_nonnull (strstr (refused->message, "no secure connection"));
  g_assert_cmpint (g_atomic_int_get (&plain.n_connections), ==, 1);
  g_socket_service_stop (service);
  g_socket_listener_close (G_SOCKET_LISTENER (service));
}

static void
be_busy_twice (Ill *ill, SoupServerMessage *message)
{
  answer_json (message, ill->n_asked < 3 ? 503 : 201);
}

/* A change that is tried again carries its key; one that has none is not tried again. */
static void
test_same_key (void)
{
  g_autoptr (Ill) ill = ill_new (be_busy_twice, NULL);
  g_autoptr (LpRequest) request = lp_call_invite ("g", "a@example.com", LP_ROLE_MEMBER, NULL);
  g_autoptr (LpRequest) without = lp_call_invite ("g", "a@example.com", LP_ROLE_MEMBER, NULL);
  g_autoptr (LpReply) reply = NULL;
  g_autoptr (GError) error = NULL;

  lp_request_set_idempotency_key (without, NULL);
  error = fixture_send_refused (ill->client, without, NULL);
  g_assert_nonnull (error);
  g_assert_cmpuint (ill->n_asked, ==, 1);

  ill->n_asked = 0;
  g_ptr_array_set_size (ill->keys, 0);
  reply = fixture_send (ill->client, request);
  g_assert_cmpuint (reply->status, ==, 201);
  g_assert_cmpuint (ill->keys->len, ==, 3);
  for (guint i = 0; i < 3; i++)
    g_assert_cmpstr (g_ptr_array_index (ill->keys, i), ==, request->idempotency_key);
}

/* The pauses grow up to a limit, and no two clients keep step. */
static void
test_pauses (void)
{
  static const guint full[] = { 400, 800, 1600, 3200, 5000, 5000 };

  for (guint tries = 1; tries <= G_N_ELEMENTS (full); tries++)
    {
      guint least = G_MAXUINT, most = 0;

      for (guint i = 0; i < 200; i++)
        {
          guint pause = lp_client_pick_pause (400, tries);

          least = MIN (least, pause);
          most = MAX (most, pause);
        }
      g_assert_cmpuint (least, >=, full[tries - 1] / 2);
      g_assert_cmpuint (most, <=, full[tries - 1]);
      g_assert_cmpuint (most - least, >, full[tries - 1] / 8);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/hazards/features", test_features);
  g_test_add_func ("/hazards/other-sign-in", test_other_sign_in);
  g_test_add_func ("/hazards/redirect", test_redirect);
  g_test_add_func ("/hazards/large-answer", test_large_answer);
  g_test_add_func ("/hazards/endless-answer", test_endless_answer);
  g_test_add_func ("/hazards/untrusted", test_untrusted);
  g_test_add_data_func ("/hazards/plain-answer", "HTTP/1.1 400 Bad Request\r\n\r\n", test_plain);
  g_test_add_data_func ("/hazards/plain-silence", NULL, test_plain);
  g_test_add_func ("/hazards/same-key", test_same_key);
  g_test_add_func ("/hazards/pauses", test_pauses);
  return g_test_run ();
}

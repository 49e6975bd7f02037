/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lc-http-server.h"

#include <glib/gstdio.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <string.h>
#include <unistd.h>

#include "lc-events.h"
#include "lc-http-listener.h"
#include "lc-http-private.h"
#include "lc-password-pool.h"
#include "lp-wire.h"

#define FAILED_SIGN_INS_BY_ADDRESS 10
#define FAILED_SIGN_INS_BY_ACCOUNT 5
#define WRONG_CODES                10
#define STOP_SECONDS               20
#define REQUESTS_ELSEWHERE         600

static const LcServerLimits limits = {
  .max_connections = 1000,
  .idle_ms = 60 * 1000,
  .head_ms = 10 * 1000,
  .body_ms = 60 * 1000,
  .sweep_ms = 1000,
};

G_DEFINE_FINAL_TYPE (LcServer, lc_server, G_TYPE_OBJECT)

enum
{
  STOPPED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
lc_server_finalize (GObject *object)
{
  LcServer *self = LC_SERVER (object);

  g_clear_pointer (&self->listener, lc_listener_free);
  g_clear_pointer (&self->events, lc_events_free);
  if (self->soup != NULL)
    soup_server_disconnect (self->soup);
  g_clear_object (&self->soup);
  g_clear_pointer (&self->passwords, lc_password_pool_free);
  g_clear_pointer (&self->peers, lc_peers_free);
  g_clear_pointer (&self->router, lc_router_free);
  g_clear_pointer (&self->in_flight, g_hash_table_unref);
  g_clear_pointer (&self->requests, lc_limit_free);
  g_clear_pointer (&self->failed_by_address, lc_limit_free);
  g_clear_pointer (&self->failed_by_account, lc_limit_free);
  g_clear_pointer (&self->failed_anywhere, lc_limit_free);
  g_clear_pointer (&self->guesses, lc_limit_free);
  g_clear_object (&self->store);
  g_free (self->address);
  g_free (self->socket_path);
  g_free (self->trusted_address);

  G_OBJECT_CLASS (lc_server_parent_class)->finalize (object);
}

static void
lc_server_class_init (LcServerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = lc_server_finalize;

  /**
   * LcServer::stopped:
   *
   * After lc_server_stop(): nothing is in flight any more.
   */
  signals[STOPPED] = g_signal_new ("stopped", LC_TYPE_SERVER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
lc_server_init (LcServer *self)
{
  self->in_flight = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->failed_by_address = lc_limit_new (FAILED_SIGN_INS_BY_ADDRESS);
  self->failed_by_account = lc_limit_new (FAILED_SIGN_INS_BY_ACCOUNT);
  self->failed_anywhere = lc_limit_new (FAILED_SIGN_INS_BY_ACCOUNT);
  self->guesses = lc_limit_new (WRONG_CODES);
}

/* Whoever may open the socket file may still be another user, for example through a moved directory. */
static gboolean
is_own_user (GSocketConnection *connection)
{
  GSocket *socket = g_socket_connection_get_socket (connection);
  g_autoptr (GCredentials) credentials = g_socket_get_credentials (socket, NULL);
  uid_t user = credentials != NULL ? g_credentials_get_unix_user (credentials, NULL) : (uid_t) -1;

  return user == geteuid () || user == 0;
}

static gboolean
connection_accepted (GSocketConnection *connection, gpointer data)
{
  LcServer *self = data;
  g_autoptr (GSocketAddress) local = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
  g_autoptr (GSocketAddress) remote = NULL;
  g_autoptr (LcTap) tap = NULL;
  g_autoptr (GError) error = NULL;

  if (self->socket_path != NULL && !self->trusts_unix && !is_own_user (connection))
    {
      g_message ("Refused a connection of another user");
      g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
      return TRUE;
    }

  tap = lc_tap_new (connection);
  remote = lc_peers_add (self->peers, connection, tap);
  if (self->socket_path == NULL)
    g_socket_set_option (g_socket_connection_get_socket (connection), IPPROTO_TCP, TCP_NODELAY, 1, NULL);

  if (!soup_server_accept_iostream (self->soup, G_IO_STREAM (tap), local, remote, &error))
    g_message ("A connection could not be taken: %s", error->message);

  return !lc_peers_are_full (self->peers);
}

static void
listener_full (gpointer data)
{
  LcServer *self = data;

  lc_peers_close_oldest_idle (self->peers);
}

static gboolean
emit_stopped (gpointer data)
{
  g_signal_emit (data, signals[STOPPED], 0);
  return G_SOURCE_REMOVE;
}

static void
check_stopped (LcServer *self)
{
  if (self->stopping && self->n_exchanges == 0)
    g_idle_add_full (G_PRIORITY_LOW, emit_stopped, g_object_ref (self), g_object_unref);
}

static void
message_finished (SoupServerMessage *message, gpointer data)
{
  LcServer *self = data;
  LcExchange *exchange = lc_exchange_get (message);

  lc_peer_set_state (exchange->peer, LC_PEER_IDLE);
  if (exchange->counted)
    {
      exchange->counted = FALSE;
      self->n_exchanges--;
      check_stopped (self);
    }
}

/* What Soup itself refuses, before any handler runs, is malformed: that answer's body is set here beforehand. */
static void
request_started (SoupServer *soup, SoupServerMessage *message, gpointer data)
{
  LcServer *self = data;
  LcExchange *exchange = lc_exchange_new (self, message);
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  g_autoptr (GError) malformed = g_error_new_literal (LP_ERROR, LP_ERROR_MALFORMED,
                                                      "This is not HTTP as the service speaks it.");

  lc_peer_set_state (exchange->peer, LC_PEER_HEAD);
  soup_message_headers_replace (headers, "X-Request-Id", exchange->request_id);
  soup_message_headers_replace (headers, "Cache-Control", "no-store");
  soup_message_headers_replace (headers, "X-Content-Type-Options", "nosniff");
  lc_http_set_problem_body (message, malformed, exchange->request_id, NULL);
  g_signal_connect (message, "finished", G_CALLBACK (message_finished), self);
}

static void
head_read (SoupServer *soup, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  lc_http_check_early (data, message);
}

static void
body_read (SoupServer *soup, SoupServerMessage *message, const char *path, GHashTable *query, gpointer data)
{
  LcServer *self = data;

  lc_exchange_get (message)->counted = TRUE;
  self->n_exchanges++;
  lc_exchange_begin (self, message);
}

/* Soup keeps a connection alive only while it listens itself (3.2: request_finished in soup-server.c), which it must
 * not do here. So it gets a socket that nobody can reach: it is shut down, and its source waits in a context that
 * never runs. */
static gboolean
pretend_to_listen (LcServer *self, GError **error)
{
  g_autoptr (GSocket) socket = lc_listen_tcp ("127.0.0.1:0", FALSE, error);
  g_autoptr (GMainContext) never = g_main_context_new ();
  gboolean listening;

  if (socket == NULL)
    return FALSE;

  g_main_context_push_thread_default (never);
  listening = soup_server_listen_socket (self->soup, socket, 0, error);
  g_main_context_pop_thread_default (never);
  g_socket_shutdown (socket, TRUE, TRUE, NULL);
  return listening;
}

static gboolean
start_soup (LcServer *self, GError **error)
{
  self->soup = g_object_new (SOUP_TYPE_SERVER, "raw-paths", TRUE, NULL);
  g_signal_connect (self->soup, "request-started", G_CALLBACK (request_started), self);
  soup_server_add_early_handler (self->soup, NULL, head_read, self, NULL);
  /* `OPTIONS *` is no path to Soup. */
  soup_server_add_early_handler (self->soup, "*", head_read, self, NULL);
  soup_server_add_handler (self->soup, NULL, body_read, self, NULL);
  return pretend_to_listen (self, error);
}

static gboolean
is_unix_proxy (const LcServerOptions *options)
{
  return g_strcmp0 (options->trusted_proxy, "unix") == 0;
}

gboolean
lc_server_check_options (const LcServerOptions *options, GError **error)
{
  g_autoptr (GSocketAddress) address = NULL;

  if ((options->listen != NULL) == (options->socket_path != NULL))
    {
      g_set_error_literal (error, LP_ERROR, LP_ERROR_USAGE, "Give either --listen or --socket.");
      return FALSE;
    }

  if (options->trusted_proxy != NULL && !is_unix_proxy (options) &&
      !g_hostname_is_ip_address (options->trusted_proxy))
    {
      g_set_error (error, LP_ERROR, LP_ERROR_USAGE,
                   "--trusted-proxy takes an IP address or “unix”, not “%s”.", options->trusted_proxy);
      return FALSE;
    }

  if (options->listen == NULL)
    return TRUE;

  address = lc_listen_parse (options->listen, options->trusted_proxy != NULL && !options->demo, error);
  return address != NULL;
}

static void
take_options (LcServer *self, const LcServerOptions *options)
{
  int rate = options->rate_limit;

  self->demo = options->demo;
  self->socket_path = g_strdup (options->socket_path);
  self->trusts_unix = is_unix_proxy (options);
  if (options->trusted_proxy != NULL && !self->trusts_unix)
    {
      g_autoptr (GInetAddress) address = g_inet_address_new_from_string (options->trusted_proxy);

      self->trusted_address = g_inet_address_to_string (address);
    }

  if (rate < 0)
    rate = options->trusted_proxy != NULL ? REQUESTS_ELSEWHERE : 0;
  self->requests = lc_limit_new ((guint) rate);
}

static char *
format_address (GSocket *socket)
{
  g_autoptr (GSocketAddress) address = g_socket_get_local_address (socket, NULL);
  GInetAddress *inet = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address));
  g_autofree char *text = g_inet_address_to_string (inet);
  gboolean is_6 = g_inet_address_get_family (inet) == G_SOCKET_FAMILY_IPV6;

  return g_strdup_printf ("http://%s%s%s:%u", is_6 ? "[" : "", text, is_6 ? "]" : "",
                          g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address)));
}

static gboolean
start_listening (LcServer *self, const LcServerOptions *options, GError **error)
{
  static const LcListenerFuncs funcs = { connection_accepted, listener_full };
  g_autoptr (GSocket) socket = NULL;

  if (options->listen != NULL)
    socket = lc_listen_tcp (options->listen, options->trusted_proxy != NULL, error);
  else
    socket = lc_listen_unix (options->socket_path, self->trusts_unix, error);

  if (socket == NULL)
    return FALSE;

  self->address = options->listen != NULL ? format_address (socket)
                                          : g_strconcat ("unix:", options->socket_path, NULL);
  self->listener = lc_listener_new (socket, &funcs, self);
  return TRUE;
}

LcServer *
lc_server_new (LcStore *store, const LcServerOptions *options, GError **error)
{
  g_autoptr (LcServer) self = g_object_new (LC_TYPE_SERVER, NULL);

  self->store = g_object_ref (store);
  if (!lc_server_check_options (options, error))
    return NULL;

  take_options (self, options);
  self->peers = lc_peers_new (options->limits != NULL ? options->limits : &limits);
  self->router = lc_router_new (self->demo);
  self->events = lc_events_new (store);
  if (!start_soup (self, error) || !start_listening (self, options, error))
    return NULL;

  self->passwords = lc_password_pool_new ();
  return g_steal_pointer (&self);
}

const char *
lc_server_get_address (LcServer *server)
{
  return server->address;
}

void
lc_server_stop (LcServer *server)
{
  if (server->stopping)
    return;

  server->stopping = TRUE;
  g_clear_pointer (&server->listener, lc_listener_free);
  if (server->socket_path != NULL)
    g_unlink (server->socket_path);

  lc_events_end_all (server->events);
  lc_peers_close_idle (server->peers);
  check_stopped (server);
  /* Nobody can hold the service up by not reading. */
  g_timeout_add_seconds_full (G_PRIORITY_DEFAULT, STOP_SECONDS, emit_stopped, g_object_ref (server),
                              g_object_unref);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lc-http-private.h"

#include <sodium.h>
#include <string.h>

#include "lc-events.h"
#include "lc-log.h"
#include "lc-password-pool.h"
#include "lc-sign-in.h"
#include "lp-wire.h"

#define KEY_MAX    255
#define REASON_MAX 500

static GQuark
exchange_quark (void)
{
  static GQuark quark;

  if (G_UNLIKELY (quark == 0))
    quark = g_quark_from_static_string ("lc-exchange");

  return quark;
}

static void
exchange_free (gpointer data)
{
  LcExchange *self = data;

  lc_reply_free (self->reply);
  g_clear_pointer (&self->progress, lc_progress_free);
  g_strfreev (self->path);
  g_clear_pointer (&self->query, g_hash_table_unref);
  g_clear_pointer (&self->body, json_object_unref);
  g_clear_pointer (&self->body_bytes, g_bytes_unref);
  g_clear_error (&self->fault);
  g_free (self->allow);
  g_free (self->reason);
  g_free (self->forwarded);
  g_free (self->flight);
  g_free (self->password_hash);
  g_free (self->login_hash);
  g_free (self->current);
  g_free (self->person_id);
  g_free (self);
}

LcExchange *
lc_exchange_get (SoupServerMessage *message)
{
  return g_object_get_qdata (G_OBJECT (message), exchange_quark ());
}

LcExchange *
lc_exchange_new (LcServer *server, SoupServerMessage *message)
{
  LcExchange *self = g_new0 (LcExchange, 1);
  guint8 random[8];

  self->server = server;
  self->message = message;
  self->peer = lc_peer_get (message);
  self->client = lc_peer_get_address (self->peer);
  self->began = g_get_monotonic_time ();
  randombytes_buf (random, sizeof random);
  sodium_bin2hex (self->request_id, sizeof self->request_id, random, sizeof random);
  g_object_set_qdata_full (G_OBJECT (message), exchange_quark (), self, exchange_free);
  return self;
}

void
lc_exchange_log (LcExchange *exchange, guint status)
{
  lc_log_request (soup_server_message_get_method (exchange->message),
                  exchange->route != NULL ? exchange->route->pattern : "-", status,
                  g_get_monotonic_time () - exchange->began, exchange->request_id, exchange->person_id,
                  exchange->client);
}

/* The answer is set: lets Soup write it. */
static void
send_answer (LcExchange *self)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (self->message);

  if (self->flight != NULL)
    g_hash_table_remove (self->server->in_flight, self->flight);

  if (self->server->stopping)
    soup_message_headers_replace (headers, "Connection", "close");

  lc_exchange_log (self, soup_server_message_get_status (self->message));
  if (self->paused)
    {
      self->paused = FALSE;
      soup_server_message_unpause (self->message);
      /* Soup holds the message until it is written. */
      g_object_unref (self->message);
    }
}

void
lc_exchange_release (LcExchange *exchange)
{
  exchange->paused = FALSE;
  lc_exchange_log (exchange, SOUP_STATUS_OK);
  g_object_unref (exchange->message);
}

void
lc_exchange_fail (LcExchange *self, const GError *error)
{
  gboolean is_guess = g_error_matches (error, LP_ERROR, LP_ERROR_NOT_FOUND) && self->route != NULL &&
                      (self->route->flags & LC_ROUTE_GUESSED);

  if (is_guess)
    lc_limit_count (self->server->guesses, self->client);

  if (error->code == LP_ERROR_STORAGE && error->domain == LP_ERROR && lp_db_found_damage ())
    g_critical ("Request %s failed: %s", self->request_id, error->message);
  else if (error->domain != LP_ERROR || error->code == LP_ERROR_STORAGE)
    g_message ("Request %s failed: %s", self->request_id, error->message);

  lc_http_set_problem (self->message, error, self->request_id, self->current);
  send_answer (self);
}

void
lc_exchange_fail_code (LcExchange *self, LpErrorCode code, const char *detail)
{
  g_autoptr (GError) error = g_error_new_literal (LP_ERROR, (int) code, detail);

  lc_exchange_fail (self, error);
}

void
lc_exchange_fail_rate (LcExchange *self, guint retry_after)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (self->message);
  g_autofree char *seconds = g_strdup_printf ("%u", retry_after);

  soup_message_headers_replace (headers, "Retry-After", seconds);
  lc_exchange_fail_code (self, LP_ERROR_RATE_LIMITED, "Too many requests; try again later.");
}

static void
send_reply (LcExchange *self)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (self->message);
  LcReply *reply = self->reply;

  if (reply->etag != NULL)
    soup_message_headers_replace (headers, "ETag", reply->etag);
  if (reply->location != NULL)
    soup_message_headers_replace (headers, "Location", reply->location);
  if (self->replayed)
    soup_message_headers_replace (headers, "Idempotency-Replayed", "true");
  if (reply->status == SOUP_STATUS_UNAUTHORIZED)
    soup_message_headers_replace (headers, "WWW-Authenticate", "Bearer");

  soup_message_body_truncate (soup_server_message_get_response_body (self->message));
  if (reply->body != NULL)
    {
      gsize length = reply->body->len;
      char *text = g_string_free (g_steal_pointer (&reply->body), FALSE);
      /* An atomic batch that fails answers 409 with its results, an array: that is no problem document. */
      gboolean is_problem = reply->status >= 400 && text[0] == '{';

      soup_server_message_set_response (self->message,
                                        is_problem ? "application/problem+json" : "application/json",
                                        SOUP_MEMORY_TAKE, text, length);
    }
  else
    soup_message_headers_remove (headers, "Content-Type");

  lc_http_set_status (self->message, reply->status);
  send_answer (self);
}

static void
job_done (GObject *source, GAsyncResult *result, gpointer data)
{
  LcExchange *self = data;
  g_autoptr (GError) error = NULL;

  lc_store_finish (LC_STORE (source), result, &error);
  if (error != NULL)
    lc_exchange_fail (self, error);
  else if (self->route->flags & LC_ROUTE_STREAMS)
    lc_events_start (self->server->events, self);
  else
    send_reply (self);
}

void
lc_exchange_pause (LcExchange *self)
{
  if (self->paused)
    return;

  self->paused = TRUE;
  g_object_ref (self->message);
  soup_server_message_pause (self->message);
}

static void
body_parsed (GObject *source, GAsyncResult *result, gpointer data)
{
  LcExchange *self = data;
  g_autoptr (GError) error = NULL;

  lc_store_finish (LC_STORE (source), result, &error);
  if (error != NULL)
    lc_exchange_fail (self, error);
  else
    lc_exchange_dispatch (self);
}

void
lc_exchange_dispatch (LcExchange *self)
{
  LcStore *store = self->server->store;

  lc_exchange_pause (self);
  if ((self->route->flags & LC_ROUTE_LARGE) && self->body == NULL && self->fault == NULL)
    lc_store_read_async (store, lc_exchange_parse, self, NULL, body_parsed, self);
  else if (self->route->flags & LC_ROUTE_SLICED)
    lc_store_write_alone_async (store, lc_exchange_run, self, NULL, job_done, self);
  else if (self->route->flags & LC_ROUTE_WRITES)
    lc_store_write_async (store, lc_exchange_run, self, NULL, job_done, self);
  else
    lc_store_read_async (store, lc_exchange_run, self, NULL, job_done, self);
}

static void
set_fault (LcExchange *self, LpErrorCode code, const char *detail)
{
  if (self->fault == NULL)
    g_set_error_literal (&self->fault, LP_ERROR, (int) code, detail);
}

static gboolean
is_printable (const char *text, gsize max)
{
  gsize length = strlen (text);

  for (gsize i = 0; i < length; i++)
    {
      if (text[i] < 0x20 || text[i] > 0x7e)
        return FALSE;
    }

  return length >= 1 && length <= max;
}

/* A header is ASCII, so letters beyond it come percent-encoded; what is no such encoding ("50 % off") is meant as
 * it stands. */
static char *
read_reason (const char *header)
{
  char *text = header != NULL ? g_uri_unescape_string (header, NULL) : NULL;

  return text != NULL ? text : g_strdup (header);
}

static void
read_headers (LcExchange *self)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (self->message);
  const char *authorization = soup_message_headers_get_one (headers, "Authorization");

  self->key = soup_message_headers_get_one (headers, "Idempotency-Key");
  self->if_match = soup_message_headers_get_one (headers, "If-Match");
  self->if_none_match = soup_message_headers_get_one (headers, "If-None-Match");
  self->reason = read_reason (soup_message_headers_get_one (headers, "Audit-Reason"));

  if (authorization != NULL && g_ascii_strncasecmp (authorization, "Bearer ", 7) == 0)
    {
      lc_token_hash (authorization + 7, self->token);
      self->has_token = TRUE;
    }
}

static void
read_body (LcExchange *self)
{
  SoupMessageBody *body = soup_server_message_get_request_body (self->message);
  gboolean takes_none = g_str_equal (self->route->method, "GET") ||
                        g_str_equal (self->route->method, "DELETE");

  self->body_bytes = soup_message_body_flatten (body);
  if (takes_none)
    return;

  if (g_bytes_get_size (self->body_bytes) == 0)
    self->body = json_object_new ();
  else if (!(self->route->flags & LC_ROUTE_LARGE))
    lc_exchange_parse_body (self);
}

void
lc_exchange_parse_body (LcExchange *exchange)
{
  g_autoptr (GError) fault = NULL;
  gsize size;
  const char *data = g_bytes_get_data (exchange->body_bytes, &size);

  exchange->body = lp_wire_parse_body (data, size, &fault);
  if (exchange->body == NULL && exchange->fault == NULL)
    exchange->fault = g_steal_pointer (&fault);
}

static void
check_headers (LcExchange *self)
{
  LcRouteFlags flags = self->route->flags;
  gboolean needs_key = g_str_equal (self->route->method, "POST") && (flags & LC_ROUTE_WRITES) &&
                       !(flags & LC_ROUTE_NO_KEY);

  if ((flags & LC_ROUTE_NO_KEY) || g_str_equal (self->route->method, "GET"))
    self->key = NULL;

  if (needs_key && self->key == NULL)
    set_fault (self, LP_ERROR_MALFORMED,
               "Send an Idempotency-Key, so that a repeated request has one effect.");

  if (self->key != NULL && !is_printable (self->key, KEY_MAX))
    set_fault (self, LP_ERROR_MALFORMED, "An Idempotency-Key has 1 to 255 printable ASCII characters.");

  if (self->reason != NULL &&
      (!g_utf8_validate (self->reason, -1, NULL) || g_utf8_strlen (self->reason, -1) > REASON_MAX))
    set_fault (self, LP_ERROR_MALFORMED, "An Audit-Reason is UTF-8 of at most 500 characters.");
}

/* A key belongs to its caller; the access token stands for her until the job knows the person. */
static void
enter_flight (LcExchange *self)
{
  char hex[2 * LC_TOKEN_HASH_SIZE + 1];
  char *flight;

  if (self->key == NULL || self->fault != NULL)
    return;

  sodium_bin2hex (hex, sizeof hex, self->token, sizeof self->token);
  flight = g_strconcat (hex, self->has_token ? "" : self->client, " ", self->key, NULL);
  if (g_hash_table_contains (self->server->in_flight, flight))
    {
      set_fault (self, LP_ERROR_IN_FLIGHT, "The first request with this key has not been answered yet.");
      g_free (flight);
      return;
    }

  self->flight = flight;
  g_hash_table_add (self->server->in_flight, g_strdup (flight));
}

/* What comes before all other checks. Returns whether the request has been answered. */
static gboolean
refuse_by_rate (LcExchange *self)
{
  char hex[2 * LC_TOKEN_HASH_SIZE + 1];
  guint retry_after = 0;

  if (self->has_token)
    {
      sodium_bin2hex (hex, sizeof hex, self->token, sizeof self->token);
      if (lc_limit_is_reached (self->server->requests, hex, &retry_after))
        {
          lc_exchange_fail_rate (self, retry_after);
          return TRUE;
        }
      lc_limit_count (self->server->requests, hex);
    }

  if ((self->route->flags & LC_ROUTE_GUESSED) &&
      lc_limit_is_reached (self->server->guesses, self->client, &retry_after))
    {
      lc_exchange_fail_rate (self, retry_after);
      return TRUE;
    }

  return FALSE;
}

static void
refuse_without_route (LcExchange *self)
{
  if (self->allow != NULL)
    {
      soup_message_headers_replace (soup_server_message_get_response_headers (self->message), "Allow",
                                    self->allow);
      lc_exchange_fail_code (self, LP_ERROR_METHOD_NOT_ALLOWED, "This path does not take this method.");
    }
  else
    lc_exchange_fail_code (self, LP_ERROR_NOT_FOUND, "There is nothing at this path.");
}

void
lc_exchange_begin (LcServer *server, SoupServerMessage *message)
{
  LcExchange *self = lc_exchange_get (message);

  lc_peer_set_state (self->peer, LC_PEER_WORKING);
  if (self->route == NULL)
    {
      refuse_without_route (self);
      return;
    }

  read_headers (self);
  if (refuse_by_rate (self))
    return;

  if (!(self->route->flags & LC_ROUTE_PUBLIC) && !self->has_token)
    {
      lc_exchange_fail_code (self, LP_ERROR_UNAUTHORIZED, "Sign in first.");
      return;
    }

  read_body (self);
  check_headers (self);
  enter_flight (self);
  if (self->fault == NULL)
    self->query = lc_router_parse_query (self->route, g_uri_get_query (soup_server_message_get_uri (message)),
                                         &self->fault);

  if (self->fault == NULL && (self->route->flags & LC_ROUTE_VERIFIES))
    lc_sign_in_begin (self);
  else if (self->fault == NULL && (self->route->flags & LC_ROUTE_HASHES))
    lc_sign_in_hash (self);
  else
    lc_exchange_dispatch (self);
}

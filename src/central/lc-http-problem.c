/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lc-http-private.h"

#include <string.h>

#include "lp-wire.h"

#define PROBLEM_TYPE "application/problem+json"

static char *
write_problem (const GError *error, const char *request_id, const char *current)
{
  GString *text = g_string_sized_new (512);

  lp_wire_write_problem (text, error, request_id, current);
  return g_string_free (text, FALSE);
}

static guint
get_status (const GError *error)
{
  return error->domain == LP_ERROR ? lp_wire_get_status ((LpErrorCode) error->code)
                                   : SOUP_STATUS_INTERNAL_SERVER_ERROR;
}

void
lc_http_set_problem_body (SoupServerMessage *message,
                          const GError *error,
                          const char *request_id,
                          const char *current)
{
  char *text = write_problem (error, request_id, current);

  soup_message_body_truncate (soup_server_message_get_response_body (message));
  soup_server_message_set_response (message, PROBLEM_TYPE, SOUP_MEMORY_TAKE, text, strlen (text));
}

void
lc_http_set_status (SoupServerMessage *message, guint status)
{
  /* Those that libsoup 3.2 does not know, or by an older name. */
  static const struct
  {
    guint status;
    const char *phrase;
  } phrases[] = {
    { 413, "Content Too Large" },
    { 422, "Unprocessable Content" },
    { 428, "Precondition Required" },
    { 429, "Too Many Requests" },
    { 431, "Request Header Fields Too Large" },
  };
  const char *phrase = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (phrases); i++)
    if (phrases[i].status == status)
      phrase = phrases[i].phrase;
  soup_server_message_set_status (message, status, phrase);
}

void
lc_http_set_problem (SoupServerMessage *message,
                     const GError *error,
                     const char *request_id,
                     const char *current)
{
  guint status = get_status (error);

  if (status == SOUP_STATUS_UNAUTHORIZED)
    soup_message_headers_replace (soup_server_message_get_response_headers (message), "WWW-Authenticate",
                                  "Bearer");

  lc_http_set_problem_body (message, error, request_id, current);
  lc_http_set_status (message, status);
}

/* A refused connection on its last way: the answer goes out, and what still comes in is read and thrown away, as
 * closing at once would make the kernel send a reset that can overtake the answer. The peer's time limit for a
 * head bounds it. */
typedef struct
{
  GIOStream *stream;
  GSocketAddress *address;    /* keeps the peer counted */
  SoupServerMessage *message; /* keeps the peer's exchange */
  char *text;
} Farewell;

#define DRAIN_SIZE 65536

static void
farewell_free (Farewell *farewell)
{
  g_io_stream_close (farewell->stream, NULL, NULL);
  g_object_unref (farewell->stream);
  g_object_unref (farewell->address);
  g_object_unref (farewell->message);
  g_free (farewell->text);
  g_free (farewell);
}

static void
skipped (GObject *source, GAsyncResult *result, gpointer data)
{
  Farewell *farewell = data;
  gssize n = g_input_stream_skip_finish (G_INPUT_STREAM (source), result, NULL);

  if (n > 0)
    g_input_stream_skip_async (G_INPUT_STREAM (source), DRAIN_SIZE, G_PRIORITY_LOW, NULL, skipped, farewell);
  else
    farewell_free (farewell);
}

static void
wrote (GObject *source, GAsyncResult *result, gpointer data)
{
  Farewell *farewell = data;
  LcPeer *peer = lc_peer_get (farewell->message);

  if (!g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, NULL))
    {
      farewell_free (farewell);
      return;
    }

  lc_peer_end_output (peer);
  g_input_stream_skip_async (g_io_stream_get_input_stream (farewell->stream), DRAIN_SIZE, G_PRIORITY_LOW,
                             NULL, skipped, farewell);
}

void
lc_http_refuse (SoupServerMessage *message, LpErrorCode code, const char *detail)
{
  g_autoptr (GError) error = g_error_new_literal (LP_ERROR, (int) code, detail);
  LcExchange *exchange = lc_exchange_get (message);
  Farewell *farewell = g_new0 (Farewell, 1);
  guint status = get_status (error);
  g_autofree char *problem = write_problem (error, exchange->request_id, NULL);

  farewell->message = g_object_ref (message);
  farewell->address = g_object_ref (soup_server_message_get_remote_address (message));
  farewell->text =
      g_strdup_printf ("HTTP/1.1 %u %s\r\n"
                       "Content-Type: " PROBLEM_TYPE "\r\n"
                       "Content-Length: %zu\r\n"
                       "Connection: close\r\n"
                       "Cache-Control: no-store\r\n"
                       "%s"
                       "X-Request-Id: %s\r\n"
                       "\r\n%s",
                       status, soup_status_get_phrase (status), strlen (problem),
                       code == LP_ERROR_METHOD_NOT_ALLOWED ? "Allow: GET, POST, PUT, PATCH, DELETE\r\n" : "",
                       exchange->request_id, problem);
  lc_peer_set_state (exchange->peer, LC_PEER_HEAD);
  lc_exchange_log (exchange, status);

  farewell->stream = soup_server_message_steal_connection (message);
  g_output_stream_write_all_async (g_io_stream_get_output_stream (farewell->stream), farewell->text,
                                   strlen (farewell->text), G_PRIORITY_DEFAULT, NULL, wrote, farewell);
}

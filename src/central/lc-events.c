/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lc-events.h"

#include "lc-caller.h"
#include "lc-feed.h"
#include <string.h>

#include "lc-session.h"

/* Each stream looks again after a commit and every few seconds, in a job that also finds out whether its token
 * still holds. Only changes that the person could see before or can see after are told; how many there were is
 * not. */

#define LOOK_SECONDS    4
#define COMMENT_SECONDS 15

struct _LcEvents
{
  LcStore *store;
  GList *streams; /* of Stream */
  GSource *timer;
};

typedef struct
{
  LcEvents *events;           /* borrowed; NULL once the stream has ended */
  SoupServerMessage *message; /* owned */
  guint8 token[LC_TOKEN_HASH_SIZE];
  gint64 since;        /* last change looked at */
  gint64 last_written; /* monotonic seconds */
  gboolean looking;
  gboolean look_again;

  /* What the job found */
  gint64 newest;
  gboolean changed;
} Stream;

static void look (Stream *stream);

static void
stream_free (Stream *stream)
{
  g_object_unref (stream->message);
  g_free (stream);
}

static gint64
get_seconds (void)
{
  return g_get_monotonic_time () / G_USEC_PER_SEC;
}

static void
stream_write (Stream *stream, const char *text)
{
  SoupMessageBody *body = soup_server_message_get_response_body (stream->message);

  soup_message_body_append (body, SOUP_MEMORY_STATIC, text, strlen (text));
  soup_server_message_unpause (stream->message);
  stream->last_written = get_seconds ();
}

/* Takes the stream off the list; a job that still runs frees it. */
static void
stream_detach (Stream *stream)
{
  if (stream->events == NULL)
    return;

  stream->events->streams = g_list_remove (stream->events->streams, stream);
  stream->events = NULL;
  g_signal_handlers_disconnect_by_data (stream->message, stream);
  if (!stream->looking)
    stream_free (stream);
}

static void
stream_end (Stream *stream)
{
  soup_message_body_complete (soup_server_message_get_response_body (stream->message));
  soup_server_message_unpause (stream->message);
  stream_detach (stream);
}

static void
message_finished (SoupServerMessage *message, gpointer data)
{
  stream_detach (data);
}

static gpointer
look_job (LcTransaction *tx, gpointer data, GError **error)
{
  Stream *stream = data;
  gint64 until = 0;
  g_autoptr (LcCaller) caller = lc_session_authenticate (tx, stream->token, &until, error);

  if (caller == NULL)
    return NULL;

  stream->newest = stream->since;
  stream->changed = lc_feed_has_visible_change (tx->db, caller->person_row, &stream->newest, error);
  return NULL;
}

static void
looked (GObject *source, GAsyncResult *result, gpointer data)
{
  Stream *stream = data;
  g_autoptr (GError) error = NULL;

  lc_store_finish (LC_STORE (source), result, &error);
  stream->looking = FALSE;
  if (stream->events == NULL)
    {
      stream_free (stream);
      return;
    }

  if (g_error_matches (error, LP_ERROR, LP_ERROR_UNAUTHORIZED))
    {
      stream_end (stream);
      return;
    }

  stream->since = stream->newest;
  if (stream->changed)
    stream_write (stream, "event: change\ndata: {}\n\n");
  else if (get_seconds () - stream->last_written >= COMMENT_SECONDS - LOOK_SECONDS)
    stream_write (stream, ": still here\n\n");

  if (stream->look_again)
    look (stream);
}

static void
look (Stream *stream)
{
  stream->look_again = stream->looking;
  if (stream->looking)
    return;

  stream->looking = TRUE;
  lc_store_read_async (stream->events->store, look_job, stream, NULL, looked, stream);
}

static void
look_everywhere (LcEvents *self)
{
  for (GList *link = self->streams; link != NULL; link = link->next)
    look (link->data);
}

static gboolean
timer_fired (gpointer data)
{
  look_everywhere (data);
  return G_SOURCE_CONTINUE;
}

static void
store_committed (LcStore *store, gpointer data)
{
  look_everywhere (data);
}

LcEvents *
lc_events_new (LcStore *store)
{
  LcEvents *self = g_new0 (LcEvents, 1);

  self->store = g_object_ref (store);
  g_signal_connect (store, "committed", G_CALLBACK (store_committed), self);
  self->timer = g_timeout_source_new_seconds (LOOK_SECONDS);
  g_source_set_callback (self->timer, timer_fired, self, NULL);
  g_source_attach (self->timer, g_main_context_get_thread_default ());
  return self;
}

void
lc_events_free (LcEvents *events)
{
  if (events == NULL)
    return;

  lc_events_end_all (events);
  g_source_destroy (events->timer);
  g_source_unref (events->timer);
  g_signal_handlers_disconnect_by_data (events->store, events);
  g_object_unref (events->store);
  g_free (events);
}

void
lc_events_end_all (LcEvents *events)
{
  while (events->streams != NULL)
    stream_end (events->streams->data);
}

static void
set_headers (SoupServerMessage *message)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  gboolean is_1_0 = soup_server_message_get_http_version (message) == SOUP_HTTP_1_0;

  soup_message_headers_set_encoding (headers, is_1_0 ? SOUP_ENCODING_EOF : SOUP_ENCODING_CHUNKED);
  soup_message_headers_set_content_type (headers, "text/event-stream", NULL);
  /* nginx would hold events back otherwise. */
  soup_message_headers_replace (headers, "X-Accel-Buffering", "no");
  soup_message_headers_replace (headers, "Connection", "close");
}

void
lc_events_start (LcEvents *events, LcExchange *exchange)
{
  Stream *stream = g_new0 (Stream, 1);
  SoupMessageBody *body = soup_server_message_get_response_body (exchange->message);

  stream->events = events;
  stream->message = g_object_ref (exchange->message);
  stream->since = exchange->last_change;
  memcpy (stream->token, exchange->token, sizeof stream->token);
  events->streams = g_list_prepend (events->streams, stream);
  g_signal_connect (exchange->message, "finished", G_CALLBACK (message_finished), stream);

  lc_peer_set_state (exchange->peer, LC_PEER_STREAMING);
  set_headers (exchange->message);
  soup_message_body_truncate (body);
  soup_message_body_set_accumulate (body, FALSE);
  soup_server_message_set_status (exchange->message, SOUP_STATUS_OK, NULL);
  stream_write (stream, ": welcome\n\n");
  lc_exchange_release (exchange);
}

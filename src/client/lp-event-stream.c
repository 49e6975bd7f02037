/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lp-event-stream.h"

#include "lp-client-private.h"

struct _LpEventStream
{
  GObject parent_instance;

  GCancellable *cancellable;
  GDataInputStream *lines;
  gboolean closed;
};

G_DEFINE_FINAL_TYPE (LpEventStream, lp_event_stream, G_TYPE_OBJECT)

enum
{
  EVENT,
  ALIVE,
  ENDED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
lp_event_stream_dispose (GObject *object)
{
  LpEventStream *self = LP_EVENT_STREAM (object);

  lp_event_stream_close (self);
  g_clear_object (&self->lines);
  G_OBJECT_CLASS (lp_event_stream_parent_class)->dispose (object);
}

static void
lp_event_stream_finalize (GObject *object)
{
  g_object_unref (LP_EVENT_STREAM (object)->cancellable);
  G_OBJECT_CLASS (lp_event_stream_parent_class)->finalize (object);
}

static void
lp_event_stream_class_init (LpEventStreamClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  static const char *const names[] = { "event", "alive", "ended" };

  object_class->dispose = lp_event_stream_dispose;
  object_class->finalize = lp_event_stream_finalize;
  for (guint i = 0; i < N_SIGNALS; i++)
    signals[i] = g_signal_new (names[i], G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                               G_TYPE_NONE, 0);
}

static void
lp_event_stream_init (LpEventStream *self)
{
  self->cancellable = g_cancellable_new ();
}

static void
end (LpEventStream *self)
{
  if (self->closed)
    return;
  self->closed = TRUE;
  g_signal_emit (self, signals[ENDED], 0);
}

static void read_line (LpEventStream *self);

/* The kinds of lines that matter: a field of an event, and a comment, which begins with a colon. */
static void
on_line (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LpEventStream) self = user_data;
  g_autofree char *line = g_data_input_stream_read_line_finish (G_DATA_INPUT_STREAM (source), result, NULL,
                                                                NULL);

  if (self->closed)
    return;
  if (line == NULL)
    {
      end (self);
      return;
    }
  if (g_str_has_prefix (line, "event:") && g_str_equal (g_strstrip (line + strlen ("event:")), "change"))
    g_signal_emit (self, signals[EVENT], 0);
  else if (line[0] == ':')
    g_signal_emit (self, signals[ALIVE], 0);
  if (!self->closed)
    read_line (self);
}

static void
read_line (LpEventStream *self)
{
  g_data_input_stream_read_line_async (self->lines, G_PRIORITY_DEFAULT, self->cancellable, on_line,
                                       g_object_ref (self));
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LpEventStream) self = user_data;
  g_autoptr (GInputStream) stream = soup_session_send_finish (SOUP_SESSION (source), result, NULL);
  SoupMessage *message = soup_session_get_async_result_message (SOUP_SESSION (source), result);

  if (self->closed)
    return;
  if (stream == NULL || soup_message_get_status (message) != SOUP_STATUS_OK)
    {
      end (self);
      return;
    }
  self->lines = g_data_input_stream_new (stream);
  g_data_input_stream_set_newline_type (self->lines, G_DATA_STREAM_NEWLINE_TYPE_ANY);
  /* What changed before the service listened to us must not be missed. */
  g_signal_emit (self, signals[EVENT], 0);
  if (!self->closed)
    read_line (self);
}

LpEventStream *
lp_event_stream_new (LpClient *client)
{
  LpEventStream *self = g_object_new (LP_TYPE_EVENT_STREAM, NULL);
  g_autoptr (LpRequest) request = lp_request_new ("GET", "/v1/events");
  g_autoptr (SoupMessage) message = lp_client_new_message (client, request);

  soup_message_headers_replace (soup_message_get_request_headers (message), "Accept", "text/event-stream");
  soup_session_send_async (lp_client_get_session (client), message, G_PRIORITY_DEFAULT, self->cancellable,
                           on_sent, g_object_ref (self));
  return self;
}

void
lp_event_stream_close (LpEventStream *self)
{
  self->closed = TRUE;
  g_cancellable_cancel (self->cancellable);
}

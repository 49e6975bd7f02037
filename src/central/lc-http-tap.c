/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lc-http-tap.h"

#include <string.h>

/* Longer heads are refused by Soup. */
#define KEPT_MAX (256 * 1024)

/* How every connection of TLS begins (RFC 8446, 5.1: a handshake record), and what its client makes sense of: an
 * answer that is no TLS. */
#define TLS_GREETING      "\x16\x03"
#define TLS_GREETING_SIZE 2
#define TLS_ANSWER                                                                                           \
  "HTTP/1.1 400 Bad Request\r\nConnection: close\r\nContent-Type: text/plain\r\n\r\n"                        \
  "This port speaks plain HTTP. TLS is the reverse proxy's.\n"

#define LC_TYPE_TAP_INPUT (lc_tap_input_get_type ())
G_DECLARE_FINAL_TYPE (LcTapInput, lc_tap_input, LC, TAP_INPUT, GFilterInputStream)

struct _LcTapInput
{
  GFilterInputStream parent_instance;

  GSocket *socket;
  GByteArray *kept; /* read from the connection, from the head of the next request on */
  guint64 skipped;  /* bytes of a body that are still to come and are not kept */
  gboolean greeted; /* the first bytes were looked at */
  gboolean ended;   /* it was a greeting of TLS: nothing more comes */
};

static void lc_tap_input_pollable_init (GPollableInputStreamInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LcTapInput,
                               lc_tap_input,
                               G_TYPE_FILTER_INPUT_STREAM,
                               G_IMPLEMENT_INTERFACE (G_TYPE_POLLABLE_INPUT_STREAM,
                                                      lc_tap_input_pollable_init))

static void
keep (LcTapInput *self, const guint8 *data, gssize size)
{
  guint64 n = size > 0 ? (guint64) size : 0;
  guint64 skip = MIN (n, self->skipped);

  self->skipped -= skip;
  if (n > skip && self->kept->len + (n - skip) <= KEPT_MAX)
    g_byte_array_append (self->kept, data + skip, (guint) (n - skip));
}

/* Without this, Soup would wait for the end of a head until the time for it is over. */
static void
refuse_tls (LcTapInput *self)
{
  g_message (
      "A client spoke TLS to a plain port: its address of the service has to begin with http://, or with "
      "https:// and the name of the reverse proxy");
  g_socket_send_with_blocking (self->socket, TLS_ANSWER, strlen (TLS_ANSWER), FALSE, NULL, NULL);
  g_socket_shutdown (self->socket, FALSE, TRUE, NULL);
  self->ended = TRUE;
}

/* What was read, as Soup shall see it. */
static gssize
take (LcTapInput *self, const guint8 *data, gssize size)
{
  keep (self, data, size);
  if (!self->greeted && self->kept->len >= TLS_GREETING_SIZE)
    {
      self->greeted = TRUE;
      if (memcmp (self->kept->data, TLS_GREETING, TLS_GREETING_SIZE) == 0)
        refuse_tls (self);
    }
  return self->ended ? 0 : size;
}

static GInputStream *
get_base (gpointer stream)
{
  return G_FILTER_INPUT_STREAM (stream)->base_stream;
}

static gssize
lc_tap_input_read (GInputStream *stream, void *buffer, gsize count, GCancellable *cancellable, GError **error)
{
  LcTapInput *self = LC_TAP_INPUT (stream);

  if (self->ended)
    return 0;
  return take (self, buffer, g_input_stream_read (get_base (stream), buffer, count, cancellable, error));
}

static gssize
lc_tap_input_read_nonblocking (GPollableInputStream *stream, void *buffer, gsize count, GError **error)
{
  LcTapInput *self = LC_TAP_INPUT (stream);

  if (self->ended)
    return 0;
  return take (self, buffer,
               g_pollable_input_stream_read_nonblocking (G_POLLABLE_INPUT_STREAM (get_base (stream)), buffer,
                                                         count, NULL, error));
}

static gboolean
lc_tap_input_can_poll (GPollableInputStream *stream)
{
  return TRUE;
}

static gboolean
lc_tap_input_is_readable (GPollableInputStream *stream)
{
  return g_pollable_input_stream_is_readable (G_POLLABLE_INPUT_STREAM (get_base (stream)));
}

static GSource *
lc_tap_input_create_source (GPollableInputStream *stream, GCancellable *cancellable)
{
  g_autoptr (GSource)
      base = g_pollable_input_stream_create_source (G_POLLABLE_INPUT_STREAM (get_base (stream)), cancellable);

  return g_pollable_source_new_full (stream, base, NULL);
}

static void
lc_tap_input_finalize (GObject *object)
{
  g_byte_array_unref (LC_TAP_INPUT (object)->kept);
  g_object_unref (LC_TAP_INPUT (object)->socket);
  G_OBJECT_CLASS (lc_tap_input_parent_class)->finalize (object);
}

static void
lc_tap_input_class_init (LcTapInputClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lc_tap_input_finalize;
  G_INPUT_STREAM_CLASS (klass)->read_fn = lc_tap_input_read;
}

static void
lc_tap_input_pollable_init (GPollableInputStreamInterface *iface)
{
  iface->can_poll = lc_tap_input_can_poll;
  iface->is_readable = lc_tap_input_is_readable;
  iface->create_source = lc_tap_input_create_source;
  iface->read_nonblocking = lc_tap_input_read_nonblocking;
}

static void
lc_tap_input_init (LcTapInput *self)
{
  self->kept = g_byte_array_new ();
}

struct _LcTap
{
  GIOStream parent_instance;

  GIOStream *connection;
  LcTapInput *input;
};

G_DEFINE_FINAL_TYPE (LcTap, lc_tap, G_TYPE_IO_STREAM)

static GInputStream *
lc_tap_get_input_stream (GIOStream *stream)
{
  return G_INPUT_STREAM (LC_TAP (stream)->input);
}

static GOutputStream *
lc_tap_get_output_stream (GIOStream *stream)
{
  return g_io_stream_get_output_stream (LC_TAP (stream)->connection);
}

static gboolean
lc_tap_close (GIOStream *stream, GCancellable *cancellable, GError **error)
{
  return g_io_stream_close (LC_TAP (stream)->connection, cancellable, error);
}

static void
lc_tap_finalize (GObject *object)
{
  LcTap *self = LC_TAP (object);

  g_clear_object (&self->input);
  g_clear_object (&self->connection);
  G_OBJECT_CLASS (lc_tap_parent_class)->finalize (object);
}

static void
lc_tap_class_init (LcTapClass *klass)
{
  GIOStreamClass *stream_class = G_IO_STREAM_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = lc_tap_finalize;
  stream_class->get_input_stream = lc_tap_get_input_stream;
  stream_class->get_output_stream = lc_tap_get_output_stream;
  stream_class->close_fn = lc_tap_close;
}

static void
lc_tap_init (LcTap *self)
{
}

LcTap *
lc_tap_new (GSocketConnection *connection)
{
  LcTap *self = g_object_new (LC_TYPE_TAP, NULL);

  self->connection = G_IO_STREAM (g_object_ref (connection));
  self->input = g_object_new (LC_TYPE_TAP_INPUT, "base-stream",
                              g_io_stream_get_input_stream (self->connection), "close-base-stream", FALSE,
                              NULL);
  self->input->socket = g_object_ref (g_socket_connection_get_socket (connection));
  return self;
}

/* The second word of the first line that is not empty: what Soup skips before a request, we skip, too. */
static char *
find_target (const char *head, gsize size)
{
  const char *end = head + size;
  const char *line = head;
  const char *target;
  const char *after;

  while (line < end && (*line == '\r' || *line == '\n'))
    line++;

  target = memchr (line, ' ', (gsize) (end - line));
  if (target == NULL)
    return NULL;

  while (target < end && *target == ' ')
    target++;

  for (after = target; after < end && *after != ' ' && *after != '\r' && *after != '\n';)
    after++;

  return g_strndup (target, (gsize) (after - target));
}

/* The head's size with its empty line: lines may end in LF alone, as Soup takes those. 0 if it is incomplete. */
static gsize
find_head_size (const char *data, gsize size)
{
  gsize start = 0;

  while (start < size && (data[start] == '\r' || data[start] == '\n'))
    start++;

  for (gsize i = start; i + 1 < size; i++)
    {
      if (data[i] != '\n')
        continue;

      if (data[i + 1] == '\n')
        return i + 2;

      if (data[i + 1] == '\r' && i + 2 < size && data[i + 2] == '\n')
        return i + 3;
    }

  return 0;
}

char *
lc_tap_take_target (LcTap *tap, guint64 body_size)
{
  GByteArray *kept = tap->input->kept;
  gsize head_size = find_head_size ((const char *) kept->data, kept->len);
  char *target;
  guint64 body_here;

  if (head_size == 0)
    return NULL;

  target = find_target ((const char *) kept->data, head_size);
  body_here = MIN (body_size, kept->len - head_size);
  tap->input->skipped += body_size - body_here;
  g_byte_array_remove_range (kept, 0, (guint) (head_size + body_here));
  return target;
}

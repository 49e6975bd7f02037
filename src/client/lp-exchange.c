/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lp-exchange.h"

#include "lp-error.h"

#define CHUNK (256 * 1024)

/* What one exchange owns while it runs: task data. */
typedef struct
{
  SoupMessage *message;
  GInputStream *stream;
  GByteArray *body;
  gsize max_size;
  GCancellable *stop; /* follows the caller's cancellable and the time limit */
  gulong cancelled_id;
  GSource *limit;
  gboolean timed_out;
  gboolean final; /* the next try would fail the same way */
} Exchange;

void
lp_answer_free (LpAnswer *answer)
{
  g_bytes_unref (answer->body);
  g_free (answer->etag);
  g_free (answer->location);
  g_free (answer);
}

static void
exchange_free (Exchange *self)
{
  g_source_destroy (self->limit);
  g_source_unref (self->limit);
  g_object_unref (self->message);
  g_clear_object (&self->stream);
  g_byte_array_unref (self->body);
  g_object_unref (self->stop);
  g_free (self);
}

/* Whoever has no TLS, or a wrong certificate, has it at the next try as well; a cut connection says nothing. */
static gboolean
is_insecure (const GError *cause)
{
  return cause->domain == G_TLS_ERROR && cause->code != G_TLS_ERROR_EOF;
}

/* Any failure of the network is LP_ERROR_UNREACHABLE, but a cancellation stays what it is. */
static void
set_unreachable (GError **error, const GError *cause)
{
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED) || cause->domain == LP_ERROR)
    g_propagate_error (error, g_error_copy (cause));
  else if (is_insecure (cause))
    g_set_error (error, LP_ERROR, LP_ERROR_UNREACHABLE,
                 "There is no secure connection to License Central: %s", cause->message);
  else
    g_set_error (error, LP_ERROR, LP_ERROR_UNREACHABLE, "License Central does not answer: %s",
                 cause->message);
}

static void
exchange_end (GTask *task)
{
  Exchange *exchange = g_task_get_task_data (task);

  g_source_destroy (exchange->limit);
  g_cancellable_disconnect (g_task_get_cancellable (task), exchange->cancelled_id);
  exchange->cancelled_id = 0;
}

static void
exchange_fail (GTask *task, const GError *cause)
{
  Exchange *exchange = g_task_get_task_data (task);
  GError *error = NULL;

  exchange_end (task);
  exchange->final = is_insecure (cause);
  if (exchange->timed_out)
    g_set_error_literal (&error, LP_ERROR, LP_ERROR_UNREACHABLE, "License Central did not answer in time");
  else
    set_unreachable (&error, cause);
  g_task_return_error (task, error);
}

static void
exchange_succeed (GTask *task)
{
  Exchange *exchange = g_task_get_task_data (task);
  SoupMessageHeaders *headers = soup_message_get_response_headers (exchange->message);
  const char *retry_after = soup_message_headers_get_one (headers, "Retry-After");
  LpAnswer *answer = g_new0 (LpAnswer, 1);

  exchange_end (task);
  answer->status = soup_message_get_status (exchange->message);
  answer->body = g_byte_array_free_to_bytes (g_steal_pointer (&exchange->body));
  exchange->body = g_byte_array_new ();
  answer->etag = g_strdup (soup_message_headers_get_one (headers, "ETag"));
  answer->location = g_strdup (soup_message_headers_get_one (headers, "Location"));
  answer->replayed = soup_message_headers_header_equals (headers, "Idempotency-Replayed", "true");
  answer->retry_after = retry_after != NULL ? MIN (g_ascii_strtoull (retry_after, NULL, 10), 3600) : 0;
  g_task_return_pointer (task, answer, (GDestroyNotify) lp_answer_free);
}

static void read_more (GTask *task);

static void
refuse_size (GTask *task)
{
  g_autoptr (GError) error = g_error_new_literal (LP_ERROR, LP_ERROR_TOO_LARGE,
                                                  "The answer is larger than any that was asked for");

  exchange_fail (task, error);
}

static void
on_read (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Exchange *exchange = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  gssize size = g_input_stream_read_finish (G_INPUT_STREAM (source), result, &error);

  if (size < 0)
    {
      exchange_fail (task, error);
      return;
    }
  g_byte_array_set_size (exchange->body, exchange->body->len - CHUNK + (guint) size);
  if (size == 0)
    exchange_succeed (task);
  else if (exchange->body->len > exchange->max_size)
    refuse_size (task);
  else
    read_more (g_steal_pointer (&task));
}

/* Takes over the task. */
static void
read_more (GTask *task)
{
  Exchange *exchange = g_task_get_task_data (task);
  guint used = exchange->body->len;

  g_byte_array_set_size (exchange->body, used + CHUNK);
  g_input_stream_read_async (exchange->stream, exchange->body->data + used, CHUNK, G_PRIORITY_DEFAULT,
                             exchange->stop, on_read, task);
}

/* Whether the connection ended within the head: libsoup takes what came of it as the whole, and an answer that tells no
 * length as one without a body. HTTP/2 has frames for that, and License Central tells a length where there is a body. */
static gboolean
lacks_rest_of_head (SoupMessage *message)
{
  guint status = soup_message_get_status (message);

  return soup_message_get_http_version (message) != SOUP_HTTP_2_0 && status != SOUP_STATUS_NO_CONTENT &&
         status != SOUP_STATUS_NOT_MODIFIED &&
         soup_message_headers_get_encoding (soup_message_get_response_headers (message)) == SOUP_ENCODING_EOF;
}

static void
on_sent (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  Exchange *exchange = g_task_get_task_data (task);
  g_autoptr (GError) error = NULL;
  goffset length;

  exchange->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (exchange->stream != NULL && lacks_rest_of_head (exchange->message))
    {
      g_clear_object (&exchange->stream);
      g_set_error_literal (&error, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT, "the answer was cut off");
    }
  if (exchange->stream == NULL)
    {
      exchange_fail (task, error);
      return;
    }
  length = soup_message_headers_get_content_length (soup_message_get_response_headers (exchange->message));
  if (length > (goffset) exchange->max_size)
    {
      refuse_size (task);
      return;
    }
  /* Room at once for all of it, and for the read that finds its end: growing would copy it many times. */
  g_byte_array_unref (exchange->body);
  exchange->body = g_byte_array_sized_new ((guint) length + CHUNK);
  read_more (g_steal_pointer (&task));
}

static gboolean
on_limit (gpointer user_data)
{
  Exchange *exchange = user_data;

  exchange->timed_out = TRUE;
  g_cancellable_cancel (exchange->stop);
  return G_SOURCE_REMOVE;
}

static void
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  g_cancellable_cancel (user_data);
}

void
lp_exchange_async (SoupSession *session,
                   SoupMessage *message,
                   gsize max_size,
                   guint seconds,
                   GCancellable *cancellable,
                   GAsyncReadyCallback callback,
                   gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (session, cancellable, callback, user_data);
  Exchange *exchange = g_new0 (Exchange, 1);

  g_task_set_source_tag (task, lp_exchange_async);
  exchange->message = g_object_ref (message);
  exchange->body = g_byte_array_new ();
  exchange->max_size = max_size;
  exchange->stop = g_cancellable_new ();
  exchange->limit = g_timeout_source_new_seconds (seconds);
  g_source_set_static_name (exchange->limit, "[license-portal] time limit");
  g_source_set_callback (exchange->limit, on_limit, exchange, NULL);
  g_source_attach (exchange->limit, g_main_context_get_thread_default ());
  g_task_set_task_data (task, exchange, (GDestroyNotify) exchange_free);
  if (cancellable != NULL)
    exchange->cancelled_id = g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled),
                                                    g_object_ref (exchange->stop), g_object_unref);
  soup_session_send_async (session, message, G_PRIORITY_DEFAULT, exchange->stop, on_sent,
                           g_steal_pointer (&task));
}

gboolean
lp_exchange_is_final (GAsyncResult *result)
{
  const Exchange *exchange = g_task_get_task_data (G_TASK (result));

  return exchange->final;
}

LpAnswer *
lp_exchange_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

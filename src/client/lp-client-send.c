/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lp-client-private.h"
#include "lp-wire.h"

/* The way of one request: try → network failed or service busy? wait a little and try again with the same key →
 * 401? refresh the tokens once and try again → hand over. */

#define TIME_LIMIT_SECONDS 60
#define MAX_ANSWER         (64 * 1024 * 1024)
#define MAX_PAUSE_MS       5000
/* Bigger answers are parsed in a thread, so that the window does not miss a frame. */
#define PARSE_HERE_BYTES (16 * 1024)

typedef struct
{
  LpRequest *request;
  guint tries;
  gboolean refreshed;
  char *token; /* the access token that was used last */
} Ask;

static void
ask_free (Ask *self)
{
  lp_request_unref (self->request);
  g_free (self->token);
  g_free (self);
}

static void ask_try (GTask *task);

static gboolean
on_pause_over (gpointer user_data)
{
  GTask *task = user_data;

  if (!g_task_return_error_if_cancelled (task))
    ask_try (g_object_ref (task));
  return G_SOURCE_REMOVE;
}

static gboolean
on_pause_cancelled (GCancellable *cancellable, gpointer user_data)
{
  return G_SOURCE_REMOVE;
}

guint
lp_client_pick_pause (guint first, guint tries)
{
  guint pause = MIN (first << MIN (tries - 1, 10), MAX_PAUSE_MS);

  return pause / 2 + (guint) g_random_int_range (0, (gint32) pause / 2 + 1);
}

static void
ask_pause (GTask *task, guint at_least_seconds)
{
  Ask *ask = g_task_get_task_data (task);
  guint pause = lp_client_pick_pause (lp_client_get_pause (g_task_get_source_object (task)), ask->tries);
  g_autoptr (GSource) timer = NULL;

  timer = g_timeout_source_new (MAX (pause, MIN (at_least_seconds, 10) * 1000));
  if (g_task_get_cancellable (task) != NULL)
    {
      g_autoptr (GSource) stop = g_cancellable_source_new (g_task_get_cancellable (task));

      g_source_set_callback (stop, G_SOURCE_FUNC (on_pause_cancelled), NULL, NULL);
      g_source_add_child_source (timer, stop);
    }
  g_source_set_static_name (timer, "[license-portal] pause before the next try");
  g_source_set_callback (timer, on_pause_over, g_object_ref (task), g_object_unref);
  g_source_attach (timer, g_task_get_context (task));
}

static gboolean
ask_may_repeat (LpClient *self, Ask *ask)
{
  gboolean harmless = g_str_equal (ask->request->method, "GET") || ask->request->idempotency_key != NULL;

  return harmless && ask->tries < lp_client_get_max_tries (self);
}

static void
on_refreshed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (!lp_client_refresh_finish (LP_CLIENT (source), result, &error))
    g_task_return_error (task, error);
  else if (!g_task_return_error_if_cancelled (task))
    ask_try (g_steal_pointer (&task));
}

static gboolean
is_in_flight (LpAnswer *answer)
{
  g_autoptr (GError) error = NULL;

  if (answer->status != 409)
    return FALSE;
  error = lp_client_read_problem (answer, NULL);
  return g_error_matches (error, LP_ERROR, LP_ERROR_IN_FLIGHT);
}

static void
on_answer (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LpClient *self = g_task_get_source_object (task);
  Ask *ask = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr (LpAnswer) answer = lp_exchange_finish (result, &error);

  if (answer == NULL)
    {
      if (g_error_matches (error, LP_ERROR, LP_ERROR_UNREACHABLE) && !lp_exchange_is_final (result) &&
          ask_may_repeat (self, ask))
        {
          g_clear_error (&error);
          ask_pause (task, 0);
          return;
        }
      g_task_return_error (task, error);
      return;
    }
  if ((answer->status == 503 || is_in_flight (answer)) && ask_may_repeat (self, ask))
    ask_pause (task, answer->retry_after);
  else if (answer->status == 401 && !ask->refreshed && !ask->request->anonymous &&
           lp_client_get_tokens (self))
    {
      ask->refreshed = TRUE;
      lp_client_refresh_async (self, ask->token, on_refreshed, g_object_ref (task));
    }
  else
    g_task_return_pointer (task, g_steal_pointer (&answer), (GDestroyNotify) lp_answer_free);
}

/* Takes over the task. */
static void
ask_try (GTask *task)
{
  LpClient *self = g_task_get_source_object (task);
  Ask *ask = g_task_get_task_data (task);
  g_autoptr (SoupMessage) message = lp_client_new_message (self, ask->request);

  ask->tries++;
  g_free (ask->token);
  ask->token = g_strdup (lp_client_get_access_token (self));
  lp_exchange_async (lp_client_get_session (self), message, MAX_ANSWER, TIME_LIMIT_SECONDS,
                     g_task_get_cancellable (task), on_answer, task);
}

void
lp_client_ask_async (LpClient *self,
                     LpRequest *request,
                     GCancellable *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Ask *ask = g_new0 (Ask, 1);

  g_task_set_source_tag (task, lp_client_ask_async);
  ask->request = lp_request_ref (request);
  g_task_set_task_data (task, ask, (GDestroyNotify) ask_free);
  ask_try (task);
}

static LpAnswer *
check_status (LpAnswer *answer, JsonObject **current, GError **error)
{
  if (answer == NULL || (answer->status >= 200 && answer->status <= 299))
    return answer;
  g_propagate_error (error, lp_client_read_problem (answer, current));
  lp_answer_free (answer);
  return NULL;
}

LpAnswer *
lp_client_ask_finish (LpClient *self, GAsyncResult *result, GError **error)
{
  return check_status (g_task_propagate_pointer (G_TASK (result), error), NULL, error);
}

/* An atomic batch that failed answers with its failures: the first tells why. */
static JsonObject *
find_failure (const char *data, gsize size)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  JsonNode *root = NULL, *item = NULL, *problem = NULL;

  if (size > 0 && json_parser_load_from_data (parser, data, (gssize) size, NULL))
    root = json_parser_get_root (parser);
  if (root != NULL && JSON_NODE_HOLDS_ARRAY (root) && json_array_get_length (json_node_get_array (root)) > 0)
    item = json_array_get_element (json_node_get_array (root), 0);
  if (item != NULL && JSON_NODE_HOLDS_OBJECT (item))
    problem = json_object_get_member (json_node_get_object (item), "problem");
  return problem != NULL && JSON_NODE_HOLDS_OBJECT (problem) ? json_node_dup_object (problem) : NULL;
}

GError *
lp_client_read_problem (LpAnswer *answer, JsonObject **current)
{
  gsize size;
  const char *data = g_bytes_get_data (answer->body, &size);
  g_autoptr (JsonObject) object = size > 0 ? lp_wire_parse (data, size, NULL) : NULL;

  if (object == NULL)
    object = find_failure (data, size);
  if (current != NULL && object != NULL && json_object_has_member (object, "current"))
    {
      JsonNode *node = json_object_get_member (object, "current");

      if (JSON_NODE_HOLDS_OBJECT (node))
        *current = json_object_ref (json_node_get_object (node));
    }
  return lp_wire_read_problem (answer->status, object);
}

static LpReply *
parse_answer (LpAnswer *answer, GError **error)
{
  g_autoptr (LpReply) reply = g_new0 (LpReply, 1);
  g_autoptr (JsonParser) parser = NULL;
  g_autoptr (GError) cause = NULL;
  gsize size;
  const char *data = g_bytes_get_data (answer->body, &size);

  g_atomic_ref_count_init (&reply->ref_count);
  reply->status = answer->status;
  reply->etag = g_strdup (answer->etag);
  reply->location = g_strdup (answer->location);
  reply->replayed = answer->replayed;
  if (size == 0)
    return g_steal_pointer (&reply);
  parser = json_parser_new_immutable ();
  if (!g_utf8_validate_len (data, size, NULL) ||
      !json_parser_load_from_data (parser, data, (gssize) size, &cause))
    {
      g_set_error_literal (error, LP_ERROR, LP_ERROR_MALFORMED, "The service's answer cannot be read");
      return NULL;
    }
  reply->root = json_parser_steal_root (parser);
  return g_steal_pointer (&reply);
}

static void
parse_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GError *error = NULL;
  LpReply *reply = parse_answer (task_data, &error);

  if (reply != NULL)
    g_task_return_pointer (task, reply, (GDestroyNotify) lp_reply_unref);
  else
    g_task_return_error (task, error);
}

static void
on_asked (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;
  JsonObject *current = NULL;
  LpAnswer *answer = check_status (g_task_propagate_pointer (G_TASK (result), &error), &current, &error);

  if (answer == NULL)
    {
      if (current != NULL)
        g_object_set_data_full (G_OBJECT (task), "current", current, (GDestroyNotify) json_object_unref);
      g_task_return_error (task, error);
      return;
    }
  g_task_set_task_data (task, answer, (GDestroyNotify) lp_answer_free);
  if (g_bytes_get_size (answer->body) > PARSE_HERE_BYTES)
    g_task_run_in_thread (task, parse_in_thread);
  else
    parse_in_thread (task, source, answer, NULL);
}

void
lp_client_send_async (LpClient *self,
                      LpRequest *request,
                      GCancellable *cancellable,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, lp_client_send_async);
  /* What has been carried out must not be reported as cancelled. */
  g_task_set_check_cancellable (task, FALSE);
  lp_client_ask_async (self, request, cancellable, on_asked, task);
}

LpReply *
lp_client_send_finish (LpClient *self, GAsyncResult *result, JsonObject **current, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  if (current != NULL)
    *current = g_object_steal_data (G_OBJECT (result), "current");
  return g_task_propagate_pointer (G_TASK (result), error);
}

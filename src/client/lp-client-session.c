/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lp-client-private.h"
#include "lp-wire.h"

/* Signing in and out. */

LpTokens *
lp_client_read_tokens (JsonObject *object, const LpTokens *before, const char *email, GError **error)
{
  g_autoptr (LpTokens) tokens = g_new0 (LpTokens, 1);
  g_autoptr (GError) fault = NULL;
  JsonObject *person = lp_wire_get_object (object, "", "person", FALSE, &fault);

  tokens->access_token = g_strdup (lp_wire_get_string (object, "", "access_token", TRUE, &fault));
  tokens->refresh_token = g_strdup (lp_wire_get_string (object, "", "refresh_token", TRUE, &fault));
  if (person != NULL)
    tokens->person_id = g_strdup (lp_wire_get_string (person, "/person", "id", TRUE, &fault));
  else if (before != NULL)
    tokens->person_id = g_strdup (before->person_id);
  tokens->email = g_strdup (email != NULL ? email : before != NULL ? before->email : NULL);
  if (fault == NULL && tokens->person_id == NULL)
    lp_error_add_field (&fault, "/person", "The answer does not say who signed in");
  if (fault == NULL)
    return g_steal_pointer (&tokens);
  g_propagate_error (error, g_steal_pointer (&fault));
  return NULL;
}

static LpPerson *
take_sign_in (LpClient *self, LpReply *reply, const char *email, GError **error)
{
  JsonObject *object = lp_reply_get_object (reply, error);
  g_autoptr (LpTokens) tokens = object != NULL ? lp_client_read_tokens (object, NULL, email, error) : NULL;
  g_autoptr (LpPerson) person = NULL;

  if (tokens == NULL)
    return NULL;
  person = lp_wire_read_person (json_object_get_object_member (object, "person"), error);
  if (person == NULL)
    return NULL;
  lp_client_set_tokens (self, tokens);
  return g_steal_pointer (&person);
}

static void
on_signed_in (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LpClient *self = LP_CLIENT (source);
  GError *error = NULL;
  g_autoptr (LpReply) reply = lp_client_send_finish (self, result, NULL, &error);
  LpPerson *person = reply != NULL ? take_sign_in (self, reply, g_task_get_task_data (task), &error) : NULL;

  if (person != NULL)
    g_task_return_pointer (task, person, (GDestroyNotify) lp_person_unref);
  else
    g_task_return_error (task, error);
}

void
lp_client_sign_in_async (LpClient *self,
                         const char *email,
                         const char *password,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (LpRequest) request = lp_request_new ("POST", "/v1/sessions");
  GString *body = g_string_new ("{\"email\":");

  g_task_set_source_tag (task, lp_client_sign_in_async);
  g_task_set_task_data (task, g_strdup (email), g_free);
  lp_wire_write_string (body, email);
  g_string_append (body, ",\"password\":");
  lp_wire_write_string (body, password);
  g_string_append_c (body, '}');
  lp_request_take_body (request, g_string_free (body, FALSE));
  lp_request_set_idempotency_key (request, NULL);
  request->anonymous = TRUE;
  lp_client_send_async (self, request, cancellable, on_signed_in, task);
}

LpPerson *
lp_client_sign_in_finish (LpClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
on_tokens_cleared (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  if (lp_token_store_clear_finish (LP_TOKEN_STORE (source), result, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_signed_out (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GCancellable *cancellable = g_task_get_cancellable (task);
  LpClient *self = LP_CLIENT (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (LpAnswer) answer = lp_client_ask_finish (self, result, &error);

  if (answer == NULL)
    g_debug ("The session ends by itself: %s", error->message);
  lp_client_set_tokens (self, NULL);
  lp_token_store_clear_async (lp_client_get_store (self), cancellable, on_tokens_cleared,
                              g_steal_pointer (&task));
}

void
lp_client_sign_out_async (LpClient *self,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (LpRequest) request = lp_request_new ("DELETE", "/v1/sessions/current");

  g_task_set_source_tag (task, lp_client_sign_out_async);
  lp_request_set_idempotency_key (request, NULL); /* once is enough: the session ends by itself anyway */
  lp_client_ask_async (self, request, cancellable, on_signed_out, task);
}

gboolean
lp_client_sign_out_finish (LpClient *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

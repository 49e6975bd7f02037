/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lp-client-private.h"

#include <gio/gunixsocketaddress.h>

#include "lp-calls.h"
#include "lp-wire.h"

/* A silent connection is given up after this long; events send a comment every 15 s. */
#define IDLE_SECONDS    45
#define MAX_CONNECTIONS 8
#define DEFAULT_TRIES   4
#define FIRST_PAUSE_MS  400

struct _LpClient
{
  GObject parent_instance;

  LpServerAddress *address;
  LpTokenStore *store;
  SoupSession *session;
  LpTokens *tokens;
  char *fixed_token; /* of LICENSECTL_TOKEN */
  guint max_tries;
  guint pause;           /* milliseconds */
  GPtrArray *refreshing; /* of GTask: who waits for fresh tokens; NULL while nobody asks */
};

G_DEFINE_FINAL_TYPE (LpClient, lp_client, G_TYPE_OBJECT)

enum
{
  PROP_ADDRESS = 1,
  PROP_SIGNED_IN,
  PROP_PERSON_ID,
  PROP_EMAIL,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static void
lp_client_finalize (GObject *object)
{
  LpClient *self = LP_CLIENT (object);

  g_clear_object (&self->session);
  g_clear_object (&self->store);
  g_clear_pointer (&self->address, lp_server_address_unref);
  g_clear_pointer (&self->tokens, lp_tokens_free);
  g_clear_pointer (&self->refreshing, g_ptr_array_unref);
  g_free (self->fixed_token);
  G_OBJECT_CLASS (lp_client_parent_class)->finalize (object);
}

static void
lp_client_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  LpClient *self = LP_CLIENT (object);

  switch (prop_id)
    {
    case PROP_ADDRESS:
      g_value_set_boxed (value, self->address);
      break;
    case PROP_SIGNED_IN:
      g_value_set_boolean (value, lp_client_get_signed_in (self));
      break;
    case PROP_PERSON_ID:
      g_value_set_string (value, lp_client_get_person_id (self));
      break;
    case PROP_EMAIL:
      g_value_set_string (value, lp_client_get_email (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
lp_client_class_init (LpClientClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = lp_client_finalize;
  object_class->get_property = lp_client_get_property;
  props[PROP_ADDRESS] = g_param_spec_boxed ("address", NULL, NULL, LP_TYPE_SERVER_ADDRESS, flags);
  props[PROP_SIGNED_IN] = g_param_spec_boolean ("signed-in", NULL, NULL, FALSE, flags);
  props[PROP_PERSON_ID] = g_param_spec_string ("person-id", NULL, NULL, NULL, flags);
  props[PROP_EMAIL] = g_param_spec_string ("email", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
lp_client_init (LpClient *self)
{
  self->max_tries = DEFAULT_TRIES;
  self->pause = FIRST_PAUSE_MS;
}

LpClient *
lp_client_new (LpServerAddress *address, LpTokenStore *store)
{
  LpClient *self = g_object_new (LP_TYPE_CLIENT, NULL);

  self->address = lp_server_address_ref (address);
  self->store = store != NULL ? g_object_ref (store) : lp_token_store_new_in_memory ();
  return self;
}

LpServerAddress *
lp_client_get_address (LpClient *self)
{
  return self->address;
}

LpTokenStore *
lp_client_get_store (LpClient *self)
{
  return self->store;
}

gboolean
lp_client_get_signed_in (LpClient *self)
{
  return self->tokens != NULL || self->fixed_token != NULL;
}

const char *
lp_client_get_person_id (LpClient *self)
{
  return self->tokens != NULL ? self->tokens->person_id : NULL;
}

const char *
lp_client_get_email (LpClient *self)
{
  return self->tokens != NULL ? self->tokens->email : NULL;
}

const LpTokens *
lp_client_get_tokens (LpClient *self)
{
  return self->tokens;
}

const char *
lp_client_get_access_token (LpClient *self)
{
  if (self->fixed_token != NULL)
    return self->fixed_token;
  return self->tokens != NULL ? self->tokens->access_token : NULL;
}

void
lp_client_set_access_token (LpClient *self, const char *token)
{
  g_free (self->fixed_token);
  self->fixed_token = g_strdup (token);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SIGNED_IN]);
}

void
lp_client_set_max_tries (LpClient *self, guint tries)
{
  self->max_tries = MAX (tries, 1);
}

guint
lp_client_get_max_tries (LpClient *self)
{
  return self->max_tries;
}

guint
lp_client_get_pause (LpClient *self)
{
  return self->pause;
}

void
lp_client_set_pause (LpClient *self, guint milliseconds)
{
  self->pause = milliseconds;
}

SoupSession *
lp_client_get_session (LpClient *self)
{
  g_autoptr (GSocketConnectable) remote = NULL;
  const char *socket = lp_server_address_get_socket (self->address);

  if (self->session != NULL)
    return self->session;
  if (socket != NULL)
    remote = G_SOCKET_CONNECTABLE (g_unix_socket_address_new (socket));
  self->session = soup_session_new_with_options ("remote-connectable", remote, "timeout", IDLE_SECONDS,
                                                 "idle-timeout", 60, "max-conns", MAX_CONNECTIONS,
                                                 "max-conns-per-host", MAX_CONNECTIONS, "user-agent",
                                                 "LicensePortal", NULL);
  /* Tokens travel in a header that we set; nothing may be sniffed, remembered or asked for behind our back. */
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_AUTH_MANAGER);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_CONTENT_SNIFFER);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_COOKIE_JAR);
  return self->session;
}

static void
append_header (SoupMessageHeaders *headers, const char *name, const char *value)
{
  if (value != NULL)
    soup_message_headers_replace (headers, name, value);
}

SoupMessage *
lp_client_new_message (LpClient *self, LpRequest *request)
{
  g_autofree char *url = lp_server_address_dup_url (self->address, request->path);
  SoupMessage *message = soup_message_new (request->method, url);
  SoupMessageHeaders *headers = soup_message_get_request_headers (message);
  const char *token = request->anonymous ? NULL : lp_client_get_access_token (self);

  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  append_header (headers, "Idempotency-Key", request->idempotency_key);
  append_header (headers, "If-Match", request->if_match);
  append_header (headers, "If-None-Match", request->if_none_match ? "*" : NULL);
  if (request->reason != NULL)
    {
      /* Header values are ASCII: other letters travel percent-encoded as UTF-8. */
      g_autofree char *reason = g_uri_escape_string (request->reason, " !\"#$&'()*+,/:;<=>?@[]^`{|}", FALSE);

      append_header (headers, "Audit-Reason", reason);
    }
  if (token != NULL)
    {
      g_autofree char *bearer = g_strconcat ("Bearer ", token, NULL);

      append_header (headers, "Authorization", bearer);
    }
  if (request->body != NULL)
    {
      g_autoptr (GBytes) body = g_bytes_new (request->body, strlen (request->body));

      soup_message_set_request_body_from_bytes (message, "application/json", body);
    }
  return message;
}

static void
on_store_written (GObject *source, GAsyncResult *result, gpointer user_data)
{
  /* The store itself says when it cannot remember. */
}

void
lp_client_set_tokens (LpClient *self, LpTokens *tokens)
{
  g_clear_pointer (&self->tokens, lp_tokens_free);
  if (tokens != NULL)
    {
      self->tokens = lp_tokens_copy (tokens);
      lp_token_store_save_async (self->store, tokens, NULL, on_store_written, NULL);
    }
  else
    {
      lp_token_store_clear_async (self->store, NULL, on_store_written, NULL);
    }
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PERSON_ID]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_EMAIL]);
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SIGNED_IN]);
}

static void
on_loaded (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LpClient *self = g_task_get_source_object (task);
  GError *error = NULL;
  g_autoptr (LpTokens) tokens = lp_token_store_load_finish (LP_TOKEN_STORE (source), result, &error);

  if (error != NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  if (tokens != NULL)
    {
      g_clear_pointer (&self->tokens, lp_tokens_free);
      self->tokens = g_steal_pointer (&tokens);
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_PERSON_ID]);
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_EMAIL]);
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_SIGNED_IN]);
    }
  g_task_return_boolean (task, self->tokens != NULL);
}

void
lp_client_restore_async (LpClient *self,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, lp_client_restore_async);
  lp_token_store_load_async (self->store, cancellable, on_loaded, task);
}

gboolean
lp_client_restore_finish (LpClient *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* Everybody who waits gets the same outcome. */
static void
end_refresh (LpClient *self, const GError *error)
{
  g_autoptr (GPtrArray) waiting = g_steal_pointer (&self->refreshing);

  for (guint i = 0; i < waiting->len; i++)
    {
      GTask *task = g_ptr_array_index (waiting, i);

      if (error != NULL)
        g_task_return_error (task, g_error_copy (error));
      else
        g_task_return_boolean (task, TRUE);
    }
}

static LpTokens *
read_refreshed (LpClient *self, LpAnswer *answer, GError **error)
{
  gsize size;
  const char *data = g_bytes_get_data (answer->body, &size);
  g_autoptr (JsonObject) object = NULL;

  if (answer->status < 200 || answer->status > 299)
    {
      g_propagate_error (error, lp_client_read_problem (answer, NULL));
      return NULL;
    }
  object = lp_wire_parse (data, size, error);
  return object != NULL ? lp_client_read_tokens (object, self->tokens, NULL, error) : NULL;
}

static void
on_refreshed (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LpClient) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LpAnswer) answer = lp_exchange_finish (result, &error);
  g_autoptr (LpTokens) tokens = answer != NULL ? read_refreshed (self, answer, &error) : NULL;

  if (tokens != NULL)
    {
      lp_client_set_tokens (self, tokens);
    }
  else if (answer != NULL && answer->status >= 400 && answer->status < 429)
    {
      /* Refused, not just unlucky: the session is over. */
      g_clear_error (&error);
      g_set_error_literal (&error, LP_ERROR, LP_ERROR_UNAUTHORIZED, "The sign-in has ended: sign in again");
      lp_client_set_tokens (self, NULL);
    }
  end_refresh (self, error);
}

void
lp_client_refresh_async (LpClient *self,
                         const char *used_token,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, NULL, callback, user_data);
  g_autoptr (LpRequest) request = NULL;
  g_autoptr (SoupMessage) message = NULL;
  GString *body;

  g_task_set_source_tag (task, lp_client_refresh_async);
  if (self->tokens == NULL)
    {
      g_task_return_new_error (task, LP_ERROR, LP_ERROR_UNAUTHORIZED, "The sign-in has ended: sign in again");
      return;
    }
  if (self->refreshing == NULL && g_strcmp0 (used_token, self->tokens->access_token) != 0)
    {
      g_task_return_boolean (task, TRUE); /* somebody was faster */
      return;
    }
  if (self->refreshing != NULL)
    {
      g_ptr_array_add (self->refreshing, g_steal_pointer (&task));
      return;
    }
  self->refreshing = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (self->refreshing, g_steal_pointer (&task));
  request = lp_request_new ("POST", "/v1/sessions/refresh");
  lp_request_set_idempotency_key (request, NULL);
  request->anonymous = TRUE;
  body = g_string_new ("{\"refresh_token\":");
  lp_wire_write_string (body, self->tokens->refresh_token);
  g_string_append_c (body, '}');
  lp_request_take_body (request, g_string_free (body, FALSE));
  message = lp_client_new_message (self, request);
  lp_exchange_async (lp_client_get_session (self), message, 1 << 20, 30, NULL, on_refreshed,
                     g_object_ref (self));
}

gboolean
lp_client_refresh_finish (LpClient *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

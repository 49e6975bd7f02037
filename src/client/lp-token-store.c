/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lp-token-store.h"

#include <json-glib/json-glib.h>
#include <libsecret/secret.h>

/* One keyring item for each program and server. Its secret is a JSON object with the four members of LpTokens,
 * so that they are replaced together or not at all. */

struct _LpTokenStore
{
  GObject parent_instance;

  char *server; /* NULL: memory only */
  char *program;
  LpTokens *tokens;
  gboolean remembers;
  guint n_writing; /* saves and clears that the keyring has not answered yet */
};

G_DEFINE_FINAL_TYPE (LpTokenStore, lp_token_store, G_TYPE_OBJECT)

enum
{
  PROP_REMEMBERS = 1,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static const SecretSchema schema = {
  "org.example.LicensePortal",
  SECRET_SCHEMA_NONE,
  {
      { "program", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { "server", SECRET_SCHEMA_ATTRIBUTE_STRING },
      { NULL, 0 },
  },
};

static void
free_secret (char *text)
{
  if (text == NULL)
    return;
  secret_password_wipe (text);
  g_free (text);
}

LpTokens *
lp_tokens_copy (const LpTokens *tokens)
{
  LpTokens *copy = g_new0 (LpTokens, 1);

  copy->email = g_strdup (tokens->email);
  copy->person_id = g_strdup (tokens->person_id);
  copy->access_token = g_strdup (tokens->access_token);
  copy->refresh_token = g_strdup (tokens->refresh_token);
  return copy;
}

void
lp_tokens_free (LpTokens *tokens)
{
  if (tokens == NULL)
    return;
  g_free (tokens->email);
  g_free (tokens->person_id);
  free_secret (tokens->access_token);
  free_secret (tokens->refresh_token);
  g_free (tokens);
}

static char *
tokens_to_json (const LpTokens *tokens)
{
  g_autoptr (JsonBuilder) builder = json_builder_new ();
  g_autoptr (JsonNode) root = NULL;
  const char *members[] = { "email",        tokens->email,        "person_id",     tokens->person_id,
                            "access_token", tokens->access_token, "refresh_token", tokens->refresh_token };

  json_builder_begin_object (builder);
  for (gsize i = 0; i < G_N_ELEMENTS (members); i += 2)
    {
      json_builder_set_member_name (builder, members[i]);
      json_builder_add_string_value (builder, members[i + 1]);
    }
  json_builder_end_object (builder);
  root = json_builder_get_root (builder);
  return json_to_string (root, FALSE);
}

static LpTokens *
tokens_from_json (const char *text)
{
  g_autoptr (JsonNode) root = json_from_string (text, NULL);
  g_autoptr (LpTokens) tokens = g_new0 (LpTokens, 1);
  JsonObject *object;

  if (root == NULL || !JSON_NODE_HOLDS_OBJECT (root))
    return NULL;
  object = json_node_get_object (root);
  tokens->email = g_strdup (json_object_get_string_member_with_default (object, "email", NULL));
  tokens->person_id = g_strdup (json_object_get_string_member_with_default (object, "person_id", NULL));
  tokens->access_token = g_strdup (json_object_get_string_member_with_default (object, "access_token", NULL));
  tokens->refresh_token = g_strdup (
      json_object_get_string_member_with_default (object, "refresh_token", NULL));
  if (tokens->person_id == NULL || tokens->access_token == NULL || tokens->refresh_token == NULL)
    return NULL;
  return g_steal_pointer (&tokens);
}

static void
lp_token_store_finalize (GObject *object)
{
  LpTokenStore *self = LP_TOKEN_STORE (object);

  g_free (self->server);
  g_free (self->program);
  g_clear_pointer (&self->tokens, lp_tokens_free);
  G_OBJECT_CLASS (lp_token_store_parent_class)->finalize (object);
}

static void
lp_token_store_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  LpTokenStore *self = LP_TOKEN_STORE (object);

  if (prop_id == PROP_REMEMBERS)
    g_value_set_boolean (value, self->remembers);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
lp_token_store_class_init (LpTokenStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = lp_token_store_finalize;
  object_class->get_property = lp_token_store_get_property;
  props[PROP_REMEMBERS] = g_param_spec_boolean ("remembers", NULL, NULL, TRUE,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
lp_token_store_init (LpTokenStore *self)
{
}

LpTokenStore *
lp_token_store_new (LpServerAddress *address, const char *program)
{
  LpTokenStore *self = g_object_new (LP_TYPE_TOKEN_STORE, NULL);

  self->server = g_strdup (lp_server_address_get_identity (address));
  self->program = g_strdup (program);
  self->remembers = TRUE;
  return self;
}

LpTokenStore *
lp_token_store_new_in_memory (void)
{
  return g_object_new (LP_TYPE_TOKEN_STORE, NULL);
}

gboolean
lp_token_store_get_remembers (LpTokenStore *self)
{
  return self->remembers;
}

/* A keyring that does not answer is no failure: the tokens live as long as the process. */
static void
forget_keyring (LpTokenStore *self, const GError *error)
{
  g_info ("No keyring keeps the sign-in: %s", error->message);
  if (!self->remembers)
    return;
  self->remembers = FALSE;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_REMEMBERS]);
}

static gboolean
is_cancelled (const GError *error)
{
  return g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
return_tokens (GTask *task, LpTokenStore *self)
{
  g_task_return_pointer (task, self->tokens != NULL ? lp_tokens_copy (self->tokens) : NULL,
                         (GDestroyNotify) lp_tokens_free);
}

static void
on_looked_up (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LpTokenStore *self = g_task_get_source_object (task);
  g_autoptr (GError) error = NULL;
  char *secret = g_task_propagate_pointer (G_TASK (result), &error);

  if (is_cancelled (error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }
  if (error != NULL)
    forget_keyring (self, error);
  if (secret != NULL)
    {
      g_clear_pointer (&self->tokens, lp_tokens_free);
      self->tokens = tokens_from_json (secret);
      free_secret (secret);
    }
  return_tokens (task, self);
}

/* Only a thread of its own: getting ready to talk to a keyring is some milliseconds of the window's start. */
static void
look_up_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  LpTokenStore *self = source;
  GError *error = NULL;
  char *secret = secret_password_lookup_sync (&schema, cancellable, &error, "program", self->program,
                                              "server", self->server, NULL);

  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, secret, (GDestroyNotify) free_secret);
}

void
lp_token_store_load_async (LpTokenStore *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autoptr (GTask) inner = NULL;

  g_task_set_source_tag (task, lp_token_store_load_async);
  if (!self->remembers || self->tokens != NULL)
    {
      return_tokens (task, self);
      return;
    }
  inner = g_task_new (self, cancellable, on_looked_up, g_steal_pointer (&task));
  g_task_run_in_thread (inner, look_up_in_thread);
}

LpTokens *
lp_token_store_load_finish (LpTokenStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* The tokens are safe in memory already: what the keyring says only decides `remembers`. */
static void
return_written (GTask *task, GError *error)
{
  LpTokenStore *self = g_task_get_source_object (task);

  self->n_writing--;
  if (is_cancelled (error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (error != NULL)
    forget_keyring (g_task_get_source_object (task), error);
  g_clear_error (&error);
  g_task_return_boolean (task, TRUE);
}

static void
on_stored (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  secret_password_store_finish (result, &error);
  return_written (task, error);
}

void
lp_token_store_save_async (LpTokenStore *self,
                           const LpTokens *tokens,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);
  g_autofree char *label = NULL;
  LpTokens *copy = lp_tokens_copy (tokens);
  char *secret;

  g_task_set_source_tag (task, lp_token_store_save_async);
  g_clear_pointer (&self->tokens, lp_tokens_free);
  self->tokens = copy;
  if (!self->remembers)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  secret = tokens_to_json (copy);
  label = g_strdup_printf ("License Portal: %s", self->server);
  self->n_writing++;
  secret_password_store (&schema, SECRET_COLLECTION_DEFAULT, label, secret, cancellable, on_stored,
                         g_steal_pointer (&task), "program", self->program, "server", self->server, NULL);
  free_secret (secret);
}

gboolean
lp_token_store_save_finish (LpTokenStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
on_cleared (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  GError *error = NULL;

  secret_password_clear_finish (result, &error);
  return_written (task, error);
}

void
lp_token_store_clear_async (LpTokenStore *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, lp_token_store_clear_async);
  g_clear_pointer (&self->tokens, lp_tokens_free);
  if (!self->remembers)
    {
      g_task_return_boolean (task, TRUE);
      return;
    }
  self->n_writing++;
  secret_password_clear (&schema, cancellable, on_cleared, g_steal_pointer (&task), "program", self->program,
                         "server", self->server, NULL);
}

gboolean
lp_token_store_clear_finish (LpTokenStore *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  return g_task_propagate_boolean (G_TASK (result), error);
}

gboolean
lp_token_store_is_writing (LpTokenStore *self)
{
  g_return_val_if_fail (LP_IS_TOKEN_STORE (self), FALSE);
  return self->n_writing > 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <stdarg.h>

#include "lp-request.h"

/* 128 random bits as text: unlike any other key that this person has ever used. */
char *
lp_idempotency_key_new (void)
{
  return g_uuid_string_random ();
}

static char *
format_path (const char *format, va_list arguments)
{
  GString *path = g_string_new (NULL);

  for (const char *at = format; *at != '\0'; at++)
    {
      if (at[0] == '%' && at[1] == 's')
        {
          g_string_append_uri_escaped (path, va_arg (arguments, const char *), NULL, FALSE);
          at++;
        }
      else
        {
          g_string_append_c (path, *at);
        }
    }
  return g_string_free (path, FALSE);
}

LpRequest *
lp_request_new (const char *method, const char *path_format, ...)
{
  LpRequest *self = g_new0 (LpRequest, 1);
  va_list arguments;

  g_atomic_ref_count_init (&self->ref_count);
  self->method = g_strdup (method);
  va_start (arguments, path_format);
  self->path = format_path (path_format, arguments);
  va_end (arguments);
  if (!g_str_equal (method, "GET"))
    self->idempotency_key = lp_idempotency_key_new ();
  return self;
}

LpRequest *
lp_request_ref (LpRequest *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
lp_request_unref (LpRequest *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_free (self->method);
  g_free (self->path);
  g_free (self->body);
  g_free (self->idempotency_key);
  g_free (self->if_match);
  g_free (self->reason);
  g_free (self);
}

void
lp_request_add_query (LpRequest *self, const char *name, const char *value)
{
  g_autofree char *escaped = NULL;
  char *path;

  if (value == NULL)
    return;
  escaped = g_uri_escape_string (value, NULL, FALSE);
  path = g_strconcat (self->path, strchr (self->path, '?') != NULL ? "&" : "?", name, "=", escaped, NULL);
  g_free (self->path);
  self->path = path;
}

void
lp_request_take_body (LpRequest *self, char *body)
{
  g_free (self->body);
  self->body = body;
}

void
lp_request_set_if_match (LpRequest *self, const char *etag)
{
  g_free (self->if_match);
  self->if_match = g_strdup (etag);
}

void
lp_request_set_reason (LpRequest *self, const char *reason)
{
  g_free (self->reason);
  self->reason = g_strdup (reason);
}

void
lp_request_set_idempotency_key (LpRequest *self, const char *key)
{
  g_free (self->idempotency_key);
  self->idempotency_key = g_strdup (key);
}

LpReply *
lp_reply_ref (LpReply *self)
{
  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
lp_reply_unref (LpReply *self)
{
  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;
  g_clear_pointer (&self->root, json_node_unref);
  g_free (self->etag);
  g_free (self->location);
  g_free (self);
}

JsonObject *
lp_reply_get_object (LpReply *self, GError **error)
{
  if (self->root != NULL && JSON_NODE_HOLDS_OBJECT (self->root))
    return json_node_get_object (self->root);
  g_set_error_literal (error, LP_ERROR, LP_ERROR_MALFORMED, "The service's answer is not what was asked for");
  return NULL;
}

JsonArray *
lp_reply_get_items (LpReply *self, GError **error)
{
  JsonNode *items = self->root;

  if (items != NULL && JSON_NODE_HOLDS_OBJECT (items))
    items = json_object_get_member (json_node_get_object (items), "items");
  if (items != NULL && JSON_NODE_HOLDS_ARRAY (items))
    return json_node_get_array (items);
  g_set_error_literal (error, LP_ERROR, LP_ERROR_MALFORMED, "The service's answer is not a list");
  return NULL;
}

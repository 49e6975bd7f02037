/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lp-change-private.h"

#include "lp-client-enums.h"

struct _LpChange
{
  GObject parent_instance;

  gint64 id;
  char *summary;
  gint64 created_at;
  LpRequest *request;
  LpChangeState state;
  guint n_tries;
  GError *error;
  JsonObject *current;
  LpReply *reply;
};

G_DEFINE_FINAL_TYPE (LpChange, lp_change, G_TYPE_OBJECT)

enum
{
  PROP_ID = 1,
  PROP_SUMMARY,
  PROP_CREATED_AT,
  PROP_STATE,
  PROP_N_TRIES,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

LpChange *
lp_change_new (gint64 id, const char *summary, gint64 created_at, LpRequest *request)
{
  LpChange *self = g_object_new (LP_TYPE_CHANGE, NULL);

  self->id = id;
  self->summary = g_strdup (summary);
  self->created_at = created_at;
  self->request = lp_request_ref (request);
  return self;
}

static LpRequest *
copy_request (const LpRequest *request)
{
  LpRequest *copy = lp_request_new (request->method, "");

  g_free (copy->path);
  copy->path = g_strdup (request->path);
  copy->body = g_strdup (request->body);
  copy->if_none_match = request->if_none_match;
  copy->anonymous = request->anonymous;
  lp_request_set_idempotency_key (copy, request->idempotency_key);
  lp_request_set_if_match (copy, request->if_match);
  lp_request_set_reason (copy, request->reason);
  return copy;
}

LpChange *
lp_change_copy (LpChange *self)
{
  g_autoptr (LpRequest) request = copy_request (self->request);
  LpChange *copy = lp_change_new (self->id, self->summary, self->created_at, request);

  lp_change_set_refused (copy, self->error, self->current);
  copy->state = self->state;
  return copy;
}

gint64
lp_change_get_id (LpChange *self)
{
  return self->id;
}

const char *
lp_change_get_summary (LpChange *self)
{
  return self->summary;
}

gint64
lp_change_get_created_at (LpChange *self)
{
  return self->created_at;
}

LpChangeState
lp_change_get_state (LpChange *self)
{
  return self->state;
}

LpRequest *
lp_change_get_request (LpChange *self)
{
  return self->request;
}

char *
lp_change_dup_ticket_code (LpChange *self)
{
  g_auto (GStrv) parts = g_strsplit (self->request->path, "/", 5);

  /* "", "v1", "tickets", CODE, … */
  if (g_strv_length (parts) < 4 || !g_str_equal (parts[2], "tickets"))
    return NULL;
  return g_uri_unescape_string (parts[3], NULL);
}

const GError *
lp_change_get_error (LpChange *self)
{
  return self->error;
}

JsonObject *
lp_change_get_current (LpChange *self)
{
  return self->current;
}

LpReply *
lp_change_get_reply (LpChange *self)
{
  return self->reply;
}

void
lp_change_set_id (LpChange *self, gint64 id)
{
  self->id = id;
}

void
lp_change_set_created_at (LpChange *self, gint64 created_at)
{
  self->created_at = created_at;
}

void
lp_change_set_state (LpChange *self, LpChangeState state)
{
  if (self->state == state)
    return;
  self->state = state;
  if (state == LP_CHANGE_SENDING)
    {
      self->n_tries++;
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_N_TRIES]);
    }
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATE]);
}

void
lp_change_set_done (LpChange *self, LpReply *reply)
{
  g_clear_pointer (&self->reply, lp_reply_unref);
  self->reply = lp_reply_ref (reply);
}

void
lp_change_set_refused (LpChange *self, const GError *error, JsonObject *current)
{
  g_clear_error (&self->error);
  g_clear_pointer (&self->current, json_object_unref);
  self->error = error != NULL ? g_error_copy (error) : NULL;
  self->current = current != NULL ? json_object_ref (current) : NULL;
}

static void
lp_change_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LpChange *self = LP_CHANGE (object);

  switch (id)
    {
    case PROP_ID:
      g_value_set_int64 (value, self->id);
      break;
    case PROP_SUMMARY:
      g_value_set_string (value, self->summary);
      break;
    case PROP_CREATED_AT:
      g_value_set_int64 (value, self->created_at);
      break;
    case PROP_STATE:
      g_value_set_enum (value, self->state);
      break;
    case PROP_N_TRIES:
      g_value_set_uint (value, self->n_tries);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
lp_change_finalize (GObject *object)
{
  LpChange *self = LP_CHANGE (object);

  g_clear_pointer (&self->summary, g_free);
  g_clear_pointer (&self->request, lp_request_unref);
  g_clear_pointer (&self->reply, lp_reply_unref);
  g_clear_pointer (&self->current, json_object_unref);
  g_clear_error (&self->error);
  G_OBJECT_CLASS (lp_change_parent_class)->finalize (object);
}

static void
lp_change_class_init (LpChangeClass *class)
{
  GObjectClass *object_class = G_OBJECT_CLASS (class);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = lp_change_get_property;
  object_class->finalize = lp_change_finalize;
  props[PROP_ID] = g_param_spec_int64 ("id", NULL, NULL, 0, G_MAXINT64, 0, flags);
  props[PROP_SUMMARY] = g_param_spec_string ("summary", NULL, NULL, NULL, flags);
  props[PROP_CREATED_AT] = g_param_spec_int64 ("created-at", NULL, NULL, 0, G_MAXINT64, 0, flags);
  props[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, LP_TYPE_CHANGE_STATE, LP_CHANGE_WAITING, flags);
  props[PROP_N_TRIES] = g_param_spec_uint ("n-tries", NULL, NULL, 0, G_MAXUINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
lp_change_init (LpChange *self)
{
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lp-error.h"

#include <string.h>

typedef struct
{
  GArray *fields; /* of LpFieldError; NULL: none */
  char *request_id;
} LpErrorPrivate;

static void
field_error_clear (gpointer data)
{
  LpFieldError *field = data;

  g_free (field->pointer);
  g_free (field->detail);
}

static GArray *
field_errors_new (void)
{
  GArray *fields = g_array_new (FALSE, TRUE, sizeof (LpFieldError));

  g_array_set_clear_func (fields, field_error_clear);
  return fields;
}

static void
lp_error_private_init (LpErrorPrivate *priv)
{
}

static void
lp_error_private_copy (const LpErrorPrivate *source, LpErrorPrivate *copy)
{
  copy->request_id = g_strdup (source->request_id);
  if (source->fields == NULL)
    return;

  copy->fields = field_errors_new ();
  for (guint i = 0; i < source->fields->len; i++)
    {
      const LpFieldError *field = &g_array_index (source->fields, LpFieldError, i);
      LpFieldError duplicate = { g_strdup (field->pointer), g_strdup (field->detail) };

      g_array_append_val (copy->fields, duplicate);
    }
}

static void
lp_error_private_clear (LpErrorPrivate *priv)
{
  g_clear_pointer (&priv->fields, g_array_unref);
  g_clear_pointer (&priv->request_id, g_free);
}

/* Extended errors are checked for their domain by GLib's generated accessor. */
G_DEFINE_EXTENDED_ERROR (LpError, lp_error)

/* clang-format off */
static const struct
{
  const char *name;
  const char *title;
} codes[] = {
  [LP_ERROR_FAILED]                = { "failed", "The request failed" },
  [LP_ERROR_INVALID]               = { "invalid", "Some values are not valid" },
  [LP_ERROR_MALFORMED]             = { "malformed", "The request cannot be read" },
  [LP_ERROR_UNAUTHORIZED]          = { "unauthorized", "Sign-in is required" },
  [LP_ERROR_SIGN_IN_FAILED]        = { "sign_in_failed", "The sign-in failed" },
  [LP_ERROR_RIGHT_MISSING]         = { "right_missing", "A right is missing" },
  [LP_ERROR_NOT_FOUND]             = { "not_found", "Not found" },
  [LP_ERROR_METHOD_NOT_ALLOWED]    = { "method_not_allowed", "The method is not allowed" },
  [LP_ERROR_MEDIA_TYPE]        = { "media_type", "The media type is not supported" },
  [LP_ERROR_CONFLICT]              = { "conflict", "The request conflicts with the present state" },
  [LP_ERROR_PRECONDITION]          = { "precondition_failed", "Somebody else changed it" },
  [LP_ERROR_PRECONDITION_REQUIRED] = { "precondition_required", "The version to change is missing" },
  [LP_ERROR_IDEMPOTENCY_REUSED]    = { "idempotency_key_reused", "The idempotency key was used before" },
  [LP_ERROR_IN_FLIGHT]             = { "in_flight", "The same request is still being answered" },
  [LP_ERROR_TICKET_ACTIVATED]      = { "ticket_activated", "The license is activated" },
  [LP_ERROR_TICKET_REVOKED]        = { "ticket_revoked", "The license is revoked" },
  [LP_ERROR_STATE]                 = { "wrong_state", "The present state does not allow it" },
  [LP_ERROR_DEADLINE_PASSED]       = { "deadline_passed", "The deadline has passed" },
  [LP_ERROR_ACTIVATOR_LOST_ACCESS] = { "activator_lost_access", "Who activated it may no longer do so" },
  [LP_ERROR_INITIAL_EXPIRY_PAST]   = { "initial_expiry_past", "The initial expiry has passed" },
  [LP_ERROR_REQUESTER_LOST_RIGHT]  = { "requester_lost_right", "The requester may no longer order it" },
  [LP_ERROR_PERSON_SHARED]         = { "person_shared", "The person belongs to other groups, too" },
  [LP_ERROR_LAST_ADMIN]            = { "last_vendor_admin", "The last vendor admin must stay" },
  [LP_ERROR_NOT_EMPTY]             = { "not_empty", "The group is not empty" },
  [LP_ERROR_NOT_UNDOABLE]          = { "not_undoable", "It cannot be undone" },
  [LP_ERROR_RATE_LIMITED]          = { "rate_limited", "Too many requests" },
  [LP_ERROR_TOO_LARGE]             = { "too_large", "The request is too large" },
  [LP_ERROR_LENGTH_REQUIRED]       = { "length_required", "The length of the request is missing" },
  [LP_ERROR_BUSY]                  = { "busy", "The service is busy" },
  [LP_ERROR_STORAGE]               = { "storage", "The storage failed" },
  [LP_ERROR_NEWER_SCHEMA]          = { "newer_schema", "The data was written by a newer version" },
  [LP_ERROR_UNREACHABLE]           = { "unreachable", "The service does not answer" },
  [LP_ERROR_USAGE]                 = { "usage", "Wrong usage" },
};
/* clang-format on */

const char *
lp_error_code_get_name (LpErrorCode code)
{
  return codes[(guint) code < G_N_ELEMENTS (codes) ? code : LP_ERROR_FAILED].name;
}

const char *
lp_error_code_get_title (LpErrorCode code)
{
  return codes[(guint) code < G_N_ELEMENTS (codes) ? code : LP_ERROR_FAILED].title;
}

LpErrorCode
lp_error_code_from_name (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (codes); i++)
    if (g_strcmp0 (name, codes[i].name) == 0)
      return (LpErrorCode) i;
  return LP_ERROR_FAILED;
}

void
lp_error_add_field (GError **error, const char *pointer, const char *format, ...)
{
  LpErrorPrivate *priv;
  LpFieldError field;
  va_list args;

  /* A caller who wants no error gets none; another domain's error says more than a field could add. */
  if (error == NULL || (*error != NULL && (*error)->domain != LP_ERROR))
    return;

  va_start (args, format);
  field.detail = g_strdup_vprintf (format, args);
  va_end (args);
  field.pointer = g_strdup (pointer);

  if (*error == NULL)
    *error = g_error_new_literal (LP_ERROR, LP_ERROR_INVALID, field.detail);
  priv = lp_error_get_private (*error);
  if (priv->fields == NULL)
    priv->fields = field_errors_new ();
  g_array_append_val (priv->fields, field);
}

const LpFieldError *
lp_error_get_fields (const GError *error, gsize *n_fields)
{
  const LpErrorPrivate *priv;

  if (n_fields != NULL)
    *n_fields = 0;
  if (error == NULL || error->domain != LP_ERROR)
    return NULL;

  priv = lp_error_get_private (error);
  if (priv->fields == NULL || priv->fields->len == 0)
    return NULL;
  if (n_fields != NULL)
    *n_fields = priv->fields->len;
  return &g_array_index (priv->fields, LpFieldError, 0);
}

char *
lp_pointer_join (const char *pointer, const char *name)
{
  GString *joined = g_string_new (pointer);

  g_string_append_c (joined, '/');
  for (; name != NULL && *name != '\0'; name++)
    {
      if (*name == '~')
        g_string_append (joined, "~0");
      else if (*name == '/')
        g_string_append (joined, "~1");
      else
        g_string_append_c (joined, *name);
    }
  return g_string_free (joined, FALSE);
}

void
lp_error_prefix_fields (GError *error, const char *prefix)
{
  LpErrorPrivate *priv;

  if (error == NULL || error->domain != LP_ERROR)
    return;

  priv = lp_error_get_private (error);
  for (guint i = 0; priv->fields != NULL && i < priv->fields->len; i++)
    {
      LpFieldError *field = &g_array_index (priv->fields, LpFieldError, i);
      char *pointer;

      if (field->pointer != NULL && field->pointer[0] == '?')
        continue;
      pointer = g_strconcat (prefix, field->pointer, NULL);
      g_free (field->pointer);
      field->pointer = pointer;
    }
}

const char *
lp_error_get_request_id (const GError *error)
{
  if (error == NULL || error->domain != LP_ERROR)
    return NULL;
  return lp_error_get_private (error)->request_id;
}

void
lp_error_set_request_id (GError *error, const char *request_id)
{
  LpErrorPrivate *priv;

  if (error == NULL || error->domain != LP_ERROR)
    return;
  priv = lp_error_get_private (error);
  g_free (priv->request_id);
  priv->request_id = g_strdup (request_id);
}

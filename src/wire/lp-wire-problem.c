/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lp-wire-private.h"

/* Problem documents (RFC 9457). The `type` is a tag URI (RFC 4151) that ends in the code. */
#define PROBLEM_TYPE "tag:example.org,2026:license-portal/problem/"

guint
lp_wire_get_status (LpErrorCode code)
{
  switch (code)
    {
    case LP_ERROR_MALFORMED:
    case LP_ERROR_USAGE:
      return 400;
    case LP_ERROR_UNAUTHORIZED:
    case LP_ERROR_SIGN_IN_FAILED:
      return 401;
    case LP_ERROR_RIGHT_MISSING:
    case LP_ERROR_PERSON_SHARED:
      return 403;
    case LP_ERROR_NOT_FOUND:
      return 404;
    case LP_ERROR_METHOD_NOT_ALLOWED:
      return 405;
    case LP_ERROR_CONFLICT:
    case LP_ERROR_IN_FLIGHT:
    case LP_ERROR_TICKET_ACTIVATED:
    case LP_ERROR_TICKET_REVOKED:
    case LP_ERROR_STATE:
    case LP_ERROR_DEADLINE_PASSED:
    case LP_ERROR_INITIAL_EXPIRY_PAST:
    case LP_ERROR_ACTIVATOR_LOST_ACCESS:
    case LP_ERROR_REQUESTER_LOST_RIGHT:
    case LP_ERROR_LAST_ADMIN:
    case LP_ERROR_NOT_EMPTY:
    case LP_ERROR_NOT_UNDOABLE:
      return 409;
    case LP_ERROR_LENGTH_REQUIRED:
      return 411;
    case LP_ERROR_PRECONDITION:
      return 412;
    case LP_ERROR_TOO_LARGE:
      return 413;
    case LP_ERROR_MEDIA_TYPE:
      return 415;
    case LP_ERROR_INVALID:
    case LP_ERROR_IDEMPOTENCY_REUSED:
      return 422;
    case LP_ERROR_PRECONDITION_REQUIRED:
      return 428;
    case LP_ERROR_RATE_LIMITED:
      return 429;
    case LP_ERROR_BUSY:
    case LP_ERROR_UNREACHABLE:
      return 503;
    case LP_ERROR_STORAGE:
      return 507;
    case LP_ERROR_NEWER_SCHEMA:
    case LP_ERROR_FAILED:
    default:
      return 500;
    }
}

/* What a status means when the body names no code that is known here: a proxy's page, or a newer service. */
static LpErrorCode
code_of_status (guint status)
{
  static const LpErrorCode general[] = {
    LP_ERROR_MALFORMED, LP_ERROR_UNAUTHORIZED,    LP_ERROR_RIGHT_MISSING,      LP_ERROR_NOT_FOUND,
    LP_ERROR_CONFLICT,  LP_ERROR_LENGTH_REQUIRED, LP_ERROR_PRECONDITION,       LP_ERROR_TOO_LARGE,
    LP_ERROR_INVALID,   LP_ERROR_MEDIA_TYPE,      LP_ERROR_RATE_LIMITED,       LP_ERROR_PRECONDITION_REQUIRED,
    LP_ERROR_BUSY,      LP_ERROR_STORAGE,         LP_ERROR_METHOD_NOT_ALLOWED,
  };

  for (guint i = 0; i < G_N_ELEMENTS (general); i++)
    if (lp_wire_get_status (general[i]) == status)
      return general[i];
  return status == 502 || status == 504 ? LP_ERROR_BUSY : LP_ERROR_FAILED;
}

static void
write_field (GString *out, const char *pointer, const char *detail)
{
  LP_WIRE_STRING (out, "{\"pointer\":", pointer);
  LP_WIRE_STRING (out, ",\"detail\":", detail);
  g_string_append_c (out, '}');
}

/* Every `invalid` names at least one place, if only the whole document. */
static void
write_fields (GString *out, const GError *error, LpErrorCode code, const char *detail)
{
  gsize n_fields = 0;
  const LpFieldError *fields = lp_error_get_fields (error, &n_fields);

  LP_WIRE_LITERAL (out, ",\"errors\":[");
  for (gsize i = 0; i < n_fields; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      write_field (out, fields[i].pointer, fields[i].detail);
    }
  if (n_fields == 0 && code == LP_ERROR_INVALID)
    write_field (out, "", detail);
  g_string_append_c (out, ']');
}

void
lp_wire_write_problem (GString *out, const GError *error, const char *request_id, const char *current)
{
  gboolean known = error->domain == LP_ERROR;
  LpErrorCode code = known ? (LpErrorCode) error->code : LP_ERROR_FAILED;
  const char *name = lp_error_code_get_name (code);
  const char *detail = known ? error->message
                             : "The service failed. Quote the request id to your administrator.";

  LP_WIRE_LITERAL (out, "{\"type\":\"" PROBLEM_TYPE);
  g_string_append (out, name);
  LP_WIRE_STRING (out, "\",\"title\":", lp_error_code_get_title (code));
  LP_WIRE_INT (out, ",\"status\":", lp_wire_get_status (code));
  LP_WIRE_STRING (out, ",\"detail\":", detail);
  LP_WIRE_STRING (out, ",\"code\":", name);
  write_fields (out, error, code, detail);
  LP_WIRE_STRING (out, ",\"request_id\":", request_id);
  if (current != NULL)
    {
      LP_WIRE_LITERAL (out, ",\"current\":");
      g_string_append (out, current);
    }
  g_string_append_c (out, '}');
}

static void
read_fields (JsonObject *object, GError **error)
{
  JsonArray *array = lp_wire_get_array (object, "", "errors", FALSE, NULL);
  guint length = array != NULL ? json_array_get_length (array) : 0;

  for (guint i = 0; i < length; i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      const char *pointer, *detail;

      if (!JSON_NODE_HOLDS_OBJECT (node))
        continue;
      pointer = lp_wire_get_string (json_node_get_object (node), "", "pointer", FALSE, NULL);
      detail = lp_wire_get_string (json_node_get_object (node), "", "detail", FALSE, NULL);
      if (pointer != NULL && detail != NULL)
        lp_error_add_field (error, pointer, "%s", detail);
    }
}

GError *
lp_wire_read_problem (guint status, JsonObject *object)
{
  const char *name, *detail;
  LpErrorCode code;
  GError *error;

  if (object == NULL)
    return g_error_new (LP_ERROR, code_of_status (status), "The service answered with status %u.", status);

  name = lp_wire_get_string (object, "", "code", FALSE, NULL);
  code = lp_error_code_from_name (name);
  if (code == LP_ERROR_FAILED && g_strcmp0 (name, lp_error_code_get_name (LP_ERROR_FAILED)) != 0)
    code = code_of_status (status);

  detail = lp_wire_get_string (object, "", "detail", FALSE, NULL);
  error = g_error_new_literal (LP_ERROR, code, detail != NULL ? detail : lp_error_code_get_title (code));
  read_fields (object, &error);
  lp_error_set_request_id (error, lp_wire_get_string (object, "", "request_id", FALSE, NULL));
  return error;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gio/gio.h>
#include <string.h>

#include "lp-wire.h"

static JsonObject *
write_problem (const GError *error, const char *current)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GError) failure = NULL;
  JsonObject *object;

  lp_wire_write_problem (out, error, "r-17", current);
  object = lp_wire_parse (out->str, out->len, &failure);
  g_assert_no_error (failure);
  return object;
}

/* Every code survives the wire with its message, and has a status. */
static void
test_codes (void)
{
  for (int code = LP_ERROR_FAILED; code <= LP_ERROR_USAGE; code++)
    {
      g_autoptr (GError) error = g_error_new (LP_ERROR, code, "Because “%s”.", lp_error_code_get_name (code));
      g_autoptr (JsonObject) object = write_problem (error, NULL);
      g_autoptr (GError) back = lp_wire_read_problem (lp_wire_get_status (code), object);

      g_assert_error (back, LP_ERROR, code);
      g_assert_cmpstr (back->message, ==, error->message);
      g_assert_cmpstr (lp_error_get_request_id (back), ==, "r-17");
      g_assert_cmpuint (lp_wire_get_status (code), >=, 400);
      g_assert_cmpuint (lp_wire_get_status (code), <, 600);
      g_assert_cmpint (json_object_get_int_member (object, "status"), ==, lp_wire_get_status (code));
      g_assert_cmpstr (json_object_get_string_member (object, "title"), ==, lp_error_code_get_title (code));
      g_assert_true (
          g_str_has_suffix (json_object_get_string_member (object, "type"), lp_error_code_get_name (code)));
    }
}

static void
test_statuses (void)
{
  static const struct
  {
    LpErrorCode code;
    guint status;
  } cases[] = {
    { LP_ERROR_MALFORMED, 400 },
    { LP_ERROR_UNAUTHORIZED, 401 },
    { LP_ERROR_SIGN_IN_FAILED, 401 },
    { LP_ERROR_RIGHT_MISSING, 403 },
    { LP_ERROR_PERSON_SHARED, 403 },
    { LP_ERROR_NOT_FOUND, 404 },
    { LP_ERROR_METHOD_NOT_ALLOWED, 405 },
    { LP_ERROR_IN_FLIGHT, 409 },
    { LP_ERROR_TICKET_ACTIVATED, 409 },
    { LP_ERROR_STATE, 409 },
    { LP_ERROR_DEADLINE_PASSED, 409 },
    { LP_ERROR_LENGTH_REQUIRED, 411 },
    { LP_ERROR_PRECONDITION, 412 },
    { LP_ERROR_TOO_LARGE, 413 },
    { LP_ERROR_MEDIA_TYPE, 415 },
    { LP_ERROR_INVALID, 422 },
    { LP_ERROR_IDEMPOTENCY_REUSED, 422 },
    { LP_ERROR_PRECONDITION_REQUIRED, 428 },
    { LP_ERROR_RATE_LIMITED, 429 },
    { LP_ERROR_FAILED, 500 },
    { LP_ERROR_BUSY, 503 },
    { LP_ERROR_STORAGE, 507 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpuint (lp_wire_get_status (cases[i].code), ==, cases[i].status);
}

static void
test_fields (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) back = NULL;
  g_autoptr (JsonObject) object = NULL;
  const LpFieldError *fields;
  gsize n_fields;

  lp_error_add_field (&error, "/entries/host~1name", "must be between 1 and 64");
  lp_error_add_field (&error, "?limit", "\"quoted\"\n");
  object = write_problem (error, "{\"id\":\"x\"}");
  g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member (object, "current"), "id"),
                   ==, "x");

  back = lp_wire_read_problem (422, object);
  fields = lp_error_get_fields (back, &n_fields);
  g_assert_cmpuint (n_fields, ==, 2);
  g_assert_cmpstr (fields[0].pointer, ==, "/entries/host~1name");
  g_assert_cmpstr (fields[0].detail, ==, "must be between 1 and 64");
  g_assert_cmpstr (fields[1].detail, ==, "\"quoted\"\n");
}

/* 422 always names a place. */
static void
test_invalid_without_field (void)
{
  g_autoptr (GError) error = g_error_new (LP_ERROR, LP_ERROR_INVALID, "Nothing fits.");
  g_autoptr (JsonObject) object = write_problem (error, NULL);
  g_autoptr (GError) back = lp_wire_read_problem (422, object);
  gsize n_fields;

  g_assert_cmpstr (lp_error_get_fields (back, &n_fields)[0].pointer, ==, "");
}

/* What another library said may hold a path or a secret. */
static void
test_foreign (void)
{
  g_autoptr (GError) error = g_error_new (G_IO_ERROR, G_IO_ERROR_FAILED, "disk 7: secret");
  g_autoptr (GString) out = g_string_new (NULL);

  lp_wire_write_problem (out, error, NULL, NULL);
  g_assert_null (strstr (out->str, "secret"));
  g_assert_nonnull (strstr (out->str, "\"code\":\"failed\""));
}

static void
test_strange_bodies (void)
{
  static const struct
  {
    guint status;
    const char *body;
    LpErrorCode code;
  } cases[] = {
    { 502, NULL, LP_ERROR_BUSY },
    { 503, NULL, LP_ERROR_BUSY },
    { 404, NULL, LP_ERROR_NOT_FOUND },
    { 401, "{}", LP_ERROR_UNAUTHORIZED },
    { 409, "{\"code\":\"of_tomorrow\",\"detail\":\"x\"}", LP_ERROR_CONFLICT },
    { 418, "{\"code\":\"of_tomorrow\"}", LP_ERROR_FAILED },
    { 409, "{\"code\":17,\"detail\":[],\"errors\":{},\"request_id\":1}", LP_ERROR_CONFLICT },
    { 422, "{\"code\":\"invalid\",\"errors\":[1,{},{\"pointer\":1},{\"pointer\":\"/a\",\"detail\":\"b\"}]}",
      LP_ERROR_INVALID },
    { 500, "{\"code\":\"failed\"}", LP_ERROR_FAILED },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (JsonObject) object = NULL;
      g_autoptr (GError) error = NULL;

      if (cases[i].body != NULL)
        object = lp_wire_parse (cases[i].body, strlen (cases[i].body), NULL);
      error = lp_wire_read_problem (cases[i].status, object);
      g_test_message ("case %" G_GSIZE_FORMAT, i);
      g_assert_error (error, LP_ERROR, (int) cases[i].code);
      g_assert_cmpstr (error->message, !=, "");
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/problem/codes", test_codes);
  g_test_add_func ("/problem/statuses", test_statuses);
  g_test_add_func ("/problem/fields", test_fields);
  g_test_add_func ("/problem/invalid-without-field", test_invalid_without_field);
  g_test_add_func ("/problem/foreign", test_foreign);
  g_test_add_func ("/problem/strange-bodies", test_strange_bodies);
  return g_test_run ();
}

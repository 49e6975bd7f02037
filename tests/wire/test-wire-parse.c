/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "lp-wire.h"

static JsonObject *
parse (const char *text, GError **error)
{
  return lp_wire_parse (text, strlen (text), error);
}

static void
test_accepted (void)
{
  static const char *const texts[] = {
    "{}",
    " \t\r\n{ } \n",
    "{\"a\":1,\"b\":[true,false,null,-0,1.5e-3,\"x\"],\"c\":{\"d\":{}}}",
    "{\"\":0}",
    "{\"\\u0061\":\"\\ud83d\\ude00\"}",
    "{\"a\":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]}",
    "{\"a\":123456789012345678901234567890}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonObject) object = parse (texts[i], &error);

      g_assert_no_error (error);
      g_assert_nonnull (object);
    }
}

/* What json-glib's own parser lets through is among these. */
static void
test_refused (void)
{
  static const char *const texts[] = {
    "",
    " ",
    "null",
    "[]",
    "1",
    "\"a\"",
    "{",
    "}",
    "{}{}",
    "{} x",
    "{}//",
    "/* c */{}",
    "{\"a\":1,}",
    "{\"a\":[1,]}",
    "{\"a\":[,1]}",
    "{,}",
    "{a:1}",
    "{'a':1}",
    "{\"a\":'b'}",
    "{\"a\" 1}",
    "{\"a\":1 \"b\":2}",
    "{\"a\":}",
    "{\"a\":tru}",
    "{\"a\":True}",
    "{\"a\":NaN}",
    "{\"a\":Infinity}",
    "{\"a\":+1}",
    "{\"a\":01}",
    "{\"a\":1.}",
    "{\"a\":.5}",
    "{\"a\":1e}",
    "{\"a\":0x10}",
    "{\"a\":--1}",
    "{\"a\":-}",
    "{\"a\":1e999}",
    "{\"a\":\"b}",
    "{\"a\":\"\n\"}",
    "{\"a\":\"\\x\"}",
    "{\"a\":\"\\u12\"}",
    "{\"a\":\"\\u12g4\"}",
    "{\"a\":\"\\ud800\"}",
    "{\"a\":\"\\ud800\\u0041\"}",
    "{\"a\":\"\\udc00\"}",
    "{\"a\":1,\"a\":2}",
    "{\"a\":1,\"\\u0061\":2}",
    "{\"b\":{\"a\":1,\"a\":1}}",
    "{\"a\":\"\xff\"}",
    "{\"a\":\"\xc0\xaf\"}",
    "{\"a\":\"\xed\xa0\x80\"}",
    "\xef\xbb\xbf{}",
    "{\"a\":[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]}",
    "{\"a\":11111111111111111111111111111111111111111111111111111111111111111111}",
  };

  for (gsize i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonObject) object = parse (texts[i], &error);

      g_test_message ("%s", texts[i]);
      g_assert_null (object);
      g_assert_error (error, LP_ERROR, LP_ERROR_MALFORMED);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
    }
}

/* Bytes end where the size says, with or without a NUL. */
static void
test_bounds (void)
{
  static const char text[] = "{\"a\":\"bcd\",\"e\":[1,true]}";

  for (gsize size = 0; size < sizeof text; size++)
    {
      char *copy = g_memdup2 (text, MAX (size, 1)); /* exact: a sanitizer sees one byte too many */
      g_autoptr (JsonObject) object = lp_wire_parse (copy, size, NULL);

      g_assert_cmpint (object != NULL, ==, size == sizeof text - 1);
      g_free (copy);
    }
  g_assert_null (lp_wire_parse ("{}\0", 3, NULL));
}

static void
test_values (void)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) object = NULL;

  object = parse ("{\"max\":9223372036854775807,\"min\":-9223372036854775808,\"big\":9223372036854775808,"
                  "\"text\":\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00e4\\ud83d\\ude00\",\"nul\":\"a\\u0000b\"}",
                  &error);
  g_assert_no_error (error);
  g_assert_cmpint (lp_wire_get_int (object, "", "max", G_MININT64, G_MAXINT64, TRUE, 0, &error), ==,
                   G_MAXINT64);
  g_assert_cmpint (lp_wire_get_int (object, "", "min", G_MININT64, G_MAXINT64, TRUE, 0, &error), ==,
                   G_MININT64);
  g_assert_cmpstr (lp_wire_get_string (object, "", "text", TRUE, &error), ==,
                   "\"\\/\b\f\n\r\tä\xf0\x9f\x98\x80");
  g_assert_no_error (error);

  /* No number of 64 bits is no number here, and a NUL must not cut a text short. */
  g_assert_cmpint (lp_wire_get_int (object, "", "big", G_MININT64, G_MAXINT64, TRUE, 7, &error), ==, 7);
  g_assert_error (error, LP_ERROR, LP_ERROR_INVALID);
  g_assert_cmpstr (lp_wire_get_string (object, "", "nul", TRUE, NULL), ==, "a\001b");
}

static void
test_escapes (void)
{
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (GString) wrapped = NULL;
  g_autoptr (JsonObject) object = NULL;
  char all[256];

  for (int i = 1; i < 128; i++)
    all[i - 1] = (char) i;
  strcpy (all + 127, "äöü\xf0\x9f\x98\x80");
  lp_wire_write_string (out, all);
  wrapped = g_string_new (NULL);
  g_string_append_printf (wrapped, "{\"a\":%s}", out->str);
  object = lp_wire_parse (wrapped->str, wrapped->len, NULL);
  g_assert_nonnull (object);
  g_assert_cmpstr (json_object_get_string_member (object, "a"), ==, all);

  g_string_truncate (out, 0);
  lp_wire_write_string (out, NULL);
  lp_wire_write_string (out, "");
  lp_wire_write_int (out, G_MININT64);
  lp_wire_write_int (out, 0);
  lp_wire_write_date (out, LP_DATE_NONE);
  lp_wire_write_boolean (out, 7);
  lp_wire_write_strings (out, NULL);
  g_assert_cmpstr (out->str, ==, "null\"\"-92233720368547758080nulltrue[]");
}

typedef enum
{
  STRING,
  INT,
  BOOLEAN,
  DATE,
  ENUM,
  OBJECT,
  ARRAY,
  STRINGS,
  PERIOD,
} Kind;

static void
get (Kind kind, JsonObject *object, gboolean required, GError **error)
{
  g_auto (GStrv) strings = NULL;

  switch (kind)
    {
    case STRING:
      lp_wire_get_string (object, "/p", "m", required, error);
      break;
    case INT:
      g_assert_cmpint (lp_wire_get_int (object, "/p", "m", 1, 10, required, 5, error), <=, 10);
      break;
    case BOOLEAN:
      lp_wire_get_boolean (object, "/p", "m", required, TRUE, error);
      break;
    case DATE:
      lp_wire_get_date (object, "/p", "m", required, error);
      break;
    case ENUM:
      lp_wire_get_enum (object, "/p", "m", LP_TYPE_ROLE, required, LP_ROLE_MEMBER, error);
      break;
    case OBJECT:
      lp_wire_get_object (object, "/p", "m", required, error);
      break;
    case ARRAY:
      lp_wire_get_array (object, "/p", "m", required, error);
      break;
    case STRINGS:
      strings = lp_wire_dup_strings (object, "/p", "m", required, error);
      break;
    case PERIOD:
    default:
      lp_wire_get_period (object, "/p", "m", FALSE, NULL, error);
      break;
    }
}

static void
test_members (void)
{
  /* clang-format off */
  static const struct
  {
    Kind kind;
    gboolean required;
    const char *json;
    const char *pointer; /* NULL: right */
    const char *said;
  } cases[] = {
    { STRING, TRUE, "{\"m\":\"x\"}", NULL, NULL },
    { STRING, TRUE, "{}", "/p/m", "required" },
    { STRING, TRUE, "{\"m\":null}", "/p/m", "null" },
    { STRING, FALSE, "{\"m\":null}", NULL, NULL },
    { STRING, FALSE, "{\"m\":1}", "/p/m", "a string" },
    { STRING, FALSE, "{\"m\":[]}", "/p/m", "a string" },
    { INT, TRUE, "{\"m\":10}", NULL, NULL },
    { INT, TRUE, "{\"m\":11}", "/p/m", "between 1 and 10" },
    { INT, TRUE, "{\"m\":0}", "/p/m", "between 1 and 10" },
    { INT, TRUE, "{\"m\":1.5}", "/p/m", "whole number" },
    { INT, TRUE, "{\"m\":1.0}", "/p/m", "whole number" },
    { INT, TRUE, "{\"m\":1e0}", "/p/m", "whole number" },
    { INT, TRUE, "{\"m\":\"1\"}", "/p/m", "whole number" },
    { INT, TRUE, "{\"m\":true}", "/p/m", "whole number" },
    { BOOLEAN, FALSE, "{\"m\":false}", NULL, NULL },
    { BOOLEAN, FALSE, "{\"m\":0}", "/p/m", "true or false" },
    { BOOLEAN, FALSE, "{\"m\":\"true\"}", "/p/m", "true or false" },
    { DATE, FALSE, "{\"m\":\"2026-02-28\"}", NULL, NULL },
    { DATE, FALSE, "{\"m\":\"2026-02-29\"}", "/p/m", "day that exists" },
    { DATE, FALSE, "{\"m\":20260228}", "/p/m", "day that exists" },
    { ENUM, FALSE, "{\"m\":\"finance\"}", NULL, NULL },
    { ENUM, FALSE, "{\"m\":\"Finance\"}", "/p/m", "admin, support, finance, member" },
    { ENUM, FALSE, "{\"m\":2}", "/p/m", "one of" },
    { OBJECT, TRUE, "{\"m\":{}}", NULL, NULL },
    { OBJECT, TRUE, "{\"m\":[]}", "/p/m", "an object" },
    { ARRAY, TRUE, "{\"m\":[]}", NULL, NULL },
    { ARRAY, TRUE, "{\"m\":{}}", "/p/m", "an array" },
    { STRINGS, TRUE, "{\"m\":[\"a\",\"b\"]}", NULL, NULL },
    { STRINGS, TRUE, "{\"m\":[\"a\",1]}", "/p/m/1", "a string" },
    { STRINGS, TRUE, "{\"m\":[\"a\",null]}", "/p/m/1", "a string" },
    { PERIOD, FALSE, "{\"m\":\"P6W\"}", NULL, NULL },
    { PERIOD, FALSE, "{\"m\":\"P1M15D\"}", "/p/m", "one unit" },
    { PERIOD, FALSE, "{\"m\":3}", "/p/m", "one unit" },
  };
  /* clang-format on */

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (JsonObject) object = parse (cases[i].json, NULL);
      const LpFieldError *fields;
      gsize n_fields;

      g_test_message ("case %" G_GSIZE_FORMAT ": %s", i, cases[i].json);
      get (cases[i].kind, object, cases[i].required, &error);
      get (cases[i].kind, object, cases[i].required, NULL);
      fields = lp_error_get_fields (error, &n_fields);
      g_assert_cmpuint (n_fields, ==, cases[i].pointer != NULL ? 1 : 0);
      if (cases[i].pointer == NULL)
        continue;
      g_assert_cmpstr (fields[0].pointer, ==, cases[i].pointer);
      g_assert_nonnull (strstr (fields[0].detail, cases[i].said));
    }
}

static void
test_finish (void)
{
  static const char *const known[] = { "a", "b", NULL };
  g_autoptr (JsonObject) object = parse ("{\"c/d\":1,\"a\":2,\"~\":3}", NULL);
  g_autoptr (GError) error = NULL;
  const LpFieldError *fields;
  gsize n_fields;

  lp_wire_finish (object, "/x", known, &error);
  fields = lp_error_get_fields (error, &n_fields);
  g_assert_cmpuint (n_fields, ==, 2);
  g_assert_cmpstr (fields[0].pointer, ==, "/x/c~1d");
  g_assert_cmpstr (fields[1].pointer, ==, "/x/~0");
  g_assert_nonnull (strstr (fields[0].detail, "a, b"));
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/parse/accepted", test_accepted);
  g_test_add_func ("/parse/refused", test_refused);
  g_test_add_func ("/parse/bounds", test_bounds);
  g_test_add_func ("/parse/values", test_values);
  g_test_add_func ("/write/escapes", test_escapes);
  g_test_add_func ("/members/types", test_members);
  g_test_add_func ("/members/finish", test_finish);
  return g_test_run ();
}

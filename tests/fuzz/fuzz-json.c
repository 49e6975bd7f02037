/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "fuzz.h"
#include "lp-wire.h"

static char *
to_text (JsonObject *object)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), object);

  return json_to_string (node, FALSE);
}

/* Either a tree that reads the same when written, or one sentence in UTF-8. And what is accepted here is JSON to
 * json-glib's own parser, too. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) object = lp_wire_parse ((const char *) data, size, &error);
  g_autoptr (JsonObject) again = NULL;
  g_autoptr (JsonParser) parser = NULL;
  g_autofree char *text = NULL, *other = NULL;

  if (object == NULL)
    {
      g_assert_error (error, LP_ERROR, LP_ERROR_MALFORMED);
      g_assert_true (g_utf8_validate (error->message, -1, NULL));
      return 0;
    }
  g_assert_no_error (error);
  text = to_text (object);
  again = lp_wire_parse (text, strlen (text), &error);
  g_assert_no_error (error);
  other = to_text (again);
  g_assert_cmpstr (text, ==, other);

  parser = json_parser_new ();
  json_parser_load_from_data (parser, (const char *) data, (gssize) size, &error);
  g_assert_no_error (error);
  return 0;
}

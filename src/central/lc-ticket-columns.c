/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lc-ticket-columns.h"

#include <string.h>

#include "lp-wire.h"

void
lc_ticket_write_entries (GString *out, GArray *entries)
{
  g_string_append_c (out, '{');
  for (guint i = 0; i < entries->len; i++)
    {
      const LpEntryValue *entry = &g_array_index (entries, LpEntryValue, i);

      if (i > 0)
        g_string_append_c (out, ',');
      lp_wire_write_string (out, entry->key);
      g_string_append_c (out, ':');
      lp_wire_write_string (out, entry->value);
    }
  g_string_append_c (out, '}');
}

GArray *
lc_ticket_read_entries (const char *text)
{
  g_autoptr (JsonObject) object = lp_wire_parse (text, strlen (text), NULL);
  GArray *entries = lp_entry_values_new ();
  JsonObjectIter iter;
  const char *key;
  JsonNode *value;

  if (object == NULL)
    return entries;
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &key, &value))
    lp_entry_values_add (entries, key, json_node_get_string (value));
  return entries;
}

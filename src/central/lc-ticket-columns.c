/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lc-ticket-columns.h"

#include <string.h>

#include "lp-wire.h"

void
lc_ticket_write_entries (GString *out, GArray *entries, const LpProduct *product)
{
  lp_wire_write_entry_values (out, entries, product);
}

GArray *
lc_ticket_read_entries (const char *text)
{
  g_autoptr (JsonObject) object = lp_wire_parse (text, strlen (text), NULL);
  GArray *entries = object != NULL ? lp_wire_read_entry_values (object, "", NULL) : NULL;

  return entries != NULL ? entries : lp_entry_values_new ();
}

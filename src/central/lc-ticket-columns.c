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

void
lc_ticket_write_place (GString *out, const LpTicket *ticket)
{
  const LpAllocationChange whole = {
    .has_group = TRUE,
    .group_id = ticket->group_id,
    .has_assignee = TRUE,
    .assignee_id = ticket->assignee_id,
    .has_visible = TRUE,
    .visible_to_group = ticket->visible_to_group,
  };

  lp_wire_write_allocation_change (out, &whole);
}

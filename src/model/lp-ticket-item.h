/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "lp-types.h"

G_BEGIN_DECLS

/**
 * LpTicketItem:
 *
 * One row of a ticket list. Exists only while somebody looks at the row. When the ticket changes, the item that
 * is on screen changes with it (notify), so a row never has to be replaced.
 *
 * Properties, read-only: `code`, `product`, `allocated-to` (a person's name, "Everyone in group" or "Admins
 * only"), `admins-only` (boolean, for dimming), `state` (LpTicketState as int), `state-text`, `state-icon`,
 * `expires` ("31 Dec 2026" or "–"), `reference`, `group-name`, `created`, `group-id`, `ticket` (LpTicket boxed).
 */
#define LP_TYPE_TICKET_ITEM (lp_ticket_item_get_type ())
G_DECLARE_FINAL_TYPE (LpTicketItem, lp_ticket_item, LP, TICKET_ITEM, GObject)

/**
 * lp_ticket_item_new:
 * @ticket: the ticket
 * @assignee_name: (nullable): name of the person it is allocated to
 * @group_name: (nullable): name of its group
 *
 * Returns: (transfer full): an item.
 */
LpTicketItem *lp_ticket_item_new (LpTicket *ticket, const char *assignee_name, const char *group_name);

/**
 * lp_ticket_item_update:
 * @self: an item
 * @ticket: the same ticket, newer
 * @assignee_name: (nullable): as for lp_ticket_item_new()
 * @group_name: (nullable): as for lp_ticket_item_new()
 *
 * Shows what is known now, with one notify for each property that changed.
 */
void lp_ticket_item_update (LpTicketItem *self,
                            LpTicket *ticket,
                            const char *assignee_name,
                            const char *group_name);

/* Borrowed. */
LpTicket *lp_ticket_item_get_ticket (LpTicketItem *self);
const char *lp_ticket_item_get_code (LpTicketItem *self);
const char *lp_ticket_item_get_product (LpTicketItem *self);
const char *lp_ticket_item_get_allocated_to (LpTicketItem *self);
const char *lp_ticket_item_get_state_text (LpTicketItem *self);
const char *lp_ticket_item_get_expires (LpTicketItem *self);
const char *lp_ticket_item_get_group_id (LpTicketItem *self);
LpTicketState lp_ticket_item_get_state (LpTicketItem *self);

G_END_DECLS

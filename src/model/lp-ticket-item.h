/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-replica.h"

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
 * @replica: (nullable): where the whole ticket is to be found
 * @row: its row key
 * @line: what is shown of it; the item takes over what it holds
 * @group_name: (nullable): name of its group
 *
 * Returns: (transfer full): an item.
 */
LpTicketItem *
lp_ticket_item_new (LpReplica *replica, guint32 row, LpTicketLine *line, const char *group_name);

/**
 * lp_ticket_item_update:
 * @self: an item
 * @line: what is known of the ticket now; the item takes over what it holds
 * @group_name: (nullable): as for lp_ticket_item_new()
 *
 * Shows what is known now, with one notify for each property that changed.
 */
void lp_ticket_item_update (LpTicketItem *self, LpTicketLine *line, const char *group_name);

/**
 * lp_ticket_item_become:
 * @self: an item
 * @row: row key of another ticket
 * @line: as for lp_ticket_item_new()
 * @group_name: (nullable): as for lp_ticket_item_new()
 *
 * Shows another ticket from now on. For a row on screen this costs a hundredth of a new row.
 */
void lp_ticket_item_become (LpTicketItem *self, guint32 row, LpTicketLine *line, const char *group_name);

/* Borrowed, until the next update. The whole ticket is read when it is first asked for; once it has gone, it is one
 * without code. */
LpTicket *lp_ticket_item_get_ticket (LpTicketItem *self);

/* Borrowed. */
const char *lp_ticket_item_get_code (LpTicketItem *self);
const char *lp_ticket_item_get_product (LpTicketItem *self);
const char *lp_ticket_item_get_allocated_to (LpTicketItem *self);
/* Of the person to whom it is allocated; NULL for none, and for one whose name the viewer may not see. */
const char *lp_ticket_item_get_assignee_name (LpTicketItem *self);
const char *lp_ticket_item_get_state_text (LpTicketItem *self);
const char *lp_ticket_item_get_expires (LpTicketItem *self);
const char *lp_ticket_item_get_group_name (LpTicketItem *self);
LpTicketState lp_ticket_item_get_state (LpTicketItem *self);
LpDate lp_ticket_item_get_expiry (LpTicketItem *self);
gboolean lp_ticket_item_is_admins_only (LpTicketItem *self);

/**
 * lp_ticket_item_set_waiting:
 * @self: an item
 * @decision: an #LpSubscriptionDecision that waits to be sent, see #LpWaitingDecisions; -1 for none
 *
 * Tells of a change as one of `state`.
 */
void lp_ticket_item_set_waiting (LpTicketItem *self, int decision);
int lp_ticket_item_get_waiting (LpTicketItem *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-ticket-code.h"
#include "lp-types.h"

G_BEGIN_DECLS

/**
 * LpTicketLine:
 * @code: canonical, "" for a ticket that has gone
 * @state: today's
 * @expiry: technical expiry, or %LP_DATE_NONE
 * @visible_to_group: see #LpTicket
 * @product_name: (nullable): name of the product
 * @group_id: (nullable): its group
 * @assignee_id: (nullable): whom it is allocated to
 * @assignee_name: (nullable): the name of that person if it is known and not empty
 *
 * What a list shows of a ticket. A list of a million scrolls through thousands of them a second, so they come from
 * memory, and nothing else is read of a ticket that nobody chooses.
 */
typedef struct
{
  char code[LP_TICKET_CODE_SIZE];
  LpTicketState state;
  LpDate expiry;
  gboolean visible_to_group;
  char *product_name;
  char *group_id;
  char *assignee_id;
  char *assignee_name;
} LpTicketLine;

/* Frees what it holds; it is a gone ticket's then. */
void lp_ticket_line_clear (LpTicketLine *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lp-session.h"

G_BEGIN_DECLS

/**
 * LpTicketDetails:
 *
 * Everything about one ticket, the allocation first. Follows the replica.
 */
#define LP_TYPE_TICKET_DETAILS (lp_ticket_details_get_type ())
G_DECLARE_FINAL_TYPE (LpTicketDetails, lp_ticket_details, LP, TICKET_DETAILS, AdwBin)

/**
 * lp_ticket_details_new:
 * @session: an open session
 *
 * Returns: (transfer floating): details without a ticket.
 */
GtkWidget *lp_ticket_details_new (LpSession *session);

/**
 * lp_ticket_details_set_ticket:
 * @self: details
 * @ticket: what to show; the same ticket again only brings it up to date
 */
void lp_ticket_details_set_ticket (LpTicketDetails *self, LpTicket *ticket);

/**
 * lp_ticket_details_set_subscription_first:
 * @self: details
 * @first: whether the subscription stands above the allocation
 */
void lp_ticket_details_set_subscription_first (LpTicketDetails *self, gboolean first);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lp-session.h"

G_BEGIN_DECLS

/**
 * LpDetailsPane:
 *
 * The pane beside the list: one ticket, or how many are selected. Signal: `close`.
 */
#define LP_TYPE_DETAILS_PANE (lp_details_pane_get_type ())
G_DECLARE_FINAL_TYPE (LpDetailsPane, lp_details_pane, LP, DETAILS_PANE, AdwBin)

/**
 * lp_details_pane_set_session:
 * @self: a pane
 * @session: an open session; what was shown goes
 */
void lp_details_pane_set_session (LpDetailsPane *self, LpSession *session);

/**
 * lp_details_pane_show_ticket:
 * @self: a pane
 * @code: a canonical ticket code
 */
void lp_details_pane_show_ticket (LpDetailsPane *self, const char *code);

/**
 * lp_details_pane_show_left:
 * @self: a pane
 * @code: a canonical ticket code
 * @filtered: it is the filter that the ticket does not fit any more, or else the group
 *
 * Goes on showing a ticket that a change has taken from the list, and says so.
 */
void lp_details_pane_show_left (LpDetailsPane *self, const char *code, gboolean filtered);

/* Likewise of subscriptions: says how many are selected and what can be done with them. */
void lp_details_pane_show_subscription_count (LpDetailsPane *self, guint n_selected);

/**
 * lp_details_pane_show_subscription:
 * @self: a pane
 * @code: a canonical ticket code
 *
 * The same with its subscription first.
 */
void lp_details_pane_show_subscription (LpDetailsPane *self, const char *code);

/**
 * lp_details_pane_show_count:
 * @self: a pane
 * @n_selected: how many tickets are selected: 0, or more than 1
 */
void lp_details_pane_show_count (LpDetailsPane *self, guint n_selected);

/**
 * lp_details_pane_set_over:
 * @self: a pane
 * @over: it lies over the list, so a way back is needed
 */
void lp_details_pane_set_over (LpDetailsPane *self, gboolean over);

G_END_DECLS

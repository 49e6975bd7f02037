/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lp-group-tree.h"
#include "lp-session.h"

G_BEGIN_DECLS

/**
 * LpSubscriptionsPage:
 *
 * The subscriptions of a group and the groups below, next deadline first: search, filters, table, and what can be done
 * with the selection. Signal: `selection-changed`.
 */
#define LP_TYPE_SUBSCRIPTIONS_PAGE (lp_subscriptions_page_get_type ())
G_DECLARE_FINAL_TYPE (LpSubscriptionsPage, lp_subscriptions_page, LP, SUBSCRIPTIONS_PAGE, AdwBin)

/**
 * lp_subscriptions_page_new:
 * @session: an open session
 * @settings: (nullable): for the reminders of exported deadlines
 *
 * Returns: (transfer floating): a page.
 */
GtkWidget *lp_subscriptions_page_new (LpSession *session, GSettings *settings);

/**
 * lp_subscriptions_page_set_group:
 * @self: a page
 * @group: whose subscriptions, with those of its subgroups
 */
void lp_subscriptions_page_set_group (LpSubscriptionsPage *self, LpGroupItem *group);
void lp_subscriptions_page_focus_search (LpSubscriptionsPage *self);

/* Takes search and filters away and shows only what needs a decision. */
void lp_subscriptions_page_show_decisions (LpSubscriptionsPage *self);

/**
 * lp_subscriptions_page_get_n_selected:
 * @self: a page
 *
 * Returns: how many subscriptions are selected.
 */
guint lp_subscriptions_page_get_n_selected (LpSubscriptionsPage *self);

/**
 * lp_subscriptions_page_dup_selected_code:
 * @self: a page
 *
 * Returns: (transfer full) (nullable): the ticket of the one subscription that is selected; %NULL for none or several.
 */
char *lp_subscriptions_page_dup_selected_code (LpSubscriptionsPage *self);

/**
 * lp_subscriptions_page_get_left:
 * @self: a page
 * @filtered: (out): whether the list is narrowed by search or filters
 *
 * Returns: (transfer none) (nullable): as lp_subscription_table_get_left()
 */
const char *lp_subscriptions_page_get_left (LpSubscriptionsPage *self, gboolean *filtered);

G_END_DECLS

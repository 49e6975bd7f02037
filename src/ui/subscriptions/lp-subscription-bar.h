/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * LpSubscriptionBar:
 *
 * How many subscriptions are selected, and what can be done with all of them. Hidden while none is.
 */
#define LP_TYPE_SUBSCRIPTION_BAR (lp_subscription_bar_get_type ())
G_DECLARE_FINAL_TYPE (LpSubscriptionBar, lp_subscription_bar, LP, SUBSCRIPTION_BAR, AdwBin)

/**
 * lp_subscription_bar_set_count:
 * @self: a bar
 * @n_selected: how many subscriptions are selected
 * @n_items: of how many
 */
void lp_subscription_bar_set_count (LpSubscriptionBar *self, guint n_selected, guint n_items);

/**
 * lp_subscription_bar_set_can_cancel:
 * @self: a bar
 * @can_cancel: whether at least one of what is selected can be cancelled; there is no button otherwise
 */
void lp_subscription_bar_set_can_cancel (LpSubscriptionBar *self, gboolean can_cancel);

/**
 * lp_subscription_bar_set_can_export:
 * @self: a bar
 * @can_export: whether anything that is selected has a deadline; else the button says why it does nothing
 */
void lp_subscription_bar_set_can_export (LpSubscriptionBar *self, gboolean can_export);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lp-session.h"

G_BEGIN_DECLS

/**
 * LpSubscriptionPanel:
 *
 * Until when a subscription runs and by when it has to be cancelled, with its timeline, and what may be decided
 * about it. Invisible for a license without one.
 */
#define LP_TYPE_SUBSCRIPTION_PANEL (lp_subscription_panel_get_type ())
G_DECLARE_FINAL_TYPE (LpSubscriptionPanel, lp_subscription_panel, LP, SUBSCRIPTION_PANEL, AdwBin)

/**
 * lp_subscription_panel_set_subscription:
 * @self: a panel
 * @session: (nullable): an open session; without one nothing can be decided
 * @subscription: (nullable): what to show
 * @today: the business date
 */
void lp_subscription_panel_set_subscription (LpSubscriptionPanel *self,
                                             LpSession *session,
                                             LpSubscription *subscription,
                                             LpDate today);

G_END_DECLS

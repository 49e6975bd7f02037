/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "lp-session.h"

G_BEGIN_DECLS

/**
 * LpSubscriptionItem:
 *
 * Properties, read-only: `ticket-code`, `product`, `group-name`, `state-text`, `deadline` (text), `committed-until`
 * (text), `renews` (boolean: auto-renewal is on), `renews-text`, `needs-decision` (boolean: the deadline is within
 * 30 days).
 */
#define LP_TYPE_SUBSCRIPTION_ITEM (lp_subscription_item_get_type ())
G_DECLARE_FINAL_TYPE (LpSubscriptionItem, lp_subscription_item, LP, SUBSCRIPTION_ITEM, GObject)

/* Borrowed. */
LpSubscription *lp_subscription_item_get_subscription (LpSubscriptionItem *self);

/**
 * lp_subscription_item_new:
 * @session: an open session
 * @subscription: a subscription
 *
 * Returns: (transfer full): an item, as for a row or the details of one ticket.
 */
LpSubscriptionItem *lp_subscription_item_new (LpSession *session, LpSubscription *subscription);

/**
 * LpSubscriptionList:
 *
 * A #GListModel of #LpSubscriptionItem, next deadline first. Properties: `group-id` (read-write), `needs-decision`
 * (read-write boolean filter), `search` (read-write), `loading`, `n-items`.
 */
#define LP_TYPE_SUBSCRIPTION_LIST (lp_subscription_list_get_type ())
G_DECLARE_FINAL_TYPE (LpSubscriptionList, lp_subscription_list, LP, SUBSCRIPTION_LIST, GObject)

/**
 * lp_subscription_list_new:
 * @session: (nullable): an open session
 *
 * Returns: (transfer full): all visible subscriptions.
 */
LpSubscriptionList *lp_subscription_list_new (LpSession *session);
void lp_subscription_list_set_group_id (LpSubscriptionList *self, const char *group_id);

G_END_DECLS

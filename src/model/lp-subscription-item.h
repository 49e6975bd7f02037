/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "lp-types.h"

G_BEGIN_DECLS

/* "Needs a decision": the deadline is at most so many days away (design: ui, "Subscriptions"). */
#define LP_DECISION_DAYS 30

/**
 * LpSubscriptionItem:
 *
 * A row of the table of subscriptions. Signal: `changed`, after lp_subscription_item_update() brought something new.
 */
#define LP_TYPE_SUBSCRIPTION_ITEM (lp_subscription_item_get_type ())
G_DECLARE_FINAL_TYPE (LpSubscriptionItem, lp_subscription_item, LP, SUBSCRIPTION_ITEM, GObject)

/**
 * lp_subscription_item_new:
 * @subscription: what a row shows, see lp_replica_fetch_subscription_rows()
 * @product: (nullable): name of the product
 * @group: (nullable): name of the group
 * @today: the business date
 *
 * Returns: (transfer full): an item
 */
LpSubscriptionItem *
lp_subscription_item_new (LpSubscription *subscription, const char *product, const char *group, LpDate today);

/**
 * lp_subscription_item_update:
 * @self: an item
 * @subscription: the same one as it is now
 * @product: (nullable): name of the product
 * @group: (nullable): name of the group
 * @today: the business date
 *
 * Emits `changed` only if something that a row shows is another now.
 */
void lp_subscription_item_update (LpSubscriptionItem *self,
                                  LpSubscription *subscription,
                                  const char *product,
                                  const char *group,
                                  LpDate today);

/* For tests: decides about the subscription without the window. Borrowed. */
const char *lp_subscription_item_get_id (LpSubscriptionItem *self);

/* Borrowed texts, never %NULL. */
const char *lp_subscription_item_get_code (LpSubscriptionItem *self);
const char *lp_subscription_item_get_product (LpSubscriptionItem *self);
const char *lp_subscription_item_get_group (LpSubscriptionItem *self);
LpSubscriptionState lp_subscription_item_get_state (LpSubscriptionItem *self);

/**
 * lp_subscription_item_get_needs_decision:
 * @self: an item
 *
 * Returns: whether the deadline is today or within the next %LP_DECISION_DAYS days.
 */
gboolean lp_subscription_item_get_needs_decision (LpSubscriptionItem *self);

/**
 * lp_subscription_item_set_may_decide:
 * @self: an item
 * @may_decide: whether this person has the right to cancel it
 */
void lp_subscription_item_set_may_decide (LpSubscriptionItem *self, gboolean may_decide);
gboolean lp_subscription_item_get_may_decide (LpSubscriptionItem *self);

/**
 * lp_subscription_item_set_waiting:
 * @self: an item
 * @decision: an #LpSubscriptionDecision that waits to be sent, see #LpWaitingDecisions; -1 for none
 */
void lp_subscription_item_set_waiting (LpSubscriptionItem *self, int decision);
int lp_subscription_item_get_waiting (LpSubscriptionItem *self);

/* Owned texts for the columns: days, `–` for none. The last day is that of lp_subscription_get_last_day(): a revoked one
 * runs no longer than until its revocation. */
char *lp_subscription_item_dup_deadline (LpSubscriptionItem *self);
char *lp_subscription_item_dup_last_day (LpSubscriptionItem *self);

/**
 * lp_subscription_item_get_renewal:
 * @self: an item
 *
 * Returns: (transfer none): whether it renews by itself; nothing renews before it has started
 */
const char *lp_subscription_item_get_renewal (LpSubscriptionItem *self);

G_END_DECLS

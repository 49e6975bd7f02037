/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-session.h"
#include "lp-subscription-item.h"

G_BEGIN_DECLS

/* Private to src/model: makes the items of a subscription list. One subscription is one object for as long as
 * somebody holds it, found again by its row key. */
typedef struct _LpSubscriptionRows LpSubscriptionRows;

/**
 * lp_subscription_rows_new:
 * @session: (nullable): where the replica is asked for
 *
 * Returns: (transfer full): without items yet
 */
LpSubscriptionRows *lp_subscription_rows_new (LpSession *session);
void lp_subscription_rows_free (LpSubscriptionRows *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LpSubscriptionRows, lp_subscription_rows_free)

/**
 * lp_subscription_rows_get:
 * @self: rows
 * @row: a row key
 *
 * Returns: (transfer full): the item; one without code if the subscription has gone since the query
 */
LpSubscriptionItem *lp_subscription_rows_get (LpSubscriptionRows *self, guint32 row);

/**
 * lp_subscription_rows_forget:
 * @self: rows
 *
 * Row keys have a new meaning, so no item may be found again.
 */
void lp_subscription_rows_forget (LpSubscriptionRows *self);

/**
 * lp_subscription_rows_refresh:
 * @self: rows
 * @changed: (nullable): a set of row keys (GUINT_TO_POINTER), %NULL for all
 *
 * Shows in the living items what the replica holds now.
 */
void lp_subscription_rows_refresh (LpSubscriptionRows *self, GHashTable *changed);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "lp-client-types.h"
#include "lp-session.h"
#include "lp-subscription-item.h"

G_BEGIN_DECLS

/**
 * LpSubscriptionList:
 *
 * A #GListModel of #LpSubscriptionItem over the replica, cheap for a million rows: it holds one integer a row and
 * makes items only for rows that somebody looks at. Queries run on the replica's thread; the old rows stay until the
 * new ones are there; only rows that came, went or moved are told, so selection and scroll position stay.
 *
 * Properties: `group-id` and `search` (read-write), `needs-decision` (read-write boolean: only those whose deadline is
 * within %LP_DECISION_DAYS days, whoever may decide about them), `loading` (boolean), `n-items` (guint), `filtered`
 * (boolean: a search or filter besides `needs-decision` is set), `count-text` ("12 subscriptions").
 *
 * Signal: `reset`, before rows of another copy or person are shown: row keys have a new meaning.
 */
#define LP_TYPE_SUBSCRIPTION_LIST (lp_subscription_list_get_type ())
G_DECLARE_FINAL_TYPE (LpSubscriptionList, lp_subscription_list, LP, SUBSCRIPTION_LIST, GObject)

/**
 * lp_subscription_list_new:
 * @session: (nullable): an open session
 *
 * Returns: (transfer full): all visible subscriptions, next deadline first. The first query starts when the main
 *   context runs.
 */
LpSubscriptionList *lp_subscription_list_new (LpSession *session);

/* The properties of the same names. */
void lp_subscription_list_set_group_id (LpSubscriptionList *self, const char *group_id);
void lp_subscription_list_set_search (LpSubscriptionList *self, const char *search);
void lp_subscription_list_set_needs_decision (LpSubscriptionList *self, gboolean needs_decision);

/**
 * lp_subscription_list_set_states:
 * @self: a list
 * @states: bits `1 << LpSubscriptionState`; 0: all
 */
void lp_subscription_list_set_states (LpSubscriptionList *self, guint states);

/**
 * lp_subscription_list_set_product_id:
 * @self: a list
 * @product_id: (nullable): only subscriptions of this product
 */
void lp_subscription_list_set_product_id (LpSubscriptionList *self, const char *product_id);
void lp_subscription_list_set_sort (LpSubscriptionList *self, LpSubscriptionSort sort, gboolean descending);

/**
 * lp_subscription_list_clear_filters:
 * @self: a list
 *
 * Keeps group and order and takes everything else away.
 */
void lp_subscription_list_clear_filters (LpSubscriptionList *self);

/**
 * lp_subscription_list_get_rows:
 * @self: a list
 * @n_rows: (out): how many
 *
 * Returns: (transfer none) (array length=n_rows): the row keys in the order shown, for
 *   lp_replica_read_subscriptions_async(); valid until the list changes
 */
const guint32 *lp_subscription_list_get_rows (LpSubscriptionList *self, guint *n_rows);

/**
 * lp_subscription_list_is_settled:
 * @self: a list
 *
 * Returns: whether no query is waiting or running.
 */
gboolean lp_subscription_list_is_settled (LpSubscriptionList *self);

G_END_DECLS

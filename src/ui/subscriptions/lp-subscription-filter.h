/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lp-subscription-list.h"

G_BEGIN_DECLS

/* What a list of subscriptions can be narrowed by, besides *Needs a Decision*. */
typedef enum
{
  LP_SUBSCRIPTION_FILTER_STATE,
  LP_SUBSCRIPTION_FILTER_PRODUCT,
  LP_N_SUBSCRIPTION_FILTERS,
} LpSubscriptionFilterKind;

/**
 * LpSubscriptionFilter:
 *
 * The popover with the filters of a list of subscriptions; each choice holds at once. Signal: `changed`.
 */
#define LP_TYPE_SUBSCRIPTION_FILTER (lp_subscription_filter_get_type ())
G_DECLARE_FINAL_TYPE (LpSubscriptionFilter, lp_subscription_filter, LP, SUBSCRIPTION_FILTER, GtkPopover)

/**
 * lp_subscription_filter_new:
 * @session: an open session, for its products
 * @list: what to narrow
 *
 * Returns: (transfer floating): a popover without any filter.
 */
GtkWidget *lp_subscription_filter_new (LpSession *session, LpSubscriptionList *list);

/**
 * lp_subscription_filter_dup_text:
 * @self: a filter
 * @kind: which
 *
 * Returns: (transfer full) (nullable): the words of a chip, such as `Cancelled`; %NULL if that filter is not set.
 */
char *lp_subscription_filter_dup_text (LpSubscriptionFilter *self, LpSubscriptionFilterKind kind);

/**
 * lp_subscription_filter_clear:
 * @self: a filter
 * @kind: which, or %LP_N_SUBSCRIPTION_FILTERS for all
 */
void lp_subscription_filter_clear (LpSubscriptionFilter *self, LpSubscriptionFilterKind kind);

G_END_DECLS

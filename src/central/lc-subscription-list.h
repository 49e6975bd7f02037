/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lc-answer.h"
#include "lc-scope.h"

G_BEGIN_DECLS

/**
 * LcSubscriptionFilter:
 * @group: row of a visible group: its subscriptions and those of the groups below; 0: all
 * @state: (nullable): a state as on the wire
 * @deadline_before: only active ones that have to be cancelled before this day; or %LP_DATE_NONE
 *
 * Which subscriptions a list shows.
 */
typedef struct
{
  gint64 group;
  const char *state;
  LpDate deadline_before;
} LcSubscriptionFilter;

/**
 * lc_subscription_list_compose:
 * @scope: who looks
 * @filter: what for
 *
 * Each condition is a set of rows that an index yields, so that a page costs what it shows and not what there is.
 *
 * Returns: (transfer full): the query; $1 the viewer, $2 the row after which to start, $3 how many, $4 the group,
 *   $5 the state, $6 today, $7 the day
 */
char *lc_subscription_list_compose (const LcScope *scope, const LcSubscriptionFilter *filter);

/**
 * lc_subscription_list:
 * @tx: the transaction
 * @filter: which
 * @page: filled
 * @error: return location
 *
 * Writes a page of the subscriptions that the caller may see.
 *
 * Returns: success
 */
gboolean lc_subscription_list (const LcTransaction *tx,
                               const LcSubscriptionFilter *filter,
                               LcPage *page,
                               GError **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lc-order-service.h"
#include "lc-scope.h"
#include "lp-subscription-rules.h"

G_BEGIN_DECLS

/**
 * LcOrderPlan:
 *
 * A request that was found good, with everything that its licenses need.
 */
typedef struct
{
  const LcOrderPlace *place;
  LpOrderRequest *request; /* owned: validated, defaults filled in */
  LpSubscriptionTerms terms;
  LpPeriod term;
  LcBefore allocation;
  gint64 creator; /* 0: the service itself */
} LcOrderPlan;

/**
 * lc_order_plan_init:
 * @plan: (out): the plan
 * @tx: the transaction
 * @place: where and what; must outlive @plan
 * @request: as asked for
 * @creator: row of the person who asks, 0 for the service itself
 * @error: %LP_ERROR_INVALID with fields
 *
 * Validates a request against the product, the group and today.
 *
 * Returns: success; @plan is to be cleared in any case
 */
gboolean lc_order_plan_init (LcOrderPlan *plan,
                             const LcTransaction *tx,
                             const LcOrderPlace *place,
                             const LpOrderRequest *request,
                             gint64 creator,
                             GError **error);
void lc_order_plan_clear (LcOrderPlan *plan);
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LcOrderPlan, lc_order_plan_clear)

/**
 * lc_order_first_expiry:
 * @plan: a plan
 * @today: the day on which it is issued
 *
 * Returns: the technical expiry of a new license: the last day of its first term, of its trial, or %LP_DATE_NONE
 */
LpDate lc_order_first_expiry (const LcOrderPlan *plan, LpDate today);

/**
 * lc_order_issue:
 * @tx: the transaction
 * @plan: what to make
 * @row: row of the order
 * @order: the order
 * @tickets: (nullable) (inout): of #LpTicket: the new tickets are appended
 * @error: return location
 *
 * Makes the licenses with their tickets and subscriptions, each with its audit record.
 *
 * Returns: success
 */
gboolean lc_order_issue (const LcTransaction *tx,
                         const LcOrderPlan *plan,
                         gint64 row,
                         const LpOrder *order,
                         GPtrArray *tickets,
                         GError **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lc-call.h"

G_BEGIN_DECLS

/**
 * LcOrderPlace:
 *
 * The group and the product of an order, found and allowed.
 */
typedef struct
{
  gint64 group;
  gint64 product_row;
  char **path;     /* group ids from the root */
  char *short_key; /* in numbers of the group's orders */
  LpGroup *of;     /* with its effective settings */
  LpProduct *product;
} LcOrderPlace;

/**
 * lc_order_place_find:
 * @tx: the transaction
 * @group_id: (nullable): where
 * @product_id: (nullable): what
 * @error: %LP_ERROR_NOT_FOUND if one of them is unknown or invisible, %LP_ERROR_RIGHT_MISSING without `create`
 *
 * The checks that come before a request is looked at (design: api, "404, before validation").
 *
 * Returns: (transfer full) (nullable): the place, not to be changed
 */
LcOrderPlace *
lc_order_place_find (const LcTransaction *tx, const char *group_id, const char *product_id, GError **error);
void lc_order_place_unref (LcOrderPlace *place);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LcOrderPlace, lc_order_place_unref)

/**
 * lc_order_check:
 * @tx: the transaction
 * @place: where and what
 * @request: as asked for
 * @error: %LP_ERROR_INVALID with a field for each fault
 *
 * Returns: whether lc_order_create() would take it
 */
gboolean lc_order_check (const LcTransaction *tx,
                         const LcOrderPlace *place,
                         const LpOrderRequest *request,
                         GError **error);

/**
 * lc_order_create:
 * @tx: the transaction
 * @place: where and what
 * @request: as asked for
 * @wish: @request as it came, kept if it waits for approval
 * @tickets: (inout): of #LpTicket: the new tickets are appended; none if the order waits for approval
 * @preview: (out) (transfer full): of a dry run: what it would bring
 * @error: %LP_ERROR_INVALID with a field for each fault
 *
 * Creates the order with its licenses, tickets, subscriptions, audit records and change rows (design: domain). A dry
 * run stops before the first of them.
 *
 * Returns: (transfer full) (nullable): the order, %NULL on error and of a dry run
 */
LpOrder *lc_order_create (const LcTransaction *tx,
                          const LcOrderPlace *place,
                          const LpOrderRequest *request,
                          JsonObject *wish,
                          GPtrArray *tickets,
                          LpOrderPreview **preview,
                          GError **error);

/**
 * lc_order_get:
 * @tx: the transaction
 * @id: an order
 * @error: %LP_ERROR_NOT_FOUND, also if the caller does not see the content of its group
 *
 * Returns: the row, or 0 on error
 */
gint64 lc_order_get (const LcTransaction *tx, const char *id, GError **error);

/**
 * lc_order_check_approver:
 * @tx: the transaction
 * @row: a visible order
 * @error: %LP_ERROR_RIGHT_MISSING: not admin with `create`, or the person who asked for it herself
 *
 * Returns: whether the caller may approve or reject it
 */
gboolean lc_order_check_approver (const LcTransaction *tx, gint64 row, GError **error);

/**
 * lc_order_approve:
 * @tx: the transaction
 * @row: an order that the caller may approve
 * @request: (nullable): its stored request as read from JSON; %NULL if it can no longer be read
 * @error: %LP_ERROR_STATE, %LP_ERROR_REQUESTER_LOST_RIGHT, %LP_ERROR_CONFLICT if it is no longer valid
 *
 * Approving what is approved already changes nothing. The subscription starts today (design: domain).
 *
 * Returns: success
 */
gboolean
lc_order_approve (const LcTransaction *tx, gint64 row, const LpOrderRequest *request, GError **error);

/**
 * lc_order_reject:
 * @tx: the transaction
 * @row: an order that the caller may reject
 * @reason: why
 * @error: %LP_ERROR_STATE
 *
 * Rejecting what is rejected already changes nothing.
 *
 * Returns: success
 */
gboolean lc_order_reject (const LcTransaction *tx, gint64 row, const char *reason, GError **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-cancel-plan.h"
#include "lp-decision-words.h"

G_BEGIN_DECLS

/* Private to src/model: how a plan makes its items and keeps them up to date. */

/**
 * lp_cancel_item_new:
 * @session: an open session
 * @subscription: all of it
 *
 * Returns: (transfer full): judged by the rules of core and what the replica knows of rights
 */
LpCancelItem *lp_cancel_item_new (LpSession *session, LpSubscription *subscription);

/**
 * lp_cancel_item_set_refusal:
 * @self: an item
 * @refusal: (nullable): one sentence why it is not cancelled
 */
void lp_cancel_item_set_refusal (LpCancelItem *self, const char *refusal);

G_END_DECLS

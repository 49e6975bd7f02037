/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lc-order-issue.h"

G_BEGIN_DECLS

/**
 * lc_order_preview:
 * @tx: the transaction
 * @plan: what would be made
 * @waits: whether it would wait for approval: then its days are not known yet
 * @error: return location
 *
 * Returns: (transfer full) (nullable): what an order would bring
 */
LpOrderPreview *
lc_order_preview (const LcTransaction *tx, const LcOrderPlan *plan, gboolean waits, GError **error);

G_END_DECLS

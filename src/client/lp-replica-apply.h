/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-replica-store.h"

G_BEGIN_DECLS

/**
 * lp_replica_apply_ticket:
 * @self: a store
 * @item: a ticket of the change feed
 * @texts: (nullable): what its row holds besides; %NULL for one that is gone
 * @row: (out): its row, 0 if it was not there and is gone
 * @error: return location
 *
 * Internal to what applies pages.
 *
 * Returns: success
 */
gboolean lp_replica_apply_ticket (LpReplicaStore *self,
                                  const LpFeedItem *item,
                                  const LpTicketRow *texts,
                                  guint32 *row,
                                  GError **error);

G_END_DECLS

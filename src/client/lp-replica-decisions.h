/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-replica-store.h"

G_BEGIN_DECLS

/* Which subscriptions the person may cancel, by lp_permission_check(), on the worker thread. Internal. */

/* Keeps of @rows (guint32, of subscriptions whose columns are read) those that she has the right to cancel. */
void lp_replica_keep_decidable (LpReplicaStore *self, GArray *rows);

/* How many of @rows can be cancelled by her on @today, by state and right. Reads the columns if need be. */
gboolean
lp_replica_count_decidable (LpReplicaStore *self, const GArray *rows, LpDate today, guint *n, GError **error);

G_END_DECLS

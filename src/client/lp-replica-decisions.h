/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-replica-store.h"

G_BEGIN_DECLS

/* Which subscriptions the person may cancel, by lp_permission_check(), on the worker thread. Internal. */

typedef struct
{
  guint n_decidable; /* those that she can cancel on that day, by state and right */
  guint n_deadlines; /* those that have a day by which to cancel them, whoever may */
} LpDecisionCount;

/* What of @rows can be done on @today. Reads the columns if need be. */
gboolean lp_replica_count_decidable (LpReplicaStore *self,
                                     const GArray *rows,
                                     LpDate today,
                                     LpDecisionCount *count,
                                     GError **error);

G_END_DECLS

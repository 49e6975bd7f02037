/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-replica-store.h"

G_BEGIN_DECLS

/**
 * lp_words_keep:
 * @self: a store
 * @query: what is asked
 * @today: the day
 * @first: (nullable): told the first rows of the answer when the rest takes long
 * @marks: by row: 1 for the tickets that pass the filters; those without one of the words lose it
 * @cancellable: (nullable): a cancellable
 * @error: return location
 *
 * Keeps the tickets in which every word of the query stands: in the code, the names of product and person, the
 * reference, or an entry's value.
 *
 * Returns: success
 */
gboolean lp_words_keep (LpReplicaStore *self,
                        const LpTicketQuery *query,
                        LpDate today,
                        const LpFirstRows *first,
                        guint8 *marks,
                        GCancellable *cancellable,
                        GError **error);

G_END_DECLS

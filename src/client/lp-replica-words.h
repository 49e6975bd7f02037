/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-replica-store.h"

G_BEGIN_DECLS

/* Whether none of eight marks from @row on, a multiple of eight, is set, where that can be told at once. */
static inline gboolean
lp_eight_are_unmarked (const guint8 *marks, guint32 row, guint32 n_rows)
{
  guint64 eight = 1;

  if (row + 8 <= n_rows)
    memcpy (&eight, marks + row, sizeof eight);
  return eight == 0;
}

/**
 * lp_words_keep:
 * @self: a store
 * @query: what is asked
 * @words: its words
 * @n_known: how many of them, from the first on, all marked tickets have
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
                        char *const *words,
                        guint n_known,
                        LpDate today,
                        const LpFirstRows *first,
                        guint8 *marks,
                        GCancellable *cancellable,
                        GError **error);

G_END_DECLS

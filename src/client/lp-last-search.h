/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-client-types.h"

G_BEGIN_DECLS

/* Full text has an index of beginnings of this many letters. Shorter ones are put together from thousands of words
 * before the first hit is known, and would match too much. */
#define LP_INDEXED_LETTERS 3

/* Private to src/client: what was found last. With every key that a person types, the next question can only find
 * some of those tickets. */
typedef struct _LpLastSearch LpLastSearch;

/**
 * lp_last_search_new:
 * @query: what was asked
 * @words: its words
 * @today: the day
 * @marks: (transfer full) (array length=n_rows): by row: 1 for the tickets that were found
 * @n_rows: of the columns
 *
 * Returns: (transfer full) (nullable): what is to be remembered; %NULL if no word was typed
 */
LpLastSearch *lp_last_search_new (const LpTicketQuery *query,
                                  char *const *words,
                                  LpDate today,
                                  guint8 *marks,
                                  gsize n_rows);
void lp_last_search_free (LpLastSearch *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LpLastSearch, lp_last_search_free)

/**
 * lp_last_search_narrow:
 * @self: (nullable): what was found last, since when nothing has changed
 * @query: what is asked now
 * @words: its words
 * @today: the day
 * @n_known: (out): how many of the words all marked tickets have
 *
 * Returns: (transfer full) (nullable): marks among which all tickets are that @query finds; %NULL if it may find
 *   others than were found last
 */
guint8 *lp_last_search_narrow (const LpLastSearch *self,
                               const LpTicketQuery *query,
                               char *const *words,
                               LpDate today,
                               guint *n_known);

/**
 * lp_word_is_looked_up:
 * @folded: a folded word
 *
 * Returns: whether it is long enough to be looked up in references and entries, not only in what stands in columns
 */
gboolean lp_word_is_looked_up (const char *folded);

G_END_DECLS

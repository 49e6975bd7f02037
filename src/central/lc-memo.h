/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lc-audit.h"

G_BEGIN_DECLS

/**
 * LcMemo:
 *
 * What the writer remembers between requests: facts read from the tables of people, groups and the catalog, until
 * one of these tables is written to, and the newest audit record. Only the one connection that writes may have one,
 * for only that one knows when a fact no longer holds.
 */

/**
 * lc_memo_new:
 * @db: (transfer none): the connection that alone writes
 *
 * Returns: (transfer full): an empty memo, to be freed before @db is closed
 */
LcMemo *lc_memo_new (LpDb *db);

/**
 * lc_memo_free:
 * @memo: (transfer full) (nullable): a memo
 */
void lc_memo_free (LcMemo *memo);

/**
 * lc_memo_get:
 * @memo: (nullable): a memo
 * @key: what is asked for
 *
 * Returns: (transfer none) (nullable): what was remembered under @key, if it still holds; to be held by a reference
 *   of one's own beyond the next call
 */
gpointer lc_memo_get (LcMemo *memo, const char *key);

/**
 * lc_memo_put:
 * @memo: (nullable): a memo
 * @key: what it is
 * @value: (transfer full): a reference to what was read since the last write, and is never changed
 * @unref: gives the reference back
 */
void lc_memo_put (LcMemo *memo, const char *key, gpointer value, GDestroyNotify unref);

/**
 * lc_memo_get_head:
 * @memo: (nullable): a memo
 * @head: (out): the newest audit record, as lc_memo_put_head() got it
 *
 * Returns: whether it is known
 */
gboolean lc_memo_get_head (LcMemo *memo, LcAuditHead *head);

/**
 * lc_memo_put_head:
 * @memo: (nullable): a memo
 * @head: the record just added; holds until something is rolled back
 */
void lc_memo_put_head (LcMemo *memo, const LcAuditHead *head);

G_END_DECLS

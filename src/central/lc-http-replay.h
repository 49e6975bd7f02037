/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lc-http-private.h"

G_BEGIN_DECLS

/**
 * lc_replay_find:
 * @tx: the transaction
 * @exchange: a request with a key
 * @error: %LP_ERROR_IDEMPOTENCY_REUSED, or %LP_ERROR_NOT_FOUND if the person may no longer see the object
 *
 * Looks for the reply to an earlier request with the same key of the same caller and puts it into @exchange.
 *
 * Returns: whether there is one
 */
gboolean lc_replay_find (LcTransaction *tx, LcExchange *exchange, GError **error);

/**
 * lc_replay_store:
 * @tx: the transaction
 * @exchange: a request with its reply
 * @error: return location
 *
 * Keeps the reply with the effect, in the same savepoint, for 7 days.
 *
 * Returns: success
 */
gboolean lc_replay_store (LcTransaction *tx, LcExchange *exchange, GError **error);

/**
 * lc_replay_store_slice:
 * @tx: the transaction
 * @exchange: a request of which a slice was done
 * @error: return location
 *
 * Keeps what the slice did with its effect, until lc_replay_store() keeps the whole.
 *
 * Returns: success
 */
gboolean lc_replay_store_slice (LcTransaction *tx, LcExchange *exchange, GError **error);

/**
 * lc_replay_resume:
 * @tx: the transaction
 * @exchange: a request with a key and a fresh progress
 * @error: %LP_ERROR_IDEMPOTENCY_REUSED
 *
 * Brings the progress to where an earlier request with this key ended without an answer.
 *
 * Returns: success
 */
gboolean lc_replay_resume (LcTransaction *tx, LcExchange *exchange, GError **error);

/**
 * lc_replay_review:
 * @tx: the transaction
 * @exchange: with a stored reply
 * @error: %LP_ERROR_NOT_FOUND if the person may no longer see the object
 *
 * Shows the objects of a stored reply with the present rights of the caller.
 *
 * Returns: whether the reply may be sent
 */
gboolean lc_replay_review (LcTransaction *tx, LcExchange *exchange, GError **error);

/**
 * lc_replay_stays_visible:
 * @tx: the transaction
 * @exchange: with the reply of its handler
 *
 * Returns: whether the caller still sees the object that the request changed; a replay of one that she moved out
 *   of her sight has no body
 */
gboolean lc_replay_stays_visible (LcTransaction *tx, LcExchange *exchange);

/**
 * lc_replay_forget_old:
 * @tx: a transaction
 * @data: unused
 * @error: return location
 *
 * A job that removes what is older than 7 days.
 *
 * Returns: %NULL
 */
gpointer lc_replay_forget_old (LcTransaction *tx, gpointer data, GError **error);

G_END_DECLS

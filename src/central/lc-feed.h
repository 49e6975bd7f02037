/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lc-call.h"

G_BEGIN_DECLS

/* The change feed: first a snapshot of all that a person may see, in pages, then what changed. A token says, in
 * encrypted form, where the client stands; `{"reset":true}` asks it to begin anew, because its memberships changed,
 * it was away for too long, or the token is none of ours. */

#define LC_FEED_MAX_LIMIT     10000
#define LC_FEED_DEFAULT_LIMIT 1000

/**
 * lc_feed_write:
 * @tx: a read transaction with a caller
 * @since: (nullable): the token; %NULL begins a snapshot
 * @limit: how many items at most
 * @out: appended to: the whole answer
 * @error: return location
 *
 * Returns: success
 */
gboolean
lc_feed_write (const LcTransaction *tx, const char *since, guint limit, GString *out, GError **error);

/**
 * lc_feed_has_visible_change:
 * @db: a connection inside a read transaction
 * @person: row of the person who listens
 * @seq: (inout): the change up to which she was told; set to the newest. Begin with lc_feed_get_newest()
 * @error: return location
 *
 * For the event stream: tells whether anything behind @seq is visible to the person, before or after it changed, or
 * whether her own view changed as a whole.
 *
 * Returns: whether to send an event
 */
gboolean lc_feed_has_visible_change (LpDb *db, gint64 person, gint64 *seq, GError **error);

/**
 * lc_feed_get_newest:
 * @db: a connection
 * @error: return location
 *
 * Returns: the number of the newest change, 0 if there is none
 */
gint64 lc_feed_get_newest (LpDb *db, GError **error);

/* For how long a client may have been away; after that it begins anew. */
#define LC_FEED_DAYS 30

/**
 * lc_feed_forget_old:
 * @tx: a writable transaction
 * @limit: how many changes at most
 * @error: return location
 *
 * Removes changes that are older than %LC_FEED_DAYS days, the oldest first.
 *
 * Returns: how many, -1 on error
 */
gint64 lc_feed_forget_old (const LcTransaction *tx, guint limit, GError **error);

/**
 * lc_feed_tell_of_days:
 * @tx: a writable transaction, on a new day
 * @since: the day up to which everybody was told, or %LP_DATE_NONE
 * @error: return location
 *
 * Adds to the feed the tickets and subscriptions whose state changed only because days went by: those that expired
 * or ended from @since up to the day before today.
 *
 * Returns: success
 */
gboolean lc_feed_tell_of_days (const LcTransaction *tx, LpDate since, GError **error);

G_END_DECLS

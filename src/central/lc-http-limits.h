/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * LcLimit:
 *
 * Counts events by key in windows of a minute. One thread.
 */
typedef struct _LcLimit LcLimit;

/**
 * lc_limit_new:
 * @per_minute: how many are allowed; 0 for no limit
 *
 * Returns: (transfer full): a limit
 */
LcLimit *lc_limit_new (guint per_minute);
void lc_limit_free (LcLimit *limit);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LcLimit, lc_limit_free)

/**
 * lc_limit_is_reached:
 * @limit: a limit
 * @key: who
 * @retry_after: (out) (optional): seconds until the window ends
 *
 * Returns: whether @key has used up this minute's share
 */
gboolean lc_limit_is_reached (LcLimit *limit, const char *key, guint *retry_after);

/**
 * lc_limit_count:
 * @limit: a limit
 * @key: who
 *
 * Counts one event.
 */
void lc_limit_count (LcLimit *limit, const char *key);

/**
 * lc_limit_get_excess:
 * @limit: a limit
 * @key: who
 *
 * Returns: how many events of this minute were more than the limit
 */
guint lc_limit_get_excess (LcLimit *limit, const char *key);

G_END_DECLS

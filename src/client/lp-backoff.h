/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* The longest pause: how late a window notices that its service is back. */
#define LP_BACKOFF_MAX_SECONDS 15

/**
 * LpBackoff:
 * @seconds: the longest that the next pause may be
 *
 * Longer and longer pauses before something that failed is tried again. Begins with lp_backoff_reset().
 */
typedef struct
{
  guint seconds;
} LpBackoff;

/**
 * lp_backoff_reset:
 * @self: a backoff
 *
 * The next pause is the shortest, of at most a second.
 */
void lp_backoff_reset (LpBackoff *self);

/**
 * lp_backoff_next:
 * @self: a backoff
 *
 * Half of the pause is random, so that a service that has just come back is not run over by all at once.
 *
 * Returns: the next pause in milliseconds, at most %LP_BACKOFF_MAX_SECONDS; the one after it is up to twice as long
 */
guint lp_backoff_next (LpBackoff *self);

G_END_DECLS

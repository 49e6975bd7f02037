/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-session.h"

G_BEGIN_DECLS

/**
 * LpDeadlineWatch:
 *
 * Tells of deadlines before they pass, each once for an interval that the person chose, also over restarts, and only of
 * subscriptions that she may cancel. Looks whenever subscriptions or the business day change.
 *
 * Signal: `due` (GPtrArray *subscriptions, of #LpSubscription, next deadline first): so near now, and not told yet.
 */
#define LP_TYPE_DEADLINE_WATCH (lp_deadline_watch_get_type ())
G_DECLARE_FINAL_TYPE (LpDeadlineWatch, lp_deadline_watch, LP, DEADLINE_WATCH, GObject)

/**
 * lp_deadline_watch_new:
 * @session: a session, open or not yet
 * @path: the file in which it is remembered what has been told
 *
 * Returns: (transfer full): a watch that is silent until lp_deadline_watch_set_days()
 */
LpDeadlineWatch *lp_deadline_watch_new (LpSession *session, const char *path);

/**
 * lp_deadline_watch_set_days:
 * @self: a watch
 * @days: how many days before a deadline to tell of it; 0 for never
 */
void lp_deadline_watch_set_days (LpDeadlineWatch *self, int days);

/**
 * lp_deadline_watch_is_settled:
 * @self: a watch
 *
 * For tests.
 *
 * Returns: whether it has looked at everything there is, and what it told is remembered
 */
gboolean lp_deadline_watch_is_settled (LpDeadlineWatch *self);

G_END_DECLS

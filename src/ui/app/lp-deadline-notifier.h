/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "lp-session.h"

G_BEGIN_DECLS

/**
 * LpDeadlineNotifier:
 *
 * Desktop notifications before the deadlines of subscriptions, one for several at a time. A click activates the
 * application's action `app.show-decisions`.
 */
#define LP_TYPE_DEADLINE_NOTIFIER (lp_deadline_notifier_get_type ())
G_DECLARE_FINAL_TYPE (LpDeadlineNotifier, lp_deadline_notifier, LP, DEADLINE_NOTIFIER, GObject)

/**
 * lp_deadline_notifier_new:
 * @application: a registered application; not kept alive
 * @session: its session
 * @settings: (nullable): whose key `deadline-notice-days` is followed; without them nothing is told
 * @data_dir: where it is remembered what has been told
 *
 * Returns: (transfer full): a notifier
 */
LpDeadlineNotifier *lp_deadline_notifier_new (GApplication *application,
                                              LpSession *session,
                                              GSettings *settings,
                                              const char *data_dir);

G_END_DECLS

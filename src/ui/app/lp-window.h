/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lp-application.h"
#include "lp-session.h"

G_BEGIN_DECLS

/**
 * LpWindow:
 *
 * The main window: first-run choices, the progress of opening, or sidebar, content and details of an open
 * session. Signals: `asked`: what is shown has been chosen, and its rows are looked for; `filled`: the rows of the
 * session are there.
 */
#define LP_TYPE_WINDOW (lp_window_get_type ())
G_DECLARE_FINAL_TYPE (LpWindow, lp_window, LP, WINDOW, AdwApplicationWindow)

/**
 * lp_window_new:
 * @application: owns the window
 * @session: what to show
 * @settings: (nullable): where the window's size and the colours are kept
 *
 * Returns: (transfer none): a window that is not presented yet.
 */
LpWindow *lp_window_new (LpApplication *application, LpSession *session, GSettings *settings);

/**
 * lp_window_show_opening:
 * @self: a window
 * @cancellable: (nullable): cancelled by the page's Cancel button
 *
 * Shows how far a service start or a first sync has come.
 */
void lp_window_show_opening (LpWindow *self, GCancellable *cancellable);

/**
 * lp_window_opened:
 * @self: a window
 * @open: whether the session is open now
 * @error: (nullable): why not
 *
 * Shows the session, or the first-run choices with what went wrong.
 */
void lp_window_opened (LpWindow *self, gboolean open, const GError *error);

/**
 * lp_window_is_filled:
 * @self: a window
 *
 * Returns: whether the window is worth looking at: no rows of an open session are still being asked for.
 */
gboolean lp_window_is_filled (LpWindow *self);

/**
 * lp_window_select_group:
 * @self: a window with an open session
 * @group_id: a visible group
 *
 * Shows that group's page and selects it in the tree.
 */
void lp_window_select_group (LpWindow *self, const char *group_id);

/**
 * lp_window_show_decisions:
 * @self: a window
 *
 * Shows the subscriptions that need a decision, of the topmost group; nothing while no session is shown.
 */
void lp_window_show_decisions (LpWindow *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "lp-session.h"

G_BEGIN_DECLS

/**
 * lp_leaving_ask_async:
 * @parent: the window over which to ask
 * @session: a session
 * @wipes: whether leaving deletes what has not been sent, as signing out does; otherwise it stays on this computer, as
 *   when another account is opened
 * @callback: called when it is decided whether to leave
 * @user_data: for @callback
 *
 * Asks what shall become of the changes that have not reached License Central, if there are any: they can be sent now,
 * saved to a file, or given up. Says so and asks again when that did not succeed for all of them. Leaves nothing by
 * itself.
 */
void lp_leaving_ask_async (GtkWindow *parent,
                           LpSession *session,
                           gboolean wipes,
                           GAsyncReadyCallback callback,
                           gpointer user_data);

/**
 * lp_leaving_ask_finish:
 * @session: the session
 * @result: as given to the callback
 *
 * Returns: whether the person wants to leave and nothing is lost that she did not give up
 */
gboolean lp_leaving_ask_finish (LpSession *session, GAsyncResult *result);

G_END_DECLS

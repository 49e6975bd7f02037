/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "lp-request.h"
#include "lp-session.h"

G_BEGIN_DECLS

/**
 * lp_submit_change:
 * @from: a widget inside the window's toast overlay, or the overlay itself
 * @session: an open session
 * @request: what to send
 * @summary: what it does, for the list of waiting changes: “Rename CAD team”
 * @done: what to say when it was carried out: “Renamed”
 *
 * Sends a change through the outbox and says in a toast how it ended.
 */
void lp_submit_change (GtkWidget *from,
                       LpSession *session,
                       LpRequest *request,
                       const char *summary,
                       const char *done);

G_END_DECLS

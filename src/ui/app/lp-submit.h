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

/* Called with the answer to a change that was carried out. */
typedef void (*LpDoneFunc) (LpReply *reply, gpointer user_data);

/* Called with why a change was refused, or could not be stored. */
typedef void (*LpRefusedFunc) (const GError *error, gpointer user_data);

/**
 * lp_submit_change_or:
 * @from: as for lp_submit_change()
 * @session: as for lp_submit_change()
 * @request: as for lp_submit_change()
 * @summary: as for lp_submit_change()
 * @done: as for lp_submit_change()
 * @then: (nullable): goes on from there, after the toast
 * @refused: (nullable): takes the place of the toast about a refusal: a form that shows again what was typed
 * @user_data: for @then and @refused
 * @destroy: frees @user_data, whether it was needed or not
 */
void lp_submit_change_or (GtkWidget *from,
                          LpSession *session,
                          LpRequest *request,
                          const char *summary,
                          const char *done,
                          LpDoneFunc then,
                          LpRefusedFunc refused,
                          gpointer user_data,
                          GDestroyNotify destroy);

G_END_DECLS

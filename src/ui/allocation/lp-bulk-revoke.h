/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "lp-session.h"

G_BEGIN_DECLS

/**
 * lp_bulk_revoke:
 * @from: a widget in the window, for the toast
 * @session: an open session
 * @tickets: (element-type LpTicket): at least one
 *
 * Revokes without asking: see lp_bulk_confirm_revoke().
 */
void lp_bulk_revoke (GtkWidget *from, LpSession *session, GPtrArray *tickets);

G_END_DECLS

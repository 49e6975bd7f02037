/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "lp-session.h"

G_BEGIN_DECLS

/**
 * lp_deadline_export:
 * @from: a widget in the window
 * @session: an open session
 * @rows: (element-type guint32): row keys of subscriptions
 * @alarm_days: a reminder so many days before each deadline; negative for none
 *
 * Asks for a file and writes the deadlines there as a calendar (RFC 5545), and says before and after how many.
 */
void lp_deadline_export (GtkWidget *from, LpSession *session, GArray *rows, int alarm_days);

G_END_DECLS

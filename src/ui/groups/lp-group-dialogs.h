/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "lp-session.h"

G_BEGIN_DECLS

/* What can be done with one group. Each asks what it needs to know in a dialog over the window of @from, sends the
 * change through the outbox, and says in a toast around @from how it ended. */
void lp_group_ask_new_subgroup (GtkWidget *from, LpSession *session, const char *group_id);
void lp_group_ask_name (GtkWidget *from, LpSession *session, const char *group_id);
void lp_group_ask_settings (GtkWidget *from, LpSession *session, const char *group_id);
void lp_group_ask_parent (GtkWidget *from, LpSession *session, const char *group_id);

/**
 * lp_group_ask_archive:
 * @from: a widget in the window
 * @session: an open session
 * @group_id: the group
 *
 * Asks, since there is no way back. A group that is not empty cannot be archived: says in numbers what is in it.
 */
void lp_group_ask_archive (GtkWidget *from, LpSession *session, const char *group_id);

G_END_DECLS

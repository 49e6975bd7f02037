/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lp-session.h"

G_BEGIN_DECLS

/**
 * LpInviteDialog:
 *
 * Invites people to a group: one address a line, with what is wrong told line by line. What could be sent leaves the
 * text; what was refused stays there with its reason.
 */
#define LP_TYPE_INVITE_DIALOG (lp_invite_dialog_get_type ())
G_DECLARE_FINAL_TYPE (LpInviteDialog, lp_invite_dialog, LP, INVITE_DIALOG, AdwWindow)

/**
 * lp_invite_dialog_new:
 * @from: for the toast that says how it ended
 * @session: an open session
 * @group_id: a visible group
 *
 * Returns: (transfer none): a dialog for any number of addresses.
 */
GtkWindow *lp_invite_dialog_new (GtkWidget *from, LpSession *session, const char *group_id);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lp-types.h"

G_BEGIN_DECLS

/**
 * LpInviteDialog:
 *
 * Asks for addresses and a role. Signal: `invited` (GStrv addresses, int LpRole) on *Invite*.
 */
#define LP_TYPE_INVITE_DIALOG (lp_invite_dialog_get_type ())
G_DECLARE_FINAL_TYPE (LpInviteDialog, lp_invite_dialog, LP, INVITE_DIALOG, AdwWindow)

/**
 * lp_invite_dialog_new:
 * @group_name: the group they are invited into
 *
 * Returns: (transfer none): the dialog, to be presented.
 */
GtkWindow *lp_invite_dialog_new (const char *group_name);

/**
 * lp_invite_split_addresses:
 * @text: what was typed or pasted: addresses separated by white space, commas or semicolons
 * @wrong: (out) (optional) (transfer full): the first word that is no address, %NULL if all are
 *
 * Returns: (transfer full) (array zero-terminated=1): the addresses, each once.
 */
char **lp_invite_split_addresses (const char *text, char **wrong);

G_END_DECLS

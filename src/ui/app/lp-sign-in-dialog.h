/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lp-session.h"

G_BEGIN_DECLS

/**
 * LpSignInDialog:
 *
 * Address, account and password, or the first account of a License Central of one's own. Closes when the session
 * is open; what is wrong is said at its field and nothing typed is lost.
 */
#define LP_TYPE_SIGN_IN_DIALOG (lp_sign_in_dialog_get_type ())
G_DECLARE_FINAL_TYPE (LpSignInDialog, lp_sign_in_dialog, LP, SIGN_IN_DIALOG, AdwWindow)

/**
 * lp_sign_in_dialog_new:
 * @session: what to open; in an open session, whose sign-in has expired, address and account stand already there
 * @kind: %LP_ACCOUNT_REMOTE or %LP_ACCOUNT_OWN
 *
 * Returns: (transfer none): the dialog, to be presented.
 */
GtkWindow *lp_sign_in_dialog_new (LpSession *session, LpAccountKind kind);

G_END_DECLS

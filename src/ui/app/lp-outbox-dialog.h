/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lp-session.h"

G_BEGIN_DECLS

/**
 * LpOutboxDialog:
 *
 * The changes that have not reached the service, were refused, or met somebody else's change: each can be
 * discarded, and one in conflict compared with what is there.
 */
#define LP_TYPE_OUTBOX_DIALOG (lp_outbox_dialog_get_type ())
G_DECLARE_FINAL_TYPE (LpOutboxDialog, lp_outbox_dialog, LP, OUTBOX_DIALOG, AdwWindow)

/**
 * lp_outbox_dialog_new:
 * @session: an open session; what to show is in its outbox
 *
 * Returns: (transfer none): the dialog, to be presented.
 */
GtkWindow *lp_outbox_dialog_new (LpSession *session);

G_END_DECLS

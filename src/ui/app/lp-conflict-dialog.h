/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lp-conflict.h"

G_BEGIN_DECLS

/* Mine beside theirs, for a change that met somebody else's. Closing it decides nothing: the change waits. */
#define LP_TYPE_CONFLICT_DIALOG (lp_conflict_dialog_get_type ())
G_DECLARE_FINAL_TYPE (LpConflictDialog, lp_conflict_dialog, LP, CONFLICT_DIALOG, AdwWindow)

/**
 * lp_conflict_dialog_new:
 * @session: a session with an outbox
 * @change: a change of it, in conflict
 *
 * Returns: (transfer floating): a dialog, not shown yet
 */
GtkWindow *lp_conflict_dialog_new (LpSession *session, LpChange *change);

G_END_DECLS

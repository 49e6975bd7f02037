/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lp-session.h"

G_BEGIN_DECLS

/* Asks what shall become of the changes that have not reached License Central, before somebody signs out or goes to
 * another account. Responses: `stay`, `send`, `look`, `save`, `leave`. */
#define LP_TYPE_UNSENT_DIALOG (lp_unsent_dialog_get_type ())
G_DECLARE_FINAL_TYPE (LpUnsentDialog, lp_unsent_dialog, LP, UNSENT_DIALOG, AdwMessageDialog)

/**
 * lp_unsent_dialog_new:
 * @session: a session with such changes; the question is withdrawn with `leave` once the last one has gone
 * @wipes: whether leaving deletes them; otherwise they wait on this computer for the same person
 * @note: (nullable): why the last answer did not lead out
 *
 * Returns: (transfer none): the dialog, not presented
 */
GtkWidget *lp_unsent_dialog_new (LpSession *session, gboolean wipes, const char *note);

G_END_DECLS

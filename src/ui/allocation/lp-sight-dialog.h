/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lp-session.h"

G_BEGIN_DECLS

/**
 * LpSightDialog:
 *
 * “Why can this person see this ticket?”: a ticket and a person, and the answer in sentences.
 */
#define LP_TYPE_SIGHT_DIALOG (lp_sight_dialog_get_type ())
G_DECLARE_FINAL_TYPE (LpSightDialog, lp_sight_dialog, LP, SIGHT_DIALOG, AdwWindow)

/**
 * lp_sight_dialog_new:
 * @session: an open session
 * @code: the ticket to begin with; empty: to be typed
 * @person_id: the person to begin with; empty: to be chosen
 *
 * Returns: (transfer none): the dialog, to be presented
 */
GtkWindow *lp_sight_dialog_new (LpSession *session, const char *code, const char *person_id);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lp-session.h"

G_BEGIN_DECLS

/**
 * LpAllocateDialog:
 *
 * Chooses an allocation for several tickets. Signal: `chosen` (int LpAllocationChoice, const char *person_id or
 * %NULL); the dialog then closes itself.
 */
#define LP_TYPE_ALLOCATE_DIALOG (lp_allocate_dialog_get_type ())
G_DECLARE_FINAL_TYPE (LpAllocateDialog, lp_allocate_dialog, LP, ALLOCATE_DIALOG, AdwWindow)

/**
 * lp_allocate_dialog_new:
 * @session: an open session
 * @tickets: (element-type LpTicket): at least one; of several groups no person can be chosen
 * @note: (nullable): stands above the choices: which others are left out
 *
 * Returns: (transfer none): the dialog, to be presented.
 */
GtkWindow *lp_allocate_dialog_new (LpSession *session, GPtrArray *tickets, const char *note);

G_END_DECLS

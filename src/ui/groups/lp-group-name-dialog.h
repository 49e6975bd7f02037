/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lp-types.h"

G_BEGIN_DECLS

/**
 * LpGroupNameDialog:
 *
 * Asks for the name of a group, and for a new one for its kind. Signal: `named` (const char *name, int LpGroupKind).
 */
#define LP_TYPE_GROUP_NAME_DIALOG (lp_group_name_dialog_get_type ())
G_DECLARE_FINAL_TYPE (LpGroupNameDialog, lp_group_name_dialog, LP, GROUP_NAME_DIALOG, AdwWindow)

/**
 * lp_group_name_dialog_new:
 * @heading: what is asked for
 * @verb: label of the button that does it
 * @name: (nullable): the name as it is; %NULL for a new group
 *
 * Returns: (transfer none): the dialog, to be presented.
 */
GtkWindow *lp_group_name_dialog_new (const char *heading, const char *verb, const char *name);

/**
 * lp_group_name_dialog_refuse:
 * @self: a dialog
 * @name: what was typed before
 * @kind: what was chosen before
 * @problem: why it was refused; shown until the name is edited
 */
void lp_group_name_dialog_refuse (LpGroupNameDialog *self,
                                  const char *name,
                                  LpGroupKind kind,
                                  const char *problem);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lp-types.h"

G_BEGIN_DECLS

/**
 * LpGroupSettingsDialog:
 *
 * What a group gives its new tickets and orders, each set here or inherited. Signal: `changed` (const
 * LpGroupSettings *settings) on *Save*, unless everything is as it was.
 */
#define LP_TYPE_GROUP_SETTINGS_DIALOG (lp_group_settings_dialog_get_type ())
G_DECLARE_FINAL_TYPE (LpGroupSettingsDialog, lp_group_settings_dialog, LP, GROUP_SETTINGS_DIALOG, AdwWindow)

/**
 * lp_group_settings_dialog_new:
 * @group: whose settings
 *
 * Returns: (transfer none): the dialog, to be presented.
 */
GtkWindow *lp_group_settings_dialog_new (LpGroup *group);

G_END_DECLS

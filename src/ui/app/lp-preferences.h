/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lp-session.h"

G_BEGIN_DECLS

/**
 * LpPreferences:
 *
 * Colours, and whose data is shown from where.
 */
#define LP_TYPE_PREFERENCES (lp_preferences_get_type ())
G_DECLARE_FINAL_TYPE (LpPreferences, lp_preferences, LP, PREFERENCES, AdwPreferencesWindow)

/**
 * lp_preferences_new:
 * @session: whose account to show
 * @settings: (nullable): where choices are kept; %NULL keeps them for this run
 *
 * Returns: (transfer none): the dialog, to be presented.
 */
GtkWindow *lp_preferences_new (LpSession *session, GSettings *settings);

/**
 * lp_preferences_apply_colors:
 * @settings: (nullable): as for lp_preferences_new()
 *
 * Makes the choice of an earlier run hold.
 */
void lp_preferences_apply_colors (GSettings *settings);

G_END_DECLS

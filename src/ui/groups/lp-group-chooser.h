/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lp-session.h"

G_BEGIN_DECLS

/**
 * LpGroupChooser:
 *
 * A dialog in which a destination is searched and chosen. Signal: `chosen` (const char *group_id); the dialog then
 * closes itself.
 */
#define LP_TYPE_GROUP_CHOOSER (lp_group_chooser_get_type ())
G_DECLARE_FINAL_TYPE (LpGroupChooser, lp_group_chooser, LP, GROUP_CHOOSER, AdwWindow)

/**
 * lp_group_chooser_new:
 * @session: an open session
 * @action: what one must be allowed to do in a group for it to be offered
 * @moved: (nullable): the group that is moved, named in the title; neither it nor what is below it is offered
 * @title: says what is done
 *
 * Returns: (transfer none): the dialog, to be presented.
 */
GtkWindow *
lp_group_chooser_new (LpSession *session, LpAction action, const LpGroup *moved, const char *title);

/**
 * lp_group_chooser_set_note:
 * @self: a dialog
 * @note: (nullable): stands above the groups: what is not moved
 */
void lp_group_chooser_set_note (LpGroupChooser *self, const char *note);

G_END_DECLS

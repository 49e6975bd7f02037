/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lp-session.h"

G_BEGIN_DECLS

/**
 * LpSearchDialog:
 *
 * Search everywhere: groups, people, tickets and what can be done, in one list. Choosing a line activates the
 * matching action of the window it is transient for.
 */
#define LP_TYPE_SEARCH_DIALOG (lp_search_dialog_get_type ())
G_DECLARE_FINAL_TYPE (LpSearchDialog, lp_search_dialog, LP, SEARCH_DIALOG, AdwWindow)

/**
 * lp_search_dialog_new:
 * @session: an open session
 * @group_id: (nullable): the group that is shown, for what can be done in it
 *
 * Returns: (transfer none): the dialog, to be presented.
 */
GtkWindow *lp_search_dialog_new (LpSession *session, const char *group_id);

G_END_DECLS

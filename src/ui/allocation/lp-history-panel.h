/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lp-session.h"

G_BEGIN_DECLS

/**
 * LpHistoryPanel:
 *
 * What happened to a ticket, in sentences. Asks the service only while it is unfolded.
 */
#define LP_TYPE_HISTORY_PANEL (lp_history_panel_get_type ())
G_DECLARE_FINAL_TYPE (LpHistoryPanel, lp_history_panel, LP, HISTORY_PANEL, AdwBin)

/**
 * lp_history_panel_set_object:
 * @self: a panel
 * @session: an open session
 * @object: id or ticket code of what it is about
 */
void lp_history_panel_set_object (LpHistoryPanel *self, LpSession *session, const char *object);

G_END_DECLS

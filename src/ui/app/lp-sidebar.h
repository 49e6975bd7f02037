/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lp-group-tree.h"
#include "lp-session.h"

G_BEGIN_DECLS

/**
 * LpSidebar:
 *
 * *My Licenses*, the group tree and the connection. Properties: `folded` (boolean: it fills the window alone).
 * Signals: `group-activated` (LpGroupItem), `my-licenses-activated`.
 */
#define LP_TYPE_SIDEBAR (lp_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (LpSidebar, lp_sidebar, LP, SIDEBAR, AdwBin)

/**
 * lp_sidebar_set_session:
 * @self: a sidebar
 * @session: an open session
 *
 * Shows that session's groups and connection, from the beginning.
 */
void lp_sidebar_set_session (LpSidebar *self, LpSession *session);
void lp_sidebar_set_folded (LpSidebar *self, gboolean folded);

/* Selecting emits the signal of the place, as if a person had done it. */
void lp_sidebar_select_group (LpSidebar *self, const char *group_id);
void lp_sidebar_select_first_group (LpSidebar *self);
void lp_sidebar_select_my_licenses (LpSidebar *self);

/* Puts the keyboard into *Filter groups*. */
void lp_sidebar_focus_filter (LpSidebar *self);

G_END_DECLS

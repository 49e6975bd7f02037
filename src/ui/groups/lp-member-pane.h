/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lp-session.h"

G_BEGIN_DECLS

/**
 * LpMemberPane:
 *
 * The pane beside the list of people: one member of a group. What somebody has chosen for a member and not applied
 * waits until that member is looked at again. Signal: `close`.
 */
#define LP_TYPE_MEMBER_PANE (lp_member_pane_get_type ())
G_DECLARE_FINAL_TYPE (LpMemberPane, lp_member_pane, LP, MEMBER_PANE, AdwBin)

/**
 * lp_member_pane_set_session:
 * @self: a pane
 * @session: an open session; what was shown goes
 */
void lp_member_pane_set_session (LpMemberPane *self, LpSession *session);

/**
 * lp_member_pane_show_member:
 * @self: a pane
 * @group_id: a visible group
 * @person_id: (nullable): one of its members; %NULL for nobody
 */
void lp_member_pane_show_member (LpMemberPane *self, const char *group_id, const char *person_id);

/**
 * lp_member_pane_set_over:
 * @self: a pane
 * @over: it lies over the list, so a way back is needed
 */
void lp_member_pane_set_over (LpMemberPane *self, gboolean over);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lp-member-draft.h"

G_BEGIN_DECLS

/**
 * LpMemberDetails:
 *
 * One member of a group: role, rights, what becomes of her tickets, and the way out of the group. Role and rights are
 * chosen first and applied together, with an undo.
 */
#define LP_TYPE_MEMBER_DETAILS (lp_member_details_get_type ())
G_DECLARE_FINAL_TYPE (LpMemberDetails, lp_member_details, LP, MEMBER_DETAILS, AdwBin)

/**
 * lp_member_details_set_draft:
 * @self: the details
 * @session: an open session
 * @draft: (nullable): the membership to show and change
 */
void lp_member_details_set_draft (LpMemberDetails *self, LpSession *session, LpMemberDraft *draft);

G_END_DECLS

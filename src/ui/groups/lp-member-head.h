/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lp-types.h"

G_BEGIN_DECLS

/**
 * LpMemberHead:
 *
 * A person at the head of what is told about her: picture with initials, name, address, and the state of the account
 * unless it is active.
 */
#define LP_TYPE_MEMBER_HEAD (lp_member_head_get_type ())
G_DECLARE_FINAL_TYPE (LpMemberHead, lp_member_head, LP, MEMBER_HEAD, AdwBin)

/**
 * lp_member_head_show:
 * @self: a head
 * @person: whom to show
 */
void lp_member_head_show (LpMemberHead *self, const LpPerson *person);

G_END_DECLS

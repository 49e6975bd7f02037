/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lp-member-list.h"

G_BEGIN_DECLS

/**
 * LpMemberLine:
 *
 * One person in a list: picture with initials, name, address, and the state of the account unless it is active.
 */
#define LP_TYPE_MEMBER_LINE (lp_member_line_get_type ())
G_DECLARE_FINAL_TYPE (LpMemberLine, lp_member_line, LP, MEMBER_LINE, AdwBin)

/**
 * lp_member_line_new_factory:
 *
 * Returns: (transfer full): a factory that shows #LpMemberItem or #LpPersonItem in lines.
 */
GtkListItemFactory *lp_member_line_new_factory (void);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lp-member-draft.h"

G_BEGIN_DECLS

/**
 * LpRightsMatrix:
 *
 * The rights of an admin as a table of categories and what may be done in them. Visible only where there are any.
 */
#define LP_TYPE_RIGHTS_MATRIX (lp_rights_matrix_get_type ())
G_DECLARE_FINAL_TYPE (LpRightsMatrix, lp_rights_matrix, LP, RIGHTS_MATRIX, AdwBin)

/**
 * lp_rights_matrix_show:
 * @self: a matrix
 * @draft: what it shows and changes; call it again whenever the draft has changed
 */
void lp_rights_matrix_show (LpRightsMatrix *self, LpMemberDraft *draft);

G_END_DECLS

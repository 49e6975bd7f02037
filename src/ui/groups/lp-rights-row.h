/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lp-member-draft.h"

G_BEGIN_DECLS

/**
 * LpRightsRow:
 *
 * What an admin may do in one category: three check buttons, of which those are grey that the viewer may not change.
 */
#define LP_TYPE_RIGHTS_ROW (lp_rights_row_get_type ())
G_DECLARE_FINAL_TYPE (LpRightsRow, lp_rights_row, LP, RIGHTS_ROW, GtkListBoxRow)

/**
 * lp_rights_row_new:
 *
 * Returns: (transfer floating): a row that shows nothing yet
 */
GtkWidget *lp_rights_row_new (void);

/**
 * lp_rights_row_show:
 * @self: a row
 * @draft: what it shows and changes
 * @category: which row of its matrix
 */
void lp_rights_row_show (LpRightsRow *self, LpMemberDraft *draft, guint category);

G_END_DECLS

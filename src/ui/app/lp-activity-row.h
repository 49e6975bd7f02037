/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * LpActivityRow:
 *
 * One audit record: the sentence, when, why, and on demand what was changed.
 */
#define LP_TYPE_ACTIVITY_ROW (lp_activity_row_get_type ())
G_DECLARE_FINAL_TYPE (LpActivityRow, lp_activity_row, LP, ACTIVITY_ROW, AdwBin)

/**
 * lp_activity_row_new_factory:
 *
 * Returns: (transfer full): a factory that shows #LpAuditItem in rows. A click on a row shows what was before and
 *   after.
 */
GtkListItemFactory *lp_activity_row_new_factory (void);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * LpReclaimRow:
 *
 * A ticket of somebody who has left: whose it was, where it is, and what to do.
 */
#define LP_TYPE_RECLAIM_ROW (lp_reclaim_row_get_type ())
G_DECLARE_FINAL_TYPE (LpReclaimRow, lp_reclaim_row, LP, RECLAIM_ROW, AdwBin)

/**
 * lp_reclaim_row_new_factory:
 *
 * Returns: (transfer full): a factory that shows #LpTicketItem in rows.
 */
GtkListItemFactory *lp_reclaim_row_new_factory (void);

G_END_DECLS

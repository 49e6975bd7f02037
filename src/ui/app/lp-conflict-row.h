/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "lp-conflict.h"

G_BEGIN_DECLS

/* One thing that two people wanted differently: mine and theirs side by side, one of them chosen. */
#define LP_TYPE_CONFLICT_ROW (lp_conflict_row_get_type ())
G_DECLARE_FINAL_TYPE (LpConflictRow, lp_conflict_row, LP, CONFLICT_ROW, GtkListBoxRow)

/**
 * lp_conflict_row_new:
 * @item: what to show
 * @choose: whether there is a choice to make here; with a single item the buttons of the dialog are the choice
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *lp_conflict_row_new (LpConflictItem *item, gboolean choose);

G_END_DECLS

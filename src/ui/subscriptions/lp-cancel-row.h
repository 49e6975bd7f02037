/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "lp-cancel-plan.h"

G_BEGIN_DECLS

/**
 * LpCancelRow:
 *
 * One subscription in the preview of a bulk cancellation.
 */
#define LP_TYPE_CANCEL_ROW (lp_cancel_row_get_type ())
G_DECLARE_FINAL_TYPE (LpCancelRow, lp_cancel_row, LP, CANCEL_ROW, GtkWidget)

/**
 * lp_cancel_row_set_item:
 * @self: a row
 * @item: (nullable): what to show, followed as long as it is
 */
void lp_cancel_row_set_item (LpCancelRow *self, LpCancelItem *item);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * LpValueRow:
 *
 * A row with a name on the left and a value, which can be selected and copied, on the right.
 */
#define LP_TYPE_VALUE_ROW (lp_value_row_get_type ())
G_DECLARE_FINAL_TYPE (LpValueRow, lp_value_row, LP, VALUE_ROW, AdwActionRow)

/**
 * lp_value_row_new:
 * @title: the name
 * @value: the value
 *
 * Returns: (transfer floating): a row.
 */
GtkWidget *lp_value_row_new (const char *title, const char *value);

/**
 * lp_value_row_set_value:
 * @self: a row
 * @value: the value; its whole text is also the tooltip
 */
void lp_value_row_set_value (LpValueRow *self, const char *value);

/**
 * lp_value_row_set_wraps:
 * @self: a row
 * @wraps: whether a name and a value that have no room beside each other take more lines, instead of being cut: for what has to be
 *   read in full before somebody decides
 */
void lp_value_row_set_wraps (LpValueRow *self, gboolean wraps);

G_END_DECLS

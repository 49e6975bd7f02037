/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * lp_csv_append_cell:
 * @csv: appended to
 * @text: (nullable): a text of people; %NULL is an empty cell
 *
 * Quotes what needs it. A text that a spreadsheet would take for a formula begins with `'` (design: security).
 */
void lp_csv_append_cell (GString *csv, const char *text);

/**
 * lp_csv_append_row:
 * @csv: appended to
 * @cells: (array length=n_cells): texts of people, nullable
 * @n_cells: how many
 */
void lp_csv_append_row (GString *csv, const char *const *cells, gsize n_cells);

G_END_DECLS

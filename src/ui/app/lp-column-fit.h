/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* How wide the columns of a table are: as their texts are in the font and the language of the person who looks, and
 * which of them there are when there is no room for all. */

/**
 * LpColumnNeed:
 * @column: (transfer none): a column
 * @least: pixels that it needs, of lp_column_measure()
 * @grows: whether it may take what the others leave
 */
typedef struct
{
  GtkColumnViewColumn *column;
  int least;
  gboolean grows;
} LpColumnNeed;

/**
 * lp_column_measure:
 * @view: the table
 * @column: one of its columns, whose title has to fit as well
 * @css_class: (nullable): as for lp_cell_new_text()
 * @has_icon: whether its cells are of lp_cell_new_icon_text()
 * @texts: (array length=n_texts): what its cells may show, or examples as wide as that
 * @n_texts: number of texts
 *
 * Returns: pixels in which the widest text, or the title, is not cut
 */
int lp_column_measure (GtkColumnView *view,
                       GtkColumnViewColumn *column,
                       const char *css_class,
                       gboolean has_icon,
                       const char *const *texts,
                       gsize n_texts);

/**
 * lp_column_measure_days:
 * @view: the table
 * @column: one of its columns, which shows days as lp_format_date_short() writes them
 * @has_icon: whether its cells are of lp_cell_new_icon_text()
 *
 * Returns: pixels in which no day is cut
 */
int lp_column_measure_days (GtkColumnView *view, GtkColumnViewColumn *column, gboolean has_icon);

/**
 * lp_column_fit:
 * @needs: (array length=n): the columns, from the most important to the least; where a column comes a second time, it
 *         becomes wider then
 * @n: number of needs
 * @n_wanted: that many of the first are shown where there is room, and the others never
 * @n_always: that many of the first are shown however narrow the table is
 * @width: pixels that the table has
 *
 * Shows as many columns as fit, and hides what comes after the first that does not. A width that somebody has given to a
 * column by hand stays until this has another one for it.
 */
void lp_column_fit (const LpColumnNeed *needs, gsize n, gsize n_wanted, gsize n_always, int width);

G_END_DECLS

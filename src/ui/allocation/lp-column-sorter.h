/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * LpColumnSorter:
 *
 * Makes the header of a column clickable without sorting anything in GTK: the order becomes part of the query, so
 * that a million rows are sorted by an index.
 *
 * GTK 4.8 does not say by which column its view is sorted. But the view's own sorter asks the sorters of the
 * columns, the primary one first, and turns the answer round for descending. So lp_column_sorter_read() lets it
 * compare two probes, and the first column sorter that is asked leaves its number in them.
 */
#define LP_TYPE_COLUMN_SORTER (lp_column_sorter_get_type ())
G_DECLARE_FINAL_TYPE (LpColumnSorter, lp_column_sorter, LP, COLUMN_SORTER, GtkSorter)

/**
 * lp_column_sorter_new:
 * @number: what lp_column_sorter_read() gives for this column, 0 or more
 *
 * Returns: (transfer full): a sorter for gtk_column_view_column_set_sorter().
 */
GtkSorter *lp_column_sorter_new (int number);

/**
 * lp_column_sorter_read:
 * @view_sorter: of gtk_column_view_get_sorter()
 * @number: (out): of the primary column
 * @descending: (out): its direction
 *
 * Returns: %FALSE if the view is not sorted.
 */
gboolean lp_column_sorter_read (GtkSorter *view_sorter, int *number, gboolean *descending);

G_END_DECLS

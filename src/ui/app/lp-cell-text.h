/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* Pixels that an icon takes before a text. */
#define LP_CELL_ICON 22

/**
 * lp_cell_dup_attributes:
 * @css_class: (nullable): as for lp_cell_new_text()
 *
 * Returns: (transfer full): what sets a cell's text apart from that of the table, so that it can be measured as it is shown.
 */
PangoAttrList *lp_cell_dup_attributes (const char *css_class);

/**
 * lp_cell_new_text:
 * @css_class: (nullable): a style class, such as `monospace` for codes and `numeric` for days
 *
 * Returns: (transfer floating): a cell that shows one line, cut at its end where there is no room.
 */
GtkWidget *lp_cell_new_text (const char *css_class);

/**
 * lp_cell_new_icon_text:
 * @css_class: (nullable): as for lp_cell_new_text()
 *
 * Returns: (transfer floating): the same behind an icon, since colour is never the only sign.
 */
GtkWidget *lp_cell_new_icon_text (const char *css_class);

/**
 * lp_cell_set_icon_text:
 * @cell: of lp_cell_new_icon_text()
 * @icon_name: (nullable): the icon
 * @icon_class: (nullable): the style class of the icon
 * @text: (nullable): what it shows
 */
void lp_cell_set_icon_text (GtkWidget *cell, const char *icon_name, const char *icon_class, const char *text);

/**
 * lp_cell_set_text:
 * @cell: a cell of a column
 * @text: (nullable): what it shows
 *
 * An inscription aligns a line by the direction of its letters, not of the window: among right-to-left columns a code or
 * a name in Latin letters would stand at the wrong edge, and a code's leading digits behind its letters. In such a window
 * the text becomes an isolate in a right-to-left line (Unicode Bidirectional Algorithm, UAX #9).
 */
void lp_cell_set_text (GtkInscription *cell, const char *text);

/**
 * lp_cell_set_child:
 * @list_item: the cell of a column, being set up
 * @child: (transfer floating): what it shows
 *
 * Leaves the selecting to the row: in GTK 4.8 the cell would do it as well, and with Ctrl the one takes back what the
 * other did.
 */
void lp_cell_set_child (GtkListItem *list_item, GtkWidget *child);

/**
 * lp_cell_find_position:
 * @widget: something in a table, such as what is under the pointer
 * @view: the table, whose cells were given to lp_cell_set_child()
 *
 * Returns: the position of the row that it is in; %GTK_INVALID_LIST_POSITION in a header or beside the rows
 */
guint lp_cell_find_position (GtkWidget *widget, GtkWidget *view);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * LpRowMenu:
 *
 * The context menu of a table's rows, by a click of the secondary button or from the keyboard. It is about the
 * selection: a row that is not selected is selected first. Its popover is made when it is first wanted.
 */
#define LP_TYPE_ROW_MENU (lp_row_menu_get_type ())
G_DECLARE_FINAL_TYPE (LpRowMenu, lp_row_menu, LP, ROW_MENU, GObject)

/**
 * lp_row_menu_new:
 * @owner: a widget with a layout manager around the table, which has the actions and closes the menu before it goes
 * @view: a table whose cells were given to lp_cell_set_child()
 * @resource: path of a template
 * @id: of the menu in the template
 *
 * Returns: (transfer full): the menu, which works from now on
 */
LpRowMenu *lp_row_menu_new (GtkWidget *owner, GtkColumnView *view, const char *resource, const char *id);

/* Opens it at the row that has the focus, if one has. */
void lp_row_menu_popup_at_focus (LpRowMenu *self);

/* Takes the popover away, before its owner goes. */
void lp_row_menu_close (LpRowMenu *self);

G_END_DECLS

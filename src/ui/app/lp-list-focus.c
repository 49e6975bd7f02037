/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-list-focus.h"

gboolean
lp_list_focus_leaves (GtkWidget *view, GtkDirectionType direction)
{
  return (direction == GTK_DIR_TAB_FORWARD || direction == GTK_DIR_TAB_BACKWARD) &&
         gtk_widget_get_focus_child (view) != NULL;
}

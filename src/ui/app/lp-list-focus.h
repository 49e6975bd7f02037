/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * lp_list_focus_leaves:
 * @view: a list or column view
 * @direction: where the focus is to go
 *
 * The rows are one stop: with Tab GTK 4.8 would go through all of them, and a million rows have no end.
 *
 * Returns: whether the focus is in @view and Tab takes it out, so that the widget around it is to refuse the focus
 */
gboolean lp_list_focus_leaves (GtkWidget *view, GtkDirectionType direction);

G_END_DECLS

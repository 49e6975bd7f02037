/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * find_type:
 * @widget: where to look
 * @type: of a widget
 *
 * Returns: (transfer none) (nullable): the first of that type, @widget itself included, depth first
 */
GtkWidget *find_type (GtkWidget *widget, GType type);

/**
 * find_id:
 * @widget: where to look
 * @id: as in its template
 *
 * Returns: (transfer none) (nullable): the first widget with that id
 */
gpointer find_id (GtkWidget *widget, const char *id);

/**
 * find_label:
 * @widget: where to look
 * @text: a whole text
 *
 * Returns: (transfer none) (nullable): the first mapped label that shows it
 */
GtkWidget *find_label (GtkWidget *widget, const char *text);

/**
 * find_window:
 * @type: a type of window
 *
 * Returns: (transfer none) (nullable): the first window of that type there is
 */
GtkWindow *find_window (GType type);

G_END_DECLS

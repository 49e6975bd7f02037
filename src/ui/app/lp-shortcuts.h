/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * lp_shortcuts_add:
 * @application: the application
 *
 * Gives the actions of application and window their keys. Each of them stands in the template `help-overlay.ui`.
 */
void lp_shortcuts_add (GtkApplication *application);

G_END_DECLS

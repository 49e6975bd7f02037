/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * lp_late_menu_attach:
 * @button: a menu button
 * @menu: (transfer none): what it opens
 *
 * Gives @button a menu whose popover is made when it is first opened. With the property `menu-model` it would be made
 * with the button, which for a window that is about to open is forty widgets that nobody sees.
 */
void lp_late_menu_attach (GtkMenuButton *button, GMenuModel *menu);

G_END_DECLS

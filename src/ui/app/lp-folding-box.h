/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * LpFoldingBox:
 *
 * Two children side by side where both have their natural width, else below each other, each as wide as there is: for a
 * row of controls that must stay whole in a narrow window. Side by side the first one gets what is left.
 */
#define LP_TYPE_FOLDING_BOX (lp_folding_box_get_type ())
G_DECLARE_FINAL_TYPE (LpFoldingBox, lp_folding_box, LP, FOLDING_BOX, GtkWidget)

G_END_DECLS

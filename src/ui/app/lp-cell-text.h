/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

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

G_END_DECLS

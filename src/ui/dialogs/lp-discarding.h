/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * lp_discarding_holds:
 * @window: a dialog that is asked to close
 * @has_input: whether something is in it that would be lost
 * @heading: the question, such as “Discard the Invitations?”
 * @body: what is lost, and what is not
 *
 * For the virtual function `close_request` of every dialog in which something is typed: asks *Keep Editing* or
 * *Discard*, and closes @window on *Discard*. A question that is open already is not asked twice.
 *
 * Returns: whether @window has to stay open for now
 */
gboolean lp_discarding_holds (GtkWindow *window, gboolean has_input, const char *heading, const char *body);

/**
 * lp_discarding_close_all:
 * @window: a window that is to close
 *
 * Closes the dialogs that lie on @window, each of which may ask first.
 *
 * Returns: whether one stays, and so should @window
 */
gboolean lp_discarding_close_all (GtkWindow *window);

G_END_DECLS

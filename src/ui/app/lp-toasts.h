/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lp-allocation-draft.h"

G_BEGIN_DECLS

/* Toasts in the overlay around a widget, or nowhere if there is none. */

/**
 * lp_toast_show:
 * @from: a widget inside the window's overlay, or the overlay itself
 * @text: a sentence
 */
void lp_toast_show (GtkWidget *from, const char *text);

/**
 * lp_toast_copy_code:
 * @from: as for lp_toast_show()
 * @code: a ticket's code
 *
 * Puts the code on the clipboard and says so.
 */
void lp_toast_copy_code (GtkWidget *from, const char *code);

/**
 * lp_toast_show_error:
 * @from: a widget inside the window's overlay
 * @error: what happened; a cancellation shows nothing
 *
 * Says what happened and what to do, long enough to be read.
 */
void lp_toast_show_error (GtkWidget *from, const GError *error);

/**
 * lp_toast_show_button:
 * @from: a widget inside the window's overlay
 * @text: what was done
 * @label: of the button, such as “Undo”
 * @clicked: (transfer floating): called without arguments of use when the button is clicked; gone with the toast
 *
 * Says it long enough to change one's mind.
 */
void lp_toast_show_button (GtkWidget *from, const char *text, const char *label, GClosure *clicked);

/**
 * lp_toast_show_undo:
 * @from: a widget inside the window's overlay
 * @text: what was done
 * @draft: did it; kept until the toast is gone
 *
 * Offers to undo it, where that is possible.
 */
void lp_toast_show_undo (GtkWidget *from, const char *text, LpAllocationDraft *draft);

/* Called when the offer is taken; @overlay for the toasts that follow. */
typedef void (*LpOfferFunc) (GtkWidget *overlay, gpointer source);

/**
 * lp_toast_show_offer:
 * @from: a widget inside the window's overlay
 * @text: what was done
 * @label: of the button: what is offered
 * @take: does it
 * @source: for @take; kept as long as this is the newest offer
 */
void
lp_toast_show_offer (GtkWidget *from, const char *text, const char *label, LpOfferFunc take, GObject *source);

G_END_DECLS

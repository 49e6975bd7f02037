/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/**
 * lp_ticket_drop_fits:
 * @value: what was dropped
 *
 * Returns: whether it is what a ticket list hands out: ticket codes, one a line. Other texts, from this window or
 *   another program, are not tickets.
 */
gboolean lp_ticket_drop_fits (const GValue *value);

/**
 * lp_ticket_drop_show_icon:
 * @drag: a drag of tickets that begins
 * @n_tickets: how many they are
 *
 * Lets a card with their number follow the pointer, instead of their codes.
 */
void lp_ticket_drop_show_icon (GdkDrag *drag, guint n_tickets);

G_END_DECLS

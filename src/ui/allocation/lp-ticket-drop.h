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

G_END_DECLS

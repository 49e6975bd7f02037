/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "lp-types.h"

G_BEGIN_DECLS

/**
 * lp_ticket_sheet_new:
 * @number: of the order
 * @path: of the group, names joined by `/`
 * @tickets: (element-type LpTicket): the tickets of the order, at least one
 *
 * A sheet of paper to hand over: what it is for, and each ticket code in letters that can be typed from paper. As many
 * pages as the tickets need; each says what it belongs to.
 *
 * Returns: (transfer full): a print operation, to be run with a dialog or exported to a PDF file
 */
GtkPrintOperation *lp_ticket_sheet_new (const char *number, const char *path, GPtrArray *tickets);

G_END_DECLS

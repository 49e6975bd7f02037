/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "lp-ticket-list.h"

G_BEGIN_DECLS

/* The cells of a ticket table, built in C for speed: a screen has two hundred of them, and scrolling binds each
 * anew. */

/**
 * lp_ticket_cells_new_factory:
 * @sort: which column: one of those in the table
 *
 * Returns: (transfer full): the factory of its cells.
 */
GtkListItemFactory *lp_ticket_cells_new_factory (LpTicketSort sort);

/**
 * lp_ticket_cells_new_narrow_factory:
 *
 * Returns: (transfer full): for the column of the product where there is no room for one of the allocation, which
 *   stands below the product instead
 */
GtkListItemFactory *lp_ticket_cells_new_narrow_factory (void);

G_END_DECLS

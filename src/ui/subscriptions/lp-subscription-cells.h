/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "lp-subscription-list.h"

G_BEGIN_DECLS

/* The cells of the table of subscriptions, built in C for speed: a screen has two hundred of them, and scrolling binds
 * each anew. */

/**
 * lp_subscription_cells_new_factory:
 * @sort: which column
 *
 * Returns: (transfer full): the factory of its cells.
 */
GtkListItemFactory *lp_subscription_cells_new_factory (LpSubscriptionSort sort);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lp-session.h"

G_BEGIN_DECLS

/**
 * LpOpeningPage:
 *
 * How far the start of a service or the first sync has come, with a number and *Cancel*.
 */
#define LP_TYPE_OPENING_PAGE (lp_opening_page_get_type ())
G_DECLARE_FINAL_TYPE (LpOpeningPage, lp_opening_page, LP, OPENING_PAGE, AdwBin)

/**
 * lp_opening_page_new:
 * @session: whose progress to show
 *
 * Returns: (transfer floating): the page.
 */
GtkWidget *lp_opening_page_new (LpSession *session);

/**
 * lp_opening_page_set_cancellable:
 * @self: a page
 * @cancellable: (nullable): what *Cancel* cancels; %NULL keeps the one there is
 */
void lp_opening_page_set_cancellable (LpOpeningPage *self, GCancellable *cancellable);

G_END_DECLS

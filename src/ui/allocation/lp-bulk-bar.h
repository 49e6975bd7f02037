/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lp-bulk-choice.h"

G_BEGIN_DECLS

/**
 * LpBulkBar:
 *
 * How many tickets are selected, and what can be done with them: a button that cannot do it for all of them says why
 * in its tooltip. Hidden while none is.
 */
#define LP_TYPE_BULK_BAR (lp_bulk_bar_get_type ())
G_DECLARE_FINAL_TYPE (LpBulkBar, lp_bulk_bar, LP, BULK_BAR, AdwBin)

/**
 * lp_bulk_bar_set_count:
 * @self: a bar
 * @n_selected: how many tickets are selected
 * @n_items: of how many
 */
void lp_bulk_bar_set_count (LpBulkBar *self, guint n_selected, guint n_items);

/**
 * lp_bulk_bar_set_tickets:
 * @self: a bar
 * @session: an open session
 * @tickets: (nullable) (element-type LpTicket): what is selected; %NULL if it is too much to be judged at every click
 */
void lp_bulk_bar_set_tickets (LpBulkBar *self, LpSession *session, GPtrArray *tickets);

/* Whether it can be done with one of the tickets at least. */
gboolean lp_bulk_bar_get_may (LpBulkBar *self, LpBulkAction action);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lp-ticket-list.h"

G_BEGIN_DECLS

/**
 * LpTicketTable:
 *
 * The columns over an #LpTicketList. A click on a header becomes the list's order. The selection is kept by ticket
 * code, so it survives a new query. Signals: `selection-changed`, `ticket-activated` (const char *code: Enter or a
 * double click).
 */
#define LP_TYPE_TICKET_TABLE (lp_ticket_table_get_type ())
G_DECLARE_FINAL_TYPE (LpTicketTable, lp_ticket_table, LP, TICKET_TABLE, AdwBin)

/**
 * lp_ticket_table_set_list:
 * @self: a table
 * @list: (nullable): what to show
 */
void lp_ticket_table_set_list (LpTicketTable *self, LpTicketList *list);

/**
 * lp_ticket_table_get_n_selected:
 * @self: a table
 *
 * Returns: how many rows are selected.
 */
guint lp_ticket_table_get_n_selected (LpTicketTable *self);

/**
 * lp_ticket_table_dup_selected:
 * @self: a table
 *
 * Returns: (transfer full) (element-type LpTicket): the selected tickets in the order of the list.
 */
GPtrArray *lp_ticket_table_dup_selected (LpTicketTable *self);

/**
 * lp_ticket_table_select_codes:
 * @self: a table
 * @codes: canonical ticket codes
 *
 * For tests: selects those of them that the list has and nothing else.
 */
void lp_ticket_table_select_codes (LpTicketTable *self, const char *const *codes);
void lp_ticket_table_unselect (LpTicketTable *self);

/**
 * lp_ticket_table_get_left:
 * @self: a table
 *
 * A change, somebody's own one above all, can take a ticket out of the answer to the question that is asked. Whoever is
 * busy with that ticket is not done with it.
 *
 * Returns: (transfer none) (nullable): the code of the one ticket that was selected until it left the list in that way;
 *   %NULL as soon as something else is selected or asked, or the ticket is back, which selects it again.
 */
const char *lp_ticket_table_get_left (LpTicketTable *self);

/* Shows the answer to the next query from its first row: for another question, not for a change by somebody else. */
void lp_ticket_table_rewind (LpTicketTable *self);

/* Selects the first row and nothing else, if there is one, and puts the keyboard on it. */
void lp_ticket_table_select_first (LpTicketTable *self);

/* Puts the keyboard on the first row. */
void lp_ticket_table_focus_rows (LpTicketTable *self);

/**
 * lp_ticket_table_set_many_groups:
 * @self: a table
 * @many_groups: the list is of several groups, so it says of which each ticket is, where there is room
 */
void lp_ticket_table_set_many_groups (LpTicketTable *self, gboolean many_groups);

/**
 * lp_ticket_table_get_view:
 * @self: a table
 *
 * For tests.
 *
 * Returns: (transfer none): the column view.
 */
GtkColumnView *lp_ticket_table_get_view (LpTicketTable *self);

G_END_DECLS

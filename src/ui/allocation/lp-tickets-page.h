/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lp-bulk-choice.h"
#include "lp-group-tree.h"
#include "lp-ticket-list.h"

G_BEGIN_DECLS

/**
 * LpTicketsPage:
 *
 * The tickets of a group and the groups below: search, filters, table and what can be done with the selection.
 * Signals: `selection-changed`; `filled`: what was asked for is there.
 */
#define LP_TYPE_TICKETS_PAGE (lp_tickets_page_get_type ())
G_DECLARE_FINAL_TYPE (LpTicketsPage, lp_tickets_page, LP, TICKETS_PAGE, AdwBin)

/**
 * lp_tickets_page_set_session:
 * @self: a page
 * @session: an open session
 *
 * Starts anew: no group, no search, no filter, no selection.
 */
void lp_tickets_page_set_session (LpTicketsPage *self, LpSession *session);
void lp_tickets_page_set_group (LpTicketsPage *self, LpGroupItem *group);
void lp_tickets_page_set_search (LpTicketsPage *self, const char *text);
void lp_tickets_page_focus_search (LpTicketsPage *self);
guint lp_tickets_page_get_n_selected (LpTicketsPage *self);

/**
 * lp_tickets_page_dup_selected:
 * @self: a page
 *
 * Returns: (transfer full) (element-type LpTicket): the selected tickets.
 */
GPtrArray *lp_tickets_page_dup_selected (LpTicketsPage *self);

/**
 * lp_tickets_page_may:
 * @self: a page
 * @action: what is to be done with what is selected
 *
 * Returns: whether it can be done with one of the selected tickets at least: see lp_bulk_pick(). Of a very large
 *   selection only the right in the group is known.
 */
gboolean lp_tickets_page_may (LpTicketsPage *self, LpBulkAction action);

/* To where the keyboard moves the selection. */
void lp_tickets_page_focus_rows (LpTicketsPage *self);

/**
 * lp_tickets_page_dup_selected_code:
 * @self: a page
 *
 * Returns: (transfer full) (nullable): the code of the one ticket that is selected; %NULL for none or several.
 */
char *lp_tickets_page_dup_selected_code (LpTicketsPage *self);

/**
 * lp_tickets_page_get_left:
 * @self: a page
 * @filtered: (out): whether the list is narrowed by search or filters
 *
 * Returns: (transfer none) (nullable): as lp_ticket_table_get_left().
 */
const char *lp_tickets_page_get_left (LpTicketsPage *self, gboolean *filtered);

/**
 * lp_tickets_page_show_person:
 * @self: a page
 * @person_id: a person
 *
 * Narrows the list to what is allocated to that person, without search and other filters.
 */
void lp_tickets_page_show_person (LpTicketsPage *self, const char *person_id);

G_END_DECLS

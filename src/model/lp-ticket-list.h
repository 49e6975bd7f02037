/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "lp-client-types.h"
#include "lp-session.h"
#include "lp-ticket-item.h"

G_BEGIN_DECLS

/**
 * LpTicketList:
 *
 * A #GListModel of #LpTicketItem over the replica, cheap for a million rows: it holds one integer a row, asks for
 * rows by primary key a page at a time, and makes items only for rows that somebody looks at. A new query
 * runs on the replica's thread; the old rows stay until the new ones are there; a newer query replaces an older one
 * that still runs.
 *
 * Properties: `group-id` and `search` (read-write, for binding; parts of the query), `n-items` (guint), `loading`
 * (boolean), `filtered` (boolean: a search or filter is set), `count-text` ("12 tickets").
 *
 * Signal: `replaced` (guint position, guint n): the answer to another question has come, and these rows stay but
 * their items show other tickets now; each tells so itself. `items-changed` follows for the rest.
 */
#define LP_TYPE_TICKET_LIST (lp_ticket_list_get_type ())
G_DECLARE_FINAL_TYPE (LpTicketList, lp_ticket_list, LP, TICKET_LIST, GObject)

/**
 * lp_ticket_list_new:
 * @session: (nullable): an open session; without one the list is empty
 *
 * Returns: (transfer full): a list of everything visible. The first query starts when the main context runs.
 */
LpTicketList *lp_ticket_list_new (LpSession *session);

/* The properties of the same names. */
void lp_ticket_list_set_group_id (LpTicketList *self, const char *group_id);
void lp_ticket_list_set_search (LpTicketList *self, const char *search);

/**
 * lp_ticket_list_get_query:
 * @self: a list
 *
 * Returns: (transfer none): what it asks for; copy, change and set it.
 */
const LpTicketQuery *lp_ticket_list_get_query (LpTicketList *self);

/**
 * lp_ticket_list_set_query:
 * @self: a list
 * @query: what to show from now on; nothing happens if it is what is asked for already
 */
void lp_ticket_list_set_query (LpTicketList *self, const LpTicketQuery *query);
void lp_ticket_list_set_sort (LpTicketList *self, LpTicketSort sort, gboolean descending);

/**
 * lp_ticket_list_find:
 * @self: a list
 * @code: a canonical ticket code
 * @position: (out): where it is
 *
 * Returns: whether the list has that ticket now.
 */
gboolean lp_ticket_list_find (LpTicketList *self, const char *code, guint *position);

/**
 * lp_ticket_list_is_halfway:
 * @self: a list
 *
 * Returns: whether the list has told items-changed of only a part of an answer, so that another follows at once.
 */
gboolean lp_ticket_list_is_halfway (LpTicketList *self);

/**
 * lp_ticket_list_is_settled:
 * @self: a list
 *
 * Returns: whether no query is waiting or running.
 */
gboolean lp_ticket_list_is_settled (LpTicketList *self);

G_END_DECLS

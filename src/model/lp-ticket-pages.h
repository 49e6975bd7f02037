/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-session.h"
#include "lp-ticket-item.h"

G_BEGIN_DECLS

/* Private to src/model: makes the items of a ticket list, a page of rows at a time. A few pages are kept, the least
 * recently used one goes first; an item that somebody still holds is found again by its row, so one ticket is one
 * object for as long as it is looked at. */
typedef struct _LpTicketPages LpTicketPages;

#define LP_TICKET_PAGE_ROWS 64

/**
 * lp_ticket_pages_new:
 * @session: (nullable): where the replica is asked for
 *
 * Returns: (transfer full): without pages yet
 */
LpTicketPages *lp_ticket_pages_new (LpSession *session);
void lp_ticket_pages_free (LpTicketPages *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LpTicketPages, lp_ticket_pages_free)

/**
 * lp_ticket_pages_get:
 * @self: pages
 * @rows: (element-type guint32): the rows as they are shown
 * @position: which
 *
 * Returns: (transfer full): the item; one without code if the ticket has gone since the query
 */
LpTicketItem *lp_ticket_pages_get (LpTicketPages *self, GArray *rows, guint position);

/**
 * lp_ticket_pages_forget:
 * @self: pages
 * @rows_too: row keys have a new meaning, too, so no item may be found again
 *
 * Forgets which item stands where, after rows came or went.
 */
void lp_ticket_pages_forget (LpTicketPages *self, gboolean rows_too);

/**
 * lp_ticket_pages_take:
 * @self: pages
 * @rows: (element-type guint32): the rows as they are shown
 * @position: the first of those that will be others
 * @n: how many
 *
 * Returns: (transfer full) (element-type LpTicketItem): the items that stand there, %NULL where there is none; no
 *   row finds them any longer
 */
GPtrArray *lp_ticket_pages_take (LpTicketPages *self, GArray *rows, guint position, guint n);

/**
 * lp_ticket_pages_give:
 * @self: pages
 * @rows: (element-type guint32): the rows as they shall be shown
 * @position: as for lp_ticket_pages_take()
 * @items: what that returned
 *
 * Lets each item show the ticket that now stands where it stood.
 */
void lp_ticket_pages_give (LpTicketPages *self, GArray *rows, guint position, GPtrArray *items);

/**
 * lp_ticket_pages_refresh:
 * @self: pages
 * @changed: (nullable): a set of row keys (GUINT_TO_POINTER), %NULL for all
 *
 * Shows in the living items what the replica holds now, names of persons and groups included.
 */
void lp_ticket_pages_refresh (LpTicketPages *self, GHashTable *changed);

/**
 * lp_ticket_pages_mark_waiting:
 * @self: pages
 *
 * Shows in the living items which decisions wait to be sent now.
 */
void lp_ticket_pages_mark_waiting (LpTicketPages *self);

G_END_DECLS

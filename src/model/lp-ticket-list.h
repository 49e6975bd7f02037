/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "lp-session.h"
#include "lp-ticket-item.h"

G_BEGIN_DECLS

typedef enum
{
  LP_TICKET_SORT_CODE,
  LP_TICKET_SORT_PRODUCT,
  LP_TICKET_SORT_ALLOCATED_TO,
  LP_TICKET_SORT_STATE,
  LP_TICKET_SORT_EXPIRES,
  LP_TICKET_SORT_CREATED,
} LpTicketListSort;

/* The *Who* filter. */
typedef enum
{
  LP_TICKET_WHO_ANYONE,
  LP_TICKET_WHO_PERSON,   /* allocated to the person of `assignee-id` */
  LP_TICKET_WHO_EVERYONE, /* visible to the group */
  LP_TICKET_WHO_ADMINS,   /* admins only */
} LpTicketWho;

/**
 * LpTicketList:
 *
 * A #GListModel of #LpTicketItem over the replica, cheap for a million rows: it holds one integer a row, asks for
 * rows by primary key a page at a time, and makes items only for rows that somebody looks at. Every change of a
 * property below starts one new query on the replica's thread; the old rows stay until the new ones are there;
 * a newer query replaces an older one that still runs.
 *
 * Read-write properties: `group-id` (NULL: everything visible), `subtree` (default TRUE), `mine` (My Licenses),
 * `search`, `state` (int LpTicketState, -1 any), `not-revoked` (boolean), `product-id`, `who` (int LpTicketWho),
 * `assignee-id`, `expires-from` and `expires-until` (int LpDate), `sort` (int LpTicketListSort), `descending`.
 * Read-only: `n-items` (guint), `loading` (boolean), `filtered` (boolean: search or a filter is set), `count-text`
 * ("12 tickets").
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

void lp_ticket_list_set_group_id (LpTicketList *self, const char *group_id);
void lp_ticket_list_set_search (LpTicketList *self, const char *search);
void lp_ticket_list_set_state (LpTicketList *self, int state);
void lp_ticket_list_set_product_id (LpTicketList *self, const char *product_id);

/**
 * lp_ticket_list_set_who:
 * @self: a list
 * @who: which allocation
 * @assignee_id: (nullable): the person, for %LP_TICKET_WHO_PERSON
 */
void lp_ticket_list_set_who (LpTicketList *self, LpTicketWho who, const char *assignee_id);
void lp_ticket_list_set_sort (LpTicketList *self, LpTicketListSort sort, gboolean descending);
void lp_ticket_list_clear_filters (LpTicketList *self);

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
 * lp_ticket_list_is_settled:
 * @self: a list
 *
 * Returns: whether no query is waiting or running.
 */
gboolean lp_ticket_list_is_settled (LpTicketList *self);

G_END_DECLS

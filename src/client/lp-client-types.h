/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib-object.h>

#include "lp-date.h"
#include "lp-types.h"

G_BEGIN_DECLS

typedef enum
{
  LP_CONNECTION_OFFLINE,    /* the service does not answer; what the replica holds is shown */
  LP_CONNECTION_CONNECTING, /* asking for the first time */
  LP_CONNECTION_SYNCING,    /* a snapshot is being fetched; see the property `progress` */
  LP_CONNECTION_ONLINE,     /* up to date */
  LP_CONNECTION_SIGNED_OUT, /* nobody is signed in */
  LP_CONNECTION_EXPIRED,    /* the sign-in has ended: readable, but nothing can be sent */
} LpConnectionState;

typedef enum
{
  LP_CHANGE_WAITING,  /* stored, not sent yet */
  LP_CHANGE_SENDING,  /* on its way */
  LP_CHANGE_DONE,     /* carried out; the replica holds the result */
  LP_CHANGE_REFUSED,  /* the service said no: nothing was done */
  LP_CHANGE_CONFLICT, /* somebody else changed the object in between: nothing was done */
} LpChangeState;

/* What the rows of a changed table are. */
typedef enum /*< flags >*/
{
  LP_KIND_GROUP = 1 << 0,
  LP_KIND_CATEGORY = 1 << 1,
  LP_KIND_PRODUCT = 1 << 2,
  LP_KIND_PERSON = 1 << 3,
  LP_KIND_MEMBERSHIP = 1 << 4,
  LP_KIND_ORDER = 1 << 5,
  LP_KIND_TICKET = 1 << 6,
  LP_KIND_SUBSCRIPTION = 1 << 7,
  LP_KIND_ME = 1 << 8, /* the signed-in person, her rights, or today */
} LpKinds;

#define LP_KINDS_ALL 0x1ff

typedef enum
{
  LP_TICKET_SORT_CODE,
  LP_TICKET_SORT_PRODUCT,    /* those of one product by code */
  LP_TICKET_SORT_ALLOCATION, /* persons by name, then everyone, then admins only */
  LP_TICKET_SORT_STATE,
  LP_TICKET_SORT_EXPIRY, /* tickets without expiry last */
  LP_TICKET_SORT_CREATED,
  LP_TICKET_SORT_GROUP,
} LpTicketSort;

typedef enum
{
  LP_SUBSCRIPTION_SORT_DEADLINE, /* those without a deadline last, here and for the next */
  LP_SUBSCRIPTION_SORT_COMMITTED,
  LP_SUBSCRIPTION_SORT_STATE,
  LP_SUBSCRIPTION_SORT_RENEWAL, /* those that renew, by the end of the term; then the others, by their last day */
  LP_SUBSCRIPTION_SORT_PRODUCT,
  LP_SUBSCRIPTION_SORT_CODE,
  LP_SUBSCRIPTION_SORT_GROUP,
} LpSubscriptionSort;

typedef enum
{
  LP_WHO_ANYONE,
  LP_WHO_PERSON,   /* allocated to LpTicketQuery.person_id */
  LP_WHO_EVERYONE, /* visible to everyone in its group */
  LP_WHO_ADMINS,   /* admins only */
  LP_WHO_LEFT,     /* allocated to somebody who has left its group or is disabled: to be reclaimed */
  LP_WHO_MINE,     /* My Licenses: allocated to me or visible in a group in which I have a membership */
} LpTicketWho;

/* Which tickets, and in which order. Start from lp_ticket_query_new() and change what you need. */
typedef struct
{
  char *group_id;   /* NULL: everything visible */
  gboolean subtree; /* with the groups below; TRUE unless told otherwise */
  guint states;     /* bits `1 << LpTicketState`; 0: all */
  char *product_id; /* nullable */
  LpTicketWho who;
  char *person_id;     /* only for LP_WHO_PERSON */
  LpDate expires_from; /* technical expiry, both days included; LP_DATE_NONE: open */
  LpDate expires_to;
  char *text; /* what was typed: every word must match; words under 3 characters are ignored unless alone */
  LpTicketSort sort;
  gboolean descending;
} LpTicketQuery;

#define LP_TYPE_TICKET_QUERY (lp_ticket_query_get_type ())
GType lp_ticket_query_get_type (void);
/* A query for everything, a copy, and the end of one; all owned by the caller. */
LpTicketQuery *lp_ticket_query_new (void);
LpTicketQuery *lp_ticket_query_copy (const LpTicketQuery *query);
void lp_ticket_query_free (LpTicketQuery *query);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LpTicketQuery, lp_ticket_query_free)

/**
 * lp_ticket_query_equal:
 * @a: a query
 * @b: another
 *
 * Returns: whether both ask for the same, so that a model need not ask again.
 */
gboolean lp_ticket_query_equal (const LpTicketQuery *a, const LpTicketQuery *b);

/**
 * lp_ticket_get_state_on:
 * @ticket: a ticket
 * @today: the business date
 *
 * Returns: the state on that day: `expired` follows from the technical expiry, whatever day the service last
 *   wrote (design: domain, "License states").
 */
LpTicketState lp_ticket_get_state_on (const LpTicket *ticket, LpDate today);

G_END_DECLS

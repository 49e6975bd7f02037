/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-row-order.h"
#include "lp-ticket-columns.h"

G_BEGIN_DECLS

/* What every query of subscriptions filters or sorts by, as arrays, like LpTicketColumns: 56 bytes a subscription.
 * They are read when subscriptions are asked for, or change, for the first time. Internal to this folder. */

typedef struct
{
  LpCodeKey code;
  guint32 ticket; /* row of its ticket; 0: not known yet */
  guint32 product;
  guint32 group; /* 0: no such row */
  LpDate deadline;
  LpDate committed_until;
  LpDate start;
  LpDate cancelled_on;
  LpDate ends_on;
  LpDate revoked_on;
} LpSubscriptionColumnsRow;

typedef struct
{
  LpColumns columns;
  LpCodeKey *codes;
  guint32 *tickets; /* as the members of a row, each by row */
  guint32 *products;
  guint32 *groups;
  LpDate *deadlines;
  LpDate *committed;
  LpDate *starts;
  LpDate *cancelled;
  LpDate *ends;
  LpDate *revoked;

  gboolean complete; /* they have been read */
  gboolean linked;   /* every `ticket` is known that can be */
  LpRowOrder order;  /* all rows, as order_sort wants them */
  LpSubscriptionSort order_sort;
  LpDate order_today;
} LpSubscriptionColumns;

/* As for tickets, but without the ticket of each. */
#define LP_SUBSCRIPTION_CHUNK_ROWS 76
extern const LpColumnLayout lp_subscription_columns_layout;

/* Frees the arrays; they are read again when they are needed. */
void lp_subscription_columns_clear (LpSubscriptionColumns *self);

/* Sets a row, growing the array if need be. */
void lp_subscription_columns_set (LpSubscriptionColumns *self,
                                  guint32 row,
                                  const LpSubscriptionColumnsRow *values);
void lp_subscription_columns_remove (LpSubscriptionColumns *self, guint32 row);

/**
 * lp_subscription_columns_link:
 * @self: columns
 * @tickets: those of the tickets
 *
 * Finds the ticket of each subscription by its code.
 */
void lp_subscription_columns_link (LpSubscriptionColumns *self, const LpTicketColumns *tickets);

/* The state of a row on a day. */
LpSubscriptionState
lp_subscription_columns_get_state (const LpSubscriptionColumns *self, guint32 row, LpDate today);

G_END_DECLS

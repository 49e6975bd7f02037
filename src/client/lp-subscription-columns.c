/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lp-subscription-columns.h"

#include "lp-subscription-rules.h"

/* The number of `tickets` in the list that follows. */
#define TICKETS 9

/* In the order in which a chunk has them. */
static const LpColumn columns[] = {
  LP_COLUMN (LpSubscriptionColumns, codes, 0),
  LP_COLUMN (LpSubscriptionColumns, products, 0),
  LP_COLUMN (LpSubscriptionColumns, groups, 0),
  LP_COLUMN (LpSubscriptionColumns, deadlines, 0),
  LP_COLUMN (LpSubscriptionColumns, committed, 0),
  LP_COLUMN (LpSubscriptionColumns, starts, 0),
  LP_COLUMN (LpSubscriptionColumns, cancelled, 0),
  LP_COLUMN (LpSubscriptionColumns, ends, 0),
  LP_COLUMN (LpSubscriptionColumns, revoked, 0),
  { G_STRUCT_OFFSET (LpSubscriptionColumns, tickets), sizeof (guint32), 0, TRUE },
};

const LpColumnLayout lp_subscription_columns_layout = { columns, G_N_ELEMENTS (columns),
                                                        LP_SUBSCRIPTION_CHUNK_ROWS, FALSE };

void
lp_subscription_columns_clear (LpSubscriptionColumns *self)
{
  lp_columns_clear (&self->columns, &lp_subscription_columns_layout);
  lp_row_order_clear (&self->order);
  self->complete = FALSE;
  self->linked = FALSE;
}

void
lp_subscription_columns_set (LpSubscriptionColumns *self, guint32 row, const LpSubscriptionColumnsRow *values)
{
  lp_columns_open_row (&self->columns, &lp_subscription_columns_layout, row);
  self->codes[row] = values->code;
  self->tickets[row] = values->ticket;
  self->products[row] = values->product;
  self->groups[row] = values->group;
  self->deadlines[row] = values->deadline;
  self->committed[row] = values->committed_until;
  self->starts[row] = values->start;
  self->cancelled[row] = values->cancelled_on;
  self->ends[row] = values->ends_on;
  self->revoked[row] = values->revoked_on;
  self->linked = self->linked && values->ticket != 0;
  lp_row_order_clear (&self->order);
}

void
lp_subscription_columns_remove (LpSubscriptionColumns *self, guint32 row)
{
  if (row >= self->columns.n)
    return;
  lp_columns_open_row (&self->columns, &lp_subscription_columns_layout, row);
  self->groups[row] = 0;
  lp_row_order_clear (&self->order);
}

static LpSortRow *
sort_tickets (const LpTicketColumns *tickets, gsize *n)
{
  LpSortRow *sorted = g_new (LpSortRow, tickets->columns.n + 1);

  *n = 0;
  for (guint32 row = 1; row < tickets->columns.n; row++)
    if (tickets->states[row] != LP_TICKET_GONE)
      sorted[(*n)++] = (LpSortRow){ tickets->codes[row].high, row };
  lp_sort_rows (sorted, *n);
  return sorted;
}

static LpSortRow *
sort_unlinked (const LpSubscriptionColumns *self, gsize *n)
{
  LpSortRow *sorted = g_new (LpSortRow, self->columns.n + 1);

  *n = 0;
  for (guint32 row = 1; row < self->columns.n; row++)
    if (self->groups[row] != 0 && self->tickets[row] == 0)
      sorted[(*n)++] = (LpSortRow){ self->codes[row].high, row };
  lp_sort_rows (sorted, *n);
  return sorted;
}

/* Both sides sorted by the first half of the code, so one walk finds every pair; the second half decides among the
 * few with an equal first one. */
void
lp_subscription_columns_link (LpSubscriptionColumns *self, const LpTicketColumns *tickets)
{
  g_autofree LpSortRow *theirs = NULL;
  g_autofree LpSortRow *ours = NULL;
  gsize n_theirs, n_ours, from = 0;

  if (self->linked)
    return;
  self->linked = TRUE;
  theirs = sort_tickets (tickets, &n_theirs);
  ours = sort_unlinked (self, &n_ours);
  for (gsize i = 0; i < n_ours; i++)
    {
      while (from < n_theirs && theirs[from].key < ours[i].key)
        from++;
      for (gsize j = from; j < n_theirs && theirs[j].key == ours[i].key; j++)
        if (tickets->codes[theirs[j].row].low == self->codes[ours[i].row].low)
          self->tickets[ours[i].row] = theirs[j].row;
    }
  lp_columns_follow_column (&self->columns, &lp_subscription_columns_layout, TICKETS);
}

LpSubscriptionState
lp_subscription_columns_get_state (const LpSubscriptionColumns *self, guint32 row, LpDate today)
{
  const LpSubscription subscription = { .start = self->starts[row],
                                        .cancelled_on = self->cancelled[row],
                                        .ends_on = self->ends[row],
                                        .revoked_on = self->revoked[row] };

  return lp_subscription_get_state (&subscription, today);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lp-subscription-columns.h"

#include "lp-subscription-rules.h"

void
lp_subscription_columns_clear (LpSubscriptionColumns *self)
{
  g_free (self->codes);
  g_free (self->tickets);
  g_free (self->products);
  g_free (self->groups);
  g_free (self->deadlines);
  g_free (self->committed);
  g_free (self->starts);
  g_free (self->cancelled);
  g_free (self->ends);
  g_free (self->revoked);
  g_clear_pointer (&self->order, g_array_unref);
  g_free (self->read_to);
  memset (self, 0, sizeof *self);
}

static void
grow (LpSubscriptionColumns *self, guint32 size)
{
  self->codes = g_renew (LpCodeKey, self->codes, size);
  self->tickets = g_renew (guint32, self->tickets, size);
  self->products = g_renew (guint32, self->products, size);
  self->groups = g_renew (guint32, self->groups, size);
  self->deadlines = g_renew (LpDate, self->deadlines, size);
  self->committed = g_renew (LpDate, self->committed, size);
  self->starts = g_renew (LpDate, self->starts, size);
  self->cancelled = g_renew (LpDate, self->cancelled, size);
  self->ends = g_renew (LpDate, self->ends, size);
  self->revoked = g_renew (LpDate, self->revoked, size);
  self->size = size;
}

void
lp_subscription_columns_set (LpSubscriptionColumns *self, guint32 row, const LpSubscriptionColumnsRow *values)
{
  if (row >= self->size)
    grow (self, MAX (row + 1024, self->size + self->size / 4));
  for (; self->n <= row; self->n++)
    self->groups[self->n] = 0;
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
  g_clear_pointer (&self->order, g_array_unref);
}

void
lp_subscription_columns_remove (LpSubscriptionColumns *self, guint32 row)
{
  g_clear_pointer (&self->order, g_array_unref);
  if (row < self->n)
    self->groups[row] = 0;
}

static LpSortRow *
sort_tickets (const LpTicketColumns *tickets, gsize *n)
{
  LpSortRow *sorted = g_new (LpSortRow, tickets->n + 1);

  *n = 0;
  for (guint32 row = 1; row < tickets->n; row++)
    if (tickets->states[row] != LP_TICKET_GONE)
      sorted[(*n)++] = (LpSortRow){ tickets->codes[row].high, row };
  lp_sort_rows (sorted, *n);
  return sorted;
}

static LpSortRow *
sort_unlinked (const LpSubscriptionColumns *self, gsize *n)
{
  LpSortRow *sorted = g_new (LpSortRow, self->n + 1);

  *n = 0;
  for (guint32 row = 1; row < self->n; row++)
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

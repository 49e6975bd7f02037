/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lp-subscription-columns.h"

#include "lp-subscription-rules.h"

void
lp_subscription_columns_clear (LpSubscriptionColumns *self)
{
  g_clear_pointer (&self->rows, g_array_unref);
  self->linked = FALSE;
}

void
lp_subscription_columns_set (LpSubscriptionColumns *self, guint32 row, const LpSubscriptionColumnsRow *values)
{
  if (self->rows == NULL)
    self->rows = g_array_new (FALSE, TRUE, sizeof (LpSubscriptionColumnsRow));
  if (row >= self->rows->len)
    g_array_set_size (self->rows, row + 1);
  g_array_index (self->rows, LpSubscriptionColumnsRow, row) = *values;
  self->linked = self->linked && values->ticket != 0;
}

void
lp_subscription_columns_remove (LpSubscriptionColumns *self, guint32 row)
{
  if (self->rows != NULL && row < self->rows->len)
    g_array_index (self->rows, LpSubscriptionColumnsRow, row).group = 0;
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
sort_unlinked (const GArray *rows, gsize *n)
{
  LpSortRow *sorted = g_new (LpSortRow, rows->len + 1);

  *n = 0;
  for (guint32 row = 1; row < rows->len; row++)
    {
      const LpSubscriptionColumnsRow *one = &g_array_index (rows, LpSubscriptionColumnsRow, row);

      if (one->group != 0 && one->ticket == 0)
        sorted[(*n)++] = (LpSortRow){ one->code.high, row };
    }
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

  if (self->rows == NULL || self->linked)
    return;
  self->linked = TRUE;
  theirs = sort_tickets (tickets, &n_theirs);
  ours = sort_unlinked (self->rows, &n_ours);
  for (gsize i = 0; i < n_ours; i++)
    {
      LpSubscriptionColumnsRow *one = &g_array_index (self->rows, LpSubscriptionColumnsRow, ours[i].row);

      while (from < n_theirs && theirs[from].key < ours[i].key)
        from++;
      for (gsize j = from; j < n_theirs && theirs[j].key == ours[i].key; j++)
        if (tickets->codes[theirs[j].row].low == one->code.low)
          one->ticket = theirs[j].row;
    }
}

LpSubscriptionState
lp_subscription_columns_get_state (const LpSubscriptionColumnsRow *row, LpDate today)
{
  const LpSubscription subscription = { .start = row->start,
                                        .cancelled_on = row->cancelled_on,
                                        .ends_on = row->ends_on,
                                        .revoked_on = row->revoked_on };

  return lp_subscription_get_state (&subscription, today);
}

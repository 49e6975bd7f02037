/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lp-replica-lists.h"
#include "lp-replica-rows.h"
#include "lp-replica-words.h"
#include "lp-subscription-outlook.h"

/* Subscriptions: like tickets (lp-replica-search.c), a query is a pass over columns in memory and a radix sort of
 * what is left. What was typed is looked for in the tickets, whose rows the subscriptions know. */

/* More than this part of all is sorted by walking the order of all. */
#define WALK_PART 8

/* By row of ticket, what was typed; NULL without an error if nothing was. */
static guint8 *
mark_tickets (LpReplicaStore *self,
              const LpSubscriptionQuery *query,
              GCancellable *cancellable,
              GError **error)
{
  g_auto (GStrv) words = lp_text_split (query->text);
  guint8 *marks;

  if (words[0] == NULL)
    return NULL;
  lp_subscription_columns_link (&self->subscriptions, &self->tickets);
  marks = g_malloc (self->tickets.columns.n + 1);
  memset (marks, 1, self->tickets.columns.n + 1);
  marks[0] = 0;
  if (lp_replica_store_mark_words (self, words, marks, cancellable, error))
    return marks;
  g_free (marks);
  return NULL;
}

static guint64
day_key (LpDate day)
{
  return day != LP_DATE_NONE ? (guint64) (day - LP_DATE_MIN) : G_MAXUINT32;
}

/* The column says until when it runs, which ends with a revocation whatever was committed. */
static LpDate
get_last_day (const LpSubscriptionColumns *columns, guint32 row)
{
  const LpSubscription days = { .start = columns->starts[row],
                                .committed_until = columns->committed[row],
                                .ends_on = columns->ends[row],
                                .revoked_on = columns->revoked[row] };

  return lp_subscription_get_last_day (&days);
}

/* Who renews by herself first, by the day on which she may be stopped; then those that end, by the day. */
static guint64
renewal_key (const LpSubscriptionColumns *columns, guint32 row, LpDate today)
{
  LpSubscriptionState state = lp_subscription_columns_get_state (columns, row, today);
  LpDate revoked = columns->revoked[row];

  if (state == LP_SUBSCRIPTION_ACTIVE || state == LP_SUBSCRIPTION_PENDING)
    return day_key (columns->committed[row]);
  return (guint64) 1 << 32 | day_key (revoked != LP_DATE_NONE ? revoked : columns->ends[row]);
}

static guint64
get_key (const LpSubscriptionColumns *columns,
         guint32 row,
         LpSubscriptionSort sort,
         LpDate today,
         const guint32 *ranks)
{
  switch (sort)
    {
    case LP_SUBSCRIPTION_SORT_COMMITTED:
      return day_key (get_last_day (columns, row));
    case LP_SUBSCRIPTION_SORT_STATE:
      return lp_subscription_columns_get_state (columns, row, today);
    case LP_SUBSCRIPTION_SORT_RENEWAL:
      return renewal_key (columns, row, today);
    case LP_SUBSCRIPTION_SORT_PRODUCT:
      return ranks[columns->products[row]];
    case LP_SUBSCRIPTION_SORT_GROUP:
      return ranks[columns->groups[row]];
    case LP_SUBSCRIPTION_SORT_CODE:
      return columns->codes[row].high;
    case LP_SUBSCRIPTION_SORT_DEADLINE:
    default:
      return day_key (columns->deadlines[row]);
    }
}

static const guint32 *
get_ranks (LpReplicaStore *self, LpSubscriptionSort sort)
{
  if (sort == LP_SUBSCRIPTION_SORT_PRODUCT)
    return lp_refs_get_ranks (&self->products);
  if (sort == LP_SUBSCRIPTION_SORT_GROUP)
    return lp_refs_get_ranks (&self->groups);
  return NULL;
}

/* What decides about one row, resolved to rows of other tables. */
typedef struct
{
  const LpSubscriptionQuery *query;
  LpDate today;
  const guint8 *groups;
  const guint8 *tickets; /* nullable */
  guint32 product;
} Filter;

static inline gboolean
meets_query (const Filter *filter, const LpSubscriptionColumns *columns, guint32 row)
{
  const LpSubscriptionQuery *query = filter->query;

  if (query->product_id != NULL && columns->products[row] != filter->product)
    return FALSE;
  /* No deadline is the least number. */
  if (query->deadline_from != LP_DATE_NONE && columns->deadlines[row] < query->deadline_from)
    return FALSE;
  if (query->deadline_to != LP_DATE_NONE &&
      (columns->deadlines[row] == LP_DATE_NONE || columns->deadlines[row] > query->deadline_to))
    return FALSE;
  return query->states == 0 ||
         (query->states & 1u << lp_subscription_columns_get_state (columns, row, filter->today)) != 0;
}

/* Whether of a subscription only its group matters, as it mostly is, and what was typed. */
static gboolean
asks_little (const LpSubscriptionQuery *query)
{
  return query->product_id == NULL && query->states == 0 && query->deadline_from == LP_DATE_NONE &&
         query->deadline_to == LP_DATE_NONE;
}

/* In one pass, which counts them, too. What it reads of every subscription is not behind pointers that a mark might
 * have changed. */
static guint8 *
mark_fitting (const Filter *filter, const LpSubscriptionColumns *columns, guint *n)
{
  const guint8 *group_marks = filter->groups;
  const guint8 *ticket_marks = filter->tickets;
  const guint32 *groups = columns->groups;
  const guint32 *tickets = columns->tickets;
  gboolean little = asks_little (filter->query);
  guint32 n_rows = columns->columns.n;
  guint8 *marks = g_malloc (n_rows + 1);
  guint n_fitting = 0;

  marks[0] = marks[n_rows] = 0;
  for (guint32 row = 1; row < n_rows; row++)
    {
      gboolean fits = (ticket_marks == NULL || ticket_marks[tickets[row]]) && groups[row] != 0 &&
                      group_marks[groups[row]] && (little || meets_query (filter, columns, row));

      marks[row] = (guint8) fits;
      n_fitting += (guint) fits;
    }
  *n = n_fitting;
  return marks;
}

/* The rows with a mark (NULL: all there are), sorted. */
static GArray *
sort_marked (LpReplicaStore *self, const guint8 *marks, gsize n, LpSubscriptionSort sort, LpDate today)
{
  const LpSubscriptionColumns *columns = &self->subscriptions;
  const guint32 *ranks = get_ranks (self, sort);
  g_autofree LpSortRow *rows = g_new (LpSortRow, n);
  gsize used = 0;

  for (guint32 row = 1; row < columns->columns.n && used < n; row++)
    {
      if (row % 8 == 0 && marks != NULL && lp_eight_are_unmarked (marks, row, columns->columns.n))
        {
          row += 7;
          continue;
        }
      if (marks != NULL ? marks[row] != 0 : columns->groups[row] != 0)
        rows[used++] = (LpSortRow){ get_key (columns, row, sort, today, ranks), row };
    }
  return lp_list_sorted (rows, used);
}

static const LpRowOrder *
get_order (LpReplicaStore *self, LpSubscriptionSort sort, LpDate today)
{
  LpSubscriptionColumns *columns = &self->subscriptions;
  gsize n = 0;

  if (columns->order.rows != NULL && columns->order_sort == sort && columns->order_today == today)
    return &columns->order;
  for (guint32 row = 1; row < columns->columns.n; row++)
    n += columns->groups[row] != 0;
  lp_row_order_take (&columns->order, sort_marked (self, NULL, n, sort, today));
  columns->order_sort = sort;
  columns->order_today = today;
  return &columns->order;
}

/* Many are found by walking the order of all, few are sorted. */
static GArray *
collect_fitting (LpReplicaStore *self, const Filter *filter)
{
  LpSubscriptionSort sort = filter->query->sort;
  guint n;
  g_autofree guint8 *marks = mark_fitting (filter, &self->subscriptions, &n);

  if (n > self->subscriptions.columns.n / WALK_PART)
    return lp_row_order_walk (get_order (self, sort, filter->today), marks, n);
  return sort_marked (self, marks, n, sort, filter->today);
}

static GArray *
collect (LpReplicaStore *self, const Filter *filter)
{
  const LpSubscriptionQuery *query = filter->query;
  GArray *result;

  if (filter->tickets == NULL && query->group_id == NULL && asks_little (query))
    result = lp_row_order_list (get_order (self, query->sort, filter->today));
  else if (filter->tickets != NULL && memchr (filter->tickets, 1, self->tickets.columns.n) == NULL)
    result = g_array_new (FALSE, FALSE, sizeof (guint32));
  else
    result = collect_fitting (self, filter);
  if (query->descending)
    lp_rows_reverse (result);
  return result;
}

GArray *
lp_replica_list_subscriptions (LpReplicaStore *self,
                               const LpSubscriptionQuery *query,
                               LpDate today,
                               GCancellable *cancellable,
                               GError **error)
{
  g_autofree guint8 *groups = lp_replica_store_mark_groups (self, query->group_id, TRUE);
  g_autofree guint8 *tickets = NULL;
  g_autoptr (GError) fault = NULL;

  if (!lp_replica_store_load_subscriptions (self, error))
    return NULL;
  tickets = mark_tickets (self, query, cancellable, &fault);
  if (fault != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return NULL;
    }
  return collect (self, &(Filter){ .query = query,
                                   .today = today,
                                   .groups = groups,
                                   .tickets = tickets,
                                   .product = lp_refs_find (&self->products, query->product_id) });
}

GPtrArray *
lp_replica_list_whole_subscriptions (LpReplicaStore *self,
                                     const GArray *rows,
                                     LpDate today,
                                     GCancellable *cancellable,
                                     GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_full (rows->len, (GDestroyNotify) lp_subscription_unref);

  for (guint i = 0; i < rows->len; i++)
    {
      LpSubscription *one;

      if (g_cancellable_set_error_if_cancelled (cancellable, error))
        return NULL;
      one = lp_replica_rows_get_subscription (self->db, g_array_index (rows, guint32, i), today);
      if (one != NULL)
        g_ptr_array_add (list, one);
    }
  return g_steal_pointer (&list);
}

/* From an index of deadlines: the watch asks after every start, and would not have all columns read for a few rows. */
GPtrArray *
lp_replica_list_due_subscriptions (LpReplicaStore *self,
                                   LpDate from,
                                   LpDate to,
                                   guint limit,
                                   LpDate today,
                                   GError **error)
{
  g_autoptr (GPtrArray) list = g_ptr_array_new_with_free_func ((GDestroyNotify) lp_subscription_unref);
  g_autoptr (GError) fault = NULL;
  LpStatement *rows = lp_db_query (self->db, &fault,
                                   "SELECT object FROM subscription INDEXED BY subscription_deadline"
                                   " WHERE deadline >= $1 AND deadline <= $2 ORDER BY deadline, row",
                                   "ii", (gint64) from, (gint64) to);

  while (rows != NULL && list->len < limit && lp_statement_step (rows, &fault))
    {
      LpSubscription *one = lp_replica_rows_parse (LP_KIND_SUBSCRIPTION, lp_statement_get_text (rows, 0));

      one = lp_replica_rows_date_subscription (one, today);
      if (one != NULL && one->state == LP_SUBSCRIPTION_ACTIVE)
        g_ptr_array_add (list, g_steal_pointer (&one));
      g_clear_pointer (&one, lp_subscription_unref);
    }
  if (rows != NULL)
    lp_statement_reset (rows);
  if (fault == NULL)
    return g_steal_pointer (&list);
  g_propagate_error (error, g_steal_pointer (&fault));
  return NULL;
}

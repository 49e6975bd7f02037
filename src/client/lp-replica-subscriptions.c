/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lp-replica-decisions.h"
#include "lp-replica-lists.h"
#include "lp-replica-rows.h"
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
fits (const Filter *filter, const LpSubscriptionColumns *columns, guint32 row)
{
  const LpSubscriptionQuery *query = filter->query;

  if (columns->groups[row] == 0 || !filter->groups[columns->groups[row]] ||
      (filter->tickets != NULL && !filter->tickets[columns->tickets[row]]))
    return FALSE;
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

/* The rows with a mark (NULL: all there are), sorted. */
static GArray *
sort_marked (LpReplicaStore *self, const guint8 *marks, LpSubscriptionSort sort, LpDate today)
{
  const LpSubscriptionColumns *columns = &self->subscriptions;
  const guint32 *ranks = get_ranks (self, sort);
  g_autofree LpSortRow *rows = g_new (LpSortRow, columns->columns.n + 1);
  GArray *result;
  gsize n = 0;

  for (guint32 row = 1; row < columns->columns.n; row++)
    if (marks != NULL ? marks[row] != 0 : columns->groups[row] != 0)
      rows[n++] = (LpSortRow){ get_key (columns, row, sort, today, ranks), row };
  lp_sort_rows (rows, n);
  result = g_array_sized_new (FALSE, FALSE, sizeof (guint32), (guint) n);
  g_array_set_size (result, (guint) n);
  for (gsize i = 0; i < n; i++)
    g_array_index (result, guint32, i) = rows[i].row;
  return result;
}

static GArray *
walk_order (LpReplicaStore *self, const guint8 *marks, guint n, LpSubscriptionSort sort, LpDate today)
{
  LpSubscriptionColumns *columns = &self->subscriptions;
  GArray *result = g_array_sized_new (FALSE, FALSE, sizeof (guint32), n);
  guint used = 0;

  if (columns->order.rows == NULL || columns->order_sort != sort || columns->order_today != today)
    {
      lp_row_order_take (&columns->order, sort_marked (self, NULL, sort, today));
      columns->order_sort = sort;
      columns->order_today = today;
    }
  g_array_set_size (result, n);
  for (guint i = 0; i < columns->order.columns.n && used < n; i++)
    {
      guint32 row = columns->order.rows[i];

      if (marks[row])
        g_array_index (result, guint32, used++) = row;
    }
  return result;
}

static void
reverse (GArray *array)
{
  guint32 *rows = (guint32 *) (gpointer) array->data;

  for (guint i = 0; i < array->len / 2; i++)
    {
      guint32 row = rows[i];

      rows[i] = rows[array->len - 1 - i];
      rows[array->len - 1 - i] = row;
    }
}

static GArray *
collect (LpReplicaStore *self, const Filter *filter)
{
  const LpSubscriptionColumns *columns = &self->subscriptions;
  const LpSubscriptionQuery *query = filter->query;
  g_autofree guint8 *marks = g_new0 (guint8, columns->columns.n + 1);
  GArray *result;
  guint n = 0;

  for (guint32 row = 1; row < columns->columns.n; row++)
    {
      marks[row] = fits (filter, columns, row);
      n += marks[row];
    }
  /* Many are found by walking the order of all, few are sorted. */
  result = n > columns->columns.n / WALK_PART ? walk_order (self, marks, n, query->sort, filter->today)
                                              : sort_marked (self, marks, query->sort, filter->today);
  if (query->descending)
    reverse (result);
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
  GArray *rows;

  if (!lp_replica_store_load_subscriptions (self, error))
    return NULL;
  tickets = mark_tickets (self, query, cancellable, &fault);
  if (fault != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return NULL;
    }
  rows = collect (self, &(Filter){ .query = query,
                                   .today = today,
                                   .groups = groups,
                                   .tickets = tickets,
                                   .product = lp_refs_find (&self->products, query->product_id) });
  if (query->decidable)
    lp_replica_keep_decidable (self, rows);
  return rows;
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

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lp-replica-words.h"

#include "lp-last-search.h"

/* A query is a few passes over the columns in memory: one that marks the tickets that pass the filters, then one
 * for each word that was typed, then a sort of what is left. Only references and entry values are looked up in
 * full text on disk. */

/* More than this part of all tickets is sorted by walking the order of all. */
#define WALK_PART 8

static void
mark_below (LpReplicaStore *self, guint8 *marks)
{
  GPtrArray *parents = self->groups.parents;
  gboolean again = TRUE;

  /* Parents mostly come first, so this ends after a few rounds. */
  while (again)
    {
      again = FALSE;
      for (guint i = 1; i < parents->len; i++)
        {
          guint32 parent = lp_refs_find (&self->groups, g_ptr_array_index (parents, i));

          if (!marks[i] && parent != 0 && marks[parent])
            again = marks[i] = TRUE;
        }
    }
}

guint8 *
lp_replica_store_mark_groups (LpReplicaStore *self, const char *group_id, gboolean subtree)
{
  guint n = self->groups.names->len;
  guint8 *marks = g_new0 (guint8, n);
  guint32 row = lp_refs_find (&self->groups, group_id);

  if (group_id == NULL)
    {
      memset (marks, 1, n);
      return marks;
    }
  if (row != 0)
    marks[row] = 1;
  if (row != 0 && subtree)
    mark_below (self, marks);
  return marks;
}

/* What decides `who`, resolved to rows. */
typedef struct
{
  LpTicketWho who;
  guint32 person;
  guint8 *my_groups;   /* only for LP_WHO_MINE */
  GHashTable *members; /* only for LP_WHO_LEFT: set of gint64, see get_member_key() */
} Who;

static gint64
get_member_key (guint32 group, guint32 person)
{
  return (gint64) ((guint64) group << 32 | person);
}

/* Who belongs to a group and can use what she has there. */
static GHashTable *
list_members (LpReplicaStore *self)
{
  GHashTable *members = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  LpStatement *rows =
      lp_db_query (self->db, NULL,
                   "SELECT m.group_id, m.person_id FROM membership m JOIN person p ON p.id = m.person_id"
                   " WHERE p.object IS NOT NULL AND json_extract (p.object, '$.state') <> 'disabled'",
                   "");

  while (rows != NULL && lp_statement_step (rows, NULL))
    {
      gint64 key = get_member_key (lp_refs_find (&self->groups, lp_statement_get_text (rows, 0)),
                                   lp_refs_find (&self->persons, lp_statement_get_text (rows, 1)));

      g_hash_table_add (members, g_memdup2 (&key, sizeof key));
    }
  return members;
}

static void
who_init (Who *who, LpReplicaStore *self, const LpTicketQuery *query)
{
  who->who = query->who;
  who->person = lp_refs_find (&self->persons, query->person_id);
  who->my_groups = NULL;
  who->members = query->who == LP_WHO_LEFT ? list_members (self) : NULL;
  if (query->who != LP_WHO_MINE)
    return;
  who->my_groups = g_new0 (guint8, self->groups.names->len);
  if (self->me == NULL)
    return;
  who->person = lp_refs_find (&self->persons, self->me->person->id);
  for (guint i = 0; i < self->me->memberships->len; i++)
    {
      const LpMembership *membership = g_ptr_array_index (self->me->memberships, i);

      who->my_groups[lp_refs_find (&self->groups, membership->group_id)] = 1;
    }
  who->my_groups[0] = 0;
}

static void
who_clear (Who *who)
{
  g_clear_pointer (&who->my_groups, g_free);
  g_clear_pointer (&who->members, g_hash_table_unref);
}

static gboolean
has_left (const Who *who, guint32 group, guint32 person)
{
  gint64 key = get_member_key (group, person);

  return person != 0 && !g_hash_table_contains (who->members, &key);
}

static inline gboolean
who_matches (const Who *who, const LpTicketColumns *t, guint32 row)
{
  switch (who->who)
    {
    case LP_WHO_PERSON:
      return who->person != 0 && t->assignees[row] == who->person;
    case LP_WHO_EVERYONE:
      return t->assignees[row] == 0 && t->visible[row];
    case LP_WHO_ADMINS:
      return t->assignees[row] == 0 && !t->visible[row];
    case LP_WHO_LEFT:
      return has_left (who, t->groups[row], t->assignees[row]);
    case LP_WHO_MINE:
      if (t->assignees[row] != 0)
        return t->assignees[row] == who->person;
      return t->visible[row] && who->my_groups[t->groups[row]];
    case LP_WHO_ANYONE:
    default:
      return TRUE;
    }
}

/* Nothing but the group matters, as it mostly is: without a branch for a ticket. */
static guint8 *
filter_groups (const LpTicketColumns *t, const guint8 *groups)
{
  guint8 *marks = g_malloc (t->columns.n + 1);

  marks[0] = marks[t->columns.n] = 0;
  for (guint32 row = 1; row < t->columns.n; row++)
    marks[row] = (guint8) ((t->states[row] != LP_TICKET_GONE) & groups[t->groups[row]]);
  return marks;
}

static guint8 *
filter (LpReplicaStore *self, const LpTicketQuery *query, LpDate today)
{
  const LpTicketColumns *t = &self->tickets;
  g_autofree guint8 *groups = lp_replica_store_mark_groups (self, query->group_id, query->subtree);
  guint32 product = lp_refs_find (&self->products, query->product_id);
  guint8 *marks;
  Who who;

  if (query->product_id == NULL && query->states == 0 && query->who == LP_WHO_ANYONE &&
      query->expires_from == LP_DATE_NONE && query->expires_to == LP_DATE_NONE)
    return filter_groups (t, groups);
  marks = g_new0 (guint8, t->columns.n + 1);
  who_init (&who, self, query);
  for (guint32 row = 1; row < t->columns.n; row++)
    {
      if (t->states[row] == LP_TICKET_GONE || !groups[t->groups[row]])
        continue;
      if (query->product_id != NULL && t->products[row] != product)
        continue;
      if (query->states != 0 && !(query->states & 1u << lp_ticket_columns_get_state (t, row, today)))
        continue;
      if (query->expires_from != LP_DATE_NONE && t->expiries[row] < query->expires_from)
        continue; /* no expiry is the least number */
      if (query->expires_to != LP_DATE_NONE &&
          (t->expiries[row] == LP_DATE_NONE || t->expiries[row] > query->expires_to))
        continue;
      marks[row] = who.who == LP_WHO_ANYONE || who_matches (&who, t, row);
    }
  who_clear (&who);
  return marks;
}

static guint64
get_key (LpReplicaStore *self, LpTicketSort sort, LpDate today, const guint32 *ranks, guint32 row)
{
  const LpTicketColumns *t = &self->tickets;

  switch (sort)
    {
    case LP_TICKET_SORT_PRODUCT:
      return ranks[t->products[row]];
    case LP_TICKET_SORT_ALLOCATION:
      if (t->assignees[row] != 0)
        return ranks[t->assignees[row]];
      return t->visible[row] ? G_MAXUINT32 : (guint64) G_MAXUINT32 + 1;
    case LP_TICKET_SORT_STATE:
      return lp_ticket_columns_get_state (t, row, today);
    case LP_TICKET_SORT_EXPIRY:
      if (t->expiries[row] == LP_DATE_NONE)
        return G_MAXUINT32;
      return (guint64) (t->expiries[row] - LP_DATE_MIN);
    case LP_TICKET_SORT_CREATED:
      return t->created[row];
    case LP_TICKET_SORT_GROUP:
      return ranks[t->groups[row]];
    case LP_TICKET_SORT_CODE:
    default:
      return t->codes[row].high;
    }
}

static const guint32 *
get_ranks (LpReplicaStore *self, LpTicketSort sort)
{
  switch (sort)
    {
    case LP_TICKET_SORT_PRODUCT:
      return lp_refs_get_ranks (&self->products);
    case LP_TICKET_SORT_ALLOCATION:
      return lp_refs_get_ranks (&self->persons);
    case LP_TICKET_SORT_GROUP:
      return lp_refs_get_ranks (&self->groups);
    case LP_TICKET_SORT_CODE:
    case LP_TICKET_SORT_STATE:
    case LP_TICKET_SORT_EXPIRY:
    case LP_TICKET_SORT_CREATED:
    default:
      return NULL;
    }
}

/* Which row came first is another matter on every computer, so what is of one product follows its codes. */
static void
sort_by_code (LpReplicaStore *self, LpSortRow *rows, gsize n, const guint32 *ranks)
{
  for (gsize i = 0; i < n; i++)
    rows[i].key = get_key (self, LP_TICKET_SORT_CODE, LP_DATE_NONE, NULL, rows[i].row);
  lp_sort_rows (rows, n);
  for (gsize i = 0; i < n; i++)
    rows[i].key = get_key (self, LP_TICKET_SORT_PRODUCT, LP_DATE_NONE, ranks, rows[i].row);
}

/* The rows with a mark (NULL: all there are), sorted. */
static GArray *
sort_marked (LpReplicaStore *self, const guint8 *marks, gsize n, LpTicketSort sort, LpDate today)
{
  g_autofree LpSortRow *rows = g_new (LpSortRow, n);
  const guint32 *ranks = get_ranks (self, sort);
  gsize used = 0;

  for (guint32 row = 1; row < self->tickets.columns.n && used < n; row++)
    {
      if (row % 8 == 0 && marks != NULL && lp_eight_are_unmarked (marks, row, self->tickets.columns.n))
        {
          row += 7;
          continue;
        }
      if (marks != NULL ? !marks[row] : self->tickets.states[row] == LP_TICKET_GONE)
        continue;
      rows[used].row = row;
      rows[used++].key = get_key (self, sort, today, ranks, row);
    }
  if (sort == LP_TICKET_SORT_PRODUCT)
    sort_by_code (self, rows, used, ranks);
  return lp_list_sorted (rows, used);
}

const LpRowOrder *
lp_replica_store_get_order (LpReplicaStore *self, LpTicketSort sort, LpDate today)
{
  gsize n = 0;

  if (self->order.rows != NULL && self->order_sort == sort && self->order_today == today)
    return &self->order;
  for (guint32 row = 1; row < self->tickets.columns.n; row++)
    n += self->tickets.states[row] != LP_TICKET_GONE;
  lp_row_order_take (&self->order, sort_marked (self, NULL, n, sort, today));
  self->order_sort = sort;
  self->order_today = today;
  return &self->order;
}

GArray *
lp_replica_store_query_tickets (LpReplicaStore *self,
                                const LpTicketQuery *query,
                                LpDate today,
                                const LpFirstRows *first,
                                GCancellable *cancellable,
                                GError **error)
{
  guint32 n_rows = self->tickets.columns.n;
  g_auto (GStrv) words = lp_text_split (query->text);
  guint n_known = 0;
  g_autofree guint8 *marks = lp_last_search_narrow (self->last_search, query, words, today, &n_known);
  GArray *result;
  gsize n = 0;

  if (marks == NULL)
    marks = filter (self, query, today);
  if (!lp_words_keep (self, query, words, n_known, today, first, marks, cancellable, error))
    return NULL;
  for (guint32 row = 1; row < n_rows; row++)
    n += marks[row];
  if (n > n_rows / WALK_PART)
    result = lp_row_order_walk (lp_replica_store_get_order (self, query->sort, today), marks, (guint) n);
  else
    result = sort_marked (self, marks, n, query->sort, today);
  if (query->descending)
    lp_rows_reverse (result);
  g_clear_pointer (&self->last_search, lp_last_search_free);
  self->last_search = lp_last_search_new (query, words, today, g_steal_pointer (&marks), n_rows);
  return result;
}

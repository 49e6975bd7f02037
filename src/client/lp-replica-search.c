/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lp-replica-store.h"

/* A query is a few passes over the columns in memory: one that marks the tickets that pass the filters, then one
 * for each word that was typed, then a sort of what is left. Only references and entry values are looked up in
 * full text on disk. */

/* More than this part of all tickets is sorted by walking the order of all. */
#define WALK_PART 8
/* How many looked up words are kept: 125 kB each for a million tickets. */
#define KEPT_HITS 8

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

static guint8 *
filter (LpReplicaStore *self, const LpTicketQuery *query, LpDate today)
{
  const LpTicketColumns *t = &self->tickets;
  g_autofree guint8 *groups = lp_replica_store_mark_groups (self, query->group_id, query->subtree);
  guint32 product = lp_refs_find (&self->products, query->product_id);
  guint8 *marks = g_new0 (guint8, t->n + 1);
  Who who;

  who_init (&who, self, query);
  for (guint32 row = 1; row < t->n; row++)
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

static guint8 *
mark_refs (const LpRefs *refs, const char *folded)
{
  guint8 *marks = g_new0 (guint8, refs->searched->len + 1);

  for (guint i = 1; i < refs->searched->len; i++)
    {
      const char *searched = g_ptr_array_index (refs->searched, i);

      marks[i] = searched != NULL && strstr (searched, folded) != NULL;
    }
  return marks;
}

/* `PO-4711` → `"po"` and `"4711"*`: every part must be there, and the last one may go on. */
static char **
to_matches (const char *folded)
{
  GPtrArray *matches = g_ptr_array_new ();
  const char *at = folded;

  while (*at != '\0')
    {
      const char *start = at;

      while (*at != '\0' && g_unichar_isalnum (g_utf8_get_char (at)))
        at = g_utf8_next_char (at);
      if (at > start)
        g_ptr_array_add (matches,
                         g_strdup_printf ("\"%.*s\"%s", (int) (at - start), start, *at == '\0' ? "*" : ""));
      while (*at != '\0' && !g_unichar_isalnum (g_utf8_get_char (at)))
        at = g_utf8_next_char (at);
    }
  g_ptr_array_add (matches, NULL);
  return (char **) g_ptr_array_free (matches, FALSE);
}

/* The tickets in whose text a match stands, as bits. What was typed last is kept: one who types a word after
 * another asks for the first one again with every key, and words that are everywhere take 100 ms to look up. */
typedef struct
{
  char *match;
  guint8 *bits;
} TextHits;

static void
text_hits_free (TextHits *hits)
{
  g_free (hits->match);
  g_free (hits->bits);
  g_free (hits);
}

static guint8 *
look_up (LpReplicaStore *self, const char *match, GError **error)
{
  g_autofree guint8 *bits = g_new0 (guint8, self->tickets.n / 8 + 1);
  g_autoptr (GError) fault = NULL;
  LpStatement *rows = lp_db_query (self->db, &fault,
                                   "SELECT rowid FROM ticket_text WHERE ticket_text MATCH $1", "t", match);

  while (rows != NULL && lp_statement_step (rows, &fault))
    {
      gint64 row = lp_statement_get_int (rows, 0);

      if (row < self->tickets.n)
        bits[row / 8] |= (guint8) (1 << row % 8);
    }
  if (fault == NULL)
    return g_steal_pointer (&bits);
  g_propagate_error (error, g_steal_pointer (&fault));
  return NULL;
}

static const guint8 *
find_hits (LpReplicaStore *self, const char *match, GError **error)
{
  TextHits *hits;
  guint8 *bits;

  if (self->hits == NULL)
    self->hits = g_ptr_array_new_with_free_func ((GDestroyNotify) text_hits_free);
  for (guint i = 0; i < self->hits->len; i++)
    {
      hits = g_ptr_array_index (self->hits, i);
      if (g_str_equal (hits->match, match))
        return hits->bits;
    }
  bits = look_up (self, match, error);
  if (bits == NULL)
    return NULL;
  if (self->hits->len >= KEPT_HITS)
    g_ptr_array_remove_index (self->hits, 0);
  hits = g_new0 (TextHits, 1);
  hits->match = g_strdup (match);
  hits->bits = bits;
  g_ptr_array_add (self->hits, hits);
  return bits;
}

static gboolean
mark_text (LpReplicaStore *self, const char *folded, guint8 *marks, GError **error)
{
  g_auto (GStrv) matches = to_matches (folded);

  /* One or two letters would match too much to be looked up. */
  if (matches[0] == NULL || g_utf8_strlen (folded, -1) < 3)
    return TRUE;
  memset (marks, 1, self->tickets.n);
  for (char **match = matches; *match != NULL; match++)
    {
      const guint8 *bits = find_hits (self, *match, error);

      if (bits == NULL)
        return FALSE;
      for (guint32 row = 1; row < self->tickets.n; row++)
        marks[row] &= bits[row / 8] >> row % 8 & 1;
    }
  return TRUE;
}

static gboolean
keep_word (LpReplicaStore *self, const char *word, guint8 *marks, GError **error)
{
  const LpTicketColumns *t = &self->tickets;
  g_autofree char *folded = lp_text_fold (word);
  g_autofree guint8 *products = mark_refs (&self->products, folded);
  g_autofree guint8 *persons = mark_refs (&self->persons, folded);
  g_autofree guint8 *hits = g_new0 (guint8, t->n + 1);
  guint8 symbols[25];
  guint n_symbols = lp_code_key_parse (word, symbols);
  LpCodePattern pattern;

  lp_code_pattern_init (&pattern, symbols, n_symbols);
  if (!mark_text (self, folded, hits, error))
    return FALSE;
  for (guint32 row = 1; row < t->n; row++)
    {
      if (marks[row] && !hits[row] && !products[t->products[row]] && !persons[t->assignees[row]])
        marks[row] = lp_code_pattern_matches (&pattern, t->codes[row]);
    }
  return TRUE;
}

gboolean
lp_replica_store_mark_words (LpReplicaStore *self,
                             char *const *words,
                             guint8 *marks,
                             GCancellable *cancellable,
                             GError **error)
{
  for (char *const *word = words; *word != NULL; word++)
    {
      if (g_cancellable_set_error_if_cancelled (cancellable, error) || !keep_word (self, *word, marks, error))
        return FALSE;
    }
  return TRUE;
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

/* The rows with a mark (NULL: all there are), sorted. */
static GArray *
sort_marked (LpReplicaStore *self, const guint8 *marks, gsize n, LpTicketSort sort, LpDate today)
{
  GArray *result = g_array_sized_new (FALSE, FALSE, sizeof (guint32), (guint) n);
  g_autofree LpSortRow *rows = g_new (LpSortRow, n);
  const guint32 *ranks = get_ranks (self, sort);
  gsize used = 0;

  for (guint32 row = 1; row < self->tickets.n && used < n; row++)
    {
      if (marks != NULL ? !marks[row] : self->tickets.states[row] == LP_TICKET_GONE)
        continue;
      rows[used].row = row;
      rows[used++].key = get_key (self, sort, today, ranks, row);
    }
  lp_sort_rows (rows, used);
  g_array_set_size (result, (guint) used);
  for (gsize i = 0; i < used; i++)
    g_array_index (result, guint32, i) = rows[i].row;
  return result;
}

static void
ensure_order (LpReplicaStore *self, LpTicketSort sort, LpDate today)
{
  gsize n = 0;

  if (self->order != NULL && self->order_sort == sort && self->order_today == today)
    return;
  for (guint32 row = 1; row < self->tickets.n; row++)
    n += self->tickets.states[row] != LP_TICKET_GONE;
  g_clear_pointer (&self->order, g_array_unref);
  self->order = sort_marked (self, NULL, n, sort, today);
  self->order_sort = sort;
  self->order_today = today;
}

static GArray *
walk_order (LpReplicaStore *self, const guint8 *marks, gsize n)
{
  GArray *result = g_array_sized_new (FALSE, FALSE, sizeof (guint32), (guint) n);
  const guint32 *order = (const guint32 *) (gpointer) self->order->data;
  guint32 *rows = (guint32 *) (gpointer) result->data;
  gsize used = 0;

  for (guint i = 0; i < self->order->len && used < n; i++)
    {
      if (marks[order[i]])
        rows[used++] = order[i];
    }
  g_array_set_size (result, (guint) used);
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

GArray *
lp_replica_store_query_tickets (LpReplicaStore *self,
                                const LpTicketQuery *query,
                                LpDate today,
                                GCancellable *cancellable,
                                GError **error)
{
  g_auto (GStrv) words = lp_text_split (query->text);
  g_autofree guint8 *marks = filter (self, query, today);
  GArray *result;
  gsize n = 0;

  if (!lp_replica_store_mark_words (self, words, marks, cancellable, error))
    return NULL;
  for (guint32 row = 1; row < self->tickets.n; row++)
    n += marks[row];
  if (n > self->tickets.n / WALK_PART)
    {
      ensure_order (self, query->sort, today);
      result = walk_order (self, marks, n);
    }
  else
    {
      result = sort_marked (self, marks, n, query->sort, today);
    }
  if (query->descending)
    reverse (result);
  return result;
}

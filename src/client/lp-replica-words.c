/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lp-replica-words.h"

#include "lp-last-search.h"
#include "lp-replica-rows.h"

/* Products and persons are few and the codes are in memory, so only references and entry values are looked up in
 * full text. That takes as long as there are hits, 300 ms for a word that stands in most of a million tickets. But
 * then a walk from the first ticket on soon meets enough of them to fill the screen, each read and compared: these
 * are told at once, and the answer follows. */

/* How many looked up words are kept: 125 kB each for a million tickets. */
#define KEPT_HITS 8
/* A word that stands in more than this part of all tickets is everywhere. */
#define COMMON_PART 32
/* The walk: how many rows it is to find, how few are not worth telling, and when it gives up, in reads and in µs. */
#define FIRST_ROWS  200
#define FEWEST_ROWS 40
#define MOST_READS  4000
#define MOST_TIME   12000
/* A part of a word: letters and digits between anything else. */
typedef struct
{
  char *text;
  gboolean goes_on; /* it may be the beginning of what stands there */
} Part;

typedef struct
{
  char *folded;
  guint8 *products; /* by row of product: whether it is in its name or code; NULL: in none */
  guint8 *persons;
  LpCodePattern pattern;
  GArray *parts; /* of Part; empty: too short to be looked up */
} Word;

/* The tickets in whose text a part stands, as bits. What was typed last is kept: one who types a word after another
 * asks for the first one again with every key. */
typedef struct
{
  char *match;
  guint8 *bits;
  guint n;
} TextHits;

typedef struct
{
  LpReplicaStore *store;
  const LpTicketQuery *query;
  LpDate today;
  const LpFirstRows *first; /* NULL: nobody wants them, or they have been told */
  GArray *words;            /* of Word */
  guint at;                 /* the word that is being looked up; those before are in `marks` */
  guint8 *marks;
} Search;

static void
part_clear (gpointer data)
{
  g_free (((Part *) data)->text);
}

static void
word_clear (gpointer data)
{
  Word *self = data;

  g_free (self->folded);
  g_free (self->products);
  g_free (self->persons);
  g_clear_pointer (&self->parts, g_array_unref);
}

static guint8 *
mark_refs (const LpRefs *refs, const char *folded)
{
  g_autofree guint8 *marks = g_new0 (guint8, refs->searched->len + 1);
  gboolean any = FALSE;

  for (guint i = 1; i < refs->searched->len; i++)
    {
      const char *searched = g_ptr_array_index (refs->searched, i);

      marks[i] = searched != NULL && strstr (searched, folded) != NULL;
      any = any || marks[i];
    }
  return any ? g_steal_pointer (&marks) : NULL;
}

/* The next run of letters and digits in @at, which moves behind it; NULL: no more. */
static const char *
next_token (const char **at, gsize *length)
{
  const char *start;

  while (**at != '\0' && !g_unichar_isalnum (g_utf8_get_char (*at)))
    *at = g_utf8_next_char (*at);
  start = *at;
  while (**at != '\0' && g_unichar_isalnum (g_utf8_get_char (*at)))
    *at = g_utf8_next_char (*at);
  *length = (gsize) (*at - start);
  return *length > 0 ? start : NULL;
}

/* `PO-4711` → `po`, `4711…`: every part must be there, and the last one may go on. */
static GArray *
split_parts (const char *folded)
{
  GArray *parts = g_array_new (FALSE, FALSE, sizeof (Part));
  const char *at = folded;
  const char *token;
  gsize length;

  g_array_set_clear_func (parts, part_clear);
  if (!lp_word_is_looked_up (folded))
    return parts;
  while ((token = next_token (&at, &length)) != NULL)
    {
      Part part = { g_strndup (token, length), *at == '\0' };

      g_array_append_val (parts, part);
    }
  return parts;
}

static void
word_init (Word *self, LpReplicaStore *store, const char *typed)
{
  guint8 symbols[25];
  guint n_symbols = lp_code_key_parse (typed, symbols);

  lp_code_pattern_init (&self->pattern, symbols, n_symbols);
  self->folded = lp_text_fold (typed);
  self->products = mark_refs (&store->products, self->folded);
  self->persons = mark_refs (&store->persons, self->folded);
  self->parts = split_parts (self->folded);
}

static inline gboolean
word_is_in_columns (const Word *self, const LpTicketColumns *t, guint32 row)
{
  return (self->products != NULL && self->products[t->products[row]]) ||
         (self->persons != NULL && self->persons[t->assignees[row]]) ||
         (self->pattern.n > 0 && lp_code_pattern_matches (&self->pattern, t->codes[row]));
}

static void
text_hits_free (TextHits *hits)
{
  g_free (hits->match);
  g_free (hits->bits);
  g_free (hits);
}

static char *
to_match (const Part *part)
{
  return g_strdup_printf ("\"%s\"%s", part->text, part->goes_on ? "*" : "");
}

static const TextHits *
find_kept (const LpReplicaStore *store, const char *match)
{
  for (guint i = 0; store->hits != NULL && i < store->hits->len; i++)
    {
      const TextHits *hits = g_ptr_array_index (store->hits, i);

      if (g_str_equal (hits->match, match))
        return hits;
    }
  return NULL;
}

/* Whether a part stands in @text, a folded one. */
static gboolean
part_is_in (const Part *part, const char *text)
{
  gsize wanted = strlen (part->text);
  const char *token;
  gsize length;

  while ((token = next_token (&text, &length)) != NULL)
    if ((length == wanted || (length > wanted && part->goes_on)) && memcmp (token, part->text, wanted) == 0)
      return TRUE;
  return FALSE;
}

static gboolean
word_is_in_text (const Word *self, const char *text)
{
  for (guint i = 0; i < self->parts->len; i++)
    if (!part_is_in (&g_array_index (self->parts, Part, i), text))
      return FALSE;
  return self->parts->len > 0;
}

static char *
read_text (LpReplicaStore *store, guint32 row)
{
  LpStatement *rows = lp_db_query (store->db, NULL, "SELECT reference, entries FROM ticket WHERE row = $1",
                                   "i", (gint64) row);
  char *text = NULL;

  if (rows == NULL || !lp_statement_step (rows, NULL))
    return NULL;
  text = lp_replica_rows_get_searched (lp_statement_get_text (rows, 0), lp_statement_get_text (rows, 1));
  lp_statement_reset (rows);
  return text;
}

/* Whether all words that `marks` does not know yet are in a ticket. Counts up @n_reads if it had to be read. */
static gboolean
has_rest (const Search *self, guint32 row, guint *n_reads)
{
  g_autofree char *text = NULL;

  for (guint i = self->at; i < self->words->len; i++)
    {
      const Word *word = &g_array_index (self->words, Word, i);

      if (word_is_in_columns (word, &self->store->tickets, row))
        continue;
      if (text == NULL)
        {
          text = read_text (self->store, row);
          (*n_reads)++;
        }
      if (text == NULL || !word_is_in_text (word, text))
        return FALSE;
    }
  return TRUE;
}

static void
tell_first (Search *self)
{
  const LpFirstRows *first = g_steal_pointer (&self->first);
  const LpRowOrder *order = lp_replica_store_get_order (self->store, self->query->sort, self->today);
  g_autoptr (GArray) found = g_array_sized_new (FALSE, FALSE, sizeof (guint32), FIRST_ROWS);
  gint64 end = g_get_monotonic_time () + MOST_TIME;
  guint n_reads = 0;

  for (guint i = 0; i < order->columns.n && found->len < FIRST_ROWS && n_reads < MOST_READS; i++)
    {
      guint32 row = order->rows[self->query->descending ? order->columns.n - 1 - i : i];

      if (!self->marks[row])
        continue;
      if (has_rest (self, row, &n_reads))
        g_array_append_val (found, row);
      if (n_reads % 64 == 63 && g_get_monotonic_time () > end)
        break;
    }
  if (found->len >= FEWEST_ROWS)
    first->tell (g_steal_pointer (&found), first->user_data);
}

/* Before looking up: whether that takes long before it gives the first hit. What begins like a word that was looked
 * up shortly before cannot be more common than that. */
static gboolean
seems_common (const Search *self, const Part *part)
{
  glong letters = g_utf8_strlen (part->text, -1);

  if (!part->goes_on || letters == LP_INDEXED_LETTERS)
    return FALSE;
  if (letters < LP_INDEXED_LETTERS)
    return TRUE;
  for (guint i = 0; self->store->hits != NULL && i < self->store->hits->len; i++)
    {
      const TextHits *hits = g_ptr_array_index (self->store->hits, i);
      gsize length = strlen (hits->match);

      /* "beginning"* */
      if (hits->match[length - 1] == '*' && strncmp (hits->match + 1, part->text, length - 3) == 0)
        return hits->n > self->store->tickets.columns.n / COMMON_PART;
    }
  return FALSE;
}

static TextHits *
look_up (Search *self, char *match, GError **error)
{
  guint32 n = self->store->tickets.columns.n;
  TextHits *hits = g_new0 (TextHits, 1);
  g_autoptr (GError) fault = NULL;
  LpStatement *rows = lp_db_query (self->store->db, &fault,
                                   "SELECT rowid FROM ticket_text WHERE ticket_text MATCH $1", "t", match);

  hits->match = match;
  hits->bits = g_new0 (guint8, n / 8 + 1);
  while (rows != NULL && lp_statement_step (rows, &fault))
    {
      gint64 row = lp_statement_get_int (rows, 0);

      if (row >= n)
        continue;
      hits->bits[row / 8] |= (guint8) (1 << row % 8);
      if (++hits->n > n / COMMON_PART && self->first != NULL)
        tell_first (self);
    }
  if (fault == NULL)
    return hits;
  text_hits_free (hits);
  g_propagate_error (error, g_steal_pointer (&fault));
  return NULL;
}

static const TextHits *
find_hits (Search *self, const Part *part, GError **error)
{
  g_autofree char *match = to_match (part);
  LpReplicaStore *store = self->store;
  const TextHits *kept = find_kept (store, match);
  TextHits *hits;

  if (kept != NULL)
    return kept;
  if (self->first != NULL && seems_common (self, part))
    tell_first (self);
  hits = look_up (self, g_steal_pointer (&match), error);
  if (hits == NULL)
    return NULL;
  if (store->hits == NULL)
    store->hits = g_ptr_array_new_with_free_func ((GDestroyNotify) text_hits_free);
  if (store->hits->len >= KEPT_HITS)
    g_ptr_array_remove_index (store->hits, 0);
  g_ptr_array_add (store->hits, hits);
  return hits;
}

/* The tickets in whose text all parts of the word are, as bits; %NULL without an error: none. */
static gboolean
find_text (Search *self, const Word *word, guint8 **bits, GError **error)
{
  gsize size = self->store->tickets.columns.n / 8 + 1;

  *bits = NULL;
  for (guint i = 0; i < word->parts->len; i++)
    {
      const TextHits *hits = find_hits (self, &g_array_index (word->parts, Part, i), error);

      if (hits == NULL)
        {
          g_clear_pointer (bits, g_free);
          return FALSE;
        }
      if (i == 0)
        *bits = g_memdup2 (hits->bits, size);
      for (gsize j = 0; i > 0 && j < size; j++)
        (*bits)[j] &= hits->bits[j];
    }
  return TRUE;
}

static gboolean
keep_word (Search *self, const Word *word, GError **error)
{
  const LpTicketColumns *t = &self->store->tickets;
  g_autofree guint8 *bits = NULL;

  if (!find_text (self, word, &bits, error))
    return FALSE;
  for (guint32 first = 0; first < t->columns.n; first += 8)
    {
      guint8 hits = bits != NULL ? bits[first / 8] : 0;
      guint32 end = MIN (first + 8, t->columns.n);

      /* With every key fewer are left. */
      if (lp_eight_are_unmarked (self->marks, first, t->columns.n))
        continue;
      for (guint32 row = first; row < end; row++)
        if (self->marks[row] && !(hits >> (row - first) & 1))
          self->marks[row] = word_is_in_columns (word, t, row);
    }
  return TRUE;
}

static gboolean
keep_words (Search *self, char *const *typed, guint n_known, GCancellable *cancellable, GError **error)
{
  guint n_words = g_strv_length ((char **) typed);
  g_autoptr (GArray) words = g_array_sized_new (FALSE, TRUE, sizeof (Word), n_words);

  self->words = words;
  g_array_set_clear_func (words, word_clear);
  g_array_set_size (words, n_words);
  for (guint i = n_known; i < n_words; i++)
    word_init (&g_array_index (words, Word, i), self->store, typed[i]);
  for (self->at = n_known; self->at < n_words; self->at++)
    if (g_cancellable_set_error_if_cancelled (cancellable, error) ||
        !keep_word (self, &g_array_index (words, Word, self->at), error))
      return FALSE;
  return TRUE;
}

gboolean
lp_replica_store_mark_words (LpReplicaStore *store,
                             char *const *words,
                             guint8 *marks,
                             GCancellable *cancellable,
                             GError **error)
{
  Search search = { .store = store, .marks = marks };

  return keep_words (&search, words, 0, cancellable, error);
}

gboolean
lp_words_keep (LpReplicaStore *store,
               const LpTicketQuery *query,
               char *const *words,
               guint n_known,
               LpDate today,
               const LpFirstRows *first,
               guint8 *marks,
               GCancellable *cancellable,
               GError **error)
{
  Search search = { .store = store, .query = query, .today = today, .first = first, .marks = marks };

  return keep_words (&search, words, n_known, cancellable, error);
}

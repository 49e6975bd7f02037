/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lp-last-search.h"

#include "lp-replica-store.h"

struct _LpLastSearch
{
  LpTicketQuery *query; /* without text and order */
  GStrv words;          /* folded */
  LpDate today;
  guint8 *marks;
  gsize n_rows;
};

static LpTicketQuery *
copy_filters (const LpTicketQuery *query)
{
  LpTicketQuery *copy = lp_ticket_query_copy (query);

  g_clear_pointer (&copy->text, g_free);
  copy->sort = LP_TICKET_SORT_CODE;
  copy->descending = FALSE;
  return copy;
}

static GStrv
fold_words (char *const *words)
{
  guint n = g_strv_length ((char **) words);
  GStrv folded = g_new0 (char *, n + 1);

  for (guint i = 0; i < n; i++)
    folded[i] = lp_text_fold (words[i]);
  return folded;
}

LpLastSearch *
lp_last_search_new (const LpTicketQuery *query, char *const *words, LpDate today, guint8 *marks, gsize n_rows)
{
  LpLastSearch *self;

  if (words[0] == NULL)
    {
      g_free (marks);
      return NULL;
    }
  self = g_new0 (LpLastSearch, 1);
  self->query = copy_filters (query);
  self->words = fold_words (words);
  self->today = today;
  self->marks = marks;
  self->n_rows = n_rows;
  return self;
}

void
lp_last_search_free (LpLastSearch *self)
{
  lp_ticket_query_free (self->query);
  g_strfreev (self->words);
  g_free (self->marks);
  g_free (self);
}

gboolean
lp_word_is_looked_up (const char *folded)
{
  if (g_utf8_strlen (folded, -1) < LP_INDEXED_LETTERS)
    return FALSE;
  for (const char *at = folded; *at != '\0'; at = g_utf8_next_char (at))
    if (g_unichar_isalnum (g_utf8_get_char (at)))
      return TRUE;
  return FALSE;
}

guint8 *
lp_last_search_narrow (const LpLastSearch *self,
                       const LpTicketQuery *query,
                       char *const *words,
                       LpDate today,
                       guint *n_known)
{
  g_autoptr (LpTicketQuery) filters = NULL;
  g_auto (GStrv) folded = NULL;
  guint last;

  if (self == NULL || self->today != today)
    return NULL;
  filters = copy_filters (query);
  folded = fold_words (words);
  last = g_strv_length (self->words) - 1;
  if (!lp_ticket_query_equal (self->query, filters) || g_strv_length (folded) <= last)
    return NULL;
  for (guint i = 0; i < last; i++)
    if (!g_str_equal (self->words[i], folded[i]))
      return NULL;
  if (g_str_equal (self->words[last], folded[last]))
    *n_known = last + 1;
  else if (g_str_has_prefix (folded[last], self->words[last]) && lp_word_is_looked_up (self->words[last]))
    *n_known = last;
  else
    return NULL; /* a word that was too short to be looked up is in more texts when it has grown */
  return g_memdup2 (self->marks, self->n_rows);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-ticket-rows.h"

/* Beyond so many steps one large one is cheaper for the view than many small ones. */
#define MAX_STEPS 32

static guint32
key_at (GArray *rows, guint index)
{
  return g_array_index (rows, guint32, index);
}

static void
add_step (GArray *steps, guint position, guint removed, guint added, guint from)
{
  LpRowsStep step = { position, removed, added, from };

  if (removed > 0 || added > 0)
    g_array_append_val (steps, step);
}

/* Keys outside of @changed keep their order, so one walk over both arrays finds each that came or went. Gives up
 * (FALSE) when that does not hold, or when there are too many. */
static gboolean
walk (GArray *old, GArray *now, GHashTable *changed, GArray *steps)
{
  guint i = 0, j = 0;

  while (i < old->len || j < now->len)
    {
      if (i < old->len && j < now->len && key_at (old, i) == key_at (now, j))
        {
          i++;
          j++;
        }
      else if (steps->len == MAX_STEPS)
        return FALSE;
      else if (i < old->len && g_hash_table_contains (changed, GUINT_TO_POINTER (key_at (old, i))))
        {
          add_step (steps, j, 1, 0, 0);
          i++;
        }
      else if (j < now->len && g_hash_table_contains (changed, GUINT_TO_POINTER (key_at (now, j))))
        {
          add_step (steps, j, 0, 1, j);
          j++;
        }
      else
        return FALSE;
    }
  return TRUE;
}

static void
compare_ends (GArray *old, GArray *now, GArray *steps)
{
  guint shorter = MIN (old->len, now->len);
  guint begin = 0, end = 0;

  while (begin < shorter && key_at (old, begin) == key_at (now, begin))
    begin++;
  while (end < shorter - begin && key_at (old, old->len - 1 - end) == key_at (now, now->len - 1 - end))
    end++;
  add_step (steps, begin, old->len - begin - end, now->len - begin - end, begin);
}

GArray *
lp_rows_compare (GArray *old, GArray *now, GHashTable *changed)
{
  GArray *steps = g_array_new (FALSE, FALSE, sizeof (LpRowsStep));

  if (changed != NULL && walk (old, now, changed, steps))
    return steps;
  g_array_set_size (steps, 0);
  compare_ends (old, now, steps);
  return steps;
}

void
lp_rows_apply (GArray *rows, GArray *now, const LpRowsStep *step)
{
  if (step->removed > 0)
    g_array_remove_range (rows, step->position, step->removed);
  if (step->added > 0)
    g_array_insert_vals (rows, step->position, &g_array_index (now, guint32, step->from), step->added);
}

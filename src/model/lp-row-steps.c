/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-row-steps.h"

/* A list view that is told of a large step looks in all of it for the rows that it shows, so where many rows have
 * moved the steps are joined only across the smallest gaps, until they are not more than this. */
#define MAX_STEPS 128

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
 * (FALSE) when that does not hold. */
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

/* How many rows lie untouched before a step. */
static guint
get_gap (GArray *steps, guint index)
{
  const LpRowsStep *before = &g_array_index (steps, LpRowsStep, index - 1);

  return g_array_index (steps, LpRowsStep, index).position - before->position - before->added;
}

static int
compare_gaps (gconstpointer a, gconstpointer b)
{
  guint first = *(const guint *) a, second = *(const guint *) b;

  return first < second ? 1 : first > second ? -1 : 0;
}

/* Steps as found by walk() stand where they lead to: all before them have been done. */
static void
join_steps (GArray *steps)
{
  g_autoptr (GArray) gaps = g_array_sized_new (FALSE, FALSE, sizeof (guint), steps->len);
  guint n = 1, n_kept = MAX_STEPS - 1, smallest;

  for (guint i = 1; i < steps->len; i++)
    {
      guint gap = get_gap (steps, i);

      g_array_append_val (gaps, gap);
    }
  g_array_sort (gaps, compare_gaps);
  smallest = g_array_index (gaps, guint, MAX_STEPS - 1);
  /* How many of the smallest are kept as well. */
  for (guint i = 0; g_array_index (gaps, guint, i) > smallest; i++)
    n_kept--;
  for (guint i = 1; i < steps->len; i++)
    {
      const LpRowsStep step = g_array_index (steps, LpRowsStep, i);
      LpRowsStep *last = &g_array_index (steps, LpRowsStep, n - 1);
      guint gap = step.position - last->position - last->added;

      if (gap > smallest || (gap == smallest && n_kept > 0))
        {
          n_kept -= gap == smallest;
          g_array_index (steps, LpRowsStep, n++) = step;
          continue;
        }
      last->from = last->position;
      last->removed += gap + step.removed;
      last->added += gap + step.added;
    }
  g_array_set_size (steps, n);
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
    {
      if (steps->len > MAX_STEPS)
        join_steps (steps);
      return steps;
    }
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

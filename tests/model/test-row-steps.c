/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lp-row-steps.h"

static GArray *
make_rows (const char *keys)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (const char *c = keys; *c != '\0'; c++)
    {
      guint32 key = *c;

      g_array_append_val (rows, key);
    }
  return rows;
}

static GHashTable *
make_set (const char *keys)
{
  GHashTable *set = g_hash_table_new (NULL, NULL);

  for (const char *c = keys; *c != '\0'; c++)
    g_hash_table_add (set, GUINT_TO_POINTER ((guint32) *c));
  return set;
}

/* Carries the steps out one after the other, as a list view does, and returns how many rows were touched. */
static guint
follow (GArray *old, GArray *now, GHashTable *changed)
{
  g_autoptr (GArray) steps = lp_rows_compare (old, now, changed);
  guint touched = 0;

  for (guint i = 0; i < steps->len; i++)
    {
      const LpRowsStep *step = &g_array_index (steps, LpRowsStep, i);

      g_assert_cmpuint (step->position + step->removed, <=, old->len);
      lp_rows_apply (old, now, step);
      touched += step->removed + step->added;
    }
  g_assert_cmpuint (old->len, ==, now->len);
  for (guint i = 0; i < now->len; i++)
    g_assert_cmpuint (g_array_index (old, guint32, i), ==, g_array_index (now, guint32, i));
  return touched;
}

static void
test_cases (void)
{
  /* clang-format off */
  static const struct
  {
    const char *old;
    const char *now;
    const char *changed; /* NULL: not known */
    guint touched;
  } cases[] = {
    { "", "", NULL, 0 },
    { "abc", "abc", NULL, 0 },
    { "", "abc", NULL, 3 },
    { "abc", "", NULL, 3 },
    { "abcdef", "abXef", NULL, 3 },
    { "abcdef", "abcdefg", "g", 1 },
    { "abcdef", "abdef", "c", 1 },
    { "abcdef", "acdebf", "b", 2 },     /* moved: nothing between is touched */
    { "abcdefgh", "bcdefgha", "a", 2 },
    { "abcdefgh", "habcdefg", "h", 2 },
    { "abcdefgh", "acegh", "bdf", 3 },
    { "abcdef", "abcdef", "c", 0 },     /* changed in place */
    { "abcdef", "fedcba", "a", 12 },    /* more moved than was said: falls back to one step */
    { "abcabc", "abcabc", "", 0 },
  };
  /* clang-format on */

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GArray) old = make_rows (cases[i].old);
      g_autoptr (GArray) now = make_rows (cases[i].now);
      g_autoptr (GHashTable) changed = cases[i].changed != NULL ? make_set (cases[i].changed) : NULL;

      g_test_message ("%s → %s", cases[i].old, cases[i].now);
      g_assert_cmpuint (follow (old, now, changed), ==, cases[i].touched);
    }
}

static void
remove_random (GArray *rows, GHashTable *changed)
{
  guint at = g_test_rand_int_range (0, rows->len);

  g_hash_table_add (changed, GUINT_TO_POINTER (g_array_index (rows, guint32, at)));
  g_array_remove_index (rows, at);
}

static void
insert_random (GArray *rows, GHashTable *changed, guint32 key)
{
  g_hash_table_add (changed, GUINT_TO_POINTER (key));
  g_array_insert_val (rows, g_test_rand_int_range (0, rows->len + 1), key);
}

/* Whatever comes, goes and moves: the steps lead from the old rows to the new ones, and touch no more than what was
 * changed as long as that is little. */
static void
test_random (void)
{
  for (guint round = 0; round < 2000; round++)
    {
      guint n = g_test_rand_int_range (1, 200);
      guint n_changes = g_test_rand_int_range (0, 12);
      g_autoptr (GArray) old = g_array_new (FALSE, FALSE, sizeof (guint32));
      g_autoptr (GArray) now = NULL;
      g_autoptr (GHashTable) changed = g_hash_table_new (NULL, NULL);
      guint touched;

      for (guint32 key = 1; key <= n; key++)
        g_array_append_val (old, key);
      now = g_array_copy (old);
      for (guint i = 0; i < n_changes; i++)
        {
          guint32 key = n + 1 + i;

          if (now->len > 0 && g_test_rand_bit ())
            remove_random (now, changed);
          if (g_test_rand_bit ())
            insert_random (now, changed, key);
        }
      touched = follow (old, now, changed);
      g_assert_cmpuint (touched, <=, 2 * g_hash_table_size (changed));
    }
}

/* Many rows have moved: few steps, none of which takes most of the list with it. */
static void
test_many (void)
{
  const guint n = 5000, n_moved = 400;

  for (guint round = 0; round < 50; round++)
    {
      g_autoptr (GArray) old = g_array_new (FALSE, FALSE, sizeof (guint32));
      g_autoptr (GArray) now = NULL;
      g_autoptr (GArray) steps = NULL;
      g_autoptr (GHashTable) changed = g_hash_table_new (NULL, NULL);

      for (guint32 key = 1; key <= n; key++)
        g_array_append_val (old, key);
      now = g_array_copy (old);
      for (guint i = 0; i < n_moved; i++)
        {
          guint from = (guint) g_test_rand_int_range (0, (gint32) now->len);
          guint32 key = g_array_index (now, guint32, from);

          g_array_remove_index (now, from);
          insert_random (now, changed, key);
        }
      steps = lp_rows_compare (old, now, changed);
      g_assert_cmpuint (steps->len, >, 32);
      g_assert_cmpuint (steps->len, <=, 128);
      for (guint i = 0; i < steps->len; i++)
        g_assert_cmpuint (g_array_index (steps, LpRowsStep, i).removed, <, n / 5);
      g_assert_cmpuint (follow (old, now, changed), <, 2 * n);
    }
}

/* As far from each other as all the others. */
static void
test_even (void)
{
  g_autoptr (GArray) old = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GArray) now = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GHashTable) changed = g_hash_table_new (NULL, NULL);
  g_autoptr (GArray) steps = NULL;

  for (guint32 key = 0; key < 3000; key++)
    {
      g_array_append_val (old, key);
      if (key % 10 == 5)
        g_hash_table_add (changed, GUINT_TO_POINTER (key));
      else
        g_array_append_val (now, key);
    }
  steps = lp_rows_compare (old, now, changed);
  g_assert_cmpuint (steps->len, ==, 128);
  follow (old, now, changed);
}

static void
test_unknown (void)
{
  for (guint round = 0; round < 500; round++)
    {
      g_autoptr (GArray) old = g_array_new (FALSE, FALSE, sizeof (guint32));
      g_autoptr (GArray) now = g_array_new (FALSE, FALSE, sizeof (guint32));

      for (guint32 key = 0; key < 50; key++)
        {
          if (g_test_rand_bit ())
            g_array_append_val (old, key);
          if (g_test_rand_bit ())
            g_array_append_val (now, key);
        }
      follow (old, now, NULL);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/row-steps/cases", test_cases);
  g_test_add_func ("/row-steps/random", test_random);
  g_test_add_func ("/row-steps/many", test_many);
  g_test_add_func ("/row-steps/even", test_even);
  g_test_add_func ("/row-steps/unknown", test_unknown);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lp-living-items.h"

static GObject *
add (LpLivingItems *items, guint32 row)
{
  GObject *item = g_object_new (G_TYPE_OBJECT, NULL);

  lp_living_items_add (items, row, item);
  return item;
}

static void
test_found_while_held (void)
{
  g_autoptr (LpLivingItems) items = lp_living_items_new ();
  GObject *first = add (items, 7);
  GObject *second = add (items, 8);
  GObject *found = lp_living_items_find (items, 7);

  g_assert_true (found == first);
  g_object_unref (first);
  g_assert_cmpuint (lp_living_items_get_n (items), ==, 2);
  g_object_unref (found);
  g_assert_cmpuint (lp_living_items_get_n (items), ==, 1);
  g_assert_null (lp_living_items_find (items, 7));
  g_assert_finalize_object (second);
  g_assert_cmpuint (lp_living_items_get_n (items), ==, 0);
}

/* An item that was taken may be found under another row from then on. */
static void
test_take (void)
{
  g_autoptr (LpLivingItems) items = lp_living_items_new ();
  g_autoptr (GObject) item = add (items, 7);
  g_autoptr (GObject) taken = lp_living_items_take (items, 7);
  g_autoptr (GObject) found = NULL;

  g_assert_true (taken == item);
  g_assert_null (lp_living_items_take (items, 7));
  lp_living_items_add (items, 8, item);
  found = lp_living_items_find (items, 8);
  g_assert_true (found == item);
}

static void
test_collect (void)
{
  g_autoptr (LpLivingItems) items = lp_living_items_new ();
  g_autoptr (GObject) first = add (items, 7);
  g_autoptr (GObject) second = add (items, 8);
  g_autoptr (GHashTable) among = g_hash_table_new (NULL, NULL);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GPtrArray) some = NULL;
  g_autoptr (GPtrArray) all = NULL;

  g_hash_table_add (among, GUINT_TO_POINTER (8));
  g_hash_table_add (among, GUINT_TO_POINTER (9));
  some = lp_living_items_collect (items, among, rows);
  g_assert_cmpuint (some->len, ==, 1);
  g_assert_true (some->pdata[0] == second);
  g_assert_cmpuint (g_array_index (rows, guint32, 0), ==, 8);
  all = lp_living_items_collect (items, NULL, rows);
  g_assert_cmpuint (all->len, ==, 2);
  g_assert_cmpuint (rows->len, ==, 3);
}

/* The items outlive what found them. */
static void
test_forget (void)
{
  g_autoptr (LpLivingItems) items = lp_living_items_new ();
  GObject *first = add (items, 7);
  GObject *second;

  lp_living_items_forget (items);
  g_assert_null (lp_living_items_find (items, 7));
  second = add (items, 7);
  g_clear_pointer (&items, lp_living_items_free);
  g_assert_finalize_object (first);
  g_assert_finalize_object (second);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/living-items/found-while-held", test_found_while_held);
  g_test_add_func ("/living-items/take", test_take);
  g_test_add_func ("/living-items/collect", test_collect);
  g_test_add_func ("/living-items/forget", test_forget);
  return g_test_run ();
}

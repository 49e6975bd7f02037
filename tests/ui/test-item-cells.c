/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gtk/gtk.h>

#include "lp-item-cells.h"

/* A table of two columns over items whose value changes. */
typedef struct
{
  GtkWidget *window;
  GListStore *store;
  GtkAdjustment *items[2];
} Table;

static guint n_bound;
static guint n_shown;

static void
show (GtkListItem *list_item)
{
  g_autofree char *text = g_strdup_printf ("%.0f",
                                           gtk_adjustment_get_value (gtk_list_item_get_item (list_item)));

  gtk_label_set_label (GTK_LABEL (gtk_list_item_get_child (list_item)), text);
  n_shown++;
}

static void
setup_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  gtk_list_item_set_child (list_item, gtk_label_new (NULL));
}

static void
bind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  show (list_item);
  lp_item_cells_add (list_item, "value-changed", show);
  n_bound++;
}

static void
unbind_cb (GtkSignalListItemFactory *factory, GtkListItem *list_item)
{
  lp_item_cells_remove (list_item);
  n_bound--;
}

static void
iterate_until_bound (guint n)
{
  while (n_bound != n)
    g_main_context_iteration (NULL, TRUE);
  n_shown = 0;
}

static void
append_column (GtkColumnView *view)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkColumnViewColumn) column = gtk_column_view_column_new ("Value", factory);

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind_cb), NULL);
  gtk_column_view_append_column (view, column);
}

static void
table_set_up (Table *table, gconstpointer data)
{
  GtkWidget *view;

  table->store = g_list_store_new (GTK_TYPE_ADJUSTMENT);
  view = gtk_column_view_new (
      GTK_SELECTION_MODEL (gtk_no_selection_new (G_LIST_MODEL (g_object_ref (table->store)))));
  append_column (GTK_COLUMN_VIEW (view));
  append_column (GTK_COLUMN_VIEW (view));
  for (guint i = 0; i < G_N_ELEMENTS (table->items); i++)
    {
      table->items[i] = g_object_ref_sink (gtk_adjustment_new (i, 0, 100, 1, 1, 0));
      g_list_store_append (table->store, table->items[i]);
    }
  table->window = gtk_window_new ();
  gtk_window_set_child (GTK_WINDOW (table->window), view);
  gtk_window_present (GTK_WINDOW (table->window));
  iterate_until_bound (4);
}

static void
table_tear_down (Table *table, gconstpointer data)
{
  gtk_window_destroy (GTK_WINDOW (table->window));
  g_object_unref (table->store);
  for (guint i = 0; i < G_N_ELEMENTS (table->items); i++)
    g_assert_finalize_object (table->items[i]);
  g_assert_cmpuint (n_bound, ==, 0);
}

/* Whether the table listens to the item, and by one handler at the most. */
static gboolean
is_followed (GtkAdjustment *item)
{
  guint id = g_signal_lookup ("value-changed", GTK_TYPE_ADJUSTMENT);
  gulong handler = g_signal_handler_find (item, G_SIGNAL_MATCH_ID, id, 0, NULL, NULL, NULL);

  if (handler == 0)
    return FALSE;
  g_signal_handler_block (item, handler);
  g_assert_false (g_signal_has_handler_pending (item, id, 0, FALSE));
  g_signal_handler_unblock (item, handler);
  return TRUE;
}

/* Both cells of the row follow, by one handler, and those of the other row are left alone. */
static void
test_all_cells_follow (Table *table, gconstpointer data)
{
  g_assert_true (is_followed (table->items[0]));
  gtk_adjustment_set_value (table->items[0], 7);
  g_assert_cmpuint (n_shown, ==, 2);
  gtk_adjustment_set_value (table->items[1], 8);
  g_assert_cmpuint (n_shown, ==, 4);
}

/* An item without a row is let go, and has a handler again when it comes back. */
static void
test_item_leaves (Table *table, gconstpointer data)
{
  g_list_store_remove (table->store, 0);
  iterate_until_bound (2);
  g_assert_false (is_followed (table->items[0]));
  gtk_adjustment_set_value (table->items[0], 7);
  g_assert_cmpuint (n_shown, ==, 0);

  g_list_store_append (table->store, table->items[0]);
  iterate_until_bound (4);
  g_assert_true (is_followed (table->items[0]));
  gtk_adjustment_set_value (table->items[0], 9);
  g_assert_cmpuint (n_shown, ==, 2);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gtk_init ();

  g_test_add ("/ui/item-cells/all-follow", Table, NULL, table_set_up, test_all_cells_follow, table_tear_down);
  g_test_add ("/ui/item-cells/item-leaves", Table, NULL, table_set_up, test_item_leaves, table_tear_down);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-item-cells.h"

/* Columns that a table has at most, so that the array is seldom enlarged. */
#define N_COLUMNS 8

/* The cells that show an item, kept at the item. */
typedef struct
{
  GPtrArray *list_items; /* borrowed: each is removed when it is unbound */
  LpItemCellFunc show;
  gulong handler;
} Cells;

static GQuark
cells_quark (void)
{
  static GQuark quark = 0;

  if (quark == 0)
    quark = g_quark_from_static_string ("lp-item-cells");
  return quark;
}

static void
cells_free (gpointer data)
{
  Cells *cells = data;

  g_ptr_array_unref (cells->list_items);
  g_free (cells);
}

/* Showing may not bind or unbind: GTK does so only when the list itself changes. */
static void
on_item_changed (GObject *item)
{
  Cells *cells = g_object_get_qdata (item, cells_quark ());

  for (guint i = 0; cells != NULL && i < cells->list_items->len; i++)
    cells->show (cells->list_items->pdata[i]);
}

void
lp_item_cells_add (GtkListItem *list_item, const char *signal, LpItemCellFunc show)
{
  GObject *item = gtk_list_item_get_item (list_item);
  Cells *cells = g_object_get_qdata (item, cells_quark ());

  if (cells == NULL)
    {
      cells = g_new0 (Cells, 1);
      cells->list_items = g_ptr_array_sized_new (N_COLUMNS);
      cells->show = show;
      cells->handler = g_signal_connect (item, signal, G_CALLBACK (on_item_changed), NULL);
      g_object_set_qdata_full (item, cells_quark (), cells, cells_free);
    }
  g_ptr_array_add (cells->list_items, list_item);
}

void
lp_item_cells_remove (GtkListItem *list_item)
{
  GObject *item = gtk_list_item_get_item (list_item);
  Cells *cells = g_object_get_qdata (item, cells_quark ());

  if (cells == NULL || !g_ptr_array_remove_fast (cells->list_items, list_item) || cells->list_items->len > 0)
    return;
  g_signal_handler_disconnect (item, cells->handler);
  g_object_set_qdata (item, cells_quark (), NULL);
}

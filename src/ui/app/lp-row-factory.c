/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-row-factory.h"

/* The signals of a row's item, on the row. */
#define SIGNALS "lp-row-signals"

typedef struct
{
  GType row_type;
  LpRowShow show;
} Rows;

typedef struct
{
  GtkWidget *row; /* owns this */
  LpRowShow show;
} Row;

static void
free_closure (gpointer data, GClosure *closure)
{
  g_free (data);
}

static void
item_changed_cb (GObject *item, GParamSpec *pspec, Row *self)
{
  self->show (self->row, item);
}

static void
setup (GtkListItemFactory *factory, GtkListItem *list_item, Rows *self)
{
  GtkWidget *widget = g_object_new (self->row_type, NULL);
  GSignalGroup *signals = g_signal_group_new (G_TYPE_OBJECT);
  Row *row = g_new0 (Row, 1);

  row->row = widget;
  row->show = self->show;
  g_signal_group_connect_data (signals, "notify", G_CALLBACK (item_changed_cb), row, free_closure, 0);
  g_object_set_data_full (G_OBJECT (widget), SIGNALS, signals, g_object_unref);
  gtk_list_item_set_child (list_item, widget);
}

static void
bind (GtkListItemFactory *factory, GtkListItem *list_item, Rows *self)
{
  GtkWidget *widget = gtk_list_item_get_child (list_item);
  gpointer item = gtk_list_item_get_item (list_item);

  g_signal_group_set_target (g_object_get_data (G_OBJECT (widget), SIGNALS), item);
  self->show (widget, item);
}

static void
unbind (GtkListItemFactory *factory, GtkListItem *list_item, Rows *self)
{
  g_signal_group_set_target (g_object_get_data (G_OBJECT (gtk_list_item_get_child (list_item)), SIGNALS),
                             NULL);
}

GtkListItemFactory *
lp_row_factory_new (GType row_type, LpRowShow show)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();
  Rows *self = g_new0 (Rows, 1);

  self->row_type = row_type;
  self->show = show;
  g_signal_connect_data (factory, "setup", G_CALLBACK (setup), self, free_closure, 0);
  g_signal_connect (factory, "bind", G_CALLBACK (bind), self);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind), self);
  return factory;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-group-row.h"
#include "lp-ticket-drop.h"

struct _LpGroupRow
{
  AdwBin parent_instance;

  /* Template */
  GtkTreeExpander *expander;
  GtkLabel *name;
  GtkLabel *count;
  GtkDropTarget *drop;

  GSignalGroup *signals;
};

G_DEFINE_FINAL_TYPE (LpGroupRow, lp_group_row, ADW_TYPE_BIN)

GtkWidget *
lp_group_row_new (void)
{
  return g_object_new (LP_TYPE_GROUP_ROW, NULL);
}

LpGroupItem *
lp_group_row_dup_item (LpGroupRow *self)
{
  return g_signal_group_dup_target (self->signals);
}

static void
update (LpGroupRow *self)
{
  g_autoptr (LpGroupItem) item = g_signal_group_dup_target (self->signals);
  g_autofree char *count = NULL;
  gboolean member_only;

  if (item == NULL)
    return;

  g_object_get (item, "count-text", &count, "member-only", &member_only, NULL);
  gtk_label_set_label (self->name, lp_group_item_get_name (item));
  gtk_label_set_label (self->count, count != NULL ? count : "");
  if (member_only)
    gtk_widget_add_css_class (GTK_WIDGET (self->name), "dim-label");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->name), "dim-label");

  gtk_widget_set_tooltip_text (GTK_WIDGET (self),
                               member_only ? _ ("You are a member of this group, but do not administer it")
                                           : NULL);
}

void
lp_group_row_bind (LpGroupRow *self, GtkTreeListRow *tree_row)
{
  g_autoptr (LpGroupItem) item = tree_row != NULL ? gtk_tree_list_row_get_item (tree_row) : NULL;

  gtk_tree_expander_set_list_row (self->expander, tree_row);
  g_signal_group_set_target (self->signals, item);
  update (self);
}

/* What a ticket list hands out are always the tickets that are selected. */
static gboolean
on_drop (LpGroupRow *self, const GValue *value)
{
  g_autoptr (LpGroupItem) item = lp_group_row_dup_item (self);

  return item != NULL && lp_ticket_drop_fits (value) &&
         gtk_widget_activate_action (GTK_WIDGET (self), "win.move-to", "s", lp_group_item_get_id (item));
}

static void
lp_group_row_dispose (GObject *object)
{
  LpGroupRow *self = LP_GROUP_ROW (object);

  g_clear_object (&self->signals);

  G_OBJECT_CLASS (lp_group_row_parent_class)->dispose (object);
}

static void
lp_group_row_class_init (LpGroupRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lp_group_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/LicensePortal/ui/group-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LpGroupRow, expander);
  gtk_widget_class_bind_template_child (widget_class, LpGroupRow, name);
  gtk_widget_class_bind_template_child (widget_class, LpGroupRow, count);
  gtk_widget_class_bind_template_child (widget_class, LpGroupRow, drop);
  gtk_widget_class_bind_template_callback (widget_class, on_drop);
}

static void
lp_group_row_init (LpGroupRow *self)
{
  self->signals = g_signal_group_new (LP_TYPE_GROUP_ITEM);
  g_signal_group_connect_swapped (self->signals, "notify", G_CALLBACK (update), self);
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_drop_target_set_gtypes (self->drop, (GType[]){ G_TYPE_STRING }, 1);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-group-line.h"
#include "lp-group-tree.h"
#include "lp-row-factory.h"

struct _LpGroupLine
{
  AdwBin parent_instance;

  /* Template */
  GtkLabel *name;
  GtkLabel *path;
};

G_DEFINE_FINAL_TYPE (LpGroupLine, lp_group_line, ADW_TYPE_BIN)

static void
show (GtkWidget *row, gpointer item)
{
  LpGroupLine *self = LP_GROUP_LINE (row);
  g_autofree char *path = NULL;

  g_object_get (item, "path-text", &path, NULL);
  gtk_label_set_label (self->name, lp_group_item_get_name (item));
  gtk_label_set_label (self->path, path != NULL ? path : "");
  gtk_widget_set_visible (GTK_WIDGET (self->path), path != NULL && *path != '\0');
}

GtkListItemFactory *
lp_group_line_new_factory (void)
{
  return lp_row_factory_new (LP_TYPE_GROUP_LINE, show);
}

static void
lp_group_line_class_init (LpGroupLineClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/LicensePortal/ui/group-line.ui");
  gtk_widget_class_bind_template_child (widget_class, LpGroupLine, name);
  gtk_widget_class_bind_template_child (widget_class, LpGroupLine, path);
}

static void
lp_group_line_init (LpGroupLine *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

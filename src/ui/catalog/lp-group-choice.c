/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-group-choice.h"

struct _LpGroupChoice
{
  GtkBox parent_instance;

  /* Template */
  GtkLabel *name;
  GtkLabel *path;
};

G_DEFINE_FINAL_TYPE (LpGroupChoice, lp_group_choice, GTK_TYPE_BOX)

static void
lp_group_choice_class_init (LpGroupChoiceClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/LicensePortal/ui/license-group-choice.ui");
  gtk_widget_class_bind_template_child (widget_class, LpGroupChoice, name);
  gtk_widget_class_bind_template_child (widget_class, LpGroupChoice, path);
}

static void
lp_group_choice_init (LpGroupChoice *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
lp_group_choice_set_item (LpGroupChoice *self, LpGroupItem *item)
{
  g_autofree char *path = NULL;

  g_object_get (item, "path-text", &path, NULL);
  gtk_label_set_text (self->name, lp_group_item_get_name (item));
  gtk_label_set_text (self->path, path);
  gtk_widget_set_visible (GTK_WIDGET (self->path), path != NULL && *path != '\0');
}

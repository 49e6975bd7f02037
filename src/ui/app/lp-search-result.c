/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-search-result.h"

struct _LpSearchResult
{
  GtkListBoxRow parent_instance;

  /* Template */
  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *subtitle;

  char *action;
  char *target;
};

G_DEFINE_FINAL_TYPE (LpSearchResult, lp_search_result, GTK_TYPE_LIST_BOX_ROW)

GtkWidget *
lp_search_result_new (const char *icon_name,
                      const char *title,
                      const char *subtitle,
                      const char *action,
                      const char *target)
{
  LpSearchResult *self = g_object_new (LP_TYPE_SEARCH_RESULT, NULL);

  gtk_image_set_from_icon_name (self->icon, icon_name);
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->subtitle, subtitle != NULL ? subtitle : "");
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle), subtitle != NULL && *subtitle != '\0');
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
  self->action = g_strdup (action);
  self->target = g_strdup (target);
  return GTK_WIDGET (self);
}

void
lp_search_result_activate (LpSearchResult *self, GtkWidget *window)
{
  g_autofree char *name = NULL;
  g_autoptr (GVariant) target = NULL;

  if (self->target != NULL)
    gtk_widget_activate_action (window, self->action, "s", self->target);
  else if (g_action_parse_detailed_name (self->action, &name, &target, NULL))
    gtk_widget_activate_action_variant (window, name, target);
}

static void
lp_search_result_finalize (GObject *object)
{
  LpSearchResult *self = LP_SEARCH_RESULT (object);

  g_free (self->action);
  g_free (self->target);

  G_OBJECT_CLASS (lp_search_result_parent_class)->finalize (object);
}

static void
lp_search_result_class_init (LpSearchResultClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = lp_search_result_finalize;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/LicensePortal/ui/search-result.ui");
  gtk_widget_class_bind_template_child (widget_class, LpSearchResult, icon);
  gtk_widget_class_bind_template_child (widget_class, LpSearchResult, title);
  gtk_widget_class_bind_template_child (widget_class, LpSearchResult, subtitle);
}

static void
lp_search_result_init (LpSearchResult *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-activity-row.h"
#include "lp-audit-list.h"

struct _LpActivityRow
{
  AdwBin parent_instance;

  /* Template */
  GtkImage *icon;
  GtkLabel *sentence;
  GtkLabel *when;
  GtkLabel *change;
  GtkImage *arrow;

  GBinding *binding; /* of the item that is shown to the row */
  gboolean expanded;
};

enum
{
  PROP_EXPANDED = 1,
};

G_DEFINE_FINAL_TYPE (LpActivityRow, lp_activity_row, ADW_TYPE_BIN)

static void
show_change (LpActivityRow *self)
{
  gboolean any = *gtk_label_get_label (self->change) != '\0';

  gtk_widget_set_visible (GTK_WIDGET (self->arrow), any);
  gtk_image_set_from_icon_name (self->arrow, self->expanded ? "pan-down-symbolic" : "pan-end-symbolic");
  gtk_widget_set_visible (GTK_WIDGET (self->change), any && self->expanded);
}

static void
setup (GtkListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  gtk_list_item_set_child (list_item, g_object_new (LP_TYPE_ACTIVITY_ROW, NULL));
}

static void
bind (GtkListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  LpActivityRow *self = LP_ACTIVITY_ROW (gtk_list_item_get_child (list_item));
  g_autofree char *sentence = NULL, *when = NULL, *reason = NULL, *icon = NULL, *changes = NULL;

  g_object_get (gtk_list_item_get_item (list_item), "sentence", &sentence, "when", &when, "reason", &reason,
                "icon-name", &icon, "changes", &changes, NULL);
  gtk_label_set_label (self->sentence, sentence);
  gtk_image_set_from_icon_name (self->icon, icon);
  if (reason != NULL && *reason != '\0')
    {
      /* Translators: when something was done, and why */
      g_autofree char *both = g_strdup_printf (_ ("%s · Reason: %s"), when, reason);

      gtk_label_set_label (self->when, both);
    }
  else
    {
      gtk_label_set_label (self->when, when);
    }
  gtk_label_set_label (self->change, changes);
  self->binding = g_object_bind_property (gtk_list_item_get_item (list_item), "expanded", self, "expanded",
                                          G_BINDING_SYNC_CREATE);
  show_change (self);
}

static void
unbind (GtkListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  LpActivityRow *self = LP_ACTIVITY_ROW (gtk_list_item_get_child (list_item));

  g_binding_unbind (self->binding);
  self->binding = NULL;
}

GtkListItemFactory *
lp_activity_row_new_factory (void)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect (factory, "setup", G_CALLBACK (setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind), NULL);
  return factory;
}

static void
lp_activity_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_EXPANDED)
    g_value_set_boolean (value, LP_ACTIVITY_ROW (object)->expanded);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
lp_activity_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  LpActivityRow *self = LP_ACTIVITY_ROW (object);

  if (id != PROP_EXPANDED)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  self->expanded = g_value_get_boolean (value);
  show_change (self);
}

static void
lp_activity_row_class_init (LpActivityRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = lp_activity_row_get_property;
  object_class->set_property = lp_activity_row_set_property;
  g_object_class_install_property (object_class, PROP_EXPANDED,
                                   g_param_spec_boolean ("expanded", NULL, NULL, FALSE,
                                                         G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS));

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/LicensePortal/ui/activity-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LpActivityRow, icon);
  gtk_widget_class_bind_template_child (widget_class, LpActivityRow, sentence);
  gtk_widget_class_bind_template_child (widget_class, LpActivityRow, when);
  gtk_widget_class_bind_template_child (widget_class, LpActivityRow, change);
  gtk_widget_class_bind_template_child (widget_class, LpActivityRow, arrow);
}

static void
lp_activity_row_init (LpActivityRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

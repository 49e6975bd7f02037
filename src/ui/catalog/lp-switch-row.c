/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-field-rows.h"

struct _LpSwitchRow
{
  AdwActionRow parent_instance;

  /* Template */
  GtkSwitch *toggle;
};

G_DEFINE_FINAL_TYPE (LpSwitchRow, lp_switch_row, ADW_TYPE_ACTION_ROW)

enum
{
  PROP_VALUE = 1,
};

static void
lp_switch_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_VALUE)
    g_value_set_static_string (value,
                               gtk_switch_get_active (LP_SWITCH_ROW (object)->toggle) ? "true" : "false");
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
lp_switch_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  if (id == PROP_VALUE)
    gtk_switch_set_active (LP_SWITCH_ROW (object)->toggle,
                           g_strcmp0 (g_value_get_string (value), "true") == 0);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
on_active_changed (LpSwitchRow *self)
{
  g_object_notify (G_OBJECT (self), "value");
}

static void
lp_switch_row_class_init (LpSwitchRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->get_property = lp_switch_row_get_property;
  G_OBJECT_CLASS (klass)->set_property = lp_switch_row_set_property;
  g_object_class_install_property (G_OBJECT_CLASS (klass), PROP_VALUE,
                                   g_param_spec_string ("value", NULL, NULL, "false",
                                                        G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                            G_PARAM_STATIC_STRINGS));
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/LicensePortal/ui/license-switch-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LpSwitchRow, toggle);
  gtk_widget_class_bind_template_callback (widget_class, on_active_changed);
}

static void
title_changed_cb (LpSwitchRow *self)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->toggle), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)), -1);
}

static void
lp_switch_row_init (LpSwitchRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "notify::title", G_CALLBACK (title_changed_cb), NULL);
}

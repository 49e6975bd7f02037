/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-field-rows.h"

struct _LpPeriodRow
{
  AdwActionRow parent_instance;

  /* Template */
  GtkSpinButton *spin;
  GtkDropDown *unit; /* its positions are values of LpPeriodUnit */
};

G_DEFINE_FINAL_TYPE (LpPeriodRow, lp_period_row, ADW_TYPE_ACTION_ROW)

enum
{
  PROP_VALUE = 1,
};

static void
lp_period_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LpPeriodRow *self = LP_PERIOD_ROW (object);
  LpPeriod period = { gtk_spin_button_get_value_as_int (self->spin),
                      gtk_drop_down_get_selected (self->unit) };
  char buffer[LP_PERIOD_STRING_SIZE];

  if (id == PROP_VALUE)
    g_value_set_string (value, lp_period_format (period, buffer));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
lp_period_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  LpPeriodRow *self = LP_PERIOD_ROW (object);
  LpPeriod period;

  if (id != PROP_VALUE)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  if (!lp_period_parse (g_value_get_string (value), &period))
    return;
  g_object_freeze_notify (object);
  gtk_spin_button_set_value (self->spin, period.count);
  gtk_drop_down_set_selected (self->unit, period.unit);
  g_object_thaw_notify (object);
}

static void
on_changed (LpPeriodRow *self)
{
  g_object_notify (G_OBJECT (self), "value");
}

static void
lp_period_row_class_init (LpPeriodRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->get_property = lp_period_row_get_property;
  G_OBJECT_CLASS (klass)->set_property = lp_period_row_set_property;
  g_object_class_install_property (G_OBJECT_CLASS (klass), PROP_VALUE,
                                   g_param_spec_string ("value", NULL, NULL, "",
                                                        G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                            G_PARAM_STATIC_STRINGS));
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/LicensePortal/ui/license-period-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LpPeriodRow, spin);
  gtk_widget_class_bind_template_child (widget_class, LpPeriodRow, unit);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
}

static void
title_changed_cb (LpPeriodRow *self)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->spin), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)), -1);
}

static void
lp_period_row_init (LpPeriodRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_text_set_activates_default (GTK_TEXT (gtk_editable_get_delegate (GTK_EDITABLE (self->spin))), TRUE);
  g_signal_connect (self, "notify::title", G_CALLBACK (title_changed_cb), NULL);
}

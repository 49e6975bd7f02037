/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-field-rows.h"

struct _LpNumberRow
{
  AdwActionRow parent_instance;

  /* Template */
  GtkSpinButton *spin;
};

G_DEFINE_FINAL_TYPE (LpNumberRow, lp_number_row, ADW_TYPE_ACTION_ROW)

enum
{
  PROP_VALUE = 1,
};

static void
lp_number_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LpNumberRow *self = LP_NUMBER_ROW (object);

  if (id == PROP_VALUE)
    g_value_take_string (value, g_strdup_printf ("%.0f", gtk_spin_button_get_value (self->spin)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
lp_number_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  LpNumberRow *self = LP_NUMBER_ROW (object);
  const char *text = g_value_get_string (value);

  if (id == PROP_VALUE)
    gtk_spin_button_set_value (self->spin, text != NULL ? g_ascii_strtod (text, NULL) : 0);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
on_value_changed (LpNumberRow *self)
{
  g_object_notify (G_OBJECT (self), "value");
}

static void
lp_number_row_class_init (LpNumberRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->get_property = lp_number_row_get_property;
  G_OBJECT_CLASS (klass)->set_property = lp_number_row_set_property;
  g_object_class_install_property (G_OBJECT_CLASS (klass), PROP_VALUE,
                                   g_param_spec_string ("value", NULL, NULL, "",
                                                        G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                            G_PARAM_STATIC_STRINGS));
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/LicensePortal/ui/license-number-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LpNumberRow, spin);
  gtk_widget_class_bind_template_callback (widget_class, on_value_changed);
}

static void
title_changed_cb (LpNumberRow *self)
{
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->spin), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  adw_preferences_row_get_title (ADW_PREFERENCES_ROW (self)), -1);
}

static void
lp_number_row_init (LpNumberRow *self)
{
  GtkEditable *text;

  gtk_widget_init_template (GTK_WIDGET (self));
  text = gtk_editable_get_delegate (GTK_EDITABLE (self->spin));
  /* GtkSpinButton of this baseline cannot be told to activate the default button. */
  gtk_text_set_activates_default (GTK_TEXT (text), TRUE);
  g_signal_connect (self, "notify::title", G_CALLBACK (title_changed_cb), NULL);
}

void
lp_number_row_set_range (LpNumberRow *self, double min, double max)
{
  gtk_spin_button_set_range (self->spin, min, max);
}

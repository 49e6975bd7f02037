/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-field-rows.h"

struct _LpNumberRow
{
  AdwActionRow parent_instance;

  /* Template */
  GtkSpinButton *spin;

  LpNumberEntry *entry;
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
    g_value_take_string (value, lp_number_entry_dup_text (self->entry));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
lp_number_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  LpNumberRow *self = LP_NUMBER_ROW (object);

  if (id == PROP_VALUE)
    lp_number_entry_set_text (self->entry, g_value_get_string (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
on_changed (LpNumberRow *self)
{
  g_object_notify (G_OBJECT (self), "value");
}

static void
lp_number_row_finalize (GObject *object)
{
  lp_number_entry_free (LP_NUMBER_ROW (object)->entry);

  G_OBJECT_CLASS (lp_number_row_parent_class)->finalize (object);
}

static void
lp_number_row_class_init (LpNumberRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->get_property = lp_number_row_get_property;
  G_OBJECT_CLASS (klass)->set_property = lp_number_row_set_property;
  G_OBJECT_CLASS (klass)->finalize = lp_number_row_finalize;
  g_object_class_install_property (G_OBJECT_CLASS (klass), PROP_VALUE,
                                   g_param_spec_string ("value", NULL, NULL, "",
                                                        G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                            G_PARAM_STATIC_STRINGS));
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/LicensePortal/ui/license-number-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LpNumberRow, spin);
  gtk_widget_class_bind_template_callback (widget_class, on_changed);
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
  gtk_widget_init_template (GTK_WIDGET (self));
  self->entry = lp_number_entry_new (self->spin);
  g_signal_connect (self, "notify::title", G_CALLBACK (title_changed_cb), NULL);
}

void
lp_number_row_set_range (LpNumberRow *self, double min, double max)
{
  gtk_spin_button_set_range (self->spin, min, max);
}

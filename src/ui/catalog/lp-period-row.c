/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-field-rows.h"

/* In the order of LpPeriodUnit, as in ISO 8601. */
static const char units[] = "DWMY";

struct _LpPeriodRow
{
  AdwActionRow parent_instance;

  /* Template */
  GtkSpinButton *spin;
  GtkDropDown *unit; /* its positions are values of LpPeriodUnit */

  LpNumberEntry *entry;
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
  guint unit = MIN (gtk_drop_down_get_selected (self->unit), LP_PERIOD_YEARS);
  g_autofree char *number = lp_number_entry_dup_text (self->entry);

  if (id == PROP_VALUE)
    g_value_take_string (value, g_strdup_printf ("P%s%c", number, units[unit]));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
lp_period_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  LpPeriodRow *self = LP_PERIOD_ROW (object);
  const char *text = g_value_get_string (value);
  gsize length = text != NULL ? strlen (text) : 0;
  const char *unit = length > 1 ? strchr (units, text[length - 1]) : NULL;
  g_autofree char *number = NULL;

  if (id != PROP_VALUE)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  if (unit == NULL || *text != 'P')
    return;
  number = g_strndup (text + 1, length - 2);
  g_object_freeze_notify (object);
  lp_number_entry_set_text (self->entry, number);
  gtk_drop_down_set_selected (self->unit, (guint) (unit - units));
  g_object_thaw_notify (object);
}

static void
on_changed (LpPeriodRow *self)
{
  g_object_notify (G_OBJECT (self), "value");
}

static void
lp_period_row_finalize (GObject *object)
{
  lp_number_entry_free (LP_PERIOD_ROW (object)->entry);

  G_OBJECT_CLASS (lp_period_row_parent_class)->finalize (object);
}

static void
lp_period_row_class_init (LpPeriodRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->get_property = lp_period_row_get_property;
  G_OBJECT_CLASS (klass)->set_property = lp_period_row_set_property;
  G_OBJECT_CLASS (klass)->finalize = lp_period_row_finalize;
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
  self->entry = lp_number_entry_new (self->spin);
  g_signal_connect (self, "notify::title", G_CALLBACK (title_changed_cb), NULL);
}

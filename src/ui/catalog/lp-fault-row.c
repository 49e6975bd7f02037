/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-field-rows.h"

struct _LpFaultRow
{
  AdwPreferencesRow parent_instance;

  /* Template */
  GtkImage *icon;
  GtkLabel *label;

  gboolean is_warning;
};

G_DEFINE_FINAL_TYPE (LpFaultRow, lp_fault_row, ADW_TYPE_PREFERENCES_ROW)

enum
{
  PROP_TEXT = 1,
  PROP_IS_WARNING,
};

static void
lp_fault_row_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LpFaultRow *self = LP_FAULT_ROW (object);

  switch (id)
    {
    case PROP_TEXT:
      g_value_set_string (value, gtk_label_get_text (self->label));
      break;
    case PROP_IS_WARNING:
      g_value_set_boolean (value, self->is_warning);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
set_is_warning (LpFaultRow *self, gboolean is_warning)
{
  self->is_warning = is_warning;
  gtk_widget_add_css_class (GTK_WIDGET (self), is_warning ? "warning" : "fault");
  gtk_image_set_from_icon_name (self->icon, is_warning ? "dialog-warning-symbolic" : "dialog-error-symbolic");
}

static void
lp_fault_row_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  LpFaultRow *self = LP_FAULT_ROW (object);

  switch (id)
    {
    case PROP_TEXT:
      lp_fault_row_set_text (self, g_value_get_string (value));
      break;
    case PROP_IS_WARNING:
      set_is_warning (self, g_value_get_boolean (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
lp_fault_row_class_init (LpFaultRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = lp_fault_row_get_property;
  object_class->set_property = lp_fault_row_set_property;
  g_object_class_install_property (object_class, PROP_TEXT,
                                   g_param_spec_string ("text", NULL, NULL, "",
                                                        G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                            G_PARAM_STATIC_STRINGS));
  g_object_class_install_property (object_class, PROP_IS_WARNING,
                                   g_param_spec_boolean ("is-warning", NULL, NULL, FALSE,
                                                         G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY |
                                                             G_PARAM_STATIC_STRINGS));
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/LicensePortal/ui/license-fault-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LpFaultRow, icon);
  gtk_widget_class_bind_template_child (widget_class, LpFaultRow, label);
}

static void
lp_fault_row_init (LpFaultRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
lp_fault_row_set_text (LpFaultRow *self, const char *text)
{
  const char *now = text != NULL ? text : "";

  if (g_str_equal (gtk_label_get_text (self->label), now))
    return;
  gtk_label_set_text (self->label, now);
  gtk_widget_set_visible (GTK_WIDGET (self), *now != '\0');
  g_object_notify (G_OBJECT (self), "text");
}

void
lp_field_row_set_fault (GtkWidget *row, LpFaultRow *fault, const char *text)
{
  GtkAccessibleInvalidState state = text != NULL ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE;

  lp_fault_row_set_text (fault, text);
  if (text != NULL)
    gtk_widget_add_css_class (row, "error");
  else
    gtk_widget_remove_css_class (row, "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_STATE_INVALID, state, -1);
  /* One reference, not a list of them as for most other relations. */
  gtk_accessible_update_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_ERROR_MESSAGE, fault, -1);
}

char *
lp_field_row_get_value (GtkWidget *row)
{
  char *value = NULL;

  g_object_get (row, "value", &value, NULL);
  return value;
}

void
lp_field_row_set_value (GtkWidget *row, const char *value)
{
  g_object_set (row, "value", value, NULL);
}

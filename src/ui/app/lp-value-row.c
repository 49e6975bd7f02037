/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-value-row.h"

struct _LpValueRow
{
  AdwActionRow parent_instance;

  /* Template */
  GtkLabel *value;
};

G_DEFINE_FINAL_TYPE (LpValueRow, lp_value_row, ADW_TYPE_ACTION_ROW)

GtkWidget *
lp_value_row_new (const char *title, const char *value)
{
  LpValueRow *self = g_object_new (LP_TYPE_VALUE_ROW, "use-markup", FALSE, "title", title, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self->value), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION, title,
                                  -1);
  lp_value_row_set_value (self, value);
  return GTK_WIDGET (self);
}

void
lp_value_row_set_value (LpValueRow *self, const char *value)
{
  gtk_label_set_label (self->value, value);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->value), value);
}

void
lp_value_row_set_wraps (LpValueRow *self, gboolean wraps)
{
  adw_action_row_set_title_lines (ADW_ACTION_ROW (self), wraps ? 0 : 1);
  gtk_label_set_ellipsize (self->value, wraps ? PANGO_ELLIPSIZE_NONE : PANGO_ELLIPSIZE_END);
  gtk_label_set_wrap (self->value, wraps);
  gtk_label_set_natural_wrap_mode (self->value, GTK_NATURAL_WRAP_NONE);
  gtk_label_set_justify (self->value, wraps ? GTK_JUSTIFY_RIGHT : GTK_JUSTIFY_LEFT);
}

static void
lp_value_row_class_init (LpValueRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/LicensePortal/ui/value-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LpValueRow, value);
}

static void
lp_value_row_init (LpValueRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-cancel-row.h"

struct _LpCancelRow
{
  GtkWidget parent_instance;

  /* Template */
  GtkWidget *box;
  GtkImage *icon;
  GtkLabel *title;
  GtkLabel *subtitle;
  GtkLabel *consequence;

  LpCancelItem *item; /* nullable */
};

G_DEFINE_FINAL_TYPE (LpCancelRow, lp_cancel_row, GTK_TYPE_WIDGET)

static void
update (LpCancelRow *self)
{
  const char *refusal = lp_cancel_item_get_refusal (self->item);
  g_autofree char *consequence = lp_cancel_item_dup_consequence (self->item);
  g_autofree char *subtitle = g_strdup_printf ("%s · %s", lp_cancel_item_get_code (self->item),
                                               lp_cancel_item_get_group (self->item));
  gboolean late = refusal == NULL && lp_cancel_item_get_outlook (self->item)->passed;
  const char *classes[] = { refusal != NULL ? "error" : late ? "warning" : "success", NULL };

  gtk_label_set_label (self->title, lp_cancel_item_get_product (self->item));
  gtk_label_set_label (self->subtitle, subtitle);
  gtk_label_set_label (self->consequence, consequence);
  gtk_image_set_from_icon_name (self->icon, refusal != NULL ? "action-unavailable-symbolic"
                                            : late          ? "dialog-warning-symbolic"
                                                            : "emblem-ok-symbolic");
  gtk_widget_set_css_classes (GTK_WIDGET (self->icon), classes);
}

void
lp_cancel_row_set_item (LpCancelRow *self, LpCancelItem *item)
{
  if (self->item != NULL)
    g_signal_handlers_disconnect_by_data (self->item, self);
  g_set_object (&self->item, item);
  if (item == NULL)
    return;
  g_signal_connect_object (item, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}

static void
lp_cancel_row_dispose (GObject *object)
{
  LpCancelRow *self = LP_CANCEL_ROW (object);

  g_clear_object (&self->item);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (lp_cancel_row_parent_class)->dispose (object);
}

static void
lp_cancel_row_class_init (LpCancelRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lp_cancel_row_dispose;

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/LicensePortal/ui/cancel-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LpCancelRow, box);
  gtk_widget_class_bind_template_child (widget_class, LpCancelRow, icon);
  gtk_widget_class_bind_template_child (widget_class, LpCancelRow, title);
  gtk_widget_class_bind_template_child (widget_class, LpCancelRow, subtitle);
  gtk_widget_class_bind_template_child (widget_class, LpCancelRow, consequence);
}

static void
lp_cancel_row_init (LpCancelRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

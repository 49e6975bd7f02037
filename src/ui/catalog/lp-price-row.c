/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-price-row.h"

struct _LpPriceRow
{
  AdwActionRow parent_instance;

  /* Template */
  GtkLabel *amount;
};

G_DEFINE_FINAL_TYPE (LpPriceRow, lp_price_row, ADW_TYPE_ACTION_ROW)

static void
lp_price_row_class_init (LpPriceRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/LicensePortal/ui/license-price-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LpPriceRow, amount);
}

static void
lp_price_row_init (LpPriceRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
lp_price_row_new (const char *name, const char *origin, const char *amount, gboolean is_total)
{
  LpPriceRow *self = g_object_new (LP_TYPE_PRICE_ROW, "use-markup", FALSE, "title", name, NULL);

  if (origin != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (self), origin);
  gtk_label_set_text (self->amount, amount);
  if (is_total)
    gtk_widget_add_css_class (GTK_WIDGET (self), "total");
  return GTK_WIDGET (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-money-text.h"
#include "lp-product-card.h"

struct _LpProductCard
{
  GtkFlowBoxChild parent_instance;

  /* Template */
  GtkLabel *name;
  GtkLabel *kind;
  GtkLabel *price;
  GtkLabel *description;
  GtkLabel *code;
  GtkWidget *check;

  LpProductItem *item;
};

G_DEFINE_FINAL_TYPE (LpProductCard, lp_product_card, GTK_TYPE_FLOW_BOX_CHILD)

static void
lp_product_card_dispose (GObject *object)
{
  g_clear_object (&LP_PRODUCT_CARD (object)->item);
  G_OBJECT_CLASS (lp_product_card_parent_class)->dispose (object);
}

static void
lp_product_card_class_init (LpProductCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lp_product_card_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/LicensePortal/ui/license-product-card.ui");
  gtk_widget_class_bind_template_child (widget_class, LpProductCard, name);
  gtk_widget_class_bind_template_child (widget_class, LpProductCard, kind);
  gtk_widget_class_bind_template_child (widget_class, LpProductCard, price);
  gtk_widget_class_bind_template_child (widget_class, LpProductCard, description);
  gtk_widget_class_bind_template_child (widget_class, LpProductCard, code);
  gtk_widget_class_bind_template_child (widget_class, LpProductCard, check);
}

static void
lp_product_card_init (LpProductCard *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
lp_product_card_new (LpProductItem *item)
{
  LpProductCard *self = g_object_new (LP_TYPE_PRODUCT_CARD, NULL);
  const LpProduct *product = lp_product_item_get_product (item);

  self->item = g_object_ref (item);
  g_object_bind_property (item, "name", self->name, "label", G_BINDING_SYNC_CREATE);
  g_object_bind_property (item, "kind-text", self->kind, "label", G_BINDING_SYNC_CREATE);
  g_object_bind_property (item, "description", self->description, "label", G_BINDING_SYNC_CREATE);
  g_object_bind_property (item, "code", self->code, "label", G_BINDING_SYNC_CREATE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, product->name, -1);
  if (product->description != NULL)
    gtk_widget_set_tooltip_text (GTK_WIDGET (self), product->description);
  return GTK_WIDGET (self);
}

LpProduct *
lp_product_card_get_product (LpProductCard *self)
{
  return lp_product_item_get_product (self->item);
}

void
lp_product_card_set_chosen (LpProductCard *self, gboolean chosen)
{
  gtk_widget_set_visible (self->check, chosen);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_SELECTED, chosen, -1);
}

void
lp_product_card_set_price (LpProductCard *self, const LpMoney *price)
{
  const LpProduct *product = lp_product_item_get_product (self->item);
  g_autofree char *text = price != NULL ? lp_money_dup_price_text (price, product->kind) : NULL;

  gtk_label_set_label (self->price, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->price), text != NULL);
}

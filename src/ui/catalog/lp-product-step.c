/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-product-card.h"
#include "lp-steps.h"

struct _LpProductStep
{
  AdwBin parent_instance;

  /* Template */
  GtkSearchEntry *search;
  GtkStack *stack;
  GtkFlowBox *cards;

  /* Owned */
  LpLicenseDraft *draft;
  GListModel *model; /* nullable: the products of the draft's category */
  GtkCustomFilter *filter;
  GtkFilterListModel *found;
};

G_DEFINE_FINAL_TYPE (LpProductStep, lp_product_step, ADW_TYPE_BIN)

static guint chosen_signal;

static gboolean
matches (gpointer item, gpointer user_data)
{
  LpProductStep *self = LP_PRODUCT_STEP (user_data);

  return lp_product_item_matches (item, gtk_editable_get_text (GTK_EDITABLE (self->search)));
}

static void
on_search_changed (LpProductStep *self)
{
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
}

static void
choose (LpProductStep *self, LpProduct *product)
{
  lp_license_draft_set_product (self->draft, product);
  g_signal_emit (self, chosen_signal, 0);
}

static void
on_card_activated (LpProductStep *self, GtkFlowBoxChild *card)
{
  choose (self, lp_product_card_get_product (LP_PRODUCT_CARD (card)));
}

/* Enter in the search takes the only or first product found. */
static void
on_search_activate (LpProductStep *self)
{
  g_autoptr (LpProductItem) first = g_list_model_get_item (G_LIST_MODEL (self->found), 0);

  if (first != NULL)
    choose (self, lp_product_item_get_product (first));
}

static void
mark_chosen (LpProductStep *self)
{
  const LpProduct *chosen = lp_license_draft_get_product (self->draft);
  GtkWidget *card = gtk_widget_get_first_child (GTK_WIDGET (self->cards));

  for (; card != NULL; card = gtk_widget_get_next_sibling (card))
    lp_product_card_set_chosen (LP_PRODUCT_CARD (card),
                                chosen != NULL &&
                                    g_str_equal (chosen->id,
                                                 lp_product_card_get_product (LP_PRODUCT_CARD (card))->id));
}

static void
show_prices (LpProductStep *self)
{
  GtkWidget *card = gtk_widget_get_first_child (GTK_WIDGET (self->cards));

  for (; card != NULL; card = gtk_widget_get_next_sibling (card))
    {
      LpMoney price;
      gboolean known =
          lp_license_draft_get_product_price (self->draft,
                                              lp_product_card_get_product (LP_PRODUCT_CARD (card)), &price);

      lp_product_card_set_price (LP_PRODUCT_CARD (card), known ? &price : NULL);
    }
}

static void
found_changed_cb (LpProductStep *self)
{
  gboolean empty = g_list_model_get_n_items (G_LIST_MODEL (self->found)) == 0;

  gtk_stack_set_visible_child_name (self->stack, empty ? "empty" : "list");
  if (self->draft == NULL)
    return;
  mark_chosen (self);
  show_prices (self);
}

static void
draft_changed_cb (LpProductStep *self)
{
  GListModel *model = lp_license_draft_get_products (self->draft);

  if (model != self->model)
    {
      g_set_object (&self->model, model);
      gtk_filter_list_model_set_model (self->found, model);
    }
  mark_chosen (self);
}

static GtkWidget *
make_card (gpointer item, gpointer user_data)
{
  return lp_product_card_new (item);
}

static void
lp_product_step_dispose (GObject *object)
{
  LpProductStep *self = LP_PRODUCT_STEP (object);

  g_clear_object (&self->model);
  g_clear_object (&self->found);
  g_clear_object (&self->filter);
  g_clear_object (&self->draft);
  G_OBJECT_CLASS (lp_product_step_parent_class)->dispose (object);
}

static void
lp_product_step_class_init (LpProductStepClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lp_product_step_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/LicensePortal/ui/license-product-step.ui");
  gtk_widget_class_bind_template_child (widget_class, LpProductStep, search);
  gtk_widget_class_bind_template_child (widget_class, LpProductStep, stack);
  gtk_widget_class_bind_template_child (widget_class, LpProductStep, cards);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_search_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_card_activated);
  chosen_signal = g_signal_new ("chosen", LP_TYPE_PRODUCT_STEP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
}

static void
lp_product_step_init (LpProductStep *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->filter = gtk_custom_filter_new (matches, self, NULL);
  self->found = gtk_filter_list_model_new (NULL, g_object_ref (GTK_FILTER (self->filter)));
  /* Bound first, so that the cards are there when the other handler marks one. */
  gtk_flow_box_bind_model (self->cards, G_LIST_MODEL (self->found), make_card, NULL, NULL);
  g_signal_connect_object (self->found, "items-changed", G_CALLBACK (found_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

void
lp_product_step_set_draft (LpProductStep *self, LpLicenseDraft *draft)
{
  self->draft = g_object_ref (draft);
  g_signal_connect_object (draft, "changed", G_CALLBACK (draft_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (draft, "prices-changed", G_CALLBACK (show_prices), self, G_CONNECT_SWAPPED);
  draft_changed_cb (self);
  found_changed_cb (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-catalog-list.h"
#include "lp-product-choice.h"

struct _LpProductChoice
{
  GObject parent_instance;

  GtkDropDown *drop_down; /* borrowed */
  int kind;
  LpSession *session;   /* nullable */
  GListModel *products; /* nullable: not asked for yet */
  GPtrArray *ids;       /* of char *, in the order of the drop-down behind its first line */
  gboolean filling;
};

G_DEFINE_FINAL_TYPE (LpProductChoice, lp_product_choice, G_TYPE_OBJECT)

const char *
lp_product_choice_get_id (LpProductChoice *self)
{
  guint selected = gtk_drop_down_get_selected (self->drop_down);

  return selected > 0 && selected <= self->ids->len ? self->ids->pdata[selected - 1] : NULL;
}

gboolean
lp_product_choice_is_filling (LpProductChoice *self)
{
  return self->filling;
}

static void
fill (LpProductChoice *self)
{
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  g_autofree char *chosen = g_strdup (lp_product_choice_get_id (self));
  guint again = 0;

  g_ptr_array_set_size (self->ids, 0);
  gtk_string_list_append (names, _ ("Any Product"));
  for (guint i = 0; self->products != NULL && i < g_list_model_get_n_items (self->products); i++)
    {
      g_autoptr (LpProductItem) item = g_list_model_get_item (self->products, i);
      LpProduct *product = lp_product_item_get_product (item);

      if (self->kind >= 0 && (int) product->kind != self->kind)
        continue;
      gtk_string_list_append (names, product->name);
      g_ptr_array_add (self->ids, g_strdup (product->id));
      if (g_strcmp0 (product->id, chosen) == 0)
        again = self->ids->len;
    }

  self->filling = TRUE;
  gtk_drop_down_set_model (self->drop_down, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->drop_down, again);
  self->filling = FALSE;
}

void
lp_product_choice_load (LpProductChoice *self)
{
  if (self->products != NULL || self->session == NULL)
    return;
  self->products = lp_product_list_new (self->session, NULL);
  g_signal_connect_object (self->products, "items-changed", G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
  fill (self);
}

void
lp_product_choice_set_session (LpProductChoice *self, LpSession *session)
{
  g_set_object (&self->session, session);
  g_clear_object (&self->products);
}

static void
lp_product_choice_dispose (GObject *object)
{
  LpProductChoice *self = LP_PRODUCT_CHOICE (object);

  g_clear_object (&self->products);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (lp_product_choice_parent_class)->dispose (object);
}

static void
lp_product_choice_finalize (GObject *object)
{
  g_ptr_array_unref (LP_PRODUCT_CHOICE (object)->ids);

  G_OBJECT_CLASS (lp_product_choice_parent_class)->finalize (object);
}

static void
lp_product_choice_class_init (LpProductChoiceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lp_product_choice_dispose;
  G_OBJECT_CLASS (klass)->finalize = lp_product_choice_finalize;
}

static void
lp_product_choice_init (LpProductChoice *self)
{
  self->ids = g_ptr_array_new_with_free_func (g_free);
}

LpProductChoice *
lp_product_choice_new (GtkDropDown *drop_down, int kind)
{
  LpProductChoice *self = g_object_new (LP_TYPE_PRODUCT_CHOICE, NULL);

  self->drop_down = drop_down;
  self->kind = kind;
  fill (self);
  return self;
}

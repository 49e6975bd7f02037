/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <gtk/gtk.h>

#include "lp-product-choice.h"
#include "lp-replica.h"
#include "model-fixture.h"

/* The drop-down of the filters, on the catalog of the demo data. */

static guint
count (GtkWidget *drop_down)
{
  return g_list_model_get_n_items (gtk_drop_down_get_model (GTK_DROP_DOWN (drop_down)));
}

static void
selected_cb (GtkDropDown *drop_down, GParamSpec *pspec, LpProductChoice *choice)
{
  /* A filter would ask anew. */
  if (!lp_product_choice_is_filling (choice))
    g_object_set_data (G_OBJECT (drop_down), "chosen", drop_down);
}

static void
test_choice (void)
{
  g_autoptr (ModelFixture) fixture = model_fixture_new (VENDOR_ADMIN);
  GtkWidget *drop_down = g_object_ref_sink (gtk_drop_down_new (NULL, NULL));
  g_autoptr (LpProductChoice) choice = lp_product_choice_new (GTK_DROP_DOWN (drop_down), -1);
  g_autoptr (LpProduct) product = NULL;
  GtkStringObject *item;

  g_signal_connect (drop_down, "notify::selected", G_CALLBACK (selected_cb), choice);
  lp_product_choice_load (choice);
  g_assert_cmpuint (count (drop_down), ==, 1);
  lp_product_choice_set_session (choice, fixture->session);
  g_assert_null (lp_product_choice_get_id (choice));
  lp_product_choice_load (choice);
  wait_until (count (drop_down) > 30);
  g_assert_null (g_object_get_data (G_OBJECT (drop_down), "chosen"));

  gtk_drop_down_set_selected (GTK_DROP_DOWN (drop_down), 3);
  g_assert_nonnull (g_object_get_data (G_OBJECT (drop_down), "chosen"));
  product = lp_replica_get_product (lp_session_get_replica (fixture->session),
                                    lp_product_choice_get_id (choice));
  item = gtk_drop_down_get_selected_item (GTK_DROP_DOWN (drop_down));
  g_assert_cmpstr (gtk_string_object_get_string (item), ==, product->name);

  /* Asked for once more, as after a change of the catalog, it keeps what was chosen. */
  g_object_set_data (G_OBJECT (drop_down), "chosen", NULL);
  lp_product_choice_set_session (choice, fixture->session);
  lp_product_choice_load (choice);
  wait_until (count (drop_down) > 30);
  g_assert_null (g_object_get_data (G_OBJECT (drop_down), "chosen"));
  lp_product_choice_set_session (choice, NULL);
  g_object_unref (drop_down);
}

static void
test_kind (void)
{
  g_autoptr (ModelFixture) fixture = model_fixture_new (VENDOR_ADMIN);
  GtkWidget *drop_down = g_object_ref_sink (gtk_drop_down_new (NULL, NULL));
  g_autoptr (LpProductChoice) choice = lp_product_choice_new (GTK_DROP_DOWN (drop_down), LP_PRODUCT_TRIAL);

  lp_product_choice_set_session (choice, fixture->session);
  lp_product_choice_load (choice);
  wait_until (count (drop_down) > 1);
  for (guint i = 1; i < count (drop_down); i++)
    {
      g_autoptr (LpProduct) product = NULL;

      gtk_drop_down_set_selected (GTK_DROP_DOWN (drop_down), i);
      product = lp_replica_get_product (lp_session_get_replica (fixture->session),
                                        lp_product_choice_get_id (choice));
      g_assert_cmpint (product->kind, ==, LP_PRODUCT_TRIAL);
    }
  lp_product_choice_set_session (choice, NULL);
  g_object_unref (drop_down);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  gtk_init ();
  g_test_add_func ("/product-choice/choice", test_choice);
  g_test_add_func ("/product-choice/kind", test_kind);
  return g_test_run ();
}

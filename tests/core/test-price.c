/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lp-price.h"

static void
add_list (GPtrArray *lists,
          const char *name,
          const char *currency,
          LpDate from,
          gint64 product,
          gint64 module)
{
  LpPriceList *list = lp_price_list_new ();
  const gint64 amounts[] = { product, module };

  list->name = g_strdup (name);
  list->currency = g_strdup (currency);
  list->valid_from = from;
  for (gsize i = 0; i < G_N_ELEMENTS (amounts); i++)
    {
      LpPrice *price = g_new0 (LpPrice, 1);

      price->product_id = g_strdup ("cad");
      price->module = i == 1 ? g_strdup ("CAM") : NULL;
      price->amount = amounts[i];
      g_ptr_array_add (list->prices, price);
    }
  g_ptr_array_add (lists, list);
}

static GPtrArray *
make_lists (void)
{
  GPtrArray *lists = g_ptr_array_new_with_free_func ((GDestroyNotify) lp_price_list_unref);

  add_list (lists, "end-user", "EUR", lp_date_from_ymd (2024, 1, 1), 120000, 9900);
  add_list (lists, "end-user", "EUR", lp_date_from_ymd (2026, 1, 1), 130000, G_MAXINT64);
  add_list (lists, "end-user", "JPY", lp_date_from_ymd (2024, 1, 1), 190000, 0);
  add_list (lists, "reseller", "EUR", lp_date_from_ymd (2020, 1, 1), 7000, 0);
  return lists;
}

static void
test_choose (void)
{
  g_autoptr (GPtrArray) lists = make_lists ();
  /* clang-format off */
  const struct { const char *name; const char *currency; int year; int list; } cases[] = {
    { "end-user", "EUR", 2025, 0 }, { "end-user", "EUR", 2026, 1 }, { "end-user", "JPY", 2026, 2 },
    { "end-user", NULL, 2030, 1 },  { "end-user", "EUR", 2023, -1 }, { "end-user", "USD", 2026, -1 },
    { "reseller", NULL, 2023, 3 },  { "partner", NULL, 2026, -1 },
  };
  /* clang-format on */

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_true (lp_price_choose_list (lists, cases[i].name, cases[i].currency,
                                         lp_date_from_ymd (cases[i].year, 6, 1)) ==
                   (cases[i].list < 0 ? NULL : lists->pdata[cases[i].list]));
  g_assert_true (lp_price_choose_list (lists, "end-user", "EUR", lp_date_from_ymd (2026, 1, 1)) ==
                 lists->pdata[1]);
  g_assert_true (lp_price_choose_list (lists, "end-user", "EUR", lp_date_from_ymd (2025, 12, 31)) ==
                 lists->pdata[0]);
}

static void
test_sum (void)
{
  g_autoptr (GPtrArray) lists = make_lists ();
  const char *const cam[] = { "CAM", NULL };
  const char *const unpriced[] = { "SIM", NULL };
  LpMoney sum;

  g_assert_true (lp_price_sum (lists->pdata[0], "cad", NULL, 1, &sum));
  g_assert_cmpint (sum.amount, ==, 120000);
  g_assert_cmpstr (sum.currency, ==, "EUR");
  g_assert_true (lp_price_sum (lists->pdata[0], "cad", cam, 6, &sum));
  g_assert_cmpint (sum.amount, ==, 779400);
  g_assert_true (lp_price_sum (lists->pdata[0], "cad", unpriced, 2, &sum));
  g_assert_cmpint (sum.amount, ==, 240000);
  g_assert_false (lp_price_sum (lists->pdata[0], "cam", NULL, 1, &sum));
  g_assert_false (lp_price_sum (lists->pdata[1], "cad", cam, 1, &sum));
  g_assert_false (lp_price_sum (lists->pdata[0], "cad", NULL, G_MAXINT64 / 2, &sum));
}

/* The positions add up to the sum, to the cent, whatever the numbers. */
static void
test_split (void)
{
  g_autoptr (GPtrArray) lists = make_lists ();
  const char *const modules[] = { "SIM", "CAM", NULL };
  static const gint64 seats[] = { 1, 3, 500, 1000000 };

  for (gsize i = 0; i < G_N_ELEMENTS (seats); i++)
    {
      g_autoptr (GArray) lines = lp_price_split (lists->pdata[0], "cad", modules, seats[i]);
      const LpPriceLine *product = &g_array_index (lines, LpPriceLine, 0);
      const LpPriceLine *module = &g_array_index (lines, LpPriceLine, 1);
      LpMoney sum, same;

      g_assert_cmpuint (lines->len, ==, 2); /* SIM has no price */
      g_assert_null (product->module);
      g_assert_cmpint (product->each.amount, ==, 120000);
      g_assert_cmpint (product->sum.amount, ==, 120000 * seats[i]);
      g_assert_cmpstr (module->module, ==, "CAM");
      g_assert_cmpint (module->each.amount, ==, 9900);
      g_assert_true (lp_price_add_up (lines, &sum));
      g_assert_cmpint (sum.amount, ==, product->sum.amount + module->sum.amount);
      g_assert_true (lp_price_sum (lists->pdata[0], "cad", modules, seats[i], &same));
      g_assert_cmpint (same.amount, ==, sum.amount);
    }
  g_assert_null (lp_price_split (lists->pdata[0], "cam", NULL, 1));
  g_assert_null (lp_price_split (lists->pdata[0], "cad", NULL, G_MAXINT64 / 2));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/price/choose", test_choose);
  g_test_add_func ("/price/sum", test_sum);
  g_test_add_func ("/price/split", test_split);
  return g_test_run ();
}

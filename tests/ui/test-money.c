/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <locale.h>

#include "lp-money-text.h"

static void
test_currencies (void)
{
  /* clang-format off */
  static const struct { LpMoney money; const char *text; } cases[] = {
    { { 149000, "EUR" }, "€1,490.00" }, { { 1, "EUR" }, "€0.01" }, { { 158000, "JPY" }, "¥158,000" },
    { { 1234, "KWD" }, "KWD 1.234" }, { { 0, "USD" }, "$0.00" },
    { { G_MAXINT64, "EUR" }, "€92,233,720,368,547,758.07" },
  };
  /* clang-format on */

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = lp_money_dup_text (&cases[i].money);
      g_auto (GStrv) parts = g_strsplit (text, "\302\240", -1); /* a space that does not break */
      g_autofree char *plain = g_strjoinv (" ", parts);

      g_assert_cmpstr (plain, ==, cases[i].text);
    }
}

static void
test_kinds (void)
{
  const LpMoney money = { 149000, "EUR" };
  g_autofree char *once = lp_money_dup_price_text (&money, LP_PRODUCT_PERPETUAL);
  g_autofree char *often = lp_money_dup_price_text (&money, LP_PRODUCT_SUBSCRIPTION);

  g_assert_cmpstr (once, ==, "€1,490.00 per seat");
  g_assert_cmpstr (often, ==, "€1,490.00 per seat and term");
}

int
main (int argc, char **argv)
{
  setlocale (LC_ALL, "C.UTF-8");
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/money/currencies", test_currencies);
  g_test_add_func ("/money/kinds", test_kinds);
  return g_test_run ();
}

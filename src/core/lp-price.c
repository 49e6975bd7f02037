/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lp-price.h"

LpPriceList *
lp_price_choose_list (GPtrArray *lists, const char *name, const char *currency, LpDate day)
{
  LpPriceList *chosen = NULL;

  for (guint i = 0; i < lists->len; i++)
    {
      LpPriceList *list = g_ptr_array_index (lists, i);

      if (!g_str_equal (list->name, name) || list->valid_from > day ||
          (currency != NULL && !g_str_equal (list->currency, currency)))
        continue;
      if (currency == NULL)
        currency = list->currency;
      if (chosen == NULL || list->valid_from > chosen->valid_from)
        chosen = list;
    }
  return chosen;
}

/* What one seat costs; FALSE if the list has no such price. @module NULL: the product itself. */
static gboolean
get_price (const LpPriceList *list, const char *product_id, const char *module, gint64 *amount)
{
  for (guint i = 0; i < list->prices->len; i++)
    {
      const LpPrice *price = g_ptr_array_index (list->prices, i);

      if (g_strcmp0 (price->module, module) == 0 && g_str_equal (price->product_id, product_id))
        {
          *amount = price->amount;
          return TRUE;
        }
    }
  return FALSE;
}

/* FALSE if it is no number of money any more. */
static gboolean
add_line (GArray *lines, const LpPriceList *list, const char *module, gint64 amount, gint64 seats)
{
  LpPriceLine line = { .module = module };

  g_strlcpy (line.each.currency, list->currency, sizeof line.each.currency);
  line.each.amount = amount;
  line.sum = line.each;
  if (__builtin_mul_overflow (amount, seats, &line.sum.amount))
    return FALSE;
  g_array_append_val (lines, line);
  return TRUE;
}

GArray *
lp_price_split (const LpPriceList *list, const char *product_id, const char *const *modules, gint64 seats)
{
  g_autoptr (GArray) lines = g_array_new (FALSE, FALSE, sizeof (LpPriceLine));
  gint64 amount;

  if (!get_price (list, product_id, NULL, &amount) || !add_line (lines, list, NULL, amount, seats))
    return NULL;
  for (; modules != NULL && *modules != NULL; modules++)
    if (get_price (list, product_id, *modules, &amount) && !add_line (lines, list, *modules, amount, seats))
      return NULL;
  return g_steal_pointer (&lines);
}

gboolean
lp_price_add_up (GArray *lines, LpMoney *sum)
{
  if (lines == NULL || lines->len == 0)
    return FALSE;
  *sum = g_array_index (lines, LpPriceLine, 0).sum;
  for (guint i = 1; i < lines->len; i++)
    if (__builtin_add_overflow (sum->amount, g_array_index (lines, LpPriceLine, i).sum.amount, &sum->amount))
      return FALSE;
  return TRUE;
}

gboolean
lp_price_sum (const LpPriceList *list,
              const char *product_id,
              const char *const *modules,
              gint64 seats,
              LpMoney *sum)
{
  g_autoptr (GArray) lines = lp_price_split (list, product_id, modules, seats);

  return lp_price_add_up (lines, sum);
}

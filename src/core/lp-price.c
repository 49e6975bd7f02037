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

gboolean
lp_price_sum (const LpPriceList *list,
              const char *product_id,
              const char *const *modules,
              gint64 seats,
              LpMoney *sum)
{
  gint64 one, more;

  if (!get_price (list, product_id, NULL, &one))
    return FALSE;
  for (; modules != NULL && *modules != NULL; modules++)
    if (get_price (list, product_id, *modules, &more) && __builtin_add_overflow (one, more, &one))
      return FALSE;
  g_strlcpy (sum->currency, list->currency, sizeof sum->currency);
  return !__builtin_mul_overflow (one, seats, &sum->amount);
}

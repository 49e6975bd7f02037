/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lc-price-rows.h"

#include "lc-id.h"
#include "lp-price.h"

static gboolean
load_prices (LpDb *db, gint64 row, LpPriceList *list, GError **error)
{
  GError *fault = NULL;
  LpStatement *rows =
      lp_db_query (db, error,
                   "SELECT p.id, e.module, e.amount FROM price e JOIN product p ON p.row = e.product"
                   " WHERE e.list = $1 ORDER BY e.product, e.module",
                   "i", row);

  while (rows != NULL && lp_statement_step (rows, &fault))
    {
      LpPrice *price = g_new0 (LpPrice, 1);
      const char *module = lp_statement_get_text (rows, 1);

      price->product_id = lp_statement_dup_text (rows, 0);
      price->module = *module != '\0' ? g_strdup (module) : NULL;
      price->amount = lp_statement_get_int (rows, 2);
      g_ptr_array_add (list->prices, price);
    }
  if (rows != NULL)
    lp_statement_reset (rows);
  if (fault != NULL)
    g_propagate_error (error, fault);
  return rows != NULL && fault == NULL;
}

LpPriceList *
lc_price_list_load (LpDb *db, gint64 row, GError **error)
{
  g_autoptr (LpPriceList) list = lp_price_list_new ();
  LpStatement *found =
      lp_db_query (db, error,
                   "SELECT id, name, currency, valid_from, per, version FROM price_list WHERE row = $1", "i",
                   row);

  if (found == NULL || !lp_statement_step (found, error))
    return NULL;
  list->id = lp_statement_dup_text (found, 0);
  list->name = lp_statement_dup_text (found, 1);
  list->currency = lp_statement_dup_text (found, 2);
  list->valid_from = lp_statement_get_date (found, 3);
  list->per_month = g_strcmp0 (lp_statement_get_text (found, 4), "month") == 0;
  list->etag = lc_etag_new (list->id, lp_statement_get_int (found, 5));
  lp_statement_reset (found);
  return load_prices (db, row, list, error) ? g_steal_pointer (&list) : NULL;
}

static GPtrArray *
load_end_user_lists (LpDb *db, GError **error)
{
  g_autoptr (GPtrArray) lists = g_ptr_array_new_with_free_func ((GDestroyNotify) lp_price_list_unref);
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (gint64));
  GError *fault = NULL;
  LpStatement *rows = lp_db_query (db, &fault, "SELECT row FROM price_list WHERE name = $1 ORDER BY row", "t",
                                   LP_PRICE_LIST_END_USER);

  while (rows != NULL && lp_statement_step (rows, &fault))
    {
      gint64 row = lp_statement_get_int (rows, 0);

      g_array_append_val (found, row);
    }
  for (guint i = 0; fault == NULL && i < found->len; i++)
    {
      LpPriceList *list = lc_price_list_load (db, g_array_index (found, gint64, i), &fault);

      if (list != NULL)
        g_ptr_array_add (lists, list);
    }
  if (fault == NULL)
    return g_steal_pointer (&lists);
  g_propagate_error (error, fault);
  return NULL;
}

gboolean
lc_price_sum (const LcTransaction *tx,
              const char *currency,
              const char *product_id,
              const char *const *modules,
              gint64 seats,
              LpMoney *sum,
              gboolean *found,
              GError **error)
{
  g_autoptr (GPtrArray) lists = load_end_user_lists (tx->db, error);
  const LpPriceList *list = lists != NULL
                                ? lp_price_choose_list (lists, LP_PRICE_LIST_END_USER, currency, tx->today)
                                : NULL;

  *found = list != NULL && !list->per_month && lp_price_sum (list, product_id, modules, seats, sum);
  return lists != NULL;
}

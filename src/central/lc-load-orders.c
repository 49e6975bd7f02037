/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Each license of a data set becomes one completed order of its day, so that everything sold has a number. The counts
 * are kept in memory meanwhile. */

#include "lc-load-private.h"

#include <string.h>

#include "lc-group-rows.h"
#include "lc-order-rows.h"

const char *
lc_load_format_noon (LpDate date, char instant[LC_LOAD_INSTANT_SIZE])
{
  char day[LP_DATE_STRING_SIZE];

  g_snprintf (instant, LC_LOAD_INSTANT_SIZE, "%sT12:00:00Z", lp_date_format (date, day));
  return instant;
}

static char *
take_number (LcLoader *loader, const char *short_key, LpDate day, GError **error)
{
  g_autofree char *key = NULL;
  GError *failure = NULL;
  gint64 *last;
  int year;

  lp_date_get_ymd (day, &year, NULL, NULL);
  key = g_strdup_printf ("%d %s", year, short_key);
  last = g_hash_table_lookup (loader->order_counts, key);
  if (last == NULL)
    {
      gint64 stored = lp_db_query_int (loader->db, 0, &failure,
                                       "SELECT last FROM order_counter WHERE year = $1 AND short_key = $2",
                                       "it", (gint64) year, short_key);

      last = g_memdup2 (&stored, sizeof stored);
      g_hash_table_insert (loader->order_counts, g_steal_pointer (&key), last);
    }
  if (failure == NULL)
    return lc_order_format_number (year, short_key, ++*last);
  g_propagate_error (error, failure);
  return NULL;
}

gint64
lc_load_insert_order (LcLoader *loader, const LcLoadOrder *sold, GError **error)
{
  LcTransaction tx = *loader->tx;
  char instant[LC_LOAD_INSTANT_SIZE];
  g_autofree char *number = NULL;
  LcNewOrder order = {
    .group = sold->group->row,
    .product = sold->product,
    .state = LP_ORDER_COMPLETED,
    .licenses = 1,
    .quantity = sold->quantity,
    .reference = sold->reference,
    .request = "{}",
  };

  if (sold->group->short_key == NULL)
    sold->group->short_key = lc_group_get_short_key (loader->db, sold->group->row, error);
  if (sold->group->short_key != NULL)
    number = take_number (loader, sold->group->short_key, sold->day, error);
  if (number == NULL)
    return 0;

  order.short_key = sold->group->short_key;
  order.number = number;
  tx.today = sold->day;
  tx.now = lc_load_format_noon (sold->day, instant);
  return lc_order_store (&tx, &order, NULL, NULL, error);
}

gboolean
lc_load_store_order_counts (LcLoader *loader, GError **error)
{
  GHashTableIter iter;
  gpointer key, last;

  g_hash_table_iter_init (&iter, loader->order_counts);
  while (g_hash_table_iter_next (&iter, &key, &last))
    {
      const char *short_key = strchr (key, ' ') + 1;

      if (!lp_db_run (loader->db, error,
                      "INSERT INTO order_counter (year, short_key, last) VALUES ($1, $2, $3)"
                      " ON CONFLICT (year, short_key) DO UPDATE SET last = excluded.last",
                      "iti", g_ascii_strtoll (key, NULL, 10), short_key, *(gint64 *) last))
        return FALSE;
    }
  return TRUE;
}

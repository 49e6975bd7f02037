/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lc-renewal.h"

#include "lc-subscription-store.h"

/* The rows first: updating them while they are being read would move them within the index. */
static GArray *
find_due (const LcTransaction *tx, guint limit, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  g_autoptr (GError) failure = NULL;
  LpStatement *statement =
      lp_db_query (tx->db, error,
                   "SELECT row FROM subscription WHERE due_on IS NOT NULL AND due_on <= $1"
                   " ORDER BY due_on, row LIMIT $2",
                   "di", tx->today, (gint64) limit);

  if (statement == NULL)
    return NULL;
  while (lp_statement_step (statement, &failure))
    {
      gint64 row = lp_statement_get_int (statement, 0);

      g_array_append_val (rows, row);
    }
  if (failure == NULL)
    return g_steal_pointer (&rows);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

int
lc_renewal_run (const LcTransaction *tx, guint limit, guint *renewed, GError **error)
{
  g_autoptr (GArray) rows = find_due (tx, limit, error);

  if (rows == NULL)
    return -1;
  for (guint i = 0; i < rows->len; i++)
    {
      g_autoptr (LcSubscription)
          subscription = lc_subscription_load (tx, g_array_index (rows, gint64, i), error);
      int recorded;

      if (subscription == NULL)
        return -1;
      recorded = lc_subscription_add_renewals (tx, subscription, tx->today, LP_DATE_NONE, error);
      if (recorded < 0 || !lc_subscription_store (tx, subscription, error))
        return -1;
      *renewed += (guint) recorded;
    }
  return rows->len == limit;
}

gint64
lc_renewal_count_ended (const LcTransaction *tx, LpDate since, GError **error)
{
  return lp_db_query_int (tx->db, -1, error,
                          "SELECT count(*) FROM subscription WHERE ends_on >= $1 AND ends_on < $2"
                          " AND revoked_on IS NULL",
                          "dd", since != LP_DATE_NONE ? since : LP_DATE_MIN, tx->today);
}

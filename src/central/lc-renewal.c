/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lc-renewal.h"

#include "lc-change.h"
#include "lp-subscription-rules.h"

/* A hundred thousand may be due on one morning, so a run takes from the tables no more than what decides the days of
 * a subscription, works them out in memory, and writes what lc_subscription_store() would. */

typedef struct
{
  gint64 row;
  gint64 ticket;
  LcBefore place;
  gboolean on_machine; /* the technical expiry changes by technical renewal only */
  LpDate technical_expiry;
  int recorded; /* renewals so far */
  LpSubscriptionTerms terms;
  char fiscal_year_end[8];
} Due;

static const char due_sql[] =
    "SELECT s.row, s.ticket, t.group_row, t.assignee, t.visible_to_group, t.activations, t.technical_expiry,"
    " (SELECT max (number) FROM renewal WHERE subscription = s.row), s.expiry_mode, s.start,"
    " s.initial_expiry, s.term, s.notice, s.fiscal_year_end, s.consumer"
    " FROM subscription s JOIN ticket t ON t.row = s.ticket"
    " WHERE s.due_on IS NOT NULL AND s.due_on <= $1 ORDER BY s.due_on, s.row LIMIT $2";

static void
read_due (Due *due, LpStatement *row)
{
  LpPeriod term = { 0 };
  int expiry_mode = 0;

  *due = (Due){ .row = lp_statement_get_int (row, 0),
                .ticket = lp_statement_get_int (row, 1),
                .place = { lp_statement_get_int (row, 2), lp_statement_get_int (row, 3),
                           lp_statement_get_int (row, 4) != 0 },
                .on_machine = lp_statement_get_int (row, 5) > 0,
                .technical_expiry = lp_statement_get_date (row, 6),
                .recorded = (int) lp_statement_get_int (row, 7) };
  (void) lp_enum_from_nick (LP_TYPE_EXPIRY_MODE, lp_statement_get_text (row, 8), &expiry_mode);
  (void) lp_period_parse (lp_statement_get_text (row, 11), &term);
  due->terms.expiry_mode = (LpExpiryMode) expiry_mode;
  due->terms.start = lp_statement_get_date (row, 9);
  due->terms.initial_expiry = lp_statement_get_date (row, 10);
  due->terms.term_months = lp_period_get_months (term);
  (void) lp_period_parse (lp_statement_get_text (row, 12), &due->terms.notice);
  if (!lp_statement_is_null (row, 13))
    g_strlcpy (due->fiscal_year_end, lp_statement_get_text (row, 13), sizeof due->fiscal_year_end);
  due->terms.consumer = lp_statement_get_int (row, 14) != 0;
}

/* All rows first: updating them while they are being read would move them within the index. */
static GArray *
find_due (const LcTransaction *tx, guint limit, GError **error)
{
  g_autoptr (GArray) found = g_array_new (FALSE, FALSE, sizeof (Due));
  g_autoptr (GError) failure = NULL;
  LpStatement *rows = lp_db_query (tx->db, error, due_sql, "di", tx->today, (gint64) limit);

  if (rows == NULL)
    return NULL;
  while (lp_statement_step (rows, &failure))
    {
      Due due;

      read_due (&due, rows);
      g_array_append_val (found, due);
    }
  if (failure == NULL)
    return g_steal_pointer (&found);
  g_propagate_error (error, g_steal_pointer (&failure));
  return NULL;
}

gboolean
lc_renewal_insert (LpDb *db, gint64 subscription, const LpRenewal *renewal, GError **error)
{
  return lp_db_run (db, error,
                    "INSERT INTO renewal (subscription, number, first_day, last_day, committed_on)"
                    " VALUES ($1, $2, $3, $4, $5)",
                    "iiddd", subscription, (gint64) renewal->number, renewal->start, renewal->end,
                    renewal->committed_on);
}

static gboolean
store_days (const LcTransaction *tx, const Due *due, LpDate committed_until, LpDate deadline, GError **error)
{
  /* A subscription whose next term would leave the calendar is never due again. */
  LpDate due_on = deadline != LP_DATE_NONE && deadline >= tx->today ? deadline + 1 : LP_DATE_NONE;

  if (!lp_db_run (tx->db, error,
                  "UPDATE subscription SET committed_until = $1, deadline = $2, due_on = $3,"
                  " version = version + 1 WHERE row = $4",
                  "dddi", committed_until, deadline, due_on, due->row) ||
      !lc_change_add (tx, LC_CHANGE_SUBSCRIPTION, due->ticket, &due->place, error))
    return FALSE;
  if (due->on_machine || due->technical_expiry == committed_until)
    return TRUE;
  return lp_db_run (tx->db, error,
                    "UPDATE ticket SET technical_expiry = $1, version = version + 1 WHERE row = $2", "di",
                    committed_until, due->ticket) &&
         lc_change_add (tx, LC_CHANGE_TICKET, due->ticket, &due->place, error);
}

static gboolean
renew (const LcTransaction *tx, Due *due, guint *renewed, GError **error)
{
  g_autoptr (GArray) renewals = NULL;
  int recorded;

  due->terms.fiscal_year_end = due->fiscal_year_end;
  renewals = lp_subscription_renewals_due (&due->terms, due->recorded, tx->today);
  for (guint i = 0; i < renewals->len; i++)
    if (!lc_renewal_insert (tx->db, due->row, &g_array_index (renewals, LpRenewal, i), error))
      return FALSE;
  *renewed += renewals->len;
  recorded = due->recorded + (int) renewals->len;
  return store_days (tx, due, lp_subscription_committed_until (&due->terms, recorded),
                     lp_subscription_deadline (&due->terms, recorded), error);
}

int
lc_renewal_run (const LcTransaction *tx, guint limit, guint *renewed, GError **error)
{
  g_autoptr (GArray) found = find_due (tx, limit, error);

  if (found == NULL)
    return -1;
  for (guint i = 0; i < found->len; i++)
    if (!renew (tx, &g_array_index (found, Due, i), renewed, error))
      return -1;
  return found->len == limit;
}

gint64
lc_renewal_count_ended (const LcTransaction *tx, LpDate since, GError **error)
{
  return lp_db_query_int (tx->db, -1, error,
                          "SELECT count(*) FROM subscription WHERE ends_on >= $1 AND ends_on < $2"
                          " AND revoked_on IS NULL",
                          "dd", since != LP_DATE_NONE ? since : LP_DATE_MIN, tx->today);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lc-subscription-writer.h"

#include "lc-row-text.h"
#include "lp-subscription-rules.h"
#include "lp-wire.h"

static LpSubscriptionState
get_state (LpStatement *row, LpDate today)
{
  LpSubscription days = {
    .start = lp_statement_get_date (row, 9),
    .committed_until = lp_statement_get_date (row, 13),
    .cancelled_on = lp_statement_get_date (row, 16),
    .ends_on = lp_statement_get_date (row, 17),
    .revoked_on = lp_statement_get_date (row, 18),
  };

  return lp_subscription_get_state (&days, today);
}

static gboolean
write_renewals (LpDb *db, GString *out, gint64 subscription, GError **error)
{
  gboolean first = TRUE;
  GError *fault = NULL;
  LpStatement *rows = lp_db_query (db, &fault,
                                   "SELECT number, first_day, last_day, committed_on FROM renewal"
                                   " WHERE subscription = $1 ORDER BY number",
                                   "i", subscription);

  LC_LITERAL (out, ",\"renewals\":[");
  while (rows != NULL && lp_statement_step (rows, &fault))
    {
      if (!first)
        g_string_append_c (out, ',');
      first = FALSE;
      LC_LITERAL (out, "{\"number\":");
      lp_wire_write_int (out, lp_statement_get_int (rows, 0));
      lc_row_write_column (out, ",\"start\":", rows, 1);
      lc_row_write_column (out, ",\"end\":", rows, 2);
      lc_row_write_column (out, ",\"committed_on\":", rows, 3);
      g_string_append_c (out, '}');
    }
  g_string_append_c (out, ']');
  if (fault != NULL)
    g_propagate_error (error, fault);
  return fault == NULL;
}

gboolean
lc_subscription_write_row (LpDb *db, GString *out, LpStatement *row, LpDate today, GError **error)
{
  LpSubscriptionState state = get_state (row, today);

  lc_row_write_column (out, "{\"id\":", row, 2);
  lc_row_write_column (out, ",\"ticket_code\":", row, 4);
  lc_row_write_column (out, ",\"group_id\":", row, 5);
  lc_row_write_column (out, ",\"product_id\":", row, 6);
  LC_LITERAL (out, ",\"state\":");
  lp_wire_write_string (out, lp_enum_get_nick (LP_TYPE_SUBSCRIPTION_STATE, (int) state));
  lc_row_write_column (out, ",\"start_mode\":", row, 7);
  lc_row_write_column (out, ",\"expiry_mode\":", row, 8);
  lc_row_write_column (out, ",\"start\":", row, 9);
  lc_row_write_column (out, ",\"initial_expiry\":", row, 10);
  lc_row_write_column (out, ",\"term\":", row, 11);
  lc_row_write_column (out, ",\"notice\":", row, 12);
  lc_row_write_column (out, ",\"committed_until\":", row, 13);
  lc_row_write_column (out, ",\"technical_expiry\":", row, 14);
  if (state == LP_SUBSCRIPTION_ACTIVE)
    lc_row_write_column (out, ",\"deadline\":", row, 15);
  else
    LC_LITERAL (out, ",\"deadline\":null");
  lc_row_write_column (out, ",\"cancelled_on\":", row, 16);
  lc_row_write_column (out, ",\"ends_on\":", row, 17);
  lc_row_write_column (out, ",\"revoked_on\":", row, 18);
  if (!write_renewals (db, out, lp_statement_get_int (row, 1), error))
    return FALSE;
  lc_row_write_etag (out, lp_statement_get_text (row, 2), lp_statement_get_int (row, 3));
  return TRUE;
}

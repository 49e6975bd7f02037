/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lc-subscription-store.h"

#include "lc-change.h"
#include "lc-id.h"
#include "lc-renewal.h"

static const char load_sql[] =
    "SELECT s.id, t.code, g.id, p.id, s.start_mode, s.expiry_mode, s.start, s.initial_expiry, s.term, s.notice,"
    " s.fiscal_year_end, s.consumer, s.committed_until, t.technical_expiry, s.cancelled_on, s.ends_on,"
    " s.revoked_on, s.version, t.row, t.group_row, t.product, t.assignee, t.visible_to_group, t.activations"
    " FROM subscription s JOIN ticket t ON t.row = s.ticket JOIN groups g ON g.row = t.group_row"
    " JOIN product p ON p.row = t.product WHERE s.row = $1";

void
lc_subscription_free (LcSubscription *self)
{
  g_clear_pointer (&self->subscription, lp_subscription_unref);
  g_clear_pointer (&self->fiscal_year_end, g_free);
  g_free (self);
}

static int
get_enum (LpStatement *row, int column, GType type)
{
  int value = 0;

  (void) lp_enum_from_nick (type, lp_statement_get_text (row, column), &value);
  return value;
}

static void
read_dates (LcSubscription *self, LpStatement *row)
{
  LpSubscription *wire = self->subscription;

  wire->start_mode = get_enum (row, 4, LP_TYPE_START_MODE);
  wire->expiry_mode = get_enum (row, 5, LP_TYPE_EXPIRY_MODE);
  wire->start = lp_statement_get_date (row, 6);
  wire->initial_expiry = lp_statement_get_date (row, 7);
  (void) lp_period_parse (lp_statement_get_text (row, 8), &wire->term);
  (void) lp_period_parse (lp_statement_get_text (row, 9), &wire->notice);
  wire->committed_until = lp_statement_get_date (row, 12);
  wire->technical_expiry = lp_statement_get_date (row, 13);
  wire->cancelled_on = lp_statement_get_date (row, 14);
  wire->ends_on = lp_statement_get_date (row, 15);
  wire->revoked_on = lp_statement_get_date (row, 16);

  self->fiscal_year_end = lp_statement_dup_text (row, 10);
  self->terms = (LpSubscriptionTerms){ .start_mode = wire->start_mode,
                                       .expiry_mode = wire->expiry_mode,
                                       .start = wire->start,
                                       .initial_expiry = wire->initial_expiry,
                                       .term_months = lp_period_get_months (wire->term),
                                       .notice = wire->notice,
                                       .fiscal_year_end = self->fiscal_year_end,
                                       .consumer = lp_statement_get_int (row, 11) != 0 };
}

static LcSubscription *
read_row (LpStatement *row)
{
  LcSubscription *self = g_new0 (LcSubscription, 1);

  self->subscription = lp_subscription_new ();
  self->subscription->id = lp_statement_dup_text (row, 0);
  self->subscription->ticket_code = lp_statement_dup_text (row, 1);
  self->subscription->group_id = lp_statement_dup_text (row, 2);
  self->subscription->product_id = lp_statement_dup_text (row, 3);
  read_dates (self, row);
  self->version = lp_statement_get_int (row, 17);
  self->ticket = lp_statement_get_int (row, 18);
  self->group = lp_statement_get_int (row, 19);
  self->product = lp_statement_get_int (row, 20);
  self->assignee = lp_statement_get_int (row, 21);
  self->visible_to_group = lp_statement_get_int (row, 22) != 0;
  self->activations = lp_statement_get_int (row, 23);
  return self;
}

static gboolean
load_renewals (LpDb *db, gint64 row, GArray *renewals, GError **error)
{
  g_autoptr (GError) failure = NULL;
  LpStatement *statement = lp_db_query (db, error,
                                        "SELECT number, first_day, last_day, committed_on FROM renewal"
                                        " WHERE subscription = $1 ORDER BY number",
                                        "i", row);

  if (statement == NULL)
    return FALSE;
  while (lp_statement_step (statement, &failure))
    {
      LpRenewal renewal = { (int) lp_statement_get_int (statement, 0), lp_statement_get_date (statement, 1),
                            lp_statement_get_date (statement, 2), lp_statement_get_date (statement, 3) };

      g_array_append_val (renewals, renewal);
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

/* The last day on which a cancellation is in time, also of one that is yet to start; none without auto-renewal. */
static LpDate
find_deadline (const LcSubscription *self)
{
  const LpSubscription *wire = self->subscription;

  if (wire->start == LP_DATE_NONE || wire->cancelled_on != LP_DATE_NONE || wire->revoked_on != LP_DATE_NONE)
    return LP_DATE_NONE;
  return lp_subscription_deadline (&self->terms, (int) wire->renewals->len);
}

/* What is shown follows from the days that are stored. */
static void
derive (LcSubscription *self, LpDate today)
{
  LpSubscription *wire = self->subscription;

  wire->state = lp_subscription_get_state (wire, today);
  wire->deadline = wire->state == LP_SUBSCRIPTION_ACTIVE ? find_deadline (self) : LP_DATE_NONE;
}

LcSubscription *
lc_subscription_load (const LcTransaction *tx, gint64 row, GError **error)
{
  g_autoptr (LcSubscription) self = NULL;
  g_autoptr (GError) failure = NULL;
  LpStatement *statement = lp_db_query (tx->db, error, load_sql, "i", row);

  if (statement == NULL)
    return NULL;
  if (lp_statement_step (statement, &failure))
    {
      self = read_row (statement);
      lp_statement_reset (statement);
    }
  if (self == NULL)
    {
      if (failure != NULL)
        g_propagate_error (error, g_steal_pointer (&failure));
      else
        g_set_error_literal (error, LP_ERROR, LP_ERROR_NOT_FOUND,
                             "There is no such subscription, or it is not visible to you");
      return NULL;
    }

  self->row = row;
  if (self->subscription->renewals == NULL)
    self->subscription->renewals = g_array_new (FALSE, TRUE, sizeof (LpRenewal));
  if (!load_renewals (tx->db, row, self->subscription->renewals, error))
    return NULL;
  derive (self, tx->today);
  self->subscription->etag = lc_etag_new (self->subscription->id, self->version);
  return g_steal_pointer (&self);
}

LpSubscription *
lc_subscription_load_wire (const LcTransaction *tx, gint64 row, GError **error)
{
  g_autoptr (LcSubscription) self = lc_subscription_load (tx, row, error);

  return self != NULL ? lp_subscription_ref (self->subscription) : NULL;
}

int
lc_subscription_add_renewals (const LcTransaction *tx,
                              LcSubscription *self,
                              LpDate today,
                              LpDate committed_on,
                              GError **error)
{
  LpSubscription *wire = self->subscription;
  g_autoptr (GArray) due = NULL;

  if (self->terms.start == LP_DATE_NONE)
    return 0;
  due = lp_subscription_renewals_due (&self->terms, (int) wire->renewals->len, today);
  for (guint i = 0; i < due->len; i++)
    {
      LpRenewal *renewal = &g_array_index (due, LpRenewal, i);

      if (committed_on != LP_DATE_NONE)
        renewal->committed_on = committed_on;
      if (!lc_renewal_insert (tx->db, self->row, renewal, error))
        return -1;
      g_array_append_val (wire->renewals, *renewal);
      wire->committed_until = renewal->end;
    }
  return (int) due->len;
}

gboolean
lc_subscription_store (const LcTransaction *tx, LcSubscription *self, GError **error)
{
  LpSubscription *wire = self->subscription;
  LcBefore before = { self->group, self->assignee, self->visible_to_group };
  LpDate deadline = find_deadline (self);
  LpDate due_on = deadline != LP_DATE_NONE ? deadline + 1 : LP_DATE_NONE;

  derive (self, tx->today);
  self->version++;
  g_free (wire->etag);
  wire->etag = lc_etag_new (wire->id, self->version);
  if (!lp_db_run (
          tx->db, error,
          "UPDATE subscription SET committed_until = $1, deadline = $2, due_on = $3, cancelled_on = $4,"
          " ends_on = $5, revoked_on = $6, version = $7 WHERE row = $8",
          "ddddddii", wire->committed_until, deadline, due_on, wire->cancelled_on, wire->ends_on,
          wire->revoked_on, self->version, self->row) ||
      !lc_change_add (tx, LC_CHANGE_SUBSCRIPTION, self->ticket, &before, error))
    return FALSE;

  if (self->activations > 0 || wire->technical_expiry == wire->committed_until)
    return TRUE;
  wire->technical_expiry = wire->committed_until;
  return lp_db_run (tx->db, error,
                    "UPDATE ticket SET technical_expiry = $1, version = version + 1 WHERE row = $2", "di",
                    wire->technical_expiry, self->ticket) &&
         lc_change_add (tx, LC_CHANGE_TICKET, self->ticket, &before, error);
}

gboolean
lc_subscription_start (const LcTransaction *tx, LcSubscription *self, GError **error)
{
  LpSubscription *wire = self->subscription;
  char day[LP_DATE_STRING_SIZE];

  if (wire->expiry_mode == LP_EXPIRY_FIXED && wire->initial_expiry < tx->today)
    {
      g_set_error (error, LP_ERROR, LP_ERROR_INITIAL_EXPIRY_PAST,
                   "The first term of %s was to end on %s, which has passed: order it anew.",
                   wire->ticket_code, lp_date_format (wire->initial_expiry, day));
      return FALSE;
    }
  self->terms.start = wire->start = tx->today;
  if (!lp_subscription_term (&self->terms, 0, NULL, &wire->initial_expiry))
    {
      g_set_error (error, LP_ERROR, LP_ERROR_STATE, "The first term of %s would leave the calendar.",
                   wire->ticket_code);
      return FALSE;
    }
  wire->committed_until = wire->initial_expiry;
  return lp_db_run (tx->db, error, "UPDATE subscription SET start = $1, initial_expiry = $2 WHERE row = $3",
                    "ddi", wire->start, wire->initial_expiry, self->row) &&
         lc_subscription_add_renewals (tx, self, tx->today, LP_DATE_NONE, error) >= 0 &&
         lc_subscription_store (tx, self, error);
}

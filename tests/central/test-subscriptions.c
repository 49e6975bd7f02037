/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Decisions about subscriptions and the daily job, on a real database without HTTP. */

#include <sodium.h>
#include <string.h>

#include "lc-load.h"
#include "lc-renewal.h"
#include "lc-schema.h"
#include "lc-subscription-list.h"
#include "lc-subscription-service.h"
#include "lc-subscription-store.h"
#include "scratch-directory.h"

static const char data_set_text[] =
    "{\"vendor\": {\"name\": \"Vendor\"}, \"categories\": [{\"id\": \"c\", \"name\": \"C\"}],"
    "\"products\": [{\"id\": \"p\", \"code\": \"P\", \"name\": \"P\", \"kind\": \"subscription\", \"categories\": [\"c\"],"
    " \"subscription\": {\"term\": \"P1Y\", \"notice\": \"P3M\", \"expiry_mode\": \"anniversary\","
    " \"start_mode\": \"purchase\"}}],"
    "\"groups\": [{\"id\": \"g\", \"name\": \"G\", \"kind\": \"client\"}],"
    "\"licenses\": [{\"group\": \"g\", \"product\": \"p\", \"subscription\": {\"start\": \"2026-01-01\"}},"
    " {\"group\": \"g\", \"product\": \"p\", \"created_on\": \"2026-01-01\","
    " \"subscription\": {\"start_mode\": \"activation\"}}]}";

#define STARTED 1
#define PENDING 2

typedef struct
{
  char *directory;
  LpDb *db;
  LcTransaction tx;
} Fixture;

static void
set_today (Fixture *fixture, const char *today)
{
  fixture->tx.today = lp_date_parse (today);
  g_assert_cmpint (fixture->tx.today, !=, LP_DATE_NONE);
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  g_autoptr (GBytes) bytes = g_bytes_new_static (data_set_text, strlen (data_set_text));
  g_autoptr (LcDataSet) data_set = lc_data_set_open_bytes (bytes, &error);

  fixture->directory = scratch_directory_new ();
  path = g_build_filename (fixture->directory, "central.db", NULL);
  fixture->db = lp_db_open (path, LP_DB_CREATE, &error);
  g_assert_no_error (error);
  g_assert_true (lc_schema_migrate (fixture->db, &error));
  g_assert_true (lp_db_begin (fixture->db, &error));
  fixture->tx = (LcTransaction){ .db = fixture->db, .now = "2026-01-01T08:00:00Z" };
  set_today (fixture, "2026-01-01");
  g_assert_true (lc_load (&fixture->tx, data_set, NULL, &error));
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  lp_db_rollback (fixture->db);
  lp_db_close (fixture->db);
  scratch_directory_free (fixture->directory);
}

static void
assert_date (LpDate date, const char *expected)
{
  char text[LP_DATE_STRING_SIZE];

  g_assert_cmpstr (lp_date_format (date, text), ==, expected);
}

static gint64
count (Fixture *fixture, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 result = lp_db_query_int (fixture->db, -1, &error, sql, "");

  g_assert_no_error (error);
  return result;
}

static guint
run_job (Fixture *fixture, const char *today, guint limit)
{
  g_autoptr (GError) error = NULL;
  guint renewed = 0;
  int more;

  set_today (fixture, today);
  do
    {
      more = lc_renewal_run (&fixture->tx, limit, &renewed, &error);
      g_assert_no_error (error);
    }
  while (more == 1);
  return renewed;
}

static LpSubscription *
load (Fixture *fixture, gint64 row)
{
  g_autoptr (GError) error = NULL;
  LpSubscription *subscription = lc_subscription_load_wire (&fixture->tx, row, &error);

  g_assert_no_error (error);
  return subscription;
}

/* In time: the contract ends with the first term, and taking it back leaves no trace in the terms. */
static void
test_cancel_in_time (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LpSubscription) before = load (fixture, STARTED);
  g_autoptr (LpSubscription) cancelled = NULL;
  g_autoptr (LpSubscription) again = NULL;
  g_autoptr (LpSubscription) reinstated = NULL;
  gint64 records;

  assert_date (before->deadline, "2026-09-30");
  set_today (fixture, "2026-09-30");
  cancelled = lc_subscription_cancel (&fixture->tx, STARTED, lp_date_parse ("2026-12-31"), NULL, NULL,
                                      &error);
  g_assert_no_error (error);
  g_assert_cmpint (cancelled->state, ==, LP_SUBSCRIPTION_CANCELLED);
  assert_date (cancelled->ends_on, "2026-12-31");
  assert_date (cancelled->cancelled_on, "2026-09-30");
  assert_date (cancelled->deadline, NULL);
  g_assert_cmpstr (cancelled->etag, !=, before->etag);

  records = count (fixture, "SELECT count(*) FROM audit");
  again = lc_subscription_cancel (&fixture->tx, STARTED, LP_DATE_NONE, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (again->etag, ==, cancelled->etag);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM audit"), ==, records);

  reinstated = lc_subscription_reinstate (&fixture->tx, STARTED, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (reinstated->state, ==, LP_SUBSCRIPTION_ACTIVE);
  g_assert_cmpint (reinstated->committed_until, ==, before->committed_until);
  g_assert_cmpint (reinstated->deadline, ==, before->deadline);
  g_assert_cmpint (reinstated->cancelled_on, ==, LP_DATE_NONE);
  g_assert_cmpuint (reinstated->renewals->len, ==, 0);
}

/* One day late: the next term is owed; a person who was shown the earlier day is asked again. */
static void
test_cancel_late (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LpSubscription) cancelled = NULL;

  set_today (fixture, "2026-10-01");
  g_assert_true (lp_db_savepoint (fixture->db, &error));
  cancelled = lc_subscription_cancel (&fixture->tx, STARTED, lp_date_parse ("2026-12-31"), NULL, NULL,
                                      &error);
  g_assert_error (error, LP_ERROR, LP_ERROR_DEADLINE_PASSED);
  g_assert_nonnull (strstr (error->message, "2027-12-31"));
  g_assert_null (cancelled);
  g_clear_error (&error);
  lp_db_rollback_to (fixture->db);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM renewal"), ==, 0);

  cancelled = lc_subscription_cancel (&fixture->tx, STARTED, lp_date_parse ("2027-12-31"), NULL, NULL,
                                      &error);
  g_assert_no_error (error);
  assert_date (cancelled->ends_on, "2027-12-31");
  g_assert_cmpuint (cancelled->renewals->len, ==, 1);
  assert_date (g_array_index (cancelled->renewals, LpRenewal, 0).committed_on, "2026-10-01");
}

/* After the deadline the renewal is recorded with the day of the reinstatement. */
static void
test_reinstate_late (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LpSubscription) cancelled = NULL;
  g_autoptr (LpSubscription) reinstated = NULL;
  g_autoptr (LpSubscription) ended = NULL;

  set_today (fixture, "2026-09-01");
  cancelled = lc_subscription_cancel (&fixture->tx, STARTED, LP_DATE_NONE, NULL, NULL, &error);
  set_today (fixture, "2026-12-31");
  reinstated = lc_subscription_reinstate (&fixture->tx, STARTED, NULL, NULL, &error);
  g_assert_no_error (error);
  assert_date (reinstated->committed_until, "2027-12-31");
  assert_date (g_array_index (reinstated->renewals, LpRenewal, 0).committed_on, "2026-12-31");

  g_clear_pointer (&cancelled, lp_subscription_unref);
  cancelled = lc_subscription_cancel (&fixture->tx, STARTED, LP_DATE_NONE, NULL, NULL, &error);
  g_assert_no_error (error);
  set_today (fixture, "2028-01-01");
  ended = lc_subscription_reinstate (&fixture->tx, STARTED, NULL, NULL, &error);
  g_assert_null (ended);
  g_assert_error (error, LP_ERROR, LP_ERROR_STATE);
  g_assert_nonnull (strstr (error->message, "ended"));
}

static void
test_cancel_pending (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LpSubscription) cancelled = NULL;
  g_autoptr (LpSubscription) later = NULL;

  set_today (fixture, "2026-02-01");
  cancelled = lc_subscription_cancel (&fixture->tx, PENDING, LP_DATE_NONE, NULL, NULL, &error);
  g_assert_no_error (error);
  assert_date (cancelled->ends_on, "2026-02-01");
  set_today (fixture, "2026-02-02");
  later = load (fixture, PENDING);
  g_assert_cmpint (later->state, ==, LP_SUBSCRIPTION_ENDED);
}

/* Revoking touches only revoked_on, ends use of the ticket by the same act, and cannot be taken back. */
static void
test_revoke (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LpSubscription) revoked = NULL;
  g_autoptr (LpSubscription) refused = NULL;

  set_today (fixture, "2026-10-15");
  revoked = lc_subscription_revoke (&fixture->tx, STARTED, "pro_rata", NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (revoked->state, ==, LP_SUBSCRIPTION_REVOKED);
  assert_date (revoked->revoked_on, "2026-10-15");
  assert_date (revoked->committed_until, "2027-12-31");
  assert_date (revoked->ends_on, NULL);
  assert_date (revoked->deadline, NULL);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM ticket WHERE revoked_on = '2026-10-15'"), ==, 1);
  g_assert_cmpint (count (fixture, "SELECT count(*) FROM subscription WHERE credit = 'pro_rata'"), ==, 1);

  refused = lc_subscription_cancel (&fixture->tx, STARTED, LP_DATE_NONE, NULL, NULL, &error);
  g_assert_null (refused);
  g_assert_error (error, LP_ERROR, LP_ERROR_STATE);
  g_assert_cmpuint (run_job (fixture, "2029-01-01", 10), ==, 0);
}

/* Each renewal with its own due day, however late the job runs, and nothing twice. */
static void
test_daily_job (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LpSubscription) subscription = NULL;
  g_autoptr (LpSubscription) unchanged = NULL;

  g_assert_cmpuint (run_job (fixture, "2026-09-30", 10), ==, 0);
  g_assert_cmpuint (run_job (fixture, "2028-10-01", 1), ==, 3);
  subscription = load (fixture, STARTED);
  assert_date (subscription->committed_until, "2029-12-31");
  assert_date (subscription->technical_expiry, "2029-12-31");
  assert_date (subscription->deadline, "2029-09-30");
  for (guint i = 0; i < subscription->renewals->len; i++)
    {
      const LpRenewal *renewal = &g_array_index (subscription->renewals, LpRenewal, i);
      g_autofree char *due = g_strdup_printf ("%u-10-01", 2026 + i);

      g_assert_cmpint (renewal->number, ==, i + 1);
      assert_date (renewal->committed_on, due);
    }
  g_assert_cmpuint (run_job (fixture, "2028-10-01", 10), ==, 0);
  unchanged = load (fixture, STARTED);
  g_assert_cmpstr (unchanged->etag, ==, subscription->etag);
}

/* Fills @plan with what SQLite says about a query, one step a line. */
static void
explain (Fixture *fixture, const char *sql, GString *plan)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = g_strconcat ("EXPLAIN QUERY PLAN ", sql, NULL);
  LpStatement *rows = lp_db_prepare (fixture->db, text, &error);

  g_assert_no_error (error);
  while (lp_statement_step (rows, &error))
    g_string_append_printf (plan, "%s\n", lp_statement_get_text (rows, 3));
  g_assert_no_error (error);
}

/* At a million rows a list of a few must not look at all: no table of size is scanned, whatever is asked. */
static void
test_lists_by_index (Fixture *fixture, gconstpointer data)
{
  static const char *const large[] = { "SCAN s", "SCAN t", "SCAN ticket", "SCAN subscription",
                                       "SCAN renewal" };

  for (guint bits = 0; bits < 16; bits++)
    {
      const LcScope scope = { .person_row = 1, .sees_all = (bits & 1) != 0, .beyond_member = TRUE };
      const LcSubscriptionFilter filter = { .group = (bits & 2) != 0 ? 1 : 0,
                                            .state = (bits & 4) != 0 ? "active" : NULL,
                                            .deadline_before = (bits & 8) != 0 ? 20000 : LP_DATE_NONE };
      g_autofree char *sql = lc_subscription_list_compose (&scope, &filter);
      g_autoptr (GString) plan = g_string_new (NULL);

      explain (fixture, sql, plan);
      for (gsize i = 0; i < G_N_ELEMENTS (large); i++)
        if (strstr (plan->str, large[i]) != NULL)
          g_error ("%s\n%s", sql, plan->str);
      if (filter.deadline_before != LP_DATE_NONE)
        g_assert_nonnull (strstr (plan->str, "subscription_due"));
    }
}

/* Each statement of the daily job finds its rows through an index. */
static void
test_job_by_index (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *sql, *index;
  } cases[] = {
    { "SELECT s.row FROM subscription s JOIN ticket t ON t.row = s.ticket WHERE s.due_on IS NOT NULL"
      " AND s.due_on <= $1 ORDER BY s.due_on, s.row LIMIT $2",
      "subscription_due" },
    { "SELECT count(*) FROM subscription WHERE ends_on >= $1 AND ends_on < $2 AND revoked_on IS NULL",
      "subscription_end" },
    { "SELECT row FROM ticket WHERE technical_expiry >= $1 AND technical_expiry < $2 AND revoked_on IS NULL"
      " ORDER BY row",
      "ticket_expiry" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GString) plan = g_string_new (NULL);

      explain (fixture, cases[i].sql, plan);
      g_assert_nonnull (strstr (plan->str, cases[i].index));
      g_assert_null (strstr (plan->str, "SCAN"));
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (sodium_init (), >=, 0);
  g_test_add ("/subscriptions/cancel-in-time", Fixture, NULL, set_up, test_cancel_in_time, tear_down);
  g_test_add ("/subscriptions/cancel-late", Fixture, NULL, set_up, test_cancel_late, tear_down);
  g_test_add ("/subscriptions/reinstate-late", Fixture, NULL, set_up, test_reinstate_late, tear_down);
  g_test_add ("/subscriptions/cancel-pending", Fixture, NULL, set_up, test_cancel_pending, tear_down);
  g_test_add ("/subscriptions/revoke", Fixture, NULL, set_up, test_revoke, tear_down);
  g_test_add ("/subscriptions/daily-job", Fixture, NULL, set_up, test_daily_job, tear_down);
  g_test_add ("/subscriptions/lists-by-index", Fixture, NULL, set_up, test_lists_by_index, tear_down);
  g_test_add ("/subscriptions/job-by-index", Fixture, NULL, set_up, test_job_by_index, tear_down);
  return g_test_run ();
}

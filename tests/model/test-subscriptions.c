/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <stdlib.h>
#include <string.h>

#include "lp-cancel-plan.h"
#include "lp-deadline-calendar.h"
#include "lp-deadline-watch.h"
#include "lp-decision-words.h"
#include "lp-format.h"
#include "lp-subscription-list.h"
#include "lp-ticket-list.h"
#include "lp-waiting-decisions.h"
#include "model-fixture.h"

#define TODAY "2026-11-24"

static ModelFixture *
open_demo (const char *email)
{
  ModelFixture *fixture = model_fixture_new (NULL);

  lp_session_set_fixed_today (fixture->session, lp_date_parse (TODAY));
  g_assert_true (model_fixture_open_demo (fixture, email));
  model_fixture_wait_synced (fixture);
  return fixture;
}

static guint
count (LpSubscriptionList *list)
{
  wait_until (lp_subscription_list_is_settled (list));
  return g_list_model_get_n_items (G_LIST_MODEL (list));
}

static LpSubscriptionItem *
get (LpSubscriptionList *list, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (list), position);
}

static LpSubscription *
get_whole (ModelFixture *fixture, LpSubscriptionItem *item)
{
  return lp_replica_get_subscription (lp_session_get_replica (fixture->session),
                                      lp_subscription_item_get_id (item));
}

static void
test_filters (void)
{
  g_autoptr (ModelFixture) fixture = open_demo (VENDOR_ADMIN);
  g_autoptr (LpSubscriptionList) list = lp_subscription_list_new (fixture->session);
  guint all = count (list);
  guint cancelled;

  lp_subscription_list_set_states (list, 1u << LP_SUBSCRIPTION_CANCELLED);
  cancelled = count (list);
  g_assert_cmpuint (cancelled, >, 0);
  g_assert_cmpuint (cancelled, <, all);
  for (guint i = 0; i < cancelled; i++)
    {
      g_autoptr (LpSubscriptionItem) item = get (list, i);

      g_assert_cmpint (lp_subscription_item_get_state (item), ==, LP_SUBSCRIPTION_CANCELLED);
    }
  lp_subscription_list_clear_filters (list);
  g_assert_cmpuint (count (list), ==, all);

  {
    g_autoptr (LpSubscriptionItem) first = get (list, 0);
    g_autoptr (LpSubscription) whole = get_whole (fixture, first);

    lp_subscription_list_set_product_id (list, whole->product_id);
    g_assert_cmpuint (count (list), <, all);
    lp_subscription_list_set_search (list, lp_subscription_item_get_code (first));
    g_assert_cmpuint (count (list), ==, 1);
  }
}

static void
test_order (void)
{
  g_autoptr (ModelFixture) fixture = open_demo (VENDOR_ADMIN);
  g_autoptr (LpSubscriptionList) list = lp_subscription_list_new (fixture->session);
  LpDate last = LP_DATE_MAX;
  guint n;

  lp_subscription_list_set_states (list, 1u << LP_SUBSCRIPTION_ACTIVE);
  lp_subscription_list_set_sort (list, LP_SUBSCRIPTION_SORT_COMMITTED, TRUE);
  n = count (list);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (LpSubscriptionItem) item = get (list, i);
      g_autoptr (LpSubscription) whole = get_whole (fixture, item);

      g_assert_cmpint (whole->committed_until, <=, last);
      last = whole->committed_until;
    }
}

static void
add_touched (LpSubscriptionList *list, guint position, guint removed, guint added, guint *touched)
{
  *touched += removed + added;
}

static void
submit (ModelFixture *fixture, LpRequest *request)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (LpChange) change = NULL;
  LpOutbox *outbox = lp_session_get_outbox (fixture->session);

  lp_outbox_submit_async (outbox, request, "test", NULL, model_fixture_keep_result, &result);
  wait_until (result != NULL);
  change = lp_outbox_submit_finish (outbox, result, NULL);
  g_assert_cmpint (lp_change_get_state (change), ==, LP_CHANGE_DONE);
}

static void
count_changed (LpSubscriptionItem *item, guint *n)
{
  (*n)++;
}

/* One cancellation moves one row; every other one stays where it is, and whoever holds the item sees the new state. */
static void
test_update (void)
{
  g_autoptr (ModelFixture) fixture = open_demo (VENDOR_ADMIN);
  g_autoptr (LpSubscriptionList) list = lp_subscription_list_new (fixture->session);
  g_autoptr (LpSubscriptionItem) item = NULL;
  g_autoptr (LpRequest) request = NULL;
  guint n_changed = 0;
  guint touched = 0;
  guint n;

  lp_subscription_list_set_states (list, 1u << LP_SUBSCRIPTION_ACTIVE);
  n = count (list);
  item = get (list, 3);
  g_signal_connect (item, "changed", G_CALLBACK (count_changed), &n_changed);
  g_signal_connect (list, "items-changed", G_CALLBACK (add_touched), &touched);
  request = lp_call_cancel_subscription (lp_subscription_item_get_id (item), LP_DATE_NONE);
  submit (fixture, request);
  wait_until (count (list) == n - 1);
  g_assert_cmpuint (touched, ==, 1);
  g_assert_cmpuint (n_changed, ==, 1);
  g_assert_cmpint (lp_subscription_item_get_state (item), ==, LP_SUBSCRIPTION_CANCELLED);
}

static LpCancelPlan *
plan_first (ModelFixture *fixture, LpSubscriptionList *list, guint n)
{
  guint n_rows;
  const guint32 *rows = lp_subscription_list_get_rows (list, &n_rows);
  LpCancelPlan *plan = lp_cancel_plan_new (fixture->session, rows, MIN (n, n_rows));

  wait_until (lp_cancel_plan_get_state (plan) == LP_PLAN_READY);
  return plan;
}

static void
assert_counts (LpCancelPlan *plan, guint able, guint refused)
{
  guint n_able, n_late, n_refused;

  lp_cancel_plan_get_counts (plan, &n_able, &n_late, &n_refused);
  g_assert_cmpuint (n_able, ==, able);
  g_assert_cmpuint (n_refused, ==, refused);
}

static void
test_bulk (void)
{
  g_autoptr (ModelFixture) fixture = open_demo (VENDOR_ADMIN);
  g_autoptr (LpSubscriptionList) list = lp_subscription_list_new (fixture->session);
  g_autoptr (LpCancelPlan) plan = NULL;
  g_autoptr (LpCancelItem) first = NULL;
  g_autofree char *summary = NULL;
  guint n;

  lp_subscription_list_set_states (list, 1u << LP_SUBSCRIPTION_ACTIVE);
  n = count (list);
  plan = plan_first (fixture, list, 20);
  assert_counts (plan, 20, 0);
  g_assert_false (lp_cancel_plan_is_offline (plan));
  first = g_list_model_get_item (G_LIST_MODEL (plan), 0);
  g_assert_true (lp_date_is_valid (lp_cancel_item_get_outlook (first)->ends_on));

  lp_cancel_plan_run (plan);
  wait_until (lp_cancel_plan_get_state (plan) == LP_PLAN_DONE);
  assert_counts (plan, 20, 0);
  wait_until (count (list) == n - 20);
  summary = lp_cancel_plan_dup_summary (plan);
  g_assert_true (g_str_has_prefix (summary, "20 subscriptions were cancelled."));

  g_assert_true (lp_cancel_plan_can_undo (plan));
  lp_cancel_plan_undo (plan);
  wait_until (lp_cancel_plan_get_state (plan) == LP_PLAN_UNDONE);
  wait_until (count (list) == n);
}

/* Those that are cancelled already are refused with the reason and left out of the batch. */
static void
test_bulk_mixed (void)
{
  g_autoptr (ModelFixture) fixture = open_demo (VENDOR_ADMIN);
  g_autoptr (LpSubscriptionList) list = lp_subscription_list_new (fixture->session);
  g_autoptr (LpCancelPlan) plan = NULL;
  g_autoptr (LpCancelItem) last = NULL;
  guint n;

  lp_subscription_list_set_states (list, 1u << LP_SUBSCRIPTION_CANCELLED);
  n = MIN (count (list), 3);
  plan = plan_first (fixture, list, n);
  assert_counts (plan, 0, n);
  last = g_list_model_get_item (G_LIST_MODEL (plan), n - 1);
  g_assert_cmpstr (lp_cancel_item_get_refusal (last), ==, "It is cancelled already.");
}

static void
test_bulk_without_right (void)
{
  g_autoptr (ModelFixture) fixture = open_demo (CLIENT_SUPPORT);
  g_autoptr (LpSubscriptionList) list = lp_subscription_list_new (fixture->session);
  g_autoptr (LpCancelPlan) plan = NULL;
  g_autoptr (LpCancelItem) first = NULL;

  lp_subscription_list_set_states (list, 1u << LP_SUBSCRIPTION_ACTIVE);
  g_assert_cmpuint (count (list), >, 5);
  plan = plan_first (fixture, list, 5);
  assert_counts (plan, 0, 5);
  first = g_list_model_get_item (G_LIST_MODEL (plan), 0);
  g_assert_nonnull (strstr (lp_cancel_item_get_refusal (first), "right"));
}

/* Row keys of the first of each state, in this order. */
static GArray *
collect_rows (ModelFixture *fixture,
              LpSubscriptionList *list,
              const LpSubscriptionState *states,
              gsize n_states)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (guint32));

  for (gsize i = 0; i < n_states; i++)
    {
      guint n;

      lp_subscription_list_set_states (list, 1u << states[i]);
      g_assert_cmpuint (count (list), >, 0);
      g_array_append_vals (rows, lp_subscription_list_get_rows (list, &n), 1);
    }
  return rows;
}

/* With a deadline first, then what has not started, then what cannot be cancelled; each says why. */
static void
test_bulk_order (void)
{
  static const LpSubscriptionState states[] = { LP_SUBSCRIPTION_CANCELLED, LP_SUBSCRIPTION_PENDING,
                                                LP_SUBSCRIPTION_REVOKED, LP_SUBSCRIPTION_ACTIVE };
  static const char *const beginnings[] = { "Last day ", "No deadline, since it has not started",
                                            "It is cancelled already.", "It was revoked" };
  g_autoptr (ModelFixture) fixture = open_demo (VENDOR_ADMIN);
  g_autoptr (LpSubscriptionList) list = lp_subscription_list_new (fixture->session);
  g_autoptr (GArray) rows = collect_rows (fixture, list, states, G_N_ELEMENTS (states));
  g_autoptr (LpCancelPlan)
      plan = lp_cancel_plan_new (fixture->session, (const guint32 *) (gpointer) rows->data, rows->len);
  g_autofree char *summary = NULL;
  g_autofree char *left_out = NULL;
  g_autofree char *owed = NULL;

  wait_until (lp_cancel_plan_get_state (plan) == LP_PLAN_READY);
  assert_counts (plan, 2, 2);
  for (guint i = 0; i < G_N_ELEMENTS (beginnings); i++)
    {
      g_autoptr (LpCancelItem) item = g_list_model_get_item (G_LIST_MODEL (plan), i);
      g_autofree char *consequence = lp_cancel_item_dup_consequence (item);

      g_test_message ("%s", consequence);
      g_assert_true (g_str_has_prefix (consequence, beginnings[i]));
      if (i == 0)
        {
          const LpCancelOutlook *outlook = lp_cancel_item_get_outlook (item);
          g_autofree char *term = lp_owed_term_dup_text (&g_array_index (outlook->owed, LpOwedTerm, 0));

          g_assert_nonnull (strstr (consequence, term));
          owed = g_strdup_printf (outlook->owed->len == 1 ? "In all, %u term is still owed."
                                                          : "In all, %u terms are still owed.",
                                  outlook->owed->len);
        }
    }
  summary = lp_cancel_plan_dup_summary (plan);
  g_assert_true (g_str_has_prefix (summary, "2 subscriptions can be cancelled."));
  g_assert_true (g_str_has_suffix (summary, owed));
  left_out = lp_cancel_plan_dup_left_out (plan);
  g_assert_cmpstr (left_out, ==,
                   "2 cannot be cancelled and are left out:\n• 1: It is cancelled already.\n"
                   "• 1: It was revoked: that cannot be changed any more.");
}

/* By asking about each alone. */
static guint
count_decidable_alone (ModelFixture *fixture, LpSubscriptionList *list)
{
  guint n = count (list);
  guint n_decidable = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (LpSubscriptionItem) item = get (list, i);
      g_autoptr (LpSubscription) whole = get_whole (fixture, item);
      g_autofree char *refusal = lp_decision_dup_refusal (fixture->session, whole, LP_DECISION_CANCEL);

      n_decidable += refusal == NULL;
    }
  return n_decidable;
}

static guint
count_deadlines_alone (ModelFixture *fixture, LpSubscriptionList *list)
{
  guint n_deadlines = 0;

  for (guint i = 0; i < count (list); i++)
    {
      g_autoptr (LpSubscriptionItem) item = get (list, i);
      g_autoptr (LpSubscription) whole = get_whole (fixture, item);

      n_deadlines += lp_date_is_valid (whole->deadline);
    }
  return n_deadlines;
}

static guint
ask_decidable (ModelFixture *fixture, LpSubscriptionList *list, guint *n_deadlines)
{
  g_autoptr (GAsyncResult) result = NULL;
  LpReplica *replica = lp_session_get_replica (fixture->session);
  guint n_rows, n;
  const guint32 *rows = lp_subscription_list_get_rows (list, &n_rows);

  lp_replica_count_decidable_async (replica, rows, n_rows, NULL, model_fixture_keep_result, &result);
  wait_until (result != NULL);
  g_assert_true (lp_replica_count_decidable_finish (replica, result, &n, n_deadlines, NULL));
  return n;
}

static void
check_decidable (const char *email, gboolean any)
{
  g_autoptr (ModelFixture) fixture = open_demo (email);
  g_autoptr (LpSubscriptionList) list = lp_subscription_list_new (fixture->session);
  guint decidable = count_decidable_alone (fixture, list);
  guint n_deadlines;

  g_assert_cmpint (decidable > 0, ==, any);
  g_assert_cmpuint (ask_decidable (fixture, list, &n_deadlines), ==, decidable);
  g_assert_cmpuint (n_deadlines, ==, count_deadlines_alone (fixture, list));
}

static void
test_decidable (void)
{
  check_decidable (CLIENT_ADMIN, TRUE);
  check_decidable (CLIENT_SUPPORT, FALSE);
}

/* Those whose row shows that a decision is near. */
static guint
count_soon_alone (LpSubscriptionList *list)
{
  guint n = count (list);
  guint n_soon = 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (LpSubscriptionItem) item = get (list, i);

      n_soon += lp_subscription_item_get_needs_decision (item);
    }
  return n_soon;
}

static void
check_soon (const char *email, gboolean decides_any)
{
  g_autoptr (ModelFixture) fixture = open_demo (email);
  g_autoptr (LpSubscriptionList) list = lp_subscription_list_new (fixture->session);
  guint all = count (list);
  guint soon = count_soon_alone (list);
  guint may_decide = 0;

  g_assert_cmpuint (soon, >, 0);
  g_assert_cmpuint (soon, <, all);
  lp_subscription_list_set_needs_decision (list, TRUE);
  g_assert_cmpuint (count (list), ==, soon);
  g_assert_cmpuint (count_soon_alone (list), ==, soon);
  for (guint i = 0; i < soon; i++)
    {
      g_autoptr (LpSubscriptionItem) item = get (list, i);

      may_decide += lp_subscription_item_get_may_decide (item);
    }
  /* Some of them are for others to decide. */
  g_assert_cmpuint (may_decide, <, soon);
  g_assert_cmpint (may_decide > 0, ==, decides_any);
}

/* “Needs a Decision” is what the rows say, to everyone who sees them, whoever may decide. */
static void
test_needs_decision (void)
{
  check_soon (CLIENT_ADMIN, TRUE);
  check_soon (CLIENT_SUPPORT, FALSE);
}

static LpTicketItem *
find_ticket (ModelFixture *fixture, LpTicketList *tickets, const char *code)
{
  guint position;

  wait_until (lp_ticket_list_is_settled (tickets));
  g_assert_true (lp_ticket_list_find (tickets, code, &position));
  return g_list_model_get_item (G_LIST_MODEL (tickets), position);
}

static void
submit_offline (ModelFixture *fixture, LpRequest *request)
{
  LpOutbox *outbox = lp_session_get_outbox (fixture->session);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (LpChange) change = NULL;

  lp_outbox_set_online (outbox, FALSE);
  lp_outbox_submit_async (outbox, request, "test", NULL, model_fixture_keep_result, &result);
  wait_until (result != NULL);
  change = lp_outbox_submit_finish (outbox, result, NULL);
  g_assert_cmpint (lp_change_get_state (change), ==, LP_CHANGE_WAITING);
}

/* What is not received yet is marked in both lists, is not decided about once more, and is unmarked once it is sent. */
static void
test_waiting (void)
{
  g_autoptr (ModelFixture) fixture = open_demo (VENDOR_ADMIN);
  g_autoptr (LpSubscriptionList) list = lp_subscription_list_new (fixture->session);
  g_autoptr (LpTicketList) tickets = lp_ticket_list_new (fixture->session);
  LpWaitingDecisions *waiting = lp_waiting_decisions_get (fixture->session);
  LpOutbox *outbox = lp_session_get_outbox (fixture->session);
  g_autoptr (LpSubscriptionItem) item = NULL;
  g_autoptr (LpTicketItem) ticket = NULL;
  g_autoptr (LpRequest) request = NULL;
  g_autoptr (LpCancelPlan) plan = NULL;
  g_autofree char *left_out = NULL;
  LpSubscriptionDecision decision;

  lp_subscription_list_set_states (list, 1u << LP_SUBSCRIPTION_ACTIVE);
  g_assert_cmpuint (count (list), >, 0);
  item = get (list, 0);
  ticket = find_ticket (fixture, tickets, lp_subscription_item_get_code (item));
  g_assert_cmpint (lp_subscription_item_get_waiting (item), ==, -1);
  g_assert_cmpint (lp_ticket_item_get_waiting (ticket), ==, -1);

  request = lp_call_cancel_subscription (lp_subscription_item_get_id (item), LP_DATE_NONE);
  submit_offline (fixture, request);
  wait_until (lp_subscription_item_get_waiting (item) == LP_DECISION_CANCEL);
  g_assert_cmpint (lp_ticket_item_get_waiting (ticket), ==, LP_DECISION_CANCEL);
  g_assert_cmpint (lp_subscription_item_get_state (item), ==, LP_SUBSCRIPTION_ACTIVE);
  g_assert_true (lp_waiting_decisions_find (waiting, NULL, lp_subscription_item_get_code (item), &decision));

  plan = plan_first (fixture, list, 1);
  assert_counts (plan, 0, 1);
  left_out = lp_cancel_plan_dup_left_out (plan);
  g_assert_nonnull (strstr (left_out, "A decision about it waits for the connection already."));

  lp_outbox_set_online (outbox, TRUE);
  wait_until (lp_subscription_item_get_waiting (item) == -1);
  g_assert_cmpint (lp_ticket_item_get_waiting (ticket), ==, -1);
  wait_until (lp_subscription_item_get_state (item) == LP_SUBSCRIPTION_CANCELLED);
}

/* Many at once, and taken back before they are sent. */
static void
test_waiting_batch (void)
{
  g_autoptr (ModelFixture) fixture = open_demo (VENDOR_ADMIN);
  g_autoptr (LpSubscriptionList) list = lp_subscription_list_new (fixture->session);
  LpOutbox *outbox = lp_session_get_outbox (fixture->session);
  g_autoptr (LpSubscriptionItem) first = NULL;
  g_autoptr (LpSubscriptionItem) second = NULL;
  g_autoptr (LpSubscriptionItem) third = NULL;
  g_autoptr (LpRequest) request = NULL;
  g_autoptr (LpChange) change = NULL;

  lp_subscription_list_set_states (list, 1u << LP_SUBSCRIPTION_ACTIVE);
  g_assert_cmpuint (count (list), >, 2);
  first = get (list, 0);
  second = get (list, 1);
  third = get (list, 2);
  {
    const LpBatchOperation operations[] = {
      { .op = LP_BATCH_CANCEL,
        .code = lp_subscription_item_get_code (first),
        .expected_ends_on = LP_DATE_NONE },
      { .op = LP_BATCH_REVOKE,
        .code = lp_subscription_item_get_code (second),
        .expected_ends_on = LP_DATE_NONE },
    };

    request = lp_call_batch (operations, G_N_ELEMENTS (operations), TRUE, FALSE);
  }
  submit_offline (fixture, request);
  wait_until (lp_subscription_item_get_waiting (first) == LP_DECISION_CANCEL);
  g_assert_cmpint (lp_subscription_item_get_waiting (second), ==, LP_DECISION_REVOKE);
  g_assert_cmpint (lp_subscription_item_get_waiting (third), ==, -1);

  change = g_list_model_get_item (G_LIST_MODEL (outbox), 0);
  g_assert_true (lp_outbox_discard (outbox, change));
  wait_until (lp_subscription_item_get_waiting (first) == -1);
  g_assert_cmpint (lp_subscription_item_get_waiting (second), ==, -1);
}

/* Each reminder is read on its own day: it names the last day and how many are left; one whose day is over is not
 * written, since a calendar would show it at once. */
static void
check_reminders (const char *text)
{
  g_auto (GStrv) lines = g_strsplit (text, "\r\n ", -1);
  g_autofree char *unfolded = g_strjoinv ("", lines);
  g_auto (GStrv) events = g_strsplit (unfolded, "BEGIN:VEVENT\r\n", -1);
  LpDate today = lp_date_parse (TODAY);
  guint n_both = 0;

  for (guint i = 1; events[i] != NULL; i++)
    {
      const char *start = strstr (events[i], "DTSTART;VALUE=DATE:");
      int number = atoi (start + strlen ("DTSTART;VALUE=DATE:"));
      LpDate deadline = lp_date_from_ymd (number / 10000, number / 100 % 100, number % 100);
      g_autofree char *day = lp_format_date (deadline);
      g_autofree char *week = g_strdup_printf ("TRIGGER:-P7D\r\nDESCRIPTION:7 days left: cancel ");
      g_autofree char *last = g_strdup_printf ("TRIGGER:P0D\r\nDESCRIPTION:Last day\\, %s: cancel ", day);
      gboolean both = deadline - 7 >= today;

      g_assert_true (strstr (events[i], "SUMMARY:Last day to cancel: ") != NULL);
      g_assert_nonnull (strstr (events[i], last));
      g_assert_cmpint (strstr (events[i], week) != NULL, ==, both);
      n_both += both;
    }
  g_assert_cmpuint (n_both, >, 0);
  g_assert_cmpuint (n_both, <, g_strv_length (events) - 1);
}

static void
test_calendar (void)
{
  g_autoptr (ModelFixture) fixture = open_demo (VENDOR_ADMIN);
  g_autoptr (LpSubscriptionList) list = lp_subscription_list_new (fixture->session);
  g_autofree char *path = g_build_filename (fixture->directory, "deadlines.ics", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  g_auto (GStrv) events = NULL;
  const guint32 *rows;
  guint n_rows, n_written;

  count (list);
  rows = lp_subscription_list_get_rows (list, &n_rows);
  g_assert_cmpuint (n_rows, >, 1000);
  lp_deadline_calendar_write_async (fixture->session, rows, n_rows, 7, file, NULL, model_fixture_keep_result,
                                    &result);
  wait_until (result != NULL);
  g_assert_true (lp_deadline_calendar_write_finish (result, &n_written, &error));
  g_assert_no_error (error);
  lp_subscription_list_set_states (list, 1u << LP_SUBSCRIPTION_ACTIVE);
  g_assert_cmpuint (n_written, ==, count (list));
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  events = g_strsplit (text, "\r\nBEGIN:VEVENT\r\n", -1);
  g_assert_cmpuint (g_strv_length (events) - 1, ==, n_written);
  check_reminders (text);
}

static void
test_calendar_nowhere (void)
{
  g_autoptr (ModelFixture) fixture = open_demo (VENDOR_ADMIN);
  g_autofree char *path = g_build_filename (fixture->directory, "none", "deadlines.ics", NULL);
  g_autoptr (GFile) file = g_file_new_for_path (path);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  guint n_written;

  lp_deadline_calendar_write_async (fixture->session, NULL, 0, -1, file, NULL, model_fixture_keep_result,
                                    &result);
  wait_until (result != NULL);
  g_assert_false (lp_deadline_calendar_write_finish (result, &n_written, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
}

static void
due_cb (LpDeadlineWatch *watch, GPtrArray *due, guint *n)
{
  *n += due->len;
}

static guint
watch_once (ModelFixture *fixture, int days)
{
  g_autofree char *path = g_build_filename (fixture->directory, "told", NULL);
  LpDeadlineWatch *watch = lp_deadline_watch_new (fixture->session, path);
  guint n = 0;

  g_signal_connect (watch, "due", G_CALLBACK (due_cb), &n);
  lp_deadline_watch_set_days (watch, days);
  wait_until (lp_deadline_watch_is_settled (watch));
  g_object_unref (watch);
  return n;
}

static void
test_watch (void)
{
  g_autoptr (ModelFixture) fixture = open_demo (VENDOR_ADMIN);
  guint week = watch_once (fixture, 7);

  g_assert_cmpuint (week, >, 0);
  g_assert_cmpuint (watch_once (fixture, 7), ==, 0);
  g_assert_cmpuint (watch_once (fixture, 0), ==, 0);
  /* Another interval tells of each again. */
  g_assert_cmpuint (watch_once (fixture, 30), >, week);
  g_assert_cmpuint (watch_once (fixture, 30), ==, 0);
}

static void
test_watch_without_right (void)
{
  g_autoptr (ModelFixture) fixture = open_demo (CLIENT_SUPPORT);

  g_assert_cmpuint (watch_once (fixture, 90), ==, 0);
}

static LpCancelOutlook *
make_outlook (const char *ends_on, const char *deadline, gboolean passed)
{
  LpCancelOutlook *outlook = g_new0 (LpCancelOutlook, 1);
  LpOwedTerm terms[] = { { lp_date_parse ("2026-01-01"), lp_date_parse ("2026-12-31") },
                         { lp_date_parse ("2027-01-01"), lp_date_parse ("2027-12-31") } };

  outlook->ends_on = lp_date_parse (ends_on);
  outlook->deadline = lp_date_parse (deadline);
  outlook->passed = passed;
  outlook->owed = g_array_new (FALSE, FALSE, sizeof (LpOwedTerm));
  g_array_append_vals (outlook->owed, terms, passed ? 2 : 1);
  return outlook;
}

static void
test_words (void)
{
  g_autoptr (LpCancelOutlook) late = make_outlook ("2027-12-31", "2026-09-30", TRUE);
  g_autoptr (LpCancelOutlook) early = make_outlook ("2026-12-31", "2026-09-30", FALSE);
  g_autofree char *late_text = lp_cancel_dup_sentence (late);
  g_autofree char *early_text = lp_cancel_dup_sentence (early);
  g_autofree char *offline = lp_cancel_dup_offline_note (early);

  g_assert_cmpstr (
      late_text, ==,
      "The deadline was 30 September 2026, so the next term 1 Jan 2027 – 31 Dec 2027 is still owed. The "
      "last day of use is 31 December 2027.");
  g_assert_cmpstr (
      early_text, ==,
      "The last day of use is 31 December 2026. The deadline for this cancellation is 30 September 2026; "
      "after that a new term begins.");
  g_assert_nonnull (strstr (offline, "not yet received"));
  g_assert_nonnull (strstr (offline, "30 September 2026"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/subscriptions/filters", test_filters);
  g_test_add_func ("/subscriptions/order", test_order);
  g_test_add_func ("/subscriptions/update", test_update);
  g_test_add_func ("/subscriptions/bulk", test_bulk);
  g_test_add_func ("/subscriptions/bulk-mixed", test_bulk_mixed);
  g_test_add_func ("/subscriptions/bulk-without-right", test_bulk_without_right);
  g_test_add_func ("/subscriptions/bulk-order", test_bulk_order);
  g_test_add_func ("/subscriptions/decidable", test_decidable);
  g_test_add_func ("/subscriptions/needs-decision", test_needs_decision);
  g_test_add_func ("/subscriptions/waiting", test_waiting);
  g_test_add_func ("/subscriptions/waiting-batch", test_waiting_batch);
  g_test_add_func ("/subscriptions/calendar", test_calendar);
  g_test_add_func ("/subscriptions/calendar-nowhere", test_calendar_nowhere);
  g_test_add_func ("/subscriptions/watch", test_watch);
  g_test_add_func ("/subscriptions/watch-without-right", test_watch_without_right);
  g_test_add_func ("/subscriptions/words", test_words);
  return g_test_run ();
}

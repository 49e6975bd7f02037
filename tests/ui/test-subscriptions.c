/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>
#include <string.h>

#include "find-widget.h"
#include "lp-calls.h"
#include "lp-client-sync.h"
#include "lp-decisions.h"
#include "lp-replica.h"
#include "lp-submit.h"
#include "lp-subscription-bar.h"
#include "lp-subscription-panel.h"
#include "lp-subscription-table.h"
#include "lp-subscriptions-page.h"
#include "lp-timeline.h"
#include "lp-value-row.h"
#include "window-fixture.h"

/* The page of subscriptions in the window: what follows the selection, and what waits for the connection. */

static gpointer
find (WindowFixture *fixture, GType type)
{
  return find_type (GTK_WIDGET (fixture->window), type);
}

static GtkSelectionModel *
get_selection (WindowFixture *fixture)
{
  GtkColumnView *view = find_id (find (fixture, LP_TYPE_SUBSCRIPTION_TABLE), "view");

  return gtk_column_view_get_model (view);
}

static LpSubscriptionList *
get_list (WindowFixture *fixture)
{
  GListModel *slice = gtk_multi_selection_get_model (GTK_MULTI_SELECTION (get_selection (fixture)));

  return LP_SUBSCRIPTION_LIST (gtk_slice_list_model_get_model (GTK_SLICE_LIST_MODEL (slice)));
}

static guint
count_rows (WindowFixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (get_selection (fixture)));
}

static gboolean
is_settled (WindowFixture *fixture)
{
  return lp_subscription_list_is_settled (get_list (fixture)) &&
         count_rows (fixture) == g_list_model_get_n_items (G_LIST_MODEL (get_list (fixture)));
}

static void
set_up (WindowFixture *fixture, gconstpointer email)
{
  window_fixture_set_up (fixture, email);
  wait_until (lp_session_is_complete (fixture->model->session));
  wait_until (gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.page", "i", 1));
  wait_until (find (fixture, LP_TYPE_SUBSCRIPTION_TABLE) != NULL);
  wait_until (is_settled (fixture) && count_rows (fixture) > 0);
}

static LpSubscriptionItem *
get_item (WindowFixture *fixture, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (get_selection (fixture)), position);
}

/* The first of the rows that this person may cancel, or may not. */
static guint
find_row (WindowFixture *fixture, gboolean may)
{
  for (guint i = 0; i < count_rows (fixture); i++)
    {
      g_autoptr (LpSubscriptionItem) item = get_item (fixture, i);

      if (lp_subscription_item_get_state (item) == LP_SUBSCRIPTION_ACTIVE &&
          lp_subscription_item_get_may_decide (item) == may)
        return i;
    }
  g_assert_not_reached ();
}

static gboolean
is_shown (WindowFixture *fixture, const char *text)
{
  return find_label (GTK_WIDGET (fixture->window), text) != NULL;
}

static void
test_only_what_can_be_cancelled (WindowFixture *fixture, gconstpointer email)
{
  GtkWidget *cancel = find_id (find (fixture, LP_TYPE_SUBSCRIPTION_BAR), "cancel");
  guint may = find_row (fixture, TRUE);
  guint may_not = find_row (fixture, FALSE);

  g_assert_false (gtk_widget_get_visible (cancel));
  gtk_selection_model_select_item (get_selection (fixture), may, TRUE);
  wait_until (gtk_widget_get_visible (cancel));
  gtk_selection_model_select_item (get_selection (fixture), may_not, TRUE);
  wait_until (!gtk_widget_get_visible (cancel));
  gtk_selection_model_select_item (get_selection (fixture), may, FALSE);
  wait_until (gtk_widget_get_visible (cancel));
}

/* What has ended or is cancelled has no day for a calendar, and the button says so. */
static void
test_only_deadlines_are_exported (WindowFixture *fixture, gconstpointer email)
{
  GtkWidget *button = find_id (find (fixture, LP_TYPE_SUBSCRIPTION_BAR), "export");
  LpSubscriptionList *list = get_list (fixture);

  lp_subscription_list_set_states (list, 1u << LP_SUBSCRIPTION_CANCELLED | 1u << LP_SUBSCRIPTION_ENDED);
  wait_until (is_settled (fixture) && count_rows (fixture) > 1);
  gtk_selection_model_select_all (get_selection (fixture));
  wait_until (gtk_widget_get_tooltip_text (button) != NULL);
  g_assert_false (gtk_widget_get_sensitive (button));

  lp_subscription_list_set_states (list, 0);
  wait_until (is_settled (fixture) && find_row (fixture, TRUE) < count_rows (fixture));
  gtk_selection_model_select_item (get_selection (fixture), find_row (fixture, TRUE), FALSE);
  wait_until (gtk_widget_get_sensitive (button));
  g_assert_null (gtk_widget_get_tooltip_text (button));
}

static void
submit (WindowFixture *fixture, LpRequest *request, LpChangeState state)
{
  LpOutbox *outbox = lp_session_get_outbox (fixture->model->session);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (LpChange) change = NULL;

  lp_outbox_submit_async (outbox, request, "test", NULL, model_fixture_keep_result, &result);
  wait_until (result != NULL);
  change = lp_outbox_submit_finish (outbox, result, NULL);
  g_assert_cmpint (lp_change_get_state (change), ==, state);
}

/* One alone that its cancellation takes from the list stays in the details, and is selected when it comes back. */
static void
test_details_follow_one (WindowFixture *fixture, gconstpointer email)
{
  g_autoptr (LpSubscriptionItem) item = NULL;
  g_autoptr (LpRequest) cancel = NULL;
  g_autoptr (LpRequest) reinstate = NULL;
  guint position, n;

  lp_subscription_list_set_states (get_list (fixture), 1u << LP_SUBSCRIPTION_ACTIVE);
  wait_until (is_settled (fixture));
  n = count_rows (fixture);
  position = find_row (fixture, TRUE);
  item = get_item (fixture, position);
  gtk_selection_model_select_item (get_selection (fixture), position, TRUE);
  wait_until (is_shown (fixture, lp_subscription_item_get_code (item)));

  cancel = lp_call_cancel_subscription (lp_subscription_item_get_id (item), LP_DATE_NONE);
  submit (fixture, cancel, LP_CHANGE_DONE);
  wait_until (is_settled (fixture) && count_rows (fixture) == n - 1);
  wait_until (is_shown (fixture, "No longer matches search and filters"));
  g_assert_true (is_shown (fixture, lp_subscription_item_get_code (item)));
  wait_until (is_shown (fixture, "Cancelled"));

  reinstate = lp_call_reinstate_subscription (lp_subscription_item_get_id (item));
  submit (fixture, reinstate, LP_CHANGE_DONE);
  wait_until (is_settled (fixture) && count_rows (fixture) == n);
  wait_until (!is_shown (fixture, "No longer matches search and filters"));
  g_assert_true (gtk_selection_model_is_selected (get_selection (fixture), position));
}

/* Another question, or several at once: nothing is shown that is not in the list. */
static void
test_details_follow_many (WindowFixture *fixture, gconstpointer email)
{
  LpSubscriptionTable *table = find (fixture, LP_TYPE_SUBSCRIPTION_TABLE);

  gtk_selection_model_select_item (get_selection (fixture), 0, TRUE);
  gtk_selection_model_select_item (get_selection (fixture), 1, FALSE);
  wait_until (is_shown (fixture, "2 Subscriptions Selected"));
  gtk_selection_model_select_item (get_selection (fixture), 0, TRUE);
  wait_until (!is_shown (fixture, "2 Subscriptions Selected"));
  lp_subscription_table_rewind (table);
  lp_subscription_list_set_search (get_list (fixture), "no subscription has these words");
  wait_until (count_rows (fixture) == 0);
  wait_until (is_shown (fixture, "No Subscription Selected"));
}

static void
assert_empty_says (WindowFixture *fixture, const char *description, gboolean clears)
{
  GtkWidget *page = find (fixture, LP_TYPE_SUBSCRIPTIONS_PAGE);
  GtkStack *stack = find_id (page, "stack");
  AdwStatusPage *empty = find_id (page, "empty");

  wait_until (g_str_equal (gtk_stack_get_visible_child_name (stack), "empty") &&
              g_str_equal (adw_status_page_get_description (empty), description));
  g_assert_cmpint (gtk_widget_get_visible (find_id (page, "clear")), ==, clears);
}

/* Where no deadline is near, search and filters are blamed only if they are set. */
static void
test_nothing_to_decide (WindowFixture *fixture, gconstpointer email)
{
  GtkToggleButton *decision = find_id (find (fixture, LP_TYPE_SUBSCRIPTIONS_PAGE), "decision");

  lp_subscription_list_set_states (get_list (fixture), 1u << LP_SUBSCRIPTION_ENDED);
  gtk_toggle_button_set_active (decision, TRUE);
  assert_empty_says (fixture,
                     "With this search and these filters there are no deadlines in the next 30 days.", TRUE);
  lp_subscription_list_set_group_id (get_list (fixture), "a group without any");
  lp_subscription_list_set_states (get_list (fixture), 0);
  assert_empty_says (fixture, "No deadlines in the next 30 days.", FALSE);
}

/* Who may neither cancel nor revoke reads which right each of them needs. */
static void
test_rights_are_named (WindowFixture *fixture, gconstpointer email)
{
  g_autoptr (LpSubscriptionItem) item = NULL;
  guint position = find_row (fixture, FALSE);
  GtkLabel *refusal;

  item = get_item (fixture, position);
  gtk_selection_model_select_item (get_selection (fixture), position, TRUE);
  wait_until (is_shown (fixture, lp_subscription_item_get_code (item)));
  refusal = find_id (find (fixture, LP_TYPE_SUBSCRIPTION_PANEL), "refusal");
  g_assert_cmpstr (gtk_label_get_label (refusal), ==,
                   "You need the right to modify licenses of this product in this group.\n"
                   "You need the right to revoke licenses of this product in this group.");
}

static char *
dup_state (WindowFixture *fixture)
{
  LpValueRow *row = find_id (find (fixture, LP_TYPE_SUBSCRIPTION_PANEL), "state");
  GtkWidget *label = find_id (GTK_WIDGET (row), "value");

  return g_strdup (gtk_label_get_label (GTK_LABEL (label)));
}

static gboolean
shows_state (WindowFixture *fixture, const char *text)
{
  g_autofree char *state = dup_state (fixture);

  return g_str_equal (state, text);
}

static gboolean
drawing_says (WindowFixture *fixture, const char *words)
{
  LpTimeline *timeline = find_id (find (fixture, LP_TYPE_SUBSCRIPTION_PANEL), "timeline");

  return strstr (lp_timeline_get_text (timeline), words) != NULL;
}

static void
test_waiting (WindowFixture *fixture, gconstpointer email)
{
  LpOutbox *outbox = lp_session_get_outbox (fixture->model->session);
  guint position = find_row (fixture, TRUE);
  g_autoptr (LpSubscriptionItem) item = get_item (fixture, position);
  g_autoptr (LpRequest)
      request = lp_call_cancel_subscription (lp_subscription_item_get_id (item), LP_DATE_NONE);
  g_autoptr (LpChange) change = NULL;
  GtkWidget *panel, *cancel;

  gtk_selection_model_select_item (get_selection (fixture), position, TRUE);
  wait_until (is_shown (fixture, lp_subscription_item_get_code (item)));
  panel = find (fixture, LP_TYPE_SUBSCRIPTION_PANEL);
  cancel = find_id (panel, "cancel");
  g_assert_true (shows_state (fixture, "Active"));
  g_assert_true (gtk_widget_get_sensitive (cancel));

  lp_outbox_set_online (outbox, FALSE);
  submit (fixture, request, LP_CHANGE_WAITING);
  wait_until (shows_state (fixture, "Active · Cancelling…"));
  g_assert_true (drawing_says (fixture, "A cancellation is decided, waits for the connection"));
  g_assert_false (gtk_widget_get_sensitive (cancel));
  wait_until (!gtk_widget_get_visible (find_id (find (fixture, LP_TYPE_SUBSCRIPTION_BAR), "cancel")));

  change = g_list_model_get_item (G_LIST_MODEL (outbox), 0);
  g_assert_true (lp_outbox_discard (outbox, change));
  wait_until (shows_state (fixture, "Active"));
  g_assert_false (drawing_says (fixture, "not yet received"));
  g_assert_true (gtk_widget_get_sensitive (cancel));
}

static gboolean
has_column (LpSubscriptionTable *table, const char *title)
{
  GtkColumnView *view = find_id (GTK_WIDGET (table), "view");
  GListModel *columns = gtk_column_view_get_columns (view);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (g_str_equal (gtk_column_view_column_get_title (column), title))
        return gtk_column_view_column_get_visible (column);
    }
  g_assert_not_reached ();
}

static GtkWindow *
find_dialog (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (windows, i);

      if (ADW_IS_MESSAGE_DIALOG (window))
        return window;
    }
  return NULL;
}

static AdwMessageDialog *
wait_for_dialog (void)
{
  wait_until (find_dialog () != NULL);
  return ADW_MESSAGE_DIALOG (find_dialog ());
}

static void
give_reason (AdwMessageDialog *dialog, const char *reason)
{
  gtk_editable_set_text (find_id (GTK_WIDGET (dialog), "reason"), reason);
}

/* As somebody else would, whose decision has not reached this window yet. */
static void
revoke_meanwhile (WindowFixture *fixture, const char *subscription_id)
{
  LpClient *mine = lp_session_get_client (fixture->model->session);
  g_autoptr (LpClient) client = lp_client_new (lp_client_get_address (mine), NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (LpPerson) person = lp_client_sign_in_sync (client, VENDOR_ADMIN, LP_DEMO_PASSWORD, NULL, &error);
  g_autoptr (LpRequest) request = lp_call_revoke_subscription (subscription_id, "none");
  g_autoptr (LpReply) reply = NULL;

  g_assert_no_error (error);
  reply = lp_client_send_sync (client, request, NULL, NULL, &error);
  g_assert_no_error (error);
}

/* A reason has the service's limits, and comes back with the question when the service refuses. */
static void
test_reason (WindowFixture *fixture, gconstpointer email)
{
  g_autofree char *too_long = g_strnfill (501, 'x');
  g_autoptr (LpSubscriptionItem) item = get_item (fixture, find_row (fixture, TRUE));
  const char *id = lp_subscription_item_get_id (item);
  AdwMessageDialog *dialog;

  lp_decision_cancel (find (fixture, LP_TYPE_SUBSCRIPTIONS_PAGE), fixture->model->session, id);
  dialog = wait_for_dialog ();
  give_reason (dialog, too_long);
  g_assert_false (adw_message_dialog_get_response_enabled (dialog, "cancel-subscription"));
  give_reason (dialog, "Replaced by a suite");
  g_assert_true (adw_message_dialog_get_response_enabled (dialog, "cancel-subscription"));
  revoke_meanwhile (fixture, id);
  adw_message_dialog_response (dialog, "cancel-subscription");
  gtk_window_destroy (GTK_WINDOW (dialog));

  dialog = wait_for_dialog ();
  g_assert_cmpstr (gtk_editable_get_text (find_id (GTK_WIDGET (dialog), "reason")), ==,
                   "Replaced by a suite");
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* Likewise before a revocation, where the credit is an answer, too. */
static void
test_revocation_comes_back (WindowFixture *fixture, gconstpointer email)
{
  g_autoptr (LpSubscriptionItem) item = get_item (fixture, find_row (fixture, TRUE));
  const char *id = lp_subscription_item_get_id (item);
  AdwMessageDialog *dialog;

  lp_decision_revoke (find (fixture, LP_TYPE_SUBSCRIPTIONS_PAGE), fixture->model->session, id);
  dialog = wait_for_dialog ();
  give_reason (dialog, "Insolvent");
  revoke_meanwhile (fixture, id);
  adw_message_dialog_response (dialog, "revoke");
  gtk_window_destroy (GTK_WINDOW (dialog));

  dialog = wait_for_dialog ();
  g_assert_cmpstr (gtk_editable_get_text (find_id (GTK_WIDGET (dialog), "reason")), ==, "Insolvent");
  gtk_window_destroy (GTK_WINDOW (dialog));
}

/* By its code one knows a row, however narrow the table is. */
static void
test_code_stays (WindowFixture *fixture, gconstpointer email)
{
  static const int widths[] = { 2000, 1007, 636, 520, 360, 300 };
  LpSubscriptionTable *table = find (fixture, LP_TYPE_SUBSCRIPTION_TABLE);

  for (gsize i = 0; i < G_N_ELEMENTS (widths); i++)
    {
      lp_subscription_table_set_width (table, widths[i]);
      g_assert_true (has_column (table, "Ticket"));
    }
}

/* Beside open details in a window of the usual size nothing about the time is left out. */
static void
test_columns_beside_details (WindowFixture *fixture, gconstpointer email)
{
  static const char *const titles[] = { "Cancel by", "Runs until", "State", "Renewal", "Product" };
  LpSubscriptionTable *table = find (fixture, LP_TYPE_SUBSCRIPTION_TABLE);

  lp_subscription_table_set_width (table, 636);
  for (gsize i = 0; i < G_N_ELEMENTS (titles); i++)
    g_assert_true (has_column (table, titles[i]));
}

/* Where all are of one group, its name would be repeated in each row. */
static void
test_column_of_groups (WindowFixture *fixture, gconstpointer email)
{
  LpSubscriptionTable *table = find (fixture, LP_TYPE_SUBSCRIPTION_TABLE);
  g_autofree char *leaf = model_fixture_find_group (fixture->model, "CAD team");
  g_autofree char *above = model_fixture_find_group (fixture->model, "Acme Machines");

  lp_subscription_table_set_width (table, 1000);
  lp_window_select_group (fixture->window, leaf);
  wait_until (!has_column (table, "Group"));
  lp_window_select_group (fixture->window, above);
  wait_until (has_column (table, "Group"));
}

static void
assert_whole (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget) && gtk_widget_get_mapped (widget))
    g_assert_false (pango_layout_is_ellipsized (gtk_label_get_layout (GTK_LABEL (widget))));
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    assert_whole (child);
}

/* In the narrowest window no word of the bar and of what is above the list is cut. */
static void
test_narrow (WindowFixture *fixture, gconstpointer email)
{
  GtkWidget *bar = find (fixture, LP_TYPE_SUBSCRIPTION_BAR);
  GtkWidget *decision = find_id (find (fixture, LP_TYPE_SUBSCRIPTIONS_PAGE), "decision");

  gtk_selection_model_select_all (get_selection (fixture));
  wait_until (gtk_widget_get_visible (find_id (bar, "cancel")));
  wait_until (gtk_widget_get_child_visible (gtk_widget_get_first_child (bar)));
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 360, 720);
  wait_until (gtk_widget_get_width (bar) > 0 && gtk_widget_get_width (bar) <= 360);
  wait_until (gtk_widget_get_mapped (find_id (bar, "cancel")));
  assert_whole (bar);
  assert_whole (decision);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (WindowFixture *fixture, gconstpointer email);
  } tests[] = {
    { "/subscriptions/only-what-can-be-cancelled", test_only_what_can_be_cancelled },
    { "/subscriptions/only-deadlines-are-exported", test_only_deadlines_are_exported },
    { "/subscriptions/details-follow-one", test_details_follow_one },
    { "/subscriptions/details-follow-many", test_details_follow_many },
    { "/subscriptions/nothing-to-decide", test_nothing_to_decide },
    { "/subscriptions/rights-are-named", test_rights_are_named },
    { "/subscriptions/waiting", test_waiting },
    { "/subscriptions/reason", test_reason },
    { "/subscriptions/revocation-comes-back", test_revocation_comes_back },
    { "/subscriptions/code-stays", test_code_stays },
    { "/subscriptions/columns-beside-details", test_columns_beside_details },
    { "/subscriptions/column-of-groups", test_column_of_groups },
    { "/subscriptions/narrow", test_narrow },
  };

  g_test_init (&argc, &argv, NULL);
  adw_init ();
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, WindowFixture, CLIENT_ADMIN, set_up, tests[i].test, window_fixture_tear_down);
  return g_test_run ();
}

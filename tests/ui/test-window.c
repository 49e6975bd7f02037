/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "find-widget.h"
#include "lp-allocation-panel.h"
#include "lp-calls.h"
#include "lp-column-sorter.h"
#include "lp-details-pane.h"
#include "lp-group-name-dialog.h"
#include "lp-group-tree-view.h"
#include "lp-person-picker.h"
#include "lp-replica.h"
#include "lp-submit.h"
#include "lp-ticket-table.h"
#include "window-fixture.h"

/* The window as a whole, with a list of tickets in it. */

static void
set_up (WindowFixture *fixture, gconstpointer email)
{
  window_fixture_set_up (fixture, email);
  wait_until (window_fixture_is_settled (fixture));
}

static GtkColumnViewColumn *
get_column (WindowFixture *fixture, guint number)
{
  GListModel *columns = gtk_column_view_get_columns (
      lp_ticket_table_get_view (window_fixture_get_table (fixture)));
  g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, number);

  return column; /* the view keeps it */
}

static void
test_header_sorts_the_query (WindowFixture *fixture, gconstpointer email)
{
  GtkColumnView *view = lp_ticket_table_get_view (window_fixture_get_table (fixture));
  guint n_rows = window_fixture_count_rows (fixture);
  g_autoptr (LpTicket) first = NULL;
  g_autoptr (LpTicket) last = NULL;

  gtk_column_view_sort_by_column (view, get_column (fixture, 1), GTK_SORT_ASCENDING);
  g_assert_cmpint (lp_ticket_list_get_query (window_fixture_get_list (fixture))->sort, ==,
                   LP_TICKET_SORT_PRODUCT);
  g_assert_false (lp_ticket_list_get_query (window_fixture_get_list (fixture))->descending);
  wait_until (window_fixture_is_settled (fixture));
  g_assert_cmpuint (window_fixture_count_rows (fixture), ==, n_rows);
  first = window_fixture_dup_ticket (fixture, 0);

  gtk_column_view_sort_by_column (view, get_column (fixture, 1), GTK_SORT_DESCENDING);
  g_assert_true (lp_ticket_list_get_query (window_fixture_get_list (fixture))->descending);
  wait_until (window_fixture_is_settled (fixture));
  last = window_fixture_dup_ticket (fixture, 0);
  g_assert_cmpstr (first->product_name, !=, last->product_name);
}

static void
test_selection_survives_a_query (WindowFixture *fixture, gconstpointer email)
{
  LpTicketTable *table = window_fixture_get_table (fixture);
  g_autoptr (LpTicket) a = window_fixture_dup_ticket (fixture, 2);
  g_autoptr (LpTicket) b = window_fixture_dup_ticket (fixture, 7);
  g_autoptr (GPtrArray) before = NULL;
  g_autoptr (GPtrArray) after = NULL;

  lp_ticket_table_select_codes (table, (const char *const[]){ a->code, b->code, NULL });
  before = lp_ticket_table_dup_selected (table);
  g_assert_cmpuint (before->len, ==, 2);

  gtk_column_view_sort_by_column (lp_ticket_table_get_view (table), get_column (fixture, 0),
                                  GTK_SORT_DESCENDING);
  wait_until (window_fixture_is_settled (fixture));
  after = lp_ticket_table_dup_selected (table);
  g_assert_cmpuint (after->len, ==, 2);
  g_assert_cmpstr (((LpTicket *) after->pdata[0])->code, ==, b->code);
  g_assert_cmpstr (((LpTicket *) after->pdata[1])->code, ==, a->code);
}

/* A ticket that leaves the list takes its selection with it, and the window is told. */
static void
test_selection_follows_a_filter (WindowFixture *fixture, gconstpointer email)
{
  LpTicketTable *table = window_fixture_get_table (fixture);
  g_autoptr (LpTicket) ticket = window_fixture_dup_ticket (fixture, 0);

  lp_ticket_table_select_codes (table, (const char *const[]){ ticket->code, NULL });
  g_assert_cmpuint (lp_ticket_table_get_n_selected (table), ==, 1);
  lp_ticket_list_set_search (window_fixture_get_list (fixture), "no ticket has these words");
  wait_until (window_fixture_count_rows (fixture) == 0);
  g_assert_cmpuint (lp_ticket_table_get_n_selected (table), ==, 0);
  lp_ticket_list_set_search (window_fixture_get_list (fixture), "");
  wait_until (window_fixture_is_settled (fixture));
}

static guint
count_shown_groups (WindowFixture *fixture)
{
  GtkListView *view = GTK_LIST_VIEW (
      find_id (find_type (GTK_WIDGET (fixture->window), LP_TYPE_GROUP_TREE_VIEW), "view"));

  return g_list_model_get_n_items (G_LIST_MODEL (gtk_list_view_get_model (view)));
}

static gboolean
is_group_shown (WindowFixture *fixture, const char *name)
{
  GtkListView *view = GTK_LIST_VIEW (
      find_id (find_type (GTK_WIDGET (fixture->window), LP_TYPE_GROUP_TREE_VIEW), "view"));
  GListModel *rows = G_LIST_MODEL (gtk_list_view_get_model (view));

  for (guint i = 0; i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr (GtkTreeListRow) row = g_list_model_get_item (rows, i);
      g_autoptr (LpGroupItem) item = gtk_tree_list_row_get_item (row);

      if (g_str_equal (lp_group_item_get_name (item), name))
        return TRUE;
    }
  return FALSE;
}

static void
test_group_filter_keeps_ancestors (WindowFixture *fixture, gconstpointer email)
{
  GtkWidget *tree = find_type (GTK_WIDGET (fixture->window), LP_TYPE_GROUP_TREE_VIEW);
  GtkEditable *filter = GTK_EDITABLE (find_id (tree, "filter"));

  wait_until (is_group_shown (fixture, "North Reseller"));
  wait_until (is_group_shown (fixture, "South Reseller"));
  g_assert_false (is_group_shown (fixture, "CAD team"));

  gtk_editable_set_text (filter, "cad te");
  wait_until (is_group_shown (fixture, "CAD team"));
  g_assert_true (is_group_shown (fixture, "Acme Machines"));
  g_assert_true (is_group_shown (fixture, "North Reseller"));
  g_assert_false (is_group_shown (fixture, "Test lab"));

  gtk_editable_set_text (filter, "there is no such group");
  wait_until (count_shown_groups (fixture) == 0);
  gtk_editable_set_text (filter, "");
  wait_until (is_group_shown (fixture, "South Reseller"));
}

static guint
find_available (WindowFixture *fixture)
{
  for (guint i = 0; i < window_fixture_count_rows (fixture); i++)
    {
      g_autoptr (LpTicket) ticket = window_fixture_dup_ticket (fixture, i);

      if (ticket->state == LP_TICKET_AVAILABLE && ticket->assignee_id == NULL && !ticket->visible_to_group)
        return i;
    }
  g_assert_not_reached ();
}

static GtkCheckButton *
find_radio (WindowFixture *fixture, const char *id)
{
  return GTK_CHECK_BUTTON (find_id (find_type (GTK_WIDGET (fixture->window), LP_TYPE_ALLOCATION_PANEL), id));
}

static gboolean
is_visible_to_group (WindowFixture *fixture, const char *code)
{
  g_autoptr (LpTicket)
      ticket = lp_replica_get_ticket (lp_session_get_replica (fixture->model->session), code);

  return ticket->visible_to_group;
}

static void
test_allocation_applies_at_once (WindowFixture *fixture, gconstpointer email)
{
  g_autoptr (LpTicket) ticket = window_fixture_dup_ticket (fixture, find_available (fixture));

  lp_ticket_table_select_codes (window_fixture_get_table (fixture),
                                (const char *const[]){ ticket->code, NULL });
  wait_until (find_type (GTK_WIDGET (fixture->window), LP_TYPE_ALLOCATION_PANEL) != NULL);
  g_assert_true (gtk_check_button_get_active (find_radio (fixture, "admins")));

  gtk_check_button_set_active (find_radio (fixture, "everyone"), TRUE);
  wait_until (is_visible_to_group (fixture, ticket->code));
  wait_until (gtk_widget_is_sensitive (GTK_WIDGET (find_radio (fixture, "everyone"))));
  wait_until (gtk_check_button_get_active (find_radio (fixture, "everyone")));

  gtk_check_button_set_active (find_radio (fixture, "admins"), TRUE);
  wait_until (!is_visible_to_group (fixture, ticket->code));
  wait_until (gtk_widget_is_sensitive (GTK_WIDGET (find_radio (fixture, "admins"))));
}

static gboolean
is_shown (WindowFixture *fixture, const char *text)
{
  return find_label (GTK_WIDGET (fixture->window), text) != NULL;
}

static void
ask_for (WindowFixture *fixture, LpTicketWho who)
{
  g_autoptr (LpTicketQuery)
      query = lp_ticket_query_copy (lp_ticket_list_get_query (window_fixture_get_list (fixture)));

  query->who = who;
  lp_ticket_list_set_query (window_fixture_get_list (fixture), query);
  wait_until (window_fixture_is_settled (fixture));
}

static gboolean
is_listed (WindowFixture *fixture, const char *code)
{
  guint position;

  return lp_ticket_list_find (window_fixture_get_list (fixture), code, &position);
}

/* Whoever changes a ticket so that it no longer fits the filter still looks at it, until another question is asked. */
static void
test_details_keep_what_left_the_list (WindowFixture *fixture, gconstpointer email)
{
  g_autoptr (LpTicket) ticket = NULL;

  ask_for (fixture, LP_WHO_ADMINS);
  ticket = window_fixture_dup_ticket (fixture, find_available (fixture));
  lp_ticket_table_select_codes (window_fixture_get_table (fixture),
                                (const char *const[]){ ticket->code, NULL });
  wait_until (is_shown (fixture, ticket->code));
  g_assert_false (is_shown (fixture, "No longer matches search and filters"));

  gtk_check_button_set_active (find_radio (fixture, "everyone"), TRUE);
  wait_until (!is_listed (fixture, ticket->code));
  wait_until (is_shown (fixture, "No longer matches search and filters"));
  g_assert_true (is_shown (fixture, ticket->code));
  wait_until (gtk_widget_is_sensitive (GTK_WIDGET (find_radio (fixture, "everyone"))));
  g_assert_true (gtk_check_button_get_active (find_radio (fixture, "everyone")));
  g_assert_cmpuint (lp_ticket_table_get_n_selected (window_fixture_get_table (fixture)), ==, 0);

  /* Back in the list it is selected as before. */
  gtk_check_button_set_active (find_radio (fixture, "admins"), TRUE);
  wait_until (is_listed (fixture, ticket->code));
  wait_until (lp_ticket_table_get_n_selected (window_fixture_get_table (fixture)) == 1);
  wait_until (!is_shown (fixture, "No longer matches search and filters"));
  g_assert_true (is_shown (fixture, ticket->code));
}

static void
test_another_question_leaves_it_behind (WindowFixture *fixture, gconstpointer email)
{
  g_autoptr (LpTicket) ticket = NULL;

  ask_for (fixture, LP_WHO_ADMINS);
  ticket = window_fixture_dup_ticket (fixture, find_available (fixture));
  lp_ticket_table_select_codes (window_fixture_get_table (fixture),
                                (const char *const[]){ ticket->code, NULL });
  wait_until (is_shown (fixture, ticket->code));
  gtk_check_button_set_active (find_radio (fixture, "everyone"), TRUE);
  wait_until (is_shown (fixture, "No longer matches search and filters"));

  gtk_column_view_sort_by_column (lp_ticket_table_get_view (window_fixture_get_table (fixture)),
                                  get_column (fixture, 1), GTK_SORT_ASCENDING);
  wait_until (window_fixture_is_settled (fixture));
  g_assert_true (is_shown (fixture, "No longer matches search and filters"));

  lp_ticket_list_set_search (window_fixture_get_list (fixture), "no ticket has these words");
  wait_until (window_fixture_count_rows (fixture) == 0);
  wait_until (is_shown (fixture, "No Ticket Selected"));
  g_assert_false (is_shown (fixture, "No longer matches search and filters"));
  lp_ticket_list_set_search (window_fixture_get_list (fixture), "");
  wait_until (window_fixture_is_settled (fixture));
}

/* The first order is by code, and the arrow of that column says so. */
static void
test_first_order_has_its_arrow (WindowFixture *fixture, gconstpointer email)
{
  GtkColumnView *view = lp_ticket_table_get_view (window_fixture_get_table (fixture));
  LpTicketList *list = g_object_ref (window_fixture_get_list (fixture));
  gboolean descending;
  int number;

  g_assert_true (lp_column_sorter_read (gtk_column_view_get_sorter (view), &number, &descending));
  g_assert_cmpint (number, ==, lp_ticket_list_get_query (list)->sort);
  g_assert_cmpint (descending, ==, lp_ticket_list_get_query (list)->descending);

  /* A list that comes later takes the order that the arrow shows. */
  gtk_column_view_sort_by_column (view, get_column (fixture, 1), GTK_SORT_DESCENDING);
  lp_ticket_table_set_list (window_fixture_get_table (fixture), NULL);
  lp_ticket_list_set_sort (list, LP_TICKET_SORT_CODE, FALSE);
  lp_ticket_table_set_list (window_fixture_get_table (fixture), list);
  g_assert_cmpint (lp_ticket_list_get_query (list)->sort, ==, LP_TICKET_SORT_PRODUCT);
  g_assert_true (lp_ticket_list_get_query (list)->descending);
  g_object_unref (list);
  wait_until (window_fixture_is_settled (fixture));
}

static void
show_group (WindowFixture *fixture, const char *name)
{
  g_autofree char *id = model_fixture_find_group (fixture->model, name);

  lp_window_select_group (fixture->window, id);
  wait_until (g_strcmp0 (lp_ticket_list_get_query (window_fixture_get_list (fixture))->group_id, id) == 0);
  wait_until (window_fixture_is_settled (fixture));
}

/* Only where it tells something, and where there is room for it. */
static void
test_group_column (WindowFixture *fixture, gconstpointer email)
{
  GtkColumnViewColumn *column = get_column (fixture, 2);
  GtkWidget *tree = find_type (GTK_WIDGET (fixture->window), LP_TYPE_GROUP_TREE_VIEW);

  g_assert_cmpstr (gtk_column_view_column_get_title (column), ==, "Group");
  show_group (fixture, "Acme Machines");
  wait_until (gtk_column_view_column_get_visible (column));
  show_group (fixture, "CAD team");
  wait_until (!gtk_column_view_column_get_visible (column));

  /* A filter over the tree hides its subgroups, but not their tickets. */
  show_group (fixture, "Acme Machines");
  gtk_editable_set_text (GTK_EDITABLE (find_id (tree, "filter")), "acme mach");
  wait_until (!is_group_shown (fixture, "CAD team"));
  g_assert_true (gtk_column_view_column_get_visible (column));

  gtk_column_view_sort_by_column (lp_ticket_table_get_view (window_fixture_get_table (fixture)), column,
                                  GTK_SORT_ASCENDING);
  g_assert_cmpint (lp_ticket_list_get_query (window_fixture_get_list (fixture))->sort, ==,
                   LP_TICKET_SORT_GROUP);
  wait_until (window_fixture_is_settled (fixture));

  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 800, 700);
  wait_until (!gtk_column_view_column_get_visible (column));
}

static GtkWidget *
press_tab (WindowFixture *fixture)
{
  gtk_widget_child_focus (GTK_WIDGET (fixture->window), GTK_DIR_TAB_FORWARD);
  return gtk_root_get_focus (GTK_ROOT (fixture->window));
}

/* Tab leaves the rows of the table at once, and meets each row of the details once, whatever is in it. */
static void
test_one_stop_for_a_row (WindowFixture *fixture, gconstpointer email)
{
  g_autoptr (LpTicket) ticket = window_fixture_dup_ticket (fixture, find_available (fixture));
  g_autoptr (GHashTable) met = g_hash_table_new (NULL, NULL);
  GtkWidget *table = GTK_WIDGET (window_fixture_get_table (fixture));
  GtkWidget *details = find_type (GTK_WIDGET (fixture->window), LP_TYPE_DETAILS_PANE);
  GtkWidget *focus;
  guint n_stops = 0;

  lp_ticket_table_select_codes (window_fixture_get_table (fixture),
                                (const char *const[]){ ticket->code, NULL });
  wait_until (is_shown (fixture, ticket->code));
  lp_ticket_table_focus_rows (window_fixture_get_table (fixture));
  g_assert_true (gtk_widget_is_ancestor (gtk_root_get_focus (GTK_ROOT (fixture->window)), table));
  g_assert_false (gtk_widget_is_ancestor (press_tab (fixture), table));

  for (focus = press_tab (fixture); !gtk_widget_is_ancestor (focus, details); focus = press_tab (fixture))
    continue;
  for (; gtk_widget_is_ancestor (focus, details); focus = press_tab (fixture))
    {
      GtkWidget *row = gtk_widget_get_ancestor (focus, GTK_TYPE_LIST_BOX_ROW);

      g_test_message ("%s in %s", G_OBJECT_TYPE_NAME (focus),
                      row != NULL ? adw_preferences_row_get_title (ADW_PREFERENCES_ROW (row)) : "-");
      g_assert_cmpuint (++n_stops, <, 60);
      /* Whom to choose is a question of its own. */
      if (row != NULL && !gtk_widget_is_ancestor (focus, find_id (details, "choose")))
        g_assert_true (g_hash_table_add (met, row));
    }
  g_assert_true (g_hash_table_contains (met, find_id (details, "admins_row")));
  g_assert_true (g_hash_table_contains (met, find_id (details, "sight")));
  g_assert_cmpuint (g_hash_table_size (met), >, 6);
}

static AdwMessageDialog *
find_dialog (void)
{
  GListModel *toplevels = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (toplevels); i++)
    {
      g_autoptr (GtkWindow) window = g_list_model_get_item (toplevels, i);

      if (ADW_IS_MESSAGE_DIALOG (window) && gtk_widget_get_mapped (GTK_WIDGET (window)))
        return ADW_MESSAGE_DIALOG (window); /* GTK keeps it */
    }
  return NULL;
}

static void
answer (const char *response)
{
  g_autoptr (GtkWindow) dialog = GTK_WINDOW (g_object_ref (find_dialog ()));

  adw_message_dialog_response (ADW_MESSAGE_DIALOG (dialog), response);
  gtk_window_destroy (dialog);
}

static void
create_subgroup (WindowFixture *fixture, const char *name)
{
  GtkWindow *dialog;

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.new-subgroup", NULL);
  wait_until ((dialog = find_window (LP_TYPE_GROUP_NAME_DIALOG)) != NULL);
  gtk_editable_set_text (GTK_EDITABLE (find_id (GTK_WIDGET (dialog), "name")), name);
  g_signal_emit_by_name (find_id (GTK_WIDGET (dialog), "apply"), "clicked");
}

static char *
dup_selected_group (WindowFixture *fixture)
{
  LpGroupTreeView *tree = LP_GROUP_TREE_VIEW (
      find_type (GTK_WIDGET (fixture->window), LP_TYPE_GROUP_TREE_VIEW));
  g_autoptr (LpGroupItem) item = lp_group_tree_view_dup_selected (tree);

  return item != NULL ? g_strdup (lp_group_item_get_name (item)) : NULL;
}

static gboolean
is_selected (WindowFixture *fixture, const char *name)
{
  g_autofree char *selected = dup_selected_group (fixture);

  return g_strcmp0 (selected, name) == 0;
}

/* Into a leaf, below a filter that hides it: it is shown all the same, and is what is worked with next. */
static void
test_new_subgroup_is_shown (WindowFixture *fixture, gconstpointer email)
{
  GtkWidget *tree = find_type (GTK_WIDGET (fixture->window), LP_TYPE_GROUP_TREE_VIEW);
  g_autofree char *id = NULL;

  show_group (fixture, "Test lab");
  create_subgroup (fixture, "Climate chamber");
  wait_until (is_group_shown (fixture, "Climate chamber"));
  wait_until (is_selected (fixture, "Climate chamber"));
  id = model_fixture_find_group (fixture->model, "Climate chamber");
  g_assert_cmpstr (lp_ticket_list_get_query (window_fixture_get_list (fixture))->group_id, ==, id);

  show_group (fixture, "CAD team");
  gtk_editable_set_text (GTK_EDITABLE (find_id (tree, "filter")), "cad te");
  wait_until (!is_group_shown (fixture, "Test lab"));
  create_subgroup (fixture, "Night shift");
  wait_until (is_selected (fixture, "Night shift"));
  wait_until (is_group_shown (fixture, "Test lab"));
}

/* Somebody else makes the first group below the one that is looked at. */
static void
test_selected_group_stays (WindowFixture *fixture, gconstpointer email)
{
  g_autofree char *id = model_fixture_find_group (fixture->model, "Test lab");
  g_autoptr (LpRequest) request = lp_call_create_group (id, "Climate chamber", LP_GROUP_UNIT);

  show_group (fixture, "Test lab");
  g_assert_false (gtk_column_view_column_get_visible (get_column (fixture, 2)));
  lp_submit_change (find_type (GTK_WIDGET (fixture->window), ADW_TYPE_TOAST_OVERLAY), fixture->model->session,
                    request, "Create", "Created");
  wait_until (gtk_column_view_column_get_visible (get_column (fixture, 2)));
  g_assert_true (is_selected (fixture, "Test lab"));
}

/* What is in the way is told in numbers; an empty group is archived once that was confirmed. */
static void
test_archive_counts (WindowFixture *fixture, gconstpointer email)
{
  g_autofree char *expected = NULL;

  show_group (fixture, "Test lab");
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.archive-group", NULL);
  wait_until (find_dialog () != NULL);
  g_assert_cmpstr (adw_message_dialog_get_heading (find_dialog ()), ==, "Test lab Is Not Empty");
  expected = g_strdup_printf ("It still has: %u tickets · ",
                              g_list_model_get_n_items (G_LIST_MODEL (window_fixture_get_list (fixture))));
  g_assert_true (g_str_has_prefix (adw_message_dialog_get_body (find_dialog ()), expected));
  g_assert_nonnull (strstr (adw_message_dialog_get_body (find_dialog ()), " members"));
  g_assert_false (adw_message_dialog_has_response (find_dialog (), "archive"));
  answer ("cancel");

  create_subgroup (fixture, "Climate chamber");
  wait_until (is_selected (fixture, "Climate chamber"));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.archive-group", NULL);
  wait_until (find_dialog () != NULL);
  g_assert_cmpstr (adw_message_dialog_get_heading (find_dialog ()), ==, "Archive Climate chamber?");
  answer ("archive");
  wait_until (!is_group_shown (fixture, "Climate chamber"));
  wait_until (is_selected (fixture, "Test lab"));
}

static gboolean
has_toast (WindowFixture *fixture)
{
  GtkWidget *overlay = find_type (GTK_WIDGET (fixture->window), ADW_TYPE_TOAST_OVERLAY);
  GtkWidget *last = gtk_widget_get_last_child (overlay);

  return g_str_equal (G_OBJECT_TYPE_NAME (last), "AdwToastWidget");
}

/* Nobody outside the group can have the ticket: the service says so, and the panel shows what still holds. */
static void
test_refusal_restores (WindowFixture *fixture, gconstpointer email)
{
  g_autoptr (LpTicket) ticket = window_fixture_dup_ticket (fixture, find_available (fixture));
  LpReplica *replica = lp_session_get_replica (fixture->model->session);
  g_autoptr (LpTicket) after = NULL;
  LpPersonPicker *picker;

  lp_ticket_table_select_codes (window_fixture_get_table (fixture),
                                (const char *const[]){ ticket->code, NULL });
  wait_until (find_type (GTK_WIDGET (fixture->window), LP_TYPE_ALLOCATION_PANEL) != NULL);
  g_assert_true (gtk_check_button_get_active (find_radio (fixture, "admins")));
  g_assert_false (has_toast (fixture));

  picker = LP_PERSON_PICKER (
      find_id (find_type (GTK_WIDGET (fixture->window), LP_TYPE_ALLOCATION_PANEL), "picker"));
  g_signal_emit_by_name (picker, "chosen", "0000000000000000");
  wait_until (has_toast (fixture));
  wait_until (gtk_check_button_get_active (find_radio (fixture, "admins")));
  after = lp_replica_get_ticket (replica, ticket->code);
  g_assert_null (after->assignee_id);
  g_assert_false (after->visible_to_group);
}

/* “Person” asks who; closing the question without an answer changes nothing. */
static void
test_unanswered_person_changes_nothing (WindowFixture *fixture, gconstpointer email)
{
  g_autoptr (LpTicket) ticket = window_fixture_dup_ticket (fixture, find_available (fixture));
  GtkPopover *picker;

  lp_ticket_table_select_codes (window_fixture_get_table (fixture),
                                (const char *const[]){ ticket->code, NULL });
  wait_until (find_type (GTK_WIDGET (fixture->window), LP_TYPE_ALLOCATION_PANEL) != NULL);
  wait_until (gtk_widget_get_mapped (GTK_WIDGET (find_radio (fixture, "person"))));
  gtk_check_button_set_active (find_radio (fixture, "person"), TRUE);
  picker = GTK_POPOVER (
      find_id (find_type (GTK_WIDGET (fixture->window), LP_TYPE_ALLOCATION_PANEL), "picker"));
  wait_until (gtk_widget_get_mapped (GTK_WIDGET (picker)));
  gtk_popover_popdown (picker);
  wait_until (gtk_check_button_get_active (find_radio (fixture, "admins")));
}

static gboolean
shows_text (GtkWidget *widget, const char *text)
{
  if (GTK_IS_INSCRIPTION (widget) && gtk_widget_get_mapped (widget) &&
      g_strcmp0 (gtk_inscription_get_text (GTK_INSCRIPTION (widget)), text) == 0)
    return TRUE;
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (shows_text (child, text))
      return TRUE;
  return FALSE;
}

static void
test_narrow_folds (WindowFixture *fixture, gconstpointer email)
{
  AdwLeaflet *leaflet = ADW_LEAFLET (find_type (GTK_WIDGET (fixture->window), ADW_TYPE_LEAFLET));
  g_autoptr (LpTicketItem)
      first = g_list_model_get_item (G_LIST_MODEL (window_fixture_get_list (fixture)), 0);
  int minimum;

  wait_until (gtk_widget_get_width (GTK_WIDGET (leaflet)) > 1000);
  g_assert_false (adw_leaflet_get_folded (leaflet));

  gtk_widget_measure (GTK_WIDGET (leaflet), GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);

  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 360, 700);
  wait_until (adw_leaflet_get_folded (leaflet));
  wait_until (!gtk_column_view_column_get_visible (get_column (fixture, 5)));
  g_assert_true (gtk_column_view_column_get_visible (get_column (fixture, 0)));
  g_assert_false (gtk_column_view_column_get_visible (get_column (fixture, 3)));
  /* Whom a ticket is for is there all the same. */
  wait_until (
      shows_text (GTK_WIDGET (window_fixture_get_table (fixture)), lp_ticket_item_get_allocated_to (first)));

  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 1270, 800);
  wait_until (!adw_leaflet_get_folded (leaflet));
  wait_until (gtk_column_view_column_get_visible (get_column (fixture, 5)));
}

static gboolean
is_enabled (WindowFixture *fixture, const char *action)
{
  GtkWidget *button = gtk_button_new ();
  gboolean enabled;

  /* A button follows the action it names. */
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  adw_toast_overlay_set_child (ADW_TOAST_OVERLAY (
                                   find_type (GTK_WIDGET (fixture->window), ADW_TYPE_TOAST_OVERLAY)),
                               button);
  enabled = gtk_widget_get_sensitive (button);
  return enabled;
}

/* What a person may not do is grey before she tries. */
static void
test_support_cannot_create (WindowFixture *fixture, gconstpointer email)
{
  g_assert_false (is_enabled (fixture, "win.new-license"));
}

static void
test_admin_can_create (WindowFixture *fixture, gconstpointer email)
{
  g_assert_true (is_enabled (fixture, "win.new-license"));
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    const char *email;
    void (*test) (WindowFixture *fixture, gconstpointer email);
  } tests[] = {
    { "/window/header-sorts-the-query", CLIENT_ADMIN, test_header_sorts_the_query },
    { "/window/selection-survives-a-query", CLIENT_ADMIN, test_selection_survives_a_query },
    { "/window/selection-follows-a-filter", CLIENT_ADMIN, test_selection_follows_a_filter },
    { "/window/group-filter-keeps-ancestors", VENDOR_ADMIN, test_group_filter_keeps_ancestors },
    { "/window/allocation-applies-at-once", CLIENT_ADMIN, test_allocation_applies_at_once },
    { "/window/details-keep-what-left", CLIENT_ADMIN, test_details_keep_what_left_the_list },
    { "/window/another-question", CLIENT_ADMIN, test_another_question_leaves_it_behind },
    { "/window/first-order-has-its-arrow", CLIENT_ADMIN, test_first_order_has_its_arrow },
    { "/window/group-column", CLIENT_ADMIN, test_group_column },
    { "/window/one-stop-for-a-row", CLIENT_ADMIN, test_one_stop_for_a_row },
    { "/window/new-subgroup-is-shown", CLIENT_ADMIN, test_new_subgroup_is_shown },
    { "/window/selected-group-stays", CLIENT_ADMIN, test_selected_group_stays },
    { "/window/archive-counts", CLIENT_ADMIN, test_archive_counts },
    { "/window/refusal-restores", CLIENT_ADMIN, test_refusal_restores },
    { "/window/unanswered-person", CLIENT_ADMIN, test_unanswered_person_changes_nothing },
    { "/window/narrow-folds", CLIENT_ADMIN, test_narrow_folds },
    { "/window/support-cannot-create", CLIENT_SUPPORT, test_support_cannot_create },
    { "/window/admin-can-create", CLIENT_ADMIN, test_admin_can_create },
  };

  g_test_init (&argc, &argv, NULL);
  adw_init ();
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, WindowFixture, tests[i].email, set_up, tests[i].test,
                window_fixture_tear_down);
  return g_test_run ();
}

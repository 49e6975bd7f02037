/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "find-widget.h"
#include "lp-group-chooser.h"
#include "lp-group-name-dialog.h"
#include "lp-group-tree-view.h"
#include "lp-invite-dialog.h"
#include "lp-member-details.h"
#include "lp-member-list.h"
#include "lp-people-page.h"
#include "lp-reclaim-dialog.h"
#include "lp-reclaim-row.h"
#include "lp-replica.h"
#include "lp-rights-row.h"
#include "lp-sight-dialog.h"
#include "lp-ticket-list.h"
#include "lp-tickets-page.h"
#include "window-fixture.h"

/* The page of people in the window, on the real service with the demo data. Mia is a plain member of CAD team. */

#define GROUP "CAD team"

static GtkWidget *
get_page (WindowFixture *fixture)
{
  return find_type (GTK_WIDGET (fixture->window), LP_TYPE_PEOPLE_PAGE);
}

static GtkSelectionModel *
get_people (WindowFixture *fixture)
{
  GtkWidget *page = get_page (fixture);

  return page != NULL ? gtk_column_view_get_model (GTK_COLUMN_VIEW (find_id (page, "view"))) : NULL;
}

static guint
find_person (WindowFixture *fixture, const char *name)
{
  GtkSelectionModel *people = get_people (fixture);

  for (guint i = 0; people != NULL && i < g_list_model_get_n_items (G_LIST_MODEL (people)); i++)
    {
      g_autoptr (LpMemberItem) item = g_list_model_get_item (G_LIST_MODEL (people), i);

      if (g_str_equal (lp_member_item_get_name (item), name))
        return i;
    }
  return GTK_INVALID_LIST_POSITION;
}

static gboolean
is_folded (WindowFixture *fixture)
{
  GtkWidget *flap = find_type (GTK_WIDGET (fixture->window), ADW_TYPE_FLAP);

  return gtk_widget_get_width (flap) == 0 || adw_flap_get_folded (ADW_FLAP (flap));
}

static void
set_up (WindowFixture *fixture, gconstpointer email)
{
  g_autofree char *group_id = NULL;

  window_fixture_set_up (fixture, email);
  group_id = model_fixture_find_group (fixture->model, GROUP);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.select-group", "s", group_id);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.page", "i", 2);
  wait_until (find_person (fixture, "Mia Hoffmann") != GTK_INVALID_LIST_POSITION);
  /* Nobody chooses before there is something to see, and where that is narrow the details wait to be opened. */
  wait_until (gtk_widget_get_mapped (get_page (fixture)) && !is_folded (fixture));
}

/* Selects a member and returns what is shown about her. */
static GtkWidget *
open_member (WindowFixture *fixture, const char *name)
{
  GtkWidget *details = find_type (GTK_WIDGET (fixture->window), LP_TYPE_MEMBER_DETAILS);

  gtk_selection_model_select_item (get_people (fixture), find_person (fixture, name), TRUE);
  wait_until (gtk_widget_get_mapped (details) && find_label (details, name) != NULL);
  return details;
}

static char *
dup_person_id (WindowFixture *fixture, const char *name)
{
  g_autoptr (LpMemberItem)
      item = g_list_model_get_item (G_LIST_MODEL (get_people (fixture)), find_person (fixture, name));

  return g_strdup (lp_member_item_get_person_id (item));
}

static LpRole
get_role (WindowFixture *fixture, const char *person_id)
{
  g_autofree char *group_id = model_fixture_find_group (fixture->model, GROUP);
  g_autoptr (LpMembership) membership =
      lp_replica_get_membership (lp_session_get_replica (fixture->model->session), group_id, person_id);

  return membership->role;
}

static GtkWidget *
find_button (GtkWidget *widget, const char *label)
{
  GtkWidget *text = find_label (widget, label);

  return text != NULL ? gtk_widget_get_ancestor (text, GTK_TYPE_BUTTON) : NULL;
}

static void
click (GtkWidget *button)
{
  g_signal_emit_by_name (button, "clicked");
}

static LpRightsRow *
find_rights_of (GtkWidget *details, const char *category)
{
  GtkWidget *label = find_label (details, category);

  g_assert_nonnull (label);
  return LP_RIGHTS_ROW (gtk_widget_get_ancestor (label, LP_TYPE_RIGHTS_ROW));
}

/* Member to admin with one right, and back by the toast. */
static void
test_matrix_applies_and_undoes (WindowFixture *fixture, gconstpointer email)
{
  g_autofree char *mia = dup_person_id (fixture, "Mia Hoffmann");
  GtkWidget *details = open_member (fixture, "Mia Hoffmann");
  GtkRevealer *changes = find_id (details, "changes");
  GtkWidget *design;

  g_assert_false (gtk_revealer_get_reveal_child (changes));
  adw_combo_row_set_selected (find_id (details, "role"), 0);
  g_assert_true (gtk_revealer_get_reveal_child (changes));
  wait_until (find_label (details, "Design") != NULL);
  design = GTK_WIDGET (find_rights_of (details, "Design"));
  gtk_check_button_set_active (find_id (design, "create"), TRUE);
  /* Clara does not hold this one, so she cannot give it. */
  g_assert_false (
      gtk_widget_get_sensitive (find_id (GTK_WIDGET (find_rights_of (details, "Simulation")), "create")));
  g_assert_cmpint (get_role (fixture, mia), ==, LP_ROLE_MEMBER);

  click (find_id (details, "apply"));
  wait_until (get_role (fixture, mia) == LP_ROLE_ADMIN);
  wait_until (!gtk_revealer_get_reveal_child (changes));
  g_assert_true (gtk_check_button_get_active (find_id (design, "create")));

  wait_until (find_button (GTK_WIDGET (fixture->window), "Undo") != NULL);
  click (find_button (GTK_WIDGET (fixture->window), "Undo"));
  wait_until (get_role (fixture, mia) == LP_ROLE_MEMBER);
  wait_until (adw_combo_row_get_selected (find_id (details, "role")) == 3);
}

/* What was chosen and not applied is there again when one comes back, and nothing was sent. */
static void
test_unfinished_choice_waits (WindowFixture *fixture, gconstpointer email)
{
  g_autofree char *mia = dup_person_id (fixture, "Mia Hoffmann");
  GtkWidget *details = open_member (fixture, "Mia Hoffmann");

  adw_combo_row_set_selected (find_id (details, "role"), 1);
  open_member (fixture, "Leo Martins");
  g_assert_cmpuint (adw_combo_row_get_selected (find_id (details, "role")), ==, 3);
  open_member (fixture, "Mia Hoffmann");
  g_assert_cmpuint (adw_combo_row_get_selected (find_id (details, "role")), ==, 1);
  g_assert_cmpint (get_role (fixture, mia), ==, LP_ROLE_MEMBER);
}

static void
test_support_sees_and_changes_nothing (WindowFixture *fixture, gconstpointer email)
{
  GtkWidget *details = open_member (fixture, "Mia Hoffmann");

  g_assert_false (gtk_widget_get_sensitive (find_id (details, "role")));
  g_assert_false (gtk_widget_get_sensitive (find_id (details, "remove")));
  g_assert_nonnull (gtk_widget_get_tooltip_text (find_id (details, "remove")));
}

static guint
count_memberships (WindowFixture *fixture, const char *person_id)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) memberships = NULL;
  LpReplica *replica = lp_session_get_replica (fixture->model->session);

  lp_replica_query_memberships_async (replica, person_id, NULL, model_fixture_keep_result, &result);
  wait_until (result != NULL);
  memberships = lp_replica_query_memberships_finish (replica, result, NULL);
  return memberships->len;
}

static gboolean
names_first (GtkWindow *list, const char *text)
{
  GtkWidget *row = find_type (GTK_WIDGET (list), LP_TYPE_RECLAIM_ROW);

  return row != NULL && g_str_has_prefix (gtk_label_get_text (find_id (row, "who")), text);
}

/* The question names the numbers; afterwards the tickets left behind are listed. */
static void
test_removal_leads_to_reclaim (WindowFixture *fixture, gconstpointer email)
{
  GtkWidget *details = open_member (fixture, "Mia Hoffmann");
  GtkLabel *who;
  GtkRevealer *reclaim = find_id (get_page (fixture), "reclaim");
  g_autofree char *mia = dup_person_id (fixture, "Mia Hoffmann");
  GtkWindow *question, *list;

  g_assert_false (gtk_revealer_get_reveal_child (reclaim));
  click (find_id (details, "remove"));
  wait_until (find_window (ADW_TYPE_MESSAGE_DIALOG) != NULL);
  question = find_window (ADW_TYPE_MESSAGE_DIALOG);
  g_assert_true (
      g_str_has_prefix (adw_message_dialog_get_heading (ADW_MESSAGE_DIALOG (question)), "Remove Mia"));
  g_assert_nonnull (
      strstr (adw_message_dialog_get_body (ADW_MESSAGE_DIALOG (question)), "seen by admins only"));
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (question), "remove");
  gtk_window_destroy (question);
  wait_until (find_person (fixture, "Mia Hoffmann") == GTK_INVALID_LIST_POSITION);
  wait_until (!gtk_widget_get_mapped (details));

  wait_until (gtk_revealer_get_reveal_child (reclaim));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.reclaim", NULL);
  wait_until ((list = find_window (LP_TYPE_RECLAIM_DIALOG)) != NULL);
  wait_until (find_label (GTK_WIDGET (list), "Tickets to Reclaim") != NULL);
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (
                  gtk_list_view_get_model (GTK_LIST_VIEW (find_id (GTK_WIDGET (list), "view"))))) > 0);
  /* She is in no group in sight any more, and named all the same. */
  g_assert_cmpint (count_memberships (fixture, mia), ==, 0);
  wait_until (names_first (list, "Mia Hoffmann · CAD team"));
  /* Since when it is on which computer is told in a narrow window as well. */
  gtk_window_set_default_size (list, 330, 500);
  wait_until (gtk_widget_get_width (GTK_WIDGET (list)) <= 360);
  who = find_id (find_type (GTK_WIDGET (list), LP_TYPE_RECLAIM_ROW), "who");
  wait_until (pango_layout_get_line_count (gtk_label_get_layout (who)) > 1);
  g_assert_false (pango_layout_is_ellipsized (gtk_label_get_layout (who)));
  gtk_window_destroy (list);
}

/* The table gets its rows when it is first looked at. */
static gboolean
has_tickets (WindowFixture *fixture)
{
  GtkWidget *page = find_type (GTK_WIDGET (fixture->window), LP_TYPE_TICKETS_PAGE);
  GtkWidget *view = find_type (page, GTK_TYPE_COLUMN_VIEW);

  return view != NULL && gtk_column_view_get_model (GTK_COLUMN_VIEW (view)) != NULL;
}

static LpTicketList *
get_tickets (WindowFixture *fixture)
{
  GtkWidget *page = find_type (GTK_WIDGET (fixture->window), LP_TYPE_TICKETS_PAGE);
  GtkWidget *view = find_type (page, GTK_TYPE_COLUMN_VIEW);
  GListModel *slice = gtk_multi_selection_get_model (
      GTK_MULTI_SELECTION (gtk_column_view_get_model (GTK_COLUMN_VIEW (view))));

  return LP_TICKET_LIST (gtk_slice_list_model_get_model (GTK_SLICE_LIST_MODEL (slice)));
}

/* From a person to her tickets, and back to all by taking the chip away. */
static void
test_tickets_of_a_person (WindowFixture *fixture, gconstpointer email)
{
  g_autofree char *mia = dup_person_id (fixture, "Mia Hoffmann");
  LpTicketList *tickets;
  guint n;

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.show-tickets-of", "s", mia);
  wait_until (has_tickets (fixture));
  tickets = get_tickets (fixture);
  wait_until (lp_ticket_list_is_settled (tickets));
  n = g_list_model_get_n_items (G_LIST_MODEL (tickets));
  g_assert_cmpuint (n, >, 0);
  for (guint i = 0; i < n; i++)
    {
      g_autoptr (LpTicketItem) item = g_list_model_get_item (G_LIST_MODEL (tickets), i);

      g_assert_cmpstr (lp_ticket_item_get_ticket (item)->assignee_id, ==, mia);
    }
  wait_until (find_label (GTK_WIDGET (fixture->window), "Allocated to: Mia Hoffmann") != NULL);
  click (find_button (GTK_WIDGET (fixture->window), "Allocated to: Mia Hoffmann"));
  wait_until (lp_ticket_list_is_settled (tickets));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (tickets)), >, n);
}

static void
test_sight_dialog (WindowFixture *fixture, gconstpointer email)
{
  g_autofree char *mia = dup_person_id (fixture, "Mia Hoffmann");
  g_autoptr (LpTicketQuery) query = lp_ticket_query_new ();
  g_autoptr (GPtrArray) tickets = NULL;
  const char *code;
  GtkWindow *dialog;

  query->group_id = model_fixture_find_group (fixture->model, GROUP);
  query->who = LP_WHO_PERSON;
  query->person_id = g_strdup (mia);
  tickets = model_fixture_query_tickets (fixture->model, query, 1);
  code = ((const LpTicket *) g_ptr_array_index (tickets, 0))->code;
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.explain-sight", "(ss)", "", mia);
  wait_until ((dialog = find_window (LP_TYPE_SIGHT_DIALOG)) != NULL);
  gtk_editable_set_text (find_id (GTK_WIDGET (dialog), "code"), "=HYPERLINK(1)");
  wait_until (find_label (GTK_WIDGET (dialog),
                          "A ticket code has only digits and the letters A to Z without U.") != NULL);
  g_assert_true (gtk_widget_has_css_class (find_id (GTK_WIDGET (dialog), "code"), "error"));
  g_assert_false (gtk_widget_get_visible (find_id (GTK_WIDGET (dialog), "seen_by")));
  gtk_window_destroy (dialog);

  /* Without a person it tells everybody at once. */
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.explain-sight", "(ss)", code, "");
  wait_until ((dialog = find_window (LP_TYPE_SIGHT_DIALOG)) != NULL);
  wait_until (find_label (find_id (GTK_WIDGET (dialog), "people"), "Mia Hoffmann") != NULL);
  g_assert_nonnull (
      find_label (find_id (GTK_WIDGET (dialog), "people"), "The ticket is allocated to this person."));
  gtk_window_destroy (dialog);
}

static void
set_addresses (GtkWindow *dialog, const char *text)
{
  GtkTextView *view = find_id (GTK_WIDGET (dialog), "addresses");

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (view), text, -1);
}

/* A line that is wrong is named, and nobody is invited before it is mended. */
static void
test_invite (WindowFixture *fixture, gconstpointer email)
{
  GtkWindow *dialog;
  GtkWidget *send;

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.invite", NULL);
  wait_until ((dialog = find_window (LP_TYPE_INVITE_DIALOG)) != NULL);
  send = find_id (GTK_WIDGET (dialog), "invite");
  g_assert_false (gtk_widget_get_sensitive (send));
  /* Whoever types or pastes at once does so where it belongs, not on “Cancel”. */
  g_assert_true (gtk_window_get_focus (dialog) == find_id (GTK_WIDGET (dialog), "addresses"));

  set_addresses (dialog, "Ada\tada@new.example\n=nobody\nmia@acme.example");
  g_assert_nonnull (
      strstr (gtk_label_get_text (find_id (GTK_WIDGET (dialog), "problem")), "Line 2: “=nobody”"));
  wait_until (strstr (gtk_label_get_text (find_id (GTK_WIDGET (dialog), "problem")),
                      "Line 3: mia@acme.example is a member already.") != NULL);
  g_assert_false (gtk_widget_get_sensitive (send));

  set_addresses (dialog, "Ada\tada@new.example\ngrace@new.example\n");
  g_assert_true (gtk_widget_get_sensitive (send));
  g_assert_cmpstr (gtk_label_get_text (find_id (GTK_WIDGET (dialog), "count")), ==, "2 people to invite");
  click (send);
  wait_until (find_window (LP_TYPE_INVITE_DIALOG) == NULL);
  wait_until (find_label (GTK_WIDGET (fixture->window), "Invited 2 people") != NULL);
}

static void
name_group (GtkWindow *dialog, const char *name)
{
  gtk_editable_set_text (find_id (GTK_WIDGET (dialog), "name"), name);
}

static GtkWindow *
wait_for_name_dialog (void)
{
  GtkWindow *dialog;

  wait_until ((dialog = find_window (LP_TYPE_GROUP_NAME_DIALOG)) != NULL);
  return dialog;
}

/* The service refuses a name that a sibling has: the question comes back with what was typed and the reason. */
static void
test_refused_name_stays (WindowFixture *fixture, gconstpointer email)
{
  g_autofree char *longest = g_strnfill (201, 'x');
  GtkWindow *dialog;

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.rename-group", NULL);
  dialog = wait_for_name_dialog ();
  name_group (dialog, longest);
  g_assert_false (gtk_widget_get_sensitive (find_id (GTK_WIDGET (dialog), "apply")));
  g_assert_nonnull (strstr (gtk_label_get_text (find_id (GTK_WIDGET (dialog), "problem")), "at most 200"));
  name_group (dialog, "Test lab");
  g_assert_true (gtk_widget_get_sensitive (find_id (GTK_WIDGET (dialog), "apply")));
  g_signal_emit_by_name (find_id (GTK_WIDGET (dialog), "apply"), "clicked");

  dialog = wait_for_name_dialog ();
  g_assert_cmpstr (gtk_editable_get_text (find_id (GTK_WIDGET (dialog), "name")), ==, "Test lab");
  g_assert_cmpstr (gtk_label_get_text (find_id (GTK_WIDGET (dialog), "problem")), !=, "");

  /* Hebrew, 4-byte characters and a leading = are a name like any other. */
  name_group (dialog, "=צוות 😀");
  g_assert_true (gtk_widget_get_sensitive (find_id (GTK_WIDGET (dialog), "apply")));
  g_signal_emit_by_name (find_id (GTK_WIDGET (dialog), "apply"), "clicked");
  wait_until (find_label (GTK_WIDGET (fixture->window), "=צוות 😀") != NULL);
}

/* Whether that group is selected in the tree, below that other one. */
static gboolean
is_selected_below (WindowFixture *fixture, const char *group_id, const char *parent_id)
{
  GtkListView *view = find_id (find_type (GTK_WIDGET (fixture->window), LP_TYPE_GROUP_TREE_VIEW), "view");
  GtkTreeListRow *row = gtk_single_selection_get_selected_item (
      GTK_SINGLE_SELECTION (gtk_list_view_get_model (view)));
  g_autoptr (GtkTreeListRow) above = row != NULL ? gtk_tree_list_row_get_parent (row) : NULL;
  g_autoptr (LpGroupItem) item = row != NULL ? gtk_tree_list_row_get_item (row) : NULL;
  g_autoptr (LpGroupItem) parent = above != NULL ? gtk_tree_list_row_get_item (above) : NULL;

  return parent != NULL && g_str_equal (lp_group_item_get_id (item), group_id) &&
         g_str_equal (lp_group_item_get_id (parent), parent_id);
}

static gboolean
is_offered (GListModel *groups, const char *group_id)
{
  for (guint i = 0; i < g_list_model_get_n_items (groups); i++)
    {
      g_autoptr (LpGroupItem) item = g_list_model_get_item (groups, i);

      if (g_str_equal (lp_group_item_get_id (item), group_id))
        return TRUE;
    }
  return FALSE;
}

/* Neither into itself nor into what is below it. */
static void
test_targets_of_a_move (WindowFixture *fixture, gconstpointer email)
{
  g_autofree char *moved = model_fixture_find_group (fixture->model, "Acme Machines");
  g_autofree char *below = model_fixture_find_group (fixture->model, GROUP);
  g_autofree char *beside = model_fixture_find_group (fixture->model, "North Reseller");
  GtkWindow *dialog;
  GListModel *groups;

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.select-group", "s", moved);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.move-group", NULL);
  wait_until ((dialog = find_window (LP_TYPE_GROUP_CHOOSER)) != NULL);
  g_assert_nonnull (find_label (GTK_WIDGET (dialog), "Acme Machines"));
  groups = G_LIST_MODEL (gtk_list_view_get_model (find_id (GTK_WIDGET (dialog), "view")));
  wait_until (is_offered (groups, beside));
  g_assert_false (is_offered (groups, moved));
  g_assert_false (is_offered (groups, below));
  gtk_window_close (dialog);
  wait_until (find_window (LP_TYPE_GROUP_CHOOSER) == NULL);
}

/* The tree unfolds where the group is now, and shows it. */
static void
test_moved_group_is_shown (WindowFixture *fixture, gconstpointer email)
{
  g_autofree char *moved = model_fixture_find_group (fixture->model, GROUP);
  g_autofree char *target = model_fixture_find_group (fixture->model, "Test lab");
  g_autoptr (LpGroup) group = NULL;
  GtkWindow *dialog;
  GtkSelectionModel *groups;

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.move-group", NULL);
  wait_until ((dialog = find_window (LP_TYPE_GROUP_CHOOSER)) != NULL);
  g_assert_nonnull (find_label (GTK_WIDGET (dialog), GROUP));
  g_assert_false (gtk_widget_get_sensitive (find_id (GTK_WIDGET (dialog), "move")));
  groups = gtk_list_view_get_model (find_id (GTK_WIDGET (dialog), "view"));
  gtk_editable_set_text (find_id (GTK_WIDGET (dialog), "search"), "Test lab");
  wait_until (g_list_model_get_n_items (G_LIST_MODEL (groups)) == 1);
  gtk_selection_model_select_item (groups, 0, TRUE);
  click (find_id (GTK_WIDGET (dialog), "move"));
  wait_until (find_window (LP_TYPE_GROUP_CHOOSER) == NULL);
  wait_until (find_label (GTK_WIDGET (fixture->window), "Moved " GROUP) != NULL);
  wait_until (is_selected_below (fixture, moved, target));
  group = lp_replica_get_group (lp_session_get_replica (fixture->model->session), moved);
  g_assert_cmpstr (group->parent_id, ==, target);
}

static GtkWidget *
move (WindowFixture *fixture, GtkDirectionType direction)
{
  gtk_widget_child_focus (GTK_WIDGET (fixture->window), direction);
  return gtk_window_get_focus (GTK_WINDOW (fixture->window));
}

/* The people are one stop of Tab, however many there are. */
static void
test_tab_leaves_the_people (WindowFixture *fixture, gconstpointer email)
{
  GtkWidget *page = get_page (fixture);
  GtkWidget *view = find_id (page, "view");
  GtkWidget *search = find_id (page, "search");
  guint n = g_list_model_get_n_items (G_LIST_MODEL (get_people (fixture)));
  guint stops = 0;

  g_assert_cmpuint (n, >, 3);
  gtk_widget_grab_focus (search);
  for (guint i = 0; i < 10 && !gtk_widget_is_ancestor (move (fixture, GTK_DIR_TAB_FORWARD), view); i++)
    continue;
  for (; gtk_widget_is_ancestor (gtk_window_get_focus (GTK_WINDOW (fixture->window)), view); stops++)
    move (fixture, GTK_DIR_TAB_FORWARD);
  g_assert_cmpuint (stops, ==, 1);
  while (!gtk_widget_is_ancestor (move (fixture, GTK_DIR_TAB_BACKWARD), view))
    continue;
  g_assert_true (gtk_widget_is_ancestor (move (fixture, GTK_DIR_TAB_BACKWARD), search));
}

/* What a column is too narrow for is told by its tooltip. */
static void
test_rights_in_full (WindowFixture *fixture, gconstpointer email)
{
  static const char *const rights[] = { "All rights: ", "Create", "Modify" };
  g_autofree char *acme = model_fixture_find_group (fixture->model, "Acme Machines");
  g_autoptr (GList) stack = g_list_prepend (NULL, get_page (fixture));
  guint found = 0;

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.select-group", "s", acme);
  wait_until (find_person (fixture, "Clara Weiss") != GTK_INVALID_LIST_POSITION);
  wait_until (find_label (get_page (fixture), "Clara Weiss") != NULL);

  while (stack != NULL)
    {
      GtkWidget *widget = stack->data;
      const char *text = GTK_IS_INSCRIPTION (widget) ? gtk_inscription_get_text (GTK_INSCRIPTION (widget))
                                                     : NULL;

      stack = g_list_delete_link (stack, stack);
      for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
           child = gtk_widget_get_next_sibling (child))
        stack = g_list_prepend (stack, child);
      if (text == NULL || (!g_str_has_prefix (text, rights[0]) && !g_str_has_prefix (text, rights[1]) &&
                           !g_str_has_prefix (text, rights[2])))
        continue;
      g_assert_cmpstr (gtk_widget_get_tooltip_text (widget), ==, text);
      found++;
    }
  g_assert_cmpuint (found, >, 0);
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
    { "/people/matrix-applies-and-undoes", CLIENT_ADMIN, test_matrix_applies_and_undoes },
    { "/people/unfinished-choice-waits", CLIENT_ADMIN, test_unfinished_choice_waits },
    { "/people/support-changes-nothing", CLIENT_SUPPORT, test_support_sees_and_changes_nothing },
    { "/people/removal-leads-to-reclaim", CLIENT_ADMIN, test_removal_leads_to_reclaim },
    { "/people/tickets-of-a-person", CLIENT_ADMIN, test_tickets_of_a_person },
    { "/people/sight-dialog", CLIENT_ADMIN, test_sight_dialog },
    { "/people/invite", CLIENT_ADMIN, test_invite },
    { "/people/targets-of-a-move", VENDOR_ADMIN, test_targets_of_a_move },
    { "/people/moved-group-is-shown", CLIENT_ADMIN, test_moved_group_is_shown },
    { "/people/tab-leaves-the-people", CLIENT_ADMIN, test_tab_leaves_the_people },
    { "/people/rights-in-full", CLIENT_ADMIN, test_rights_in_full },
    { "/people/refused-name-stays", CLIENT_ADMIN, test_refused_name_stays },
  };

  g_test_init (&argc, &argv, NULL);
  adw_init ();
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, WindowFixture, tests[i].email, set_up, tests[i].test,
                window_fixture_tear_down);
  return g_test_run ();
}

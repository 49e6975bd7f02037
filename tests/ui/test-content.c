/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "find-widget.h"
#include "lp-activity-page.h"
#include "lp-allocate-dialog.h"
#include "lp-bulk-bar.h"
#include "lp-details-pane.h"
#include "lp-my-licenses-page.h"
#include "lp-people-page.h"
#include "lp-search-dialog.h"
#include "lp-shortcuts.h"
#include "lp-subscriptions-page.h"
#include "lp-tickets-page.h"
#include "window-fixture.h"

/* What the window shows beside and below its lists: details, the bar of a selection, a row's menu. */

static void
set_up (WindowFixture *fixture, gconstpointer email)
{
  window_fixture_set_up (fixture, email);
  wait_until (window_fixture_is_settled (fixture));
}

static GtkWidget *
get_details (WindowFixture *fixture)
{
  return find_type (GTK_WIDGET (fixture->window), LP_TYPE_DETAILS_PANE);
}

static gboolean
details_are_shown (WindowFixture *fixture)
{
  return adw_flap_get_reveal_flap (ADW_FLAP (gtk_widget_get_ancestor (get_details (fixture), ADW_TYPE_FLAP)));
}

static void
show_page (WindowFixture *fixture, int page)
{
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.page", "i", page);
}

static const char *
get_title (WindowFixture *fixture)
{
  return adw_window_title_get_title (find_id (get_details (fixture), "title"));
}

static void
select_position (WindowFixture *fixture, guint position)
{
  gtk_selection_model_select_item (window_fixture_get_selection (fixture), position, TRUE);
}

/* What is selected on one page says nothing about another. */
static void
test_details_are_the_page_s (WindowFixture *fixture, gconstpointer email)
{
  g_autoptr (LpTicket) ticket = window_fixture_dup_ticket (fixture, 1);

  select_position (fixture, 1);
  g_assert_true (details_are_shown (fixture));
  g_assert_cmpstr (get_title (fixture), ==, ticket->product_name);

  show_page (fixture, 1);
  wait_until (find_label (get_details (fixture), "No Subscription Selected") != NULL);
  show_page (fixture, 2);
  wait_until (!gtk_widget_get_mapped (get_details (fixture)));
  show_page (fixture, 3);
  g_assert_false (details_are_shown (fixture));

  show_page (fixture, 0);
  g_assert_true (details_are_shown (fixture));
  wait_until (gtk_widget_get_mapped (get_details (fixture)));
  g_assert_cmpstr (get_title (fixture), ==, ticket->product_name);
}

static guint
find_state (WindowFixture *fixture, LpTicketState state)
{
  for (guint i = 0; i < window_fixture_count_rows (fixture); i++)
    {
      g_autoptr (LpTicket) ticket = window_fixture_dup_ticket (fixture, i);

      if (ticket->state == state)
        return i;
    }
  g_assert_not_reached ();
}

static GtkWidget *
find_button (WindowFixture *fixture, const char *id)
{
  return find_id (find_type (GTK_WIDGET (fixture->window), LP_TYPE_BULK_BAR), id);
}

/* A button that cannot do it is grey and says why; one that can do a part of it says how much. */
static void
test_bar_says_what_is_possible (WindowFixture *fixture, gconstpointer email)
{
  static const char *const ids[] = { "allocate", "move", "revoke" };
  guint revoked = find_state (fixture, LP_TICKET_REVOKED);
  guint available = find_state (fixture, LP_TICKET_AVAILABLE);

  select_position (fixture, revoked);
  for (gsize i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_assert_false (gtk_widget_get_sensitive (find_button (fixture, ids[i])));
      g_assert_cmpstr (gtk_widget_get_tooltip_text (find_button (fixture, ids[i])), ==,
                       "The license is revoked.");
    }

  gtk_selection_model_select_item (window_fixture_get_selection (fixture), available, FALSE);
  g_assert_true (gtk_widget_get_sensitive (find_button (fixture, "allocate")));
  g_assert_cmpstr (gtk_widget_get_tooltip_text (find_button (fixture, "allocate")), ==,
                   "1 of 2 tickets. The others stay as they are: The license is revoked.");

  select_position (fixture, available);
  g_assert_true (gtk_widget_get_sensitive (find_button (fixture, "allocate")));
  g_assert_null (gtk_widget_get_tooltip_text (find_button (fixture, "allocate")));
}

static void
test_bar_knows_rights (WindowFixture *fixture, gconstpointer email)
{
  select_position (fixture, find_state (fixture, LP_TICKET_AVAILABLE));
  g_assert_true (gtk_widget_get_sensitive (find_button (fixture, "allocate")));
  g_assert_false (gtk_widget_get_sensitive (find_button (fixture, "revoke")));
  g_assert_cmpstr (gtk_widget_get_tooltip_text (find_button (fixture, "revoke")), ==,
                   "You need the right to revoke licenses of this product in this group.");
}

static gboolean
focus_is_in_table (WindowFixture *fixture)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (fixture->window));

  return focus != NULL &&
         gtk_widget_is_ancestor (focus,
                                 GTK_WIDGET (lp_ticket_table_get_view (window_fixture_get_table (fixture))));
}

/* What is left out is said before anything happens; afterwards the keyboard is back in the list. */
static void
test_dialog_leads_back (WindowFixture *fixture, gconstpointer email)
{
  GtkWindow *dialog;

  select_position (fixture, find_state (fixture, LP_TICKET_REVOKED));
  gtk_selection_model_select_item (window_fixture_get_selection (fixture),
                                   find_state (fixture, LP_TICKET_AVAILABLE), FALSE);
  gtk_widget_grab_focus (find_button (fixture, "allocate"));
  g_assert_false (focus_is_in_table (fixture));
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.allocate", NULL);
  wait_until (find_window (LP_TYPE_ALLOCATE_DIALOG) != NULL);
  dialog = find_window (LP_TYPE_ALLOCATE_DIALOG);
  g_assert_nonnull (find_label (GTK_WIDGET (dialog), "Allocate 1 Ticket"));
  g_assert_nonnull (find_label (GTK_WIDGET (dialog),
                                "1 of 2 tickets. The others stay as they are: The license is revoked."));

  gtk_window_close (dialog);
  wait_until (find_window (LP_TYPE_ALLOCATE_DIALOG) == NULL);
  g_assert_true (focus_is_in_table (fixture));
  g_assert_cmpuint (lp_ticket_table_get_n_selected (window_fixture_get_table (fixture)), ==, 2);
}

static GtkPopover *
find_menu (WindowFixture *fixture)
{
  GtkWidget *menu = find_type (GTK_WIDGET (window_fixture_get_table (fixture)), GTK_TYPE_POPOVER_MENU);

  return menu != NULL && gtk_widget_get_mapped (menu) ? GTK_POPOVER (menu) : NULL;
}

static void
test_row_has_a_menu (WindowFixture *fixture, gconstpointer email)
{
  LpTicketTable *table = window_fixture_get_table (fixture);

  lp_ticket_table_focus_rows (table);
  g_assert_true (focus_is_in_table (fixture));
  gtk_selection_model_unselect_all (window_fixture_get_selection (fixture));
  gtk_widget_activate_action (GTK_WIDGET (table), "tickets.menu", NULL);
  wait_until (find_menu (fixture) != NULL);
  g_assert_cmpuint (lp_ticket_table_get_n_selected (table), ==, 1);
  gtk_popover_popdown (find_menu (fixture));
  wait_until (find_menu (fixture) == NULL);
  g_assert_true (focus_is_in_table (fixture));
}

static GtkWidget *
get_searched (WindowFixture *fixture)
{
  GtkWidget *focus = gtk_root_get_focus (GTK_ROOT (fixture->window));

  return focus != NULL ? gtk_widget_get_ancestor (focus, GTK_TYPE_SEARCH_ENTRY) : NULL;
}

/* Ctrl+F stays on the page that is shown. */
static void
test_find_searches_the_page (WindowFixture *fixture, gconstpointer email)
{
  const GType pages[] = { LP_TYPE_TICKETS_PAGE, LP_TYPE_SUBSCRIPTIONS_PAGE, LP_TYPE_PEOPLE_PAGE,
                          LP_TYPE_ACTIVITY_PAGE, LP_TYPE_MY_LICENSES_PAGE };

  for (gsize i = 0; i < G_N_ELEMENTS (pages); i++)
    {
      GtkWidget *page;

      if (pages[i] == LP_TYPE_MY_LICENSES_PAGE)
        gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.my-licenses", NULL);
      else
        show_page (fixture, (int) i);
      wait_until (find_type (GTK_WIDGET (fixture->window), pages[i]) != NULL);
      page = find_type (GTK_WIDGET (fixture->window), pages[i]);
      wait_until (gtk_widget_get_mapped (page));
      gtk_window_set_focus (GTK_WINDOW (fixture->window), NULL);
      gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.find", NULL);
      g_assert_nonnull (get_searched (fixture));
      g_assert_true (gtk_widget_is_ancestor (get_searched (fixture), page));
    }
}

/* The shortcuts that the help overlay names, by action; “<Alt>1...4” stands for the keys of the four pages. */
static void
collect_listed (GtkWidget *widget, GHashTable *actions, GHashTable *keys)
{
  if (GTK_IS_SHORTCUTS_SHORTCUT (widget))
    {
      char *action = NULL, *accelerator = NULL;

      g_object_get (widget, "action-name", &action, "accelerator", &accelerator, NULL);
      if (action != NULL)
        g_hash_table_add (actions, action);
      else
        g_hash_table_add (keys, accelerator);
    }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    collect_listed (child, actions, keys);
}

static gboolean
has_window_action (const char *wanted)
{
  GtkWidgetClass *klass = g_type_class_ref (LP_TYPE_WINDOW);
  const GVariantType *parameter;
  const char *name, *property;
  gboolean found = FALSE;
  GType owner;

  for (guint i = 0; gtk_widget_class_query_action (klass, i, &owner, &name, &parameter, &property); i++)
    if (g_str_equal (name, wanted))
      {
        found = TRUE;
        break;
      }
  g_type_class_unref (klass);
  return found;
}

/* Every key that does something is listed, and what is listed has a key and something to do. */
static void
test_shortcuts_are_listed (void)
{
  g_autoptr (GtkApplication)
      application = gtk_application_new ("org.example.Shortcuts", G_APPLICATION_NON_UNIQUE);
  g_autoptr (GtkBuilder)
      builder = gtk_builder_new_from_resource ("/org/example/LicensePortal/ui/help-overlay.ui");
  g_autoptr (GHashTable) actions = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr (GHashTable) keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  GtkWidget *overlay = GTK_WIDGET (gtk_builder_get_object (builder, "help_overlay"));
  g_auto (GStrv) with_keys = NULL;
  guint n_pages = 0;

  lp_shortcuts_add (application);
  with_keys = gtk_application_list_action_descriptions (application);
  collect_listed (overlay, actions, keys);
  for (char **action = with_keys; *action != NULL; action++)
    {
      gboolean is_page = g_str_has_prefix (*action, "win.page");

      g_test_message ("%s", *action);
      n_pages += is_page;
      g_assert_true (is_page || g_hash_table_remove (actions, *action));
      if (g_str_has_prefix (*action, "win.") && !is_page)
        g_assert_true (has_window_action (*action));
    }
  g_assert_cmpuint (g_hash_table_size (actions), ==, 0);
  g_assert_cmpuint (n_pages, ==, 4);
  g_assert_true (g_hash_table_contains (keys, "<Alt>1...4"));
  gtk_window_destroy (GTK_WINDOW (overlay));
}

static gboolean
offers (GtkWindow *dialog, const char *text, const char *title)
{
  gtk_editable_set_text (GTK_EDITABLE (find_id (GTK_WIDGET (dialog), "search")), text);
  g_signal_emit_by_name (find_id (GTK_WIDGET (dialog), "search"), "search-changed");
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  return find_label (find_id (GTK_WIDGET (dialog), "results"), title) != NULL;
}

/* What one may do in the group that is shown is found by its name; what one may not is not offered. */
static void
test_search_finds_actions (WindowFixture *fixture, gconstpointer email)
{
  gboolean admin = g_str_equal (email, CLIENT_ADMIN);
  GtkWindow *dialog;

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.search-everywhere", NULL);
  wait_until ((dialog = find_window (LP_TYPE_SEARCH_DIALOG)) != NULL);
  wait_until (gtk_widget_get_mapped (GTK_WIDGET (dialog)));
  g_assert_true (offers (dialog, "invite", "Invite People") == admin);
  g_assert_true (offers (dialog, "subgr", "New Subgroup") == admin);
  g_assert_true (offers (dialog, "group set", "Group Settings") == admin);
  g_assert_true (offers (dialog, "recl", "Tickets to Reclaim"));
  g_assert_true (offers (dialog, "prefer", "Preferences"));
  g_assert_true (offers (dialog, "activ", "Activity"));
  g_signal_emit_by_name (find_id (GTK_WIDGET (dialog), "search"), "activate");
  wait_until (find_window (LP_TYPE_SEARCH_DIALOG) == NULL);
  g_assert_true (gtk_widget_get_mapped (GTK_WIDGET (fixture->window)));
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
    { "/content/details-are-the-page-s", CLIENT_ADMIN, test_details_are_the_page_s },
    { "/content/bar-says-what-is-possible", VENDOR_ADMIN, test_bar_says_what_is_possible },
    { "/content/bar-knows-rights", CLIENT_SUPPORT, test_bar_knows_rights },
    { "/content/dialog-leads-back", VENDOR_ADMIN, test_dialog_leads_back },
    { "/content/row-has-a-menu", CLIENT_ADMIN, test_row_has_a_menu },
    { "/content/find-searches-the-page", CLIENT_ADMIN, test_find_searches_the_page },
    { "/content/search-finds-actions", CLIENT_ADMIN, test_search_finds_actions },
    { "/content/search-knows-rights", CLIENT_SUPPORT, test_search_finds_actions },
  };

  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add_func ("/content/shortcuts-are-listed", test_shortcuts_are_listed);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, WindowFixture, tests[i].email, set_up, tests[i].test,
                window_fixture_tear_down);
  return g_test_run ();
}

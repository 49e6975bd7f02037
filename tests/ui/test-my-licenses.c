/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "find-widget.h"
#include "lp-license-sections.h"
#include "lp-my-licenses-page.h"
#include "lp-ticket-item.h"
#include "window-fixture.h"

/* What a person may use, on the real service. */

static int
rank (LpTicketState state)
{
  return state == LP_TICKET_ACTIVATED ? 0 : state == LP_TICKET_AVAILABLE ? 1 : 2;
}

/* Products follow their names, and licenses of one product their codes. */
static void
assert_order (LpTicketItem *before, LpTicketItem *item)
{
  g_assert_cmpint (g_utf8_collate (lp_ticket_item_get_product (before), lp_ticket_item_get_product (item)),
                   <=, 0);
  if (g_str_equal (lp_ticket_item_get_product (before), lp_ticket_item_get_product (item)))
    g_assert_cmpstr (lp_ticket_item_get_code (before), <, lp_ticket_item_get_code (item));
}

/* Each section has its head. Returns how many licenses there are. */
static guint
assert_sections (LpLicenseSections *sections, gboolean with_heads)
{
  g_autoptr (LpTicketItem) before = NULL;
  guint n_licenses = 0, n_heads = 0;
  int section = -1;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (sections)); i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (sections), i);

      if (GTK_IS_STRING_OBJECT (item))
        {
          n_heads++;
          continue;
        }
      g_assert_cmpint (rank (lp_ticket_item_get_state (LP_TICKET_ITEM (item))), >=, section);
      if (rank (lp_ticket_item_get_state (LP_TICKET_ITEM (item))) > section)
        {
          section = rank (lp_ticket_item_get_state (LP_TICKET_ITEM (item)));
          g_assert_cmpuint (n_heads, ==, with_heads ? (guint) section + 1 : 0);
        }
      else
        {
          assert_order (before, LP_TICKET_ITEM (item));
        }
      g_set_object (&before, LP_TICKET_ITEM (item));
      n_licenses++;
    }
  return n_licenses;
}

static void
test_sections (WindowFixture *fixture, gconstpointer email)
{
  g_autoptr (LpLicenseSections) sections = lp_license_sections_new (fixture->model->session);
  g_autoptr (GtkStringObject) first = NULL;

  wait_until (lp_license_sections_is_settled (sections));
  g_assert_cmpuint (assert_sections (sections, TRUE), >, 20);
  first = g_list_model_get_item (G_LIST_MODEL (sections), 0);
  g_assert_cmpstr (gtk_string_object_get_string (first), ==, "In Use");

  /* A handful is taken in at a glance. */
  lp_license_sections_set_search (sections, "Thermal Analysis 050F4");
  wait_until (lp_license_sections_is_settled (sections));
  g_assert_cmpuint (assert_sections (sections, FALSE), ==, 1);
  lp_license_sections_set_search (sections, "");
  wait_until (lp_license_sections_is_settled (sections));
  g_assert_cmpuint (assert_sections (sections, TRUE), >, 20);
}

static GtkWidget *
find_page (WindowFixture *fixture)
{
  return find_type (GTK_WIDGET (fixture->window), LP_TYPE_MY_LICENSES_PAGE);
}

/* Whoever searches in vain is told what to do next, and can do it. */
static void
test_nothing_found (WindowFixture *fixture, gconstpointer email)
{
  GtkWidget *search, *clear;

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.my-licenses", NULL);
  wait_until (find_page (fixture) != NULL);
  search = find_id (find_page (fixture), "search");
  gtk_editable_set_text (GTK_EDITABLE (search), "no license has these words");
  wait_until (find_label (find_page (fixture), "No License Found") != NULL);
  clear = find_id (find_page (fixture), "clear");
  g_assert_true (gtk_widget_get_mapped (clear));
  g_signal_emit_by_name (clear, "clicked");
  wait_until (find_label (find_page (fixture), "In Use") != NULL);
}

static GtkWidget *
move (WindowFixture *fixture, GtkDirectionType direction)
{
  gtk_widget_child_focus (GTK_WIDGET (fixture->window), direction);
  return gtk_root_get_focus (GTK_ROOT (fixture->window));
}

/* Search, one row, and out; likewise back. */
static void
test_rows_are_one_stop (WindowFixture *fixture, gconstpointer email)
{
  GtkWidget *view, *row;

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.my-licenses", NULL);
  wait_until (find_page (fixture) != NULL && find_label (find_page (fixture), "In Use") != NULL);
  view = find_id (find_page (fixture), "view");
  gtk_widget_grab_focus (find_id (find_page (fixture), "search"));
  row = move (fixture, GTK_DIR_TAB_FORWARD);
  g_assert_true (gtk_widget_is_ancestor (row, view));
  g_assert_false (gtk_widget_is_ancestor (move (fixture, GTK_DIR_TAB_FORWARD), view));

  gtk_widget_grab_focus (row);
  g_assert_true (
      gtk_widget_is_ancestor (move (fixture, GTK_DIR_TAB_BACKWARD), find_id (find_page (fixture), "search")));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add ("/my-licenses/sections", WindowFixture, CLIENT_ADMIN, window_fixture_set_up, test_sections,
              window_fixture_tear_down);
  g_test_add ("/my-licenses/nothing-found", WindowFixture, CLIENT_ADMIN, window_fixture_set_up,
              test_nothing_found, window_fixture_tear_down);
  g_test_add ("/my-licenses/rows-are-one-stop", WindowFixture, CLIENT_ADMIN, window_fixture_set_up,
              test_rows_are_one_stop, window_fixture_tear_down);
  return g_test_run ();
}

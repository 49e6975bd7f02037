/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "find-widget.h"
#include "lp-subscription-table.h"
#include "lp-ticket-table.h"
#include "window-fixture.h"

/* The window with larger letters. */

/* GTK counts dots per inch in 1/1024. */
#define USUAL_DPI (96 * 1024)

/* As narrow as a telephone. */
#define NARROWEST 360
static void
set_text_size (double factor)
{
  g_object_set (gtk_settings_get_default (), "gtk-xft-dpi", (int) (USUAL_DPI * factor), NULL);
}

static GtkColumnView *
get_view (WindowFixture *fixture, GType type)
{
  return find_id (find_type (GTK_WIDGET (fixture->window), type), "view");
}

static GtkColumnViewColumn *
get_column (GtkColumnView *view, const char *title)
{
  GListModel *columns = gtk_column_view_get_columns (view);

  for (guint i = 0; i < g_list_model_get_n_items (columns); i++)
    {
      g_autoptr (GtkColumnViewColumn) column = g_list_model_get_item (columns, i);

      if (g_str_equal (gtk_column_view_column_get_title (column), title))
        return column; /* the view keeps it */
    }
  g_error ("no column “%s”", title);
}

static int
get_width (GtkColumnView *view, const char *title)
{
  return gtk_column_view_column_get_fixed_width (get_column (view, title));
}

static int
measure (GtkWidget *widget, const char *text, const char *family)
{
  g_autoptr (PangoLayout) layout = gtk_widget_create_pango_layout (widget, text);
  g_autoptr (PangoAttrList) attributes = pango_attr_list_new ();
  int width;

  if (family != NULL)
    {
      pango_attr_list_insert (attributes, pango_attr_family_new (family));
      pango_attr_list_insert (attributes, pango_attr_scale_new (0.92));
    }
  pango_layout_set_attributes (layout, attributes);
  pango_layout_get_pixel_size (layout, &width, NULL);
  return width;
}

/* The pixels in which nothing is cut depend on the font. */
static void
test_columns_follow_the_font (WindowFixture *fixture, gconstpointer email)
{
  static const double sizes[] = { 1.5, 2.0, 1.0 };
  GtkColumnView *view = get_view (fixture, LP_TYPE_TICKET_TABLE);
  const int icon_and_edges = 16 + 6 + 2 * 8;
  int usual;

  wait_until (gtk_widget_get_width (GTK_WIDGET (view)) > 0 && get_width (view, "State") > 0);
  usual = get_width (view, "State");
  for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      set_text_size (sizes[i]);
      wait_until (ABS (get_width (view, "State") - icon_and_edges - (usual - icon_and_edges) * sizes[i]) < 6);
      g_assert_cmpint (get_width (view, "State"), >=,
                       measure (GTK_WIDGET (view), "Activated", NULL) + icon_and_edges);
      if (sizes[i] > 1.5) /* the window has no room for all */
        continue;
      g_assert_cmpint (get_width (view, "Ticket"), >=,
                       measure (GTK_WIDGET (view), "0009X-88929-P5BSD-CWGVS-3KDDZ", "monospace") + 2 * 8);
      g_assert_cmpint (get_width (view, "Expires"), >=,
                       measure (GTK_WIDGET (view), "30 Nov 2026", NULL) + 16);
    }
}

/* In the subscriptions likewise; and a width that somebody has chosen is kept. */
static void
test_chosen_width_stays (WindowFixture *fixture, gconstpointer email)
{
  LpSubscriptionTable *table;
  GtkColumnView *view;

  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.page", "i", 1);
  wait_until (find_type (GTK_WIDGET (fixture->window), LP_TYPE_SUBSCRIPTION_TABLE) != NULL);
  table = LP_SUBSCRIPTION_TABLE (find_type (GTK_WIDGET (fixture->window), LP_TYPE_SUBSCRIPTION_TABLE));
  view = get_view (fixture, LP_TYPE_SUBSCRIPTION_TABLE);
  lp_subscription_table_set_width (table, 2000);
  g_assert_cmpint (get_width (view, "Runs until"), >=, measure (GTK_WIDGET (view), "30 Nov 2026", NULL) + 16);

  gtk_column_view_column_set_fixed_width (get_column (view, "Runs until"), 333);
  lp_subscription_table_set_width (table, 2010);
  g_assert_cmpint (get_width (view, "Runs until"), ==, 333);
  lp_subscription_table_set_width (table, 300);
  g_assert_false (gtk_column_view_column_get_visible (get_column (view, "Runs until")));
  lp_subscription_table_set_width (table, 2000);
  g_assert_cmpint (get_width (view, "Runs until"), <, 333);
}

static int
get_least_width (WindowFixture *fixture)
{
  GtkWidget *content = adw_application_window_get_content (ADW_APPLICATION_WINDOW (fixture->window));
  int least;

  gtk_widget_measure (content, GTK_ORIENTATION_HORIZONTAL, -1, &least, NULL, NULL, NULL);
  return least;
}

/* Folded, as on a telephone, each page. */
static void
test_window_becomes_narrow (WindowFixture *fixture, gconstpointer email)
{
  static const double sizes[] = { 1.0, 1.5 };
  AdwLeaflet *leaflet = find_id (GTK_WIDGET (fixture->window), "leaflet");

  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 500, 700);
  wait_until (adw_leaflet_get_folded (leaflet));
  for (int page = 0; page < 4; page++)
    for (gsize i = 0; i < G_N_ELEMENTS (sizes); i++)
      {
        gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.page", "i", page);
        set_text_size (sizes[i]);
        g_test_message ("page %d, letters %.1f: %d pixels", page, sizes[i], get_least_width (fixture));
        g_assert_cmpint (get_least_width (fixture), <=, NARROWEST);
      }
}

static void
tear_down (WindowFixture *fixture, gconstpointer email)
{
  set_text_size (1.0);
  window_fixture_tear_down (fixture, email);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*test) (WindowFixture *fixture, gconstpointer email);
  } tests[] = {
    { "/large-text/columns-follow-the-font", test_columns_follow_the_font },
    { "/large-text/chosen-width-stays", test_chosen_width_stays },
    { "/large-text/window-becomes-narrow", test_window_becomes_narrow },
  };

  g_test_init (&argc, &argv, NULL);
  adw_init ();
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, WindowFixture, CLIENT_ADMIN, window_fixture_set_up, tests[i].test, tear_down);
  return g_test_run ();
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "window-fixture.h"

#include "find-widget.h"

void
window_fixture_set_up (WindowFixture *fixture, gconstpointer email)
{
  fixture->model = model_fixture_new (email);
  fixture->window = g_object_new (LP_TYPE_WINDOW, "session", fixture->model->session, NULL);
  lp_window_opened (fixture->window, TRUE, NULL);
  gtk_window_present (GTK_WINDOW (fixture->window));
}

void
window_fixture_tear_down (WindowFixture *fixture, gconstpointer email)
{
  g_object_ref (fixture->window);
  gtk_window_destroy (GTK_WINDOW (fixture->window));
  wait_until (!gtk_widget_get_realized (GTK_WIDGET (fixture->window)));
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  g_assert_finalize_object (fixture->window);
  /* A query that is on its way keeps its list, and that the session, until it is back. */
  wait_until (G_OBJECT (fixture->model->session)->ref_count == 1);
  model_fixture_free (fixture->model);
}

LpTicketTable *
window_fixture_get_table (WindowFixture *fixture)
{
  return LP_TICKET_TABLE (find_type (GTK_WIDGET (fixture->window), LP_TYPE_TICKET_TABLE));
}

GtkSelectionModel *
window_fixture_get_selection (WindowFixture *fixture)
{
  return gtk_column_view_get_model (lp_ticket_table_get_view (window_fixture_get_table (fixture)));
}

LpTicketList *
window_fixture_get_list (WindowFixture *fixture)
{
  GListModel *slice = gtk_multi_selection_get_model (
      GTK_MULTI_SELECTION (window_fixture_get_selection (fixture)));

  return LP_TICKET_LIST (gtk_slice_list_model_get_model (GTK_SLICE_LIST_MODEL (slice)));
}

guint
window_fixture_count_rows (WindowFixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (window_fixture_get_selection (fixture)));
}

/* There is a list as soon as there is a group; the first screenful comes alone, and the rest soon after. */
gboolean
window_fixture_is_settled (WindowFixture *fixture)
{
  return window_fixture_get_selection (fixture) != NULL && window_fixture_count_rows (fixture) > 0 &&
         lp_ticket_list_is_settled (window_fixture_get_list (fixture)) &&
         window_fixture_count_rows (fixture) ==
             g_list_model_get_n_items (G_LIST_MODEL (window_fixture_get_list (fixture)));
}

LpTicket *
window_fixture_dup_ticket (WindowFixture *fixture, guint position)
{
  g_autoptr (LpTicketItem)
      item = g_list_model_get_item (G_LIST_MODEL (window_fixture_get_list (fixture)), position);

  return lp_ticket_ref (lp_ticket_item_get_ticket (item));
}

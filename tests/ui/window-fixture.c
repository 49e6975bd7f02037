/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "window-fixture.h"

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

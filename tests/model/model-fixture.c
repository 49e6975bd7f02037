/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-fixture.h"

#include "scratch-directory.h"

void
model_fixture_keep_result (GObject *source, GAsyncResult *result, gpointer user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

static gboolean
wake_cb (gpointer user_data)
{
  return G_SOURCE_REMOVE;
}

void
model_fixture_iterate (void)
{
  guint wake = g_timeout_add (100, wake_cb, NULL);

  g_main_context_iteration (NULL, TRUE);
  if (g_main_context_find_source_by_id (NULL, wake) != NULL)
    g_source_remove (wake);
}

ModelFixture *
model_fixture_new (const char *email)
{
  ModelFixture *fixture = g_new0 (ModelFixture, 1);

  fixture->directory = scratch_directory_new ();
  fixture->session = lp_session_new (NULL, fixture->directory);
  if (email == NULL)
    return fixture;
  model_fixture_open_demo (fixture, email);
  g_assert_no_error (fixture->error);
  model_fixture_wait_synced (fixture);
  return fixture;
}

void
model_fixture_free (ModelFixture *fixture)
{
  lp_session_close (fixture->session);
  g_assert_finalize_object (fixture->session);
  g_clear_error (&fixture->error);
  while (g_main_context_iteration (NULL, FALSE))
    continue;
  scratch_directory_free (fixture->directory);
  g_free (fixture);
}

gboolean
model_fixture_open_demo (ModelFixture *fixture, const char *email)
{
  g_autoptr (GAsyncResult) result = NULL;

  g_clear_error (&fixture->error);
  lp_session_open_demo_async (fixture->session, email, NULL, model_fixture_keep_result, &result);
  wait_until (result != NULL);
  return lp_session_open_finish (fixture->session, result, &fixture->error);
}

void
model_fixture_wait_synced (ModelFixture *fixture)
{
  wait_until (lp_session_get_link (fixture->session) == LP_LINK_CONNECTED &&
              lp_session_get_replica (fixture->session) != NULL &&
              lp_replica_is_complete (lp_session_get_replica (fixture->session)));
}

char *
model_fixture_find_group (ModelFixture *fixture, const char *name)
{
  LpReplica *replica = lp_session_get_replica (fixture->session);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GArray) groups = NULL;

  lp_replica_query_groups_async (replica, NULL, model_fixture_keep_result, &result);
  wait_until (result != NULL);
  groups = lp_replica_query_groups_finish (replica, result, NULL);
  for (guint i = 0; i < groups->len; i++)
    {
      const LpGroup *group = g_array_index (groups, LpGroupCount, i).group;

      if (g_str_equal (group->name, name))
        return g_strdup (group->id);
    }
  g_assert_not_reached ();
}

GArray *
model_fixture_query_rows (ModelFixture *fixture, const LpTicketQuery *query)
{
  LpReplica *replica = lp_session_get_replica (fixture->session);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GArray *rows;

  lp_replica_query_tickets_async (replica, query, NULL, model_fixture_keep_result, &result);
  wait_until (result != NULL);
  rows = lp_replica_query_tickets_finish (replica, result, &error);
  g_assert_no_error (error);
  return rows;
}

GPtrArray *
model_fixture_query_tickets (ModelFixture *fixture, const LpTicketQuery *query, guint n)
{
  g_autoptr (GArray) rows = model_fixture_query_rows (fixture, query);
  GPtrArray *tickets = g_ptr_array_new_with_free_func ((GDestroyNotify) lp_ticket_unref);

  g_assert_cmpuint (rows->len, >=, n);
  for (guint i = 0; i < n; i++)
    {
      LpTicket *ticket = NULL;

      lp_replica_fetch_tickets (lp_session_get_replica (fixture->session), &g_array_index (rows, guint32, i),
                                1, &ticket);
      g_ptr_array_add (tickets, ticket);
    }
  return tickets;
}

GPtrArray *
model_fixture_find_tickets (ModelFixture *fixture,
                            const char *group,
                            LpTicketState state,
                            LpTicketWho who,
                            guint n)
{
  g_autoptr (LpTicketQuery) query = lp_ticket_query_new ();

  query->group_id = model_fixture_find_group (fixture, group);
  query->subtree = FALSE;
  query->states = 1 << state;
  query->who = who;
  return model_fixture_query_tickets (fixture, query, n);
}

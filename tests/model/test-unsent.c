/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-fixture.h"

#include "lp-calls.h"
#include "lp-client-sync.h"
#include "lp-session-private.h"
#include "lp-unsent.h"

/* Changes that have not reached the service when somebody wants to leave it: as a table, and sent after all. */

#define GROUP  "CAD team"
#define MEMBER "leo@acme.example"

static void
submit (ModelFixture *fixture, LpRequest *request, const char *summary)
{
  LpOutbox *outbox = lp_session_get_outbox (fixture->session);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (LpChange) change = NULL;

  lp_outbox_submit_async (outbox, request, summary, NULL, model_fixture_keep_result, &result);
  wait_until (result != NULL);
  change = lp_outbox_submit_finish (outbox, result, &error);
  g_assert_no_error (error);
  g_assert_cmpint (lp_change_get_state (change), ==, LP_CHANGE_WAITING);
}

static LpPerson *
find_member (ModelFixture *fixture, const char *group_id)
{
  g_autoptr (LpRequest) request = lp_call_list_members (group_id, 0, NULL);
  g_autoptr (LpReply)
      reply = lp_client_send_sync (lp_session_get_client (fixture->session), request, NULL, NULL, NULL);
  g_autoptr (GPtrArray) members = lp_reply_read_members (reply, NULL, NULL);

  for (guint i = 0; i < members->len; i++)
    {
      const LpMembership *membership = g_ptr_array_index (members, i);

      if (g_str_equal (membership->person->email, MEMBER))
        return lp_person_ref (membership->person);
    }
  g_assert_not_reached ();
}

typedef struct
{
  ModelFixture *fixture;
  char *group_id;
  LpPerson *member;
  GPtrArray *tickets;
} Scene;

/* Offline, one change of each kind: two of them will not be accepted. */
static void
set_up (Scene *scene)
{
  const LpAllocationChange to_admins = { .has_visible = TRUE };
  LpAllocationChange to_person = { .has_assignee = TRUE };
  LpBatchOperation operations[2] = { 0 };
  g_autoptr (LpRequest) one = NULL, batch = NULL, rename = NULL, invite = NULL, member = NULL;

  scene->fixture = model_fixture_new (CLIENT_ADMIN);
  scene->group_id = model_fixture_find_group (scene->fixture, GROUP);
  scene->member = find_member (scene->fixture, scene->group_id);
  scene->tickets = model_fixture_find_tickets (scene->fixture, GROUP, LP_TICKET_AVAILABLE, LP_WHO_EVERYONE,
                                               3);
  to_person.assignee_id = scene->member->id;
  for (guint i = 0; i < 2; i++)
    operations[i] = (LpBatchOperation){ .op = LP_BATCH_ALLOCATE,
                                        .code = ((LpTicket *) scene->tickets->pdata[i + 1])->code,
                                        .change = &to_admins,
                                        .expected_ends_on = LP_DATE_NONE };
  one = lp_call_change_allocation (((LpTicket *) scene->tickets->pdata[0])->code,
                                   ((LpTicket *) scene->tickets->pdata[0])->etag, &to_person);
  batch = lp_call_batch (operations, 2, TRUE, FALSE);
  rename = lp_call_rename_group (scene->group_id, "\"stale\"", "Another name");
  invite = lp_call_invite (scene->group_id, "new@acme.example", LP_ROLE_MEMBER, NULL);
  member = lp_call_put_member (scene->group_id, scene->member->id, NULL, LP_ROLE_SUPPORT, NULL);

  lp_outbox_set_online (lp_session_get_outbox (scene->fixture->session), FALSE);
  submit (scene->fixture, one, "=1+1");
  submit (scene->fixture, batch, "Two \"at once\", quietly");
  submit (scene->fixture, rename, "Rename");
  submit (scene->fixture, invite, "Invite");
  submit (scene->fixture, member, "Make her support");
}

static void
tear_down (Scene *scene)
{
  g_ptr_array_unref (scene->tickets);
  lp_person_unref (scene->member);
  g_free (scene->group_id);
  model_fixture_free (scene->fixture);
}

static const char *
get_code (Scene *scene, guint i)
{
  return ((LpTicket *) scene->tickets->pdata[i])->code;
}

static void
test_table (void)
{
  Scene scene = { 0 };
  g_autofree char *csv = NULL, *one = NULL, *two = NULL;
  g_auto (GStrv) lines = NULL;
  const char *expected[5];

  set_up (&scene);
  two = g_strdup_printf (",\"Two \"\"at once\"\", quietly\",%s %s,Admins only,", get_code (&scene, 1),
                         get_code (&scene, 2));
  one = g_strdup_printf (",'=1+1,%s,Leo Martins <" MEMBER ">,", get_code (&scene, 0));
  expected[0] = one;
  expected[1] = two;
  expected[2] = ",Rename,,,Tessaline Software › North Reseller › Acme Machines › CAD team,Not sent,";
  expected[3] = ",Invite,,new@acme.example,Tessaline Software › North Reseller › Acme Machines › CAD team,";
  expected[4] = ",Make her support,,Leo Martins <" MEMBER ">,Tessaline Software › ";
  g_assert_cmpuint (lp_unsent_count (scene.fixture->session), ==, 5);
  csv = lp_unsent_dup_csv (scene.fixture->session);
  lines = g_strsplit (csv, "\n", -1);
  g_assert_cmpuint (g_strv_length (lines), ==, 7); /* with the heads, and nothing after the last end */
  g_assert_cmpstr (lines[0], ==, "Made on,Change,Tickets,For whom,Group,State,Request");
  for (guint i = 0; i < 5; i++)
    if (strstr (lines[i + 1], expected[i]) == NULL)
      g_error ("“%s” is not in “%s”", expected[i], lines[i + 1]);
  g_assert_nonnull (strstr (lines[3], "PATCH /v1/groups/"));
  tear_down (&scene);
}

static void
progress_cb (guint n_done, guint n_total, gpointer user_data)
{
  guint *last = user_data;

  g_assert_cmpuint (n_total, ==, 5);
  g_assert_cmpuint (n_done, >=, *last);
  *last = n_done;
}

static void
test_send (void)
{
  Scene scene = { 0 };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  LpUnsentResult outcome;
  guint n_done = 0;

  set_up (&scene);
  g_assert_true (lp_unsent_can_send (scene.fixture->session));
  lp_unsent_send_async (scene.fixture->session, progress_cb, &n_done, NULL, model_fixture_keep_result,
                        &result);
  wait_until (result != NULL);
  g_assert_true (lp_unsent_send_finish (scene.fixture->session, result, &outcome, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (n_done, ==, 5);
  g_assert_cmpuint (outcome.n_sent, ==, 3);
  g_assert_cmpuint (outcome.n_problems, ==, 2);
  g_assert_cmpuint (outcome.n_left, ==, 0);
  g_assert_cmpuint (lp_unsent_count (scene.fixture->session), ==, 2);
  g_assert_false (lp_unsent_can_send (scene.fixture->session));
  g_clear_object (&result); /* it holds the session */
  tear_down (&scene);
}

static void
ignore_progress (guint n_done, guint n_total, gpointer user_data)
{
}

/* Nobody is there to take them: that is told, and they wait on. */
static void
test_unreachable (void)
{
  Scene scene = { 0 };
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autoptr (GAsyncResult) result = NULL, stopped = NULL;
  g_autoptr (GError) error = NULL;
  LpUnsentResult outcome;

  set_up (&scene);
  lp_session_drop_service (scene.fixture->session);
  lp_unsent_send_async (scene.fixture->session, ignore_progress, NULL, NULL, model_fixture_keep_result,
                        &result);
  wait_until (result != NULL);
  g_assert_false (lp_unsent_send_finish (scene.fixture->session, result, &outcome, &error));
  g_assert_error (error, LP_ERROR, LP_ERROR_UNREACHABLE);
  g_assert_cmpuint (outcome.n_left, ==, 5);
  g_assert_cmpuint (outcome.n_sent, ==, 0);
  g_clear_error (&error);

  lp_unsent_send_async (scene.fixture->session, ignore_progress, NULL, cancellable, model_fixture_keep_result,
                        &stopped);
  g_cancellable_cancel (cancellable);
  wait_until (stopped != NULL);
  g_assert_false (lp_unsent_send_finish (scene.fixture->session, stopped, &outcome, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (outcome.n_left, ==, 5);
  g_clear_object (&result);
  g_clear_object (&stopped);
  tear_down (&scene);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/unsent/table", test_table);
  g_test_add_func ("/unsent/send", test_send);
  g_test_add_func ("/unsent/unreachable", test_unreachable);
  return g_test_run ();
}

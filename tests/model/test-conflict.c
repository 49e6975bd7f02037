/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-fixture.h"

#include "lp-calls.h"
#include "lp-client-sync.h"
#include "lp-conflict.h"

/* Two people change one thing: the second is told, member by member, and decides. All on the real service. */

#define GROUP  "CAD team"
#define MEMBER "Leo Martins"

/* Somebody else on the same service. */
static LpClient *
sign_in_other (ModelFixture *fixture)
{
  LpClient *mine = lp_session_get_client (fixture->session);
  LpClient *client = lp_client_new (lp_client_get_address (mine), NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (LpPerson) person = lp_client_sign_in_sync (client, VENDOR_ADMIN, LP_DEMO_PASSWORD, NULL, &error);

  g_assert_no_error (error);
  return client;
}

static void
send (LpClient *client, LpRequest *request)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LpReply) reply = lp_client_send_sync (client, request, NULL, NULL, &error);

  g_assert_no_error (error);
}

static LpChange *
submit (ModelFixture *fixture, LpRequest *request)
{
  LpOutbox *outbox = lp_session_get_outbox (fixture->session);
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  LpChange *change;

  lp_outbox_submit_async (outbox, request, "What I wanted", NULL, model_fixture_keep_result, &result);
  wait_until (result != NULL);
  change = lp_outbox_submit_finish (outbox, result, &error);
  g_assert_no_error (error);
  return change;
}

static void
assert_item (LpConflict *conflict, guint position, const char *name, const char *mine, const char *theirs)
{
  g_autoptr (LpConflictItem) item = g_list_model_get_item (lp_conflict_get_items (conflict), position);
  g_autofree char *is_name = NULL;
  g_autofree char *is_mine = NULL;
  g_autofree char *is_theirs = NULL;

  g_assert_nonnull (item);
  g_object_get (item, "name", &is_name, "mine", &is_mine, "theirs", &is_theirs, NULL);
  g_assert_cmpstr (is_name, ==, name);
  g_assert_cmpstr (is_mine, ==, mine);
  g_assert_cmpstr (is_theirs, ==, theirs);
}

static guint
get_n_items (LpConflict *conflict)
{
  return g_list_model_get_n_items (lp_conflict_get_items (conflict));
}

static guint
get_n_changes (ModelFixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (lp_session_get_outbox (fixture->session)));
}

/* An available ticket of the group that everyone there sees, as the replica knows it. */
static LpTicket *
find_ticket (ModelFixture *fixture)
{
  g_autoptr (GPtrArray)
      tickets = model_fixture_find_tickets (fixture, GROUP, LP_TICKET_AVAILABLE, LP_WHO_EVERYONE, 1);

  return lp_ticket_ref (g_ptr_array_index (tickets, 0));
}

static char *
find_person (ModelFixture *fixture, const char *name)
{
  g_autofree char *group_id = model_fixture_find_group (fixture, GROUP);
  g_autoptr (LpRequest) request = lp_call_list_members (group_id, 0, NULL);
  g_autoptr (LpReply)
      reply = lp_client_send_sync (lp_session_get_client (fixture->session), request, NULL, NULL, NULL);
  g_autoptr (GPtrArray) members = lp_reply_read_members (reply, NULL, NULL);

  for (guint i = 0; i < members->len; i++)
    {
      const LpMembership *membership = g_ptr_array_index (members, i);

      if (g_str_equal (membership->person->name, name))
        return g_strdup (membership->person->id);
    }
  g_assert_not_reached ();
}

/* The other allocates to a person what I want to be seen by admins only. */
static LpChange *
quarrel_about (ModelFixture *fixture, LpClient *other, const char *code, const char *person_id)
{
  const LpAllocationChange to_admins = { .has_visible = TRUE, .visible_to_group = FALSE };
  const LpAllocationChange to_person = { .has_assignee = TRUE, .assignee_id = person_id };
  g_autoptr (LpRequest) ask = lp_call_get_ticket (code);
  g_autoptr (LpReply) reply = lp_client_send_sync (other, ask, NULL, NULL, NULL);
  g_autoptr (LpTicket) now = lp_reply_read_ticket (reply, NULL);
  g_autoptr (LpRequest) mine = lp_call_change_allocation (code, now->etag, &to_admins);
  g_autoptr (LpRequest) theirs = lp_call_change_allocation (code, now->etag, &to_person);
  LpChange *change;

  send (other, theirs);
  change = submit (fixture, mine);
  g_assert_cmpint (lp_change_get_state (change), ==, LP_CHANGE_CONFLICT);
  return change;
}

static gboolean
is_allocated (ModelFixture *fixture, const char *code, const char *person_id)
{
  g_autoptr (LpTicket) ticket = lp_replica_get_ticket (lp_session_get_replica (fixture->session), code);

  return g_strcmp0 (ticket->assignee_id, person_id) == 0 && !ticket->visible_to_group;
}

static void
test_allocation (void)
{
  g_autoptr (ModelFixture) fixture = model_fixture_new (CLIENT_ADMIN);
  g_autoptr (LpClient) other = sign_in_other (fixture);
  g_autoptr (LpTicket) ticket = find_ticket (fixture);
  g_autofree char *person_id = find_person (fixture, MEMBER);
  const LpAllocationChange to_all = { .has_visible = TRUE, .visible_to_group = TRUE };

  for (guint round = 0; round < 2; round++)
    {
      gboolean keep_mine = round == 1;
      g_autoptr (LpChange) change = quarrel_about (fixture, other, ticket->code, person_id);
      g_autoptr (LpChange) found = lp_conflict_find (fixture->session);
      g_autoptr (LpConflict) conflict = lp_conflict_new (fixture->session, change);
      g_autofree char *matter = NULL;

      /* It was told, and stays all the same; what is shown is theirs until it is decided. */
      g_assert_true (found == change);
      wait_until (is_allocated (fixture, ticket->code, person_id));
      g_assert_cmpstr (lp_conflict_get_summary (conflict), ==, "What I wanted");
      matter = lp_conflict_dup_matter (conflict);
      g_assert_true (g_str_has_prefix (matter, ticket->code));
      g_assert_cmpuint (get_n_items (conflict), ==, 1);
      assert_item (conflict, 0, "Allocated To", "Admins only", MEMBER);

      lp_conflict_keep_all (conflict, keep_mine);
      lp_conflict_settle (conflict);
      wait_until (get_n_changes (fixture) == 0);
      wait_until (is_allocated (fixture, ticket->code, keep_mine ? NULL : person_id));
      if (round == 0)
        {
          g_autoptr (LpTicket)
              now = lp_replica_get_ticket (lp_session_get_replica (fixture->session), ticket->code);
          g_autoptr (LpRequest) back = lp_call_change_allocation (ticket->code, now->etag, &to_all);

          send (other, back);
        }
    }
}

/* A conflict outlives the program, and one that meets a third change is a conflict again. */
static void
test_again (void)
{
  g_autoptr (ModelFixture) fixture = model_fixture_new (CLIENT_ADMIN);
  g_autoptr (LpClient) other = NULL;
  g_autoptr (LpTicket) ticket = find_ticket (fixture);
  g_autofree char *person_id = find_person (fixture, MEMBER);
  const LpAllocationChange to_all = { .has_visible = TRUE, .visible_to_group = TRUE };
  g_autoptr (LpTicket) now = NULL;
  g_autoptr (LpRequest) third = NULL;
  g_autoptr (LpChange) change = NULL;
  g_autoptr (LpConflict) conflict = NULL;
  g_autoptr (LpConflict) next = NULL;

  other = sign_in_other (fixture);
  change = quarrel_about (fixture, other, ticket->code, person_id);
  wait_until (is_allocated (fixture, ticket->code, person_id));
  g_clear_object (&change);
  lp_session_close (fixture->session);
  g_clear_object (&other);
  g_assert_true (model_fixture_open_demo (fixture, CLIENT_ADMIN));
  model_fixture_wait_synced (fixture);
  other = sign_in_other (fixture);

  change = lp_conflict_find (fixture->session);
  g_assert_nonnull (change);
  conflict = lp_conflict_new (fixture->session, change);
  assert_item (conflict, 0, "Allocated To", "Admins only", MEMBER);
  now = lp_replica_get_ticket (lp_session_get_replica (fixture->session), ticket->code);
  third = lp_call_change_allocation (ticket->code, now->etag, &to_all);
  send (other, third);
  lp_conflict_settle (conflict);
  g_assert_cmpint (lp_change_get_state (change), !=, LP_CHANGE_CONFLICT);
  wait_until (lp_change_get_state (change) == LP_CHANGE_CONFLICT);
  next = lp_conflict_new (fixture->session, change);
  assert_item (next, 0, "Allocated To", "Admins only", "Everyone in group");
  lp_conflict_settle (next);
  wait_until (get_n_changes (fixture) == 0);
  wait_until (is_allocated (fixture, ticket->code, NULL));
}

static gboolean
is_seen_by_admins (LpReplica *replica, const char *group_id)
{
  g_autoptr (LpGroup) group = lp_replica_get_group (replica, group_id);

  return group->settings.default_visibility == LP_VISIBILITY_ADMINS;
}

/* Of three settings that differ, one stays mine and two become theirs. */
static void
test_settings (void)
{
  g_autoptr (ModelFixture) fixture = model_fixture_new (CLIENT_ADMIN);
  LpReplica *replica = lp_session_get_replica (fixture->session);
  g_autoptr (LpClient) other = sign_in_other (fixture);
  g_autofree char *group_id = model_fixture_find_group (fixture, GROUP);
  g_autoptr (LpGroup) group = lp_replica_get_group (replica, group_id);
  LpGroupSettings mine = group->settings;
  LpGroupSettings theirs = group->settings;
  g_autoptr (LpRequest) my_request = NULL;
  g_autoptr (LpRequest) their_request = NULL;
  g_autoptr (LpChange) change = NULL;
  g_autoptr (LpConflict) conflict = NULL;
  g_autoptr (LpGroup) now = NULL;

  mine.default_visibility = LP_VISIBILITY_ADMINS;
  mine.allocate_to_creator = TRUE;
  mine.approval = (char *) "none";
  theirs.default_visibility = -1;
  theirs.allocate_to_creator = FALSE;
  theirs.approval = (char *) "above_quantity:5";
  my_request = lp_call_change_group_settings (group_id, group->etag, &group->settings, &mine);
  their_request = lp_call_change_group_settings (group_id, group->etag, &group->settings, &theirs);
  send (other, their_request);
  change = submit (fixture, my_request);
  conflict = lp_conflict_new (fixture->session, change);
  g_assert_cmpuint (get_n_items (conflict), ==, 3);
  g_assert_cmpuint (lp_conflict_get_n_mine (conflict), ==, 3);
  assert_item (conflict, 0, "New tickets are seen by", "Admins only", "As above");
  assert_item (conflict, 1, "New tickets are allocated to", "Whoever creates them", "The group");
  assert_item (conflict, 2, "Orders need approval", "Never", "Above 5");

  for (guint i = 1; i < 3; i++)
    {
      g_autoptr (LpConflictItem) item = g_list_model_get_item (lp_conflict_get_items (conflict), i);

      g_object_set (item, "keep-mine", FALSE, NULL);
    }
  g_assert_cmpuint (lp_conflict_get_n_mine (conflict), ==, 1);
  lp_conflict_settle (conflict);
  wait_until (get_n_changes (fixture) == 0);
  wait_until (is_seen_by_admins (replica, group_id));
  now = lp_replica_get_group (replica, group_id);
  g_assert_cmpint (now->settings.allocate_to_creator, ==, FALSE);
  g_assert_cmpstr (now->settings.approval, ==, "above_quantity:5");
}

/* I add a person whom somebody else has just added, in another role. */
static void
test_membership (void)
{
  g_autoptr (ModelFixture) fixture = model_fixture_new (CLIENT_ADMIN);
  g_autoptr (LpClient) other = sign_in_other (fixture);
  g_autofree char *group_id = model_fixture_find_group (fixture, "Production planning");
  g_autofree char *person_id = find_person (fixture, MEMBER);
  g_autoptr (LpRequest) mine = lp_call_put_member (group_id, person_id, NULL, LP_ROLE_SUPPORT, NULL);
  g_autoptr (LpRequest) theirs = lp_call_put_member (group_id, person_id, NULL, LP_ROLE_MEMBER, NULL);
  g_autoptr (LpChange) change = NULL;
  g_autoptr (LpConflict) conflict = NULL;

  send (other, theirs);
  change = submit (fixture, mine);
  g_assert_cmpint (lp_change_get_state (change), ==, LP_CHANGE_CONFLICT);
  conflict = lp_conflict_new (fixture->session, change);
  g_assert_cmpuint (get_n_items (conflict), ==, 1);
  assert_item (conflict, 0, "Role", "Support", "Member");
  lp_conflict_settle (conflict);
  wait_until (lp_change_get_state (change) == LP_CHANGE_DONE);
  g_assert_cmpuint (get_n_changes (fixture), ==, 0);
}

/* Somebody else has done the very same, or has changed what I want to remove. */
static void
test_same_and_removed (void)
{
  g_autoptr (ModelFixture) fixture = model_fixture_new (CLIENT_ADMIN);
  LpReplica *replica = lp_session_get_replica (fixture->session);
  g_autoptr (LpClient) other = sign_in_other (fixture);
  g_autofree char *group_id = model_fixture_find_group (fixture, GROUP);
  g_autoptr (LpGroup) group = lp_replica_get_group (replica, group_id);
  g_autoptr (LpRequest) mine = lp_call_rename_group (group_id, group->etag, "Drawing office");
  g_autoptr (LpRequest) theirs = lp_call_rename_group (group_id, group->etag, "Drawing office");
  g_autoptr (LpRequest) archive = lp_call_archive_group (group_id, group->etag);
  g_autoptr (LpChange) change = NULL;
  g_autoptr (LpChange) removal = NULL;
  g_autoptr (LpConflict) conflict = NULL;
  g_autoptr (LpConflict) about_removal = NULL;

  send (other, theirs);
  change = submit (fixture, mine);
  conflict = lp_conflict_new (fixture->session, change);
  g_assert_cmpuint (get_n_items (conflict), ==, 0);
  lp_conflict_settle (conflict);
  g_assert_cmpuint (get_n_changes (fixture), ==, 0);

  removal = submit (fixture, archive);
  g_assert_cmpint (lp_change_get_state (removal), ==, LP_CHANGE_CONFLICT);
  about_removal = lp_conflict_new (fixture->session, removal);
  g_assert_cmpuint (get_n_items (about_removal), ==, 1);
  assert_item (about_removal, 0, "Removal", "Remove it", "Keep it as it is now");
  lp_conflict_keep_all (about_removal, FALSE);
  lp_conflict_settle (about_removal);
  g_assert_cmpuint (get_n_changes (fixture), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/conflict/allocation", test_allocation);
  g_test_add_func ("/conflict/again", test_again);
  g_test_add_func ("/conflict/settings", test_settings);
  g_test_add_func ("/conflict/membership", test_membership);
  g_test_add_func ("/conflict/same-and-removed", test_same_and_removed);
  return g_test_run ();
}

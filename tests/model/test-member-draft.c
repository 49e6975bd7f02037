/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-fixture.h"

#include "lp-error.h"
#include "lp-member-draft.h"
#include "lp-replica.h"
#include "lp-sight-list.h"
#include "lp-sight-text.h"

/* Clara administers Acme Machines, CAD team below it included; Mia is a plain member of CAD team. */

static char *
find_person (ModelFixture *fixture, const char *name)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GPtrArray) people = NULL;

  lp_replica_query_people_async (lp_session_get_replica (fixture->session), name, NULL, 1, NULL,
                                 model_fixture_keep_result, &result);
  wait_until (result != NULL);
  people = lp_replica_query_people_finish (lp_session_get_replica (fixture->session), result, NULL);
  g_assert_cmpuint (people->len, ==, 1);
  return g_strdup (((LpPerson *) people->pdata[0])->id);
}

static LpMemberDraft *
new_draft (ModelFixture *fixture, const char *group_name, const char *person_name)
{
  g_autofree char *group_id = model_fixture_find_group (fixture, group_name);
  g_autofree char *person_id = find_person (fixture, person_name);
  LpMemberDraft *draft = lp_member_draft_new (fixture->session, group_id, person_id);

  g_assert_nonnull (lp_member_draft_get_membership (draft));
  g_assert_cmpstr (lp_member_draft_get_name (draft), ==, person_name);
  wait_until (lp_member_draft_get_n_categories (draft) > 0);
  return draft;
}

static guint
find_category (LpMemberDraft *draft, const char *name)
{
  for (guint i = 0; i < lp_member_draft_get_n_categories (draft); i++)
    if (g_str_equal (lp_member_draft_get_category_name (draft, i), name))
      return i;
  g_assert_not_reached ();
}

typedef void (*SendFunc) (LpMemberDraft *draft,
                          GCancellable *cancellable,
                          GAsyncReadyCallback callback,
                          gpointer user_data);

static gboolean
run (LpMemberDraft *draft, SendFunc send, char **summary, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  send (draft, NULL, model_fixture_keep_result, &result);
  wait_until (result != NULL);
  g_assert_false (lp_member_draft_is_busy (draft));
  return lp_member_draft_finish (draft, result, summary, error);
}

static guint
count_tickets (ModelFixture *fixture, LpMemberDraft *draft, LpTicketWho who, guint states)
{
  g_autoptr (LpTicketQuery) query = lp_ticket_query_new ();
  g_autoptr (GArray) rows = NULL;

  query->group_id = g_strdup (lp_member_draft_get_group_id (draft));
  query->subtree = FALSE;
  query->who = who;
  query->person_id = g_strdup (lp_member_draft_get_person_id (draft));
  query->states = states;
  rows = model_fixture_query_rows (fixture, query);
  return rows->len;
}

/* What may not be done is known, with its reason, before anybody tries. */
static void
test_rules (void)
{
  g_autoptr (ModelFixture) fixture = model_fixture_new (CLIENT_ADMIN);
  g_autoptr (LpMemberDraft) mia = new_draft (fixture, "CAD team", "Mia Hoffmann");
  g_autoptr (LpMemberDraft) clara = new_draft (fixture, "Acme Machines", "Clara Weiss");
  g_autofree char *not_held = NULL, *own = NULL;

  g_assert_false (lp_member_draft_has_matrix (mia));
  lp_member_draft_set_role (mia, LP_ROLE_ADMIN);
  g_assert_true (lp_member_draft_has_matrix (mia));
  g_assert_true (lp_member_draft_is_changed (mia));
  g_assert_true (lp_member_draft_can_set_role (mia, LP_ROLE_ADMIN, NULL));
  g_assert_true (lp_member_draft_can_set_right (mia, find_category (mia, "Design"), LP_RIGHT_REVOKE, NULL));
  g_assert_false (lp_member_draft_can_set_right (mia, find_category (mia, "Data Management"), LP_RIGHT_MODIFY,
                                                 &not_held));
  g_assert_cmpstr (not_held, ==, "You may give or take only rights that you hold here yourself.");

  g_assert_true (lp_member_draft_has_matrix (clara));
  g_assert_true (
      lp_member_draft_can_set_right (clara, find_category (clara, "Design"), LP_RIGHT_REVOKE, NULL));
  g_assert_false (
      lp_member_draft_can_set_right (clara, find_category (clara, "Simulation"), LP_RIGHT_CREATE, &own));
  g_assert_cmpstr (own, ==, "Nobody adds to her own rights: ask another admin.");
  lp_member_draft_set_right (clara, find_category (clara, "Design"), LP_RIGHT_REVOKE, FALSE);
  g_assert_true (lp_member_draft_is_changed (clara));
  lp_member_draft_revert (clara);
  g_assert_false (lp_member_draft_is_changed (clara));
}

static void
test_apply_and_undo (void)
{
  g_autoptr (ModelFixture) fixture = model_fixture_new (CLIENT_ADMIN);
  g_autoptr (LpMemberDraft) mia = new_draft (fixture, "CAD team", "Mia Hoffmann");
  guint design = find_category (mia, "Design");
  g_autofree char *summary = NULL;
  g_autoptr (GError) error = NULL;

  lp_member_draft_set_role (mia, LP_ROLE_ADMIN);
  lp_member_draft_set_right (mia, design, LP_RIGHT_CREATE, TRUE);
  lp_member_draft_set_right (mia, design, LP_RIGHT_REVOKE, TRUE);
  run (mia, lp_member_draft_apply_async, &summary, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (summary, ==, "Mia Hoffmann becomes Admin in CAD team");
  g_assert_false (lp_member_draft_is_changed (mia));
  g_assert_cmpint (lp_member_draft_get_membership (mia)->role, ==, LP_ROLE_ADMIN);
  g_assert_cmpuint (lp_member_draft_get_rights (mia, design), ==, LP_RIGHT_CREATE | LP_RIGHT_REVOKE);

  g_assert_true (lp_member_draft_can_undo (mia));
  run (mia, lp_member_draft_undo_async, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (lp_member_draft_get_role (mia), ==, LP_ROLE_MEMBER);
  g_assert_false (lp_member_draft_can_undo (mia));
}

/* The service decides: what it refuses is as it was. */
static void
test_refusal_restores (void)
{
  g_autoptr (ModelFixture) fixture = model_fixture_new (CLIENT_ADMIN);
  g_autoptr (LpMemberDraft) mia = new_draft (fixture, "CAD team", "Mia Hoffmann");
  g_autoptr (GError) error = NULL;

  lp_member_draft_set_role (mia, LP_ROLE_ADMIN);
  lp_member_draft_set_right (mia, find_category (mia, "Simulation"), LP_RIGHT_CREATE, TRUE);
  g_assert_false (run (mia, lp_member_draft_apply_async, NULL, &error));
  g_assert_error (error, LP_ERROR, LP_ERROR_RIGHT_MISSING);
  g_assert_cmpint (lp_member_draft_get_role (mia), ==, LP_ROLE_MEMBER);
  g_assert_false (lp_member_draft_is_changed (mia));
  g_assert_false (lp_member_draft_can_undo (mia));
}

/* Another admin was quicker: nothing of hers is overwritten, and what she did is shown. */
static void
test_conflict (void)
{
  g_autoptr (ModelFixture) fixture = model_fixture_new (CLIENT_ADMIN);
  g_autoptr (LpMemberDraft) slow = new_draft (fixture, "CAD team", "Ben Sato");
  g_autoptr (LpMemberDraft) quick = new_draft (fixture, "CAD team", "Ben Sato");
  g_autoptr (GError) error = NULL;

  lp_member_draft_set_role (slow, LP_ROLE_FINANCE);
  lp_member_draft_set_role (quick, LP_ROLE_SUPPORT);
  run (quick, lp_member_draft_apply_async, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpint (lp_member_draft_get_role (slow), ==, LP_ROLE_FINANCE);
  g_assert_false (run (slow, lp_member_draft_apply_async, NULL, &error));
  g_assert_error (error, LP_ERROR, LP_ERROR_PRECONDITION);
  g_assert_cmpint (lp_member_draft_get_role (slow), ==, LP_ROLE_SUPPORT);
}

static void
test_removal (void)
{
  g_autoptr (ModelFixture) fixture = model_fixture_new (CLIENT_ADMIN);
  g_autoptr (LpMemberDraft) mia = new_draft (fixture, "CAD team", "Mia Hoffmann");
  g_autoptr (GAsyncResult) result = NULL;
  g_autofree char *text = NULL;
  g_autoptr (GError) error = NULL;
  LpMemberTickets tickets;
  guint n_revoked = count_tickets (fixture, mia, LP_WHO_PERSON, 1u << LP_TICKET_REVOKED);
  guint n_admins = count_tickets (fixture, mia, LP_WHO_ADMINS, 0);

  lp_member_draft_count_tickets_async (mia, NULL, model_fixture_keep_result, &result);
  wait_until (result != NULL);
  g_assert_true (lp_member_draft_count_tickets_finish (mia, result, &tickets, NULL));
  g_assert_cmpuint (tickets.fall_back, >, 0);
  g_assert_cmpuint (tickets.activated, >, 0);
  g_assert_cmpuint (tickets.fall_back + tickets.activated + n_revoked, ==,
                    count_tickets (fixture, mia, LP_WHO_PERSON, 0));
  text = lp_member_draft_describe_removal (mia, &tickets);
  g_assert_nonnull (strstr (text, "seen by admins only"));
  g_assert_nonnull (strstr (text, "listed for reclaim"));

  g_assert_true (lp_member_draft_can_remove (mia, NULL));
  run (mia, lp_member_draft_remove_async, NULL, &error);
  g_assert_no_error (error);
  g_assert_null (lp_member_draft_get_membership (mia));
  /* It came out as the numbers said. */
  wait_until (count_tickets (fixture, mia, LP_WHO_ADMINS, 0) == n_admins + tickets.fall_back);
  wait_until (count_tickets (fixture, mia, LP_WHO_LEFT, 0) == tickets.activated + n_revoked);
}

static void
test_last_admin (void)
{
  g_autoptr (ModelFixture) fixture = model_fixture_new (VENDOR_ADMIN);
  g_autoptr (LpMemberDraft) vera = new_draft (fixture, "Tessaline Software", "Vera Lindqvist");
  g_autofree char *reason = NULL;

  g_assert_false (lp_member_draft_has_matrix (vera));
  wait_until (!lp_member_draft_can_remove (vera, NULL));
  g_assert_false (lp_member_draft_can_set_role (vera, LP_ROLE_MEMBER, &reason));
  g_assert_nonnull (strstr (reason, "last admin"));
}

static void
test_support_changes_nobody (void)
{
  g_autoptr (ModelFixture) fixture = model_fixture_new (CLIENT_SUPPORT);
  g_autoptr (LpMemberDraft) mia = new_draft (fixture, "CAD team", "Mia Hoffmann");

  g_assert_false (lp_member_draft_can_set_role (mia, LP_ROLE_SUPPORT, NULL));
  g_assert_false (lp_member_draft_can_set_right (mia, 0, LP_RIGHT_CREATE, NULL));
  g_assert_false (lp_member_draft_can_remove (mia, NULL));
}

static char *
find_code (ModelFixture *fixture, const char *group_name, LpTicketWho who, const char *person_id)
{
  g_autoptr (LpTicketQuery) query = lp_ticket_query_new ();
  g_autoptr (GPtrArray) tickets = NULL;

  query->group_id = model_fixture_find_group (fixture, group_name);
  query->subtree = FALSE;
  query->who = who;
  query->person_id = g_strdup (person_id);
  tickets = model_fixture_query_tickets (fixture, query, 1);
  return g_strdup (((const LpTicket *) g_ptr_array_index (tickets, 0))->code);
}

static void
expect (LpSightText *text, LpSightAnswer answer, const char *headline, const char *reason)
{
  gboolean found = FALSE;

  wait_until (lp_sight_text_get_answer (text) == answer);
  g_assert_cmpstr (lp_sight_text_get_headline (text), ==, headline);
  for (const char *const *one = lp_sight_text_get_reasons (text); *one != NULL; one++)
    found = found || strstr (*one, reason) != NULL;
  g_assert_true (found);
}

static void
test_sight (void)
{
  g_autoptr (ModelFixture) fixture = model_fixture_new (CLIENT_ADMIN);
  g_autofree char *mia = find_person (fixture, "Mia Hoffmann");
  g_autofree char *sam = find_person (fixture, "Sam Okoro");
  g_autofree char *hers = find_code (fixture, "CAD team", LP_WHO_PERSON, mia);
  g_autofree char *visible = find_code (fixture, "CAD team", LP_WHO_EVERYONE, NULL);
  g_autofree char *elsewhere = find_code (fixture, "Test lab", LP_WHO_EVERYONE, NULL);
  g_autoptr (LpSightText) text = lp_sight_text_new (fixture->session);

  g_assert_cmpint (lp_sight_text_get_answer (text), ==, LP_SIGHT_ANSWER_NONE);
  lp_sight_text_set_person (text, mia);
  lp_sight_text_set_code (text, hers);
  expect (text, LP_SIGHT_ANSWER_USES, "Mia Hoffmann sees this ticket and may activate it.",
          "allocated to this person");
  lp_sight_text_set_code (text, visible);
  expect (text, LP_SIGHT_ANSWER_USES, "Mia Hoffmann sees this ticket and may activate it.",
          "everyone in CAD team");
  lp_sight_text_set_code (text, elsewhere);
  expect (text, LP_SIGHT_ANSWER_HIDDEN, "Mia Hoffmann does not see this ticket.",
          "does not belong to that very group");

  lp_sight_text_set_person (text, sam);
  expect (text, LP_SIGHT_ANSWER_SEES, "Sam Okoro sees this ticket, but may not activate it.",
          "Support in Acme Machines: sees every ticket there and in all groups below");

  lp_sight_text_set_code (text, "=1+1");
  g_assert_cmpint (lp_sight_text_get_answer (text), ==, LP_SIGHT_ANSWER_UNKNOWN);
  lp_sight_text_set_code (text, "00000-00000-00000-00000-00168");
  g_assert_cmpint (lp_sight_text_get_answer (text), ==, LP_SIGHT_ANSWER_UNKNOWN);
  g_assert_cmpstr (lp_sight_text_get_headline (text), ==, "You see no ticket with this code.");
  lp_sight_text_set_code (text, "");
  g_assert_cmpint (lp_sight_text_get_answer (text), ==, LP_SIGHT_ANSWER_NONE);
}

static LpSightPerson *
find_sight (LpSightList *list, const char *name)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    {
      /* Borrowed: the list holds it. */
      g_autoptr (LpSightPerson) person = g_list_model_get_item (G_LIST_MODEL (list), i);

      if (g_str_equal (lp_sight_person_get_name (person), name))
        return person;
    }
  return NULL;
}

/* Everybody at once: whom it is allocated to first, then those whose role lets them see it. */
static void
test_sight_list (void)
{
  g_autoptr (ModelFixture) fixture = model_fixture_new (CLIENT_ADMIN);
  g_autofree char *mia = find_person (fixture, "Mia Hoffmann");
  g_autofree char *hers = find_code (fixture, "CAD team", LP_WHO_PERSON, mia);
  g_autofree char *visible = find_code (fixture, "CAD team", LP_WHO_EVERYONE, NULL);
  g_autoptr (LpSightList) list = lp_sight_list_new (fixture->session);
  g_autoptr (LpSightPerson) first = NULL;

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);
  lp_sight_list_set_code (list, hers);
  wait_until (find_sight (list, "Mia Hoffmann") != NULL && find_sight (list, "Sam Okoro") != NULL);
  first = g_list_model_get_item (G_LIST_MODEL (list), 0);
  g_assert_cmpstr (lp_sight_person_get_name (first), ==, "Mia Hoffmann");
  g_assert_true (lp_sight_person_may_use (first));
  g_assert_false (lp_sight_person_may_use (find_sight (list, "Sam Okoro")));
  g_assert_cmpstr (lp_sight_person_get_reasons (find_sight (list, "Sam Okoro")), ==,
                   "Support in Acme Machines: sees every ticket there and in all groups below.");
  g_assert_null (find_sight (list, "Ben Sato"));
  g_assert_false (lp_sight_list_is_complete (list)); /* she does not see the reseller and the vendor */

  lp_sight_list_set_code (list, visible);
  wait_until (find_sight (list, "Ben Sato") != NULL);
  g_assert_true (lp_sight_person_may_use (find_sight (list, "Ben Sato")));
  lp_sight_list_set_code (list, "=1+1");
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/member-draft/rules", test_rules);
  g_test_add_func ("/member-draft/apply-and-undo", test_apply_and_undo);
  g_test_add_func ("/member-draft/refusal-restores", test_refusal_restores);
  g_test_add_func ("/member-draft/conflict", test_conflict);
  g_test_add_func ("/member-draft/removal", test_removal);
  g_test_add_func ("/member-draft/last-admin", test_last_admin);
  g_test_add_func ("/member-draft/support-changes-nobody", test_support_changes_nobody);
  g_test_add_func ("/member-draft/sight", test_sight);
  g_test_add_func ("/member-draft/sight-list", test_sight_list);
  return g_test_run ();
}

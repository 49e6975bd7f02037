/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "model-fixture.h"

#include "lp-allocation-draft.h"
#include "lp-ticket-list.h"

/* Available tickets of one group that everyone there sees. */
static GPtrArray *
find_tickets (ModelFixture *fixture, const char *group, guint n)
{
  return model_fixture_find_tickets (fixture, group, LP_TICKET_AVAILABLE, LP_WHO_EVERYONE, n);
}

static char *
dup_property (gpointer object, const char *name)
{
  char *value = NULL;

  g_object_get (object, name, &value, NULL);
  return value;
}

static gboolean
apply (LpAllocationDraft *draft,
       LpAllocationChoice choice,
       const char *person,
       char **summary,
       GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;
  gboolean busy;

  lp_allocation_draft_apply_async (draft, choice, person, NULL, model_fixture_keep_result, &result);
  g_object_get (draft, "busy", &busy, NULL);
  g_assert_true (busy);
  /* Shown at once, before the service has answered. */
  g_assert_cmpint (lp_allocation_draft_get_choice (draft), ==, choice);
  wait_until (result != NULL);
  return lp_allocation_draft_apply_finish (draft, result, summary, error);
}

static gboolean
undo (LpAllocationDraft *draft, GError **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  lp_allocation_draft_undo_async (draft, NULL, model_fixture_keep_result, &result);
  wait_until (result != NULL);
  return lp_allocation_draft_apply_finish (draft, result, NULL, error);
}

static void
test_one (void)
{
  g_autoptr (ModelFixture) fixture = model_fixture_new (CLIENT_SUPPORT);
  g_autoptr (GPtrArray) tickets = find_tickets (fixture, "Acme Machines", 1);
  g_autoptr (LpAllocationDraft) draft = lp_allocation_draft_new (fixture->session, tickets);
  LpMemberList *candidates = lp_allocation_draft_get_candidates (draft);
  g_autoptr (LpMemberItem) person = NULL;
  g_autoptr (LpTicket) now = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *summary = NULL;
  g_autofree char *said = NULL;
  g_autofree char *everyone = NULL;
  g_autofree char *expected = NULL;

  wait_until (lp_query_list_is_settled (LP_QUERY_LIST (candidates)));
  person = g_list_model_get_item (G_LIST_MODEL (candidates), 0);
  g_assert_nonnull (person);
  g_assert_true (lp_allocation_draft_get_can_change (draft, NULL));
  g_assert_cmpint (lp_allocation_draft_get_choice (draft), ==, LP_ALLOCATION_EVERYONE);
  g_assert_false (lp_allocation_draft_can_undo (draft));
  for (guint i = 0; i < 20; i++)
    model_fixture_iterate ();
  everyone = dup_property (draft, "everyone-text");
  expected = g_strdup_printf ("%u members see it", g_list_model_get_n_items (G_LIST_MODEL (candidates)));
  g_assert_cmpstr (everyone, ==, expected);

  g_assert_true (
      apply (draft, LP_ALLOCATION_PERSON, lp_member_item_get_person_id (person), &summary, &error));
  g_assert_no_error (error);
  said = g_strdup_printf ("Allocated %.11s… to %s", lp_allocation_draft_get_code (draft),
                          lp_member_item_get_name (person));
  g_assert_cmpstr (summary, ==, said);
  g_assert_cmpstr (lp_allocation_draft_get_assignee_id (draft), ==, lp_member_item_get_person_id (person));

  g_assert_true (lp_allocation_draft_can_undo (draft));
  g_assert_true (undo (draft, &error));
  g_assert_no_error (error);
  g_assert_cmpint (lp_allocation_draft_get_choice (draft), ==, LP_ALLOCATION_EVERYONE);
  g_assert_false (lp_allocation_draft_can_undo (draft));
  now = lp_replica_get_ticket (lp_session_get_replica (fixture->session),
                               ((LpTicket *) g_ptr_array_index (tickets, 0))->code);
  g_assert_null (now->assignee_id);
  g_assert_true (now->visible_to_group);
}

static void
test_many (void)
{
  g_autoptr (ModelFixture) fixture = model_fixture_new (CLIENT_SUPPORT);
  g_autoptr (GPtrArray) tickets = find_tickets (fixture, "Acme Machines", 2);
  g_autoptr (LpAllocationDraft) draft = lp_allocation_draft_new (fixture->session, tickets);
  g_autoptr (GError) error = NULL;
  g_autofree char *summary = NULL;
  gboolean mixed;

  g_assert_true (apply (draft, LP_ALLOCATION_ADMINS, NULL, &summary, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (summary, ==, "Made 2 tickets visible to admins only");
  g_object_get (draft, "mixed", &mixed, NULL);
  g_assert_false (mixed);
  g_assert_cmpint (lp_allocation_draft_get_choice (draft), ==, LP_ALLOCATION_ADMINS);
  g_assert_true (lp_allocation_draft_can_undo (draft));
  g_assert_true (undo (draft, &error));
  g_assert_no_error (error);
  wait_until (lp_allocation_draft_get_choice (draft) == LP_ALLOCATION_EVERYONE);
}

/* One that is in use keeps no other from changing; how many and why is told, and what was done can be undone. */
static void
test_some_refused (void)
{
  g_autoptr (ModelFixture) fixture = model_fixture_new (CLIENT_SUPPORT);
  g_autoptr (GPtrArray) tickets = find_tickets (fixture, "Acme Machines", 2);
  g_autoptr (GPtrArray)
      used = model_fixture_find_tickets (fixture, "CAD team", LP_TICKET_ACTIVATED, LP_WHO_ANYONE, 1);
  g_autoptr (LpAllocationDraft) draft = NULL;
  g_autoptr (GError) error = NULL;
  const GError *first = NULL;
  g_autoptr (LpTicket) now = NULL;
  const char *code;

  g_ptr_array_insert (tickets, 1, lp_ticket_ref (used->pdata[0]));
  code = ((LpTicket *) tickets->pdata[2])->code;
  draft = lp_allocation_draft_new (fixture->session, tickets);
  g_assert_true (apply (draft, LP_ALLOCATION_ADMINS, NULL, NULL, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (lp_allocation_draft_get_n_refused (draft, &first), ==, 1);
  g_assert_error (first, LP_ERROR, LP_ERROR_TICKET_ACTIVATED);
  g_assert_nonnull (strstr (first->message, "activated"));
  now = lp_replica_get_ticket (lp_session_get_replica (fixture->session), code);
  g_assert_false (now->visible_to_group);

  g_assert_true (lp_allocation_draft_can_undo (draft));
  g_assert_true (undo (draft, &error));
  g_assert_no_error (error);
  wait_until (lp_allocation_draft_get_choice (draft) == LP_ALLOCATION_EVERYONE);
  g_assert_cmpuint (lp_allocation_draft_get_n_refused (draft, NULL), ==, 0);
}

/* With nothing done there is nothing to undo. */
static void
test_all_refused (void)
{
  g_autoptr (ModelFixture) fixture = model_fixture_new (CLIENT_SUPPORT);
  g_autoptr (GPtrArray)
      tickets = model_fixture_find_tickets (fixture, "CAD team", LP_TICKET_ACTIVATED, LP_WHO_ANYONE, 2);
  g_autoptr (LpAllocationDraft) draft = lp_allocation_draft_new (fixture->session, tickets);

  g_assert_true (apply (draft, LP_ALLOCATION_ADMINS, NULL, NULL, NULL));
  g_assert_cmpuint (lp_allocation_draft_get_n_refused (draft, NULL), ==, 2);
  g_assert_false (lp_allocation_draft_can_undo (draft));
}

/* The service says no: the old allocation stands again, and the reason is told. */
static void
test_refused (void)
{
  g_autoptr (ModelFixture) fixture = model_fixture_new (CLIENT_SUPPORT);
  g_autoptr (GPtrArray) tickets = find_tickets (fixture, "Acme Machines", 1);
  g_autoptr (LpAllocationDraft) draft = lp_allocation_draft_new (fixture->session, tickets);
  g_autoptr (GError) error = NULL;

  g_assert_false (apply (draft, LP_ALLOCATION_PERSON, "0000000000000000", NULL, &error));
  g_assert_error (error, LP_ERROR, LP_ERROR_INVALID);
  g_assert_cmpint (lp_allocation_draft_get_choice (draft), ==, LP_ALLOCATION_EVERYONE);
  g_assert_false (lp_allocation_draft_can_undo (draft));
}

/* A plain member knows of herself only: she may not change it, and is told no numbers that would be wrong. */
static void
test_member_is_told_no_numbers (void)
{
  g_autoptr (ModelFixture) fixture = model_fixture_new ("mia@acme.example");
  g_autoptr (GPtrArray) tickets = find_tickets (fixture, "CAD team", 1);
  g_autoptr (LpAllocationDraft) draft = lp_allocation_draft_new (fixture->session, tickets);
  LpMemberList *candidates = lp_allocation_draft_get_candidates (draft);
  g_autofree char *everyone = NULL, *admins = NULL;

  wait_until (lp_query_list_is_settled (LP_QUERY_LIST (candidates)));
  everyone = dup_property (draft, "everyone-text");
  admins = dup_property (draft, "admins-text");
  g_assert_cmpstr (everyone, ==, "");
  g_assert_cmpstr (admins, ==, "");
  g_assert_false (lp_allocation_draft_get_can_change (draft, NULL));

  /* A query that is on its way keeps its list, and that the session, until it is back. */
  g_clear_object (&draft);
  wait_until (G_OBJECT (fixture->session)->ref_count == 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/allocation/one", test_one);
  g_test_add_func ("/allocation/many", test_many);
  g_test_add_func ("/allocation/some-refused", test_some_refused);
  g_test_add_func ("/allocation/all-refused", test_all_refused);
  g_test_add_func ("/allocation/refused", test_refused);
  g_test_add_func ("/allocation/member-is-told-no-numbers", test_member_is_told_no_numbers);
  return g_test_run ();
}

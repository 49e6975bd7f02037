/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "client-fixture.h"

/* A whole window's worth of client against the real service. */

static GArray *
query_groups (LpReplica *replica)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GArray *groups;

  lp_replica_query_groups_async (replica, NULL, fixture_keep_result, &result);
  groups = lp_replica_query_groups_finish (replica, fixture_wait_result (&result), &error);
  g_assert_no_error (error);
  return groups;
}

static void
test_first_sync (Fixture *fixture, gconstpointer data)
{
  LpConnection *connection = fixture_new_connection (fixture, NULL, "a", VERA);
  LpReplica *replica = lp_connection_get_replica (connection);
  g_autoptr (LpTicketQuery) query = lp_ticket_query_new ();
  g_autoptr (GArray) rows = fixture_query_rows (replica, query);
  g_autoptr (GArray) groups = query_groups (replica);
  const LpGroupCount *root = &g_array_index (groups, LpGroupCount, 0);

  g_assert_cmpuint (rows->len, ==, 5000);
  g_assert_cmpint (root->group->kind, ==, LP_GROUP_VENDOR);
  g_assert_cmpuint (root->subtree_tickets, ==, 5000);
  g_assert_true (lp_connection_get_fixed_today (connection));
  g_assert_cmpint (lp_connection_get_today (connection), ==, lp_date_parse ("2026-11-24"));
  g_assert_cmpint (lp_connection_get_as_of (connection), >, 0);
  g_assert_true (lp_connection_get_demo (connection));
  g_assert_cmpstr (lp_connection_get_me (connection)->person->email, ==, VERA);
  g_assert_true (lp_replica_may (replica, LP_ACTION_CREATE_SUBGROUP, root->group->id, NULL, NULL, NULL));
  fixture_close (connection);
}

/* Every ticket of the replica is what the service says of it. */
static void
test_same_as_service (Fixture *fixture, gconstpointer data)
{
  LpConnection *connection = fixture_new_connection (fixture, NULL, "a", SAM);
  LpReplica *replica = lp_connection_get_replica (connection);
  g_autofree char *next = NULL;
  guint n = 0;

  do
    {
      g_autoptr (LpRequest) request = lp_call_list_tickets (NULL, NULL, NULL, NULL, 1000, next);
      g_autoptr (LpReply) reply = fixture_send (lp_connection_get_client (connection), request);
      g_autoptr (GPtrArray) tickets = NULL;

      g_clear_pointer (&next, g_free);
      tickets = lp_reply_read_tickets (reply, &next, NULL);
      g_assert_nonnull (tickets);
      for (guint i = 0; i < tickets->len; i++, n++)
        {
          const LpTicket *theirs = g_ptr_array_index (tickets, i);
          g_autoptr (LpTicket) ours = lp_replica_get_ticket (replica, theirs->code);

          g_assert_nonnull (ours);
          g_assert_cmpstr (ours->id, ==, theirs->id);
          g_assert_cmpint (ours->state, ==, theirs->state);
          g_assert_cmpstr (ours->product_code, ==, theirs->product_code);
          g_assert_cmpstr (ours->product_name, ==, theirs->product_name);
          g_assert_cmpstr (ours->assignee_id, ==, theirs->assignee_id);
          g_assert_cmpstr (ours->created_by, ==, theirs->created_by);
          g_assert_cmpstr (ours->created_at, ==, theirs->created_at);
          g_assert_cmpstr (ours->reference, ==, theirs->reference);
          g_assert_cmpstr (ours->subscription_id, ==, theirs->subscription_id);
          g_assert_cmpstr (ours->etag, ==, theirs->etag);
          g_assert_cmpint (ours->technical_expiry, ==, theirs->technical_expiry);
          g_assert_cmpint (ours->visible_to_group, ==, theirs->visible_to_group);
          g_assert_cmpuint (ours->entries->len, ==, theirs->entries->len);
          for (guint j = 0; j < ours->entries->len; j++)
            g_assert_cmpstr (g_array_index (ours->entries, LpEntryValue, j).value, ==,
                             g_array_index (theirs->entries, LpEntryValue, j).value);
          g_assert_cmpuint (g_strv_length (ours->modules), ==, g_strv_length (theirs->modules));
        }
    }
  while (next != NULL);
  g_assert_cmpuint (n, >, 0);
  fixture_close (connection);
}

static GArray *
query_subscriptions (LpReplica *replica, guint states)
{
  const LpSubscriptionQuery query = { .states = states,
                                      .deadline_from = LP_DATE_NONE,
                                      .deadline_to = LP_DATE_NONE };
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  GArray *rows;

  lp_replica_query_subscriptions_async (replica, &query, NULL, fixture_keep_result, &result);
  rows = lp_replica_query_subscriptions_finish (replica, fixture_wait_result (&result), &error);
  g_assert_no_error (error);
  return rows;
}

/* Every subscription is found under the one state that the service gives it. */
static void
test_subscriptions (Fixture *fixture, gconstpointer data)
{
  LpConnection *connection = fixture_new_connection (fixture, NULL, "a", SAM);
  LpReplica *replica = lp_connection_get_replica (connection);
  g_autoptr (GArray) all = query_subscriptions (replica, 0);
  guint n = 0;

  g_assert_cmpuint (all->len, >, 0);
  for (guint state = LP_SUBSCRIPTION_PENDING; state <= LP_SUBSCRIPTION_REVOKED; state++)
    {
      g_autoptr (GArray) rows = query_subscriptions (replica, 1u << state);

      for (guint i = 0; i < rows->len; i++, n++)
        {
          g_autoptr (LpSubscription) row = NULL;
          g_autoptr (LpSubscription) ours = NULL;
          g_autoptr (LpSubscription) theirs = NULL;
          g_autoptr (LpRequest) request = NULL;
          g_autoptr (LpReply) reply = NULL;

          lp_replica_fetch_subscription_rows (replica, &g_array_index (rows, guint32, i), 1, &row);
          ours = lp_replica_get_subscription (replica, row->id);
          g_assert_cmpuint (ours->state, ==, state);
          if (i > 5)
            continue;
          request = lp_call_get_subscription (ours->id);
          reply = fixture_send (lp_connection_get_client (connection), request);
          theirs = lp_reply_read_subscription (reply, NULL);
          g_assert_cmpint (theirs->state, ==, ours->state);
          g_assert_cmpint (theirs->deadline, ==, ours->deadline);
          g_assert_cmpint (theirs->committed_until, ==, ours->committed_until);
          g_assert_cmpuint (theirs->renewals->len, ==, ours->renewals->len);
          g_assert_cmpstr (theirs->etag, ==, ours->etag);
        }
    }
  g_assert_cmpuint (n, ==, all->len);
  fixture_close (connection);
}

/* What an admin may create, and who is in a group, is the same without the network. */
static void
test_lists (Fixture *fixture, gconstpointer data)
{
  LpConnection *connection = fixture_new_connection (fixture, NULL, "a", "clara@acme.example");
  LpReplica *replica = lp_connection_get_replica (connection);
  LpClient *client = lp_connection_get_client (connection);
  g_autoptr (GArray) groups = query_groups (replica);

  for (guint i = 0; i < groups->len; i++)
    {
      const char *group = g_array_index (groups, LpGroupCount, i).group->id;
      g_autoptr (LpRequest) ask_categories = lp_call_list_categories (group);
      g_autoptr (LpReply) categories_reply = fixture_send (client, ask_categories);
      g_autoptr (GPtrArray) their_categories = lp_reply_read_categories (categories_reply, NULL, NULL);
      g_autoptr (LpRequest) ask_members = lp_call_list_members (group, 1000, NULL);
      g_autoptr (LpReply) members_reply = fixture_send (client, ask_members);
      g_autoptr (GPtrArray) their_members = lp_reply_read_members (members_reply, NULL, NULL);
      g_autoptr (GPtrArray) categories = NULL;
      g_autoptr (GPtrArray) members = NULL;
      g_autoptr (GAsyncResult) first = NULL;
      g_autoptr (GAsyncResult) second = NULL;

      lp_replica_query_categories_async (replica, group, NULL, fixture_keep_result, &first);
      categories = lp_replica_query_categories_finish (replica, fixture_wait_result (&first), NULL);
      g_assert_cmpuint (categories->len, ==, their_categories->len);
      lp_replica_query_members_async (replica, group, NULL, fixture_keep_result, &second);
      members = lp_replica_query_members_finish (replica, fixture_wait_result (&second), NULL);
      g_assert_cmpuint (members->len, ==, their_members->len);
    }
  fixture_close (connection);
}

/* A ticket that can be allocated: on no machine. */
static LpTicket *
find_free_ticket (LpReplica *replica)
{
  g_autoptr (LpTicketQuery) query = lp_ticket_query_new ();
  g_auto (GStrv) codes = NULL;

  query->states = 1 << LP_TICKET_AVAILABLE;
  query->who = LP_WHO_EVERYONE;
  codes = fixture_query (replica, query);
  g_assert_nonnull (codes[0]);
  return lp_replica_get_ticket (replica, codes[0]);
}

static void
on_changed (LpReplica *replica, const LpReplicaChange *change, LpKinds *kinds)
{
  *kinds |= change->kinds;
}

/* Somebody else's change shows without being asked for, and only as a change of that ticket. */
static void
test_change_of_another (Fixture *fixture, gconstpointer data)
{
  LpConnection *connection = fixture_new_connection (fixture, NULL, "a", VERA);
  LpReplica *replica = lp_connection_get_replica (connection);
  g_autoptr (LpClient) other = fixture_new_client (fixture, NULL, SAM);
  g_autoptr (LpTicket) ticket = NULL;
  g_autoptr (LpTicketQuery) query = lp_ticket_query_new ();
  g_auto (GStrv) codes = NULL;
  g_autoptr (LpReply) list = NULL;
  g_autoptr (GPtrArray) theirs = NULL;
  g_autoptr (LpRequest) ask = lp_call_list_tickets (NULL, "available", NULL, NULL, 1000, NULL);
  g_autoptr (LpRequest) request = NULL;
  g_autoptr (LpReply) reply = NULL;
  const LpAllocationChange change = { .has_visible = TRUE, .visible_to_group = FALSE };
  LpKinds kinds = 0;

  list = fixture_send (other, ask);
  theirs = lp_reply_read_tickets (list, NULL, NULL);
  for (guint i = 0; ticket == NULL; i++)
    {
      LpTicket *candidate = g_ptr_array_index (theirs, i);

      if (candidate->visible_to_group)
        ticket = lp_ticket_ref (candidate);
    }
  g_signal_connect (replica, "changed", G_CALLBACK (on_changed), &kinds);
  request = lp_call_change_allocation (ticket->code, ticket->etag, &change);
  reply = fixture_send (other, request);
  fixture_wait_for (kinds & LP_KIND_TICKET);
  g_assert_cmpuint (kinds, ==, LP_KIND_TICKET);
  g_clear_pointer (&ticket, lp_ticket_unref);
  query->who = LP_WHO_ADMINS;
  query->text = g_strdup ("");
  codes = fixture_query (replica, query);
  g_assert_nonnull (codes[0]);
  g_signal_handlers_disconnect_by_data (replica, &kinds);
  fixture_close (connection);
}

/* Without the service, what was there last time is shown at once. */
static void
test_offline_start (Fixture *fixture, gconstpointer data)
{
  LpConnection *connection = fixture_new_connection (fixture, NULL, "a", VERA);
  g_autoptr (LpTicketQuery) query = lp_ticket_query_new ();
  g_autoptr (GArray) rows = NULL;

  fixture_close (connection);
  fixture_stop_service (fixture);
  connection = fixture_new_connection (fixture, NULL, "a", NULL);
  g_assert_nonnull (lp_connection_get_replica (connection));
  g_assert_cmpint (lp_connection_get_as_of (connection), >, 0);
  rows = fixture_query_rows (lp_connection_get_replica (connection), query);
  g_assert_cmpuint (rows->len, ==, 5000);
  fixture_close (connection);
}

/* A connection outlives its service: offline, then online again with what happened meanwhile. */
static void
test_service_restarts (Fixture *fixture, gconstpointer data)
{
  LpConnection *connection = fixture_new_connection (fixture, NULL, "a", VERA);
  LpReplica *replica = lp_connection_get_replica (connection);
  g_autoptr (LpTicket) ticket = find_free_ticket (replica);
  const LpAllocationChange change = { .has_visible = TRUE, .visible_to_group = FALSE };
  g_autoptr (LpRequest) request = lp_call_change_allocation (ticket->code, ticket->etag, &change);
  g_autoptr (LpReply) reply = NULL;
  g_autoptr (LpClient) other = NULL;
  gboolean seen = FALSE;

  fixture_stop_service (fixture);
  fixture_wait_for (lp_connection_get_state (connection) == LP_CONNECTION_OFFLINE);
  fixture_start_service (fixture);
  other = fixture_new_client (fixture, NULL, VERA);
  reply = fixture_send (other, request);
  lp_connection_poke (connection);
  fixture_wait_online (connection);
  while (!seen)
    {
      g_autoptr (LpTicket) now = lp_replica_get_ticket (replica, ticket->code);

      seen = !now->visible_to_group;
      if (!seen)
        g_main_context_iteration (NULL, TRUE);
    }
  fixture_close (connection);
}

/* Another network may lead to the service again: it is asked at once instead of after a pause. */
static void
test_network_changes (Fixture *fixture, gconstpointer data)
{
  LpConnection *connection = fixture_new_connection (fixture, NULL, "a", VERA);
  GNetworkMonitor *network = g_network_monitor_get_default ();

  fixture_stop_service (fixture);
  fixture_wait_for (lp_connection_get_state (connection) == LP_CONNECTION_OFFLINE);
  g_signal_emit_by_name (network, "network-changed", FALSE);
  g_assert_cmpint (lp_connection_get_state (connection), ==, LP_CONNECTION_OFFLINE);
  g_signal_emit_by_name (network, "network-changed", TRUE);
  g_assert_cmpint (lp_connection_get_state (connection), ==, LP_CONNECTION_CONNECTING);
  /* What is on its way over the old network is not waited for. */
  g_signal_emit_by_name (network, "network-changed", TRUE);
  fixture_start_service (fixture);
  fixture_wait_online (connection);
  fixture_close (connection);
}

/* The membership as an admin sees it, with its etag. */
static LpMembership *
get_membership (LpClient *admin, const char *group_id, const char *person_id)
{
  g_autoptr (LpRequest) request = lp_call_list_members (group_id, 1000, NULL);
  g_autoptr (LpReply) reply = fixture_send (admin, request);
  g_autoptr (GPtrArray) members = lp_reply_read_members (reply, NULL, NULL);

  for (guint i = 0; i < members->len; i++)
    {
      LpMembership *membership = g_ptr_array_index (members, i);

      if (g_str_equal (membership->person->id, person_id))
        return lp_membership_ref (membership);
    }
  g_assert_not_reached ();
}

static void
on_reset (LpReplica *replica, const LpReplicaChange *change, gboolean *reset)
{
  *reset = *reset || change->reset;
}

/* A change of memberships changes what one may see: everything is replaced at once, never half. */
static void
test_reset (Fixture *fixture, gconstpointer data)
{
  LpConnection *connection = fixture_new_connection (fixture, NULL, "a", MIA);
  LpReplica *replica = lp_connection_get_replica (connection);
  g_autoptr (LpClient) admin = fixture_new_client (fixture, NULL, VERA);
  LpMe *me = lp_connection_get_me (connection);
  const LpMembership *mine = g_ptr_array_index (me->memberships, 0);
  g_autoptr (LpMembership) membership = get_membership (admin, mine->group_id, me->person->id);
  g_autoptr (LpRequest) request = NULL;
  g_autoptr (LpReply) reply = NULL;
  g_autoptr (LpTicketQuery) query = lp_ticket_query_new ();
  g_autoptr (GArray) before = fixture_query_rows (replica, query);
  g_autoptr (GArray) after = NULL;
  gboolean reset = FALSE;

  g_signal_connect (replica, "changed", G_CALLBACK (on_reset), &reset);
  request = lp_call_put_member (mine->group_id, me->person->id, membership->etag, LP_ROLE_SUPPORT, NULL);
  reply = fixture_send (admin, request);
  fixture_wait_for (reset);
  after = fixture_query_rows (replica, query);
  g_assert_cmpuint (after->len, >, before->len);
  g_assert_true (lp_me_has_role_beyond_member (lp_connection_get_me (connection)));
  g_signal_handlers_disconnect_by_data (replica, &reset);
  fixture_close (connection);
}

/* Signing out leaves nothing of the person on disk; signing in as another shows only what she may see. */
static void
test_change_person (Fixture *fixture, gconstpointer data)
{
  LpConnection *connection = fixture_new_connection (fixture, NULL, "a", VERA);
  g_autoptr (GAsyncResult) in = NULL;
  g_autoptr (GAsyncResult) out = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (LpTicketQuery) query = lp_ticket_query_new ();
  g_autoptr (GArray) rows = NULL;

  lp_connection_sign_out_async (connection, NULL, fixture_keep_result, &out);
  g_assert_true (lp_connection_sign_out_finish (connection, fixture_wait_result (&out), &error));
  g_assert_cmpint (lp_connection_get_state (connection), ==, LP_CONNECTION_SIGNED_OUT);
  g_assert_null (lp_connection_get_replica (connection));
  lp_connection_sign_in_async (connection, MIA, LP_DEMO_PASSWORD, NULL, fixture_keep_result, &in);
  g_assert_true (lp_connection_sign_in_finish (connection, fixture_wait_result (&in), &error));
  fixture_wait_online (connection);
  rows = fixture_query_rows (lp_connection_get_replica (connection), query);
  g_assert_cmpuint (rows->len, <, 5000);
  g_assert_false (lp_me_has_role_beyond_member (lp_connection_get_me (connection)));
  fixture_close (connection);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*run) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/sync/first", test_first_sync },
    { "/sync/same-as-service", test_same_as_service },
    { "/sync/subscriptions", test_subscriptions },
    { "/sync/lists", test_lists },
    { "/sync/change-of-another", test_change_of_another },
    { "/sync/offline-start", test_offline_start },
    { "/sync/service-restarts", test_service_restarts },
    { "/sync/network-changes", test_network_changes },
    { "/sync/reset", test_reset },
    { "/sync/change-person", test_change_person },
  };

  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, NULL, fixture_set_up, tests[i].run, fixture_tear_down);
  return g_test_run ();
}

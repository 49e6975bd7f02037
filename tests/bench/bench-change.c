/* SPDX-License-Identifier: GPL-3.0-or-later */

/* How long until a change by one person shows in another's local copy, through the real service. */

#include <stdlib.h>

#include "../client/client-fixture.h"

#define ROUNDS 31

static int
compare_doubles (gconstpointer a, gconstpointer b)
{
  double first = *(const double *) a;
  double second = *(const double *) b;

  return first < second ? -1 : first > second;
}

static void
on_changed (LpReplica *replica, const LpReplicaChange *change, LpKinds *kinds)
{
  *kinds |= change->kinds;
}

int
main (void)
{
  Fixture fixture = { 0 };
  LpConnection *connection;
  g_autoptr (LpClient) other = NULL;
  g_autoptr (LpTicket) ticket = NULL;
  LpReplica *replica;
  double times[ROUNDS];
  LpKinds kinds = 0;

  fixture_set_up (&fixture, NULL);
  connection = fixture_new_connection (&fixture, NULL, "a", VERA);
  replica = lp_connection_get_replica (connection);
  other = fixture_new_client (&fixture, NULL, VERA);
  {
    g_autoptr (LpRequest) request = lp_call_list_tickets (NULL, "available", NULL, NULL, 1, NULL);
    g_autoptr (LpReply) reply = fixture_send (other, request);
    g_autoptr (GPtrArray) tickets = lp_reply_read_tickets (reply, NULL, NULL);

    ticket = lp_ticket_ref (g_ptr_array_index (tickets, 0));
  }
  g_signal_connect (replica, "changed", G_CALLBACK (on_changed), &kinds);
  for (guint i = 0; i < ROUNDS; i++)
    {
      const LpAllocationChange change = { .has_visible = TRUE,
                                          .visible_to_group = !ticket->visible_to_group };
      g_autoptr (LpRequest) request = lp_call_change_allocation (ticket->code, ticket->etag, &change);
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (LpReply) reply = NULL;
      gint64 start = g_get_monotonic_time ();

      kinds = 0;
      lp_client_send_async (other, request, NULL, fixture_keep_result, &result);
      fixture_wait_for (kinds & LP_KIND_TICKET);
      times[i] = (double) (g_get_monotonic_time () - start) / 1000;
      reply = lp_client_send_finish (other, fixture_wait_result (&result), NULL, NULL);
      g_clear_pointer (&ticket, lp_ticket_unref);
      ticket = lp_reply_read_ticket (reply, NULL);
    }
  qsort (times, ROUNDS, sizeof *times, compare_doubles);
  g_print ("{\"name\":\"a change by another person, median\",\"unit\":\"ms\",\"value\":%.1f,\"limit\":200}\n",
           times[ROUNDS / 2]);
  g_signal_handlers_disconnect_by_data (replica, &kinds);
  fixture_close (connection);
  g_clear_object (&other);
  fixture_tear_down (&fixture, NULL);
  return 0;
}

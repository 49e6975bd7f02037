/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The first sync of everything that Vera may see, from a running service into an empty directory: from asking who
 * she is until the new replica has taken the place of the empty one. Prints one JSON object. */

#include <sys/resource.h>

#include "../client/client-fixture.h"
#include "lp-sync.h"

static void
on_changed (LpReplica *replica, const LpReplicaChange *change, gboolean *replaced)
{
  *replaced = *replaced || change->reset;
}

static double
to_seconds (const struct timeval *time)
{
  return (double) time->tv_sec + (double) time->tv_usec / G_USEC_PER_SEC;
}

int
main (int argc, char **argv)
{
  Fixture fixture = { 0 };
  g_autoptr (LpClient) client = NULL;
  g_autoptr (GAsyncResult) opened = NULL;
  g_autoptr (LpReplica) replica = NULL;
  g_autoptr (LpSync) sync = NULL;
  g_autoptr (GError) error = NULL;
  gboolean replaced = FALSE;
  struct rusage used;
  gint64 start;
  double seconds;

  if (argc < 3)
    {
      g_printerr ("Usage: bench-sync SOCKET DIRECTORY\n");
      return 2;
    }
  client = fixture_new_client (&fixture, argv[1], VERA);
  lp_replica_open_async (argv[2], NULL, fixture_keep_result, &opened);
  replica = lp_replica_open_finish (fixture_wait_result (&opened), &error);
  g_assert_no_error (error);
  g_assert_false (lp_replica_is_complete (replica));
  g_signal_connect (replica, "changed", G_CALLBACK (on_changed), &replaced);
  sync = lp_sync_new (client, replica);
  start = g_get_monotonic_time ();
  lp_sync_start (sync);
  fixture_wait_for (replaced || lp_sync_get_error (sync) != NULL);
  g_assert_no_error (lp_sync_get_error (sync));
  seconds = (double) (g_get_monotonic_time () - start) / G_USEC_PER_SEC;
  g_assert_cmpuint (lp_sync_get_n_done (sync), ==, lp_sync_get_n_total (sync));
  fixture_wait_for (lp_sync_get_state (sync) == LP_CONNECTION_ONLINE);
  getrusage (RUSAGE_SELF, &used);
  g_print ("{\"seconds\":%.3f,\"objects\":%u,\"client_seconds\":%.3f,\"client_peak_mib\":%ld}\n", seconds,
           lp_sync_get_n_total (sync), to_seconds (&used.ru_utime) + to_seconds (&used.ru_stime),
           used.ru_maxrss / 1024);
  lp_sync_stop (sync);
  return 0;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "client-fixture.h"
#include "cutting-proxy.h"
#include "lp-client-private.h"
#include "lp-replica-private.h"
#include "lp-sync.h"

/* A snapshot of the real service's demo data on its way into a replica: parsed on one thread, inserted on another,
 * and stopped, killed and broken in between. */

#define N_TICKETS  5000
#define PAGE_LIMIT "700"

/* All pages from @token on, as the service sends them. */
static GPtrArray *
fetch_pages (LpClient *client, const char *token)
{
  GPtrArray *pages = g_ptr_array_new_with_free_func ((GDestroyNotify) g_bytes_unref);
  g_autofree char *next = g_strdup (token);

  do
    {
      g_autoptr (LpRequest) request = lp_request_new ("GET", "/v1/sync");
      g_autoptr (GAsyncResult) result = NULL;
      g_autoptr (GError) error = NULL;
      g_autoptr (LpAnswer) answer = NULL;

      lp_request_add_query (request, "since", next);
      lp_request_add_query (request, "limit", PAGE_LIMIT);
      lp_client_ask_async (client, request, NULL, fixture_keep_result, &result);
      answer = lp_client_ask_finish (client, fixture_wait_result (&result), &error);
      g_assert_no_error (error);
      g_ptr_array_add (pages, g_bytes_ref (answer->body));
      g_free (next);
      next = lp_page_peek_next (answer->body);
    }
  while (next != NULL);
  return pages;
}

static char *
begin (LpReplica *replica, gboolean resume, guint *n_done)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;
  char *token;
  guint n_total;

  lp_replica_begin_snapshot_async (replica, resume, NULL, fixture_keep_result, &result);
  lp_replica_begin_snapshot_finish (replica, fixture_wait_result (&result), &token, n_done, &n_total, &error);
  g_assert_no_error (error);
  return token;
}

/* What has come back of the pages handed over. */
typedef struct
{
  guint n_pages;
  guint n_items;
  guint n_errors;
  GError *error; /* the first */
} Progress;

static void
on_added (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Progress *progress = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LpPage) page = lp_replica_add_to_snapshot_finish (LP_REPLICA (source), result, &error);

  progress->n_pages++;
  if (page != NULL)
    progress->n_items += page->feed->n_items;
  else if (progress->n_errors++ == 0)
    progress->error = g_steal_pointer (&error);
}

/* Hands over all at once, so that the thread that parses and the one that inserts both have work. */
static void
add_all (LpReplica *replica, GPtrArray *pages, GCancellable *cancellable, Progress *progress)
{
  for (guint i = 0; i < pages->len; i++)
    lp_replica_add_to_snapshot_async (replica, g_ptr_array_index (pages, i), cancellable, on_added, progress);
}

/* The same, until all are there. Returns how many objects they brought. */
static guint
add_and_wait (LpReplica *replica, GPtrArray *pages)
{
  Progress progress = { 0 };

  add_all (replica, pages, NULL, &progress);
  fixture_wait_for (progress.n_pages == pages->len);
  g_assert_no_error (progress.error);
  return progress.n_items;
}

static void
adopt (LpReplica *replica)
{
  g_autoptr (GAsyncResult) result = NULL;
  g_autoptr (GError) error = NULL;

  lp_replica_adopt_snapshot_async (replica, NULL, fixture_keep_result, &result);
  lp_replica_adopt_snapshot_finish (replica, fixture_wait_result (&result), &error);
  g_assert_no_error (error);
}

static void
assert_tickets (LpReplica *replica, guint n_tickets)
{
  g_autoptr (LpTicketQuery) query = lp_ticket_query_new ();
  g_autoptr (GArray) rows = fixture_query_rows (replica, query);

  g_assert_cmpuint (rows->len, ==, n_tickets);
}

/* Everything from nothing, and adopted. */
static void
fill (LpReplica *replica, LpClient *client)
{
  g_autoptr (GPtrArray) pages = fetch_pages (client, NULL);
  g_autofree char *token = NULL;
  guint n_done;

  token = begin (replica, FALSE, &n_done);
  g_assert_null (token);
  g_assert_cmpuint (n_done, ==, 0);
  g_assert_cmpuint (pages->len, >, 10);
  g_assert_cmpuint (add_and_wait (replica, pages), >, 2 * N_TICKETS);
  adopt (replica);
}

static void
test_all_at_once (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LpClient) client = fixture_new_client (fixture, NULL, VERA);
  g_autofree char *directory = fixture_path (fixture, "a");
  LpReplica *replica = fixture_open_replica (directory);

  fill (replica, client);
  assert_tickets (replica, N_TICKETS);
  fixture_close_replica (replica);
  replica = fixture_open_replica (directory);
  g_assert_true (lp_replica_is_complete (replica));
  assert_tickets (replica, N_TICKETS);
  fixture_close_replica (replica);
}

/* Cancelled in the middle, and begun anew at once: nothing that was under way gets into the new one, where a ticket
 * that came twice would be refused by its index. */
static void
test_cancelled (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LpClient) client = fixture_new_client (fixture, NULL, VERA);
  g_autofree char *directory = fixture_path (fixture, "a");
  LpReplica *replica = fixture_open_replica (directory);
  g_autoptr (GPtrArray) pages = fetch_pages (client, NULL);

  for (guint stop_after = 0; stop_after < 6; stop_after += 2)
    {
      g_autoptr (GCancellable) cancellable = g_cancellable_new ();
      g_autofree char *token = NULL;
      Progress progress = { 0 };
      guint n_done;
      guint n_before;

      token = begin (replica, FALSE, &n_done);
      add_all (replica, pages, cancellable, &progress);
      fixture_wait_for (progress.n_pages >= stop_after);
      n_before = progress.n_pages; /* on a busy machine maybe all */
      g_cancellable_cancel (cancellable);
      fill (replica, client);
      assert_tickets (replica, N_TICKETS);
      fixture_wait_for (progress.n_pages == pages->len);
      g_assert_cmpuint (progress.n_errors, ==, pages->len - n_before);
      if (progress.n_errors > 0)
        g_assert_error (progress.error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_clear_error (&progress.error);
    }
  fixture_close_replica (replica);
}

/* Gone on with where it was stopped: the token stands behind exactly what is there. */
static void
test_resumed (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LpClient) client = fixture_new_client (fixture, NULL, VERA);
  g_autofree char *directory = fixture_path (fixture, "a");
  LpReplica *replica = fixture_open_replica (directory);
  g_autoptr (GPtrArray) pages = fetch_pages (client, NULL);
  g_autoptr (GPtrArray) rest = NULL;
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_autofree char *first = NULL;
  g_autofree char *token = NULL;
  Progress progress = { 0 };
  guint n_done;

  first = begin (replica, FALSE, &n_done);
  add_all (replica, pages, cancellable, &progress);
  fixture_wait_for (progress.n_pages >= 3);
  g_cancellable_cancel (cancellable);
  fixture_wait_for (progress.n_pages == pages->len);
  g_clear_error (&progress.error);
  token = begin (replica, TRUE, &n_done);
  g_assert_nonnull (token);
  /* A page may have been inserted and then found cancelled: it is there, and counted as there. */
  g_assert_cmpuint (n_done, >=, progress.n_items);
  rest = fetch_pages (client, token);
  add_and_wait (replica, rest);
  adopt (replica);
  assert_tickets (replica, N_TICKETS);
  fixture_close_replica (replica);
}

/* Begun anew while the one before is being adopted, as when sync is stopped and started at that moment: it waits,
 * and the one before is whole. */
static void
test_begun_while_adopting (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LpClient) client = fixture_new_client (fixture, NULL, VERA);
  g_autofree char *directory = fixture_path (fixture, "a");
  LpReplica *replica = fixture_open_replica (directory);
  g_autoptr (GPtrArray) pages = fetch_pages (client, NULL);
  g_autoptr (GAsyncResult) adopted = NULL;
  g_autoptr (GAsyncResult) given_up = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) cancelled = NULL;
  g_autofree char *first = NULL;
  g_autofree char *token = NULL;
  guint n_done;

  first = begin (replica, FALSE, &n_done);
  add_and_wait (replica, pages);
  lp_replica_adopt_snapshot_async (replica, NULL, fixture_keep_result, &adopted);
  lp_replica_begin_snapshot_async (replica, FALSE, NULL, fixture_keep_result, &given_up);
  token = begin (replica, FALSE, &n_done);
  g_assert_null (token);
  g_assert_cmpuint (n_done, ==, 0);
  g_assert_false (lp_replica_begin_snapshot_finish (replica, given_up, NULL, NULL, NULL, &cancelled));
  g_assert_error (cancelled, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  lp_replica_adopt_snapshot_finish (replica, fixture_wait_result (&adopted), &error);
  g_assert_no_error (error);
  g_clear_object (&adopted);
  g_clear_object (&given_up);
  assert_tickets (replica, N_TICKETS);
  add_and_wait (replica, pages);
  adopt (replica);
  assert_tickets (replica, N_TICKETS);
  fixture_close_replica (replica);
}

/* While a snapshot is filled, and when it fails, the old one is what everybody sees; also the next start. */
static void
test_atomic (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LpClient) vera = fixture_new_client (fixture, NULL, VERA);
  g_autoptr (LpClient) mia = fixture_new_client (fixture, NULL, MIA);
  g_autofree char *directory = fixture_path (fixture, "a");
  LpReplica *replica = fixture_open_replica (directory);
  g_autoptr (GPtrArray) pages = fetch_pages (mia, NULL);
  g_autoptr (GBytes) broken = g_bytes_new_from_bytes (g_ptr_array_index (pages, 0), 0, 2000);
  g_autofree char *token = NULL;
  Progress progress = { 0 };
  guint n_done;

  fill (replica, vera);
  token = begin (replica, FALSE, &n_done);
  add_all (replica, pages, NULL, &progress);
  assert_tickets (replica, N_TICKETS);
  fixture_wait_for (progress.n_pages == pages->len);
  assert_tickets (replica, N_TICKETS);
  lp_replica_add_to_snapshot_async (replica, broken, NULL, on_added, &progress);
  fixture_wait_for (progress.n_pages == pages->len + 1);
  g_assert_error (progress.error, LP_ERROR, LP_ERROR_MALFORMED);
  g_assert_nonnull (strstr (progress.error->message, "change feed cannot be read"));
  g_clear_error (&progress.error);
  assert_tickets (replica, N_TICKETS);
  fixture_close_replica (replica);
  replica = fixture_open_replica (directory);
  assert_tickets (replica, N_TICKETS);
  fixture_close_replica (replica);
}

/* A first sync as the application does it, with what it told meanwhile. */
typedef struct
{
  LpReplica *replica;
  LpSync *sync;
  guint n_steps;
  guint first;
  guint last;
} Run;

static void
on_n_done (LpSync *sync, GParamSpec *pspec, Run *run)
{
  guint n_done = lp_sync_get_n_done (sync);

  if (run->n_steps++ == 0)
    run->first = n_done;
  g_assert_cmpuint (n_done, >=, run->last);
  run->last = n_done;
}

static void
run_start (Run *run, LpClient *client, const char *directory)
{
  run->replica = fixture_open_replica (directory);
  run->sync = lp_sync_new (client, run->replica);
  g_signal_connect (run->sync, "notify::n-done", G_CALLBACK (on_n_done), run);
  lp_sync_start (run->sync);
}

/* The progress came to its very end. */
static void
run_finish (Run *run)
{
  fixture_wait_for (lp_sync_get_state (run->sync) == LP_CONNECTION_ONLINE);
  g_assert_no_error (lp_sync_get_error (run->sync));
  g_assert_cmpuint (lp_sync_get_n_done (run->sync), ==, lp_sync_get_n_total (run->sync));
  assert_tickets (run->replica, N_TICKETS);
  lp_sync_stop (run->sync);
  while (G_OBJECT (run->sync)->ref_count > 1)
    g_main_context_iteration (NULL, TRUE);
  g_assert_finalize_object (run->sync);
  fixture_close_replica (run->replica);
}

/* The connection breaks within a page: that page is fetched again, and counted once. */
static void
test_page_cut (Fixture *fixture, gconstpointer data)
{
  static const gint64 cuts[] = { 100, 70000, 1500000 };
  g_autofree char *socket = fixture_path (fixture, "p");
  CuttingProxy *proxy = cutting_proxy_new (socket, fixture->socket);

  for (gsize i = 0; i < G_N_ELEMENTS (cuts); i++)
    {
      g_autoptr (LpClient) client = fixture_new_client (fixture, socket, VERA);
      g_autofree char *name = g_strdup_printf ("cut-%u", (guint) i);
      g_autofree char *directory = fixture_path (fixture, name);
      Run run = { 0 };

      lp_client_set_pause (client, 1);
      run_start (&run, client, directory);
      fixture_wait_for (lp_sync_get_state (run.sync) == LP_CONNECTION_SYNCING);
      cutting_proxy_arm (proxy, CUT_REPLY, cuts[i]);
      run_finish (&run);
      g_assert_true (cutting_proxy_disarm (proxy));
    }
  cutting_proxy_free (proxy);
}

/* Stopped by the person, in the middle of everything, and started again. */
static void
test_stopped (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LpClient) client = fixture_new_client (fixture, NULL, VERA);
  g_autofree char *directory = fixture_path (fixture, "a");
  Run run = { 0 };

  run_start (&run, client, directory);
  fixture_wait_for (run.last > 0);
  lp_sync_stop (run.sync);
  g_assert_false (lp_replica_is_complete (run.replica));
  lp_sync_start (run.sync);
  run_finish (&run);
}

/* The process that fills the snapshot: it ends, in the hardest way, as soon as a page has been stored. */
static void
on_die (LpSync *sync)
{
  if (lp_sync_get_n_done (sync) > 0)
    kill (getpid (), SIGKILL);
}

static int
die_in_snapshot (const char *socket, const char *directory)
{
  Fixture nothing = { 0 };
  g_autoptr (LpClient) client = fixture_new_client (&nothing, socket, VERA);
  g_autoptr (LpReplica) replica = fixture_open_replica (directory);
  g_autoptr (LpSync) sync = lp_sync_new (client, replica);

  g_signal_connect (sync, "notify::n-done", G_CALLBACK (on_die), NULL);
  lp_sync_start (sync);
  fixture_wait_for (lp_sync_get_state (sync) == LP_CONNECTION_ONLINE);
  return 1;
}

static void
test_killed (Fixture *fixture, gconstpointer data)
{
  const char *program = data;
  g_autoptr (LpClient) client = fixture_new_client (fixture, NULL, VERA);
  g_autofree char *directory = fixture_path (fixture, "a");
  g_autoptr (GError) error = NULL;
  g_autoptr (GSubprocess) child = NULL;
  Run run = { 0 };

  child = g_subprocess_new (G_SUBPROCESS_FLAGS_NONE, &error, program, "--die-in-snapshot", fixture->socket,
                            directory, NULL);
  g_assert_no_error (error);
  g_subprocess_wait (child, NULL, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_get_if_signaled (child));
  g_assert_cmpint (g_subprocess_get_term_sig (child), ==, SIGKILL);
  run_start (&run, client, directory);
  run_finish (&run);
  /* It went on: what was told first is what was there already. */
  g_assert_cmpuint (run.first, >, 0);
}

static void
limit_file_size (rlim_t size)
{
  struct rlimit limit;

  getrlimit (RLIMIT_FSIZE, &limit);
  limit.rlim_cur = MIN (size, limit.rlim_max);
  setrlimit (RLIMIT_FSIZE, &limit);
}

/* The disk is full while the pages are inserted: the person is told so, and it goes on when there is room. */
static void
test_disk_full (Fixture *fixture, gconstpointer data)
{
  g_autoptr (LpClient) client = fixture_new_client (fixture, NULL, VERA);
  g_autofree char *directory = fixture_path (fixture, "a");
  Run run = { 0 };

  signal (SIGXFSZ, SIG_IGN);
  run.replica = fixture_open_replica (directory);
  run.sync = lp_sync_new (client, run.replica);
  limit_file_size (512 * 1024);
  lp_sync_start (run.sync);
  fixture_wait_for (lp_sync_get_error (run.sync) != NULL);
  g_assert_error (lp_sync_get_error (run.sync), LP_ERROR, LP_ERROR_STORAGE);
  g_assert_cmpint (lp_sync_get_state (run.sync), ==, LP_CONNECTION_OFFLINE);
  g_assert_false (lp_replica_is_complete (run.replica));
  limit_file_size (RLIM_INFINITY);
  lp_sync_poke (run.sync);
  run_finish (&run);
}

int
main (int argc, char **argv)
{
  static const struct
  {
    const char *path;
    void (*run) (Fixture *fixture, gconstpointer data);
  } tests[] = {
    { "/snapshot/all-at-once", test_all_at_once },
    { "/snapshot/cancelled", test_cancelled },
    { "/snapshot/resumed", test_resumed },
    { "/snapshot/begun-while-adopting", test_begun_while_adopting },
    { "/snapshot/atomic", test_atomic },
    { "/snapshot/page-cut", test_page_cut },
    { "/snapshot/stopped", test_stopped },
    { "/snapshot/killed", test_killed },
    { "/snapshot/disk-full", test_disk_full },
  };

  if (argc == 4 && g_str_equal (argv[1], "--die-in-snapshot"))
    return die_in_snapshot (argv[2], argv[3]);
  g_test_init (&argc, &argv, NULL);
  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, Fixture, argv[0], fixture_set_up, tests[i].run, fixture_tear_down);
  return g_test_run ();
}

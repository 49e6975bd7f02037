/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What the server takes from its clients, with limits that a test can reach: slow bodies, too many connections, and
 * other users on its Unix socket. */

#include <arpa/inet.h>
#include <errno.h>
#include <glib/gstdio.h>
#include <sodium.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <sys/wait.h>
#include <unistd.h>

#include "lc-http-server.h"
#include "lc-init.h"
#include "scratch-directory.h"

#define PATIENCE_SECONDS 60
#define NOBODY           65534
#define HEALTH           "GET /v1/health HTTP/1.1\r\nHost: localhost\r\n\r\n"
#define HALF_A_BODY                                                                                          \
  "POST /v1/sessions HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"                      \
  "Content-Length: 20\r\n\r\n{\"email\":"

typedef struct
{
  const LcServerLimits *limits;
  gboolean on_socket;
} Case;

typedef struct
{
  const Case *of;
  char *directory;
  char *socket_path;
  GMainLoop *loop;
  GThread *thread;
  LcServer *server;
  GMutex mutex;
  GCond listening;
} Fixture;

static gboolean
note_listening (gpointer data)
{
  Fixture *fixture = data;

  g_mutex_lock (&fixture->mutex);
  g_cond_signal (&fixture->listening);
  g_mutex_unlock (&fixture->mutex);
  return G_SOURCE_REMOVE;
}

/* The server lives in the default main context, which this thread runs. */
static gpointer
serve (gpointer data)
{
  Fixture *fixture = data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LcStore) store = NULL;
  g_autoptr (GSource) source = g_idle_source_new ();
  LcServerOptions options = {
    .listen = fixture->of->on_socket ? NULL : "127.0.0.1:0",
    .socket_path = fixture->of->on_socket ? fixture->socket_path : NULL,
    .limits = fixture->of->limits,
  };

  store = lc_store_open (fixture->directory, lp_date_from_ymd (2026, 6, 1), &error);
  g_assert_no_error (error);
  fixture->server = lc_server_new (store, &options, &error);
  g_assert_no_error (error);
  g_source_set_callback (source, note_listening, fixture, NULL);
  g_source_attach (source, NULL);
  g_main_loop_run (fixture->loop);
  g_clear_object (&fixture->server);
  lc_store_close (store);
  return NULL;
}

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->of = data;
  fixture->directory = scratch_directory_new ();
  fixture->socket_path = g_build_filename (fixture->directory, "socket", NULL);
  g_assert_true (lc_init_prepare (fixture->directory, &error));
  fixture->loop = g_main_loop_new (NULL, FALSE);
  g_mutex_init (&fixture->mutex);
  g_cond_init (&fixture->listening);

  g_mutex_lock (&fixture->mutex);
  fixture->thread = g_thread_new ("server", serve, fixture);
  g_cond_wait (&fixture->listening, &fixture->mutex);
  g_mutex_unlock (&fixture->mutex);
}

static gboolean
stop (gpointer data)
{
  Fixture *fixture = data;

  g_signal_connect_swapped (fixture->server, "stopped", G_CALLBACK (g_main_loop_quit), fixture->loop);
  lc_server_stop (fixture->server);
  return G_SOURCE_REMOVE;
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  g_idle_add (stop, fixture);
  g_thread_join (fixture->thread);
  g_main_loop_unref (fixture->loop);
  g_mutex_clear (&fixture->mutex);
  g_cond_clear (&fixture->listening);
  scratch_directory_free (fixture->directory);
  g_free (fixture->socket_path);
}

static int
connect_to (Fixture *fixture)
{
  const char *port = strrchr (lc_server_get_address (fixture->server), ':') + 1;
  struct sockaddr_in name = { .sin_family = AF_INET, .sin_port = htons ((guint16) atoi (port)) };
  struct timeval patience = { .tv_sec = PATIENCE_SECONDS };
  int fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);

  name.sin_addr.s_addr = htonl (INADDR_LOOPBACK);
  g_assert_cmpint (connect (fd, (struct sockaddr *) &name, sizeof name), ==, 0);
  setsockopt (fd, SOL_SOCKET, SO_RCVTIMEO, &patience, sizeof patience);
  return fd;
}

static void
send_text (int fd, const char *text)
{
  g_assert_cmpint (send (fd, text, strlen (text), MSG_NOSIGNAL), ==, (gssize) strlen (text));
}

/* Waits for the answer that all is well and takes the whole of it. */
static void
assert_healthy (int fd)
{
  g_autoptr (GString) answer = g_string_new (NULL);

  while (!g_str_has_suffix (answer->str, "{\"status\":\"ok\"}"))
    {
      char part[1024];
      gssize n = recv (fd, part, sizeof part, 0);

      g_assert_cmpint (n, >, 0);
      g_string_append_len (answer, part, n);
    }

  g_assert_true (g_str_has_prefix (answer->str, "HTTP/1.1 200"));
}

/* Waits until the server has closed it, without an answer. */
static void
assert_closed (int fd)
{
  char byte;

  g_assert_cmpint (recv (fd, &byte, 1, 0), <=, 0);
  g_assert_cmpint (errno, !=, EAGAIN);
  close (fd);
}

/* One that is slow does not keep its place; one that is quick is answered on a connection as old. */
static void
test_slow_body (Fixture *fixture, gconstpointer data)
{
  int quick = connect_to (fixture);
  int slow = connect_to (fixture);

  send_text (slow, HALF_A_BODY);
  errno = 0;
  assert_closed (slow);
  send_text (quick, HEALTH);
  assert_healthy (quick);
  close (quick);
}

/* A newcomer takes the place of the one that has been idle for longest. */
static void
test_oldest_idle (Fixture *fixture, gconstpointer data)
{
  int first = connect_to (fixture);
  int second, third, fourth;

  send_text (first, HEALTH);
  assert_healthy (first);
  second = connect_to (fixture);
  send_text (second, HEALTH);
  assert_healthy (second);
  third = connect_to (fixture);
  fourth = connect_to (fixture);
  send_text (fourth, HEALTH);
  assert_healthy (fourth);
  errno = 0;
  assert_closed (first);
  close (second);
  close (third);
  close (fourth);
}

/* Where nobody is idle, a newcomer waits until somebody ends. */
static void
test_all_busy (Fixture *fixture, gconstpointer data)
{
  int busy[3];
  int newcomer;

  for (gsize i = 0; i < G_N_ELEMENTS (busy); i++)
    {
      busy[i] = connect_to (fixture);
      send_text (busy[i], HALF_A_BODY);
    }
  newcomer = connect_to (fixture);
  send_text (newcomer, HEALTH);
  assert_healthy (newcomer);
  for (gsize i = 0; i < G_N_ELEMENTS (busy); i++)
    {
      errno = 0;
      assert_closed (busy[i]);
    }
  close (newcomer);
}

/* Returns what the child process of another user read: 'a' for an answer, 'c' if it was closed without one. Only calls
 * that are safe after a fork. */
static char
ask_as (uid_t user, const char *path)
{
  struct sockaddr_un name = { .sun_family = AF_UNIX };
  pid_t child;
  int status;

  g_strlcpy (name.sun_path, path, sizeof name.sun_path);
  child = fork ();
  if (child == 0)
    {
      int fd = socket (AF_UNIX, SOCK_STREAM, 0);
      char byte;

      if (setuid (user) != 0 || connect (fd, (struct sockaddr *) &name, sizeof name) != 0)
        _exit ('x');
      (void) send (fd, HEALTH, sizeof HEALTH - 1, MSG_NOSIGNAL);
      _exit (recv (fd, &byte, 1, 0) > 0 ? 'a' : 'c');
    }

  g_assert_cmpint (waitpid (child, &status, 0), ==, child);
  g_assert_true (WIFEXITED (status));
  return (char) WEXITSTATUS (status);
}

/* Even whoever can open the socket file. */
static void
test_other_user (Fixture *fixture, gconstpointer data)
{
  struct stat status;

  g_assert_cmpint (g_stat (fixture->socket_path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  g_assert_cmpint (ask_as (geteuid (), fixture->socket_path), ==, 'a');
  if (geteuid () != 0)
    {
      g_test_skip ("only the superuser can become somebody else");
      return;
    }

  g_assert_cmpint (ask_as (NOBODY, fixture->socket_path), ==, 'x');
  g_assert_cmpint (g_chmod (fixture->directory, 0755), ==, 0);
  g_assert_cmpint (g_chmod (fixture->socket_path, 0666), ==, 0);
  g_assert_cmpint (ask_as (NOBODY, fixture->socket_path), ==, 'c');
  g_assert_cmpint (ask_as (0, fixture->socket_path), ==, 'a');
}

int
main (int argc, char **argv)
{
  static const LcServerLimits small = { 3, 600000, 600000, 300, 20 };
  static const LcServerLimits patient = { 3, 600000, 600000, 600000, 20 };
  static const Case slow = { &small, FALSE };
  static const Case full = { &patient, FALSE };
  static const Case local = { NULL, TRUE };

  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (sodium_init (), >=, 0);

#define ADD(path, of, function) g_test_add (path, Fixture, of, set_up, function, tear_down)
  ADD ("/limits/slow-body", &slow, test_slow_body);
  ADD ("/limits/oldest-idle", &full, test_oldest_idle);
  ADD ("/limits/all-busy", &slow, test_all_busy);
  ADD ("/limits/other-user", &local, test_other_user);

  return g_test_run ();
}

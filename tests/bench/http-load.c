/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Sends one request over and over on many connections, each as soon as the answer before is there, and prints how
 * many were answered in a second. Made to cost little itself: one thread, raw sockets.
 *
 *   http-load ADDRESS PORT CONNECTIONS SECONDS FILE
 *
 * FILE holds the request as it goes over the wire; `@@@@@@@@@@@@@@@@` in it becomes a number of that many digits,
 * another one each time. */

#include <arpa/inet.h>
#include <errno.h>
#include <glib.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <unistd.h>

#define MARK       "@@@@@@@@@@@@@@@@"
#define ANSWER_MAX (256 * 1024)

typedef struct
{
  int fd;
  gsize received;
  char answer[ANSWER_MAX + 1];
} Connection;

static char *request;
static gsize request_size;
static char *mark;
static guint64 number;
static guint64 n_answers;

static void
fail (const char *what)
{
  fprintf (stderr, "http-load: %s: %s\n", what, g_strerror (errno));
  exit (1);
}

static void
send_request (Connection *connection)
{
  if (mark != NULL)
    {
      char digits[sizeof MARK];

      g_snprintf (digits, sizeof digits, "%016" G_GUINT64_FORMAT, ++number);
      memcpy (mark, digits, strlen (MARK));
    }

  connection->received = 0;
  if (write (connection->fd, request, request_size) != (gssize) request_size)
    fail ("write");
}

/* Whether the answer is complete. */
static gboolean
is_complete (Connection *connection)
{
  const char *end;
  const char *length;

  connection->answer[connection->received] = '\0';
  end = strstr (connection->answer, "\r\n\r\n");
  if (end == NULL)
    return FALSE;

  if (strncmp (connection->answer, "HTTP/1.1 2", 10) != 0)
    {
      fprintf (stderr, "http-load: refused: %s\n", connection->answer);
      exit (1);
    }

  length = strstr (connection->answer, "Content-Length: ");
  return length != NULL &&
         connection->received >= (gsize) (end + 4 - connection->answer) + strtoul (length + 16, NULL, 10);
}

static void
receive (Connection *connection)
{
  gssize n = read (connection->fd, connection->answer + connection->received,
                   ANSWER_MAX - connection->received);

  if (n <= 0)
    fail ("read");

  connection->received += (gsize) n;
  if (is_complete (connection))
    {
      n_answers++;
      send_request (connection);
    }
}

static Connection *
connect_to (const char *address, const char *port, int epoll)
{
  Connection *connection = g_new0 (Connection, 1);
  struct sockaddr_in name = { .sin_family = AF_INET, .sin_port = htons ((guint16) atoi (port)) };
  struct epoll_event event = { .events = EPOLLIN, .data.ptr = connection };
  int on = 1;

  inet_pton (AF_INET, address, &name.sin_addr);
  connection->fd = socket (AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (connection->fd < 0 || connect (connection->fd, (struct sockaddr *) &name, sizeof name) != 0)
    fail ("connect");

  setsockopt (connection->fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
  epoll_ctl (epoll, EPOLL_CTL_ADD, connection->fd, &event);
  return connection;
}

int
main (int argc, char **argv)
{
  int epoll = epoll_create1 (EPOLL_CLOEXEC);
  gint64 began;
  double seconds;

  if (argc != 6 || !g_file_get_contents (argv[5], &request, &request_size, NULL))
    {
      fprintf (stderr, "usage: http-load ADDRESS PORT CONNECTIONS SECONDS FILE\n");
      return 2;
    }

  mark = strstr (request, MARK);
  number = (guint64) (g_get_real_time () % 1000000000) * 1000000;
  for (int i = 0; i < atoi (argv[3]); i++)
    send_request (connect_to (argv[1], argv[2], epoll));

  began = g_get_monotonic_time ();
  do
    {
      struct epoll_event events[64];
      int n = epoll_wait (epoll, events, G_N_ELEMENTS (events), 1000);

      for (int i = 0; i < n; i++)
        receive (events[i].data.ptr);
      seconds = (double) (g_get_monotonic_time () - began) / G_USEC_PER_SEC;
    }
  while (seconds < atof (argv[4]));

  printf ("%.1f\n", (double) n_answers / seconds);
  return 0;
}

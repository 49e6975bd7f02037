/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lc-http-listener.h"

#include <gio/gunixsocketaddress.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/un.h>

#include "lp-error.h"

#define BACKLOG         511
#define ACCEPTS_AT_ONCE 64
#define REST_MS         100

struct _LcListener
{
  GSocket *socket;
  GSource *source; /* waits for connections, or for the end of a rest */
  LcListenerFuncs funcs;
  gpointer user_data;
  gboolean resting; /* said so in the log */
};

static void wait_for_connections (LcListener *self);

static gboolean
end_rest (gpointer data)
{
  wait_for_connections (data);
  return G_SOURCE_REMOVE;
}

static void
attach (LcListener *self, GSource *source, GSourceFunc callback)
{
  if (self->source != NULL)
    g_source_destroy (self->source);
  g_clear_pointer (&self->source, g_source_unref);

  self->source = source;
  g_source_set_callback (source, callback, self, NULL);
  g_source_attach (source, g_main_context_get_thread_default ());
}

/* The socket stays readable while nothing can be accepted: waiting on it would spin. */
static void
rest (LcListener *self, const char *reason)
{
  if (!self->resting)
    g_message ("No more connections for now: %s", reason);

  self->resting = TRUE;
  self->funcs.full (self->user_data);
  attach (self, g_timeout_source_new (REST_MS), end_rest);
}

static gboolean
accept_ready (GSocket *socket, GIOCondition condition, gpointer data)
{
  LcListener *self = data;

  for (int i = 0; i < ACCEPTS_AT_ONCE; i++)
    {
      g_autoptr (GError) error = NULL;
      g_autoptr (GSocket) accepted = g_socket_accept (socket, NULL, &error);
      g_autoptr (GSocketConnection) connection = NULL;

      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_WOULD_BLOCK))
        break;

      /* The peer has gone again before we came to it. */
      if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CONNECTION_CLOSED) ||
          g_error_matches (error, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
        continue;

      if (accepted == NULL)
        {
          rest (self, error->message);
          return G_SOURCE_REMOVE;
        }

      self->resting = FALSE;
      connection = g_socket_connection_factory_create_connection (accepted);
      if (!self->funcs.accepted (connection, self->user_data))
        {
          rest (self, "the limit is reached");
          return G_SOURCE_REMOVE;
        }
    }

  return G_SOURCE_CONTINUE;
}

static void
wait_for_connections (LcListener *self)
{
  attach (self, g_socket_create_source (self->socket, G_IO_IN, NULL), G_SOURCE_FUNC (accept_ready));
}

LcListener *
lc_listener_new (GSocket *socket, const LcListenerFuncs *funcs, gpointer user_data)
{
  LcListener *self = g_new0 (LcListener, 1);

  self->socket = g_object_ref (socket);
  self->funcs = *funcs;
  self->user_data = user_data;
  g_socket_set_blocking (socket, FALSE);
  wait_for_connections (self);
  return self;
}

void
lc_listener_free (LcListener *listener)
{
  if (listener == NULL)
    return;

  g_source_destroy (listener->source);
  g_source_unref (listener->source);
  g_socket_close (listener->socket, NULL);
  g_object_unref (listener->socket);
  g_free (listener);
}

static GSocketAddress *
parse_address (const char *text, GError **error)
{
  g_autoptr (GSocketConnectable) target = g_network_address_parse (text, 0, NULL);
  GSocketAddress *address = NULL;
  const char *host = NULL;

  /* No names: what a resolver says today must not decide where we listen tomorrow. */
  if (target != NULL && strrchr (text, ':') != NULL)
    {
      host = g_network_address_get_hostname (G_NETWORK_ADDRESS (target));
      if (g_str_equal (host, "localhost"))
        host = "127.0.0.1";
      address = g_inet_socket_address_new_from_string (host, g_network_address_get_port (
                                                                 G_NETWORK_ADDRESS (target)));
    }

  if (address == NULL)
    g_set_error (error, LP_ERROR, LP_ERROR_USAGE,
                 "--listen takes an address and a port such as 127.0.0.1:8080, not “%s”.", text);

  return address;
}

/* Without what GIO was doing when the system said no. */
static const char *
get_reason (const GError *failure)
{
  const char *colon = strrchr (failure->message, ':');

  return colon != NULL && colon[1] == ' ' ? colon + 2 : failure->message;
}

static gboolean
start_listening (GSocket *socket, GSocketAddress *address, const char *name, GError **error)
{
  g_autoptr (GError) failure = NULL;

  g_socket_set_listen_backlog (socket, BACKLOG);
  if (g_socket_bind (socket, address, TRUE, &failure) && g_socket_listen (socket, &failure))
    return TRUE;

  if (g_error_matches (failure, G_IO_ERROR, G_IO_ERROR_ADDRESS_IN_USE))
    g_set_error (error, LP_ERROR, LP_ERROR_STORAGE,
                 "%s is in use by another program; stop it or choose another address.", name);
  else
    g_set_error (error, LP_ERROR, LP_ERROR_STORAGE, "Cannot listen on %s: %s.", name, get_reason (failure));

  return FALSE;
}

GSocketAddress *
lc_listen_parse (const char *text, gboolean beyond_loopback, GError **error)
{
  g_autoptr (GSocketAddress) address = parse_address (text, error);
  GInetAddress *inet;

  if (address == NULL)
    return NULL;

  inet = g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (address));
  if (!beyond_loopback && !g_inet_address_get_is_loopback (inet))
    {
      g_set_error (
          error, LP_ERROR, LP_ERROR_USAGE,
          "--listen %s is not a loopback address: other machines need TLS; put a reverse proxy in front and "
          "name it with --trusted-proxy.",
          text);
      return NULL;
    }

  return g_steal_pointer (&address);
}

GSocket *
lc_listen_tcp (const char *text, gboolean beyond_loopback, GError **error)
{
  g_autoptr (GSocketAddress) address = lc_listen_parse (text, beyond_loopback, error);
  g_autoptr (GSocket) socket = NULL;

  if (address == NULL)
    return NULL;

  socket = g_socket_new (g_socket_address_get_family (address), G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP,
                         error);
  if (socket == NULL || !start_listening (socket, address, text, error))
    return NULL;

  return g_steal_pointer (&socket);
}

/* Whether a process answers on the socket at @address. */
static gboolean
is_alive (GSocketAddress *address)
{
  g_autoptr (GSocket) probe = g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM, 0, NULL);

  return probe != NULL && g_socket_connect (probe, address, NULL, NULL);
}

static gboolean
clear_path (const char *path, GSocketAddress *address, GError **error)
{
  GStatBuf status;

  if (g_lstat (path, &status) != 0)
    return TRUE;

  if (S_ISSOCK (status.st_mode) && !is_alive (address))
    {
      g_unlink (path);
      return TRUE;
    }

  g_set_error (error, LP_ERROR, LP_ERROR_STORAGE,
               S_ISSOCK (status.st_mode) ? "%s is in use by another program; stop it or choose another path."
                                         : "%s exists and is no socket; choose another path.",
               path);
  return FALSE;
}

GSocket *
lc_listen_unix (const char *path, gboolean for_group, GError **error)
{
  g_autoptr (GSocketAddress) address = NULL;
  g_autoptr (GSocket) socket = NULL;
  gboolean listening;
  mode_t mask;

  if (strlen (path) >= sizeof ((struct sockaddr_un *) NULL)->sun_path)
    {
      g_set_error (error, LP_ERROR, LP_ERROR_USAGE, "--socket %s is longer than a socket's path may be.",
                   path);
      return NULL;
    }

  address = g_unix_socket_address_new (path);
  if (!clear_path (path, address, error))
    return NULL;

  socket = g_socket_new (G_SOCKET_FAMILY_UNIX, G_SOCKET_TYPE_STREAM, 0, error);
  if (socket == NULL)
    return NULL;

  /* The mode must be right from the first moment; no other thread makes files now. */
  mask = umask (for_group ? 0117 : 0177);
  listening = start_listening (socket, address, path, error);
  umask (mask);

  return listening ? g_steal_pointer (&socket) : NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lc-http-private.h"

#include <gio/gunixsocketaddress.h>

/* Soup has no time limits for what it reads, so a sweep now and then closes what is too slow. Closing means
 * shutting the socket down: Soup then sees the end of the stream and cleans up itself. */

#define N_STATES (LC_PEER_STREAMING + 1)

struct _LcPeers
{
  GQueue states[N_STATES]; /* of LcPeer, the one longest in its state at the head */
  gint64 limits[N_STATES]; /* microseconds; 0: none */
  guint max_peers;
  guint n_peers;
  guint sweep;
};

struct _LcPeer
{
  LcPeers *peers; /* borrowed */
  GSocket *socket;
  LcTap *tap;    /* borrowed: Soup owns it as long as there are requests */
  char *address; /* text, empty on a Unix socket */
  gboolean is_unix;
  LcPeerState state;
  gint64 since;
  GList link;
};

static GQuark
peer_quark (void)
{
  return g_quark_from_static_string ("lc-peer");
}

static void
peer_close (LcPeer *peer)
{
  g_socket_shutdown (peer->socket, TRUE, TRUE, NULL);
}

static gboolean
sweep (gpointer data)
{
  LcPeers *self = data;
  gint64 now = g_get_monotonic_time ();

  for (gsize state = 0; state < N_STATES; state++)
    {
      for (GList *link = self->states[state].head; self->limits[state] > 0 && link != NULL; link = link->next)
        {
          LcPeer *peer = link->data;

          if (now - peer->since < self->limits[state])
            break;

          peer_close (peer);
        }
    }

  return G_SOURCE_CONTINUE;
}

LcPeers *
lc_peers_new (const LcServerLimits *limits)
{
  LcPeers *self = g_new0 (LcPeers, 1);
  g_autoptr (GSource) source = g_timeout_source_new (limits->sweep_ms);

  self->max_peers = limits->max_connections;
  self->limits[LC_PEER_IDLE] = (gint64) limits->idle_ms * 1000;
  self->limits[LC_PEER_HEAD] = (gint64) limits->head_ms * 1000;
  self->limits[LC_PEER_BODY] = (gint64) limits->body_ms * 1000;

  g_source_set_callback (source, sweep, self, NULL);
  self->sweep = g_source_attach (source, g_main_context_get_thread_default ());
  return self;
}

void
lc_peers_free (LcPeers *peers)
{
  GSource *source = g_main_context_find_source_by_id (g_main_context_get_thread_default (), peers->sweep);

  if (source != NULL)
    g_source_destroy (source);

  for (gsize state = 0; state < G_N_ELEMENTS (peers->states); state++)
    {
      GList *link;

      while ((link = g_queue_pop_head_link (&peers->states[state])) != NULL)
        ((LcPeer *) link->data)->peers = NULL;
    }

  g_free (peers);
}

static void
peer_free (gpointer data)
{
  LcPeer *peer = data;

  if (peer->peers != NULL)
    {
      g_queue_unlink (&peer->peers->states[peer->state], &peer->link);
      peer->peers->n_peers--;
    }

  g_object_unref (peer->socket);
  g_free (peer->address);
  g_free (peer);
}

GSocketAddress *
lc_peers_add (LcPeers *peers, GSocketConnection *connection, LcTap *tap)
{
  g_autoptr (GSocketAddress) remote = g_socket_connection_get_remote_address (connection, NULL);
  GSocketAddress *address;
  LcPeer *peer = g_new0 (LcPeer, 1);

  peer->peers = peers;
  peer->socket = g_object_ref (g_socket_connection_get_socket (connection));
  peer->tap = tap;
  peer->is_unix = remote == NULL || G_IS_UNIX_SOCKET_ADDRESS (remote);
  if (peer->is_unix)
    {
      /* Soup takes every address for one of the Internet. */
      address = g_inet_socket_address_new_from_string ("127.0.0.1", 0);
      peer->address = g_strdup ("");
    }
  else
    {
      address = g_object_ref (remote);
      peer->address = g_inet_address_to_string (
          g_inet_socket_address_get_address (G_INET_SOCKET_ADDRESS (remote)));
    }

  peer->since = g_get_monotonic_time ();
  peer->link.data = peer;
  g_queue_push_tail_link (&peers->states[LC_PEER_IDLE], &peer->link);
  peers->n_peers++;
  g_object_set_qdata_full (G_OBJECT (address), peer_quark (), peer, peer_free);
  return address;
}

gboolean
lc_peers_are_full (LcPeers *peers)
{
  return peers->n_peers >= peers->max_peers;
}

void
lc_peers_close_oldest_idle (LcPeers *peers)
{
  LcPeer *peer = g_queue_peek_head (&peers->states[LC_PEER_IDLE]);

  if (peer == NULL)
    return;

  /* Not again if it takes Soup a while to notice. */
  g_queue_unlink (&peers->states[LC_PEER_IDLE], &peer->link);
  g_queue_push_tail_link (&peers->states[LC_PEER_IDLE], &peer->link);
  peer->since = g_get_monotonic_time ();
  peer_close (peer);
}

void
lc_peers_close_idle (LcPeers *peers)
{
  for (GList *link = peers->states[LC_PEER_IDLE].head; link != NULL; link = link->next)
    peer_close (link->data);
}

LcPeer *
lc_peer_get (SoupServerMessage *message)
{
  GSocketAddress *address = soup_server_message_get_remote_address (message);

  return address != NULL ? g_object_get_qdata (G_OBJECT (address), peer_quark ()) : NULL;
}

void
lc_peer_set_state (LcPeer *peer, LcPeerState state)
{
  if (peer->peers == NULL)
    return;

  g_queue_unlink (&peer->peers->states[peer->state], &peer->link);
  peer->state = state;
  peer->since = g_get_monotonic_time ();
  g_queue_push_tail_link (&peer->peers->states[state], &peer->link);
}

const char *
lc_peer_get_address (LcPeer *peer)
{
  return peer->address;
}

char *
lc_peer_take_target (LcPeer *peer, guint64 body_size)
{
  return lc_tap_take_target (peer->tap, body_size);
}

void
lc_peer_end_output (LcPeer *peer)
{
  g_socket_shutdown (peer->socket, FALSE, TRUE, NULL);
}

gboolean
lc_peer_is_unix (LcPeer *peer)
{
  return peer->is_unix;
}

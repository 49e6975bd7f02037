/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "cutting-proxy.h"

#include <gio/gunixsocketaddress.h>

struct _CuttingProxy
{
  GSocketService *service;
  char *upstream;
  GMutex mutex;
  gboolean armed;
  CutDirection direction;
  gint64 left;
  gboolean down;
  GPtrArray *connections; /* of GSocket: all that are open, borrowed by their threads */
};

typedef struct
{
  CuttingProxy *proxy;
  GSocket *from;
  GSocket *to;
  CutDirection direction;
} Pump;

static void
cut (Pump *pump)
{
  g_socket_shutdown (pump->from, TRUE, TRUE, NULL);
  g_socket_shutdown (pump->to, TRUE, TRUE, NULL);
}

/* How many of the bytes may pass; less than there are: cut after them. */
static gssize
allow (CuttingProxy *self, CutDirection direction, gssize size)
{
  gssize allowed = size;

  g_mutex_lock (&self->mutex);
  if (self->armed && self->direction == direction)
    {
      if (self->left < size)
        {
          allowed = (gssize) self->left;
          self->armed = FALSE;
          self->left = -1;
        }
      else
        {
          self->left -= size;
        }
    }
  g_mutex_unlock (&self->mutex);
  return allowed;
}

static gboolean
send_all (GSocket *socket, const char *data, gssize size)
{
  while (size > 0)
    {
      gssize sent = g_socket_send (socket, data, (gsize) size, NULL, NULL);

      if (sent <= 0)
        return FALSE;
      data += sent;
      size -= sent;
    }
  return TRUE;
}

static gpointer
pump (gpointer user_data)
{
  Pump *self = user_data;
  char buffer[8192];
  gssize size;

  while ((size = g_socket_receive (self->from, buffer, sizeof buffer, NULL, NULL)) > 0)
    {
      gssize allowed = allow (self->proxy, self->direction, size);

      if (!send_all (self->to, buffer, allowed) || allowed < size)
        break;
    }
  cut (self);
  return NULL;
}

static gboolean
run (GThreadedSocketService *service, GSocketConnection *client, GObject *source, gpointer user_data)
{
  CuttingProxy *self = user_data;
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (self->upstream);
  g_autoptr (GSocketClient) connector = g_socket_client_new ();
  g_autoptr (GSocketConnection) upstream = NULL;
  Pump there;
  Pump back;
  GThread *thread;

  g_mutex_lock (&self->mutex);
  if (!self->down)
    upstream = g_socket_client_connect (connector, G_SOCKET_CONNECTABLE (address), NULL, NULL);
  if (upstream != NULL)
    {
      g_ptr_array_add (self->connections, g_object_ref (g_socket_connection_get_socket (client)));
      g_ptr_array_add (self->connections, g_object_ref (g_socket_connection_get_socket (upstream)));
    }
  g_mutex_unlock (&self->mutex);
  if (upstream == NULL)
    return TRUE;
  there = (Pump){ self, g_socket_connection_get_socket (client), g_socket_connection_get_socket (upstream),
                  CUT_REQUEST };
  back = (Pump){ self, there.to, there.from, CUT_REPLY };
  thread = g_thread_new ("pump", pump, &back);
  pump (&there);
  g_thread_join (thread);
  g_io_stream_close (G_IO_STREAM (client), NULL, NULL);
  g_io_stream_close (G_IO_STREAM (upstream), NULL, NULL);
  g_mutex_lock (&self->mutex);
  g_ptr_array_remove_fast (self->connections, there.from);
  g_ptr_array_remove_fast (self->connections, there.to);
  g_mutex_unlock (&self->mutex);
  return TRUE;
}

CuttingProxy *
cutting_proxy_new (const char *socket, const char *upstream)
{
  CuttingProxy *self = g_new0 (CuttingProxy, 1);
  g_autoptr (GSocketAddress) address = g_unix_socket_address_new (socket);
  g_autoptr (GError) error = NULL;

  g_mutex_init (&self->mutex);
  self->upstream = g_strdup (upstream);
  self->connections = g_ptr_array_new_with_free_func (g_object_unref);
  self->service = g_threaded_socket_service_new (64);
  g_socket_listener_add_address (G_SOCKET_LISTENER (self->service), address, G_SOCKET_TYPE_STREAM,
                                 G_SOCKET_PROTOCOL_DEFAULT, NULL, NULL, &error);
  g_assert_no_error (error);
  g_signal_connect (self->service, "run", G_CALLBACK (run), self);
  g_socket_service_start (self->service);
  return self;
}

static void
close_connections (CuttingProxy *self)
{
  g_mutex_lock (&self->mutex);
  for (guint i = 0; i < self->connections->len; i++)
    g_socket_shutdown (g_ptr_array_index (self->connections, i), TRUE, TRUE, NULL);
  g_mutex_unlock (&self->mutex);
}

void
cutting_proxy_free (CuttingProxy *self)
{
  g_socket_service_stop (self->service);
  g_socket_listener_close (G_SOCKET_LISTENER (self->service));
  close_connections (self);
  /* Its threads hold a reference until they are through. */
  while (G_OBJECT (self->service)->ref_count > 1)
    g_main_context_iteration (NULL, FALSE);
  g_object_unref (self->service);
  g_ptr_array_unref (self->connections);
  g_mutex_clear (&self->mutex);
  g_free (self->upstream);
  g_free (self);
}

void
cutting_proxy_arm (CuttingProxy *self, CutDirection direction, gint64 n_bytes)
{
  g_mutex_lock (&self->mutex);
  self->armed = TRUE;
  self->direction = direction;
  self->left = n_bytes;
  g_mutex_unlock (&self->mutex);
}

gboolean
cutting_proxy_disarm (CuttingProxy *self)
{
  gboolean was_cut;

  g_mutex_lock (&self->mutex);
  was_cut = !self->armed;
  self->armed = FALSE;
  g_mutex_unlock (&self->mutex);
  return was_cut;
}

gboolean
cutting_proxy_was_cut (CuttingProxy *self)
{
  gboolean was_cut;

  g_mutex_lock (&self->mutex);
  was_cut = !self->armed;
  g_mutex_unlock (&self->mutex);
  return was_cut;
}

void
cutting_proxy_set_down (CuttingProxy *self, gboolean down)
{
  g_mutex_lock (&self->mutex);
  self->down = down;
  g_mutex_unlock (&self->mutex);
  if (down)
    close_connections (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-session-private.h"

/* The embedded service may crash or be killed. It is started again at the same address, so that connection and outbox
 * go on by themselves: first at once, then after longer and longer pauses, and after MAX_RESTARTS in vain only when
 * the person asks. What the outbox holds is sent with its old keys: nothing is lost and nothing done twice. */

#define MAX_RESTARTS      6
#define FIRST_PAUSE_MS    200
#define RUNS_WELL_SECONDS 60 /* a crash after that begins a new count */

static void restart (LpSession *self);

static void
set_service_state (LpSession *self, LpServiceState state, const GError *error)
{
  GError *kept = error != NULL ? g_error_copy (error) : NULL; /* first: it may be our own */

  g_clear_error (&self->service_error);
  self->service_error = kept;
  if (self->service_state == state)
    return;
  self->service_state = state;
  g_object_notify (G_OBJECT (self), "service-state");
  g_object_notify (G_OBJECT (self), "link-text");
}

static gboolean
restart_cb (gpointer user_data)
{
  LpSession *self = user_data;

  self->restart_source = 0;
  restart (self);
  return G_SOURCE_REMOVE;
}

static void
restart_later (LpSession *self, const GError *error)
{
  guint pause = self->n_restarts == 0 ? 0 : FIRST_PAUSE_MS << self->n_restarts;

  if (self->n_restarts == MAX_RESTARTS)
    {
      set_service_state (self, LP_SERVICE_FAILED, error);
      return;
    }
  self->n_restarts++;
  set_service_state (self, LP_SERVICE_RESTARTING, error);
  g_clear_handle_id (&self->restart_source, g_source_remove);
  self->restart_source = g_timeout_add (pause, restart_cb, self);
}

static void
restarted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LpSession) self = user_data;
  LpEmbeddedService *service = LP_EMBEDDED_SERVICE (source);
  g_autoptr (GError) error = NULL;
  g_autoptr (LpServerAddress) address = lp_embedded_service_start_finish (service, result, &error);

  if (self->service != service) /* closed, or another account, meanwhile */
    {
      lp_embedded_service_stop (service);
      return;
    }
  if (address == NULL)
    {
      restart_later (self, error);
      return;
    }
  self->service_since = g_get_monotonic_time ();
  set_service_state (self, LP_SERVICE_FINE, NULL);
  if (self->connection != NULL)
    lp_connection_poke (self->connection);
}

static void
restart (LpSession *self)
{
  lp_embedded_service_start_async (self->service, NULL, restarted_cb, g_object_ref (self));
}

static void
ended_cb (LpSession *self, const GError *error, LpEmbeddedService *service)
{
  if (self->service != service)
    return;
  if (g_get_monotonic_time () - self->service_since > (gint64) RUNS_WELL_SECONDS * G_USEC_PER_SEC)
    self->n_restarts = 0;
  restart_later (self, error);
}

void
lp_session_watch_service (LpSession *self)
{
  self->n_restarts = 0;
  self->service_since = g_get_monotonic_time ();
  set_service_state (self, LP_SERVICE_FINE, NULL);
  g_signal_connect_object (self->service, "ended", G_CALLBACK (ended_cb), self, G_CONNECT_SWAPPED);
}

void
lp_session_drop_service (LpSession *self)
{
  g_clear_handle_id (&self->restart_source, g_source_remove);
  if (self->service != NULL)
    lp_embedded_service_stop (self->service);
  g_clear_object (&self->service);
  g_clear_pointer (&self->service_at, lp_server_address_unref);
  set_service_state (self, LP_SERVICE_FINE, NULL);
}

void
lp_session_restart_service (LpSession *self)
{
  if (self->service == NULL || self->service_state != LP_SERVICE_FAILED)
    return;
  self->n_restarts = 1;
  set_service_state (self, LP_SERVICE_RESTARTING, self->service_error);
  restart (self);
}

LpServiceState
lp_session_get_service_state (LpSession *self)
{
  return self->service_state;
}

const GError *
lp_session_get_service_error (LpSession *self)
{
  return self->service_error;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-asking.h"

void
lp_asking_init (LpAsking *self, gpointer list, GParamSpec *loading, void (*ask) (GObject *list))
{
  self->list = list;
  self->loading = loading;
  self->ask = ask;
}

static gboolean
ask_cb (gpointer user_data)
{
  LpAsking *self = user_data;

  self->idle = 0;
  self->ask (self->list);
  if (self->running == NULL)
    g_object_notify_by_pspec (self->list, self->loading);
  return G_SOURCE_REMOVE;
}

static void
ask_soon (LpAsking *self)
{
  if (self->idle != 0)
    return;
  self->idle = g_idle_add_full (G_PRIORITY_DEFAULT, ask_cb, self, NULL);
  g_object_notify_by_pspec (self->list, self->loading);
}

static void
drop_query (LpAsking *self)
{
  if (self->running != NULL)
    g_cancellable_cancel (self->running);
  g_clear_object (&self->running);
  self->again = FALSE;
}

void
lp_asking_anew (LpAsking *self)
{
  drop_query (self);
  ask_soon (self);
}

void
lp_asking_again (LpAsking *self)
{
  if (self->running != NULL)
    self->again = TRUE;
  else
    ask_soon (self);
}

GCancellable *
lp_asking_begin (LpAsking *self)
{
  self->running = g_cancellable_new ();
  return self->running;
}

gboolean
lp_asking_end (LpAsking *self, const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return FALSE;
  g_clear_object (&self->running);
  return TRUE;
}

void
lp_asking_shown (LpAsking *self)
{
  if (self->again)
    {
      self->again = FALSE;
      ask_soon (self);
    }
  g_object_notify_by_pspec (self->list, self->loading);
}

void
lp_asking_stop (LpAsking *self)
{
  drop_query (self);
  g_clear_handle_id (&self->idle, g_source_remove);
}

gboolean
lp_asking_is_settled (const LpAsking *self)
{
  return self->idle == 0 && self->running == NULL;
}

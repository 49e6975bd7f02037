/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lp-sync.h"

#include "lp-backoff.h"
#include "lp-calls.h"
#include "lp-client-enums.h"
#include "lp-client-private.h"
#include "lp-event-stream.h"
#include "lp-sync-pages.h"

/* One round: who am I → is there a whole snapshot? if not, fetch one → changes since then, until there are no
 * more → listen. An event, a poke or the clock starts the next round; a failure makes it wait longer and longer. */

#define FIRST_WAIT_SECONDS 1
/* Events come through mostly; where they do not, this is how late a change shows. */
#define POLL_SECONDS 20

struct _LpSync
{
  GObject parent_instance;

  LpClient *client;
  LpReplica *replica;

  GCancellable *cancellable; /* of the present run; NULL while stopped */
  LpEventStream *events;
  LpConnectionState state;
  GError *error;
  guint timer;
  LpBackoff backoff;        /* before the next try after a failure */
  GNetworkMonitor *network; /* borrowed; NULL until the first failure */
  guint events_wait;        /* seconds before listening again */
  guint n_done;
  guint n_total;
  gboolean busy;
  gboolean again;    /* something new was told while busy */
  gboolean me_known; /* asked since the last start or reset */
  gboolean reset;    /* what the replica holds is to be replaced by a snapshot */
  gboolean fresh;    /* the next snapshot begins from nothing */
};

G_DEFINE_FINAL_TYPE (LpSync, lp_sync, G_TYPE_OBJECT)

enum
{
  PROP_STATE = 1,
  PROP_N_DONE,
  PROP_N_TOTAL,
  PROP_ERROR,
  N_PROPS
};

static GParamSpec *props[N_PROPS];

static void next_round (LpSync *self);
static void fetch_changes (LpSync *self);

static void
lp_sync_dispose (GObject *object)
{
  LpSync *self = LP_SYNC (object);

  lp_sync_stop (self);
  g_clear_object (&self->client);
  g_clear_object (&self->replica);
  G_OBJECT_CLASS (lp_sync_parent_class)->dispose (object);
}

static void
lp_sync_finalize (GObject *object)
{
  g_clear_error (&LP_SYNC (object)->error);
  G_OBJECT_CLASS (lp_sync_parent_class)->finalize (object);
}

static void
lp_sync_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  LpSync *self = LP_SYNC (object);

  switch (prop_id)
    {
    case PROP_STATE:
      g_value_set_enum (value, (gint) self->state);
      break;
    case PROP_N_DONE:
      g_value_set_uint (value, self->n_done);
      break;
    case PROP_N_TOTAL:
      g_value_set_uint (value, self->n_total);
      break;
    case PROP_ERROR:
      g_value_set_boxed (value, self->error);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
lp_sync_class_init (LpSyncClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->dispose = lp_sync_dispose;
  object_class->finalize = lp_sync_finalize;
  object_class->get_property = lp_sync_get_property;
  props[PROP_STATE] = g_param_spec_enum ("state", NULL, NULL, LP_TYPE_CONNECTION_STATE, LP_CONNECTION_OFFLINE,
                                         flags);
  props[PROP_N_DONE] = g_param_spec_uint ("n-done", NULL, NULL, 0, G_MAXUINT, 0, flags);
  props[PROP_N_TOTAL] = g_param_spec_uint ("n-total", NULL, NULL, 0, G_MAXUINT, 0, flags);
  props[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
}

static void
lp_sync_init (LpSync *self)
{
  self->state = LP_CONNECTION_OFFLINE;
  lp_backoff_reset (&self->backoff);
  self->events_wait = FIRST_WAIT_SECONDS;
}

LpSync *
lp_sync_new (LpClient *client, LpReplica *replica)
{
  LpSync *self = g_object_new (LP_TYPE_SYNC, NULL);

  self->client = g_object_ref (client);
  self->replica = g_object_ref (replica);
  return self;
}

static void
set_state (LpSync *self, LpConnectionState state)
{
  if (self->state == state)
    return;
  self->state = state;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_STATE]);
}

static void
set_progress (LpSync *self, guint n_done, guint n_total)
{
  self->n_done = n_done;
  if (n_total != 0 && n_total != self->n_total)
    {
      self->n_total = n_total;
      g_object_notify_by_pspec (G_OBJECT (self), props[PROP_N_TOTAL]);
    }
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_N_DONE]);
}

static void
set_error (LpSync *self, GError *error)
{
  if (self->error == NULL && error == NULL)
    return;
  g_clear_error (&self->error);
  self->error = error;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_ERROR]);
}

static gboolean
on_timer (gpointer user_data)
{
  LpSync *self = user_data;

  self->timer = 0;
  next_round (self);
  return G_SOURCE_REMOVE;
}

static void
start_timer (LpSync *self, guint seconds)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add_seconds (seconds, on_timer, self);
}

static void
start_retry_timer (LpSync *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  self->timer = g_timeout_add (lp_backoff_next (&self->backoff), on_timer, self);
}

static void
close_events (LpSync *self)
{
  if (self->events == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->events, self);
  lp_event_stream_close (self->events);
  g_clear_object (&self->events);
}

/* What is on its way shall not be taken for an answer to what is asked next. */
static void
forget_pending (LpSync *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  self->busy = FALSE;
  self->me_known = FALSE;
}

static void
start_over (LpSync *self)
{
  forget_pending (self);
  self->reset = TRUE;
  self->fresh = TRUE;
  next_round (self);
}

/* What is on its way over a network that was, or waits for its time, would come late. */
static void
on_network_changed (LpSync *self, gboolean available)
{
  if (!available || self->cancellable == NULL ||
      (self->state != LP_CONNECTION_OFFLINE && self->state != LP_CONNECTION_CONNECTING))
    return;
  forget_pending (self);
  lp_sync_poke (self);
}

/* Asked for late, so that nobody waits for it whose service answers. */
static void
watch_network (LpSync *self)
{
  if (self->network != NULL)
    return;
  self->network = g_network_monitor_get_default ();
  g_signal_connect_object (self->network, "network-changed", G_CALLBACK (on_network_changed), self,
                           G_CONNECT_SWAPPED);
}

/* Takes over the error. */
static void
fail (LpSync *self, GError *error)
{
  gboolean expired = g_error_matches (error, LP_ERROR, LP_ERROR_UNAUTHORIZED);

  if (self->cancellable == NULL || g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_error_free (error);
      return;
    }
  forget_pending (self);
  close_events (self);
  set_error (self, error);
  if (expired)
    {
      lp_sync_stop (self);
      set_state (self, LP_CONNECTION_EXPIRED);
      return;
    }
  set_state (self, LP_CONNECTION_OFFLINE);
  watch_network (self);
  start_retry_timer (self);
}

/* Whether a callback belongs to a run that was stopped meanwhile. */
static gboolean
is_over (LpSync *self, GAsyncResult *result)
{
  GCancellable *cancellable = g_task_get_cancellable (G_TASK (result));

  return self->cancellable == NULL || cancellable != self->cancellable;
}

static void
on_event (LpSync *self)
{
  self->events_wait = FIRST_WAIT_SECONDS;
  lp_sync_poke (self);
}

static void
on_alive (LpSync *self)
{
  if (!self->busy && self->state == LP_CONNECTION_ONLINE)
    lp_replica_touch (self->replica);
}

static void
on_events_ended (LpSync *self)
{
  close_events (self);
  if (self->cancellable == NULL || self->busy)
    return;
  /* Find out whether the service is still there, but not every second where events never come through. */
  start_timer (self, self->events_wait);
  self->events_wait = MIN (self->events_wait * 2, POLL_SECONDS);
}

static void
listen (LpSync *self)
{
  if (self->events != NULL)
    return;
  self->events = lp_event_stream_new (self->client);
  g_signal_connect_object (self->events, "event", G_CALLBACK (on_event), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->events, "alive", G_CALLBACK (on_alive), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->events, "ended", G_CALLBACK (on_events_ended), self, G_CONNECT_SWAPPED);
}

static void
rest (LpSync *self)
{
  self->busy = FALSE;
  lp_backoff_reset (&self->backoff);
  set_error (self, NULL);
  lp_replica_touch (self->replica);
  set_state (self, LP_CONNECTION_ONLINE);
  if (self->cancellable == NULL)
    return;
  if (self->events == NULL)
    listen (self);
  start_timer (self, POLL_SECONDS);
  if (self->again)
    next_round (self);
}

/* Snapshot */

static void
on_adopted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LpSync) self = user_data;
  GError *error = NULL;

  if (!lp_replica_adopt_snapshot_finish (LP_REPLICA (source), result, &error))
    {
      fail (self, error);
      return;
    }
  if (is_over (self, result))
    return;
  self->reset = FALSE;
  fetch_changes (self);
}

/* The progress is what has been stored. */
static void
on_page_added (const LpFeedPage *page, gpointer user_data)
{
  LpSync *self = user_data;

  set_progress (self, self->n_done + page->n_items, (guint) page->total);
}

static void
on_pages_added (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LpSync) self = user_data;
  GError *error = NULL;
  LpPagesEnd end = lp_sync_pages_finish (result, &error);

  if (is_over (self, result))
    {
      g_clear_error (&error);
      return;
    }
  self->fresh = end == LP_PAGES_UNSTORED;
  if (error != NULL)
    fail (self, error);
  else if (end == LP_PAGES_RESET)
    start_over (self); /* the token is too old, or rights have changed meanwhile */
  else
    lp_replica_adopt_snapshot_async (self->replica, self->cancellable, on_adopted, g_object_ref (self));
}

static void
on_begun (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LpSync) self = user_data;
  GError *error = NULL;
  g_autofree char *token = NULL;
  guint n_done = 0;
  guint n_total = 0;

  if (!lp_replica_begin_snapshot_finish (LP_REPLICA (source), result, &token, &n_done, &n_total, &error))
    {
      fail (self, error);
      return;
    }
  if (is_over (self, result))
    return;
  self->fresh = FALSE;
  set_progress (self, n_done, n_total);
  lp_sync_pages_async (self->client, self->replica, TRUE, token, on_page_added, self->cancellable,
                       on_pages_added, g_object_ref (self));
}

static void
fetch_snapshot (LpSync *self)
{
  set_state (self, LP_CONNECTION_SYNCING);
  lp_replica_begin_snapshot_async (self->replica, !self->fresh, self->cancellable, on_begun,
                                   g_object_ref (self));
}

/* Changes */

static void
on_pages_applied (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LpSync) self = user_data;
  GError *error = NULL;
  LpPagesEnd end = lp_sync_pages_finish (result, &error);

  if (is_over (self, result))
    {
      g_clear_error (&error);
      return;
    }
  if (error != NULL)
    fail (self, error);
  else if (end == LP_PAGES_RESET)
    start_over (self);
  else
    rest (self);
}

static void
fetch_changes (LpSync *self)
{
  self->again = FALSE;
  lp_sync_pages_async (self->client, self->replica, FALSE, lp_replica_get_token (self->replica), NULL,
                       self->cancellable, on_pages_applied, g_object_ref (self));
}

/* Who am I */

static void
fetch_objects (LpSync *self)
{
  if (self->reset || !lp_replica_is_complete (self->replica))
    fetch_snapshot (self);
  else
    fetch_changes (self);
}

static void
on_me_set (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LpSync) self = user_data;
  GError *error = NULL;

  if (!lp_replica_set_me_finish (LP_REPLICA (source), result, &error))
    {
      fail (self, error);
      return;
    }
  if (is_over (self, result))
    return;
  self->me_known = TRUE;
  fetch_objects (self);
}

static void
on_me (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LpSync) self = user_data;
  GError *error = NULL;
  g_autoptr (LpReply) reply = lp_client_send_finish (LP_CLIENT (source), result, NULL, &error);
  JsonObject *object = reply != NULL ? lp_reply_get_object (reply, &error) : NULL;

  if (is_over (self, result))
    {
      g_clear_error (&error);
      return;
    }
  if (object == NULL)
    fail (self, error);
  else
    lp_replica_set_me_async (self->replica, object, self->cancellable, on_me_set, g_object_ref (self));
}

static void
next_round (LpSync *self)
{
  g_autoptr (LpRequest) request = NULL;

  if (self->cancellable == NULL || self->busy)
    return;
  g_clear_handle_id (&self->timer, g_source_remove);
  self->busy = TRUE;
  self->again = FALSE;
  if (self->me_known)
    {
      fetch_objects (self);
      return;
    }
  if (self->state != LP_CONNECTION_SYNCING && self->state != LP_CONNECTION_ONLINE)
    set_state (self, LP_CONNECTION_CONNECTING);
  request = lp_call_get_me ();
  lp_client_send_async (self->client, request, self->cancellable, on_me, g_object_ref (self));
}

void
lp_sync_start (LpSync *self)
{
  if (self->cancellable != NULL)
    return;
  self->cancellable = g_cancellable_new ();
  self->me_known = FALSE;
  self->busy = FALSE;
  lp_backoff_reset (&self->backoff);
  next_round (self);
}

void
lp_sync_stop (LpSync *self)
{
  g_clear_handle_id (&self->timer, g_source_remove);
  close_events (self);
  if (self->cancellable != NULL)
    g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  self->busy = FALSE;
}

void
lp_sync_poke (LpSync *self)
{
  lp_backoff_reset (&self->backoff);
  if (self->busy)
    self->again = TRUE;
  else
    next_round (self);
}

LpConnectionState
lp_sync_get_state (LpSync *self)
{
  return self->state;
}

guint
lp_sync_get_n_done (LpSync *self)
{
  return self->n_done;
}

guint
lp_sync_get_n_total (LpSync *self)
{
  return self->n_total;
}

const GError *
lp_sync_get_error (LpSync *self)
{
  return self->error;
}

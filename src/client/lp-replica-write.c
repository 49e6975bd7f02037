/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lp-replica-private.h"
#include "lp-wire.h"

/* Changes: pages of the change feed and replies, applied on the worker, then told in the main context. */

gboolean
lp_replica_store_page_meta (LpReplicaStore *store, const LpFeedPage *page, GError **error)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, g_get_real_time () / G_USEC_PER_SEC);
  g_autofree char *heard_on = g_strdup_printf ("%d", lp_date_today (zone));
  char today[LP_DATE_STRING_SIZE];

  if (page->next != NULL && (!lp_replica_store_set_meta (store, "token", page->next, error) ||
                             !lp_replica_store_set_meta (store, "as_of", now, error)))
    return FALSE;
  return page->today == LP_DATE_NONE ||
         (lp_replica_store_set_meta (store, "today", lp_date_format (page->today, today), error) &&
          lp_replica_store_set_meta (store, "fixed_today", page->fixed_today ? "1" : "0", error) &&
          lp_replica_store_set_meta (store, "heard_on", heard_on, error));
}

/* Task data of everything that writes. */
typedef struct
{
  GBytes *bytes;    /* a page as it came, or NULL with … */
  JsonArray *items; /* … its items, … */
  char *next;       /* … and what the page would have told */
  LpDate today;
  gboolean fixed_today;
  LpPage *page;
  JsonObject *me;
  LpTouched touched;
} Work;

static void
work_free (Work *work)
{
  g_clear_pointer (&work->bytes, g_bytes_unref);
  g_clear_pointer (&work->items, json_array_unref);
  g_free (work->next);
  g_clear_pointer (&work->page, lp_page_free);
  g_clear_pointer (&work->me, json_object_unref);
  lp_touched_clear (&work->touched);
  g_free (work);
}

static LpPage *
read_page (Work *work, GError **error)
{
  LpPage *page;

  if (work->bytes != NULL)
    return lp_page_read (work->bytes, error);
  page = lp_page_read_items (work->items, error);
  if (page == NULL)
    return NULL;
  page->feed->next = g_steal_pointer (&work->next);
  page->feed->today = work->today;
  page->feed->fixed_today = work->fixed_today;
  return page;
}

static gboolean
apply (LpReplica *self, Work *work, GError **error)
{
  g_autoptr (GMutexLocker) locker = g_mutex_locker_new (&self->memory);
  LpReplicaStore *store = self->store;

  if (!lp_db_begin (store->db, error))
    return FALSE;
  if (lp_replica_store_apply (store, work->page, &work->touched, error) &&
      lp_replica_store_page_meta (store, work->page->feed, error) && lp_db_commit (store->db, error))
    return TRUE;
  lp_db_rollback (store->db);
  lp_replica_store_reload (store, NULL);
  return FALSE;
}

static void
apply_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  LpReplica *self = source;
  Work *work = task_data;
  GError *error = NULL;
  gboolean done;

  work->page = read_page (work, &error);
  done = work->page != NULL && (work->page->feed->reset || apply (self, work, &error));
  if (work->page != NULL)
    lp_page_drop_items (work->page);
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
on_applied (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LpReplica *self = LP_REPLICA (source);
  Work *work = g_task_get_task_data (G_TASK (result));
  const LpFeedPage *feed;
  GError *error = NULL;

  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }
  feed = work->page->feed;
  if (!feed->reset)
    {
      if (feed->next != NULL)
        {
          g_free (self->token);
          self->token = g_strdup (feed->next);
          lp_replica_notify_as_of (self);
        }
      lp_replica_hear_today (self, feed->today, feed->fixed_today);
      if (work->touched.ids != NULL)
        g_ptr_array_add (work->touched.ids, NULL);
      lp_replica_emit_changed (self, &work->touched, FALSE);
    }
  g_task_return_pointer (task, g_steal_pointer (&work->page), (GDestroyNotify) lp_page_free);
}

/* Takes over @work. */
static void
push_work (LpReplica *self,
           Work *work,
           GTaskThreadFunc func,
           GAsyncReadyCallback done,
           GCancellable *cancellable,
           GAsyncReadyCallback callback,
           gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  GTask *inner = g_task_new (self, NULL, done, task);

  g_task_set_source_tag (task, push_work);
  g_task_set_check_cancellable (task, FALSE);
  g_task_set_task_data (inner, work, (GDestroyNotify) work_free);
  if (self->worker != NULL)
    {
      lp_worker_push (self->worker, inner, func);
      return;
    }
  g_task_return_new_error (inner, LP_ERROR, LP_ERROR_STORAGE, "The local copy has been deleted");
  g_object_unref (inner);
}

void
lp_replica_apply_page_async (LpReplica *self,
                             GBytes *bytes,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  Work *work = g_new0 (Work, 1);

  work->bytes = g_bytes_ref (bytes);
  push_work (self, work, apply_in_thread, on_applied, cancellable, callback, user_data);
}

LpPage *
lp_replica_apply_page_finish (LpReplica *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

void
lp_replica_apply_async (LpReplica *self,
                        JsonArray *items,
                        const char *next,
                        LpDate today,
                        gboolean fixed_today,
                        GCancellable *cancellable,
                        GAsyncReadyCallback callback,
                        gpointer user_data)
{
  Work *work = g_new0 (Work, 1);

  work->items = json_array_ref (items);
  work->next = g_strdup (next);
  work->today = today;
  work->fixed_today = fixed_today;
  push_work (self, work, apply_in_thread, on_applied, cancellable, callback, user_data);
}

gboolean
lp_replica_apply_finish (LpReplica *self, GAsyncResult *result, GError **error)
{
  g_autoptr (LpPage) page = g_task_propagate_pointer (G_TASK (result), error);

  return page != NULL;
}

static void
set_me_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  LpReplica *self = source;
  Work *work = task_data;
  GError *error = NULL;
  LpMe *me = lp_me_read (work->me, &error);
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), work->me);
  g_autofree char *text = json_to_string (node, FALSE);

  if (me == NULL || !lp_replica_store_set_meta (self->store, "me", text, &error))
    {
      g_clear_pointer (&me, lp_me_unref);
      g_task_return_error (task, error);
      return;
    }
  g_clear_pointer (&self->store->me, lp_me_unref);
  self->store->me = lp_me_ref (me);
  g_task_return_pointer (task, me, (GDestroyNotify) lp_me_unref);
}

static void
on_me_set (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LpReplica *self = LP_REPLICA (source);
  const LpTouched touched = { .kinds = LP_KIND_ME };
  GError *error = NULL;
  LpMe *me = g_task_propagate_pointer (G_TASK (result), &error);

  if (me == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  g_clear_pointer (&self->me, lp_me_unref);
  self->me = me;
  lp_replica_hear_today (self, me->today, me->fixed_today);
  lp_replica_emit_changed (self, &touched, FALSE);
  g_task_return_boolean (task, TRUE);
}

void
lp_replica_set_me_async (LpReplica *self,
                         JsonObject *me,
                         GCancellable *cancellable,
                         GAsyncReadyCallback callback,
                         gpointer user_data)
{
  Work *work = g_new0 (Work, 1);

  work->me = json_object_ref (me);
  push_work (self, work, set_me_in_thread, on_me_set, cancellable, callback, user_data);
}

gboolean
lp_replica_set_me_finish (LpReplica *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

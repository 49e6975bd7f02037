/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lc-store-private.h"

/* The way of a job: from its caller into a queue, from the queue in batches to a thread, and back to the caller's
 * main context. */

/* Keeps the wait of the first job of a group short. */
#define MAX_GROUP 256
/* Jobs that share a reader's snapshot and its one wake-up of the main context. */
#define MAX_READS 8

static void
work_free (gpointer data)
{
  LcWork *work = data;

  if (work->destroy != NULL)
    work->destroy (work->data);

  g_clear_error (&work->error);
  g_free (work);
}

/* How many jobs at the head of a queue may run: all, or those of the daily job while a day is not open. */
static guint
count_ready (LcStore *store, GQueue *queue)
{
  guint n = 0;

  if (queue->length == 0 || lc_store_is_day_open (store))
    return queue->length;

  for (const GList *one = queue->head; one != NULL && ((const LcWork *) one->data)->first; one = one->next)
    n++;
  if (n < queue->length)
    lc_store_note_day_over (store);

  return n;
}

static GPtrArray *
take (LcStore *store, GQueue *queue, GCond *queued, guint *n_waiting, guint sharers, guint limit)
{
  GPtrArray *batch = NULL;
  guint n;

  g_mutex_lock (&store->mutex);
  while ((n = count_ready (store, queue)) == 0 && !store->closing)
    {
      (*n_waiting)++;
      g_cond_wait (queued, &store->mutex);
      (*n_waiting)--;
    }

  if (n > 0)
    {
      n = MIN ((n + sharers - 1) / sharers, limit);
      batch = g_ptr_array_sized_new (n);
      for (guint i = 0; i < n; i++)
        g_ptr_array_add (batch, g_queue_pop_head (queue));
    }

  g_mutex_unlock (&store->mutex);
  return batch;
}

GPtrArray *
lc_store_take_writes (LcStore *store)
{
  return take (store, &store->writes, &store->write_queued, &store->n_waiting_writers, 1, MAX_GROUP);
}

GPtrArray *
lc_store_take_reads (LcStore *store)
{
  return take (store, &store->reads, &store->read_queued, &store->n_waiting_readers, store->n_readers,
               MAX_READS);
}

void
lc_store_finish_task (GTask *task)
{
  LcWork *work = g_task_get_task_data (task);

  if (work->error != NULL)
    g_task_return_error (task, g_steal_pointer (&work->error));
  else
    g_task_return_pointer (task, g_steal_pointer (&work->result), NULL);
  g_object_unref (task);
}

static gboolean
deliver_in_context (gpointer data)
{
  GPtrArray *finished = data;

  for (guint i = 0; i < finished->len; i++)
    lc_store_finish_task (g_ptr_array_index (finished, i));

  return G_SOURCE_REMOVE;
}

static void
send_to_context (GMainContext *context, GPtrArray *tasks)
{
  g_autoptr (GSource) source = g_idle_source_new ();

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_static_name (source, "finished jobs");
  g_source_set_callback (source, deliver_in_context, tasks, (GDestroyNotify) g_ptr_array_unref);
  g_source_attach (source, context);
}

/* Takes the tasks of the first one's context out of @finished. */
static void
deliver_one_context (LcStore *store, GPtrArray *finished)
{
  GMainContext *context = NULL;
  GPtrArray *tasks = g_ptr_array_sized_new (finished->len);

  for (guint i = 0; i < finished->len; i++)
    {
      LcWork *work = g_ptr_array_index (finished, i);

      if (work == NULL || (context != NULL && g_task_get_context (work->task) != context))
        continue;

      context = g_task_get_context (work->task);
      g_ptr_array_add (tasks, work->task);
      g_ptr_array_index (finished, i) = NULL;
    }

  if (context == store->context)
    lc_finished_add (store->finished, tasks);
  else
    send_to_context (context, tasks);
}

/* Ends blocking calls, which mostly there are none of, and takes them out. */
static void
release_waiting (LcStore *store, GPtrArray *finished)
{
  gboolean any = FALSE;

  for (guint i = 0; !any && i < finished->len; i++)
    any = ((const LcWork *) g_ptr_array_index (finished, i))->task == NULL;
  if (!any)
    return;

  g_mutex_lock (&store->mutex);
  for (guint i = 0; i < finished->len; i++)
    {
      LcWork *work = g_ptr_array_index (finished, i);

      if (work->task != NULL)
        continue;

      work->done = TRUE;
      g_ptr_array_index (finished, i) = NULL;
    }
  g_cond_broadcast (&store->work_done);
  g_mutex_unlock (&store->mutex);
}

void
lc_store_deliver (LcStore *store, GPtrArray *finished)
{
  release_waiting (store, finished);
  for (guint i = 0; i < finished->len; i++)
    if (g_ptr_array_index (finished, i) != NULL)
      deliver_one_context (store, finished);

  g_ptr_array_unref (finished);
}

static gboolean
emit_committed (gpointer data)
{
  LcStore *store = LC_STORE (data);

  g_mutex_lock (&store->mutex);
  store->commit_noted = FALSE;
  g_mutex_unlock (&store->mutex);

  g_signal_emit_by_name (store, "committed");
  return G_SOURCE_REMOVE;
}

void
lc_store_note_commit (LcStore *store)
{
  gboolean noted;

  g_mutex_lock (&store->mutex);
  noted = store->commit_noted || store->closing;
  store->commit_noted = TRUE;
  g_mutex_unlock (&store->mutex);

  if (!noted)
    {
      g_autoptr (GSource) source = g_idle_source_new ();

      g_source_set_callback (source, emit_committed, g_object_ref (store), g_object_unref);
      g_source_attach (source, store->context);
    }
}

/* Returns FALSE if the store is closing. */
static gboolean
push (LcStore *store, gboolean writes, LcWork *work)
{
  gboolean open, waited_for;

  g_mutex_lock (&store->mutex);
  open = !store->closing;
  waited_for = (writes ? store->n_waiting_writers : store->n_waiting_readers) > 0;
  if (open)
    {
      GQueue *queue = writes ? &store->writes : &store->reads;

      if (work->first)
        g_queue_push_head (queue, work);
      else
        g_queue_push_tail (queue, work);
    }
  g_mutex_unlock (&store->mutex);
  /* Not before: a thread that wakes up would wait for the mutex next. Those that are at work look by themselves. */
  if (open && waited_for)
    g_cond_signal (writes ? &store->write_queued : &store->read_queued);
  return open;
}

void
lc_store_push_again (LcStore *store, LcWork *work)
{
  g_mutex_lock (&store->mutex);
  g_queue_push_tail (&store->writes, work);
  g_mutex_unlock (&store->mutex);
}

static GError *
closing_error (void)
{
  return g_error_new_literal (LP_ERROR, LP_ERROR_BUSY, "The service is stopping; try again later.");
}

static void
run_async (LcStore *store,
           gboolean writes,
           gboolean alone,
           LcJob job,
           gpointer data,
           GDestroyNotify destroy,
           GAsyncReadyCallback callback,
           gpointer user_data)
{
  GTask *task = g_task_new (store, NULL, callback, user_data);
  LcWork *work = g_new0 (LcWork, 1);

  g_task_set_source_tag (task, lc_store_write_async);
  work->job = job;
  work->alone = alone;
  work->data = data;
  work->destroy = destroy;
  work->task = task;
  g_task_set_task_data (task, work, work_free);

  if (!push (store, writes, work))
    {
      g_task_return_error (task, closing_error ());
      g_object_unref (task);
    }
}

void
lc_store_write_async (LcStore *store,
                      LcJob job,
                      gpointer data,
                      GDestroyNotify destroy,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  run_async (store, TRUE, FALSE, job, data, destroy, callback, user_data);
}

void
lc_store_write_alone_async (LcStore *store,
                            LcJob job,
                            gpointer data,
                            GDestroyNotify destroy,
                            GAsyncReadyCallback callback,
                            gpointer user_data)
{
  run_async (store, TRUE, TRUE, job, data, destroy, callback, user_data);
}

void
lc_store_read_async (LcStore *store,
                     LcJob job,
                     gpointer data,
                     GDestroyNotify destroy,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  run_async (store, FALSE, FALSE, job, data, destroy, callback, user_data);
}

gpointer
lc_store_finish (LcStore *store, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gpointer
run_blocking (LcStore *store, gboolean writes, LcWork work, GError **error)
{

  if (!push (store, writes, &work))
    {
      g_propagate_error (error, closing_error ());
      return NULL;
    }

  g_mutex_lock (&store->mutex);
  while (!work.done)
    g_cond_wait (&store->work_done, &store->mutex);
  g_mutex_unlock (&store->mutex);

  if (work.error != NULL)
    g_propagate_error (error, work.error);

  return work.result;
}

gpointer
lc_store_write (LcStore *store, LcJob job, gpointer data, GError **error)
{
  return run_blocking (store, TRUE, (LcWork){ .job = job, .data = data }, error);
}

gpointer
lc_store_write_alone (LcStore *store, LcJob job, gpointer data, GError **error)
{
  return run_blocking (store, TRUE, (LcWork){ .job = job, .data = data, .alone = TRUE }, error);
}

gpointer
lc_store_read (LcStore *store, LcJob job, gpointer data, GError **error)
{
  return run_blocking (store, FALSE, (LcWork){ .job = job, .data = data }, error);
}

gpointer
lc_store_write_first (LcStore *store, LcJob job, gpointer data, GError **error)
{
  return run_blocking (store, TRUE, (LcWork){ .job = job, .data = data, .first = TRUE }, error);
}

gpointer
lc_store_read_first (LcStore *store, LcJob job, gpointer data, GError **error)
{
  return run_blocking (store, FALSE, (LcWork){ .job = job, .data = data, .first = TRUE }, error);
}

static void
take_waiting (GQueue *queue, const GError *error, GPtrArray *refused)
{
  GQueue kept = G_QUEUE_INIT;
  LcWork *work;

  while ((work = g_queue_pop_head (queue)) != NULL)
    if (work->first)
      g_queue_push_tail (&kept, work);
    else
      {
        work->error = error != NULL ? g_error_copy (error) : closing_error ();
        g_ptr_array_add (refused, work);
      }

  *queue = kept;
}

void
lc_store_refuse_day (LcStore *store, const GError *error)
{
  GPtrArray *refused = g_ptr_array_new ();

  g_mutex_lock (&store->mutex);
  if (!lc_store_is_day_open (store))
    {
      take_waiting (&store->writes, error, refused);
      take_waiting (&store->reads, error, refused);
    }
  store->day_over_noted = FALSE;
  g_mutex_unlock (&store->mutex);

  lc_store_deliver (store, refused);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lp-worker.h"

struct _LpWorker
{
  GThread *thread;
  GAsyncQueue *queue; /* of Work */
  guint64 patience;   /* in µs */
  void (*rest) (gpointer user_data);
  gpointer user_data; /* of rest */
};

/* Where lp_worker_flush() waits. */
typedef struct
{
  GMutex mutex;
  GCond cond;
  gboolean reached;
} Mark;

typedef struct
{
  GTask *task; /* NULL: the end, or a mark */
  GTaskThreadFunc func;
  Mark *mark;
} Work;

static gboolean
drop_task (gpointer user_data)
{
  return G_SOURCE_REMOVE;
}

/* A task holds its source object, which may own this very worker: the last reference must not go away on the
 * worker's thread, or it would wait for itself. */
static void
drop_in_context (GTask *task)
{
  g_autoptr (GSource) idle = g_idle_source_new ();

  g_source_set_priority (idle, G_PRIORITY_DEFAULT);
  g_source_set_static_name (idle, "[license-portal] drop a task");
  g_source_set_callback (idle, drop_task, task, g_object_unref);
  g_source_attach (idle, g_task_get_context (task));
}

static void
mark_reach (Mark *mark)
{
  g_mutex_lock (&mark->mutex);
  mark->reached = TRUE;
  g_cond_signal (&mark->cond);
  g_mutex_unlock (&mark->mutex);
}

/* The next work. Rests once if there is none for a while. */
static Work *
wait_for_work (LpWorker *self, gboolean worked)
{
  Work *work = worked && self->rest != NULL ? g_async_queue_timeout_pop (self->queue, self->patience) : NULL;

  if (work != NULL)
    return work;
  if (worked && self->rest != NULL)
    self->rest (self->user_data);
  return g_async_queue_pop (self->queue);
}

static gpointer
run (gpointer user_data)
{
  LpWorker *self = user_data;
  gboolean worked = FALSE;

  while (TRUE)
    {
      g_autofree Work *work = wait_for_work (self, worked);

      worked = TRUE;
      if (work->mark != NULL)
        {
          mark_reach (work->mark);
          continue;
        }
      if (work->task == NULL)
        return NULL;
      if (!g_task_return_error_if_cancelled (work->task))
        work->func (work->task, g_task_get_source_object (work->task), g_task_get_task_data (work->task),
                    g_task_get_cancellable (work->task));
      drop_in_context (work->task);
    }
}

LpWorker *
lp_worker_new (const char *name)
{
  LpWorker *self = g_new0 (LpWorker, 1);

  self->queue = g_async_queue_new ();
  self->thread = g_thread_new (name, run, self);
  return self;
}

void
lp_worker_set_rest (LpWorker *self, guint seconds, void (*rest) (gpointer user_data), gpointer user_data)
{
  self->patience = seconds * G_USEC_PER_SEC;
  self->rest = rest;
  self->user_data = user_data;
}

void
lp_worker_push (LpWorker *self, GTask *task, GTaskThreadFunc func)
{
  Work *work = g_new0 (Work, 1);

  work->task = task;
  work->func = func;
  g_async_queue_push (self->queue, work);
}

void
lp_worker_flush (LpWorker *self)
{
  Work *work = g_new0 (Work, 1);
  Mark mark = { .reached = FALSE };

  g_mutex_init (&mark.mutex);
  g_cond_init (&mark.cond);
  work->mark = &mark;
  g_mutex_lock (&mark.mutex);
  g_async_queue_push (self->queue, work);
  while (!mark.reached)
    g_cond_wait (&mark.cond, &mark.mutex);
  g_mutex_unlock (&mark.mutex);
  g_cond_clear (&mark.cond);
  g_mutex_clear (&mark.mutex);
}

void
lp_worker_free (LpWorker *self)
{
  g_async_queue_push (self->queue, g_new0 (Work, 1));
  g_thread_join (self->thread);
  g_async_queue_unref (self->queue);
  g_free (self);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lp-worker.h"

struct _LpWorker
{
  GThread *thread;
  GAsyncQueue *queue; /* of Work */
};

typedef struct
{
  GTask *task; /* NULL: the end */
  GTaskThreadFunc func;
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

static gpointer
run (gpointer user_data)
{
  LpWorker *self = user_data;

  while (TRUE)
    {
      g_autofree Work *work = g_async_queue_pop (self->queue);

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
lp_worker_push (LpWorker *self, GTask *task, GTaskThreadFunc func)
{
  Work *work = g_new0 (Work, 1);

  work->task = task;
  work->func = func;
  g_async_queue_push (self->queue, work);
}

void
lp_worker_free (LpWorker *self)
{
  g_async_queue_push (self->queue, g_new0 (Work, 1));
  g_thread_join (self->thread);
  g_async_queue_unref (self->queue);
  g_free (self);
}

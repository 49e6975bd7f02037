/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lc-finished.h"

typedef struct
{
  GSource source;

  GMutex mutex;
  GPtrArray *tasks; /* NULL: none; written under the mutex */
  void (*finish) (GTask *task);
} Finished;

static gboolean
check (GSource *source)
{
  return g_atomic_pointer_get (&((Finished *) source)->tasks) != NULL;
}

static gboolean
prepare (GSource *source, int *timeout)
{
  *timeout = -1;
  return check (source);
}

static gboolean
dispatch (GSource *source, GSourceFunc callback, gpointer data)
{
  Finished *self = (Finished *) source;
  g_autoptr (GPtrArray) tasks = NULL;

  g_mutex_lock (&self->mutex);
  tasks = self->tasks;
  g_atomic_pointer_set (&self->tasks, NULL);
  g_mutex_unlock (&self->mutex);

  for (guint i = 0; tasks != NULL && i < tasks->len; i++)
    self->finish (g_ptr_array_index (tasks, i));
  return G_SOURCE_CONTINUE;
}

static void
finalize (GSource *source)
{
  Finished *self = (Finished *) source;

  g_clear_pointer (&self->tasks, g_ptr_array_unref);
  g_mutex_clear (&self->mutex);
}

GSource *
lc_finished_new (GMainContext *context, void (*finish) (GTask *task))
{
  static GSourceFuncs funcs = {
    .prepare = prepare, .check = check, .dispatch = dispatch, .finalize = finalize
  };
  GSource *source = g_source_new (&funcs, sizeof (Finished));
  Finished *self = (Finished *) source;

  g_mutex_init (&self->mutex);
  self->finish = finish;
  g_source_set_static_name (source, "finished jobs");
  /* Whoever waits for another job while one is finished gets it. */
  g_source_set_can_recurse (source, TRUE);
  g_source_attach (source, context);
  return source;
}

void
lc_finished_add (GSource *source, GPtrArray *tasks)
{
  Finished *self = (Finished *) source;
  gboolean first;

  g_mutex_lock (&self->mutex);
  first = self->tasks == NULL;
  if (first)
    g_atomic_pointer_set (&self->tasks, g_ptr_array_ref (tasks));
  else
    g_ptr_array_extend (self->tasks, tasks, NULL, NULL);
  g_mutex_unlock (&self->mutex);

  g_ptr_array_unref (tasks);
  if (first)
    g_main_context_wakeup (g_source_get_context (source));
}

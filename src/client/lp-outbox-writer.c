/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lp-outbox-writer.h"

#include "lp-worker.h"

struct _LpOutboxWriter
{
  LpWorker *worker;
  LpOutboxStore *store; /* belongs to the worker's thread while that runs */
  char *directory;
  char *person_id;
};

/* What the thread does with one change; NULL where it is about all of them. */
typedef gboolean (*Write) (LpOutboxWriter *self, LpChange *change, GError **error);

typedef struct
{
  LpOutboxWriter *writer;
  Write write;
  LpChange *change;
} Job;

static void
job_free (gpointer data)
{
  Job *job = data;

  g_clear_object (&job->change);
  g_free (job);
}

static void
write_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  Job *job = data;
  GError *error = NULL;

  if (job->write (job->writer, job->change, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* Takes over the change. */
static void
push (LpOutboxWriter *self,
      Write write,
      LpChange *change,
      gpointer source,
      GAsyncReadyCallback callback,
      gpointer user_data)
{
  GTask *task = g_task_new (source, NULL, callback, user_data);
  Job *job = g_new0 (Job, 1);

  g_task_set_source_tag (task, push);
  job->writer = self;
  job->write = write;
  job->change = change;
  g_task_set_task_data (task, job, job_free);
  lp_worker_push (self->worker, task, write_in_thread);
}

static gboolean
add (LpOutboxWriter *self, LpChange *change, GError **error)
{
  gint64 id = lp_outbox_store_add (self->store, self->person_id, change, error);

  if (id != 0)
    lp_change_set_id (change, id);
  return id != 0;
}

static gboolean
update (LpOutboxWriter *self, LpChange *change, GError **error)
{
  return lp_outbox_store_update (self->store, change, error);
}

static gboolean
remove_one (LpOutboxWriter *self, LpChange *change, GError **error)
{
  return lp_outbox_store_remove (self->store, lp_change_get_id (change), error);
}

static gboolean
wipe (LpOutboxWriter *self, LpChange *change, GError **error)
{
  return lp_outbox_store_wipe (self->store, self->person_id, error);
}

void
lp_outbox_writer_add_async (LpOutboxWriter *self,
                            LpChange *change,
                            GAsyncReadyCallback callback,
                            gpointer source,
                            gpointer user_data)
{
  push (self, add, g_object_ref (change), source, callback, user_data);
}

void
lp_outbox_writer_update (LpOutboxWriter *self, LpChange *change)
{
  /* The thread gets the change as it is now: this one may be tried again meanwhile. */
  push (self, update, lp_change_copy (change), NULL, NULL, NULL);
}

void
lp_outbox_writer_remove (LpOutboxWriter *self, LpChange *change)
{
  push (self, remove_one, lp_change_copy (change), NULL, NULL, NULL);
}

void
lp_outbox_writer_wipe_async (LpOutboxWriter *self,
                             GAsyncReadyCallback callback,
                             gpointer source,
                             gpointer user_data)
{
  push (self, wipe, NULL, source, callback, user_data);
}

gboolean
lp_outbox_writer_finish (GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

void
lp_outbox_writer_flush (LpOutboxWriter *self)
{
  lp_worker_flush (self->worker);
}

void
lp_outbox_writer_free (LpOutboxWriter *self)
{
  g_clear_pointer (&self->worker, lp_worker_free);
  g_clear_pointer (&self->store, lp_outbox_store_close);
  g_free (self->directory);
  g_free (self->person_id);
  g_free (self);
}

static void
open_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  LpOutboxWriter *self = data;
  GPtrArray *changes = NULL;
  GError *error = NULL;

  self->store = lp_outbox_store_open (self->directory, &error);
  if (self->store != NULL)
    changes = lp_outbox_store_load (self->store, self->person_id, &error);
  if (changes != NULL)
    g_task_return_pointer (task, changes, (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

void
lp_outbox_writer_open_async (const char *directory,
                             const char *person_id,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  LpOutboxWriter *self = g_new0 (LpOutboxWriter, 1);

  g_task_set_source_tag (task, lp_outbox_writer_open_async);
  self->directory = g_strdup (directory);
  self->person_id = g_strdup (person_id);
  self->worker = lp_worker_new ("outbox");
  g_task_set_task_data (task, self, NULL);
  lp_worker_push (self->worker, task, open_in_thread);
}

LpOutboxWriter *
lp_outbox_writer_open_finish (GAsyncResult *result, GPtrArray **changes, GError **error)
{
  g_autoptr (LpOutboxWriter) self = g_task_get_task_data (G_TASK (result));

  *changes = g_task_propagate_pointer (G_TASK (result), error);
  return *changes != NULL ? g_steal_pointer (&self) : NULL;
}

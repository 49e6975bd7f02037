/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lc-store-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "lc-schema.h"

/* As many as there are processors, within these bounds: more would only take turns. */
#define MIN_READERS 2
#define MAX_READERS 4
/* Keeps the wait of the first job of a group short. */
#define MAX_GROUP 256
/* Jobs that share a reader's snapshot and its one wake-up of the main context. */
#define MAX_READS 8

struct _LcStore
{
  GObject parent_instance;

  char *directory;
  int lock_fd;
  guint8 secret[LC_STORE_SECRET_SIZE];
  LpDate fixed_today;
  gboolean demo;
  GMainContext *context; /* for "committed" */

  GThread *writer;
  GThread *readers[MAX_READERS];
  guint n_readers;

  GMutex mutex;
  /* Guarded by the mutex */
  GTimeZone *zone;
  GCond write_queued;
  GCond read_queued;
  GCond work_done;
  GQueue writes;
  GQueue reads;
  gboolean closing;
  gboolean commit_noted;
};

G_DEFINE_FINAL_TYPE (LcStore, lc_store, G_TYPE_OBJECT)

enum
{
  COMMITTED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
work_free (gpointer data)
{
  LcWork *work = data;

  if (work->destroy != NULL)
    work->destroy (work->data);

  g_clear_error (&work->error);
  g_free (work);
}

static void
lc_store_finalize (GObject *object)
{
  LcStore *self = LC_STORE (object);

  lc_store_close (self);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_clear_pointer (&self->context, g_main_context_unref);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->write_queued);
  g_cond_clear (&self->read_queued);
  g_cond_clear (&self->work_done);
  explicit_bzero (self->secret, sizeof self->secret);
  g_free (self->directory);

  G_OBJECT_CLASS (lc_store_parent_class)->finalize (object);
}

static void
lc_store_class_init (LcStoreClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = lc_store_finalize;

  /**
   * LcStore::committed:
   *
   * Rows were added to the change feed. In the main context of lc_store_open().
   */
  signals[COMMITTED] = g_signal_new ("committed", LC_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 0);
}

static void
lc_store_init (LcStore *self)
{
  self->lock_fd = -1;
  self->context = g_main_context_ref_thread_default ();
  g_mutex_init (&self->mutex);
  g_cond_init (&self->write_queued);
  g_cond_init (&self->read_queued);
  g_cond_init (&self->work_done);
  g_queue_init (&self->writes);
  g_queue_init (&self->reads);
}

static gboolean
lock_directory (LcStore *self, GError **error)
{
  g_autofree char *path = g_build_filename (self->directory, "lock", NULL);

  self->lock_fd = g_open (path, O_CREAT | O_RDWR | O_CLOEXEC, 0600);
  if (self->lock_fd < 0)
    {
      g_set_error (error, LP_ERROR, LP_ERROR_STORAGE,
                   "%s cannot be used: %s; check that it exists and that you may write there.",
                   self->directory, g_strerror (errno));
      return FALSE;
    }

  /* The lock goes with the process, however it ends. */
  if (flock (self->lock_fd, LOCK_EX | LOCK_NB) == 0)
    return TRUE;

  g_set_error (error, LP_ERROR, LP_ERROR_BUSY, "Another license-central uses %s; stop it first.",
               self->directory);
  return FALSE;
}

gboolean
lc_store_read_secret (const char *directory, guint8 *secret, GError **error)
{
  g_autofree char *path = g_build_filename (directory, LC_STORE_SECRET, NULL);
  g_autofree char *bytes = NULL;
  gsize size = 0;

  if (!g_file_get_contents (path, &bytes, &size, NULL) || size != LC_STORE_SECRET_SIZE)
    {
      g_set_error (error, LP_ERROR, LP_ERROR_STORAGE,
                   "%s is missing or damaged; restore it from a copy of the data directory.", path);
      return FALSE;
    }

  memcpy (secret, bytes, size);
  explicit_bzero (bytes, size);
  return TRUE;
}

static GTimeZone *
read_zone (LpDb *db)
{
  g_autofree char *name = lp_db_query_text (db, NULL, "SELECT value FROM setting WHERE name = 'time_zone'",
                                            "");
  GTimeZone *zone = name != NULL ? g_time_zone_new_identifier (name) : NULL;

  return zone != NULL ? zone : g_time_zone_new_utc ();
}

static gboolean
start_threads (LcStore *self, LpDb *writer, const char *path, GError **error)
{
  LcWorker *workers[MAX_READERS + 1] = { NULL };

  self->n_readers = CLAMP (g_get_num_processors (), MIN_READERS, MAX_READERS);
  for (gsize i = 0; i <= self->n_readers; i++)
    {
      LpDb *db = i == self->n_readers ? writer : lp_db_open (path, LP_DB_READ_ONLY, error);

      if (db == NULL)
        {
          for (gsize opened = 0; opened < i; opened++)
            {
              lp_db_close (workers[opened]->db);
              g_free (workers[opened]);
            }
          lp_db_close (writer);
          return FALSE;
        }

      workers[i] = g_new0 (LcWorker, 1);
      workers[i]->store = self;
      workers[i]->db = db;
    }

  for (gsize i = 0; i < self->n_readers; i++)
    self->readers[i] = g_thread_new ("reader", lc_store_run_reader, workers[i]);

  self->writer = g_thread_new ("writer", lc_store_run_writer, workers[self->n_readers]);
  return TRUE;
}

LcStore *
lc_store_open (const char *directory, LpDate today, GError **error)
{
  g_autoptr (LcStore) self = g_object_new (LC_TYPE_STORE, NULL);
  g_autofree char *path = g_build_filename (directory, LC_STORE_DATABASE, NULL);
  g_autoptr (LpDb) writer = NULL;

  self->directory = g_strdup (directory);
  self->fixed_today = today;

  /* The database first: of all reasons to refuse, "there is no database" helps most. */
  writer = lp_db_open (path, LP_DB_DURABLE, error);
  if (writer == NULL || !lock_directory (self, error) ||
      !lc_store_read_secret (directory, self->secret, error) || !lc_schema_migrate (writer, error))
    return NULL;

  self->zone = read_zone (writer);
  if (!start_threads (self, g_steal_pointer (&writer), path, error))
    return NULL;

  return g_steal_pointer (&self);
}

void
lc_store_close (LcStore *store)
{
  g_mutex_lock (&store->mutex);
  store->closing = TRUE;
  g_cond_broadcast (&store->write_queued);
  g_cond_broadcast (&store->read_queued);
  g_mutex_unlock (&store->mutex);

  for (gsize i = 0; i < MAX_READERS; i++)
    g_clear_pointer (&store->readers[i], g_thread_join);
  if (store->writer != NULL)
    {
      LcWorker *worker = g_thread_join (g_steal_pointer (&store->writer));

      lp_db_close (worker->db);
      g_free (worker);
    }

  if (store->lock_fd >= 0)
    close (store->lock_fd);
  store->lock_fd = -1;
}

static GPtrArray *
take (LcStore *store, GQueue *queue, GCond *queued, guint sharers, guint limit)
{
  GPtrArray *batch = NULL;

  g_mutex_lock (&store->mutex);
  while (queue->length == 0 && !store->closing)
    g_cond_wait (queued, &store->mutex);

  if (queue->length > 0)
    {
      guint n = MIN ((queue->length + sharers - 1) / sharers, limit);

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
  return take (store, &store->writes, &store->write_queued, 1, MAX_GROUP);
}

GPtrArray *
lc_store_take_reads (LcStore *store)
{
  return take (store, &store->reads, &store->read_queued, store->n_readers, MAX_READS);
}

void
lc_store_fill_transaction (LcStore *store, LcTransaction *tx, LpDb *db, LcClock *clock)
{
  g_mutex_lock (&store->mutex);
  lc_clock_read (clock, store->zone, store->fixed_today);
  g_mutex_unlock (&store->mutex);

  *tx = (LcTransaction){ .db = db,
                         .today = clock->today,
                         .now = clock->now,
                         .secret = store->secret,
                         .directory = store->directory,
                         .today_fixed = store->fixed_today != LP_DATE_NONE,
                         .demo = store->demo };
}

static gboolean
deliver_in_context (gpointer data)
{
  GPtrArray *finished = data;

  for (guint i = 0; i < finished->len; i++)
    {
      g_autoptr (GTask) task = g_ptr_array_index (finished, i);
      LcWork *work = g_task_get_task_data (task);

      if (work->error != NULL)
        g_task_return_error (task, g_steal_pointer (&work->error));
      else
        g_task_return_pointer (task, g_steal_pointer (&work->result), NULL);
    }

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
deliver_one_context (GPtrArray *finished)
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

  send_to_context (context, tasks);
}

void
lc_store_deliver (LcStore *store, GPtrArray *finished)
{
  guint n_tasks = 0;
  gboolean waited_for = FALSE;

  g_mutex_lock (&store->mutex);
  for (guint i = 0; i < finished->len; i++)
    {
      LcWork *work = g_ptr_array_index (finished, i);

      if (work->task != NULL)
        {
          n_tasks++;
          continue;
        }

      work->done = waited_for = TRUE;
      g_ptr_array_index (finished, i) = NULL;
    }
  if (waited_for)
    g_cond_broadcast (&store->work_done);
  g_mutex_unlock (&store->mutex);

  if (n_tasks > 0)
    for (guint i = 0; i < finished->len; i++)
      if (g_ptr_array_index (finished, i) != NULL)
        deliver_one_context (finished);

  g_ptr_array_unref (finished);
}

static gboolean
emit_committed (gpointer data)
{
  LcStore *store = LC_STORE (data);

  g_mutex_lock (&store->mutex);
  store->commit_noted = FALSE;
  g_mutex_unlock (&store->mutex);

  g_signal_emit (store, signals[COMMITTED], 0);
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
  gboolean open;

  g_mutex_lock (&store->mutex);
  open = !store->closing;
  if (open)
    {
      g_queue_push_tail (writes ? &store->writes : &store->reads, work);
      g_cond_signal (writes ? &store->write_queued : &store->read_queued);
    }
  g_mutex_unlock (&store->mutex);
  return open;
}

static GError *
closing_error (void)
{
  return g_error_new_literal (LP_ERROR, LP_ERROR_BUSY, "The service is stopping; try again later.");
}

static void
run_async (LcStore *store,
           gboolean writes,
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
  run_async (store, TRUE, job, data, destroy, callback, user_data);
}

void
lc_store_read_async (LcStore *store,
                     LcJob job,
                     gpointer data,
                     GDestroyNotify destroy,
                     GAsyncReadyCallback callback,
                     gpointer user_data)
{
  run_async (store, FALSE, job, data, destroy, callback, user_data);
}

gpointer
lc_store_finish (LcStore *store, GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static gpointer
run_blocking (LcStore *store, gboolean writes, LcJob job, gpointer data, GError **error)
{
  LcWork work = { .job = job, .data = data };

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
  return run_blocking (store, TRUE, job, data, error);
}

gpointer
lc_store_read (LcStore *store, LcJob job, gpointer data, GError **error)
{
  return run_blocking (store, FALSE, job, data, error);
}

LpDate
lc_store_get_today (LcStore *store)
{
  LpDate today = store->fixed_today;

  if (today == LP_DATE_NONE)
    {
      g_mutex_lock (&store->mutex);
      today = lp_date_today (store->zone);
      g_mutex_unlock (&store->mutex);
    }

  return today;
}

void
lc_store_set_demo (LcStore *store, gboolean demo)
{
  store->demo = demo;
}

gboolean
lc_store_is_today_fixed (LcStore *store)
{
  return store->fixed_today != LP_DATE_NONE;
}

const char *
lc_store_get_directory (LcStore *store)
{
  return store->directory;
}

const guint8 *
lc_store_get_secret (LcStore *store)
{
  return store->secret;
}

static gpointer
read_zone_job (LcTransaction *tx, gpointer data, GError **error)
{
  return read_zone (tx->db);
}

void
lc_store_reload_zone (LcStore *store)
{
  GTimeZone *zone = lc_store_read (store, read_zone_job, NULL, NULL);

  if (zone == NULL)
    return;

  g_mutex_lock (&store->mutex);
  g_clear_pointer (&store->zone, g_time_zone_unref);
  store->zone = zone;
  g_mutex_unlock (&store->mutex);
}

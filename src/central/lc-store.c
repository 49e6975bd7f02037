/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lc-store-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/file.h>
#include <unistd.h>

#include "lc-memo.h"
#include "lc-schema.h"

G_DEFINE_FINAL_TYPE (LcStore, lc_store, G_TYPE_OBJECT)

static void
lc_store_finalize (GObject *object)
{
  LcStore *self = LC_STORE (object);

  lc_store_close (self);
  g_clear_pointer (&self->zone, g_time_zone_unref);
  g_source_destroy (self->finished);
  g_clear_pointer (&self->finished, g_source_unref);
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
  g_signal_new ("committed", LC_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * LcStore::day-over:
   *
   * A day has begun that is not open yet, and jobs wait for it. In the main context of lc_store_open().
   */
  g_signal_new ("day-over", LC_TYPE_STORE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lc_store_init (LcStore *self)
{
  self->lock_fd = -1;
  self->clock.second = LC_NO_SECOND;
  self->open_day = LP_DATE_NONE;
  self->context = g_main_context_ref_thread_default ();
  self->finished = lc_finished_new (self->context, lc_store_finish_task);
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

static LcWorker *
worker_new (LcStore *self, LpDb *db)
{
  LcWorker *worker = g_new0 (LcWorker, 1);

  worker->store = self;
  worker->db = db;
  return worker;
}

static gboolean
start_threads (LcStore *self, LpDb *writer, const char *path, GError **error)
{
  LcWorker *readers[MAX_READERS] = { NULL };
  LcWorker *worker;

  self->n_readers = CLAMP (g_get_num_processors (), MIN_READERS, MAX_READERS);
  for (gsize i = 0; i < self->n_readers; i++)
    {
      LpDb *db = lp_db_open (path, LP_DB_READ_ONLY, error);

      if (db == NULL)
        {
          for (gsize opened = 0; opened < i; opened++)
            {
              lp_db_close (readers[opened]->db);
              g_free (readers[opened]);
            }
          lp_db_close (writer);
          return FALSE;
        }
      readers[i] = worker_new (self, db);
    }

  for (gsize i = 0; i < self->n_readers; i++)
    self->readers[i] = g_thread_new ("reader", lc_store_run_reader, readers[i]);
  worker = worker_new (self, writer);
  worker->memo = lc_memo_new (writer);
  self->writer = g_thread_new ("writer", lc_store_run_writer, worker);
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
  gboolean closed;

  g_mutex_lock (&store->mutex);
  closed = store->closing;
  store->closing = TRUE;
  g_cond_broadcast (&store->write_queued);
  g_cond_broadcast (&store->read_queued);
  g_mutex_unlock (&store->mutex);
  if (!closed)
    lc_store_refuse_day (store, NULL);

  for (gsize i = 0; i < MAX_READERS; i++)
    g_clear_pointer (&store->readers[i], g_thread_join);
  if (store->writer != NULL)
    {
      LcWorker *worker = g_thread_join (g_steal_pointer (&store->writer));

      lc_memo_free (worker->memo);
      lp_db_close (worker->db);
      g_free (worker);
    }

  if (store->lock_fd >= 0)
    close (store->lock_fd);
  store->lock_fd = -1;
}

void
lc_store_fill_transaction (LcWorker *worker, LcTransaction *tx)
{
  LcStore *store = worker->store;
  LcClock *clock = &worker->clock;
  LpDate today;

  g_mutex_lock (&store->mutex);
  lc_clock_read (clock, store);
  today = store->open_day != LP_DATE_NONE ? store->open_day : clock->today;
  g_mutex_unlock (&store->mutex);

  *tx = (LcTransaction){ .db = worker->db,
                         .memo = worker->memo,
                         .today = today,
                         .now = clock->now,
                         .secret = store->secret,
                         .directory = store->directory,
                         .today_fixed = store->fixed_today != LP_DATE_NONE,
                         .demo = store->demo };
}

void
lc_store_set_demo (LcStore *store, gboolean demo)
{
  store->demo = demo;
}

const char *
lc_store_get_directory (LcStore *store)
{
  return store->directory;
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
  store->clock.second = LC_NO_SECOND;
  g_mutex_unlock (&store->mutex);
}

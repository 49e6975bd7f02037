/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lp-replica-private.h"

#include <glib/gstdio.h>

/* Filling a new database with a snapshot beside the one in use. It has a worker of its own, so that the window
 * goes on searching meanwhile. An interrupted one is gone on with, unless the machine was started anew in
 * between: until the end it is not forced to disk. */

static char *
read_boot_id (void)
{
  char *id = NULL;

  if (!g_file_get_contents ("/proc/sys/kernel/random/boot_id", &id, NULL, NULL))
    return g_strdup ("unknown");
  return g_strstrip (id);
}

typedef struct
{
  gboolean resume;
  char *token;
  guint n_done;
  guint n_total;
} Begin;

static void
begin_free (Begin *begin)
{
  g_free (begin->token);
  g_free (begin);
}

/* The database that an earlier run was filling, if it can be gone on with. */
static char *
find_partial (LpReplica *self)
{
  g_autofree char *file = g_build_filename (self->directory, "partial", NULL);
  g_autofree char *text = NULL;
  g_autofree char *boot_id = read_boot_id ();
  g_auto (GStrv) lines = NULL;

  if (!g_file_get_contents (file, &text, NULL, NULL))
    return NULL;
  lines = g_strsplit (text, "\n", 2);
  if (g_strv_length (lines) != 2 || !g_str_equal (lines[1], boot_id) ||
      !g_str_has_prefix (lines[0], "replica-") || strchr (lines[0], '/') != NULL)
    return NULL;
  return g_strdup (lines[0]);
}

static gboolean
start_partial (LpReplica *self, GError **error)
{
  g_autofree char *file = g_build_filename (self->directory, "partial", NULL);
  g_autofree char *boot_id = read_boot_id ();
  g_autofree char *text = NULL;
  g_autofree char *id = g_uuid_string_random ();

  if (self->import_name != NULL)
    lp_replica_remove_file (self->directory, self->import_name);
  g_free (self->import_name);
  self->import_name = g_strdup_printf ("replica-%.8s.db", id);
  text = g_strconcat (self->import_name, "\n", boot_id, NULL);
  if (g_file_set_contents (file, text, -1, NULL))
    return TRUE;
  g_set_error (error, LP_ERROR, LP_ERROR_STORAGE, "The directory %s cannot be written", self->directory);
  return FALSE;
}

static gboolean
open_partial (LpReplica *self, GError **error)
{
  g_autofree char *path = g_build_filename (self->directory, self->import_name, NULL);

  self->import = lp_replica_store_open (path, TRUE, error);
  return self->import != NULL;
}

static guint
get_count (LpDb *db, const char *name)
{
  g_autofree char *text = lp_replica_store_dup_meta (db, name);

  return text != NULL ? (guint) g_ascii_strtoull (text, NULL, 10) : 0;
}

static void
begin_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  LpReplica *self = source;
  Begin *begin = task_data;
  GError *error = NULL;

  g_clear_pointer (&self->import, lp_replica_store_free);
  g_clear_pointer (&self->import_name, g_free);
  self->import_name = find_partial (self);
  if (begin->resume && self->import_name != NULL && open_partial (self, NULL))
    {
      begin->token = lp_replica_store_dup_meta (self->import->db, "token");
      begin->n_done = get_count (self->import->db, "n_done");
      begin->n_total = get_count (self->import->db, "n_total");
    }
  if (begin->token == NULL)
    {
      g_clear_pointer (&self->import, lp_replica_store_free);
      if (!start_partial (self, &error) || !open_partial (self, &error))
        {
          g_task_return_error (task, error);
          return;
        }
    }
  g_task_return_boolean (task, TRUE);
}

/* Takes over the task. */
static void
start_begin (LpReplica *self, GTask *task)
{
  if (self->import_worker == NULL)
    {
      self->import_worker = lp_worker_new ("import");
      self->parse_worker = lp_worker_new ("parse");
    }
  lp_worker_push (self->import_worker, task, begin_in_thread);
}

/* Takes over the task. */
static void
drop_begin (GTask *task)
{
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "Nobody waits for this snapshot any more");
  g_object_unref (task);
}

void
lp_replica_begin_snapshot_async (LpReplica *self,
                                 gboolean resume,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);
  Begin *begin = g_new0 (Begin, 1);

  g_task_set_source_tag (task, lp_replica_begin_snapshot_async);
  begin->resume = resume;
  g_task_set_task_data (task, begin, (GDestroyNotify) begin_free);
  if (!self->adopting)
    {
      start_begin (self, task);
      return;
    }
  if (self->next_begin != NULL)
    drop_begin (g_steal_pointer (&self->next_begin));
  self->next_begin = task;
}

gboolean
lp_replica_begin_snapshot_finish (LpReplica *self,
                                  GAsyncResult *result,
                                  char **token,
                                  guint *n_done,
                                  guint *n_total,
                                  GError **error)
{
  Begin *begin = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return FALSE;
  *token = g_steal_pointer (&begin->token);
  *n_done = begin->n_done;
  *n_total = begin->n_total;
  return TRUE;
}

static gboolean
store_counts (LpReplicaStore *store, const LpFeedPage *page, GError **error)
{
  g_autofree char *done = g_strdup_printf ("%u", get_count (store->db, "n_done") + page->n_items);
  g_autofree char *total = g_strdup_printf ("%d", page->total);

  return lp_replica_store_set_meta (store, "n_done", done, error) &&
         (page->total == 0 || lp_replica_store_set_meta (store, "n_total", total, error));
}

/* Task data of a page on its way. */
typedef struct
{
  GBytes *bytes;
  LpPage *page;
} Addition;

static void
addition_free (Addition *addition)
{
  g_clear_pointer (&addition->bytes, g_bytes_unref);
  g_clear_pointer (&addition->page, lp_page_free);
  g_free (addition);
}

static gboolean
insert (LpReplicaStore *store, const LpPage *page, GError **error)
{
  if (lp_db_begin (store->db, error) && lp_replica_store_apply (store, page, NULL, error) &&
      lp_replica_store_page_meta (store, page->feed, error) && store_counts (store, page->feed, error) &&
      lp_db_commit (store->db, error))
    return TRUE;
  lp_db_rollback (store->db);
  return FALSE;
}

static void
insert_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  LpReplica *self = source;
  Addition *addition = task_data;
  GError *error = NULL;
  gboolean done = addition->page->feed->reset || insert (self->import, addition->page, &error);

  lp_page_drop_items (addition->page);
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

static void
parse_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  LpReplica *self = source;
  Addition *addition = task_data;
  GError *error = NULL;

  addition->page = lp_page_read (addition->bytes, &error);
  g_clear_pointer (&addition->bytes, g_bytes_unref);
  if (addition->page != NULL)
    lp_worker_push (self->import_worker, g_object_ref (task), insert_in_thread);
  else
    g_task_return_error (task, error);
}

void
lp_replica_add_to_snapshot_async (LpReplica *self,
                                  GBytes *bytes,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  Addition *addition = g_new0 (Addition, 1);

  g_task_set_source_tag (task, lp_replica_add_to_snapshot_async);
  addition->bytes = g_bytes_ref (bytes);
  g_task_set_task_data (task, addition, (GDestroyNotify) addition_free);
  lp_worker_push (self->parse_worker, task, parse_in_thread);
}

LpPage *
lp_replica_add_to_snapshot_finish (LpReplica *self, GAsyncResult *result, GError **error)
{
  Addition *addition = g_task_get_task_data (G_TASK (result));

  return g_task_propagate_boolean (G_TASK (result), error) ? g_steal_pointer (&addition->page) : NULL;
}

static void
finish_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  LpReplica *self = source;
  GError *error = NULL;
  gboolean done = lp_replica_store_finish_bulk (self->import, &error);

  g_clear_pointer (&self->import, lp_replica_store_free);
  if (done)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* What the worker hands to the main context. */
typedef struct
{
  LpDb *db;
  char *name;
  GPtrArray *others; /* paths of the files that it replaces */
} Adopted;

static void
adopted_free (Adopted *adopted)
{
  lp_db_close (adopted->db);
  g_clear_pointer (&adopted->others, g_ptr_array_unref);
  g_free (adopted->name);
  g_free (adopted);
}

/* Who is signed in stands in the database that goes. */
static gboolean
keep_me (LpReplicaStore *from, LpReplicaStore *to, GError **error)
{
  g_autofree char *me = lp_replica_store_dup_meta (from->db, "me");

  if (me == NULL)
    return TRUE;
  g_clear_pointer (&to->me, lp_me_unref);
  to->me = from->me != NULL ? lp_me_ref (from->me) : NULL;
  return lp_replica_store_set_meta (to, "me", me, error);
}

/* To be asked before the next snapshot can begin: its file is none of these. */
static GPtrArray *
list_others (LpReplica *self, const char *adopted)
{
  GPtrArray *others = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GDir) dir = g_dir_open (self->directory, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    if (g_str_has_prefix (name, "replica-") && !g_str_has_prefix (name, adopted))
      g_ptr_array_add (others, g_build_filename (self->directory, name, NULL));
  return others;
}

static void
adopt_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  LpReplica *self = source;
  Adopted *adopted = task_data;
  g_autofree char *path = g_build_filename (self->directory, adopted->name, NULL);
  g_autofree char *pointer = g_build_filename (self->directory, "current", NULL);
  g_autofree char *partial = g_build_filename (self->directory, "partial", NULL);
  g_autoptr (LpReplicaStore) store = NULL;
  g_autoptr (LpReplicaStore) old = NULL;
  GError *error = NULL;

  store = lp_replica_store_open (path, FALSE, &error);
  if (store == NULL || !keep_me (self->store, store, &error) ||
      (adopted->db = lp_db_open (path, LP_DB_READ_ONLY, &error)) == NULL)
    {
      g_task_return_error (task, error);
      return;
    }
  /* From here on the new one is the replica, whatever happens. */
  if (!g_file_set_contents_full (pointer, adopted->name, -1,
                                 G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE, 0600, &error))
    {
      g_task_return_error (task, error);
      return;
    }
  g_unlink (partial);
  adopted->others = list_others (self, adopted->name);
  g_mutex_lock (&self->memory);
  old = g_steal_pointer (&self->store);
  self->store = g_steal_pointer (&store);
  g_mutex_unlock (&self->memory);
  g_task_return_boolean (task, TRUE);
}

static void
remove_others_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  GPtrArray *others = task_data;

  for (guint i = 0; i < others->len; i++)
    g_unlink (g_ptr_array_index (others, i));
  g_task_return_boolean (task, TRUE);
}

/* The next snapshot waits until the one before is the replica or will not be it: both have the same worker, and the
 * same file that tells which one is being filled. */
static void
end_adoption (LpReplica *self)
{
  GTask *next = g_steal_pointer (&self->next_begin);

  self->adopting = FALSE;
  if (next != NULL && self->worker != NULL)
    start_begin (self, next);
  else if (next != NULL)
    drop_begin (next);
}

static void
on_adopted (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LpReplica *self = LP_REPLICA (source);
  Adopted *adopted = g_task_get_task_data (G_TASK (result));
  GTask *tidy;
  GError *error = NULL;

  end_adoption (self);
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_task_return_error (task, error);
      return;
    }
  if (self->worker == NULL) /* wiped meanwhile */
    {
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The local copy has been deleted");
      return;
    }
  lp_replica_drop_db (self);
  self->db = g_steal_pointer (&adopted->db);
  lp_replica_read_meta (self);
  lp_replica_notify_as_of (self);
  lp_replica_emit_changed (self, NULL, TRUE);
  tidy = g_task_new (self, NULL, NULL, NULL);
  g_task_set_task_data (tidy, g_steal_pointer (&adopted->others), (GDestroyNotify) g_ptr_array_unref);
  lp_worker_push (self->worker, tidy, remove_others_in_thread);
  g_task_return_boolean (task, TRUE);
}

static void
on_finished (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (GTask) task = user_data;
  LpReplica *self = LP_REPLICA (source);
  GError *error = NULL;
  Adopted *adopted;
  GTask *inner;

  g_clear_pointer (&self->parse_worker, lp_worker_free);
  g_clear_pointer (&self->import_worker, lp_worker_free);
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      end_adoption (self);
      g_task_return_error (task, error);
      return;
    }
  if (self->worker == NULL)
    {
      end_adoption (self);
      g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The local copy has been deleted");
      return;
    }
  adopted = g_new0 (Adopted, 1);
  adopted->name = g_strdup (self->import_name);
  inner = g_task_new (self, NULL, on_adopted, g_steal_pointer (&task));
  g_task_set_task_data (inner, adopted, (GDestroyNotify) adopted_free);
  lp_worker_push (self->worker, inner, adopt_in_thread);
}

void
lp_replica_adopt_snapshot_async (LpReplica *self,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  self->adopting = TRUE;
  g_task_set_source_tag (task, lp_replica_adopt_snapshot_async);
  g_task_set_check_cancellable (task, FALSE);
  lp_worker_push (self->import_worker, g_task_new (self, NULL, on_finished, task), finish_in_thread);
}

gboolean
lp_replica_adopt_snapshot_finish (LpReplica *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lp-replica-private.h"

#include <errno.h>
#ifdef __GLIBC__
#include <malloc.h>
#endif
#include <glib/gstdio.h>

#include "lp-replica-rows.h"
#include "lp-ticket-code.h"

/* A timer of a day would not count the hours that a laptop sleeps. */
#define DAY_CHECK_SECONDS 240

/* A replica is a directory. The file `current` names the database in it, and is replaced atomically when a
 * snapshot is complete; `partial` names the one that a snapshot is being filled into, which an interrupted sync
 * goes on with. Other databases in it are remains and are deleted. */

G_DEFINE_FINAL_TYPE (LpReplica, lp_replica, G_TYPE_OBJECT)

enum
{
  PROP_AS_OF = 1,
  PROP_TODAY,
  N_PROPS
};

enum
{
  CHANGED,
  N_SIGNALS
};

static GParamSpec *props[N_PROPS];
static guint signals[N_SIGNALS];

#define CACHE_SIZE 4096
/* Longer than one who types a search thinks. */
#define REST_SECONDS        3
#define STORE_AS_OF_SECONDS 60

void
lp_replica_drop_db (LpReplica *self)
{
  g_clear_pointer (&self->db, lp_db_close);
  g_clear_pointer (&self->product_ids, g_hash_table_unref);
  g_clear_pointer (&self->group_ids, g_hash_table_unref);
}

static void
close_all (LpReplica *self)
{
  g_clear_handle_id (&self->day_timer, g_source_remove);
  g_clear_pointer (&self->worker, lp_worker_free);
  /* In this order: the one hands on to the other. */
  g_clear_pointer (&self->parse_worker, lp_worker_free);
  g_clear_pointer (&self->import_worker, lp_worker_free);
  /* The connection that may write goes last: it tidies the write-ahead log away. */
  lp_replica_drop_db (self);
  g_clear_pointer (&self->store, lp_replica_store_free);
  g_clear_pointer (&self->import, lp_replica_store_free);
}

static void
lp_replica_finalize (GObject *object)
{
  LpReplica *self = LP_REPLICA (object);

  close_all (self);
  g_mutex_clear (&self->memory);
  for (gsize i = 0; i < G_N_ELEMENTS (self->cache); i++)
    g_hash_table_unref (self->cache[i]);
  g_clear_pointer (&self->me, lp_me_unref);
  g_free (self->directory);
  g_free (self->token);
  g_free (self->import_name);
  G_OBJECT_CLASS (lp_replica_parent_class)->finalize (object);
}

static void
lp_replica_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  LpReplica *self = LP_REPLICA (object);

  if (prop_id == PROP_AS_OF)
    g_value_set_int64 (value, self->as_of);
  else if (prop_id == PROP_TODAY)
    g_value_set_int (value, lp_replica_get_today (self));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
}

static void
lp_replica_class_init (LpReplicaClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = lp_replica_finalize;
  object_class->get_property = lp_replica_get_property;
  props[PROP_AS_OF] = g_param_spec_int64 ("as-of", NULL, NULL, 0, G_MAXINT64, 0, flags);
  props[PROP_TODAY] = g_param_spec_int ("today", NULL, NULL, G_MININT, G_MAXINT, 0, flags);
  g_object_class_install_properties (object_class, N_PROPS, props);
  signals[CHANGED] = g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
}

void
lp_replica_rest (gpointer user_data)
{
  LpReplica *self = user_data;

  if (self->store != NULL)
    lp_replica_store_rest (self->store, &self->memory);
#ifdef __GLIBC__
  /* What a query sorts and marks with, tens of MB, goes back to the heap, and by itself no further: the next query is
   * the faster for it. Now none is expected. */
  malloc_trim (0);
#endif
}

static void
lp_replica_init (LpReplica *self)
{
  const GDestroyNotify free_funcs[] = {
    (GDestroyNotify) lp_group_unref,
    (GDestroyNotify) lp_category_unref,
    (GDestroyNotify) lp_product_unref,
    (GDestroyNotify) lp_person_unref,
  };

  for (gsize i = 0; i < G_N_ELEMENTS (free_funcs); i++)
    self->cache[i] = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, free_funcs[i]);
  g_mutex_init (&self->memory);
  self->service_today = LP_DATE_NONE;
  self->worker = lp_worker_new ("replica");
  lp_worker_set_rest (self->worker, REST_SECONDS, lp_replica_rest, self);
}

void
lp_replica_remove_file (const char *directory, const char *name)
{
  static const char *const suffixes[] = { "", "-wal", "-shm", "-journal" };

  for (gsize i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      g_autofree char *file = g_strconcat (directory, "/", name, suffixes[i], NULL);

      g_unlink (file);
    }
}

static char *
read_name (const char *directory, const char *pointer)
{
  g_autofree char *file = g_build_filename (directory, pointer, NULL);
  g_autofree char *text = NULL;
  char *end;

  if (!g_file_get_contents (file, &text, NULL, NULL))
    return NULL;
  end = strchr (text, '\n');
  if (end != NULL)
    *end = '\0';
  return g_str_has_prefix (text, "replica-") && strchr (text, '/') == NULL ? g_steal_pointer (&text) : NULL;
}

static void
remove_remains (const char *directory, const char *current)
{
  g_autoptr (GDir) dir = g_dir_open (directory, 0, NULL);
  g_autofree char *partial = read_name (directory, "partial");
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      if (g_str_has_prefix (name, "replica-") && !g_str_has_prefix (name, current) &&
          (partial == NULL || !g_str_has_prefix (name, partial)))
        lp_replica_remove_file (directory, name);
    }
}

static gboolean
open_files (LpReplica *self, const char *name, GError **error)
{
  g_autofree char *path = g_build_filename (self->directory, name, NULL);

  self->store = lp_replica_store_open (path, FALSE, error);
  if (self->store == NULL)
    return FALSE;
  self->db = lp_db_open (path, LP_DB_READ_ONLY, error);
  return self->db != NULL;
}

static gboolean
open_current (LpReplica *self, GError **error)
{
  g_autofree char *name = read_name (self->directory, "current");
  g_autofree char *pointer = g_build_filename (self->directory, "current", NULL);
  g_autoptr (GError) fault = NULL;

  if (name == NULL)
    {
      name = g_strdup ("replica-1.db");
      if (!g_file_set_contents (pointer, name, -1, &fault))
        {
          g_set_error (error, LP_ERROR, LP_ERROR_STORAGE, "The directory %s cannot be written: %s",
                       self->directory, fault->message);
          return FALSE;
        }
    }
  remove_remains (self->directory, name);
  if (open_files (self, name, &fault))
    return TRUE;
  if (!g_error_matches (fault, LP_ERROR, LP_ERROR_STORAGE))
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return FALSE;
    }
  /* Everything in it can be fetched again. */
  g_info ("The local copy is damaged and is fetched again: %s", fault->message);
  g_clear_pointer (&self->store, lp_replica_store_free);
  lp_replica_remove_file (self->directory, name);
  return open_files (self, name, error);
}

static void
open_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  LpReplica *self = task_data;
  GError *error = NULL;

  if (g_mkdir_with_parents (self->directory, 0700) != 0)
    g_task_return_new_error (task, LP_ERROR, LP_ERROR_STORAGE, "The directory %s cannot be made: %s",
                             self->directory, g_strerror (errno));
  else if (open_current (self, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

void
lp_replica_open_async (const char *directory,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  GTask *task = g_task_new (NULL, cancellable, callback, user_data);
  LpReplica *self = g_object_new (LP_TYPE_REPLICA, NULL);

  g_task_set_source_tag (task, lp_replica_open_async);
  self->directory = g_strdup (directory);
  g_task_set_task_data (task, self, g_object_unref);
  lp_worker_push (self->worker, task, open_in_thread);
}

/* States, deadlines and what may still be decided depend on the day. */
static void
tell_today (LpReplica *self)
{
  const LpTouched touched = { .kinds = LP_KIND_ME };
  LpDate today = lp_replica_get_today (self);

  if (self->told_today == today)
    return;
  self->told_today = today;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_TODAY]);
  lp_replica_emit_changed (self, &touched, FALSE);
}

static gboolean
check_day_cb (gpointer user_data)
{
  tell_today (user_data);
  return G_SOURCE_CONTINUE;
}

LpReplica *
lp_replica_open_finish (GAsyncResult *result, GError **error)
{
  LpReplica *self = g_task_get_task_data (G_TASK (result));

  if (!g_task_propagate_boolean (G_TASK (result), error))
    return NULL;
  lp_replica_read_meta (self);
  self->told_today = lp_replica_get_today (self);
  self->day_timer = g_timeout_add_seconds (DAY_CHECK_SECONDS, check_day_cb, self);
  return g_object_ref (self);
}

static gint64
get_meta_int (LpReplica *self, const char *name)
{
  g_autofree char *text = lp_replica_store_dup_meta (self->db, name);

  return text != NULL ? g_ascii_strtoll (text, NULL, 10) : 0;
}

void
lp_replica_read_meta (LpReplica *self)
{
  g_autofree char *today = lp_replica_store_dup_meta (self->db, "today");

  g_free (self->token);
  self->token = lp_replica_store_dup_meta (self->db, "token");
  self->as_of = get_meta_int (self, "as_of");
  self->as_of_stored = self->as_of;
  self->service_today = lp_date_parse (today);
  self->heard_on = (LpDate) get_meta_int (self, "heard_on");
  self->fixed_today = get_meta_int (self, "fixed_today") != 0;
  g_clear_pointer (&self->me, lp_me_unref);
  self->me = lp_replica_rows_read_me (self->db);
}

gboolean
lp_replica_is_complete (LpReplica *self)
{
  return self->token != NULL;
}

const char *
lp_replica_get_token (LpReplica *self)
{
  return self->token;
}

gint64
lp_replica_get_as_of (LpReplica *self)
{
  return self->as_of;
}

static LpDate
local_today (void)
{
  g_autoptr (GTimeZone) zone = g_time_zone_new_local ();

  return lp_date_today (zone);
}

LpDate
lp_replica_get_today (LpReplica *self)
{
  if (self->service_today == LP_DATE_NONE)
    return local_today ();
  if (self->fixed_today || self->heard_on == 0)
    return self->service_today;
  return self->service_today + MAX (local_today () - self->heard_on, 0);
}

gboolean
lp_replica_get_fixed_today (LpReplica *self)
{
  return self->fixed_today;
}

LpMe *
lp_replica_get_me (LpReplica *self)
{
  return self->me;
}

void
lp_replica_hear_today (LpReplica *self, LpDate today, gboolean fixed_today)
{
  if (today == LP_DATE_NONE)
    return;
  self->service_today = today;
  self->heard_on = local_today ();
  self->fixed_today = fixed_today;
  tell_today (self);
}

void
lp_replica_notify_as_of (LpReplica *self)
{
  self->as_of = g_get_real_time () / G_USEC_PER_SEC;
  g_object_notify_by_pspec (G_OBJECT (self), props[PROP_AS_OF]);
}

static void
forget_cache (LpReplica *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (self->cache); i++)
    g_hash_table_remove_all (self->cache[i]);
}

void
lp_replica_emit_changed (LpReplica *self, const LpTouched *touched, gboolean reset)
{
  LpReplicaChange change = { .kinds = LP_KINDS_ALL, .reset = reset };

  if (!reset)
    {
      change.kinds = touched->kinds;
      change.tickets = touched->tickets;
      change.subscriptions = touched->subscriptions;
      change.ids = touched->ids != NULL ? (const char *const *) touched->ids->pdata : NULL;
    }
  if (reset || change.kinds & ~(LpKinds) (LP_KIND_TICKET | LP_KIND_SUBSCRIPTION | LP_KIND_ORDER))
    forget_cache (self);
  if (change.kinds != 0)
    g_signal_emit (self, signals[CHANGED], 0, &change);
}

static void
touch_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  LpReplica *self = source;
  g_autofree char *now = g_strdup_printf ("%" G_GINT64_FORMAT, g_get_real_time () / G_USEC_PER_SEC);

  g_task_return_boolean (task,
                         self->store != NULL && lp_replica_store_set_meta (self->store, "as_of", now, NULL));
}

void
lp_replica_touch (LpReplica *self)
{
  lp_replica_notify_as_of (self);
  if (self->worker == NULL || self->as_of - self->as_of_stored < STORE_AS_OF_SECONDS)
    return;
  self->as_of_stored = self->as_of;
  lp_worker_push (self->worker, g_task_new (self, NULL, NULL, NULL), touch_in_thread);
}

/* Keeps what list items ask for again and again. */
static gpointer
get_cached (LpReplica *self, guint index, LpKinds kind, const char *id)
{
  gpointer object;

  if (id == NULL)
    return NULL;
  object = g_hash_table_lookup (self->cache[index], id);
  if (object != NULL || self->db == NULL)
    return object;
  object = lp_replica_rows_get (self->db, kind, id);
  if (object == NULL)
    return NULL;
  if (g_hash_table_size (self->cache[index]) >= CACHE_SIZE)
    g_hash_table_remove_all (self->cache[index]);
  g_hash_table_insert (self->cache[index], g_strdup (id), object);
  return object;
}

LpGroup *
lp_replica_get_group (LpReplica *self, const char *id)
{
  LpGroup *group = get_cached (self, 0, LP_KIND_GROUP, id);

  return group != NULL ? lp_group_ref (group) : NULL;
}

LpCategory *
lp_replica_get_category (LpReplica *self, const char *id)
{
  LpCategory *category = get_cached (self, 1, LP_KIND_CATEGORY, id);

  return category != NULL ? lp_category_ref (category) : NULL;
}

LpProduct *
lp_replica_get_product (LpReplica *self, const char *id)
{
  LpProduct *product = get_cached (self, 2, LP_KIND_PRODUCT, id);

  return product != NULL ? lp_product_ref (product) : NULL;
}

LpPerson *
lp_replica_get_person (LpReplica *self, const char *id)
{
  LpPerson *person = get_cached (self, 3, LP_KIND_PERSON, id);

  return person != NULL ? lp_person_ref (person) : NULL;
}

LpSubscription *
lp_replica_get_subscription (LpReplica *self, const char *id)
{
  if (id == NULL || self->db == NULL)
    return NULL;
  return lp_replica_rows_date_subscription (lp_replica_rows_get (self->db, LP_KIND_SUBSCRIPTION, id),
                                            lp_replica_get_today (self));
}

LpMembership *
lp_replica_get_membership (LpReplica *self, const char *group_id, const char *person_id)
{
  return self->db != NULL ? lp_replica_rows_get_membership (self->db, group_id, person_id) : NULL;
}

guint32
lp_replica_get_ticket_row (LpReplica *self, const char *code)
{
  if (self->db == NULL || code == NULL)
    return 0;
  return (guint32) lp_db_query_int (self->db, 0, NULL, "SELECT row FROM ticket WHERE code = $1", "t", code);
}

LpTicket *
lp_replica_get_ticket (LpReplica *self, const char *code)
{
  guint32 row = lp_replica_get_ticket_row (self, code);

  return row != 0 ? lp_replica_rows_get_ticket (self->db, row, lp_replica_get_today (self)) : NULL;
}

void
lp_replica_fetch_tickets (LpReplica *self, const guint32 *rows, gsize n_rows, LpTicket **tickets)
{
  LpDate today = lp_replica_get_today (self);

  for (gsize i = 0; i < n_rows; i++)
    tickets[i] = self->db != NULL ? lp_replica_rows_get_ticket (self->db, rows[i], today) : NULL;
}

char *
lp_replica_dup_group_name (LpReplica *self, const char *id)
{
  if (self->db == NULL || id == NULL)
    return NULL;
  return lp_db_query_text (self->db, NULL, "SELECT object ->> '$.name' FROM groups WHERE id = $1", "t", id);
}

char *
lp_replica_dup_person_name (LpReplica *self, const char *id)
{
  static const char sql[] = "SELECT coalesce (nullif (name, ''), email) FROM person"
                            " WHERE id = $1 AND object IS NOT NULL";

  return self->db != NULL && id != NULL ? lp_db_query_text (self->db, NULL, sql, "t", id) : NULL;
}

char **
lp_replica_get_group_path (LpReplica *self, const char *group_id)
{
  GPtrArray *path = g_ptr_array_new ();
  LpGroup *group = get_cached (self, 0, LP_KIND_GROUP, group_id);

  while (group != NULL && path->len < 64)
    {
      g_ptr_array_insert (path, 0, g_strdup (group->id));
      group = get_cached (self, 0, LP_KIND_GROUP, group->parent_id);
    }
  g_ptr_array_add (path, NULL);
  return (char **) g_ptr_array_free (path, FALSE);
}

/* Container: every category in which some membership holds a right. */
static const char **
dup_my_categories (LpMe *me)
{
  GPtrArray *ids = g_ptr_array_new ();

  for (guint i = 0; i < me->memberships->len; i++)
    {
      GArray *rights = ((LpMembership *) g_ptr_array_index (me->memberships, i))->rights;

      for (guint j = 0; j < rights->len; j++)
        g_ptr_array_add (ids, g_array_index (rights, LpCategoryRights, j).category_id);
    }
  g_ptr_array_add (ids, NULL);
  return (const char **) g_ptr_array_free (ids, FALSE);
}

gboolean
lp_replica_may (LpReplica *self,
                LpAction action,
                const char *group_id,
                const char *to_group_id,
                const char *product_id,
                GError **error)
{
  const char *target = group_id != NULL || self->me == NULL ? group_id : self->me->vendor_id;
  g_auto (GStrv) path = lp_replica_get_group_path (self, target);
  g_auto (GStrv) to_path = to_group_id != NULL ? lp_replica_get_group_path (self, to_group_id) : NULL;
  g_autoptr (LpProduct) product = lp_replica_get_product (self, product_id);
  g_autofree const char **categories = NULL;
  LpPermissionObject object = { .path = (const char *const *) path,
                                .to_path = (const char *const *) (to_path != NULL ? to_path : path) };
  LpActor actor;

  if (self->me == NULL)
    {
      g_set_error_literal (error, LP_ERROR, LP_ERROR_UNAUTHORIZED, "Nobody is signed in");
      return FALSE;
    }
  if (product_id == NULL)
    object.categories = categories = dup_my_categories (self->me);
  else if (product != NULL)
    object.categories = (const char *const *) product->category_ids;
  lp_me_get_actor (self->me, &actor);
  return lp_permission_check (&actor, action, &object, error);
}

static void
wipe_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  g_autoptr (GDir) dir = g_dir_open (task_data, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    {
      g_autofree char *file = g_build_filename (task_data, name, NULL);

      if (g_str_has_prefix (name, "replica-") || g_str_equal (name, "current") ||
          g_str_equal (name, "partial"))
        g_unlink (file);
    }
  g_rmdir (task_data); /* stays if the outbox is still there */
  g_task_return_boolean (task, TRUE);
}

void
lp_replica_wipe_async (LpReplica *self,
                       GCancellable *cancellable,
                       GAsyncReadyCallback callback,
                       gpointer user_data)
{
  g_autoptr (GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, lp_replica_wipe_async);
  close_all (self);
  forget_cache (self);
  g_clear_pointer (&self->token, g_free);
  g_clear_pointer (&self->me, lp_me_unref);
  g_task_set_task_data (task, g_strdup (self->directory), g_free);
  g_task_run_in_thread (task, wipe_in_thread);
}

gboolean
lp_replica_wipe_finish (LpReplica *self, GAsyncResult *result, GError **error)
{
  return g_task_propagate_boolean (G_TASK (result), error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lp-replica-decisions.h"
#include "lp-replica-lists.h"
#include "lp-replica-private.h"

/* The asynchronous queries: arguments into the task, a list function on the worker, the result back. */

typedef struct _Query Query;
typedef gpointer (*QueryFunc) (LpReplicaStore *store,
                               Query *query,
                               GCancellable *cancellable,
                               GError **error);

struct _Query
{
  QueryFunc run;
  GTask *task;              /* weak: it owns this */
  LpReplicaFirstFunc first; /* nullable */
  gpointer user_data;
  GDestroyNotify free_result;
  LpDate today;
  LpTicketQuery *tickets;
  LpSubscriptionQuery subscriptions;
  char *id;
  char *group_id;
  char *product_id;
  char *text;
  GArray *rows; /* of guint32 */
  guint limit;
};

static void
query_free (Query *query)
{
  g_clear_pointer (&query->tickets, lp_ticket_query_free);
  g_free (query->id);
  g_free (query->group_id);
  g_free (query->product_id);
  g_clear_pointer (&query->rows, g_array_unref);
  g_free (query->text);
  g_free (query);
}

static void
on_cancelled (GCancellable *cancellable, gpointer user_data)
{
  lp_db_interrupt (user_data);
}

static void
run_in_thread (GTask *task, gpointer source, gpointer task_data, GCancellable *cancellable)
{
  LpReplica *self = source;
  Query *query = task_data;
  GError *error = NULL;
  gpointer result;
  gulong id = 0;

  if (cancellable != NULL)
    id = g_cancellable_connect (cancellable, G_CALLBACK (on_cancelled), self->store->db, NULL);
  result = query->run (self->store, query, cancellable, &error);
  g_cancellable_disconnect (cancellable, id);
  if (result != NULL)
    g_task_return_pointer (task, result, query->free_result);
  else
    g_task_return_error (task, error);
}

/* Takes over @query. */
static void
start (LpReplica *self,
       Query *query,
       QueryFunc run,
       GDestroyNotify free_result,
       GCancellable *cancellable,
       GAsyncReadyCallback callback,
       gpointer user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, start);
  query->run = run;
  query->free_result = free_result;
  query->task = task;
  query->user_data = user_data;
  query->today = lp_replica_get_today (self);
  g_task_set_task_data (task, query, (GDestroyNotify) query_free);
  if (self->worker != NULL)
    {
      lp_worker_push (self->worker, task, run_in_thread);
      return;
    }
  g_task_return_new_error (task, LP_ERROR, LP_ERROR_STORAGE, "The local copy has been deleted");
  g_object_unref (task);
}

static gpointer
finish (LpReplica *self, GAsyncResult *result, GError **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  return g_task_propagate_pointer (G_TASK (result), error);
}

/* First rows on their way to the main context. */
typedef struct
{
  GTask *task;
  GArray *rows;
} First;

static void
first_free (gpointer data)
{
  First *self = data;

  g_object_unref (self->task);
  g_array_unref (self->rows);
  g_free (self);
}

static gboolean
first_cb (gpointer data)
{
  First *self = data;
  GCancellable *cancellable = g_task_get_cancellable (self->task);
  Query *query = g_task_get_task_data (self->task);

  if (!g_cancellable_is_cancelled (cancellable))
    query->first (g_task_get_source_object (self->task), self->rows, query->user_data);
  return G_SOURCE_REMOVE;
}

/* Of the same priority as the task's own return, so it is always before that. */
static void
tell_first (GArray *rows, gpointer user_data)
{
  Query *query = user_data;
  g_autoptr (GSource) idle = g_idle_source_new ();
  First *first = g_new0 (First, 1);

  first->task = g_object_ref (query->task);
  first->rows = rows;
  g_source_set_priority (idle, g_task_get_priority (query->task));
  g_source_set_static_name (idle, "[license-portal] first rows");
  g_source_set_callback (idle, first_cb, first, first_free);
  g_source_attach (idle, g_task_get_context (query->task));
}

static gpointer
run_tickets (LpReplicaStore *store, Query *query, GCancellable *cancellable, GError **error)
{
  const LpFirstRows first = { tell_first, query };

  return lp_replica_store_query_tickets (store, query->tickets, query->today,
                                         query->first != NULL ? &first : NULL, cancellable, error);
}

void
lp_replica_search_tickets_async (LpReplica *self,
                                 const LpTicketQuery *query,
                                 LpReplicaFirstFunc first,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  Query *work = g_new0 (Query, 1);

  work->tickets = lp_ticket_query_copy (query);
  work->first = first;
  start (self, work, run_tickets, (GDestroyNotify) g_array_unref, cancellable, callback, user_data);
}

void
lp_replica_query_tickets_async (LpReplica *self,
                                const LpTicketQuery *query,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  lp_replica_search_tickets_async (self, query, NULL, cancellable, callback, user_data);
}

GArray *
lp_replica_query_tickets_finish (LpReplica *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, error);
}

static gpointer
run_groups (LpReplicaStore *store, Query *query, GCancellable *cancellable, GError **error)
{
  return lp_replica_list_groups (store, error);
}

void
lp_replica_query_groups_async (LpReplica *self,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  start (self, g_new0 (Query, 1), run_groups, (GDestroyNotify) g_array_unref, cancellable, callback,
         user_data);
}

GArray *
lp_replica_query_groups_finish (LpReplica *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, error);
}

static gpointer
run_members (LpReplicaStore *store, Query *query, GCancellable *cancellable, GError **error)
{
  return lp_replica_list_members (store, query->id, error);
}

void
lp_replica_query_members_async (LpReplica *self,
                                const char *group_id,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data)
{
  Query *work = g_new0 (Query, 1);

  work->id = g_strdup (group_id);
  start (self, work, run_members, (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

GPtrArray *
lp_replica_query_members_finish (LpReplica *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, error);
}

static gpointer
run_people (LpReplicaStore *store, Query *query, GCancellable *cancellable, GError **error)
{
  return lp_replica_list_people (store, query->text, query->group_id, query->limit, error);
}

void
lp_replica_query_people_async (LpReplica *self,
                               const char *text,
                               const char *group_id,
                               guint limit,
                               GCancellable *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer user_data)
{
  Query *work = g_new0 (Query, 1);

  work->text = g_strdup (text);
  work->group_id = g_strdup (group_id);
  work->limit = limit;
  start (self, work, run_people, (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

GPtrArray *
lp_replica_query_people_finish (LpReplica *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, error);
}

static gpointer
run_memberships (LpReplicaStore *store, Query *query, GCancellable *cancellable, GError **error)
{
  return lp_replica_list_memberships (store, query->id, error);
}

void
lp_replica_query_memberships_async (LpReplica *self,
                                    const char *person_id,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data)
{
  Query *work = g_new0 (Query, 1);

  work->id = g_strdup (person_id);
  start (self, work, run_memberships, (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

GPtrArray *
lp_replica_query_memberships_finish (LpReplica *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, error);
}

static gpointer
run_categories (LpReplicaStore *store, Query *query, GCancellable *cancellable, GError **error)
{
  return lp_replica_list_categories (store, query->group_id, error);
}

void
lp_replica_query_categories_async (LpReplica *self,
                                   const char *group_id,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data)
{
  Query *work = g_new0 (Query, 1);

  work->group_id = g_strdup (group_id);
  start (self, work, run_categories, (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

GPtrArray *
lp_replica_query_categories_finish (LpReplica *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, error);
}

static gpointer
run_products (LpReplicaStore *store, Query *query, GCancellable *cancellable, GError **error)
{
  return lp_replica_list_products (store, query->id, query->group_id, query->text, error);
}

void
lp_replica_query_products_async (LpReplica *self,
                                 const char *category_id,
                                 const char *group_id,
                                 const char *text,
                                 GCancellable *cancellable,
                                 GAsyncReadyCallback callback,
                                 gpointer user_data)
{
  Query *work = g_new0 (Query, 1);

  work->id = g_strdup (category_id);
  work->group_id = g_strdup (group_id);
  work->text = g_strdup (text);
  start (self, work, run_products, (GDestroyNotify) g_ptr_array_unref, cancellable, callback, user_data);
}

GPtrArray *
lp_replica_query_products_finish (LpReplica *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, error);
}

static gpointer
run_subscriptions (LpReplicaStore *store, Query *query, GCancellable *cancellable, GError **error)
{
  query->subscriptions.group_id = query->group_id;
  query->subscriptions.product_id = query->product_id;
  query->subscriptions.text = query->text;
  return lp_replica_list_subscriptions (store, &query->subscriptions, query->today, cancellable, error);
}

void
lp_replica_query_subscriptions_async (LpReplica *self,
                                      const LpSubscriptionQuery *query,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data)
{
  Query *work = g_new0 (Query, 1);

  work->subscriptions = *query;
  work->group_id = g_strdup (query->group_id);
  work->product_id = g_strdup (query->product_id);
  work->text = g_strdup (query->text);
  start (self, work, run_subscriptions, (GDestroyNotify) g_array_unref, cancellable, callback, user_data);
}

GArray *
lp_replica_query_subscriptions_finish (LpReplica *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, error);
}

static Query *
query_new_of_rows (const guint32 *rows, gsize n_rows)
{
  Query *work = g_new0 (Query, 1);

  work->rows = g_array_sized_new (FALSE, FALSE, sizeof (guint32), (guint) n_rows);
  g_array_append_vals (work->rows, rows, (guint) n_rows);
  return work;
}

static gpointer
run_count_decidable (LpReplicaStore *store, Query *query, GCancellable *cancellable, GError **error)
{
  g_autofree LpDecisionCount *count = g_new (LpDecisionCount, 1);

  return lp_replica_count_decidable (store, query->rows, query->today, count, error)
             ? g_steal_pointer (&count)
             : NULL;
}

void
lp_replica_count_decidable_async (LpReplica *self,
                                  const guint32 *rows,
                                  gsize n_rows,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data)
{
  Query *work = query_new_of_rows (rows, n_rows);

  start (self, work, run_count_decidable, g_free, cancellable, callback, user_data);
}

gboolean
lp_replica_count_decidable_finish (LpReplica *self,
                                   GAsyncResult *result,
                                   guint *n_decidable,
                                   guint *n_deadlines,
                                   GError **error)
{
  g_autofree LpDecisionCount *count = finish (self, result, error);

  *n_decidable = count != NULL ? count->n_decidable : 0;
  *n_deadlines = count != NULL ? count->n_deadlines : 0;
  return count != NULL;
}

static gpointer
run_whole_subscriptions (LpReplicaStore *store, Query *query, GCancellable *cancellable, GError **error)
{
  return lp_replica_list_whole_subscriptions (store, query->rows, query->today, cancellable, error);
}

void
lp_replica_read_subscriptions_async (LpReplica *self,
                                     const guint32 *rows,
                                     gsize n_rows,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data)
{
  Query *work = query_new_of_rows (rows, n_rows);

  start (self, work, run_whole_subscriptions, (GDestroyNotify) g_ptr_array_unref, cancellable, callback,
         user_data);
}

GPtrArray *
lp_replica_read_subscriptions_finish (LpReplica *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, error);
}

static gpointer
run_due_subscriptions (LpReplicaStore *store, Query *query, GCancellable *cancellable, GError **error)
{
  return lp_replica_list_due_subscriptions (store, query->subscriptions.deadline_from,
                                            query->subscriptions.deadline_to, query->limit, query->today,
                                            error);
}

void
lp_replica_read_due_subscriptions_async (LpReplica *self,
                                         LpDate from,
                                         LpDate to,
                                         guint limit,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data)
{
  Query *work = g_new0 (Query, 1);

  work->subscriptions.deadline_from = from;
  work->subscriptions.deadline_to = to;
  work->limit = limit;
  start (self, work, run_due_subscriptions, (GDestroyNotify) g_ptr_array_unref, cancellable, callback,
         user_data);
}

GPtrArray *
lp_replica_read_due_subscriptions_finish (LpReplica *self, GAsyncResult *result, GError **error)
{
  return finish (self, result, error);
}

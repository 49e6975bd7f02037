/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-replica-page.h"
#include "lp-replica-rows.h"
#include "lp-replica-store.h"
#include "lp-replica.h"
#include "lp-worker.h"

G_BEGIN_DECLS

/* What the files of the replica share with each other and with sync. */

struct _LpReplica
{
  GObject parent_instance;

  char *directory;
  LpWorker *worker;
  LpReplicaStore *store; /* belongs to the worker's thread */
  GMutex memory; /* held by the worker while it changes what lists show of tickets, or `store` itself */
  LpDb *db;      /* read-only, of the main context's thread */
  GHashTable *cache[4];    /* id → object of groups, categories, products, persons */
  GHashTable *product_ids; /* row in `db` → id, as they were asked for; NULL: none yet */
  GHashTable *group_ids;

  LpMe *me;
  char *token;
  gint64 as_of;
  gint64 as_of_stored;
  LpDate service_today;
  LpDate heard_on; /* local date on which service_today was heard */
  gboolean fixed_today;
  LpDate told_today; /* the day that everybody knows of */
  guint day_timer;

  /* A snapshot that is being filled: pages go from one to the other */
  LpWorker *parse_worker;
  LpWorker *import_worker;
  LpReplicaStore *import; /* belongs to the thread of import_worker */
  char *import_name;
  gboolean adopting;
  GTask *next_begin; /* nullable: the snapshot after the one that is being adopted */
};

/* A delta page, parsed and applied on the worker. → what it said; reset: nothing was applied. */
void lp_replica_apply_page_async (LpReplica *self,
                                  GBytes *bytes,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
LpPage *lp_replica_apply_page_finish (LpReplica *self, GAsyncResult *result, GError **error);

/* A snapshot: begin → the token to go on from, NULL for the beginning; @n_done: objects that are there already.
 * add parses a page on one thread and inserts it on another, so that they overlap when several are under way; how
 * many, and so how much memory, is for the caller to bound. A page whose @cancellable is cancelled is not inserted,
 * not even when it has been parsed. adopt makes it the replica, atomically, and emits `changed` with reset. */
void lp_replica_begin_snapshot_async (LpReplica *self,
                                      gboolean resume,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean lp_replica_begin_snapshot_finish (LpReplica *self,
                                           GAsyncResult *result,
                                           char **token,
                                           guint *n_done,
                                           guint *n_total,
                                           GError **error);
void lp_replica_add_to_snapshot_async (LpReplica *self,
                                       GBytes *bytes,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
LpPage *lp_replica_add_to_snapshot_finish (LpReplica *self, GAsyncResult *result, GError **error);
void lp_replica_adopt_snapshot_async (LpReplica *self,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
gboolean lp_replica_adopt_snapshot_finish (LpReplica *self, GAsyncResult *result, GError **error);

/* What the main context knows by heart, from the table `meta` of @db. */
void lp_replica_read_meta (LpReplica *self);
/* Closes `db`, with what was read of it by row. */
void lp_replica_drop_db (LpReplica *self);
void lp_replica_hear_today (LpReplica *self, LpDate today, gboolean fixed_today);
void lp_replica_notify_as_of (LpReplica *self);
void lp_replica_emit_changed (LpReplica *self, const LpTouched *touched, gboolean reset);

/* What the worker does when nothing has been asked for a while. @user_data is the replica. */
void lp_replica_rest (gpointer user_data);

/* Writes token, today and as-of into @store within the caller's transaction. */
gboolean lp_replica_store_page_meta (LpReplicaStore *store, const LpFeedPage *page, GError **error);

/* Deletes a database file and its companions. */
void lp_replica_remove_file (const char *directory, const char *name);

G_END_DECLS

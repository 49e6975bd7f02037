/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-replica-store.h"

G_BEGIN_DECLS

/* Ids from the root to a group, both included, NULL-terminated. */
char **lp_replica_store_dup_path (LpReplicaStore *self, const char *group_id);

/* Lists other than tickets, on the worker thread. Results and arguments as in lp-replica.h. Internal. */
GArray *lp_replica_list_groups (LpReplicaStore *self, GError **error);
GPtrArray *lp_replica_list_members (LpReplicaStore *self, const char *group_id, GError **error);
GPtrArray *lp_replica_list_memberships (LpReplicaStore *self, const char *person_id, GError **error);
GPtrArray *lp_replica_list_people (LpReplicaStore *self,
                                   const char *text,
                                   const char *group_id,
                                   guint limit,
                                   GError **error);
GPtrArray *lp_replica_list_categories (LpReplicaStore *self, const char *group_id, GError **error);
GPtrArray *lp_replica_list_products (LpReplicaStore *self,
                                     const char *category_id,
                                     const char *group_id,
                                     const char *text,
                                     GError **error);
GArray *lp_replica_list_subscriptions (LpReplicaStore *self,
                                       const LpSubscriptionQuery *query,
                                       LpDate today,
                                       GCancellable *cancellable,
                                       GError **error);
/* Everything about those that may still be stopped on a day of @from to @to, at most @limit, soonest first. */
GPtrArray *lp_replica_list_due_subscriptions (LpReplicaStore *self,
                                              LpDate from,
                                              LpDate to,
                                              guint limit,
                                              LpDate today,
                                              GError **error);
/* Everything about some of them, in the order of @rows, without those that have gone. */
GPtrArray *lp_replica_list_whole_subscriptions (LpReplicaStore *self,
                                                const GArray *rows,
                                                LpDate today,
                                                GCancellable *cancellable,
                                                GError **error);

G_END_DECLS

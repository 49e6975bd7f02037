/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>
#include <json-glib/json-glib.h>

#include "lp-client-types.h"
#include "lp-me.h"
#include "lp-ticket-line.h"

G_BEGIN_DECLS

/* The local copy of everything that one person may see on one server: a SQLite database that sync keeps
 * current. Belongs to the main context in which it was made.
 *
 * `lp_replica_get_*` look up by key and answer at once (under 4 ms): call them from list items. Whatever scans is
 * asynchronous and runs on the replica's worker thread; an outdated query is stopped by its cancellable. */
#define LP_TYPE_REPLICA (lp_replica_get_type ())
G_DECLARE_FINAL_TYPE (LpReplica, lp_replica, LP, REPLICA, GObject)

/**
 * LpReplicaChange:
 * @kinds: which tables changed
 * @reset: everything was replaced, row keys too: ask again for all
 * @tickets: (nullable): of guint32, rows of the tickets that changed, came or went; %NULL with @reset
 * @subscriptions: (nullable): of guint32, likewise of the subscriptions; their ids are in @ids, too
 * @ids: (nullable): NULL-terminated ids of the other objects that changed; %NULL with @reset
 *
 * What the signal `changed (const LpReplicaChange *change)` tells, in the main context. Ask again only for what
 * is affected.
 */
typedef struct
{
  LpKinds kinds;
  gboolean reset;
  GArray *tickets;
  GArray *subscriptions;
  const char *const *ids;
} LpReplicaChange;

/* Opens the replica in @directory (made with mode 0700 if absent); an empty one is valid. Errors:
 * LP_ERROR_STORAGE, LP_ERROR_NEWER_SCHEMA. A damaged replica is thrown away and fetched again. */
void lp_replica_open_async (const char *directory,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
LpReplica *lp_replica_open_finish (GAsyncResult *result, GError **error);

/**
 * lp_replica_is_complete:
 * @self: a replica
 *
 * Returns: whether it holds a whole snapshot; an empty one does not.
 */
gboolean lp_replica_is_complete (LpReplica *self);

/**
 * lp_replica_get_as_of:
 * @self: a replica
 *
 * Returns: seconds since 1970 (UTC) at which it was last known to be current; 0 if never. Also a property that
 *   notifies.
 */
gint64 lp_replica_get_as_of (LpReplica *self);

/**
 * lp_replica_get_today:
 * @self: a replica
 *
 * Returns: the service's business date as last heard, advanced by the days that passed since unless it is fixed;
 *   the local date if never heard. Derived states use it. Also a property (int) that notifies.
 */
LpDate lp_replica_get_today (LpReplica *self);

/**
 * lp_replica_get_fixed_today:
 * @self: a replica
 *
 * Returns: whether the service runs with a fixed business date.
 */
gboolean lp_replica_get_fixed_today (LpReplica *self);

/**
 * lp_replica_get_me:
 * @self: a replica
 *
 * Returns: (transfer none) (nullable): the person whose replica it is, with her memberships
 */
LpMe *lp_replica_get_me (LpReplica *self);

/**
 * lp_replica_may:
 * @self: a replica
 * @action: something to do
 * @group_id: (nullable): the object's group; %NULL for the vendor
 * @to_group_id: (nullable): destination of a move; %NULL asks whether there may be any
 * @product_id: (nullable): the product whose categories decide; %NULL asks whether there may be any
 * @error: why not, see lp_permission_check(); ask only to grey out: the service decides
 *
 * Returns: whether the person may
 */
gboolean lp_replica_may (LpReplica *self,
                         LpAction action,
                         const char *group_id,
                         const char *to_group_id,
                         const char *product_id,
                         GError **error);

/* Single objects by id, tickets by code in canonical form: a new reference, or NULL if there is none. The state
 * of a ticket and of a subscription is that of lp_replica_get_today(). */
LpGroup *lp_replica_get_group (LpReplica *self, const char *id);
LpPerson *lp_replica_get_person (LpReplica *self, const char *id);
LpCategory *lp_replica_get_category (LpReplica *self, const char *id);
LpProduct *lp_replica_get_product (LpReplica *self, const char *id);
LpTicket *lp_replica_get_ticket (LpReplica *self, const char *code);
LpSubscription *lp_replica_get_subscription (LpReplica *self, const char *id);
LpMembership *lp_replica_get_membership (LpReplica *self, const char *group_id, const char *person_id);

/* (transfer full) (nullable): what to call a group or a person, who may have told only her address; much cheaper than
 * the whole object. */
char *lp_replica_dup_group_name (LpReplica *self, const char *id);
char *lp_replica_dup_person_name (LpReplica *self, const char *id);

/**
 * lp_replica_get_group_path:
 * @self: a replica
 * @group_id: a group
 *
 * Returns: (transfer full): ids of the visible groups from the top down to @group_id, NULL-terminated; empty for
 *   an unknown group
 */
char **lp_replica_get_group_path (LpReplica *self, const char *group_id);

/**
 * lp_replica_get_ticket_row:
 * @self: a replica
 * @code: a ticket code in canonical form
 *
 * Returns: the row key, or 0 if there is no such ticket
 */
guint32 lp_replica_get_ticket_row (LpReplica *self, const char *code);

/**
 * lp_replica_fetch_tickets:
 * @self: a replica
 * @rows: row keys of a query
 * @n_rows: how many; keep it to what is on screen (100 take about 1 ms)
 * @tickets: (out caller-allocates) (array length=n_rows): new references, %NULL for a ticket that has gone
 */
void lp_replica_fetch_tickets (LpReplica *self, const guint32 *rows, gsize n_rows, LpTicket **tickets);

/**
 * lp_replica_fetch_ticket_lines:
 * @self: a replica
 * @rows: row keys of a query
 * @n_rows: how many
 * @lines: (out caller-allocates) (array length=n_rows): to be cleared
 *
 * From memory as a rule, about 1 µs each; from the file while the worker is writing.
 */
void lp_replica_fetch_ticket_lines (LpReplica *self, const guint32 *rows, gsize n_rows, LpTicketLine *lines);

/* → GArray of guint32 row keys in the order asked for (owned). */
void lp_replica_query_tickets_async (LpReplica *self,
                                     const LpTicketQuery *query,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);

/**
 * LpReplicaFirstFunc:
 * @self: a replica
 * @rows: (element-type guint32): some hundred row keys, the first of the answer
 * @user_data: that of the callback
 */
typedef void (*LpReplicaFirstFunc) (LpReplica *self, GArray *rows, gpointer user_data);

/* The same; @first (nullable) is called once before the callback if the words asked for are so common that counting
 * them takes longer than a few frames. */
void lp_replica_search_tickets_async (LpReplica *self,
                                      const LpTicketQuery *query,
                                      LpReplicaFirstFunc first,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
GArray *lp_replica_query_tickets_finish (LpReplica *self, GAsyncResult *result, GError **error);

/* The visible groups, parents first, each with its counts. */
typedef struct
{
  LpGroup *group;
  guint tickets;         /* in this very group */
  guint subtree_tickets; /* with the groups below */
} LpGroupCount;

/* → GArray of LpGroupCount that frees its contents. */
void lp_replica_query_groups_async (LpReplica *self,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
GArray *lp_replica_query_groups_finish (LpReplica *self, GAsyncResult *result, GError **error);

/* → GPtrArray of LpMembership (person filled in), by name. */
void lp_replica_query_members_async (LpReplica *self,
                                     const char *group_id,
                                     GCancellable *cancellable,
                                     GAsyncReadyCallback callback,
                                     gpointer user_data);
GPtrArray *lp_replica_query_members_finish (LpReplica *self, GAsyncResult *result, GError **error);

/* → GPtrArray of LpPerson whose name or e-mail has a word that begins with each word of @text (NULL: all), by
 * name; at most @limit. With @group_id (nullable) only members of that very group. */
void lp_replica_query_people_async (LpReplica *self,
                                    const char *text,
                                    const char *group_id,
                                    guint limit,
                                    GCancellable *cancellable,
                                    GAsyncReadyCallback callback,
                                    gpointer user_data);
GPtrArray *lp_replica_query_people_finish (LpReplica *self, GAsyncResult *result, GError **error);

/* → GPtrArray of LpMembership of one person in all visible groups. */
void lp_replica_query_memberships_async (LpReplica *self,
                                         const char *person_id,
                                         GCancellable *cancellable,
                                         GAsyncReadyCallback callback,
                                         gpointer user_data);
GPtrArray *lp_replica_query_memberships_finish (LpReplica *self, GAsyncResult *result, GError **error);

/* Categories whose products the person may create for a group (NULL: all categories), by name; then the
 * products of one category (NULL: of all of these), by name. */
void lp_replica_query_categories_async (LpReplica *self,
                                        const char *group_id,
                                        GCancellable *cancellable,
                                        GAsyncReadyCallback callback,
                                        gpointer user_data);
GPtrArray *lp_replica_query_categories_finish (LpReplica *self, GAsyncResult *result, GError **error);
void lp_replica_query_products_async (LpReplica *self,
                                      const char *category_id,
                                      const char *group_id,
                                      const char *text,
                                      GCancellable *cancellable,
                                      GAsyncReadyCallback callback,
                                      gpointer user_data);
GPtrArray *lp_replica_query_products_finish (LpReplica *self, GAsyncResult *result, GError **error);

/* Subscriptions of a group and the groups below (NULL: all). */
typedef struct
{
  const char *group_id;   /* nullable */
  guint states;           /* bits `1 << LpSubscriptionState`; 0: all */
  const char *product_id; /* nullable */
  LpDate deadline_from;   /* both days included; LP_DATE_NONE: open */
  LpDate deadline_to;
  const char *text; /* nullable: as in LpTicketQuery, looked for in the ticket */
  LpSubscriptionSort sort;
  gboolean descending;
} LpSubscriptionQuery;

/* → GArray of guint32 row keys; fetch what is on screen. */
void lp_replica_query_subscriptions_async (LpReplica *self,
                                           const LpSubscriptionQuery *query,
                                           GCancellable *cancellable,
                                           GAsyncReadyCallback callback,
                                           gpointer user_data);
GArray *lp_replica_query_subscriptions_finish (LpReplica *self, GAsyncResult *result, GError **error);

/* How many of the rows the person can cancel today, by their state and by her rights, and how many have a day by which to
 * cancel them, whoever may. */
void lp_replica_count_decidable_async (LpReplica *self,
                                       const guint32 *rows,
                                       gsize n_rows,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);
gboolean lp_replica_count_decidable_finish (LpReplica *self,
                                            GAsyncResult *result,
                                            guint *n_decidable,
                                            guint *n_deadlines,
                                            GError **error);

/**
 * lp_replica_fetch_subscription_rows:
 * @self: a replica
 * @rows: row keys of a query
 * @n_rows: how many; keep it to what is on screen (100 take about 1 ms)
 * @subscriptions: (out caller-allocates) (array length=n_rows): new references, %NULL for one that has gone
 *
 * What a row of a table shows, several times faster than all of it: ids, code, state and days. Term, notice, first
 * expiry, technical expiry, renewals and etag are left empty.
 */
void lp_replica_fetch_subscription_rows (LpReplica *self,
                                         const guint32 *rows,
                                         gsize n_rows,
                                         LpSubscription **subscriptions);

/* Everything about many, read on the replica's thread: → GPtrArray of LpSubscription in the order of @rows, without
 * those that have gone. */
void lp_replica_read_subscriptions_async (LpReplica *self,
                                          const guint32 *rows,
                                          gsize n_rows,
                                          GCancellable *cancellable,
                                          GAsyncReadyCallback callback,
                                          gpointer user_data);
GPtrArray *lp_replica_read_subscriptions_finish (LpReplica *self, GAsyncResult *result, GError **error);

/* → GPtrArray of LpSubscription: everything about those that renew by themselves and may still be stopped, with a
 * deadline from @from to @to, both included; at most @limit, the nearest first. Does not read all subscriptions. */
void lp_replica_read_due_subscriptions_async (LpReplica *self,
                                              LpDate from,
                                              LpDate to,
                                              guint limit,
                                              GCancellable *cancellable,
                                              GAsyncReadyCallback callback,
                                              gpointer user_data);
GPtrArray *lp_replica_read_due_subscriptions_finish (LpReplica *self, GAsyncResult *result, GError **error);

/* Writing: for sync, the outbox, and tests. */

/**
 * lp_replica_apply_async:
 * @self: a replica
 * @items: (transfer none): items of `GET /v1/sync`, or made of a reply: `{"kind","id","object"|null}`
 * @next: (nullable): the token after these items; %NULL leaves it (a reply applied at once)
 * @today: the service's business date, or %LP_DATE_NONE to leave it
 * @fixed_today: whether it is fixed
 * @cancellable: (nullable): a #GCancellable
 * @callback: called when the rows are committed and `changed` has been emitted
 * @user_data: for @callback
 *
 * Applies all items in one transaction.
 */
void lp_replica_apply_async (LpReplica *self,
                             JsonArray *items,
                             const char *next,
                             LpDate today,
                             gboolean fixed_today,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);
gboolean lp_replica_apply_finish (LpReplica *self, GAsyncResult *result, GError **error);

/* Keeps the reply of `GET /v1/me`. */
void lp_replica_set_me_async (LpReplica *self,
                              JsonObject *me,
                              GCancellable *cancellable,
                              GAsyncReadyCallback callback,
                              gpointer user_data);
gboolean lp_replica_set_me_finish (LpReplica *self, GAsyncResult *result, GError **error);

/* Says that the service has just confirmed that there is nothing new. */
void lp_replica_touch (LpReplica *self);

/* The token to ask for changes with; NULL while incomplete. Borrowed. */
const char *lp_replica_get_token (LpReplica *self);

/* Closes and deletes everything the replica keeps on disk: after signing out. */
void lp_replica_wipe_async (LpReplica *self,
                            GCancellable *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer user_data);
gboolean lp_replica_wipe_finish (LpReplica *self, GAsyncResult *result, GError **error);

G_END_DECLS

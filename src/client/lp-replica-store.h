/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <json-glib/json-glib.h>

#include "lp-client-types.h"
#include "lp-db.h"
#include "lp-me.h"
#include "lp-replica-page.h"
#include "lp-replica.h"
#include "lp-row-order.h"
#include "lp-subscription-columns.h"
#include "lp-ticket-columns.h"

G_BEGIN_DECLS

/* One replica file with what a worker thread keeps of it in memory. No GObject, no main context: everything here
 * belongs to the thread that uses it. Internal to this folder. */

/* Groups, products or persons: from id to row and back, with what one searches and sorts by. Index 0 is nobody. */
typedef struct
{
  const char *table;
  GHashTable *rows;    /* id → row */
  GPtrArray *ids;      /* by row */
  GPtrArray *names;    /* by row, nullable: shown name; of a group its path */
  GPtrArray *searched; /* by row, nullable: folded name and code or e-mail */
  GPtrArray *parents;  /* by row, nullable ids: groups only */
  GArray *ranks;       /* guint32 by row: place in the order of names; NULL: to be computed */
} LpRefs;

typedef struct
{
  LpDb *db;
  char *directory;
  gboolean bulk; /* a snapshot is being filled: no index yet */
  LpRefs groups;
  LpRefs products;
  LpRefs persons;
  LpTicketColumns tickets;
  LpSubscriptionColumns subscriptions;
  guint32 next_row; /* of tickets: never given twice while the file is open */
  LpMe *me;         /* nullable */
  LpRowOrder order; /* all tickets, as order_sort wants them */
  LpTicketSort order_sort;
  LpDate order_today;
  GPtrArray *hits;                   /* what full text found for the words typed last; NULL: nothing yet */
  struct _LpLastSearch *last_search; /* nullable */
} LpReplicaStore;

/* What applying touched. */
typedef struct
{
  LpKinds kinds;
  GArray *tickets;       /* of guint32 */
  GArray *subscriptions; /* of guint32 */
  GPtrArray *ids;        /* of char* */
} LpTouched;

/**
 * lp_replica_store_open:
 * @path: a file, made if absent
 * @bulk: for filling with a snapshot
 * @error: return location
 *
 * Returns: (transfer full) (nullable): the store
 */
LpReplicaStore *lp_replica_store_open (const char *path, gboolean bulk, GError **error);
void lp_replica_store_free (LpReplicaStore *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LpReplicaStore, lp_replica_store_free)

/* Ends the filling: indexes, and everything durably in the one file. */
gboolean lp_replica_store_finish_bulk (LpReplicaStore *self, GError **error);

/* The table `meta`. NULL if there is no such name. */
char *lp_replica_store_dup_meta (LpDb *db, const char *name);
gboolean
lp_replica_store_set_meta (LpReplicaStore *self, const char *name, const char *value, GError **error);

/* The row of an id, 0 for NULL or an unknown one; `take` makes one. */
guint32 lp_refs_find (const LpRefs *refs, const char *id);
guint32 lp_refs_take (LpReplicaStore *self, LpRefs *refs, const char *id, GError **error);
void lp_refs_set (LpRefs *refs,
                  guint32 row,
                  const char *id,
                  const char *name,
                  const char *more,
                  const char *parent);
/* Ranks by name, in the order of the person's language. */
const guint32 *lp_refs_get_ranks (LpRefs *refs);

/* Frees what it holds. */
void lp_touched_clear (LpTouched *touched);

/**
 * lp_replica_store_apply:
 * @self: a store
 * @page: not one that asks for a reset
 * @touched: (nullable): filled
 * @error: return location
 *
 * Applies the page's items in the transaction of the caller.
 *
 * Returns: success
 */
gboolean
lp_replica_store_apply (LpReplicaStore *self, const LpPage *page, LpTouched *touched, GError **error);

/**
 * lp_replica_store_load_columns:
 * @self: a store whose references are loaded
 * @error: return location
 *
 * Fills the columns from their chunks, or, in a file that has none that this program can read, from the tickets;
 * then they are stored as chunks for the next time.
 *
 * Returns: success
 */
gboolean lp_replica_store_load_columns (LpReplicaStore *self, GError **error);

/* The same for the columns of subscriptions, which are loaded when somebody asks; also in a transaction. */
gboolean lp_replica_store_load_subscriptions (LpReplicaStore *self, GError **error);

/* Stores the chunks that changed, in the transaction of the caller. */
gboolean lp_replica_store_save_columns (LpReplicaStore *self, GError **error);

/**
 * lp_replica_store_rest:
 * @self: a store outside of a transaction
 * @lock: held while what others read moves
 *
 * Gives back memory that only makes queries faster, until the next one.
 */
void lp_replica_store_rest (LpReplicaStore *self, GMutex *lock);

/* After a failed transaction: what is in memory is read again. */
gboolean lp_replica_store_reload (LpReplicaStore *self, GError **error);

/* Told the first rows of an answer if the whole of it takes long. */
typedef struct
{
  void (*tell) (GArray *rows, gpointer user_data); /* on the worker's thread; takes over @rows */
  gpointer user_data;
} LpFirstRows;

/* All tickets, ascending. Borrowed, until the next change. */
const LpRowOrder *lp_replica_store_get_order (LpReplicaStore *self, LpTicketSort sort, LpDate today);

/* Queries, see lp-replica.h. @first is nullable. */
GArray *lp_replica_store_query_tickets (LpReplicaStore *self,
                                        const LpTicketQuery *query,
                                        LpDate today,
                                        const LpFirstRows *first,
                                        GCancellable *cancellable,
                                        GError **error);
/* Takes the mark away from every ticket that does not match all words. */
gboolean lp_replica_store_mark_words (LpReplicaStore *self,
                                      char *const *words,
                                      guint8 *marks,
                                      GCancellable *cancellable,
                                      GError **error);
/* By row of group: 1 for @group_id and, with @subtree, the groups below; NULL group: all. Owned. */
guint8 *lp_replica_store_mark_groups (LpReplicaStore *self, const char *group_id, gboolean subtree);

/**
 * lp_text_fold:
 * @text: (nullable): any text
 *
 * Returns: (transfer full): without case and accents, for comparing what people type
 */
char *lp_text_fold (const char *text);

/**
 * lp_text_split:
 * @text: (nullable): what was typed
 *
 * Returns: (transfer full): its words as typed, without those too short to search for, unless there are no
 *   others; NULL-terminated
 */
char **lp_text_split (const char *text);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "lp-session.h"

G_BEGIN_DECLS

/**
 * LpQueryList:
 *
 * Base of the lists that hold all their items: a #GListModel that asks the replica, and asks again when something
 * that concerns it changed. The old items stay until the new ones are there; an item whose key is still there stays
 * the same object; only what lies between the common beginning and the common end is told as changed.
 *
 * Properties: `n-items` (guint), `loading` (boolean).
 */
#define LP_TYPE_QUERY_LIST (lp_query_list_get_type ())
G_DECLARE_DERIVABLE_TYPE (LpQueryList, lp_query_list, LP, QUERY_LIST, GObject)

/**
 * LpQueryListClass:
 * @kinds: which changes of the replica concern it
 * @item_type: of its items
 * @start: asks; hands @callback and @user_data on
 * @finish: (transfer full): the answer as an array of new items that owns them, %NULL on error
 * @get_key: what makes two items the same row
 * @update: shows in an item that stays what the newer item of the same key would show
 */
struct _LpQueryListClass
{
  GObjectClass parent_class;

  LpKinds kinds;
  GType item_type;
  void (*start) (LpQueryList *self,
                 LpReplica *replica,
                 GCancellable *cancellable,
                 GAsyncReadyCallback callback,
                 gpointer user_data);
  GPtrArray *(*finish) (LpQueryList *self, LpReplica *replica, GAsyncResult *result, GError **error);
  const char *(*get_key) (gpointer item);
  void (*update) (gpointer item, gpointer newer);
};

/**
 * lp_query_list_make_items:
 * @self: a list, in its `finish`
 * @found: (transfer full) (nullable): the objects that a query found, %NULL on error
 * @make_item: returns a new item of one of them, or %NULL to leave it out
 *
 * Returns: (transfer full) (nullable): the items, as `finish` returns them
 */
GPtrArray *lp_query_list_make_items (LpQueryList *self,
                                     GPtrArray *found,
                                     gpointer (*make_item) (LpQueryList *self, gpointer object));

/**
 * lp_query_list_get_session:
 * @self: a list
 *
 * Returns: (transfer none) (nullable): its session
 */
LpSession *lp_query_list_get_session (LpQueryList *self);

/**
 * lp_query_list_ask:
 * @self: a list
 *
 * The question is another one: asks in the next turn of the main context, and drops an answer that is on its way.
 */
void lp_query_list_ask (LpQueryList *self);

/**
 * lp_query_list_is_settled:
 * @self: a list
 *
 * Returns: whether no query is waiting or running.
 */
gboolean lp_query_list_is_settled (LpQueryList *self);

G_END_DECLS

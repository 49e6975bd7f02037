/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-group-item.h"
#include "lp-query-list.h"

#define LP_TYPE_GROUP_LIST (lp_group_list_get_type ())
G_DECLARE_FINAL_TYPE (LpGroupList, lp_group_list, LP, GROUP_LIST, LpQueryList)

struct _LpGroupList
{
  LpQueryList parent_instance;

  int action; /* LpAction, -1 for all groups */
};

G_DEFINE_FINAL_TYPE (LpGroupList, lp_group_list, LP_TYPE_QUERY_LIST)

static void
start (LpQueryList *list,
       LpReplica *replica,
       GCancellable *cancellable,
       GAsyncReadyCallback callback,
       gpointer user_data)
{
  lp_replica_query_groups_async (replica, cancellable, callback, user_data);
}

static gboolean
may (LpGroupList *self, LpReplica *replica, const char *group_id)
{
  if (self->action < 0)
    return TRUE;
  if (self->action == LP_ACTION_CREATE_LICENSE)
    return lp_session_may_any (lp_query_list_get_session (LP_QUERY_LIST (self)), LP_RIGHT_CREATE, group_id);
  return lp_replica_may (replica, self->action, group_id, NULL, NULL, NULL);
}

static GPtrArray *
finish (LpQueryList *list, LpReplica *replica, GAsyncResult *result, GError **error)
{
  g_autoptr (GArray) groups = lp_replica_query_groups_finish (replica, result, error);
  GPtrArray *items;

  if (groups == NULL)
    return NULL;
  items = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < groups->len; i++)
    {
      const LpGroupCount *count = &g_array_index (groups, LpGroupCount, i);
      LpGroupItem *item;

      if (!may (LP_GROUP_LIST (list), replica, count->group->id))
        continue;
      item = lp_group_item_new (count->group);
      lp_group_item_update (item, count->group, count->subtree_tickets, FALSE);
      g_ptr_array_add (items, item);
    }
  return items;
}

static const char *
get_key (gpointer item)
{
  return lp_group_item_get_id (item);
}

static void
update (gpointer item, gpointer newer)
{
  lp_group_item_update (item, lp_group_item_get_group (newer), lp_group_item_get_count (newer), FALSE);
}

static void
lp_group_list_class_init (LpGroupListClass *klass)
{
  LpQueryListClass *list_class = LP_QUERY_LIST_CLASS (klass);

  list_class->kinds = LP_KIND_GROUP | LP_KIND_ME;
  list_class->item_type = LP_TYPE_GROUP_ITEM;
  list_class->start = start;
  list_class->finish = finish;
  list_class->get_key = get_key;
  list_class->update = update;
}

static void
lp_group_list_init (LpGroupList *self)
{
}

GListModel *
lp_group_list_new (LpSession *session, int action)
{
  LpGroupList *self = g_object_new (LP_TYPE_GROUP_LIST, "session", session, NULL);

  self->action = action;
  return G_LIST_MODEL (self);
}

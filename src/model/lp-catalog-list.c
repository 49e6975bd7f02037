/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-catalog-list.h"

#include "lp-query-list.h"

struct _LpCategoryItem
{
  GObject parent_instance;

  LpCategory *category;
};

G_DEFINE_FINAL_TYPE (LpCategoryItem, lp_category_item, G_TYPE_OBJECT)

enum
{
  ITEM_ID = 1,
  ITEM_NAME,
  N_ITEM_PROPS,
};

static GParamSpec *item_properties[N_ITEM_PROPS];

static void
lp_category_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  const LpCategory *category = LP_CATEGORY_ITEM (object)->category;

  switch (id)
    {
    case ITEM_ID:
      g_value_set_string (value, category->id);
      break;
    case ITEM_NAME:
      g_value_set_string (value, category->name);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
lp_category_item_finalize (GObject *object)
{
  lp_category_unref (LP_CATEGORY_ITEM (object)->category);
  G_OBJECT_CLASS (lp_category_item_parent_class)->finalize (object);
}

static void
lp_category_item_class_init (LpCategoryItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = lp_category_item_get_property;
  object_class->finalize = lp_category_item_finalize;
  item_properties[ITEM_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  item_properties[ITEM_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, N_ITEM_PROPS, item_properties);
}

static void
lp_category_item_init (LpCategoryItem *self)
{
}

const char *
lp_category_item_get_id (LpCategoryItem *self)
{
  return self->category->id;
}

const char *
lp_category_item_get_name (LpCategoryItem *self)
{
  return self->category->name;
}

#define LP_TYPE_CATEGORY_LIST (lp_category_list_get_type ())
G_DECLARE_FINAL_TYPE (LpCategoryList, lp_category_list, LP, CATEGORY_LIST, LpQueryList)

struct _LpCategoryList
{
  LpQueryList parent_instance;

  char *group_id;
};

G_DEFINE_FINAL_TYPE (LpCategoryList, lp_category_list, LP_TYPE_QUERY_LIST)

static void
start (LpQueryList *list,
       LpReplica *replica,
       GCancellable *cancellable,
       GAsyncReadyCallback callback,
       gpointer user_data)
{
  lp_replica_query_categories_async (replica, LP_CATEGORY_LIST (list)->group_id, cancellable, callback,
                                     user_data);
}

static gpointer
make_item (LpQueryList *list, gpointer category)
{
  LpCategoryItem *item = g_object_new (LP_TYPE_CATEGORY_ITEM, NULL);

  item->category = lp_category_ref (category);
  return item;
}

static GPtrArray *
finish (LpQueryList *list, LpReplica *replica, GAsyncResult *result, GError **error)
{
  return lp_query_list_make_items (list, lp_replica_query_categories_finish (replica, result, error),
                                   make_item);
}

static const char *
get_key (gpointer item)
{
  return LP_CATEGORY_ITEM (item)->category->id;
}

static void
update (gpointer item, gpointer newer)
{
  LpCategoryItem *self = LP_CATEGORY_ITEM (item);
  g_autoptr (LpCategory) old = g_steal_pointer (&self->category);

  self->category = lp_category_ref (LP_CATEGORY_ITEM (newer)->category);
  if (g_strcmp0 (old->name, self->category->name) != 0)
    g_object_notify_by_pspec (item, item_properties[ITEM_NAME]);
}

static void
lp_category_list_finalize (GObject *object)
{
  g_free (LP_CATEGORY_LIST (object)->group_id);
  G_OBJECT_CLASS (lp_category_list_parent_class)->finalize (object);
}

static void
lp_category_list_class_init (LpCategoryListClass *klass)
{
  LpQueryListClass *list_class = LP_QUERY_LIST_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = lp_category_list_finalize;
  list_class->kinds = LP_KIND_CATEGORY | LP_KIND_PRODUCT | LP_KIND_ME;
  list_class->item_type = LP_TYPE_CATEGORY_ITEM;
  list_class->start = start;
  list_class->finish = finish;
  list_class->get_key = get_key;
  list_class->update = update;
}

static void
lp_category_list_init (LpCategoryList *self)
{
}

GListModel *
lp_category_list_new (LpSession *session, const char *group_id)
{
  LpCategoryList *self = g_object_new (LP_TYPE_CATEGORY_LIST, "session", session, NULL);

  self->group_id = g_strdup (group_id);
  return G_LIST_MODEL (self);
}

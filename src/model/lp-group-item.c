/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-group-item.h"

#include "lp-format.h"

struct _LpGroupItem
{
  GObject parent_instance;

  LpGroup *group;
  gint64 count;
  gboolean member_only;
  gboolean matches;
  gboolean has_subgroups;
  LpGroupItem *parent;  /* weak */
  GListStore *children; /* nullable: a leaf */
};

G_DEFINE_FINAL_TYPE (LpGroupItem, lp_group_item, G_TYPE_OBJECT)

enum
{
  PROP_ID = 1,
  PROP_NAME,
  PROP_PATH_TEXT,
  PROP_KIND_TEXT,
  PROP_COUNT,
  PROP_COUNT_TEXT,
  PROP_MEMBER_ONLY,
  PROP_MATCHES,
  PROP_HAS_SUBGROUPS,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static char *
dup_path_text (LpGroupItem *self)
{
  const char *end = strrchr (self->group->path != NULL ? self->group->path : "", '/');
  g_autofree char *above = end != NULL ? g_strndup (self->group->path, end - self->group->path) : NULL;

  return lp_format_path (above);
}

static void
lp_group_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LpGroupItem *self = LP_GROUP_ITEM (object);

  switch (id)
    {
    case PROP_ID:
      g_value_set_string (value, self->group->id);
      break;
    case PROP_NAME:
      g_value_set_string (value, self->group->name);
      break;
    case PROP_PATH_TEXT:
      g_value_take_string (value, dup_path_text (self));
      break;
    case PROP_KIND_TEXT:
      g_value_set_static_string (value, lp_format_group_kind (self->group->kind));
      break;
    case PROP_COUNT:
      g_value_set_int64 (value, self->count);
      break;
    case PROP_COUNT_TEXT:
      g_value_take_string (value, self->count > 0 ? lp_format_count (self->count) : g_strdup (""));
      break;
    case PROP_MEMBER_ONLY:
      g_value_set_boolean (value, self->member_only);
      break;
    case PROP_MATCHES:
      g_value_set_boolean (value, self->matches);
      break;
    case PROP_HAS_SUBGROUPS:
      g_value_set_boolean (value, self->has_subgroups);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
lp_group_item_finalize (GObject *object)
{
  LpGroupItem *self = LP_GROUP_ITEM (object);

  g_clear_weak_pointer (&self->parent);
  g_clear_object (&self->children);
  g_clear_pointer (&self->group, lp_group_unref);
  G_OBJECT_CLASS (lp_group_item_parent_class)->finalize (object);
}

static void
lp_group_item_class_init (LpGroupItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = lp_group_item_get_property;
  object_class->finalize = lp_group_item_finalize;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, flags);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_PATH_TEXT] = g_param_spec_string ("path-text", NULL, NULL, NULL, flags);
  properties[PROP_KIND_TEXT] = g_param_spec_string ("kind-text", NULL, NULL, NULL, flags);
  properties[PROP_COUNT] = g_param_spec_int64 ("count", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_COUNT_TEXT] = g_param_spec_string ("count-text", NULL, NULL, NULL, flags);
  properties[PROP_MEMBER_ONLY] = g_param_spec_boolean ("member-only", NULL, NULL, FALSE, flags);
  properties[PROP_MATCHES] = g_param_spec_boolean ("matches", NULL, NULL, TRUE, flags);
  properties[PROP_HAS_SUBGROUPS] = g_param_spec_boolean ("has-subgroups", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
lp_group_item_init (LpGroupItem *self)
{
  self->matches = TRUE;
}

LpGroupItem *
lp_group_item_new (LpGroup *group)
{
  LpGroupItem *self = g_object_new (LP_TYPE_GROUP_ITEM, NULL);

  self->group = lp_group_ref (group);
  return self;
}

static void
notify (LpGroupItem *self, guint id)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[id]);
}

void
lp_group_item_update (LpGroupItem *self, LpGroup *group, gint64 count, gboolean member_only)
{
  g_autoptr (LpGroup) old = self->group;
  gint64 old_count = self->count;
  gboolean old_member_only = self->member_only;

  self->group = lp_group_ref (group);
  self->count = count;
  self->member_only = member_only;
  g_object_freeze_notify (G_OBJECT (self));
  if (g_strcmp0 (old->name, group->name) != 0)
    notify (self, PROP_NAME);
  if (g_strcmp0 (old->path, group->path) != 0)
    notify (self, PROP_PATH_TEXT);
  if (old->kind != group->kind)
    notify (self, PROP_KIND_TEXT);
  if (old_count != count)
    {
      notify (self, PROP_COUNT);
      notify (self, PROP_COUNT_TEXT);
    }
  if (old_member_only != member_only)
    notify (self, PROP_MEMBER_ONLY);
  g_object_thaw_notify (G_OBJECT (self));
}

gint64
lp_group_item_get_count (LpGroupItem *self)
{
  return self->count;
}

void
lp_group_item_set_parent (LpGroupItem *self, LpGroupItem *parent)
{
  g_set_weak_pointer (&self->parent, parent);
}

void
lp_group_item_set_matches (LpGroupItem *self, gboolean matches)
{
  if (self->matches == matches)
    return;
  self->matches = matches;
  notify (self, PROP_MATCHES);
}

void
lp_group_item_set_has_subgroups (LpGroupItem *self, gboolean has_subgroups)
{
  if (self->has_subgroups == has_subgroups)
    return;
  self->has_subgroups = has_subgroups;
  notify (self, PROP_HAS_SUBGROUPS);
}

static gboolean
stays (GListStore *store, guint at, GPtrArray *items, guint index, GHashTable *touched)
{
  g_autoptr (GObject) item = g_list_model_get_item (G_LIST_MODEL (store), at);

  return item == g_ptr_array_index (items, index) &&
         (touched == NULL || !g_hash_table_contains (touched, item));
}

void
lp_group_items_show (GListStore *store, GPtrArray *items, GHashTable *touched)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (store));
  guint shorter = MIN (n, items->len);
  guint begin = 0, end = 0;

  while (begin < shorter && stays (store, begin, items, begin, touched))
    begin++;
  while (end < shorter - begin && stays (store, n - 1 - end, items, items->len - 1 - end, touched))
    end++;
  if (n - begin - end > 0 || items->len - begin - end > 0)
    g_list_store_splice (store, begin, n - begin - end, items->pdata + begin, items->len - begin - end);
}

gboolean
lp_group_item_set_children (LpGroupItem *self, GPtrArray *children)
{
  gboolean was_leaf = self->children == NULL;

  if (children->len == 0)
    g_clear_object (&self->children);
  else if (was_leaf)
    self->children = g_list_store_new (LP_TYPE_GROUP_ITEM);
  return was_leaf != (children->len == 0);
}

LpGroup *
lp_group_item_get_group (LpGroupItem *self)
{
  return self->group;
}

const char *
lp_group_item_get_id (LpGroupItem *self)
{
  return self->group->id;
}

const char *
lp_group_item_get_name (LpGroupItem *self)
{
  return self->group->name;
}

gboolean
lp_group_item_get_member_only (LpGroupItem *self)
{
  return self->member_only;
}

gboolean
lp_group_item_get_has_subgroups (LpGroupItem *self)
{
  return self->has_subgroups;
}

LpGroupItem *
lp_group_item_get_parent (LpGroupItem *self)
{
  return self->parent;
}

GListModel *
lp_group_item_get_children (LpGroupItem *self)
{
  return self->children != NULL ? G_LIST_MODEL (self->children) : NULL;
}

GListModel *
lp_group_item_create_children (gpointer item, gpointer user_data)
{
  LpGroupItem *self = LP_GROUP_ITEM (item);

  return self->children != NULL ? g_object_ref (G_LIST_MODEL (self->children)) : NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-asking.h"
#include "lp-group-item.h"

/* What can change the groups, their counts, or what the viewer may do in them. */
#define KINDS (LP_KIND_GROUP | LP_KIND_TICKET | LP_KIND_MEMBERSHIP | LP_KIND_ME)

struct _LpGroupTree
{
  GObject parent_instance;

  LpSession *session; /* nullable */
  char *filter;       /* folded; nullable */
  GHashTable *items;  /* id → LpGroupItem, owned: all, shown or not */
  GPtrArray *order;   /* of id, borrowed from the items' groups: parents first */
  GListStore *roots;
  LpAsking asking;
};

static void lp_group_tree_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LpGroupTree,
                               lp_group_tree,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, lp_group_tree_model_init))

enum
{
  PROP_FILTER = 1,
  PROP_N_GROUPS,
  PROP_LOADING,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static GType
get_item_type (GListModel *model)
{
  return LP_TYPE_GROUP_ITEM;
}

static guint
get_n_items (GListModel *model)
{
  return g_list_model_get_n_items (G_LIST_MODEL (LP_GROUP_TREE (model)->roots));
}

static gpointer
get_item (GListModel *model, guint position)
{
  return g_list_model_get_item (G_LIST_MODEL (LP_GROUP_TREE (model)->roots), position);
}

static void
lp_group_tree_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static gboolean
matches (LpGroupTree *self, LpGroupItem *item)
{
  const LpGroup *group = lp_group_item_get_group (item);
  g_autofree char *text = NULL;
  g_autofree char *folded = NULL;

  if (self->filter == NULL)
    return TRUE;
  text = g_strconcat (group->name, " ", group->external_id, NULL);
  folded = g_utf8_casefold (text, -1);
  return strstr (folded, self->filter) != NULL;
}

/* Which children each group shows under the present filter; key NULL: the topmost. */
static GHashTable *
choose_children (LpGroupTree *self)
{
  GHashTable *chosen = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) g_ptr_array_unref);

  /* Backwards, so that a group is met after everything below it. */
  for (guint i = self->order->len; i > 0; i--)
    {
      LpGroupItem *item = g_hash_table_lookup (self->items, g_ptr_array_index (self->order, i - 1));
      LpGroupItem *parent = lp_group_item_get_parent (item);
      gboolean is_match = matches (self, item);
      GPtrArray *siblings;

      lp_group_item_set_matches (item, is_match);
      if (!is_match && !g_hash_table_contains (chosen, item))
        continue;
      siblings = g_hash_table_lookup (chosen, parent);
      if (siblings == NULL)
        {
          siblings = g_ptr_array_new ();
          g_hash_table_insert (chosen, parent, siblings);
        }
      g_ptr_array_insert (siblings, 0, item);
    }
  return chosen;
}

/* Bottom up, so that a view that is told of a row finds everything below it in order. */
static void
show (LpGroupTree *self)
{
  g_autoptr (GHashTable) chosen = choose_children (self);
  g_autoptr (GHashTable) touched = g_hash_table_new (NULL, NULL);
  g_autoptr (GPtrArray) none = g_ptr_array_new ();
  GPtrArray *roots = g_hash_table_lookup (chosen, NULL);

  for (guint i = self->order->len; i > 0; i--)
    {
      LpGroupItem *item = g_hash_table_lookup (self->items, g_ptr_array_index (self->order, i - 1));
      GPtrArray *children = g_hash_table_lookup (chosen, item);

      if (lp_group_item_set_children (item, children != NULL ? children : none))
        g_hash_table_add (touched, item);
      if (children != NULL)
        lp_group_items_show (G_LIST_STORE (lp_group_item_get_children (item)), children, touched);
    }
  lp_group_items_show (self->roots, roots != NULL ? roots : none, touched);
}

static gboolean
is_member_only (const LpActor *actor, LpGroupItem *item)
{
  g_autoptr (GPtrArray) path = g_ptr_array_new ();

  if (actor == NULL)
    return TRUE;
  for (LpGroupItem *at = item; at != NULL; at = lp_group_item_get_parent (at))
    g_ptr_array_insert (path, 0, (gpointer) lp_group_item_get_id (at));
  g_ptr_array_add (path, NULL);
  for (int role = LP_ROLE_ADMIN; role < LP_ROLE_MEMBER; role++)
    if (lp_permission_has_role (actor, (const char *const *) path->pdata, role))
      return FALSE;
  return TRUE;
}

/* Not by their children, of which the filter hides some. */
static void
mark_parents (LpGroupTree *self)
{
  g_autoptr (GHashTable) parents = g_hash_table_new (NULL, NULL);
  GHashTableIter iter;
  gpointer item;

  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &item))
    if (lp_group_item_get_parent (item) != NULL)
      g_hash_table_add (parents, lp_group_item_get_parent (item));
  g_hash_table_iter_init (&iter, self->items);
  while (g_hash_table_iter_next (&iter, NULL, &item))
    lp_group_item_set_has_subgroups (item, g_hash_table_contains (parents, item));
}

static void
take_groups (LpGroupTree *self, GArray *groups)
{
  g_autoptr (GHashTable) old = g_steal_pointer (&self->items);
  const LpActor *actor = self->session != NULL ? lp_session_get_actor (self->session) : NULL;

  self->items = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  g_ptr_array_set_size (self->order, 0);
  for (guint i = 0; i < groups->len; i++)
    {
      const LpGroupCount *count = &g_array_index (groups, LpGroupCount, i);
      LpGroupItem *item = g_hash_table_lookup (old, count->group->id);
      LpGroupItem *parent = count->group->parent_id != NULL
                                ? g_hash_table_lookup (self->items, count->group->parent_id)
                                : NULL;
      char *id = g_strdup (count->group->id);

      item = item != NULL ? g_object_ref (item) : lp_group_item_new (count->group);
      g_hash_table_insert (self->items, id, item);
      g_ptr_array_add (self->order, id);
      lp_group_item_set_parent (item, parent);
      lp_group_item_update (item, count->group, count->subtree_tickets, is_member_only (actor, item));
    }
  mark_parents (self);
  show (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_GROUPS]);
}

static void
queried_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LpGroupTree) self = LP_GROUP_TREE (user_data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) groups = lp_replica_query_groups_finish (LP_REPLICA (source), result, &error);

  if (!lp_asking_end (&self->asking, error))
    return;
  if (groups != NULL)
    take_groups (self, groups);
  else
    g_warning ("Groups could not be listed: %s", error->message);
  lp_asking_shown (&self->asking);
}

static void
ask (GObject *object)
{
  LpGroupTree *self = LP_GROUP_TREE (object);
  LpReplica *replica = lp_session_get_replica (self->session);
  g_autoptr (GArray) none = NULL;

  if (replica != NULL)
    {
      lp_replica_query_groups_async (replica, lp_asking_begin (&self->asking), queried_cb,
                                     g_object_ref (self));
      return;
    }
  none = g_array_new (FALSE, FALSE, sizeof (LpGroupCount));
  take_groups (self, none);
}

static void
session_changed_cb (LpGroupTree *self, const LpReplicaChange *change)
{
  if (change->reset)
    lp_asking_anew (&self->asking);
  else if ((change->kinds & KINDS) != 0)
    lp_asking_again (&self->asking);
}

static void
lp_group_tree_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LpGroupTree *self = LP_GROUP_TREE (object);

  switch (id)
    {
    case PROP_FILTER:
      g_value_set_string (value, self->filter);
      break;
    case PROP_N_GROUPS:
      g_value_set_uint (value, g_hash_table_size (self->items));
      break;
    case PROP_LOADING:
      g_value_set_boolean (value, !lp_asking_is_settled (&self->asking));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
lp_group_tree_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_FILTER:
      lp_group_tree_set_filter (LP_GROUP_TREE (object), g_value_get_string (value));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
lp_group_tree_dispose (GObject *object)
{
  LpGroupTree *self = LP_GROUP_TREE (object);

  lp_asking_stop (&self->asking);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (lp_group_tree_parent_class)->dispose (object);
}

static void
lp_group_tree_finalize (GObject *object)
{
  LpGroupTree *self = LP_GROUP_TREE (object);

  g_clear_object (&self->roots);
  g_clear_pointer (&self->order, g_ptr_array_unref);
  g_clear_pointer (&self->items, g_hash_table_unref);
  g_free (self->filter);
  G_OBJECT_CLASS (lp_group_tree_parent_class)->finalize (object);
}

static void
lp_group_tree_class_init (LpGroupTreeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = lp_group_tree_get_property;
  object_class->set_property = lp_group_tree_set_property;
  object_class->dispose = lp_group_tree_dispose;
  object_class->finalize = lp_group_tree_finalize;

  properties[PROP_FILTER] = g_param_spec_string ("filter", NULL, NULL, NULL,
                                                 G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                     G_PARAM_STATIC_STRINGS);
  properties[PROP_N_GROUPS] = g_param_spec_uint ("n-groups", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
lp_group_tree_init (LpGroupTree *self)
{
  lp_asking_init (&self->asking, self, properties[PROP_LOADING], ask);
  self->items = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->order = g_ptr_array_new ();
  self->roots = g_list_store_new (LP_TYPE_GROUP_ITEM);
  g_signal_connect_object (self->roots, "items-changed", G_CALLBACK (g_list_model_items_changed), self,
                           G_CONNECT_SWAPPED);
}

LpGroupTree *
lp_group_tree_new (LpSession *session)
{
  LpGroupTree *self = g_object_new (LP_TYPE_GROUP_TREE, NULL);

  if (session == NULL)
    return self;
  self->session = g_object_ref (session);
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self, G_CONNECT_SWAPPED);
  lp_asking_anew (&self->asking);
  return self;
}

void
lp_group_tree_set_filter (LpGroupTree *self, const char *filter)
{
  g_autofree char *folded = filter != NULL && *filter != '\0' ? g_utf8_casefold (filter, -1) : NULL;

  if (g_strcmp0 (self->filter, folded) == 0)
    return;
  g_free (self->filter);
  self->filter = g_steal_pointer (&folded);
  show (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FILTER]);
}

LpGroupItem *
lp_group_tree_find (LpGroupTree *self, const char *group_id)
{
  return group_id != NULL ? g_hash_table_lookup (self->items, group_id) : NULL;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-asking.h"
#include "lp-query-list.h"

typedef struct
{
  LpSession *session; /* nullable */
  GPtrArray *items;
  LpAsking asking;
} LpQueryListPrivate;

static void lp_query_list_model_init (GListModelInterface *iface);

G_DEFINE_ABSTRACT_TYPE_WITH_CODE (LpQueryList,
                                  lp_query_list,
                                  G_TYPE_OBJECT,
                                  G_ADD_PRIVATE (LpQueryList)
                                      G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, lp_query_list_model_init))

#define PRIVATE(self) ((LpQueryListPrivate *) lp_query_list_get_instance_private (self))

enum
{
  PROP_SESSION = 1,
  PROP_N_ITEMS,
  PROP_LOADING,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static GType
get_item_type (GListModel *model)
{
  return LP_QUERY_LIST_GET_CLASS (model)->item_type;
}

static guint
get_n_items (GListModel *model)
{
  return PRIVATE (LP_QUERY_LIST (model))->items->len;
}

static gpointer
get_item (GListModel *model, guint position)
{
  GPtrArray *items = PRIVATE (LP_QUERY_LIST (model))->items;

  return position < items->len ? g_object_ref (g_ptr_array_index (items, position)) : NULL;
}

static void
lp_query_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/* Puts the old objects of rows that stay into @items, each showing what is new. */
static void
keep_objects (LpQueryList *self, GPtrArray *items)
{
  LpQueryListClass *klass = LP_QUERY_LIST_GET_CLASS (self);
  GPtrArray *old = PRIVATE (self)->items;
  g_autoptr (GHashTable) by_key = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < old->len; i++)
    {
      gpointer item = g_ptr_array_index (old, i);

      g_hash_table_insert (by_key, (gpointer) klass->get_key (item), item);
    }
  for (guint i = 0; i < items->len; i++)
    {
      gpointer newer = g_ptr_array_index (items, i);
      gpointer item = g_hash_table_lookup (by_key, klass->get_key (newer));

      if (item == NULL)
        continue;
      g_hash_table_remove (by_key, klass->get_key (item));
      g_object_ref (item);
      klass->update (item, newer);
      g_ptr_array_index (items, i) = item;
      g_object_unref (newer);
    }
}

static void
show_items (LpQueryList *self, GPtrArray *items)
{
  LpQueryListPrivate *priv = PRIVATE (self);
  g_autoptr (GPtrArray) old = NULL;
  guint begin = 0, end = 0, shorter;

  keep_objects (self, items);
  old = g_steal_pointer (&priv->items);
  priv->items = g_ptr_array_ref (items);
  shorter = MIN (old->len, items->len);
  while (begin < shorter && g_ptr_array_index (old, begin) == g_ptr_array_index (items, begin))
    begin++;
  while (end < shorter - begin &&
         g_ptr_array_index (old, old->len - 1 - end) == g_ptr_array_index (items, items->len - 1 - end))
    end++;
  if (old->len - begin - end > 0 || items->len - begin - end > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), begin, old->len - begin - end, items->len - begin - end);
  if (old->len != items->len)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_ITEMS]);
}

static void
asked_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LpQueryList) self = LP_QUERY_LIST (user_data);
  LpQueryListPrivate *priv = PRIVATE (self);
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray)
      items = LP_QUERY_LIST_GET_CLASS (self)->finish (self, LP_REPLICA (source), result, &error);

  if (!lp_asking_end (&priv->asking, error))
    return;
  if (items != NULL)
    show_items (self, items);
  else
    g_warning ("A list could not be filled: %s", error->message);
  lp_asking_shown (&priv->asking);
}

static void
ask (GObject *object)
{
  LpQueryList *self = LP_QUERY_LIST (object);
  LpQueryListPrivate *priv = PRIVATE (self);
  LpReplica *replica = priv->session != NULL ? lp_session_get_replica (priv->session) : NULL;
  g_autoptr (GPtrArray) none = NULL;

  if (replica != NULL)
    {
      LP_QUERY_LIST_GET_CLASS (self)->start (self, replica, lp_asking_begin (&priv->asking), asked_cb,
                                             g_object_ref (self));
      return;
    }
  none = g_ptr_array_new_with_free_func (g_object_unref);
  show_items (self, none);
}

void
lp_query_list_ask (LpQueryList *self)
{
  lp_asking_anew (&PRIVATE (self)->asking);
}

static void
session_changed_cb (LpQueryList *self, const LpReplicaChange *change)
{
  if (change->reset)
    lp_query_list_ask (self);
  else if ((change->kinds & LP_QUERY_LIST_GET_CLASS (self)->kinds) != 0)
    lp_asking_again (&PRIVATE (self)->asking);
}

static void
lp_query_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LpQueryList *self = LP_QUERY_LIST (object);

  switch (id)
    {
    case PROP_N_ITEMS:
      g_value_set_uint (value, PRIVATE (self)->items->len);
      break;
    case PROP_LOADING:
      g_value_set_boolean (value, !lp_query_list_is_settled (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
lp_query_list_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  switch (id)
    {
    case PROP_SESSION:
      PRIVATE (LP_QUERY_LIST (object))->session = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
lp_query_list_constructed (GObject *object)
{
  LpQueryList *self = LP_QUERY_LIST (object);
  LpQueryListPrivate *priv = PRIVATE (self);

  G_OBJECT_CLASS (lp_query_list_parent_class)->constructed (object);
  if (priv->session == NULL)
    return;
  g_signal_connect_object (priv->session, "changed", G_CALLBACK (session_changed_cb), self,
                           G_CONNECT_SWAPPED);
  lp_query_list_ask (self);
}

static void
lp_query_list_dispose (GObject *object)
{
  LpQueryListPrivate *priv = PRIVATE (LP_QUERY_LIST (object));

  lp_asking_stop (&priv->asking);
  g_clear_object (&priv->session);
  G_OBJECT_CLASS (lp_query_list_parent_class)->dispose (object);
}

static void
lp_query_list_finalize (GObject *object)
{
  g_ptr_array_unref (PRIVATE (LP_QUERY_LIST (object))->items);
  G_OBJECT_CLASS (lp_query_list_parent_class)->finalize (object);
}

static void
lp_query_list_class_init (LpQueryListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = lp_query_list_get_property;
  object_class->set_property = lp_query_list_set_property;
  object_class->constructed = lp_query_list_constructed;
  object_class->dispose = lp_query_list_dispose;
  object_class->finalize = lp_query_list_finalize;

  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, LP_TYPE_SESSION,
                                                  G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY |
                                                      G_PARAM_STATIC_STRINGS);
  properties[PROP_N_ITEMS] = g_param_spec_uint ("n-items", NULL, NULL, 0, G_MAXUINT, 0,
                                                G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_LOADING] = g_param_spec_boolean ("loading", NULL, NULL, FALSE,
                                                   G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
lp_query_list_init (LpQueryList *self)
{
  lp_asking_init (&PRIVATE (self)->asking, self, properties[PROP_LOADING], ask);
  PRIVATE (self)->items = g_ptr_array_new_with_free_func (g_object_unref);
}

GPtrArray *
lp_query_list_make_items (LpQueryList *self,
                          GPtrArray *found,
                          gpointer (*make_item) (LpQueryList *self, gpointer object))
{
  g_autoptr (GPtrArray) objects = found;
  GPtrArray *items;

  if (objects == NULL)
    return NULL;
  items = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < objects->len; i++)
    {
      gpointer item = make_item (self, g_ptr_array_index (objects, i));

      if (item != NULL)
        g_ptr_array_add (items, item);
    }
  return items;
}

LpSession *
lp_query_list_get_session (LpQueryList *self)
{
  return PRIVATE (self)->session;
}

gboolean
lp_query_list_is_settled (LpQueryList *self)
{
  return lp_asking_is_settled (&PRIVATE (self)->asking);
}

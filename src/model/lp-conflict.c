/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-conflict.h"

#include "lp-conflict-text.h"
#include "lp-format.h"

struct _LpConflictItem
{
  GObject parent_instance;

  char *member;
  char *name;
  char *mine;
  char *theirs;
  gboolean keep_mine;
};

G_DEFINE_FINAL_TYPE (LpConflictItem, lp_conflict_item, G_TYPE_OBJECT)

enum
{
  PROP_NAME = 1,
  PROP_MINE,
  PROP_THEIRS,
  PROP_KEEP_MINE,
  N_ITEM_PROPS,
};

static GParamSpec *item_properties[N_ITEM_PROPS];

static void
lp_conflict_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LpConflictItem *self = LP_CONFLICT_ITEM (object);

  switch (id)
    {
    case PROP_NAME:
      g_value_set_string (value, self->name);
      break;
    case PROP_MINE:
      g_value_set_string (value, self->mine);
      break;
    case PROP_THEIRS:
      g_value_set_string (value, self->theirs);
      break;
    case PROP_KEEP_MINE:
      g_value_set_boolean (value, self->keep_mine);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
lp_conflict_item_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  LpConflictItem *self = LP_CONFLICT_ITEM (object);

  if (id != PROP_KEEP_MINE)
    {
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
      return;
    }
  if (self->keep_mine == g_value_get_boolean (value))
    return;
  self->keep_mine = g_value_get_boolean (value);
  g_object_notify_by_pspec (object, item_properties[PROP_KEEP_MINE]);
}

static void
lp_conflict_item_finalize (GObject *object)
{
  LpConflictItem *self = LP_CONFLICT_ITEM (object);

  g_free (self->member);
  g_free (self->name);
  g_free (self->mine);
  g_free (self->theirs);
  G_OBJECT_CLASS (lp_conflict_item_parent_class)->finalize (object);
}

static void
lp_conflict_item_class_init (LpConflictItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = lp_conflict_item_get_property;
  object_class->set_property = lp_conflict_item_set_property;
  object_class->finalize = lp_conflict_item_finalize;
  item_properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, G_PARAM_READABLE | flags);
  item_properties[PROP_MINE] = g_param_spec_string ("mine", NULL, NULL, NULL, G_PARAM_READABLE | flags);
  item_properties[PROP_THEIRS] = g_param_spec_string ("theirs", NULL, NULL, NULL, G_PARAM_READABLE | flags);
  item_properties[PROP_KEEP_MINE] = g_param_spec_boolean ("keep-mine", NULL, NULL, TRUE,
                                                          G_PARAM_READWRITE | flags);
  g_object_class_install_properties (object_class, N_ITEM_PROPS, item_properties);
}

static void
lp_conflict_item_init (LpConflictItem *self)
{
  self->keep_mine = TRUE;
}

struct _LpConflict
{
  GObject parent_instance;

  LpOutbox *outbox;
  LpChange *change;
  GListStore *items;
};

G_DEFINE_FINAL_TYPE (LpConflict, lp_conflict, G_TYPE_OBJECT)

enum
{
  PROP_N_MINE = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static LpConflictItem *
get_item (LpConflict *self, guint position)
{
  LpConflictItem *item = g_list_model_get_item (G_LIST_MODEL (self->items), position);

  g_object_unref (item); /* the list holds it */
  return item;
}

const char *
lp_conflict_get_summary (LpConflict *self)
{
  return lp_change_get_summary (self->change);
}

char *
lp_conflict_dup_matter (LpConflict *self)
{
  g_autofree char *code = lp_change_dup_current_text (self->change, "code");
  g_autofree char *product = lp_change_dup_current_text (self->change, "product_name");
  g_autofree char *path = lp_change_dup_current_text (self->change, "path");

  if (code != NULL && product != NULL)
    return g_strconcat (code, " · ", product, NULL);
  return path != NULL ? lp_format_path (path) : g_strdup ("");
}

GListModel *
lp_conflict_get_items (LpConflict *self)
{
  return G_LIST_MODEL (self->items);
}

guint
lp_conflict_get_n_mine (LpConflict *self)
{
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    n += get_item (self, i)->keep_mine ? 1 : 0;
  return n;
}

void
lp_conflict_keep_all (LpConflict *self, gboolean mine)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    g_object_set (get_item (self, i), "keep-mine", mine, NULL);
}

void
lp_conflict_settle (LpConflict *self)
{
  g_autoptr (GPtrArray) members = g_ptr_array_new ();

  /* Settled elsewhere meanwhile, or on its way again. */
  if (lp_change_get_state (self->change) != LP_CHANGE_CONFLICT)
    return;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->items)); i++)
    if (get_item (self, i)->keep_mine)
      g_ptr_array_add (members, get_item (self, i)->member);
  g_ptr_array_add (members, NULL);
  lp_outbox_keep (self->outbox, self->change, (const char *const *) members->pdata);
}

LpChange *
lp_conflict_find (LpSession *session)
{
  LpOutbox *outbox = lp_session_get_outbox (session);

  for (guint i = outbox != NULL ? g_list_model_get_n_items (G_LIST_MODEL (outbox)) : 0; i > 0; i--)
    {
      g_autoptr (LpChange) change = g_list_model_get_item (G_LIST_MODEL (outbox), i - 1);

      if (lp_change_get_state (change) == LP_CHANGE_CONFLICT)
        return g_steal_pointer (&change);
    }
  return NULL;
}

static void
keep_mine_changed_cb (LpConflict *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_MINE]);
}

static void
add_item (LpConflict *self, LpSession *session, const LpDifference *difference)
{
  g_autoptr (LpConflictItem) item = g_object_new (LP_TYPE_CONFLICT_ITEM, NULL);
  const char *member = difference->member;

  item->member = g_strdup (member);
  item->name = lp_conflict_dup_name (session, self->change, member);
  item->mine = lp_conflict_dup_value (session, self->change, member, difference->mine);
  item->theirs = lp_conflict_dup_value (session, self->change, member, difference->theirs);
  g_signal_connect_object (item, "notify::keep-mine", G_CALLBACK (keep_mine_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_list_store_append (self->items, item);
}

LpConflict *
lp_conflict_new (LpSession *session, LpChange *change)
{
  LpConflict *self = g_object_new (LP_TYPE_CONFLICT, NULL);
  g_autoptr (GPtrArray) differences = lp_change_dup_differences (change);

  self->outbox = g_object_ref (lp_session_get_outbox (session));
  self->change = g_object_ref (change);
  for (guint i = 0; i < differences->len; i++)
    add_item (self, session, g_ptr_array_index (differences, i));
  return self;
}

static void
lp_conflict_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  if (id == PROP_N_MINE)
    g_value_set_uint (value, lp_conflict_get_n_mine (LP_CONFLICT (object)));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
lp_conflict_finalize (GObject *object)
{
  LpConflict *self = LP_CONFLICT (object);

  g_clear_object (&self->items);
  g_clear_object (&self->change);
  g_clear_object (&self->outbox);
  G_OBJECT_CLASS (lp_conflict_parent_class)->finalize (object);
}

static void
lp_conflict_class_init (LpConflictClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = lp_conflict_get_property;
  object_class->finalize = lp_conflict_finalize;
  properties[PROP_N_MINE] = g_param_spec_uint ("n-mine", NULL, NULL, 0, G_MAXUINT, 0,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
lp_conflict_init (LpConflict *self)
{
  self->items = g_list_store_new (LP_TYPE_CONFLICT_ITEM);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-format.h"
#include "lp-member-list.h"

struct _LpPersonItem
{
  GObject parent_instance;

  LpPerson *person;
};

G_DEFINE_FINAL_TYPE (LpPersonItem, lp_person_item, G_TYPE_OBJECT)

enum
{
  ITEM_PERSON_ID = 1,
  ITEM_NAME,
  ITEM_EMAIL,
  ITEM_STATE_TEXT,
  N_ITEM_PROPS,
};

static GParamSpec *item_properties[N_ITEM_PROPS];

static void
lp_person_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  const LpPerson *person = LP_PERSON_ITEM (object)->person;

  switch (id)
    {
    case ITEM_PERSON_ID:
      g_value_set_string (value, person->id);
      break;
    case ITEM_NAME:
      g_value_set_string (value, lp_person_get_display_name (person));
      break;
    case ITEM_EMAIL:
      g_value_set_string (value, person->email);
      break;
    case ITEM_STATE_TEXT:
      g_value_set_static_string (value, person->state == LP_PERSON_ACTIVE
                                            ? ""
                                            : lp_format_person_state (person->state));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
lp_person_item_finalize (GObject *object)
{
  lp_person_unref (LP_PERSON_ITEM (object)->person);
  G_OBJECT_CLASS (lp_person_item_parent_class)->finalize (object);
}

static void
lp_person_item_class_init (LpPersonItemClass *klass)
{
  static const char *const names[N_ITEM_PROPS] = { NULL, "person-id", "name", "email", "state-text" };
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = lp_person_item_get_property;
  object_class->finalize = lp_person_item_finalize;
  for (guint id = ITEM_PERSON_ID; id < N_ITEM_PROPS; id++)
    item_properties[id] = g_param_spec_string (names[id], NULL, NULL, NULL,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_ITEM_PROPS, item_properties);
}

static void
lp_person_item_init (LpPersonItem *self)
{
}

LpPerson *
lp_person_item_get_person (LpPersonItem *self)
{
  return self->person;
}

#define LP_TYPE_PERSON_LIST (lp_person_list_get_type ())
G_DECLARE_FINAL_TYPE (LpPersonList, lp_person_list, LP, PERSON_LIST, LpQueryList)

struct _LpPersonList
{
  LpQueryList parent_instance;

  char *search;
  guint limit;
};

G_DEFINE_FINAL_TYPE (LpPersonList, lp_person_list, LP_TYPE_QUERY_LIST)

static void
start (LpQueryList *list,
       LpReplica *replica,
       GCancellable *cancellable,
       GAsyncReadyCallback callback,
       gpointer user_data)
{
  LpPersonList *self = LP_PERSON_LIST (list);

  lp_replica_query_people_async (replica, self->search, NULL, self->limit, cancellable, callback, user_data);
}

static gpointer
make_item (LpQueryList *list, gpointer person)
{
  LpPersonItem *item = g_object_new (LP_TYPE_PERSON_ITEM, NULL);

  item->person = lp_person_ref (person);
  return item;
}

static GPtrArray *
finish (LpQueryList *list, LpReplica *replica, GAsyncResult *result, GError **error)
{
  return lp_query_list_make_items (list, lp_replica_query_people_finish (replica, result, error), make_item);
}

static const char *
get_key (gpointer item)
{
  return LP_PERSON_ITEM (item)->person->id;
}

static void
update (gpointer item, gpointer newer)
{
  LpPersonItem *self = LP_PERSON_ITEM (item);
  g_autoptr (LpPerson) old = g_steal_pointer (&self->person);

  self->person = lp_person_ref (LP_PERSON_ITEM (newer)->person);
  if (g_strcmp0 (old->name, self->person->name) != 0)
    g_object_notify_by_pspec (item, item_properties[ITEM_NAME]);
  if (g_strcmp0 (old->email, self->person->email) != 0)
    g_object_notify_by_pspec (item, item_properties[ITEM_EMAIL]);
  if (old->state != self->person->state)
    g_object_notify_by_pspec (item, item_properties[ITEM_STATE_TEXT]);
}

static void
lp_person_list_finalize (GObject *object)
{
  g_free (LP_PERSON_LIST (object)->search);
  G_OBJECT_CLASS (lp_person_list_parent_class)->finalize (object);
}

static void
lp_person_list_class_init (LpPersonListClass *klass)
{
  LpQueryListClass *list_class = LP_QUERY_LIST_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = lp_person_list_finalize;
  list_class->kinds = LP_KIND_PERSON;
  list_class->item_type = LP_TYPE_PERSON_ITEM;
  list_class->start = start;
  list_class->finish = finish;
  list_class->get_key = get_key;
  list_class->update = update;
}

static void
lp_person_list_init (LpPersonList *self)
{
}

GListModel *
lp_person_list_new (LpSession *session, const char *search, guint limit)
{
  LpPersonList *self = g_object_new (LP_TYPE_PERSON_LIST, "session", session, NULL);

  self->search = search != NULL && *search != '\0' ? g_strdup (search) : NULL;
  self->limit = limit;
  return G_LIST_MODEL (self);
}

void
lp_person_list_set_search (GListModel *list, const char *search)
{
  LpPersonList *self = LP_PERSON_LIST (list);
  const char *text = search != NULL && *search != '\0' ? search : NULL;

  if (g_strcmp0 (self->search, text) == 0)
    return;
  g_free (self->search);
  self->search = g_strdup (text);
  lp_query_list_ask (LP_QUERY_LIST (self));
}

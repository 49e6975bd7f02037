/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-member-list.h"

#include "lp-format.h"

struct _LpMemberItem
{
  GObject parent_instance;

  LpMembership *membership;
  gboolean is_self;
};

G_DEFINE_FINAL_TYPE (LpMemberItem, lp_member_item, G_TYPE_OBJECT)

enum
{
  ITEM_PERSON_ID = 1,
  ITEM_NAME,
  ITEM_EMAIL,
  ITEM_ROLE,
  ITEM_ROLE_TEXT,
  ITEM_STATE_TEXT,
  ITEM_IS_SELF,
  ITEM_MEMBERSHIP,
  N_ITEM_PROPS,
};

static GParamSpec *item_properties[N_ITEM_PROPS];

static void
lp_member_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LpMemberItem *self = LP_MEMBER_ITEM (object);
  const LpPerson *person = self->membership->person;

  switch (id)
    {
    case ITEM_PERSON_ID:
      g_value_set_string (value, person->id);
      break;
    case ITEM_NAME:
      g_value_set_string (value, lp_member_item_get_name (self));
      break;
    case ITEM_EMAIL:
      g_value_set_string (value, person->email);
      break;
    case ITEM_ROLE:
      g_value_set_int (value, self->membership->role);
      break;
    case ITEM_ROLE_TEXT:
      g_value_set_static_string (value, lp_format_role (self->membership->role));
      break;
    case ITEM_STATE_TEXT:
      g_value_set_static_string (value, person->state == LP_PERSON_ACTIVE
                                            ? ""
                                            : lp_format_person_state (person->state));
      break;
    case ITEM_IS_SELF:
      g_value_set_boolean (value, self->is_self);
      break;
    case ITEM_MEMBERSHIP:
      g_value_set_boxed (value, self->membership);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
lp_member_item_finalize (GObject *object)
{
  lp_membership_unref (LP_MEMBER_ITEM (object)->membership);
  G_OBJECT_CLASS (lp_member_item_parent_class)->finalize (object);
}

static void
lp_member_item_class_init (LpMemberItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = lp_member_item_get_property;
  object_class->finalize = lp_member_item_finalize;

  item_properties[ITEM_PERSON_ID] = g_param_spec_string ("person-id", NULL, NULL, NULL, flags);
  item_properties[ITEM_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  item_properties[ITEM_EMAIL] = g_param_spec_string ("email", NULL, NULL, NULL, flags);
  item_properties[ITEM_ROLE] = g_param_spec_int ("role", NULL, NULL, 0, LP_ROLE_MEMBER, 0, flags);
  item_properties[ITEM_ROLE_TEXT] = g_param_spec_string ("role-text", NULL, NULL, NULL, flags);
  item_properties[ITEM_STATE_TEXT] = g_param_spec_string ("state-text", NULL, NULL, NULL, flags);
  item_properties[ITEM_IS_SELF] = g_param_spec_boolean ("is-self", NULL, NULL, FALSE, flags);
  item_properties[ITEM_MEMBERSHIP] = g_param_spec_boxed ("membership", NULL, NULL, LP_TYPE_MEMBERSHIP, flags);
  g_object_class_install_properties (object_class, N_ITEM_PROPS, item_properties);
}

static void
lp_member_item_init (LpMemberItem *self)
{
}

LpMembership *
lp_member_item_get_membership (LpMemberItem *self)
{
  return self->membership;
}

const char *
lp_member_item_get_person_id (LpMemberItem *self)
{
  return self->membership->person->id;
}

const char *
lp_member_item_get_name (LpMemberItem *self)
{
  return lp_person_get_display_name (self->membership->person);
}

const char *
lp_member_item_get_email (LpMemberItem *self)
{
  return self->membership->person->email;
}

struct _LpMemberList
{
  LpQueryList parent_instance;

  char *group_id;
  char *filter; /* folded, "" for none */
  gboolean assignable;
};

G_DEFINE_FINAL_TYPE (LpMemberList, lp_member_list, LP_TYPE_QUERY_LIST)

enum
{
  PROP_GROUP_ID = 1,
  PROP_FILTER,
  PROP_ASSIGNABLE,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

static void
start (LpQueryList *list,
       LpReplica *replica,
       GCancellable *cancellable,
       GAsyncReadyCallback callback,
       gpointer user_data)
{
  LpMemberList *self = LP_MEMBER_LIST (list);

  lp_replica_query_members_async (replica, self->group_id != NULL ? self->group_id : "", cancellable,
                                  callback, user_data);
}

static gboolean
matches (LpMemberList *self, const LpPerson *person)
{
  g_autofree char *both = g_strconcat (person->name != NULL ? person->name : "", " ", person->email, NULL);
  g_autofree char *folded = g_utf8_casefold (both, -1);

  return self->filter == NULL || strstr (folded, self->filter) != NULL;
}

static gpointer
make_item (LpQueryList *list, gpointer object)
{
  LpMemberList *self = LP_MEMBER_LIST (list);
  LpMembership *membership = object;
  const LpPerson *me = lp_session_get_person (lp_query_list_get_session (list));
  LpMemberItem *item;

  if (membership->person == NULL || !matches (self, membership->person) ||
      (self->assignable && membership->person->state == LP_PERSON_DISABLED))
    return NULL;
  item = g_object_new (LP_TYPE_MEMBER_ITEM, NULL);
  item->membership = lp_membership_ref (membership);
  item->is_self = me != NULL && g_strcmp0 (me->id, membership->person->id) == 0;
  return item;
}

static GPtrArray *
finish (LpQueryList *list, LpReplica *replica, GAsyncResult *result, GError **error)
{
  return lp_query_list_make_items (list, lp_replica_query_members_finish (replica, result, error), make_item);
}

static const char *
get_key (gpointer item)
{
  return lp_member_item_get_person_id (item);
}

static void
update (gpointer item, gpointer newer)
{
  LpMemberItem *self = LP_MEMBER_ITEM (item);
  g_autoptr (LpMembership) old = g_steal_pointer (&self->membership);
  GObject *object = G_OBJECT (item);

  self->membership = lp_membership_ref (LP_MEMBER_ITEM (newer)->membership);
  if (g_strcmp0 (old->person->name, self->membership->person->name) != 0)
    g_object_notify_by_pspec (object, item_properties[ITEM_NAME]);
  if (g_strcmp0 (old->person->email, self->membership->person->email) != 0)
    g_object_notify_by_pspec (object, item_properties[ITEM_EMAIL]);
  if (old->person->state != self->membership->person->state)
    g_object_notify_by_pspec (object, item_properties[ITEM_STATE_TEXT]);
  if (old->role != self->membership->role)
    {
      g_object_notify_by_pspec (object, item_properties[ITEM_ROLE]);
      g_object_notify_by_pspec (object, item_properties[ITEM_ROLE_TEXT]);
    }
  if (g_strcmp0 (old->etag, self->membership->etag) != 0)
    g_object_notify_by_pspec (object, item_properties[ITEM_MEMBERSHIP]);
}

static void
lp_member_list_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LpMemberList *self = LP_MEMBER_LIST (object);

  switch (id)
    {
    case PROP_GROUP_ID:
      g_value_set_string (value, self->group_id);
      break;
    case PROP_FILTER:
      g_value_set_string (value, self->filter);
      break;
    case PROP_ASSIGNABLE:
      g_value_set_boolean (value, self->assignable);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
lp_member_list_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  LpMemberList *self = LP_MEMBER_LIST (object);

  switch (id)
    {
    case PROP_GROUP_ID:
      lp_member_list_set_group_id (self, g_value_get_string (value));
      break;
    case PROP_FILTER:
      lp_member_list_set_filter (self, g_value_get_string (value));
      break;
    case PROP_ASSIGNABLE:
      self->assignable = g_value_get_boolean (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
lp_member_list_finalize (GObject *object)
{
  LpMemberList *self = LP_MEMBER_LIST (object);

  g_free (self->group_id);
  g_free (self->filter);
  G_OBJECT_CLASS (lp_member_list_parent_class)->finalize (object);
}

static void
lp_member_list_class_init (LpMemberListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  LpQueryListClass *list_class = LP_QUERY_LIST_CLASS (klass);
  GParamFlags writable = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = lp_member_list_get_property;
  object_class->set_property = lp_member_list_set_property;
  object_class->finalize = lp_member_list_finalize;

  list_class->kinds = LP_KIND_MEMBERSHIP | LP_KIND_PERSON;
  list_class->item_type = LP_TYPE_MEMBER_ITEM;
  list_class->start = start;
  list_class->finish = finish;
  list_class->get_key = get_key;
  list_class->update = update;

  properties[PROP_GROUP_ID] = g_param_spec_string ("group-id", NULL, NULL, NULL, writable);
  properties[PROP_FILTER] = g_param_spec_string ("filter", NULL, NULL, NULL, writable);
  properties[PROP_ASSIGNABLE] = g_param_spec_boolean ("assignable", NULL, NULL, FALSE,
                                                      G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY |
                                                          G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
}

static void
lp_member_list_init (LpMemberList *self)
{
}

LpMemberList *
lp_member_list_new (LpSession *session, const char *group_id)
{
  return g_object_new (LP_TYPE_MEMBER_LIST, "session", session, "group-id", group_id, NULL);
}

void
lp_member_list_set_group_id (LpMemberList *self, const char *group_id)
{
  if (g_strcmp0 (self->group_id, group_id) == 0)
    return;
  g_free (self->group_id);
  self->group_id = g_strdup (group_id);
  lp_query_list_ask (LP_QUERY_LIST (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_GROUP_ID]);
}

void
lp_member_list_set_filter (LpMemberList *self, const char *filter)
{
  g_autofree char *folded = filter != NULL && *filter != '\0' ? g_utf8_casefold (filter, -1) : NULL;

  if (g_strcmp0 (self->filter, folded) == 0)
    return;
  g_free (self->filter);
  self->filter = g_steal_pointer (&folded);
  lp_query_list_ask (LP_QUERY_LIST (self));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FILTER]);
}

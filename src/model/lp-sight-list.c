/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-sight-list.h"

#include "lp-member-list.h"
#include "lp-replica.h"
#include "lp-sight-text.h"
#include "lp-sight.h"
#include "lp-ticket-code.h"

struct _LpSightPerson
{
  GObject parent_instance;

  char *name;
  char *reasons;
  gboolean may_use;
};

G_DEFINE_FINAL_TYPE (LpSightPerson, lp_sight_person, G_TYPE_OBJECT)

const char *
lp_sight_person_get_name (LpSightPerson *self)
{
  return self->name;
}

const char *
lp_sight_person_get_reasons (LpSightPerson *self)
{
  return self->reasons;
}

gboolean
lp_sight_person_may_use (LpSightPerson *self)
{
  return self->may_use;
}

static void
lp_sight_person_finalize (GObject *object)
{
  LpSightPerson *self = LP_SIGHT_PERSON (object);

  g_free (self->name);
  g_free (self->reasons);
  G_OBJECT_CLASS (lp_sight_person_parent_class)->finalize (object);
}

static void
lp_sight_person_class_init (LpSightPersonClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lp_sight_person_finalize;
}

static void
lp_sight_person_init (LpSightPerson *self)
{
}

struct _LpSightList
{
  GObject parent_instance;

  LpSession *session;
  char *code;        /* nullable: canonical */
  char *group_id;    /* nullable: of the ticket whose levels these are */
  GPtrArray *levels; /* of LpMemberList: the ticket's group last, its visible ancestors before it */
  GPtrArray *people; /* of LpSightPerson */
};

static void lp_sight_list_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (LpSightList,
                               lp_sight_list,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, lp_sight_list_list_model_init))

static GType
lp_sight_list_get_item_type (GListModel *model)
{
  return LP_TYPE_SIGHT_PERSON;
}

static guint
lp_sight_list_get_n_items (GListModel *model)
{
  return LP_SIGHT_LIST (model)->people->len;
}

static gpointer
lp_sight_list_get_item (GListModel *model, guint position)
{
  LpSightList *self = LP_SIGHT_LIST (model);

  return position < self->people->len ? g_object_ref (self->people->pdata[position]) : NULL;
}

static void
lp_sight_list_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = lp_sight_list_get_item_type;
  iface->get_n_items = lp_sight_list_get_n_items;
  iface->get_item = lp_sight_list_get_item;
}

/* Memberships by person, of every level: what lets somebody see a ticket is a role at or above its group. */
static GHashTable *
collect_memberships (LpSightList *self)
{
  GHashTable *people = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                              (GDestroyNotify) g_ptr_array_unref);

  for (guint level = 0; level < self->levels->len; level++)
    {
      GListModel *members = self->levels->pdata[level];

      for (guint i = 0; i < g_list_model_get_n_items (members); i++)
        {
          g_autoptr (LpMemberItem) item = g_list_model_get_item (members, i);
          LpMembership *membership = lp_member_item_get_membership (item);
          GPtrArray *memberships = g_hash_table_lookup (people, membership->person->id);

          if (memberships == NULL)
            {
              memberships = g_ptr_array_new_with_free_func ((GDestroyNotify) lp_membership_unref);
              g_hash_table_insert (people, membership->person->id, memberships);
            }
          g_ptr_array_add (memberships, lp_membership_ref (membership));
        }
    }
  return people;
}

/* NULL: she does not see it. */
static LpSightPerson *
judge (LpSightList *self,
       const LpTicket *ticket,
       const LpPermissionObject *object,
       const LpActor *actor,
       const char *name)
{
  g_autoptr (GArray) sights = lp_sight_explain (actor, object);
  g_autoptr (GString) reasons = g_string_new (NULL);
  LpSightPerson *person;

  if (sights->len == 0)
    return NULL;
  person = g_object_new (LP_TYPE_SIGHT_PERSON, NULL);
  for (guint i = 0; i < sights->len; i++)
    {
      const LpSight *sight = &g_array_index (sights, LpSight, i);
      g_autofree char *reason = lp_sight_describe (lp_session_get_replica (self->session), sight, ticket);

      g_string_append_printf (reasons, "%s%s", i > 0 ? "\n" : "", reason);
      person->may_use = person->may_use || sight->kind != LP_SIGHT_ROLE;
    }
  person->name = g_strdup (name);
  person->reasons = g_strdup (reasons->str);
  return person;
}

static int
compare (gconstpointer a, gconstpointer b)
{
  const LpSightPerson *one = *(LpSightPerson *const *) a;
  const LpSightPerson *other = *(LpSightPerson *const *) b;

  if (one->may_use != other->may_use)
    return one->may_use ? -1 : 1;
  return g_utf8_collate (one->name, other->name);
}

static GPtrArray *
find_people (LpSightList *self, const LpTicket *ticket)
{
  const LpActor *me = lp_session_get_actor (self->session);
  g_auto (GStrv) path = lp_session_dup_group_path (self->session, ticket->group_id);
  const LpPermissionObject object = {
    .path = (const char *const *) path,
    .is_ticket = TRUE,
    .assignee_id = ticket->assignee_id,
    .visible_to_group = ticket->visible_to_group,
  };
  g_autoptr (GHashTable) memberships = collect_memberships (self);
  GPtrArray *people = g_ptr_array_new_with_free_func (g_object_unref);
  GHashTableIter iter;
  gpointer id, held;

  g_hash_table_iter_init (&iter, memberships);
  while (g_hash_table_iter_next (&iter, &id, &held))
    {
      const LpActor actor = { id, held, me != NULL ? me->root_id : NULL };
      const LpMembership *first = g_ptr_array_index ((GPtrArray *) held, 0);
      LpSightPerson *person = judge (self, ticket, &object, &actor,
                                     lp_person_get_display_name (first->person));

      if (person != NULL)
        g_ptr_array_add (people, person);
    }
  g_ptr_array_sort (people, compare);
  return people;
}

static void
update (LpSightList *self)
{
  LpReplica *replica = lp_session_get_replica (self->session);
  g_autoptr (LpTicket)
      ticket = replica != NULL && self->code != NULL ? lp_replica_get_ticket (replica, self->code) : NULL;
  guint n_old = self->people->len;

  g_ptr_array_unref (self->people);
  self->people = ticket != NULL ? find_people (self, ticket) : g_ptr_array_new ();
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_old, self->people->len);
}

/* The members of the group and of what is above it. */
static void
load_levels (LpSightList *self)
{
  LpReplica *replica = lp_session_get_replica (self->session);
  g_autoptr (LpTicket)
      ticket = replica != NULL && self->code != NULL ? lp_replica_get_ticket (replica, self->code) : NULL;
  const char *group_id = ticket != NULL && lp_session_may (self->session, LP_ACTION_VIEW_GROUP_CONTENT,
                                                           ticket->group_id, NULL, NULL)
                             ? ticket->group_id
                             : NULL;
  g_auto (GStrv) path = group_id != NULL ? lp_session_dup_group_path (self->session, group_id) : NULL;

  if (g_strcmp0 (group_id, self->group_id) == 0)
    return;
  g_free (self->group_id);
  self->group_id = g_strdup (group_id);
  g_ptr_array_set_size (self->levels, 0);
  for (guint i = 0; path != NULL && path[i] != NULL; i++)
    {
      LpMemberList *level = lp_member_list_new (self->session, path[i]);

      g_ptr_array_add (self->levels, level);
      g_signal_connect_object (level, "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
    }
}

void
lp_sight_list_set_code (LpSightList *self, const char *code)
{
  char canonical[LP_TICKET_CODE_SIZE];
  gboolean is_code = code != NULL && lp_ticket_code_normalize (code, canonical) == LP_TICKET_CODE_OK;

  g_free (self->code);
  self->code = is_code ? g_strdup (canonical) : NULL;
  load_levels (self);
  update (self);
}

gboolean
lp_sight_list_is_complete (LpSightList *self)
{
  const LpActor *me = lp_session_get_actor (self->session);
  g_auto (GStrv) path = self->group_id != NULL ? lp_session_dup_group_path (self->session, self->group_id)
                                               : NULL;

  return me != NULL && path != NULL && g_strcmp0 (path[0], me->root_id) == 0;
}

static void
session_changed_cb (LpSightList *self, const LpReplicaChange *change)
{
  if (!change->reset && (change->kinds & (LP_KIND_TICKET | LP_KIND_GROUP)) == 0)
    return;
  load_levels (self);
  update (self);
}

static void
lp_sight_list_dispose (GObject *object)
{
  LpSightList *self = LP_SIGHT_LIST (object);

  g_ptr_array_set_size (self->levels, 0);
  g_clear_object (&self->session);
  G_OBJECT_CLASS (lp_sight_list_parent_class)->dispose (object);
}

static void
lp_sight_list_finalize (GObject *object)
{
  LpSightList *self = LP_SIGHT_LIST (object);

  g_free (self->code);
  g_free (self->group_id);
  g_ptr_array_unref (self->levels);
  g_ptr_array_unref (self->people);
  G_OBJECT_CLASS (lp_sight_list_parent_class)->finalize (object);
}

static void
lp_sight_list_class_init (LpSightListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = lp_sight_list_dispose;
  object_class->finalize = lp_sight_list_finalize;
}

static void
lp_sight_list_init (LpSightList *self)
{
  self->levels = g_ptr_array_new_with_free_func (g_object_unref);
  self->people = g_ptr_array_new ();
}

LpSightList *
lp_sight_list_new (LpSession *session)
{
  LpSightList *self = g_object_new (LP_TYPE_SIGHT_LIST, NULL);

  self->session = g_object_ref (session);
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

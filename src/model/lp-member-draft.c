/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "lp-member-draft-private.h"
#include "lp-query-list.h"

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LpMemberDraft, lp_member_draft, G_TYPE_OBJECT)

void
lp_member_draft_tell (LpMemberDraft *self)
{
  g_signal_emit (self, signals[CHANGED], 0);
}

const char *
lp_member_draft_get_group_id (LpMemberDraft *self)
{
  return self->group_id;
}

const char *
lp_member_draft_get_person_id (LpMemberDraft *self)
{
  return self->person_id;
}

LpMembership *
lp_member_draft_get_membership (LpMemberDraft *self)
{
  return self->stored;
}

const char *
lp_member_draft_get_name (LpMemberDraft *self)
{
  const LpPerson *person = self->stored != NULL ? self->stored->person : NULL;

  return person != NULL ? lp_person_get_display_name (person) : _ ("A person");
}

LpRole
lp_member_draft_get_role (LpMemberDraft *self)
{
  return self->role;
}

void
lp_member_draft_set_role (LpMemberDraft *self, LpRole role)
{
  if (self->role == role)
    return;
  self->role = role;
  lp_member_draft_tell (self);
}

static gboolean
is_root (LpMemberDraft *self)
{
  const LpActor *actor = lp_session_get_actor (self->session);

  return actor != NULL && g_strcmp0 (actor->root_id, self->group_id) == 0;
}

gboolean
lp_member_draft_has_matrix (LpMemberDraft *self)
{
  return self->role == LP_ROLE_ADMIN && !is_root (self);
}

guint
lp_member_draft_get_n_categories (LpMemberDraft *self)
{
  return g_list_model_get_n_items (self->categories);
}

/* Borrowed: the list keeps it. */
static LpCategoryItem *
get_category (LpMemberDraft *self, guint category)
{
  g_autoptr (LpCategoryItem) item = g_list_model_get_item (self->categories, category);

  return item;
}

const char *
lp_member_draft_get_category_name (LpMemberDraft *self, guint category)
{
  LpCategoryItem *item = get_category (self, category);

  return item != NULL ? lp_category_item_get_name (item) : "";
}

LpRights
lp_member_draft_get_rights (LpMemberDraft *self, guint category)
{
  LpCategoryItem *item = get_category (self, category);

  return item != NULL ? lp_category_rights_get (self->rights, lp_category_item_get_id (item)) : 0;
}

static void
put_rights (GArray *rights, const char *category_id, LpRights value)
{
  for (guint i = 0; i < rights->len; i++)
    {
      LpCategoryRights *one = &g_array_index (rights, LpCategoryRights, i);

      if (g_str_equal (one->category_id, category_id))
        {
          one->rights = value;
          return;
        }
    }
  lp_category_rights_add (rights, category_id, value);
}

void
lp_member_draft_set_right (LpMemberDraft *self, guint category, LpRights right, gboolean held)
{
  LpCategoryItem *item = get_category (self, category);
  LpRights old = lp_member_draft_get_rights (self, category);
  LpRights now = held ? old | right : old & ~right;

  if (item == NULL || old == now)
    return;
  put_rights (self->rights, lp_category_item_get_id (item), now);
  lp_member_draft_tell (self);
}

static GArray *
copy_rights (GArray *rights)
{
  GArray *copy = lp_category_rights_new ();

  for (guint i = 0; rights != NULL && i < rights->len; i++)
    {
      const LpCategoryRights *one = &g_array_index (rights, LpCategoryRights, i);

      lp_category_rights_add (copy, one->category_id, one->rights);
    }
  return copy;
}

/* What is stored counts for an admin only. */
static LpRights
get_stored_rights (LpMemberDraft *self, const char *category_id)
{
  if (self->stored == NULL || self->stored->role != LP_ROLE_ADMIN)
    return 0;
  return lp_category_rights_get (self->stored->rights, category_id);
}

/* Asks the rule about a membership that differs from the stored one in just what is asked for. */
static gboolean
may_become (LpMemberDraft *self, LpRole role, GArray *rights)
{
  const LpActor *actor = lp_session_get_actor (self->session);
  g_auto (GStrv) path = lp_session_dup_group_path (self->session, self->group_id);
  g_autoptr (LpMembership) now = lp_membership_new ();

  if (actor == NULL || self->stored == NULL || path[0] == NULL)
    return FALSE;
  now->role = role;
  if (role == LP_ROLE_ADMIN)
    {
      g_array_unref (now->rights);
      now->rights = copy_rights (rights);
    }
  return lp_permission_may_change_membership (actor, (const char *const *) path, self->person_id,
                                              self->stored, now, NULL);
}

static gboolean
may_change_here (LpMemberDraft *self)
{
  return lp_session_may (self->session, LP_ACTION_CHANGE_MEMBERSHIPS, self->group_id, NULL, NULL);
}

static gboolean
is_self (LpMemberDraft *self)
{
  const LpPerson *me = lp_session_get_person (self->session);

  return me != NULL && g_strcmp0 (me->id, self->person_id) == 0;
}

/* The last admin of the vendor who can sign in. */
static gboolean
is_last_admin (LpMemberDraft *self)
{
  guint n_others = 0;

  if (self->members == NULL || self->stored == NULL || self->stored->role != LP_ROLE_ADMIN ||
      !lp_query_list_is_settled (LP_QUERY_LIST (self->members)))
    return FALSE;
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->members)); i++)
    {
      g_autoptr (LpMemberItem) item = g_list_model_get_item (G_LIST_MODEL (self->members), i);
      const LpMembership *membership = lp_member_item_get_membership (item);

      n_others += membership->role == LP_ROLE_ADMIN && membership->person->state == LP_PERSON_ACTIVE &&
                  g_strcmp0 (membership->person->id, self->person_id) != 0;
    }
  return n_others == 0;
}

static gboolean
refuse (char **reason, const char *text)
{
  if (reason != NULL)
    *reason = g_strdup (text);
  return FALSE;
}

gboolean
lp_member_draft_can_set_role (LpMemberDraft *self, LpRole role, char **reason)
{
  if (self->stored == NULL || self->stored->role == role)
    return TRUE;
  if (!may_change_here (self))
    return refuse (reason, _ ("Only admins of this group, or of one above it, may change this."));
  if (is_last_admin (self))
    return refuse (reason,
                   _ ("The last admin of the vendor has to stay one: make somebody else an admin first."));
  if (!may_become (self, role, self->stored->role == LP_ROLE_ADMIN ? self->stored->rights : NULL))
    return refuse (reason, _ ("This would take rights away that you do not hold here yourself."));
  return TRUE;
}

gboolean
lp_member_draft_can_set_right (LpMemberDraft *self, guint category, LpRights right, char **reason)
{
  LpCategoryItem *item = get_category (self, category);
  g_autoptr (GArray) rights = NULL;
  const char *id;

  if (item == NULL || self->stored == NULL)
    return FALSE;
  if (!may_change_here (self))
    return refuse (reason, _ ("Only admins of this group, or of one above it, may change this."));
  id = lp_category_item_get_id (item);
  rights = self->stored->role == LP_ROLE_ADMIN ? copy_rights (self->stored->rights)
                                               : lp_category_rights_new ();
  put_rights (rights, id, get_stored_rights (self, id) ^ right);
  if (may_become (self, LP_ROLE_ADMIN, rights))
    return TRUE;
  if (is_self (self))
    return refuse (reason, _ ("Nobody adds to her own rights: ask another admin."));
  return refuse (reason, _ ("You may give or take only rights that you hold here yourself."));
}

gboolean
lp_member_draft_can_remove (LpMemberDraft *self, char **reason)
{
  const LpActor *actor = lp_session_get_actor (self->session);
  g_auto (GStrv) path = lp_session_dup_group_path (self->session, self->group_id);

  if (self->stored == NULL || actor == NULL)
    return FALSE;
  if (!may_change_here (self))
    return refuse (reason, _ ("Only admins of this group, or of one above it, may change this."));
  if (is_last_admin (self))
    return refuse (reason,
                   _ ("The last admin of the vendor has to stay one: make somebody else an admin first."));
  if (!lp_permission_may_change_membership (actor, (const char *const *) path, self->person_id, self->stored,
                                            NULL, NULL))
    return refuse (reason, _ ("This would take rights away that you do not hold here yourself."));
  return TRUE;
}

gboolean
lp_member_draft_is_changed (LpMemberDraft *self)
{
  if (self->stored == NULL)
    return FALSE;
  if (self->role != self->stored->role)
    return TRUE;
  if (!lp_member_draft_has_matrix (self))
    return FALSE;
  for (guint i = 0; i < lp_member_draft_get_n_categories (self); i++)
    {
      const char *id = lp_category_item_get_id (get_category (self, i));

      if (lp_member_draft_get_rights (self, i) != get_stored_rights (self, id))
        return TRUE;
    }
  return FALSE;
}

gboolean
lp_member_draft_is_busy (LpMemberDraft *self)
{
  return self->busy;
}

void
lp_member_draft_reload (LpMemberDraft *self)
{
  LpReplica *replica = lp_session_get_replica (self->session);

  g_clear_pointer (&self->stored, lp_membership_unref);
  if (replica != NULL)
    self->stored = lp_replica_get_membership (replica, self->group_id, self->person_id);
  self->role = self->stored != NULL ? self->stored->role : LP_ROLE_MEMBER;
  g_clear_pointer (&self->rights, g_array_unref);
  self->rights = copy_rights (
      self->stored != NULL && self->stored->role == LP_ROLE_ADMIN ? self->stored->rights : NULL);
}

void
lp_member_draft_revert (LpMemberDraft *self)
{
  lp_member_draft_reload (self);
  lp_member_draft_tell (self);
}

/* What somebody is choosing stays, and its etag with it: if another admin was quicker, the service says so. */
static void
session_changed_cb (LpMemberDraft *self, const LpReplicaChange *change)
{
  if (!change->reset && (change->kinds & (LP_KIND_MEMBERSHIP | LP_KIND_PERSON | LP_KIND_ME)) == 0)
    return;
  if (!self->busy && !lp_member_draft_is_changed (self))
    lp_member_draft_reload (self);
  lp_member_draft_tell (self);
}

static void
lp_member_draft_finalize (GObject *object)
{
  LpMemberDraft *self = LP_MEMBER_DRAFT (object);

  g_clear_object (&self->categories);
  g_clear_object (&self->members);
  g_clear_object (&self->session);
  g_clear_pointer (&self->stored, lp_membership_unref);
  g_clear_pointer (&self->before, lp_membership_unref);
  g_clear_pointer (&self->rights, g_array_unref);
  g_free (self->group_id);
  g_free (self->person_id);
  g_free (self->after_etag);
  G_OBJECT_CLASS (lp_member_draft_parent_class)->finalize (object);
}

static void
lp_member_draft_class_init (LpMemberDraftClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lp_member_draft_finalize;

  signals[CHANGED] = g_signal_new ("changed", LP_TYPE_MEMBER_DRAFT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
lp_member_draft_init (LpMemberDraft *self)
{
}

LpMemberDraft *
lp_member_draft_new (LpSession *session, const char *group_id, const char *person_id)
{
  LpMemberDraft *self = g_object_new (LP_TYPE_MEMBER_DRAFT, NULL);

  self->session = g_object_ref (session);
  self->group_id = g_strdup (group_id);
  self->person_id = g_strdup (person_id);
  self->categories = lp_category_list_new (session, NULL);
  g_signal_connect_object (self->categories, "items-changed", G_CALLBACK (lp_member_draft_tell), self,
                           G_CONNECT_SWAPPED);
  lp_member_draft_reload (self);
  if (is_root (self))
    {
      self->members = lp_member_list_new (session, group_id);
      g_signal_connect_object (self->members, "notify::loading", G_CALLBACK (lp_member_draft_tell), self,
                               G_CONNECT_SWAPPED);
    }
  g_signal_connect_object (session, "changed", G_CALLBACK (session_changed_cb), self, G_CONNECT_SWAPPED);
  return self;
}

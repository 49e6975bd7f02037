/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lp-permission.h"

#include "lp-error.h"

#define ADMIN      (1u << LP_ROLE_ADMIN)
#define SUPPORT    (1u << LP_ROLE_SUPPORT)
#define FINANCE    (1u << LP_ROLE_FINANCE)
#define ALL_RIGHTS (LP_RIGHT_CREATE | LP_RIGHT_MODIFY | LP_RIGHT_REVOKE)

/* One row for each action, as in the table of design: domain, "Roles". A vendor admin may do all of them but
 * activate; whoever is not named may not. */
/* clang-format off */
static const struct
{
  guint roles;        /* bits of LpRole, held at the group or above it */
  LpRights right;     /* that the admin needs on one of the product's categories; 0: none */
  gboolean of_root;   /* the roles count only in the vendor group */
  const char *needed; /* completes "This needs …" */
} rules[] = {
  [LP_ACTION_VIEW_GROUP]           = { ADMIN | SUPPORT | FINANCE, 0, FALSE, "a role in this group" },
  [LP_ACTION_VIEW_GROUP_CONTENT]   = { ADMIN | SUPPORT | FINANCE, 0, FALSE,
                                       "the role admin, support or finance in this group or above it" },
  [LP_ACTION_VIEW_TICKET]          = { ADMIN | SUPPORT | FINANCE, 0, FALSE, "a role in this group" },
  [LP_ACTION_VIEW_AUDIT]           = { ADMIN, 0, FALSE, "the role admin in this group or above it" },
  [LP_ACTION_CREATE_LICENSE]       = { ADMIN, LP_RIGHT_CREATE, FALSE,
                                       "the right “create” on a category of this product, as admin of this group "
                                       "or of one above it" },
  [LP_ACTION_CHANGE_ENTRIES]       = { ADMIN, LP_RIGHT_MODIFY, FALSE,
                                       "the right “modify” on a category of this product, as admin of this group "
                                       "or of one above it" },
  [LP_ACTION_CANCEL_SUBSCRIPTION]  = { ADMIN, LP_RIGHT_MODIFY, FALSE,
                                       "the right “modify” on a category of this product, as admin of this group "
                                       "or of one above it" },
  [LP_ACTION_REVOKE]               = { ADMIN, LP_RIGHT_REVOKE, FALSE,
                                       "the right “revoke” on a category of this product, as admin of this group "
                                       "or of one above it" },
  [LP_ACTION_ALLOCATE]             = { ADMIN | SUPPORT, 0, FALSE,
                                       "the role admin or support in this group or above it" },
  [LP_ACTION_MOVE_TICKET]          = { ADMIN | SUPPORT, 0, FALSE,
                                       "the role admin or support over both the old and the new group" },
  [LP_ACTION_CHANGE_MEMBERSHIPS]   = { ADMIN, 0, FALSE, "the role admin in this group or above it" },
  [LP_ACTION_CREATE_SUBGROUP]      = { ADMIN, 0, FALSE, "the role admin in this group or above it" },
  [LP_ACTION_CHANGE_GROUP]         = { ADMIN, 0, FALSE, "the role admin in this group or above it" },
  [LP_ACTION_CHANGE_GROUP_BILLING] = { ADMIN | FINANCE, 0, TRUE, "the role admin or finance of the vendor" },
  [LP_ACTION_MOVE_GROUP]           = { ADMIN, 0, FALSE, "the role admin over both the old and the new parent group" },
  [LP_ACTION_VIEW_REPORTS]         = { ADMIN | FINANCE, 0, FALSE,
                                       "the role admin or finance in this group or above it" },
  [LP_ACTION_CHANGE_PRICES]        = { ADMIN | FINANCE, 0, TRUE, "the role admin or finance of the vendor" },
  [LP_ACTION_CHANGE_CATALOG]       = { ADMIN, 0, TRUE, "the role admin of the vendor" },
  [LP_ACTION_ACTIVATE]             = { 0, 0, FALSE,
                                       "the ticket to be allocated to you, or to be visible in a group of which you "
                                       "are a member yourself" },
  [LP_ACTION_RELEASE]              = { ADMIN | SUPPORT, 0, FALSE,
                                       "the ticket to be your own, or the role admin or support in its group or "
                                       "above it" },
  [LP_ACTION_APPROVE_ORDER]        = { ADMIN, LP_RIGHT_CREATE, FALSE,
                                       "the right “create” on a category of this product, as admin of this group "
                                       "or of one above it" },
};
/* clang-format on */

#define MOVE_ELSEWHERE_NEEDED                                                                                \
  "the right “modify” on a category of this product, as admin of both groups, since they are billed to " \
  "different customers"

static const char *
last_of (const char *const *path)
{
  const char *last = NULL;

  for (; path != NULL && *path != NULL; path++)
    last = *path;
  return last;
}

static guint
n_memberships (const LpActor *actor)
{
  return actor->memberships != NULL ? actor->memberships->len : 0;
}

static const LpMembership *
nth_membership (const LpActor *actor, guint index)
{
  return g_ptr_array_index (actor->memberships, index);
}

/* Whether a membership in @group_id with one of @roles exists; no roles: any role. */
static gboolean
has_membership (const LpActor *actor, const char *group_id, guint roles)
{
  for (guint i = 0; i < n_memberships (actor); i++)
    {
      const LpMembership *membership = nth_membership (actor, i);

      if ((roles == 0 || (roles & (1u << membership->role)) != 0) &&
          g_strcmp0 (membership->group_id, group_id) == 0)
        return TRUE;
    }
  return FALSE;
}

static gboolean
holds_one_of (const LpActor *actor, const char *const *path, guint roles)
{
  for (; path != NULL && *path != NULL; path++)
    if (has_membership (actor, *path, roles))
      return TRUE;
  return FALSE;
}

static gboolean
holds_anywhere (const LpActor *actor, guint roles)
{
  for (guint i = 0; i < n_memberships (actor); i++)
    if (roles & (1u << nth_membership (actor, i)->role))
      return TRUE;
  return FALSE;
}

gboolean
lp_permission_is_vendor_admin (const LpActor *actor)
{
  return actor->root_id != NULL && has_membership (actor, actor->root_id, ADMIN);
}

gboolean
lp_permission_has_role (const LpActor *actor, const char *const *path, LpRole role)
{
  if (role == LP_ROLE_MEMBER)
    {
      const char *group_id = last_of (path);

      return group_id != NULL && has_membership (actor, group_id, 1u << LP_ROLE_MEMBER);
    }
  return holds_one_of (actor, path, 1u << role);
}

LpRights
lp_permission_get_rights (const LpActor *actor, const char *const *path, const char *category_id)
{
  LpRights rights = 0;

  if (lp_permission_is_vendor_admin (actor))
    return ALL_RIGHTS;

  for (guint i = 0; i < n_memberships (actor); i++)
    {
      const LpMembership *membership = nth_membership (actor, i);

      if (membership->role == LP_ROLE_ADMIN && path != NULL && membership->group_id != NULL &&
          g_strv_contains (path, membership->group_id))
        rights |= lp_category_rights_get (membership->rights, category_id);
    }
  return rights;
}

/* A right on any one category that contains the product suffices. */
static gboolean
holds_right (const LpActor *actor, const char *const *path, const char *const *categories, LpRights right)
{
  for (; categories != NULL && *categories != NULL; categories++)
    if (lp_permission_get_rights (actor, path, *categories) & right)
      return TRUE;
  return FALSE;
}

static gboolean
sees_group (const LpActor *actor, const char *const *path)
{
  const char *group_id = last_of (path);

  return lp_permission_is_vendor_admin (actor) || holds_one_of (actor, path, ADMIN | SUPPORT | FINANCE) ||
         (group_id != NULL && has_membership (actor, group_id, 0));
}

/* Allocated to the actor, or visible in a group in which the actor has a direct membership of any role. */
static gboolean
is_for_actor (const LpActor *actor, const LpPermissionObject *object)
{
  const char *group_id = last_of (object->path);

  if (!object->is_ticket)
    return FALSE;
  if (object->assignee_id != NULL)
    return g_strcmp0 (object->assignee_id, actor->person_id) == 0;
  return object->visible_to_group && group_id != NULL && has_membership (actor, group_id, 0);
}

static gboolean
sees_object (const LpActor *actor, const LpPermissionObject *object)
{
  if (object->path == NULL || lp_permission_is_vendor_admin (actor))
    return TRUE;
  if (object->is_ticket)
    return holds_one_of (actor, object->path, ADMIN | SUPPORT | FINANCE) || is_for_actor (actor, object);
  return sees_group (actor, object->path);
}

/* Whether the roles are held above the group itself. */
static gboolean
holds_in_parent (const LpActor *actor, const char *const *path, guint roles)
{
  for (; path != NULL && path[0] != NULL && path[1] != NULL; path++)
    if (has_membership (actor, *path, roles))
      return TRUE;
  return FALSE;
}

static gboolean
may_move_ticket (const LpActor *actor, const LpPermissionObject *object, const char **needed)
{
  const char *const *to_path = object->to_path;

  if (object->billed_elsewhere)
    {
      *needed = MOVE_ELSEWHERE_NEEDED;
      return holds_right (actor, object->path, object->categories, LP_RIGHT_MODIFY) &&
             holds_right (actor, to_path, object->categories, LP_RIGHT_MODIFY);
    }
  return holds_one_of (actor, object->path, ADMIN | SUPPORT) &&
         holds_one_of (actor, to_path, ADMIN | SUPPORT);
}

static gboolean
may (const LpActor *actor, LpAction action, const LpPermissionObject *object, const char **needed)
{
  *needed = rules[action].needed;
  if (action == LP_ACTION_ACTIVATE)
    return is_for_actor (actor, object);
  if (lp_permission_is_vendor_admin (actor))
    return TRUE;

  switch (action)
    {
    case LP_ACTION_VIEW_GROUP:
    case LP_ACTION_VIEW_TICKET:
      return sees_object (actor, object);
    case LP_ACTION_VIEW_AUDIT:
      /* Without a group: the caller's whole scope, which for support is her own actions. */
      return object->path != NULL ? holds_one_of (actor, object->path, ADMIN)
                                  : holds_anywhere (actor, ADMIN | SUPPORT);
    case LP_ACTION_RELEASE:
      return (object->assignee_id != NULL && is_for_actor (actor, object)) ||
             holds_one_of (actor, object->path, ADMIN | SUPPORT);
    case LP_ACTION_MOVE_TICKET:
      return may_move_ticket (actor, object, needed);
    case LP_ACTION_MOVE_GROUP:
      return holds_in_parent (actor, object->path, ADMIN) && holds_one_of (actor, object->to_path, ADMIN);
    case LP_ACTION_VIEW_REPORTS:
      return object->path != NULL ? holds_one_of (actor, object->path, rules[action].roles)
                                  : holds_anywhere (actor, rules[action].roles);
    default:
      if (rules[action].of_root)
        return actor->root_id != NULL && has_membership (actor, actor->root_id, rules[action].roles);
      if (rules[action].right != 0)
        return holds_right (actor, object->path, object->categories, rules[action].right);
      return holds_one_of (actor, object->path, rules[action].roles);
    }
}

gboolean
lp_permission_check (const LpActor *actor, LpAction action, const LpPermissionObject *object, GError **error)
{
  static const LpPermissionObject nothing = { 0 };
  const char *needed;

  if (object == NULL)
    object = &nothing;

  if (!sees_object (actor, object) || (object->to_path != NULL && !sees_group (actor, object->to_path)))
    {
      g_set_error (error, LP_ERROR, LP_ERROR_NOT_FOUND, "It does not exist, or you may not see it.");
      return FALSE;
    }
  if ((guint) action >= G_N_ELEMENTS (rules) || !may (actor, action, object, &needed))
    {
      needed = (guint) action < G_N_ELEMENTS (rules) ? needed : "a right that nobody has";
      g_set_error (error, LP_ERROR, LP_ERROR_RIGHT_MISSING, "You may not do this: it needs %s.", needed);
      return FALSE;
    }
  return TRUE;
}

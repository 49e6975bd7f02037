/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-types.h"

G_BEGIN_DECLS

typedef enum
{
  LP_ACTION_VIEW_GROUP,         /* see a group itself */
  LP_ACTION_VIEW_GROUP_CONTENT, /* see people, all tickets, orders of the group: admin, support, finance */
  LP_ACTION_VIEW_TICKET,
  LP_ACTION_VIEW_AUDIT,
  LP_ACTION_CREATE_LICENSE,
  LP_ACTION_CHANGE_ENTRIES,
  LP_ACTION_CANCEL_SUBSCRIPTION, /* and reinstate */
  LP_ACTION_REVOKE,
  LP_ACTION_ALLOCATE,
  LP_ACTION_MOVE_TICKET,
  LP_ACTION_CHANGE_MEMBERSHIPS, /* and invitations */
  LP_ACTION_CREATE_SUBGROUP,
  LP_ACTION_CHANGE_GROUP,         /* name, settings, archive */
  LP_ACTION_CHANGE_GROUP_BILLING, /* kind, external_id, country, tax, discount, currency, consumer, bills_clients */
  LP_ACTION_MOVE_GROUP,
  LP_ACTION_VIEW_REPORTS,
  LP_ACTION_CHANGE_PRICES,
  LP_ACTION_CHANGE_CATALOG,
  LP_ACTION_ACTIVATE,
  LP_ACTION_RELEASE,
  LP_ACTION_APPROVE_ORDER,
} LpAction;

/**
 * LpActor:
 * @person_id: borrowed
 * @memberships: of #LpMembership, borrowed
 * @root_id: id of the vendor group, borrowed
 *
 * Who acts, with the memberships that hold now.
 */
typedef struct
{
  const char *person_id;
  GPtrArray *memberships;
  const char *root_id;
} LpActor;

/**
 * LpPermissionObject:
 *
 * What the action is about. Only what the action needs must be set. All borrowed.
 */
typedef struct
{
  const char *const *path;       /* group ids from the root to the object's group, NULL-terminated; for
                                  * LP_ACTION_MOVE_GROUP to the group moved; NULL: the caller's whole scope */
  const char *const *to_path;    /* likewise the destination's, for moves */
  const char *const *categories; /* category ids of the product, NULL-terminated; NULL: no product */
  gboolean billed_elsewhere;     /* a move to a group that is billed to someone else */
  gboolean is_ticket;            /* the next two hold */
  const char *assignee_id;
  gboolean visible_to_group;
} LpPermissionObject;

/**
 * lp_permission_check:
 * @actor: who
 * @action: does what
 * @object: (nullable): to what; %NULL where the action is about no object (catalog, prices)
 * @error: %LP_ERROR_NOT_FOUND if the object is invisible to the actor, else %LP_ERROR_RIGHT_MISSING naming the
 *   missing right in words
 *
 * The one place where rights are decided (design: domain, "Roles").
 *
 * Returns: whether the actor may.
 */
gboolean
lp_permission_check (const LpActor *actor, LpAction action, const LpPermissionObject *object, GError **error);

/**
 * lp_permission_get_rights:
 * @actor: who
 * @path: group ids from the root to a group
 * @category_id: a category
 *
 * Returns: the category rights that the actor holds at that group, by any membership at or above it; all for a
 *   vendor admin.
 */
LpRights lp_permission_get_rights (const LpActor *actor, const char *const *path, const char *category_id);

/**
 * lp_permission_has_role:
 * @actor: who
 * @path: group ids from the root to a group
 * @role: a role; for %LP_ROLE_MEMBER only a membership in the last group of @path itself counts
 *
 * Returns: whether the actor holds @role at that group (inherited from above for admin, support, finance).
 */
gboolean lp_permission_has_role (const LpActor *actor, const char *const *path, LpRole role);

/**
 * lp_permission_is_vendor_admin:
 * @actor: who
 *
 * Returns: whether the actor is admin of the root.
 */
gboolean lp_permission_is_vendor_admin (const LpActor *actor);

/**
 * lp_permission_may_change_membership:
 * @actor: who
 * @path: group ids from the root to the membership's group
 * @person_id: whose membership
 * @old: (nullable): the membership as it is, %NULL if there is none
 * @new_: (nullable): as it shall be, %NULL to remove it
 * @error: %LP_ERROR_RIGHT_MISSING naming the category right not held, or that no one adds to her own
 *
 * Returns: whether the actor may make that change (design: api, "Rights").
 */
gboolean lp_permission_may_change_membership (const LpActor *actor,
                                              const char *const *path,
                                              const char *person_id,
                                              const LpMembership *old,
                                              const LpMembership *new_,
                                              GError **error);

/**
 * lp_permission_describe:
 * @actor: who
 * @membership: one of the actor's memberships
 *
 * Returns: (transfer full): what it allows, in one English sentence, for `GET /v1/me`.
 */
char *lp_permission_describe (const LpActor *actor, const LpMembership *membership);

G_END_DECLS

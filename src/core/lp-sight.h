/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-permission.h"

G_BEGIN_DECLS

/* Why a person sees a ticket. */
typedef enum
{
  LP_SIGHT_ASSIGNED, /* it is allocated to her */
  LP_SIGHT_MEMBER,   /* it is visible to everyone in its group, in which she has a membership of any role */
  LP_SIGHT_ROLE,     /* she is admin, support or finance of its group or of one above it */
} LpSightKind;

typedef struct
{
  LpSightKind kind;
  const LpMembership *membership; /* one of the actor's, borrowed; NULL for LP_SIGHT_ASSIGNED */
} LpSight;

/**
 * lp_sight_explain:
 * @actor: who
 * @ticket: a ticket: path, assignee and visibility are looked at
 *
 * Every reason by itself, the strongest first: what lets her activate it, then the roles from the root downwards. Takes
 * the rules of lp_permission_check(): there is a reason exactly if %LP_ACTION_VIEW_TICKET is allowed, and one that is
 * not %LP_SIGHT_ROLE exactly if %LP_ACTION_ACTIVATE is (design: domain, "Roles" and "Allocation").
 *
 * Returns: (transfer full): of #LpSight; empty if she does not see it
 */
GArray *lp_sight_explain (const LpActor *actor, const LpPermissionObject *ticket);

G_END_DECLS

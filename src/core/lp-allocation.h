/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-types.h"

G_BEGIN_DECLS

/**
 * LpAllocation:
 *
 * Where a ticket is and who in that group sees it. A person, or everyone, or admins only.
 */
typedef struct
{
  const char *group_id;    /* borrowed */
  const char *assignee_id; /* borrowed; NULL: no person */
  gboolean visible_to_group;
} LpAllocation;

/**
 * LpAllocationChange:
 *
 * The members of `PATCH …/allocation`, each with whether it was given.
 */
typedef struct
{
  gboolean has_group;
  const char *group_id;
  gboolean has_assignee;
  const char *assignee_id; /* NULL with has_assignee: nobody */
  gboolean has_visible;
  gboolean visible_to_group;
} LpAllocationChange;

/**
 * lp_allocation_apply:
 * @current: as it is
 * @change: what was asked for
 * @assignee_stays: whether the present assignee has a membership in the destination group
 * @result: (out): as it shall be; borrows from @current and @change
 * @error: %LP_ERROR_INVALID with fields: nothing to change, or a person together with visible_to_group
 *
 * Resolves left-out members (design: api, "Allocation").
 *
 * Returns: whether the change makes sense.
 */
gboolean lp_allocation_apply (const LpAllocation *current,
                              const LpAllocationChange *change,
                              gboolean assignee_stays,
                              LpAllocation *result,
                              GError **error);

/**
 * lp_allocation_check_ticket:
 * @ticket: a ticket
 * @error: %LP_ERROR_TICKET_ACTIVATED naming the machine, %LP_ERROR_TICKET_REVOKED
 *
 * Returns: whether the allocation of @ticket may change now.
 */
gboolean lp_allocation_check_ticket (const LpTicket *ticket, GError **error);

/**
 * lp_allocation_check_assignee:
 * @person: (nullable): the person named, %NULL if unknown
 * @is_member: whether that person has a membership in the very group
 * @error: %LP_ERROR_INVALID with the field `/assignee_id`
 *
 * Returns: whether a ticket may be allocated to that person: known, not disabled, member of the group.
 */
gboolean lp_allocation_check_assignee (const LpPerson *person, gboolean is_member, GError **error);

/**
 * lp_allocation_default:
 * @settings: the group's effective settings
 * @creator_id: who creates the ticket
 * @creator_is_member: whether the creator has a membership in the very group
 * @group_id: the group
 *
 * Returns: the allocation of a new ticket when none was asked for.
 */
LpAllocation lp_allocation_default (const LpGroupSettings *settings,
                                    const char *creator_id,
                                    gboolean creator_is_member,
                                    const char *group_id);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-allocation-draft.h"
#include "lp-member-list.h"

G_BEGIN_DECLS

/* Private to src/model: who sees a ticket of a group, as far as the viewer may know. Signal `changed`. */
#define LP_TYPE_AUDIENCE (lp_audience_get_type ())
G_DECLARE_FINAL_TYPE (LpAudience, lp_audience, LP, AUDIENCE, GObject)

/**
 * lp_audience_new:
 * @session: an open session
 * @group_id: the ticket's group
 *
 * Returns: (transfer full): an audience that follows the replica
 */
LpAudience *lp_audience_new (LpSession *session, const char *group_id);

/**
 * lp_audience_get_candidates:
 * @self: an audience
 *
 * Returns: (transfer none): the direct members who are not disabled
 */
LpMemberList *lp_audience_get_candidates (LpAudience *self);

/**
 * lp_audience_describe:
 * @self: an audience
 * @choice: an allocation
 * @assignee_id: (nullable): the person, for %LP_ALLOCATION_PERSON
 *
 * Returns: (transfer full): who will see the ticket, named up to three and counted beyond
 */
char *lp_audience_describe (LpAudience *self, LpAllocationChoice choice, const char *assignee_id);

/**
 * lp_audience_dup_count_text:
 * @self: an audience
 * @choice: %LP_ALLOCATION_EVERYONE: direct members; %LP_ALLOCATION_ADMINS: admins and support here and above
 *
 * Returns: (transfer full): "12 members see it", "3 admins see it"; empty for a viewer who does not see the members
 */
char *lp_audience_dup_count_text (LpAudience *self, LpAllocationChoice choice);

G_END_DECLS

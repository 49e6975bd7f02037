/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-outbox.h"

G_BEGIN_DECLS

/**
 * LpDifference:
 * @member: which: `allocation`, `group_id`, `name`, `parent_id`, `role`, `removal`, or one of a set:
 *   `entries/KEY`, `settings/KEY`, `rights/CATEGORY_ID`
 * @mine: (nullable): what I asked for, as text; %NULL: nothing, or inherited
 * @theirs: (nullable): what is there now
 *
 * One thing in which a change in conflict and the object as it is now differ. An `allocation` is the id of a person,
 * `visible` or `admins`; rights are their names, separated by spaces; a `removal` is `removed` or `kept`.
 */
typedef struct
{
  char *member;
  char *mine;
  char *theirs;
} LpDifference;

/* Frees a difference. */
void lp_difference_free (LpDifference *self);

/**
 * lp_change_dup_differences:
 * @self: a change in conflict
 *
 * Returns: (transfer full): of #LpDifference; empty if somebody else did the very same, or for any other change
 */
GPtrArray *lp_change_dup_differences (LpChange *self);

/**
 * lp_change_dup_current_text:
 * @self: a change in conflict
 * @member: a member of the object as it is now
 *
 * Returns: (transfer full) (nullable): its value as text
 */
char *lp_change_dup_current_text (LpChange *self, const char *member);

/**
 * lp_change_keep:
 * @self: a change in conflict
 * @members: those of its differences that shall stay mine
 *
 * Makes the rest of the request what is there now, so that sending it changes only @members.
 */
void lp_change_keep (LpChange *self, const char *const *members);

G_END_DECLS

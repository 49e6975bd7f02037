/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-change-difference.h"
#include "lp-session.h"

G_BEGIN_DECLS

/**
 * lp_conflict_dup_name:
 * @session: a session
 * @change: a change in conflict
 * @member: of one of its differences
 *
 * Returns: (transfer full): what that is called in the window
 */
char *lp_conflict_dup_name (LpSession *session, LpChange *change, const char *member);

/**
 * lp_conflict_dup_value:
 * @session: a session
 * @change: a change in conflict
 * @member: of one of its differences
 * @value: (nullable): mine or theirs
 *
 * Returns: (transfer full): the value as a person reads it
 */
char *lp_conflict_dup_value (LpSession *session, LpChange *change, const char *member, const char *value);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-outbox.h"

G_BEGIN_DECLS

/**
 * LpChangeAim:
 * @codes: (array zero-terminated=1): the tickets that it names by code
 * @subscription_id: (nullable): the subscription that it is about
 * @group_id: (nullable): the group that it is about, or that it leads to
 * @whom: (nullable): who is to have it: the id of a person, an e-mail address, `visible` or `admins`
 *
 * What a change is about, as far as its request tells.
 */
typedef struct
{
  char **codes;
  char *subscription_id;
  char *group_id;
  char *whom;
} LpChangeAim;

/* Frees an aim. */
void lp_change_aim_free (LpChangeAim *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LpChangeAim, lp_change_aim_free)

/**
 * lp_change_dup_aim:
 * @self: a change
 *
 * Returns: (transfer full): what it is about; any member may be empty
 */
LpChangeAim *lp_change_dup_aim (LpChange *self);

G_END_DECLS

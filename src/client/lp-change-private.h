/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-outbox.h"

G_BEGIN_DECLS

/**
 * lp_change_copy:
 * @self: a change
 *
 * Returns: (transfer full): the change as it is now, for a thread that stores it while the original goes on
 */
LpChange *lp_change_copy (LpChange *self);

/* What only the outbox does with a change: make it, move it on, say how it ended. */
LpChange *lp_change_new (gint64 id, const char *summary, gint64 created_at, LpRequest *request);
void lp_change_set_id (LpChange *self, gint64 id);
void lp_change_set_created_at (LpChange *self, gint64 created_at);
void lp_change_set_state (LpChange *self, LpChangeState state);
void lp_change_set_done (LpChange *self, LpReply *reply);
void lp_change_set_refused (LpChange *self, const GError *error, JsonObject *current);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-outbox.h"
#include "lp-subscription-outlook.h"

G_BEGIN_DECLS

/**
 * lp_change_list_decisions:
 * @self: a change
 *
 * Which subscriptions it would cancel, reinstate or revoke, alone or many at once. The undo of a batch names none.
 *
 * Returns: (transfer full): from the id of a subscription, or the code of its ticket where the change names only that
 *   (char *), to an #LpSubscriptionDecision (GINT_TO_POINTER); empty for any other change
 */
GHashTable *lp_change_list_decisions (LpChange *self);

G_END_DECLS

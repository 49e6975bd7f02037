/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-request.h"

G_BEGIN_DECLS

/**
 * lp_reply_make_items:
 * @request: what was asked
 * @reply: the answer
 *
 * Makes items of the change feed of the objects that an answer brings, so that the replica shows the effect of a
 * change before the feed tells it: tickets, orders, subscriptions, groups and memberships.
 *
 * Returns: (transfer full): `[{"kind","id","object"}]`, maybe empty
 */
JsonArray *lp_reply_make_items (const LpRequest *request, LpReply *reply);

G_END_DECLS

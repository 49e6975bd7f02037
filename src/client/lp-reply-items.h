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

/**
 * lp_current_make_items:
 * @request: what was asked for
 * @current: the object as it is now, which came with a conflict
 *
 * Returns: (transfer full): likewise, so that the replica shows what the person has to decide about
 */
JsonArray *lp_current_make_items (const LpRequest *request, JsonObject *current);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lc-ticket-rows.h"

G_BEGIN_DECLS

/* What machines do with a license (design: domain, "License states" and "Subscriptions"): activation, technical
 * renewal and removal, as service functions. Each change is an audit record. The routes of API v1 do not
 * reach them yet. */

/**
 * lc_activation_begin:
 * @tx: a writable transaction; its caller activates
 * @ticket: a ticket that the caller may see
 * @container: row of the machine
 * @error: %LP_ERROR_RIGHT_MISSING; %LP_ERROR_TICKET_REVOKED; %LP_ERROR_STATE for a license that has ended;
 *   %LP_ERROR_TICKET_ACTIVATED if it is on as many machines as the product allows; %LP_ERROR_INITIAL_EXPIRY_PAST
 *
 * For tests, until there is a route: puts a license on a machine. The first activation of a pending subscription
 * starts it today and records its terms; later ones, also after a removal, start nothing anew. Any activation sets
 * the technical expiry of a subscription to its `committed_until`. A license that is on that machine already stays
 * as it is.
 *
 * Returns: the row of the activation, 0 on error
 */
gint64
lc_activation_begin (const LcTransaction *tx, const LcTicket *ticket, gint64 container, GError **error);

/**
 * lc_activation_renew:
 * @tx: a writable transaction
 * @activation: row of an activation
 * @error: %LP_ERROR_NOT_FOUND; %LP_ERROR_TICKET_REVOKED; %LP_ERROR_STATE for a perpetual license, a trial, an ended
 *   subscription or an activation that has ended; %LP_ERROR_ACTIVATOR_LOST_ACCESS if the person who activated is
 *   disabled or may no longer activate that ticket
 *
 * For tests, until there is a route. The technical renewal: sets the technical expiry to `committed_until`, which
 * commercial renewals move. Possible after the expiry, too. Without a commercial renewal since, nothing changes.
 *
 * Returns: success
 */
gboolean lc_activation_renew (const LcTransaction *tx, gint64 activation, GError **error);

/**
 * lc_activation_end:
 * @tx: a writable transaction
 * @activation: row of an activation
 * @error: %LP_ERROR_NOT_FOUND
 *
 * For tests, until there is a route: takes a license off a machine, which always works. When it is on none any
 * more, its technical expiry follows `committed_until` again, and the removal of a revoked one is confirmed. Ending
 * what has ended changes nothing.
 *
 * Returns: success
 */
gboolean lc_activation_end (const LcTransaction *tx, gint64 activation, GError **error);

G_END_DECLS

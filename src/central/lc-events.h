/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lc-http-private.h"

G_BEGIN_DECLS

/**
 * lc_events_new:
 * @store: whose changes are told
 *
 * Returns: (transfer full): the open event streams
 */
LcEvents *lc_events_new (LcStore *store);

/**
 * lc_events_free:
 * @events: (transfer full) (nullable): ends all streams
 */
void lc_events_free (LcEvents *events);

/**
 * lc_events_start:
 * @events: the streams
 * @exchange: an answered request of a route with %LC_ROUTE_STREAMS, still paused
 *
 * Turns the answer into server-sent events: `change` when something visible to the person has changed, a comment
 * every 15 s, the end within 5 s of the access token's.
 */
void lc_events_start (LcEvents *events, LcExchange *exchange);

/* Ends all streams. */
void lc_events_end_all (LcEvents *events);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-client.h"

G_BEGIN_DECLS

/* Listens to `GET /v1/events` (server-sent events). Internal to this folder.
 *
 * Signals: `event`: there is something new; `alive`: the service said that it is still there; `ended`: the stream
 * is over, for whatever reason: make a new one. */
#define LP_TYPE_EVENT_STREAM (lp_event_stream_get_type ())
G_DECLARE_FINAL_TYPE (LpEventStream, lp_event_stream, LP, EVENT_STREAM, GObject)

/**
 * lp_event_stream_new:
 * @client: signed in
 *
 * Returns: (transfer full): a stream that connects at once
 */
LpEventStream *lp_event_stream_new (LpClient *client);

/* Stops without a signal. */
void lp_event_stream_close (LpEventStream *self);

G_END_DECLS

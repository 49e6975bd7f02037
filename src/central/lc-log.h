/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * lc_log_install:
 *
 * Sends everything that is logged to standard error: to journald with its fields if that is where standard error
 * leads, readable on a terminal, else one JSON object a line. Standard output stays free. Must be called once,
 * before other threads start.
 */
void lc_log_install (void);

/**
 * lc_log_request:
 * @method: of the request
 * @route: pattern of its route; never the path itself, which may hold a ticket code
 * @status: of the answer
 * @microseconds: it took
 * @request_id: its id
 * @person_id: (nullable): who is signed in
 * @client: address of the client
 *
 * One line for each answered request. Nothing secret goes in.
 */
void lc_log_request (const char *method,
                     const char *route,
                     guint status,
                     gint64 microseconds,
                     const char *request_id,
                     const char *person_id,
                     const char *client);

G_END_DECLS

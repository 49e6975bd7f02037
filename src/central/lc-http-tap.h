/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* Soup resolves `..` in a path before anybody can see it. So a tap on the connection keeps the bytes that Soup has
 * read, and the head of each request can be looked at as the client sent it. */

#define LC_TYPE_TAP (lc_tap_get_type ())
G_DECLARE_FINAL_TYPE (LcTap, lc_tap, LC, TAP, GIOStream)

/**
 * lc_tap_new:
 * @connection: a connection
 *
 * Returns: (transfer full): a stream that reads from and writes to @connection
 */
LcTap *lc_tap_new (GSocketConnection *connection);

/**
 * lc_tap_take_target:
 * @tap: a tap
 * @body_size: how many bytes of body follow the head
 *
 * To be called once for each request, in order, when its head is complete. Forgets the request.
 *
 * Returns: (transfer full) (nullable): the request target as it was sent, %NULL if the tap has lost its place
 */
char *lc_tap_take_target (LcTap *tap, guint64 body_size);

G_END_DECLS

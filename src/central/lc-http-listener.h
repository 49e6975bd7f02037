/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _LcListener LcListener;

/**
 * LcListenerFuncs:
 * @accepted: takes a new connection (transfer none); returns whether there is room for more
 * @full: there is no room or no file descriptor: closes the oldest idle connection
 *
 * What a listener tells its server.
 */
typedef struct
{
  gboolean (*accepted) (GSocketConnection *connection, gpointer user_data);
  void (*full) (gpointer user_data);
} LcListenerFuncs;

/**
 * lc_listener_new:
 * @socket: bound and listening
 * @funcs: called in the thread-default main context of this call
 * @user_data: for @funcs
 *
 * Accepts connections. Out of descriptors or memory it rests for 100 ms instead of spinning or giving up
 * (design: security, "Hazards").
 *
 * Returns: (transfer full): the listener
 */
LcListener *lc_listener_new (GSocket *socket, const LcListenerFuncs *funcs, gpointer user_data);

/**
 * lc_listener_free:
 * @listener: (transfer full) (nullable): closes the socket
 */
void lc_listener_free (LcListener *listener);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LcListener, lc_listener_free)

/**
 * lc_listen_parse:
 * @text: `127.0.0.1:8080`, `[::1]:0`
 * @beyond_loopback: whether other addresses than loopback ones are allowed
 * @error: %LP_ERROR_USAGE
 *
 * Returns: (transfer full) (nullable): the address
 */
GSocketAddress *lc_listen_parse (const char *text, gboolean beyond_loopback, GError **error);

/**
 * lc_listen_tcp:
 * @address: `127.0.0.1:8080`, `[::1]:0`
 * @beyond_loopback: whether other addresses than loopback ones are allowed
 * @error: %LP_ERROR_USAGE for a malformed or forbidden address, %LP_ERROR_STORAGE if the port is taken
 *
 * Returns: (transfer full) (nullable): a listening socket
 */
GSocket *lc_listen_tcp (const char *address, gboolean beyond_loopback, GError **error);

/**
 * lc_listen_unix:
 * @path: of the socket
 * @for_group: 0660 instead of 0600
 * @error: one sentence
 *
 * Replaces a socket that a dead process left behind, never one in use and never another kind of file.
 *
 * Returns: (transfer full) (nullable): a listening socket
 */
GSocket *lc_listen_unix (const char *path, gboolean for_group, GError **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "lp-error.h"

G_BEGIN_DECLS

/* Where a License Central is: `https://host[:port]`, `http://LOOPBACK:port` or `unix:/path/to/socket`.
 * Immutable and reference-counted. */
typedef struct _LpServerAddress LpServerAddress;

#define LP_TYPE_SERVER_ADDRESS (lp_server_address_get_type ())
GType lp_server_address_get_type (void);

/**
 * lp_server_address_parse:
 * @text: (nullable): what a person typed; surrounding blanks and a trailing slash are dropped
 * @error: %LP_ERROR_INVALID with one sentence that says what would be right
 *
 * Plain `http://` is refused for anything but loopback (design: api, "Transport"), and so are user names,
 * paths, queries and fragments.
 *
 * Returns: (transfer full) (nullable): the address
 */
LpServerAddress *lp_server_address_parse (const char *text, GError **error);

/**
 * lp_server_address_new_for_socket:
 * @path: (type filename): a Unix socket
 *
 * Returns: (transfer full): the address of the service that listens there
 */
LpServerAddress *lp_server_address_new_for_socket (const char *path);

/**
 * lp_server_address_new_for_service:
 * @path: (type filename): the Unix socket of this run
 * @data_dir: (type filename): the service's data directory, which stays the same
 *
 * Returns: (transfer full): the address of a service of one's own
 */
LpServerAddress *lp_server_address_new_for_service (const char *path, const char *data_dir);

/* References; thread-safe. */
LpServerAddress *lp_server_address_ref (LpServerAddress *self);
void lp_server_address_unref (LpServerAddress *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LpServerAddress, lp_server_address_unref)

/**
 * lp_server_address_get_text:
 * @self: an address
 *
 * Returns: (transfer none): the canonical form, the same for all spellings of one address
 */
const char *lp_server_address_get_text (LpServerAddress *self);

/**
 * lp_server_address_get_identity:
 * @self: an address
 *
 * Returns: (transfer none): what is the same whenever the same service is meant: the name under which to keep
 *   what belongs to it
 */
const char *lp_server_address_get_identity (LpServerAddress *self);

/**
 * lp_server_address_get_socket:
 * @self: an address
 *
 * Returns: (transfer none) (nullable): the path of the Unix socket, %NULL for a network address
 */
const char *lp_server_address_get_socket (LpServerAddress *self);

/**
 * lp_server_address_dup_url:
 * @self: an address
 * @path: begins with a slash, percent-encoded
 *
 * Returns: (transfer full): the URL of a resource there (with the host `localhost` for a Unix socket)
 */
char *lp_server_address_dup_url (LpServerAddress *self, const char *path);

G_END_DECLS

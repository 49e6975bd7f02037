/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lc-store.h"

G_BEGIN_DECLS

/**
 * LcServerLimits:
 * @max_connections: open at the same time
 * @idle_ms: between two requests
 * @head_ms: from the first byte of a head to its end
 * @body_ms: from there to the end of the body
 * @sweep_ms: how often it is looked who is too slow
 *
 * What the service takes from its clients (design: security, "Hazards").
 */
typedef struct
{
  guint max_connections;
  guint idle_ms;
  guint head_ms;
  guint body_ms;
  guint sweep_ms;
} LcServerLimits;

/**
 * LcServerOptions:
 * @listen: (nullable): address and port; either this or @socket_path
 * @socket_path: (nullable): path of a Unix socket
 * @trusted_proxy: (nullable): address of the reverse proxy, or `unix`
 * @rate_limit: requests a minute per session; 0: none; -1: as the design says (none on loopback and sockets, 600
 *   elsewhere and behind a proxy)
 * @demo: whether the demo routes exist
 * @limits: (nullable): others than those of the design, for tests
 *
 * What `serve` is told. All borrowed.
 */
typedef struct
{
  const char *listen;
  const char *socket_path;
  const char *trusted_proxy;
  int rate_limit;
  gboolean demo;
  const LcServerLimits *limits;
} LcServerOptions;

/**
 * lc_server_check_options:
 * @options: options
 * @error: %LP_ERROR_USAGE naming the option
 *
 * Returns: whether the options go together
 */
gboolean lc_server_check_options (const LcServerOptions *options, GError **error);

#define LC_TYPE_SERVER (lc_server_get_type ())
G_DECLARE_FINAL_TYPE (LcServer, lc_server, LC, SERVER, GObject)

/**
 * lc_server_new:
 * @store: what is served
 * @options: how
 * @error: %LP_ERROR_USAGE for options that contradict each other, else one sentence
 *
 * Listens; answers in the thread-default main context of this call.
 *
 * Returns: (transfer full) (nullable): the server
 */
LcServer *lc_server_new (LcStore *store, const LcServerOptions *options, GError **error);

/**
 * lc_server_get_address:
 * @server: a server
 *
 * Returns: (transfer none): `http://127.0.0.1:PORT` or `unix:PATH`
 */
const char *lc_server_get_address (LcServer *server);

/**
 * lc_server_stop:
 * @server: a server
 *
 * Takes no more connections, finishes the requests it has accepted, and emits "stopped".
 */
void lc_server_stop (LcServer *server);

/* Signal "stopped" (no arguments): nothing is in flight any more. */

G_END_DECLS

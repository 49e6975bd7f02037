/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "lp-client-types.h"
#include "lp-client.h"
#include "lp-outbox.h"
#include "lp-replica.h"

G_BEGIN_DECLS

/* One server and, once somebody has signed in, one person: client, replica, sync and outbox together.
 *
 * Properties, all of which notify:
 *  `state` (LpConnectionState), `client`, `replica` (NULL until the person is known and it is open),
 *  `outbox` (likewise), `me` (LpMe, NULL until known), `n-done`, `n-total` (uint: objects of the snapshot being
 *  fetched; total 0: unknown), `progress` (double, 0 to 1), `as-of` (int64, seconds since 1970, 0: never),
 *  `today` (int, an LpDate), `fixed-today` (boolean), `demo` (boolean), `error` (boxed, the last failure). */
#define LP_TYPE_CONNECTION (lp_connection_get_type ())
G_DECLARE_FINAL_TYPE (LpConnection, lp_connection, LP, CONNECTION, GObject)

/**
 * lp_connection_new:
 * @address: the service
 * @data_dir: (nullable) (type filename): where replicas and outboxes live; %NULL for
 *   `$XDG_DATA_HOME/license-portal`
 * @store: (nullable): where the tokens are kept; %NULL for memory only
 *
 * Returns: (transfer full): a connection that has done nothing yet
 */
LpConnection *lp_connection_new (LpServerAddress *address, const char *data_dir, LpTokenStore *store);

/**
 * lp_connection_start_async:
 * @self: a connection
 * @cancellable: (nullable): a #GCancellable
 * @callback: called as soon as what is on disk can be shown, before any network
 * @user_data: for @callback
 *
 * Opens the replica and outbox of whoever was signed in last and, if her tokens are still there, connects.
 * Without, the state becomes %LP_CONNECTION_EXPIRED if there is a copy that was current within the last 14 days
 * and may be read, else %LP_CONNECTION_SIGNED_OUT.
 */
void lp_connection_start_async (LpConnection *self,
                                GCancellable *cancellable,
                                GAsyncReadyCallback callback,
                                gpointer user_data);
gboolean lp_connection_start_finish (LpConnection *self, GAsyncResult *result, GError **error);

/* Signs in and connects; ends an earlier sign-in of another person first, whose replica and unsent changes stay
 * on disk for her. Errors: LP_ERROR_SIGN_IN_FAILED, LP_ERROR_RATE_LIMITED, LP_ERROR_UNREACHABLE. */
void lp_connection_sign_in_async (LpConnection *self,
                                  const char *email,
                                  const char *password,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);
gboolean lp_connection_sign_in_finish (LpConnection *self, GAsyncResult *result, GError **error);

/* Signs out and deletes replica and outbox. Ask first when lp_outbox_get_n_waiting() is not 0: what waits is
 * lost. */
void lp_connection_sign_out_async (LpConnection *self,
                                   GCancellable *cancellable,
                                   GAsyncReadyCallback callback,
                                   gpointer user_data);
gboolean lp_connection_sign_out_finish (LpConnection *self, GAsyncResult *result, GError **error);

/* Stops network and timers; for the end of the program. Disposing does it, too. */
void lp_connection_stop (LpConnection *self);

/* Tries at once instead of at the next occasion: the network is back, or "Try Again". */
void lp_connection_poke (LpConnection *self);

/* The properties of the same names; objects are borrowed. */
LpConnectionState lp_connection_get_state (LpConnection *self);
LpClient *lp_connection_get_client (LpConnection *self);
LpReplica *lp_connection_get_replica (LpConnection *self);
LpOutbox *lp_connection_get_outbox (LpConnection *self);
LpMe *lp_connection_get_me (LpConnection *self);
double lp_connection_get_progress (LpConnection *self);
gint64 lp_connection_get_as_of (LpConnection *self);
LpDate lp_connection_get_today (LpConnection *self);
gboolean lp_connection_get_fixed_today (LpConnection *self);
gboolean lp_connection_get_demo (LpConnection *self);
const GError *lp_connection_get_error (LpConnection *self);

G_END_DECLS

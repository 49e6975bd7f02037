/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "lp-client.h"
#include "lp-replica.h"

G_BEGIN_DECLS

/* Keeps a replica current: a snapshot first, then the change feed, told by server-sent events that there is
 * something new, and by asking now and then where events do not come through. Stops for good when the sign-in
 * ends.
 *
 * Properties (notify): `state` (LpConnectionState), `n-done` and `n-total` (uint: objects of the snapshot being
 * fetched; total 0: unknown), `error` (the last failure, boxed, NULL when fine). */
#define LP_TYPE_SYNC (lp_sync_get_type ())
G_DECLARE_FINAL_TYPE (LpSync, lp_sync, LP, SYNC, GObject)

/**
 * lp_sync_new:
 * @client: signed in
 * @replica: of the same person
 *
 * Returns: (transfer full): a stopped sync
 */
LpSync *lp_sync_new (LpClient *client, LpReplica *replica);

/* Begins, or ends for now. */
void lp_sync_start (LpSync *self);
void lp_sync_stop (LpSync *self);

/* Asks at once instead of at the next occasion. */
void lp_sync_poke (LpSync *self);

/* The properties of the same names. */
LpConnectionState lp_sync_get_state (LpSync *self);
guint lp_sync_get_n_done (LpSync *self);
guint lp_sync_get_n_total (LpSync *self);
const GError *lp_sync_get_error (LpSync *self);

G_END_DECLS

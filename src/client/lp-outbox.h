/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "lp-client-types.h"
#include "lp-client.h"
#include "lp-replica.h"
#include "lp-request.h"

G_BEGIN_DECLS

/* A change that a person asked for. Properties, all readable, `state` and `n-tries` notify: `id` (int64),
 * `summary`, `created-at` (int64, seconds since 1970), `state`, `object-id`. */
#define LP_TYPE_CHANGE (lp_change_get_type ())
G_DECLARE_FINAL_TYPE (LpChange, lp_change, LP, CHANGE, GObject)

gint64 lp_change_get_id (LpChange *self);
/* What it does, in the person's language, as handed in. */
const char *lp_change_get_summary (LpChange *self);
gint64 lp_change_get_created_at (LpChange *self);
LpChangeState lp_change_get_state (LpChange *self);
LpRequest *lp_change_get_request (LpChange *self);
/* The code of the ticket that it is about, as asked for; NULL if it is about something else. */
char *lp_change_dup_ticket_code (LpChange *self);
/* Why it was refused or did not fit; NULL otherwise. */
const GError *lp_change_get_error (LpChange *self);
/* In a conflict: the object as it is now ("theirs"); the request's body is "mine". NULL otherwise. */
JsonObject *lp_change_get_current (LpChange *self);
/* Once done: the service's answer, until the program ends; NULL otherwise. */
LpReply *lp_change_get_reply (LpChange *self);

/* Every change is stored on disk before it is sent, in order, and carried out exactly once by its idempotency
 * key, whatever happens to the network or this process. A GListModel of LpChange: those that wait, are on their
 * way, were refused or are in conflict; done ones leave. Belongs to one person on one server.
 *
 * Properties: `n-waiting` (uint: waiting or on their way), `n-problems` (uint: refused or in conflict). */
#define LP_TYPE_OUTBOX (lp_outbox_get_type ())
G_DECLARE_FINAL_TYPE (LpOutbox, lp_outbox, LP, OUTBOX, GObject)

/* Opens the outbox in @directory, with what an earlier run left there. @replica (nullable) gets the rows of
 * replies at once. */
void lp_outbox_open_async (const char *directory,
                           const char *person_id,
                           LpClient *client,
                           LpReplica *replica,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
LpOutbox *lp_outbox_open_finish (GAsyncResult *result, GError **error);

/* The properties of the same names. */
guint lp_outbox_get_n_waiting (LpOutbox *self);
guint lp_outbox_get_n_problems (LpOutbox *self);

/**
 * lp_outbox_set_online:
 * @self: an outbox
 * @online: whether to send: the service answers and the same person is signed in
 */
void lp_outbox_set_online (LpOutbox *self, gboolean online);

/**
 * lp_outbox_submit_async:
 * @self: an outbox
 * @request: what to send; its idempotency key makes it happen once
 * @summary: what it does, in the person's language
 * @cancellable: (nullable): stops waiting for the answer; the change itself stays
 * @callback: called as soon as it is carried out, refused or in conflict, or, with nobody to send it to, stored:
 *   look at lp_change_get_state()
 * @user_data: for @callback
 *
 * A change that ends as refused before @callback leaves the outbox when it was handed over with
 * lp_outbox_submit_finish(): the caller shows it. One that ends later, and any that is in conflict, stays in the list
 * until lp_outbox_discard(), lp_outbox_retry() or lp_outbox_keep().
 */
void lp_outbox_submit_async (LpOutbox *self,
                             LpRequest *request,
                             const char *summary,
                             GCancellable *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer user_data);

/**
 * lp_outbox_submit_finish:
 * @self: an outbox
 * @result: as given to the callback
 * @error: %LP_ERROR_STORAGE: it could not be stored, so it was not sent either
 *
 * Returns: (transfer full) (nullable): the change
 */
LpChange *lp_outbox_submit_finish (LpOutbox *self, GAsyncResult *result, GError **error);

/**
 * lp_outbox_discard:
 * @self: an outbox
 * @change: one of its changes, but not one on its way
 *
 * Forgets the change.
 *
 * Returns: %FALSE if it is on its way, so that it cannot be called back
 */
gboolean lp_outbox_discard (LpOutbox *self, LpChange *change);

/**
 * lp_outbox_retry:
 * @self: an outbox
 * @change: a refused one, or one in conflict
 * @overwrite: for a conflict: put the present etag in place of the old one, so that mine wins
 *
 * Sends it again, with a fresh idempotency key.
 */
void lp_outbox_retry (LpOutbox *self, LpChange *change, gboolean overwrite);

/**
 * lp_outbox_keep:
 * @self: an outbox
 * @change: one in conflict
 * @members: (array zero-terminated=1): of its differences (lp_change_dup_differences()), those that stay mine; none
 *   discards the change
 *
 * Settles a conflict: sends only @members, on top of the object as the person has just seen it. If that has changed
 * once more, it is in conflict again.
 */
void lp_outbox_keep (LpOutbox *self, LpChange *change, const char *const *members);

/**
 * lp_outbox_flush:
 * @self: an outbox
 *
 * Blocks until everything that was decided so far is on disk, so that what was discarded is not sent by the next run.
 * For the end of the program: while it runs, the disk is written to behind its back.
 */
void lp_outbox_flush (LpOutbox *self);

/* Deletes what is on disk: after signing out, once the person has decided what becomes of unsent changes. */
void lp_outbox_wipe_async (LpOutbox *self,
                           GCancellable *cancellable,
                           GAsyncReadyCallback callback,
                           gpointer user_data);
gboolean lp_outbox_wipe_finish (LpOutbox *self, GAsyncResult *result, GError **error);

G_END_DECLS

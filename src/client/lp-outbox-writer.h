/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-outbox-store.h"

G_BEGIN_DECLS

/* The store of one outbox and the one thread that writes to it. What is asked for reaches the disk in the order in
 * which it was asked for, whatever each write takes; nothing of it waits on the main context. Each call hands over
 * the change as it is at that moment. */
typedef struct _LpOutboxWriter LpOutboxWriter;

/* Opens the store below @directory and loads what @person_id has left there. */
void lp_outbox_writer_open_async (const char *directory,
                                  const char *person_id,
                                  GCancellable *cancellable,
                                  GAsyncReadyCallback callback,
                                  gpointer user_data);

/**
 * lp_outbox_writer_open_finish:
 * @result: as given to the callback
 * @changes: (out) (transfer full): of LpChange, oldest first
 * @error: %LP_ERROR_STORAGE, %LP_ERROR_NEWER_SCHEMA
 *
 * Returns: (transfer full) (nullable): the writer
 */
LpOutboxWriter *lp_outbox_writer_open_finish (GAsyncResult *result, GPtrArray **changes, GError **error);

/**
 * lp_outbox_writer_add_async:
 * @self: a writer
 * @change: a new change; has its id once @callback is called
 * @callback: called with the source @source when it is safely on disk, or is not
 * @source: (type GObject): kept until then
 * @user_data: for @callback
 */
void lp_outbox_writer_add_async (LpOutboxWriter *self,
                                 LpChange *change,
                                 GAsyncReadyCallback callback,
                                 gpointer source,
                                 gpointer user_data);

/* Stores state, error, present object and request of a change as they are now. */
void lp_outbox_writer_update (LpOutboxWriter *self, LpChange *change);

/* Forgets a change. One that stays on disk although it is done is sent once more at the next start and replayed: no
 * harm. */
void lp_outbox_writer_remove (LpOutboxWriter *self, LpChange *change);

/* Forgets every change of the person. @callback as for lp_outbox_writer_add_async(). */
void lp_outbox_writer_wipe_async (LpOutboxWriter *self,
                                  GAsyncReadyCallback callback,
                                  gpointer source,
                                  gpointer user_data);

/* → whether it was done; for the callbacks of add and wipe. */
gboolean lp_outbox_writer_finish (GAsyncResult *result, GError **error);

/* Blocks until everything that was asked for so far is on disk: for the end of the program. */
void lp_outbox_writer_flush (LpOutboxWriter *self);

/* Writes what was asked for, then closes the store. */
void lp_outbox_writer_free (LpOutboxWriter *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LpOutboxWriter, lp_outbox_writer_free)

G_END_DECLS

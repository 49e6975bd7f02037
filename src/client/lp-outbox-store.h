/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-change-private.h"

G_BEGIN_DECLS

/* The outbox on disk: `outbox.db`, durable, one row a change. All calls block and come from one thread: LpOutboxWriter
 * sees to that. */
typedef struct _LpOutboxStore LpOutboxStore;

/**
 * lp_outbox_store_open:
 * @directory: (type filename): made with mode 0700 if absent
 * @error: %LP_ERROR_STORAGE, %LP_ERROR_NEWER_SCHEMA
 *
 * Returns: (transfer full) (nullable): the store
 */
LpOutboxStore *lp_outbox_store_open (const char *directory, GError **error);

/* Closes the file. */
void lp_outbox_store_close (LpOutboxStore *self);

/* → GPtrArray of LpChange of that person, oldest first. */
GPtrArray *lp_outbox_store_load (LpOutboxStore *self, const char *person_id, GError **error);

/**
 * lp_outbox_store_add:
 * @self: the store
 * @person_id: whose change it is
 * @change: to be stored as waiting; keeps its order by the id that it gets
 * @error: return location
 *
 * Returns: the id, 0 on error
 */
gint64 lp_outbox_store_add (LpOutboxStore *self, const char *person_id, LpChange *change, GError **error);

/* Stores state, error, present object and request of a change. */
gboolean lp_outbox_store_update (LpOutboxStore *self, LpChange *change, GError **error);
gboolean lp_outbox_store_remove (LpOutboxStore *self, gint64 id, GError **error);

/* Deletes the changes of a person. */
gboolean lp_outbox_store_wipe (LpOutboxStore *self, const char *person_id, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LpOutboxStore, lp_outbox_store_close)

G_END_DECLS

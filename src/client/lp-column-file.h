/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Memory of a worker thread that stands in a file without a name, so that it counts only while it is used: what has
 * not been asked for in a while is given back to the system, which reads it again from its cache or the disk. Nobody
 * else can find the file, cut it or leave it behind, and it is no record: what is in it is in the replica, too.
 *
 * Its mapping is private. What is written to memory changes nobody's file, so a full disk meets lp_column_file_write(),
 * which can say so, and not the processor. Internal to this folder. */
typedef struct _LpColumnFile LpColumnFile;

/**
 * lp_column_file_new:
 * @directory: where
 * @size: bytes of memory, all 0; what is written behind them is in the file only
 *
 * Returns: (transfer full) (nullable): a file; %NULL if there can be none
 */
LpColumnFile *lp_column_file_new (const char *directory, gsize size);
void lp_column_file_free (LpColumnFile *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LpColumnFile, lp_column_file_free)

/**
 * lp_column_file_get_memory:
 * @self: a file
 *
 * Returns: (transfer none): its bytes, which may be changed; to be followed by lp_column_file_write()
 */
guint8 *lp_column_file_get_memory (LpColumnFile *self);

/**
 * lp_column_file_write:
 * @self: a file
 * @offset: where
 * @data: what; may lie in its own memory
 * @size: bytes of @data
 *
 * Puts into the file what memory holds or is to hold at this place. If that fails, memory stays right and lasts: it is
 * not given back any more.
 *
 * Returns: success
 */
gboolean lp_column_file_write (LpColumnFile *self, gsize offset, gconstpointer data, gsize size);

/**
 * lp_column_file_read:
 * @self: a file
 * @offset: where
 * @data: (out caller-allocates): its bytes
 * @size: how many
 *
 * Reads a few bytes without bringing those around them into memory. May be called by another thread while nobody
 * writes.
 *
 * Returns: %FALSE if only memory knows
 */
gboolean lp_column_file_read (const LpColumnFile *self, gsize offset, gpointer data, gsize size);

/**
 * lp_column_file_rest:
 * @self: a file
 *
 * Gives its memory back until it is needed again. Everything that changed must have been written.
 */
void lp_column_file_rest (LpColumnFile *self);

G_END_DECLS

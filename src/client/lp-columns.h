/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-column-file.h"

G_BEGIN_DECLS

/* Arrays by row, one for each property that queries filter or sort by: what tickets and subscriptions have in common.
 * They are made in memory, and settle in a file when nothing has been asked for a while. On disk they stand in the
 * replica in chunks of rows, column after column. Internal to this folder. */

typedef struct
{
  gsize at; /* of the array's pointer in the struct that begins with LpColumns */
  gsize width;
  guint8 blank;      /* what a row of nothing is made of */
  gboolean not_kept; /* found out anew by every run: not in chunks */
} LpColumn;

#define LP_COLUMN(Type, member, blank)                                                                       \
  {                                                                                                          \
    G_STRUCT_OFFSET (Type, member), sizeof (*((Type *) NULL)->member), blank, FALSE                          \
  }

typedef struct
{
  const LpColumn *columns;
  gsize n_columns;
  guint32 chunk_rows;
  gboolean has_rows; /* in the file every row stands once more as a whole, for whoever shows a few of them */
} LpColumnLayout;

/* The first member of a struct whose other members are the arrays. */
typedef struct
{
  guint32 n;          /* rows there are; of tickets and subscriptions they begin with 1 */
  guint32 size;       /* rows for which there is room */
  GArray *dirty;      /* of guint8 by chunk: whether it is to be stored again */
  LpColumnFile *file; /* NULL: in memory */
} LpColumns;

/* Frees the arrays; what is left can be filled anew. */
void lp_columns_clear (LpColumns *self, const LpColumnLayout *layout);

/* Makes room for rows below @n. */
void lp_columns_reserve (LpColumns *self, const LpColumnLayout *layout, guint32 n);

/* Before a row is set: makes it, and rows of nothing up to it, if it is not there, and marks its chunk as one that is
 * to be stored again. */
void lp_columns_open_row (LpColumns *self, const LpColumnLayout *layout, guint32 row);

/* How many bytes a chunk has; less than a page. */
#define LP_COLUMNS_MAX_CHUNK 4096
gsize lp_columns_get_chunk_size (const LpColumnLayout *layout);

/**
 * lp_columns_pack:
 * @self: columns
 * @layout: theirs
 * @chunk: row ÷ chunk rows
 * @data: (out caller-allocates): the rows of the chunk, column after column, in this machine's byte order
 */
void lp_columns_pack (const LpColumns *self, const LpColumnLayout *layout, guint32 chunk, guint8 *data);

/**
 * lp_columns_unpack:
 * @self: columns
 * @layout: theirs
 * @chunk: row ÷ chunk rows; chunks come in ascending order
 * @data: what lp_columns_pack() made
 */
void lp_columns_unpack (LpColumns *self, const LpColumnLayout *layout, guint32 chunk, const guint8 *data);

/* After a chunk that changed was stored, before memory may be given back; the other after a whole column changed. */
void lp_columns_follow (LpColumns *self, const LpColumnLayout *layout, guint32 chunk);
void lp_columns_follow_column (LpColumns *self, const LpColumnLayout *layout, gsize column);

#define LP_COLUMNS_MAX_ROW 64

/**
 * lp_columns_read_row:
 * @self: columns
 * @layout: theirs, with whole rows
 * @row: one there is
 * @cells: (out caller-allocates): its cells in the order of the columns, without gaps; at most %LP_COLUMNS_MAX_ROW
 *   bytes
 *
 * One read, without bringing the rows around it into memory.
 */
void lp_columns_read_row (const LpColumns *self, const LpColumnLayout *layout, guint32 row, guint8 *cells);

/**
 * lp_columns_rest:
 * @self: columns of which no chunk is marked
 * @layout: theirs
 * @directory: where there may be a file
 * @lock: (nullable): to be held while they move into it, which is but a moment
 *
 * Gives their memory back until somebody asks again. Where there can be no file they stay in memory.
 */
void lp_columns_rest (LpColumns *self, const LpColumnLayout *layout, const char *directory, GMutex *lock);

G_END_DECLS

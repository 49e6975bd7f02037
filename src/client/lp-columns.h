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
  guint8 blank; /* what a row of nothing is made of */
} LpColumn;

typedef struct
{
  const LpColumn *columns;
  gsize n_columns;
  guint32 chunk_rows;
} LpColumnLayout;

/* The first member of a struct whose other members are the arrays. */
typedef struct
{
  guint32 size;       /* rows for which there is room */
  GArray *dirty;      /* of guint8 by chunk: whether it is to be stored again */
  LpColumnFile *file; /* NULL: in memory */
} LpColumns;

/* Frees the arrays; what is left can be filled anew. */
void lp_columns_clear (LpColumns *self, const LpColumnLayout *layout);

/* Makes room for rows below @n. */
void lp_columns_reserve (LpColumns *self, const LpColumnLayout *layout, guint32 n);

/* Makes rows of nothing from @from up to and without @to, for which there is room. */
void lp_columns_blank (LpColumns *self, const LpColumnLayout *layout, guint32 from, guint32 to);

/* Has the chunk of a row stored by the next lp_columns_store(). */
void lp_columns_mark (LpColumns *self, const LpColumnLayout *layout, guint32 row);

/**
 * lp_columns_pack:
 * @self: columns
 * @layout: theirs
 * @n: rows there are
 * @chunk: row ÷ chunk rows
 * @data: (out caller-allocates): the rows of the chunk, column after column, in this machine's byte order
 */
void
lp_columns_pack (const LpColumns *self, const LpColumnLayout *layout, guint32 n, guint32 chunk, guint8 *data);

/* Puts what lp_columns_pack() made where it was; there is room for it. */
void lp_columns_unpack (LpColumns *self, const LpColumnLayout *layout, guint32 chunk, const guint8 *data);

/* Puts the first @n rows, as they are in memory, into a file in @directory, if there can be one. */
void lp_columns_settle (LpColumns *self, const LpColumnLayout *layout, guint32 n, const char *directory);

/* Has the file follow a chunk of @n rows that changed in memory. */
void lp_columns_follow (LpColumns *self, const LpColumnLayout *layout, guint32 n, guint32 chunk);

/* One cell, without bringing those around it into memory. */
void lp_columns_read (const LpColumns *self,
                      const LpColumnLayout *layout,
                      gsize column,
                      guint32 row,
                      gpointer cell);

/* Gives memory back that stands in a file. */
void lp_columns_rest (LpColumns *self);

G_END_DECLS

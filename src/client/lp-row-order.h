/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-columns.h"

G_BEGIN_DECLS

/* All rows in an order, kept for the next query. Internal to this folder. */
typedef struct
{
  LpColumns columns;
  guint32 *rows; /* columns.n; NULL: no order */
} LpRowOrder;

/* Takes over the array @rows, of guint32. */
void lp_row_order_take (LpRowOrder *self, GArray *rows);
void lp_row_order_clear (LpRowOrder *self);

/* All rows in the order. Owned. */
GArray *lp_row_order_list (const LpRowOrder *self);

/**
 * lp_row_order_walk:
 * @self: the order of all rows
 * @marks: by row: 1 for those that are wanted, which are in the order
 * @n: how many these are
 *
 * Returns: (transfer full): the wanted rows in the order, of guint32
 */
GArray *lp_row_order_walk (const LpRowOrder *self, const guint8 *marks, guint n);

/* The other way round. */
void lp_rows_reverse (GArray *rows);

/* Gives its memory back until somebody asks again. There may be a file in @directory. */
void lp_row_order_rest (LpRowOrder *self, const char *directory);

G_END_DECLS

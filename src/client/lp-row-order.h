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

/* Gives its memory back until somebody asks again. There may be a file in @directory. */
void lp_row_order_rest (LpRowOrder *self, const char *directory);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lp-row-order.h"

static const LpColumn columns[] = { { G_STRUCT_OFFSET (LpRowOrder, rows), sizeof (guint32), 0, FALSE } };
static const LpColumnLayout layout = { columns, G_N_ELEMENTS (columns), 1024, FALSE };

void
lp_row_order_take (LpRowOrder *self, GArray *rows)
{
  lp_row_order_clear (self);
  self->columns.n = rows->len;
  self->rows = (guint32 *) (gpointer) g_array_free (rows, FALSE);
}

void
lp_row_order_clear (LpRowOrder *self)
{
  lp_columns_clear (&self->columns, &layout);
}

void
lp_row_order_rest (LpRowOrder *self, const char *directory)
{
  lp_columns_rest (&self->columns, &layout, directory, NULL);
}

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

GArray *
lp_row_order_list (const LpRowOrder *self)
{
  GArray *list = g_array_sized_new (FALSE, FALSE, sizeof (guint32), self->columns.n);

  if (self->columns.n > 0)
    g_array_append_vals (list, self->rows, self->columns.n);
  return list;
}

GArray *
lp_row_order_walk (const LpRowOrder *self, const guint8 *marks, guint n)
{
  GArray *result;
  guint32 *rows;
  guint used = 0;

  /* Nothing is left out, as most lists begin. */
  if (n == self->columns.n)
    return lp_row_order_list (self);
  result = g_array_sized_new (FALSE, FALSE, sizeof (guint32), n);
  rows = (guint32 *) (gpointer) result->data;
  for (guint i = 0; i < self->columns.n && used < n; i++)
    if (marks[self->rows[i]])
      rows[used++] = self->rows[i];
  g_array_set_size (result, used);
  return result;
}

void
lp_rows_reverse (GArray *array)
{
  guint32 *rows = (guint32 *) (gpointer) array->data;

  for (guint i = 0; i < array->len / 2; i++)
    {
      guint32 row = rows[i];

      rows[i] = rows[array->len - 1 - i];
      rows[array->len - 1 - i] = row;
    }
}

void
lp_row_order_rest (LpRowOrder *self, const char *directory)
{
  lp_columns_rest (&self->columns, &layout, directory, NULL);
}

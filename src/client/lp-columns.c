/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lp-columns.h"

#include <string.h>

/* A file costs nothing for rows that are not there yet: so many more than there are, as a part of them. */
#define ROOM_PART 8
/* Columns begin on a page of their own. */
#define ALIGNMENT 4096

static guint8 **
get_cells (const LpColumns *self, const LpColumn *column)
{
  return &G_STRUCT_MEMBER (guint8 *, self, column->at);
}

static void
set_dirty_size (LpColumns *self, const LpColumnLayout *layout)
{
  if (self->dirty == NULL)
    self->dirty = g_array_new (FALSE, TRUE, sizeof (guint8));
  g_array_set_size (self->dirty, self->size / layout->chunk_rows);
}

/* Where a column stands in a file for @size rows; behind the last one, how large the file is. */
static gsize
get_offset (const LpColumnLayout *layout, gsize column, gsize size)
{
  gsize offset = 0;

  for (gsize i = 0; i < column; i++)
    offset += (layout->columns[i].width * size + ALIGNMENT - 1) / ALIGNMENT * ALIGNMENT;
  return offset;
}

void
lp_columns_clear (LpColumns *self, const LpColumnLayout *layout)
{
  for (gsize i = 0; i < layout->n_columns; i++)
    {
      guint8 **cells = get_cells (self, &layout->columns[i]);

      if (self->file == NULL)
        g_free (*cells);
      *cells = NULL;
    }
  g_clear_pointer (&self->file, lp_column_file_free);
  g_clear_pointer (&self->dirty, g_array_unref);
  self->n = 0;
  self->size = 0;
}

void
lp_columns_reserve (LpColumns *self, const LpColumnLayout *layout, guint32 n)
{
  guint32 size = (n / layout->chunk_rows + 1) * layout->chunk_rows;

  if (n <= self->size)
    return;
  for (gsize i = 0; i < layout->n_columns; i++)
    {
      guint8 **cells = get_cells (self, &layout->columns[i]);
      guint8 *settled = *cells;

      if (self->file == NULL)
        {
          *cells = g_realloc_n (*cells, size, layout->columns[i].width);
          continue;
        }
      *cells = g_malloc_n (size, layout->columns[i].width);
      memcpy (*cells, settled, self->size * layout->columns[i].width);
    }
  g_clear_pointer (&self->file, lp_column_file_free);
  self->size = size;
  set_dirty_size (self, layout);
}

/* Chunks that nothing was said about are stored, too: the file has no rows of nothing by itself. */
static void
add_blank_rows (LpColumns *self, const LpColumnLayout *layout, guint32 n)
{
  if (n <= self->n)
    return;
  lp_columns_reserve (self, layout, n);
  for (gsize i = 0; i < layout->n_columns; i++)
    {
      const LpColumn *column = &layout->columns[i];

      memset (*get_cells (self, column) + self->n * column->width, column->blank,
              (n - self->n) * column->width);
    }
  for (guint32 chunk = self->n / layout->chunk_rows; chunk <= (n - 1) / layout->chunk_rows; chunk++)
    g_array_index (self->dirty, guint8, chunk) = TRUE;
  self->n = n;
}

void
lp_columns_open_row (LpColumns *self, const LpColumnLayout *layout, guint32 row)
{
  if (row >= self->size)
    lp_columns_reserve (self, layout, MAX (row + 1024, self->size + self->size / 4));
  add_blank_rows (self, layout, row + 1);
  g_array_index (self->dirty, guint8, row / layout->chunk_rows) = TRUE;
}

gsize
lp_columns_get_chunk_size (const LpColumnLayout *layout)
{
  gsize width = 0;

  for (gsize i = 0; i < layout->n_columns; i++)
    width += layout->columns[i].not_kept ? 0 : layout->columns[i].width;
  return width * layout->chunk_rows;
}

/* How many rows of a chunk there are. */
static guint32
count_rows (const LpColumns *self, const LpColumnLayout *layout, guint32 chunk)
{
  guint32 first = chunk * layout->chunk_rows;

  return self->n > first ? MIN (self->n - first, layout->chunk_rows) : 0;
}

void
lp_columns_pack (const LpColumns *self, const LpColumnLayout *layout, guint32 chunk, guint8 *data)
{
  guint32 first = chunk * layout->chunk_rows;
  guint32 n = count_rows (self, layout, chunk);

  for (gsize i = 0; i < layout->n_columns; i++)
    {
      const LpColumn *column = &layout->columns[i];

      if (column->not_kept)
        continue;
      memcpy (data, *get_cells (self, column) + first * column->width, n * column->width);
      memset (data + n * column->width, column->blank, (layout->chunk_rows - n) * column->width);
      data += layout->chunk_rows * column->width;
    }
}

void
lp_columns_unpack (LpColumns *self, const LpColumnLayout *layout, guint32 chunk, const guint8 *data)
{
  guint32 first = chunk * layout->chunk_rows;

  add_blank_rows (self, layout, first);
  lp_columns_reserve (self, layout, first + layout->chunk_rows);
  for (gsize i = 0; i < layout->n_columns; i++)
    {
      const LpColumn *column = &layout->columns[i];
      gsize size = layout->chunk_rows * column->width;

      if (column->not_kept)
        {
          memset (*get_cells (self, column) + first * column->width, column->blank, size);
          continue;
        }
      memcpy (*get_cells (self, column) + first * column->width, data, size);
      data += size;
    }
  self->n = first + layout->chunk_rows;
}

/* Some rows of one column into the file. */
static void
follow (LpColumns *self, const LpColumnLayout *layout, gsize column, guint32 first, guint32 n)
{
  gsize width = layout->columns[column].width;

  lp_column_file_write (self->file, get_offset (layout, column, self->size) + first * width,
                        *get_cells (self, &layout->columns[column]) + first * width, n * width);
}

void
lp_columns_follow (LpColumns *self, const LpColumnLayout *layout, guint32 chunk)
{
  for (gsize i = 0; self->file != NULL && i < layout->n_columns; i++)
    follow (self, layout, i, chunk * layout->chunk_rows, count_rows (self, layout, chunk));
}

void
lp_columns_follow_column (LpColumns *self, const LpColumnLayout *layout, gsize column)
{
  if (self->file != NULL)
    follow (self, layout, column, 0, self->n);
}

void
lp_columns_read (const LpColumns *self,
                 const LpColumnLayout *layout,
                 gsize column,
                 guint32 row,
                 gpointer cell)
{
  gsize width = layout->columns[column].width;

  if (self->file == NULL ||
      !lp_column_file_read (self->file, get_offset (layout, column, self->size) + row * width, cell, width))
    memcpy (cell, *get_cells (self, &layout->columns[column]) + row * width, width);
}

static LpColumnFile *
write_file (const LpColumns *self, const LpColumnLayout *layout, guint32 size, const char *directory)
{
  g_autoptr (LpColumnFile)
      file = lp_column_file_new (directory, get_offset (layout, layout->n_columns, size));

  for (gsize i = 0; file != NULL && i < layout->n_columns; i++)
    if (!lp_column_file_write (file, get_offset (layout, i, size), *get_cells (self, &layout->columns[i]),
                               self->n * layout->columns[i].width))
      g_clear_pointer (&file, lp_column_file_free);
  return g_steal_pointer (&file);
}

/* From memory into a file, if there can be one. */
static void
settle (LpColumns *self, const LpColumnLayout *layout, const char *directory, GMutex *lock)
{
  guint32 size = ((self->n + self->n / ROOM_PART) / layout->chunk_rows + 1) * layout->chunk_rows;
  LpColumnFile *file = write_file (self, layout, size, directory);
  g_autoptr (GPtrArray) old = NULL;

  if (file == NULL)
    return;
  old = g_ptr_array_new_full ((guint) layout->n_columns, g_free);
  if (lock != NULL)
    g_mutex_lock (lock);
  for (gsize i = 0; i < layout->n_columns; i++)
    {
      guint8 **cells = get_cells (self, &layout->columns[i]);

      g_ptr_array_add (old, *cells);
      *cells = lp_column_file_get_memory (file) + get_offset (layout, i, size);
    }
  self->file = file;
  self->size = size;
  set_dirty_size (self, layout);
  if (lock != NULL)
    g_mutex_unlock (lock);
}

void
lp_columns_rest (LpColumns *self, const LpColumnLayout *layout, const char *directory, GMutex *lock)
{
  if (self->file == NULL && self->n > 0)
    settle (self, layout, directory, lock);
  if (self->file != NULL)
    lp_column_file_rest (self->file);
}

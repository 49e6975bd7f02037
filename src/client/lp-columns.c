/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lp-columns.h"

#include <string.h>

/* A file costs nothing for rows that are not there yet: so many more than there are, as a part of them. */
#define ROOM_PART 8
/* Columns begin on a page of their own. */
#define ALIGNMENT 4096
/* Whole rows are written so many at a time. */
#define ROWS_AT_ONCE 256

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

/* Where a column stands in a file for @size rows; behind the last one, where memory ends and whole rows begin. */
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

static gsize
get_row_width (const LpColumnLayout *layout)
{
  gsize width = 0;

  for (gsize i = 0; i < layout->n_columns; i++)
    width += layout->columns[i].width;
  return width;
}

/* Some rows as a whole. */
static void
gather_rows (const LpColumns *self, const LpColumnLayout *layout, guint32 first, guint32 n, guint8 *rows)
{
  gsize row_width = get_row_width (layout);
  gsize at = 0;

  for (gsize i = 0; i < layout->n_columns; i++)
    {
      gsize width = layout->columns[i].width;
      const guint8 *cells = *get_cells (self, &layout->columns[i]) + first * width;

      for (guint32 row = 0; row < n; row++)
        memcpy (rows + row * row_width + at, cells + row * width, width);
      at += width;
    }
}

/* Some rows as a whole into a file for @size rows. */
static gboolean
write_rows (const LpColumns *self,
            const LpColumnLayout *layout,
            LpColumnFile *file,
            gsize size,
            guint32 first,
            guint32 n)
{
  gsize row_width = get_row_width (layout);
  gsize start = get_offset (layout, layout->n_columns, size);

  while (layout->has_rows && n > 0)
    {
      guint8 rows[ROWS_AT_ONCE * LP_COLUMNS_MAX_ROW];
      guint32 some = MIN (n, ROWS_AT_ONCE);

      gather_rows (self, layout, first, some, rows);
      if (!lp_column_file_write (file, start + first * row_width, rows, some * row_width))
        return FALSE;
      first += some;
      n -= some;
    }
  return TRUE;
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
  guint32 first = chunk * layout->chunk_rows;
  guint32 n = count_rows (self, layout, chunk);

  if (self->file == NULL)
    return;
  for (gsize i = 0; i < layout->n_columns; i++)
    follow (self, layout, i, first, n);
  write_rows (self, layout, self->file, self->size, first, n);
}

void
lp_columns_follow_column (LpColumns *self, const LpColumnLayout *layout, gsize column)
{
  if (self->file == NULL)
    return;
  follow (self, layout, column, 0, self->n);
  write_rows (self, layout, self->file, self->size, 0, self->n);
}

void
lp_columns_read_row (const LpColumns *self, const LpColumnLayout *layout, guint32 row, guint8 *cells)
{
  gsize width = get_row_width (layout);
  gsize start = get_offset (layout, layout->n_columns, self->size);

  if (self->file == NULL || !lp_column_file_read (self->file, start + row * width, cells, width))
    gather_rows (self, layout, row, 1, cells);
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
  if (file != NULL && !write_rows (self, layout, file, size, 0, self->n))
    return NULL;
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

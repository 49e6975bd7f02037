/* SPDX-License-Identifier: GPL-3.0-or-later */
#define _GNU_SOURCE /* O_TMPFILE */

#include "lp-column-file.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <sys/mman.h>
#include <unistd.h>

struct _LpColumnFile
{
  int fd;
  guint8 *memory;
  gsize size;
  gboolean behind; /* the file lacks something that memory has */
};

/* Where the system has no files without a name, one that loses it at once. A run that was killed in between leaves
 * an empty file with the name of the replica's remains, which the next run deletes. */
static int
open_unnamed (const char *directory)
{
  g_autofree char *path = NULL;
  int fd = open (directory, O_TMPFILE | O_EXCL | O_RDWR | O_CLOEXEC, 0600);

  if (fd >= 0)
    return fd;
  path = g_build_filename (directory, "replica-columns-XXXXXX", NULL);
  fd = g_mkstemp_full (path, O_RDWR | O_CLOEXEC, 0600);
  if (fd >= 0)
    g_unlink (path);
  return fd;
}

LpColumnFile *
lp_column_file_new (const char *directory, gsize size)
{
  g_autoptr (LpColumnFile) self = g_new0 (LpColumnFile, 1);

  self->memory = MAP_FAILED;
  self->size = size;
  self->fd = open_unnamed (directory);
  if (self->fd < 0 || ftruncate (self->fd, (off_t) size) != 0 ||
      (self->memory = mmap (NULL, size, PROT_READ | PROT_WRITE, MAP_PRIVATE, self->fd, 0)) == MAP_FAILED)
    {
      g_info ("Columns stay in memory, since %s takes no file for them: %s", directory, g_strerror (errno));
      return NULL;
    }
  return g_steal_pointer (&self);
}

void
lp_column_file_free (LpColumnFile *self)
{
  if (self->memory != MAP_FAILED)
    munmap (self->memory, self->size);
  if (self->fd >= 0)
    close (self->fd);
  g_free (self);
}

guint8 *
lp_column_file_get_memory (LpColumnFile *self)
{
  return self->memory;
}

gboolean
lp_column_file_write (LpColumnFile *self, gsize offset, gconstpointer data, gsize size)
{
  const guint8 *from = data;

  while (size > 0)
    {
      gssize done = pwrite (self->fd, from, size, (off_t) offset);

      if (done < 0 && errno == EINTR)
        continue;
      if (done <= 0)
        {
          g_info ("Columns stay in memory, since they cannot be written: %s", g_strerror (errno));
          self->behind = TRUE;
          return FALSE;
        }
      from += done;
      offset += (gsize) done;
      size -= (gsize) done;
    }
  return TRUE;
}

gboolean
lp_column_file_read (const LpColumnFile *self, gsize offset, gpointer data, gsize size)
{
  return !self->behind && pread (self->fd, data, size, (off_t) offset) == (gssize) size;
}

void
lp_column_file_rest (LpColumnFile *self)
{
  /* Private pages that were written to are lost, and come back from the file. */
  if (!self->behind)
    madvise (self->memory, self->size, MADV_DONTNEED);
}

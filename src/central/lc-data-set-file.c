/* SPDX-License-Identifier: GPL-3.0-or-later */

/* The file of a data set, and what people hand over in its place. */

#include <errno.h>
#include <fcntl.h>
#include <gio/gunixinputstream.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lc-data-set.h"
#include "lp-error.h"

/* How other kinds of files begin. */
static const struct
{
  const char *beginning;
  gsize size;
  const char *what;
} kinds[] = {
  { "\xef\xbb\xbf", 3, "begins with a byte order mark; save it as UTF-8 without one" },
  { "\xff\xfe", 2, "is UTF-16 text; save it as UTF-8" },
  { "\xfe\xff", 2, "is UTF-16 text; save it as UTF-8" },
  { "\x1f\x8b", 2, "is compressed with gzip; unpack it first" },
  { "BZh", 3, "is compressed with bzip2; unpack it first" },
  { "\xfd"
    "7zXZ",
    5, "is compressed with xz; unpack it first" },
  { "\x28\xb5\x2f\xfd", 4, "is compressed with zstd; unpack it first" },
  { "PK\x03\x04", 4, "is a ZIP archive or a spreadsheet; a data set is one JSON object" },
  { "SQLite format 3", 16, "is a database; how to restore a backup stands in license-central(1)" },
};

static const char *
find_kind (const char *text, gsize size)
{
  for (gsize i = 0; i < G_N_ELEMENTS (kinds); i++)
    if (size >= kinds[i].size && memcmp (text, kinds[i].beginning, kinds[i].size) == 0)
      return kinds[i].what;

  /* In UTF-16 every letter of ASCII has a zero beside it. */
  return size >= 2 && (text[0] == '\0' || text[1] == '\0') ? "is UTF-16 text; save it as UTF-8" : NULL;
}

static gboolean
is_table (const char *line, const char *end)
{
  const char *line_end = memchr (line, '\n', (gsize) (end - line));

  if (strchr ("{[", *line) != NULL)
    return FALSE;
  if (line_end == NULL)
    line_end = end;
  while (line < line_end && strchr (",;\t", *line) == NULL)
    line++;
  return line < line_end;
}

static const char *
find_fault (GBytes *bytes)
{
  gsize size;
  const char *text = g_bytes_get_data (bytes, &size);
  const char *end = size > 0 ? text + size : text;
  const char *kind = find_kind (text, size);

  if (kind != NULL)
    return kind;
  while (text < end && g_ascii_isspace (*text))
    text++;
  if (text == end)
    return "is empty; a data set is one JSON object";
  return is_table (text, end) ? "is a table such as CSV; a data set is one JSON object" : NULL;
}

/* Pipes and devices have no size to be mapped. */
static GBytes *
read_stream (int fd, GError **error)
{
  g_autoptr (GInputStream) input = g_unix_input_stream_new (fd, FALSE);
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();

  if (g_output_stream_splice (memory, input, G_OUTPUT_STREAM_SPLICE_CLOSE_TARGET, NULL, error) < 0)
    return NULL;
  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

static GBytes *
read_bytes (int fd, const struct stat *status, GError **error)
{
  g_autoptr (GMappedFile) file = NULL;

  if (!S_ISREG (status->st_mode))
    return read_stream (fd, error);
  file = g_mapped_file_new_from_fd (fd, FALSE, error);
  return file != NULL ? g_mapped_file_get_bytes (file) : NULL;
}

static LcDataSet *
open_descriptor (int fd, const char *name, GError **error)
{
  g_autoptr (GError) failure = NULL;
  g_autoptr (GBytes) bytes = NULL;
  struct stat status;
  const char *fault;

  if (fstat (fd, &status) == 0 && S_ISDIR (status.st_mode))
    {
      g_set_error (error, LP_ERROR, LP_ERROR_STORAGE, "%s is a directory; name the file of a data set.",
                   name);
      return NULL;
    }
  bytes = read_bytes (fd, &status, &failure);
  if (bytes == NULL)
    {
      g_set_error (error, LP_ERROR, LP_ERROR_STORAGE, "%s cannot be read: %s.", name, failure->message);
      return NULL;
    }
  fault = find_fault (bytes);
  if (fault == NULL)
    return lc_data_set_open_bytes (bytes, error);
  g_set_error (error, LP_ERROR, LP_ERROR_MALFORMED, "%s %s.", name, fault);
  return NULL;
}

LcDataSet *
lc_data_set_open (const char *path, GError **error)
{
  g_autofree char *name = g_filename_display_name (path);
  int fd = g_open (path, O_RDONLY | O_CLOEXEC);
  LcDataSet *self;

  if (fd < 0)
    {
      g_set_error (error, LP_ERROR, LP_ERROR_STORAGE, "%s cannot be read: %s.", name, g_strerror (errno));
      return NULL;
    }
  self = open_descriptor (fd, name, error);
  close (fd);
  return self;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scratch-directory.h"

#include <errno.h>
#include <glib/gstdio.h>

char *
scratch_directory_new (void)
{
  g_autoptr (GError) error = NULL;
  char *path = g_dir_make_tmp ("license-portal-XXXXXX", &error);

  g_assert_no_error (error);
  return path;
}

/* A link is removed, not followed. A program that is just ending may remove its files itself. */
static void
remove_tree (const char *path)
{
  g_autoptr (GDir) directory = NULL;
  const char *name;

  if (!g_file_test (path, G_FILE_TEST_IS_SYMLINK))
    directory = g_dir_open (path, 0, NULL);
  while (directory != NULL && (name = g_dir_read_name (directory)) != NULL)
    {
      g_autofree char *child = g_build_filename (path, name, NULL);

      remove_tree (child);
    }
  if (g_remove (path) != 0 && errno != ENOENT)
    g_error ("%s cannot be removed: %s", path, g_strerror (errno));
}

void
scratch_directory_free (char *path)
{
  remove_tree (path);
  g_free (path);
}

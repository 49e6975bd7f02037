/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "scratch-directory.h"

#include <errno.h>
#include <glib/gstdio.h>

#define PATIENCE_SECONDS 60

char *
scratch_directory_new (void)
{
  g_autoptr (GError) error = NULL;
  char *path = g_dir_make_tmp ("license-portal-XXXXXX", &error);

  g_assert_no_error (error);
  return path;
}

/* A link is removed, not followed. Returns 0 or why @path is still there. */
static int
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
  return g_remove (path) == 0 || errno == ENOENT ? 0 : errno;
}

/* A thread or a service that is just ending may write its last file meanwhile, or remove it itself. */
void
scratch_directory_free (char *path)
{
  gint64 deadline = g_get_monotonic_time () + PATIENCE_SECONDS * G_USEC_PER_SEC;
  int fault = remove_tree (path);

  while (fault == ENOTEMPTY && g_get_monotonic_time () < deadline)
    {
      g_thread_yield ();
      fault = remove_tree (path);
    }
  if (fault != 0)
    g_error ("%s cannot be removed: %s", path, g_strerror (fault));
  g_free (path);
}

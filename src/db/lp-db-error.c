/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lp-db-private.h"

#include <errno.h>

/* The file's last part: people know their directory, and a log line stays short. */
static gboolean
fail (GError **error, LpErrorCode code, const char *format, const char *path)
{
  g_autofree char *name = g_path_get_basename (path);

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  g_set_error (error, LP_ERROR, (int) code, format, name);
#pragma GCC diagnostic pop
  return FALSE;
}

static gboolean
fail_io (sqlite3 *handle, const char *path, GError **error)
{
  int number = handle != NULL ? sqlite3_system_errno (handle) : 0;

  /* SQLite keeps the number for some calls only; the failed one was this thread's last. */
  if (number == 0)
    number = errno;

  if (number == ENOSPC || number == EFBIG || number == EDQUOT)
    return fail (error, LP_ERROR_STORAGE, "The disk that holds %s is full; free some space and try again.",
                 path);

  return fail (error, LP_ERROR_STORAGE, "%s could not be read or written; check the disk and its messages.",
               path);
}

static gboolean
fail_other (sqlite3 *handle, const char *path, int result, GError **error)
{
  const char *reason = handle != NULL ? sqlite3_errmsg (handle) : sqlite3_errstr (result);

  g_set_error (error, LP_ERROR, LP_ERROR_STORAGE, "The database refused a statement: %s.", reason);
  return FALSE;
}

/* Whatever connection met it, and whatever became of its statement: it does not heal. */
static int found_damage;

gboolean
lp_db_found_damage (void)
{
  return g_atomic_int_get (&found_damage) != 0;
}

gboolean
lp_db_set_error (sqlite3 *handle, const char *path, int result, GError **error)
{
  switch (result & 0xff)
    {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return fail (error, LP_ERROR_BUSY, "%s is in use by another process; try again later.", path);

    case SQLITE_INTERRUPT:
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED, "The query was cancelled.");
      return FALSE;

    case SQLITE_FULL:
      return fail (error, LP_ERROR_STORAGE, "The disk that holds %s is full; free some space and try again.",
                   path);

    case SQLITE_CORRUPT:
      g_atomic_int_set (&found_damage, 1);
      return fail (error, LP_ERROR_STORAGE, "%s is damaged; restore it from a backup.", path);

    case SQLITE_NOTADB:
      g_atomic_int_set (&found_damage, 1);
      return fail (error, LP_ERROR_STORAGE,
                   "%s is not a database or is damaged; restore it from a backup or name another directory.",
                   path);

    case SQLITE_CANTOPEN:
    case SQLITE_PERM:
    case SQLITE_AUTH:
      return fail (error, LP_ERROR_STORAGE,
                   "%s cannot be opened; check that its directory exists and that you may read and write it.",
                   path);

    case SQLITE_READONLY:
      return fail (error, LP_ERROR_STORAGE,
                   "%s cannot be written; check its permissions and those of its directory.", path);

    case SQLITE_IOERR:
      return fail_io (handle, path, error);

    case SQLITE_CONSTRAINT:
      g_set_error (error, LP_ERROR, LP_ERROR_CONFLICT, "The change contradicts what is stored: %s.",
                   handle != NULL ? sqlite3_errmsg (handle) : sqlite3_errstr (result));
      return FALSE;

    default:
      return fail_other (handle, path, result, error);
    }
}

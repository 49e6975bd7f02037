/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lp-db-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <unistd.h>

#define MAX_PROBLEMS "100"

static gboolean
fail_file (const char *path, int number, GError **error)
{
  if (number == EEXIST)
    g_set_error (error, LP_ERROR, LP_ERROR_STORAGE, "%s exists already; name another file.", path);
  else
    g_set_error (error, LP_ERROR, LP_ERROR_STORAGE, "%s cannot be written: %s.", path, g_strerror (number));

  return FALSE;
}

/* In one step, so that the copy is one snapshot; in WAL mode a reader, however long, stops no writer. */
static gboolean
copy_pages (LpDb *db, const char *path, GError **error)
{
  sqlite3 *target = NULL;
  sqlite3_backup *backup = NULL;
  int result = sqlite3_open_v2 (path, &target, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, NULL);

  if (result == SQLITE_OK)
    backup = sqlite3_backup_init (target, "main", db->handle, "main");

  if (backup != NULL)
    {
      sqlite3_backup_step (backup, -1);
      result = sqlite3_backup_finish (backup);
    }
  else if (result == SQLITE_OK)
    result = sqlite3_errcode (target);

  if (result != SQLITE_OK)
    lp_db_set_error (target, path, result, error);

  sqlite3_close_v2 (target);
  return result == SQLITE_OK;
}

/* The file gets its name only when it is whole: an interrupted backup is never taken for one. */
gboolean
lp_db_backup (LpDb *db, const char *path, GError **error)
{
  g_autofree char *part = g_strconcat (path, ".part", NULL);
  gboolean done;
  int fd;

  if (g_access (path, F_OK) == 0)
    return fail_file (path, EEXIST, error);

  g_unlink (part);
  fd = g_open (part, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);
  if (fd < 0)
    return fail_file (path, errno, error);

  close (fd);

  done = copy_pages (db, part, error);
  if (done && link (part, path) != 0)
    done = fail_file (path, errno, error);

  g_unlink (part);
  return done;
}

static gboolean
check_integrity (LpDb *db, GPtrArray *problems, GError **error)
{
  LpStatement *rows = lp_db_query (db, error, "PRAGMA integrity_check (" MAX_PROBLEMS ")", "");
  GError *failure = NULL;

  if (rows == NULL)
    return FALSE;

  while (lp_statement_step (rows, &failure))
    {
      const char *finding = lp_statement_get_text (rows, 0);

      if (g_strcmp0 (finding, "ok") != 0)
        g_ptr_array_add (problems, g_strdup_printf ("The database is damaged: %s.", finding));
    }

  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }

  return TRUE;
}

static gboolean
check_references (LpDb *db, GPtrArray *problems, GError **error)
{
  LpStatement *rows = lp_db_query (db, error, "PRAGMA foreign_key_check", "");
  GError *failure = NULL;

  if (rows == NULL)
    return FALSE;

  while (lp_statement_step (rows, &failure))
    g_ptr_array_add (problems,
                     g_strdup_printf ("Row %" G_GINT64_FORMAT
                                      " of table %s refers to a row of %s that is not there.",
                                      lp_statement_get_int (rows, 1), lp_statement_get_text (rows, 0),
                                      lp_statement_get_text (rows, 2)));

  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }

  return TRUE;
}

gboolean
lp_db_check (LpDb *db, GPtrArray *problems, GError **error)
{
  g_autoptr (GError) failure = NULL;

  if (check_integrity (db, problems, &failure) && check_references (db, problems, &failure))
    return TRUE;

  /* Too damaged to be read is what the check was for. */
  if (g_error_matches (failure, LP_ERROR, LP_ERROR_STORAGE))
    {
      g_ptr_array_add (problems, g_strdup (failure->message));
      return TRUE;
    }

  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

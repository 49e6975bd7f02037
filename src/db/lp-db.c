/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lp-db-private.h"

#include <errno.h>
#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <unistd.h>

#define BUSY_TIMEOUT_MS 5000

/* Creates the file ourselves so that it is 0600 from its first moment; SQLite gives its companions (-wal, -shm)
 * the mode of the database. Never opens a file that exists: closing a descriptor of it would drop the locks
 * that another connection of this process holds. */
static gboolean
create_file (const char *path, GError **error)
{
  int fd = g_open (path, O_CREAT | O_EXCL | O_RDWR | O_CLOEXEC, 0600);

  if (fd >= 0)
    {
      close (fd);
      return TRUE;
    }

  if (errno == EEXIST)
    return TRUE;

  if (errno == ENOSPC || errno == EDQUOT)
    return lp_db_set_error (NULL, path, SQLITE_FULL, error);

  return lp_db_set_error (NULL, path, SQLITE_CANTOPEN, error);
}

static gboolean
find_file (const char *path, GError **error)
{
  if (g_access (path, F_OK) == 0)
    return TRUE;

  if (errno == ENOENT)
    {
      g_set_error (error, LP_ERROR, LP_ERROR_STORAGE, "There is no database at %s; check the directory.",
                   path);
      return FALSE;
    }

  return lp_db_set_error (NULL, path, SQLITE_CANTOPEN, error);
}

/* What is the same to whoever searches, in any script. */
static char *
fold (const char *text)
{
  g_autofree char *composed = NULL;

  if (g_str_is_ascii (text))
    return g_ascii_strdown (text, -1);
  composed = g_utf8_normalize (text, -1, G_NORMALIZE_ALL_COMPOSE);
  return composed != NULL ? g_utf8_casefold (composed, -1) : NULL;
}

/* @words is folded. A search looks at every row, and most texts are ASCII: these are not copied. */
static gboolean
occurs (const char *text, const char *words)
{
  gsize n_words = strlen (words);
  /* Of a letter, the bit that tells the small one from the capital. */
  const char any_case = g_ascii_isalpha (*words) ? 'a' ^ 'A' : 0;
  g_autofree char *folded = NULL;

  if (!g_str_is_ascii (text))
    {
      folded = fold (text);
      return folded != NULL && strstr (folded, words) != NULL;
    }
  for (gsize rest = strlen (text); rest >= n_words; rest--, text++)
    if ((*text | any_case) == *words && g_ascii_strncasecmp (text, words, n_words) == 0)
      return TRUE;
  return n_words == 0;
}

/* `lp_occurs (WORDS, TEXT)`: whether the words occur in the text; NULL if one of them is. */
static void
find_words (sqlite3_context *context, int n_values, sqlite3_value **values)
{
  const char *text = (const char *) sqlite3_value_text (values[1]);
  const char *given = (const char *) sqlite3_value_text (values[0]);
  const char *words = sqlite3_get_auxdata (context, 0);
  g_autofree char *folded = words == NULL && given != NULL ? fold (given) : NULL;

  if (folded != NULL)
    words = folded;
  if (text == NULL || words == NULL)
    return;
  sqlite3_result_int (context, occurs (text, words));
  /* SQLite may free it at once. */
  if (folded != NULL)
    sqlite3_set_auxdata (context, 0, g_steal_pointer (&folded), g_free);
}

static void
add_functions (LpDb *db)
{
  sqlite3_create_function (db->handle, "lp_occurs", 2, SQLITE_UTF8 | SQLITE_DETERMINISTIC | SQLITE_INNOCUOUS,
                           NULL, find_words, NULL, NULL);
}

static gboolean
configure (LpDb *db, LpDbFlags flags, GError **error)
{
  sqlite3_extended_result_codes (db->handle, 1);
  add_functions (db);
  sqlite3_busy_timeout (db->handle, BUSY_TIMEOUT_MS);
  sqlite3_db_config (db->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  /* A misspelt column in double quotes is an error, not a text. */
  sqlite3_db_config (db->handle, SQLITE_DBCONFIG_DQS_DML, 0, NULL);
  sqlite3_db_config (db->handle, SQLITE_DBCONFIG_DQS_DDL, 0, NULL);

  if (!lp_db_exec (db, "PRAGMA trusted_schema = OFF; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY;",
                   error))
    return FALSE;

  if (flags & LP_DB_READ_ONLY)
    return lp_db_exec (db, "SELECT count (*) FROM sqlite_schema", error);

  if (!lp_db_exec (db, "PRAGMA journal_mode = WAL", error))
    return FALSE;

  /* SQLite opens a file that it may not write read-only without a word. */
  if (sqlite3_db_readonly (db->handle, "main") == 1)
    return lp_db_set_error (db->handle, db->path, SQLITE_READONLY, error);

  /* The one durable writer keeps 64 MiB of pages: a data set of a million rows in one transaction would otherwise
   * write most of them many times. And its log grows to 16 MiB before it is folded into the database: under load most
   * pages in it are the same few, which then move once. */
  return lp_db_exec (
      db,
      (flags & LP_DB_DURABLE)
          ? "PRAGMA synchronous = FULL; PRAGMA cache_size = -65536; PRAGMA wal_autocheckpoint = 4000;"
          : "PRAGMA synchronous = NORMAL",
      error);
}

/* Nobody asks SQLite how much memory it uses, and counting it takes one lock that all threads share. */
static void
stop_counting_memory (void)
{
  static gsize done;

  if (!g_once_init_enter (&done))
    return;
  (void) sqlite3_config (SQLITE_CONFIG_MEMSTATUS, 0);
  g_once_init_leave (&done, 1);
}

LpDb *
lp_db_open (const char *path, LpDbFlags flags, GError **error)
{
  g_autoptr (LpDb) db = NULL;
  int mode = (flags & LP_DB_READ_ONLY) ? SQLITE_OPEN_READONLY : SQLITE_OPEN_READWRITE;
  int result;

  if (!((flags & LP_DB_CREATE) ? create_file (path, error) : find_file (path, error)))
    return NULL;

  db = g_new0 (LpDb, 1);
  db->path = g_strdup (path);
  db->statements = g_hash_table_new (g_str_hash, g_str_equal);
  g_queue_init (&db->recent);

  stop_counting_memory ();
  /* One thread at a time uses a connection, so SQLite need not lock it. */
  result = sqlite3_open_v2 (path, &db->handle, mode | SQLITE_OPEN_NOMUTEX, NULL);
  if (result != SQLITE_OK)
    {
      lp_db_set_error (db->handle, path, result, error);
      return NULL;
    }

  if (!configure (db, flags, error))
    return NULL;

  return g_steal_pointer (&db);
}

void
lp_db_close (LpDb *db)
{
  if (db == NULL)
    return;

  lp_db_free_statements (db);
  g_hash_table_unref (db->statements);
  sqlite3_close_v2 (db->handle);
  g_free (db->path);
  g_free (db);
}

gboolean
lp_db_exec (LpDb *db, const char *sql, GError **error)
{
  int result = sqlite3_exec (db->handle, sql, NULL, NULL, NULL);

  db->generation++;
  db->wrote_watched = TRUE;
  if (result != SQLITE_OK)
    return lp_db_set_error (db->handle, db->path, result, error);

  return TRUE;
}

/* A cursor that somebody left in the middle would keep its snapshot beyond the transaction. */
static void
reset_cursors (LpDb *db)
{
  if (db->n_open == 0)
    return;

  for (GList *link = db->recent.head; link != NULL; link = link->next)
    lp_statement_reset (link->data);
}

/* What was remembered of the rows since the transaction began may no longer hold. */
static void
note_rollback (LpDb *db)
{
  db->n_rollbacks++;
  if (db->wrote_watched)
    db->generation++;
}

gboolean
lp_db_begin (LpDb *db, GError **error)
{
  db->wrote_watched = FALSE;
  return lp_db_run (db, error, "BEGIN IMMEDIATE", "");
}

gboolean
lp_db_begin_read (LpDb *db, GError **error)
{
  return lp_db_run (db, error, "BEGIN", "");
}

gboolean
lp_db_commit (LpDb *db, GError **error)
{
  reset_cursors (db);
  return lp_db_run (db, error, "COMMIT", "");
}

void
lp_db_rollback (LpDb *db)
{
  reset_cursors (db);
  note_rollback (db);
  /* A full disk and the like have ended the transaction already. */
  if (lp_db_in_transaction (db))
    lp_db_run (db, NULL, "ROLLBACK", "");
}

gboolean
lp_db_in_transaction (LpDb *db)
{
  return !sqlite3_get_autocommit (db->handle);
}

gboolean
lp_db_savepoint (LpDb *db, GError **error)
{
  return lp_db_run (db, error, "SAVEPOINT step", "");
}

gboolean
lp_db_release (LpDb *db, GError **error)
{
  reset_cursors (db);
  return lp_db_run (db, error, "RELEASE step", "");
}

void
lp_db_rollback_to (LpDb *db)
{
  reset_cursors (db);
  note_rollback (db);
  if (!lp_db_in_transaction (db))
    return;

  lp_db_run (db, NULL, "ROLLBACK TO step", "");
  lp_db_run (db, NULL, "RELEASE step", "");
}

gint64
lp_db_get_last_row (LpDb *db)
{
  return sqlite3_last_insert_rowid (db->handle);
}

gint64
lp_db_get_changes (LpDb *db)
{
  return sqlite3_changes64 (db->handle);
}

/* SQLite asks for leave for everything that a statement will do, the cascades of foreign keys included. */
static int
note_action (void *data, int action, const char *table, const char *b, const char *c, const char *d)
{
  LpDb *db = data;
  gboolean writes = action == SQLITE_INSERT || action == SQLITE_UPDATE || action == SQLITE_DELETE;

  if (writes && g_strv_contains (db->watched, table))
    db->compiles_watched = TRUE;

  return SQLITE_OK;
}

void
lp_db_watch (LpDb *db, const char *const *tables)
{
  db->watched = tables;
  sqlite3_set_authorizer (db->handle, note_action, db);
}

gint64
lp_db_get_generation (LpDb *db)
{
  return db->generation;
}

gint64
lp_db_get_rollbacks (LpDb *db)
{
  return db->n_rollbacks;
}

void
lp_db_interrupt (LpDb *db)
{
  sqlite3_interrupt (db->handle);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "lp-error.h"

G_BEGIN_DECLS

/* A thin layer over one database connection. This folder is the only one that names `sqlite3_*`; all SQL
 * above it uses `$1 … $n` and the subset that SQLite and PostgreSQL share, so that another driver can stand
 * behind these functions. A connection belongs to one thread at a time.
 *
 * Errors: %LP_ERROR_STORAGE with one sentence that says what to do (disk full, damaged, not readable, no
 * database), %LP_ERROR_NEWER_SCHEMA, %LP_ERROR_BUSY, %LP_ERROR_CONFLICT for a violated constraint. */

typedef enum
{
  LP_DB_READ_ONLY = 1 << 0,
  LP_DB_CREATE = 1 << 1,  /* create file (0600) if absent; else an absent file is an error */
  LP_DB_DURABLE = 1 << 2, /* synchronous=FULL; without it NORMAL, for a replica that can be fetched again */
} LpDbFlags;

typedef struct _LpDb LpDb;
typedef struct _LpStatement LpStatement;

/**
 * lp_db_open:
 * @path: a file
 * @flags: how
 * @error: return location
 *
 * Opens with WAL, foreign_keys=ON, trusted_schema=OFF, a busy timeout of 5 s.
 *
 * Returns: (transfer full) (nullable): the connection
 */
LpDb *lp_db_open (const char *path, LpDbFlags flags, GError **error);

/**
 * lp_db_found_damage:
 *
 * Returns: whether any connection of this process has met a damaged file
 */
gboolean lp_db_found_damage (void);

/**
 * lp_db_close:
 * @db: (transfer full) (nullable): a connection; its statements are finalized
 */
void lp_db_close (LpDb *db);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LpDb, lp_db_close)

/**
 * LpMigration:
 * @version: the version that the database has after this step
 * @sql: statements, separated by semicolons
 * @run: (nullable): what SQL cannot say, run after @sql in the same transaction
 */
typedef struct
{
  int version;
  const char *sql;
  gboolean (*run) (LpDb *db, GError **error);
} LpMigration;

/**
 * lp_db_migrate:
 * @db: a writable connection
 * @steps: in ascending order, the first from an empty database
 * @n_steps: how many
 * @error: %LP_ERROR_NEWER_SCHEMA if the database is newer than the last step
 *
 * Brings the database to the last step's version in one transaction; a failed migration changes nothing.
 *
 * Returns: success
 */
gboolean lp_db_migrate (LpDb *db, const LpMigration *steps, gsize n_steps, GError **error);

/**
 * lp_db_refuse_newer:
 * @db: a connection
 * @newest: the newest version of the schema that the program knows
 * @error: %LP_ERROR_NEWER_SCHEMA
 *
 * Returns: whether the schema is not newer than that
 */
gboolean lp_db_refuse_newer (LpDb *db, int newest, GError **error);

/**
 * lp_db_get_version:
 * @db: a connection
 * @error: return location
 *
 * Returns: the schema version (0 for an empty database), -1 on error
 */
int lp_db_get_version (LpDb *db, GError **error);

/**
 * lp_db_exec:
 * @db: a connection
 * @sql: one or more statements without parameters
 * @error: return location
 *
 * Returns: success
 */
gboolean lp_db_exec (LpDb *db, const char *sql, GError **error);

/* Transactions. begin takes the write lock at once (BEGIN IMMEDIATE); begin_read opens a snapshot. A savepoint begins a
 * step of the open transaction: release keeps what the step did, rollback_to undoes it; either ends the step. */
gboolean lp_db_begin (LpDb *db, GError **error);
gboolean lp_db_begin_read (LpDb *db, GError **error);
gboolean lp_db_commit (LpDb *db, GError **error);
void lp_db_rollback (LpDb *db);
gboolean lp_db_savepoint (LpDb *db, GError **error);
gboolean lp_db_release (LpDb *db, GError **error);
void lp_db_rollback_to (LpDb *db);

/**
 * lp_db_in_transaction:
 * @db: a connection
 *
 * Returns: whether a transaction is open; a full disk and similar failures end it by themselves
 */
gboolean lp_db_in_transaction (LpDb *db);

/**
 * lp_db_get_last_row:
 * @db: a connection
 *
 * Returns: the integer key of the row inserted last
 */
gint64 lp_db_get_last_row (LpDb *db);

/**
 * lp_db_get_changes:
 * @db: a connection
 *
 * Returns: how many rows the last INSERT, UPDATE or DELETE changed
 */
gint64 lp_db_get_changes (LpDb *db);

/**
 * lp_db_watch:
 * @db: a connection that has prepared nothing yet
 * @tables: (transfer none): NULL-terminated names, which must outlive @db
 *
 * Lets lp_db_get_generation() follow these tables.
 */
void lp_db_watch (LpDb *db, const char *const *tables);

/**
 * lp_db_get_generation:
 * @db: a connection
 *
 * Whoever remembers what stands in the watched tables reads it again when this number has changed. It follows the
 * writes of this connection, undone ones included, and not those of others: for the one that alone writes.
 *
 * Returns: a number that every write to a watched table raises
 */
gint64 lp_db_get_generation (LpDb *db);

/**
 * lp_db_get_rollbacks:
 * @db: a connection
 *
 * Returns: how often something was rolled back, a step or a whole transaction
 */
gint64 lp_db_get_rollbacks (LpDb *db);

/**
 * lp_db_set_indexes_aside:
 * @db: a connection inside a transaction
 * @tables: NULL-terminated names
 * @error: return location
 *
 * Drops the indexes of these tables that keep nothing unique: many rows go in faster without them, and an index that is
 * built at once from rows that are there is built by sorting.
 *
 * Returns: (transfer full) (nullable): SQL that makes them again, for lp_db_exec()
 */
char *lp_db_set_indexes_aside (LpDb *db, const char *const *tables, GError **error);

/**
 * lp_db_interrupt:
 * @db: a connection
 *
 * Makes the running statement of another thread end with %G_IO_ERROR_CANCELLED. Thread-safe.
 */
void lp_db_interrupt (LpDb *db);

/**
 * lp_db_backup:
 * @db: a connection
 * @path: a file that must not exist
 * @error: return location
 *
 * Writes a consistent copy while others write.
 *
 * Returns: success
 */
gboolean lp_db_backup (LpDb *db, const char *path, GError **error);

/**
 * lp_db_check:
 * @db: a connection
 * @problems: (inout): of strings; one sentence a problem is appended
 * @error: return location, for a check that could not run
 *
 * Integrity and foreign keys.
 *
 * Returns: whether the check ran
 */
gboolean lp_db_check (LpDb *db, GPtrArray *problems, GError **error);

/**
 * lp_db_prepare:
 * @db: a connection
 * @sql: one statement; the pointer's text is the cache key
 * @error: return location
 *
 * Returns: (transfer none) (nullable): the statement, reset and without bindings; owned and cached by @db. The
 *   same text must not be prepared again while its cursor is still being read.
 */
LpStatement *lp_db_prepare (LpDb *db, const char *sql, GError **error);

/* `parameter` is the number in `$number`, whatever order the statement names them in. A NULL text is SQL NULL;
 * lp_statement_bind_date binds `YYYY-MM-DD` or NULL. Texts are copied, but for a borrowed one, of @size bytes or -1
 * if it is terminated: that must stay as it is until the statement has run. */
void lp_statement_bind_text (LpStatement *statement, int parameter, const char *value);
void lp_statement_bind_borrowed (LpStatement *statement, int parameter, const char *value, gssize size);
void lp_statement_bind_int (LpStatement *statement, int parameter, gint64 value);
void lp_statement_bind_blob (LpStatement *statement, int parameter, gconstpointer data, gsize size);
void lp_statement_bind_date (LpStatement *statement, int parameter, gint32 date);

/**
 * lp_statement_bind:
 * @statement: a statement
 * @format: one letter a parameter from $1 on: `t` const char * (nullable), `i` gint64, `d` LpDate (gint32),
 *   `b` gboolean (int, bound as 0 or 1), `n` nothing (NULL), `s` const char * (nullable), borrowed
 *
 * Binds all parameters in one call. An `i` argument must be a gint64: cast constants.
 */
void lp_statement_bind (LpStatement *statement, const char *format, ...);

/**
 * lp_statement_step:
 * @statement: bound
 * @error: return location
 *
 * Returns: %TRUE if there is a row to read; %FALSE at the end (statement is reset) or on error
 */
gboolean lp_statement_step (LpStatement *statement, GError **error);

/**
 * lp_statement_run:
 * @statement: bound; for statements that return no rows
 * @error: return location
 *
 * Returns: success
 */
gboolean lp_statement_run (LpStatement *statement, GError **error);

/**
 * lp_statement_reset:
 * @statement: stops reading before the end
 */
void lp_statement_reset (LpStatement *statement);

/* Columns from 0; texts are borrowed until the next step. */
const char *lp_statement_get_text (LpStatement *statement, int column);
char *lp_statement_dup_text (LpStatement *statement, int column);
gint64 lp_statement_get_int (LpStatement *statement, int column);
gboolean lp_statement_is_null (LpStatement *statement, int column);
const void *lp_statement_get_blob (LpStatement *statement, int column, gsize *size);
gint32 lp_statement_get_date (LpStatement *statement, int column);

/* One-call forms: prepare, bind as lp_statement_bind(), and
 *  run    → success
 *  query  → the statement to step, borrowed; NULL on error
 *  query_int → the first column of the first row, or @fallback if there is no row (error set only on failure)
 *  query_text → likewise as text, owned, NULL if there is no row */
gboolean lp_db_run (LpDb *db, GError **error, const char *sql, const char *format, ...);
LpStatement *lp_db_query (LpDb *db, GError **error, const char *sql, const char *format, ...);
gint64 lp_db_query_int (LpDb *db, gint64 fallback, GError **error, const char *sql, const char *format, ...);
char *lp_db_query_text (LpDb *db, GError **error, const char *sql, const char *format, ...);

G_END_DECLS

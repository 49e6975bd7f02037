/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <sqlite3.h>

#include "lp-db.h"

G_BEGIN_DECLS

#define LP_DB_ADDRESSES 1024

struct _LpDb
{
  sqlite3 *handle;
  char *path;
  GHashTable *statements; /* text (owned by the statement) → LpStatement (owned) */
  GQueue recent;          /* links inside the statements, the one used last at the head */
  /* The same statements by the address of their text, which is mostly a constant: saves hashing it. */
  LpStatement *by_address[LP_DB_ADDRESSES];
  guint n_open; /* cursors between two rows */

  const char *const *watched; /* nullable, borrowed: tables */
  gboolean compiles_watched;  /* the statement being compiled writes to one of them */
  gboolean wrote_watched;     /* since the transaction began */
  gint64 generation;
  gint64 n_rollbacks;
};

struct _LpStatement
{
  LpDb *db; /* borrowed: the statement never outlives it */
  sqlite3_stmt *handle;
  char *sql;
  GList link;   /* in LpDb.recent */
  int *indexes; /* SQLite's index of $1, $2 …; 0 where the text does not name it */
  int n_indexes;
  int bind_result;         /* first failure of a bind, reported by the next step */
  gboolean is_open;        /* stands between two rows */
  gboolean writes_watched; /* writes to a table of lp_db_watch() */
};

/**
 * lp_db_set_error:
 * @handle: (nullable): the connection that failed; %NULL before there is one
 * @path: the file, for the sentence
 * @result: SQLite's result code
 * @error: return location
 *
 * Says in one sentence what is wrong and what to do.
 *
 * Returns: %FALSE
 */
gboolean lp_db_set_error (sqlite3 *handle, const char *path, int result, GError **error);

/**
 * lp_db_free_statements:
 * @db: a connection
 *
 * Finalizes all cached statements.
 */
void lp_db_free_statements (LpDb *db);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lp-db-private.h"

#include <string.h>

#include "lp-date.h"

/* More texts than the programs have: only statements composed at run time can push others out. */
#define MAX_STATEMENTS 400
#define MAX_PARAMETERS 999

static void
lp_statement_free (LpStatement *statement)
{
  sqlite3_finalize (statement->handle);
  g_free (statement->indexes);
  g_free (statement->sql);
  g_free (statement);
}

static gsize
get_slot (const char *address)
{
  return (GPOINTER_TO_SIZE (address) >> 3) % LP_DB_ADDRESSES;
}

static void
forget (LpStatement *statement)
{
  LpDb *db = statement->db;

  lp_statement_reset (statement);
  for (gsize slot = 0; slot < LP_DB_ADDRESSES; slot++)
    if (db->by_address[slot] == statement)
      db->by_address[slot] = NULL;
  g_hash_table_remove (statement->db->statements, statement->sql);
  g_queue_unlink (&statement->db->recent, &statement->link);
  lp_statement_free (statement);
}

void
lp_db_free_statements (LpDb *db)
{
  while (db->recent.tail != NULL)
    forget (db->recent.tail->data);
}

/* In SQLite `$2` is a name, numbered by its first appearance: `$2 … $1` would bind the wrong way round. */
static gboolean
map_parameters (LpStatement *statement)
{
  int count = sqlite3_bind_parameter_count (statement->handle);

  for (int index = 1; index <= count; index++)
    {
      const char *name = sqlite3_bind_parameter_name (statement->handle, index);
      guint64 number;

      if (name == NULL || name[0] != '$' ||
          !g_ascii_string_to_unsigned (name + 1, 10, 1, MAX_PARAMETERS, &number, NULL))
        return FALSE;

      statement->n_indexes = MAX (statement->n_indexes, (int) number);
    }

  statement->indexes = g_new0 (int, (gsize) statement->n_indexes + 1);
  for (int number = 1; number <= statement->n_indexes; number++)
    {
      char name[8];

      g_snprintf (name, sizeof name, "$%d", number);
      statement->indexes[number] = sqlite3_bind_parameter_index (statement->handle, name);
    }

  return TRUE;
}

static LpStatement *
compile (LpDb *db, const char *sql, GError **error)
{
  LpStatement *statement = g_new0 (LpStatement, 1);
  int result;

  db->compiles_watched = FALSE;
  result = sqlite3_prepare_v3 (db->handle, sql, -1, SQLITE_PREPARE_PERSISTENT, &statement->handle, NULL);

  if (result == SQLITE_OK && (statement->handle == NULL || !map_parameters (statement)))
    result = SQLITE_MISUSE;

  if (result != SQLITE_OK)
    {
      lp_db_set_error (db->handle, db->path, result, error);
      lp_statement_free (statement);
      return NULL;
    }

  statement->db = db;
  statement->writes_watched = db->compiles_watched;
  statement->sql = g_strdup (sql);
  statement->link.data = statement;
  g_hash_table_insert (db->statements, statement->sql, statement);
  g_queue_push_head_link (&db->recent, &statement->link);
  return statement;
}

/* A text composed at run time can stand where another one stood before, so the address alone says nothing. */
static LpStatement *
find (LpDb *db, const char *sql)
{
  LpStatement **slot = &db->by_address[get_slot (sql)];
  LpStatement *statement = *slot;

  if (statement != NULL && strcmp (statement->sql, sql) == 0)
    return statement;

  statement = g_hash_table_lookup (db->statements, sql);
  if (statement != NULL)
    *slot = statement;
  return statement;
}

LpStatement *
lp_db_prepare (LpDb *db, const char *sql, GError **error)
{
  LpStatement *statement = find (db, sql);

  if (statement == NULL)
    {
      if (db->recent.length >= MAX_STATEMENTS)
        forget (db->recent.tail->data);

      return compile (db, sql, error);
    }

  lp_statement_reset (statement);
  if (statement->n_indexes > 0)
    sqlite3_clear_bindings (statement->handle);

  statement->bind_result = SQLITE_OK;
  g_queue_unlink (&db->recent, &statement->link);
  g_queue_push_head_link (&db->recent, &statement->link);
  return statement;
}

static int
get_index (LpStatement *statement, int parameter)
{
  /* 0 is no index of SQLite's, so an unknown parameter comes out as an error of the bind. */
  if (parameter < 1 || parameter > statement->n_indexes)
    return 0;

  return statement->indexes[parameter];
}

static void
note (LpStatement *statement, int result)
{
  if (statement->bind_result == SQLITE_OK)
    statement->bind_result = result;
}

void
lp_statement_bind_text (LpStatement *statement, int parameter, const char *value)
{
  /* A NULL pointer binds SQL NULL. */
  note (statement,
        sqlite3_bind_text (statement->handle, get_index (statement, parameter), value, -1, SQLITE_TRANSIENT));
}

void
lp_statement_bind_borrowed (LpStatement *statement, int parameter, const char *value, gssize size)
{
  note (statement, sqlite3_bind_text (statement->handle, get_index (statement, parameter), value, (int) size,
                                      SQLITE_STATIC));
}

void
lp_statement_bind_int (LpStatement *statement, int parameter, gint64 value)
{
  note (statement, sqlite3_bind_int64 (statement->handle, get_index (statement, parameter), value));
}

static void
bind_null (LpStatement *statement, int parameter)
{
  note (statement, sqlite3_bind_null (statement->handle, get_index (statement, parameter)));
}

void
lp_statement_bind_blob (LpStatement *statement, int parameter, gconstpointer data, gsize size)
{
  note (statement, sqlite3_bind_blob64 (statement->handle, get_index (statement, parameter), data, size,
                                        SQLITE_TRANSIENT));
}

void
lp_statement_bind_date (LpStatement *statement, int parameter, gint32 date)
{
  char buffer[LP_DATE_STRING_SIZE];

  lp_statement_bind_text (statement, parameter, lp_date_format (date, buffer));
}

static void
bind_all (LpStatement *statement, const char *format, va_list arguments)
{
  for (int i = 0; format[i] != '\0'; i++)
    {
      switch (format[i])
        {
        case 't':
          lp_statement_bind_text (statement, i + 1, va_arg (arguments, const char *));
          break;
        case 's':
          lp_statement_bind_borrowed (statement, i + 1, va_arg (arguments, const char *), -1);
          break;
        case 'i':
          lp_statement_bind_int (statement, i + 1, va_arg (arguments, gint64));
          break;
        case 'd':
          lp_statement_bind_date (statement, i + 1, va_arg (arguments, gint32));
          break;
        case 'b':
          lp_statement_bind_int (statement, i + 1, va_arg (arguments, gboolean) ? 1 : 0);
          break;
        case 'n':
          bind_null (statement, i + 1);
          break;
        default:
          note (statement, SQLITE_MISUSE);
          return;
        }
    }
}

void
lp_statement_bind (LpStatement *statement, const char *format, ...)
{
  va_list arguments;

  va_start (arguments, format);
  bind_all (statement, format, arguments);
  va_end (arguments);
}

gboolean
lp_statement_step (LpStatement *statement, GError **error)
{
  LpDb *db = statement->db;
  int result = statement->bind_result;

  if (statement->writes_watched)
    {
      db->generation++;
      db->wrote_watched = TRUE;
    }

  if (result == SQLITE_OK)
    result = sqlite3_step (statement->handle);

  if (result == SQLITE_ROW)
    {
      db->n_open += !statement->is_open;
      statement->is_open = TRUE;
      return TRUE;
    }

  /* The sentence needs the message before the reset clears it. */
  if (result != SQLITE_DONE)
    lp_db_set_error (db->handle, db->path, result, error);

  db->n_open -= statement->is_open;
  statement->is_open = FALSE;
  sqlite3_reset (statement->handle);
  return FALSE;
}

gboolean
lp_statement_run (LpStatement *statement, GError **error)
{
  GError *failure = NULL;

  while (lp_statement_step (statement, &failure))
    continue;

  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }

  return TRUE;
}

void
lp_statement_reset (LpStatement *statement)
{
  /* Whoever came to the end has been reset there. */
  if (!statement->is_open)
    return;

  statement->is_open = FALSE;
  statement->db->n_open--;
  sqlite3_reset (statement->handle);
}

const char *
lp_statement_get_text (LpStatement *statement, int column)
{
  return (const char *) sqlite3_column_text (statement->handle, column);
}

char *
lp_statement_dup_text (LpStatement *statement, int column)
{
  return g_strdup (lp_statement_get_text (statement, column));
}

gint64
lp_statement_get_int (LpStatement *statement, int column)
{
  return sqlite3_column_int64 (statement->handle, column);
}

gboolean
lp_statement_is_null (LpStatement *statement, int column)
{
  return sqlite3_column_type (statement->handle, column) == SQLITE_NULL;
}

const void *
lp_statement_get_blob (LpStatement *statement, int column, gsize *size)
{
  const void *data = sqlite3_column_blob (statement->handle, column);

  *size = (gsize) sqlite3_column_bytes (statement->handle, column);
  return data;
}

gint32
lp_statement_get_date (LpStatement *statement, int column)
{
  return lp_date_parse (lp_statement_get_text (statement, column));
}

static LpStatement *
prepare_bound (LpDb *db, const char *sql, const char *format, va_list arguments, GError **error)
{
  LpStatement *statement = lp_db_prepare (db, sql, error);

  if (statement != NULL)
    bind_all (statement, format, arguments);
  return statement;
}

gboolean
lp_db_run (LpDb *db, GError **error, const char *sql, const char *format, ...)
{
  LpStatement *statement;
  va_list arguments;

  va_start (arguments, format);
  statement = prepare_bound (db, sql, format, arguments, error);
  va_end (arguments);
  return statement != NULL && lp_statement_run (statement, error);
}

LpStatement *
lp_db_query (LpDb *db, GError **error, const char *sql, const char *format, ...)
{
  LpStatement *statement;
  va_list arguments;

  va_start (arguments, format);
  statement = prepare_bound (db, sql, format, arguments, error);
  va_end (arguments);
  return statement;
}

gint64
lp_db_query_int (LpDb *db, gint64 fallback, GError **error, const char *sql, const char *format, ...)
{
  LpStatement *statement;
  gint64 value = fallback;
  va_list arguments;

  va_start (arguments, format);
  statement = prepare_bound (db, sql, format, arguments, error);
  va_end (arguments);
  if (statement == NULL)
    return fallback;
  if (lp_statement_step (statement, error))
    value = lp_statement_get_int (statement, 0);
  lp_statement_reset (statement);
  return value;
}

char *
lp_db_query_text (LpDb *db, GError **error, const char *sql, const char *format, ...)
{
  LpStatement *statement;
  char *value = NULL;
  va_list arguments;

  va_start (arguments, format);
  statement = prepare_bound (db, sql, format, arguments, error);
  va_end (arguments);
  if (statement == NULL)
    return NULL;
  if (lp_statement_step (statement, error))
    value = lp_statement_dup_text (statement, 0);
  lp_statement_reset (statement);
  return value;
}

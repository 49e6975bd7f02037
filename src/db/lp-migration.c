/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lp-db-private.h"

int
lp_db_get_version (LpDb *db, GError **error)
{
  return (int) lp_db_query_int (db, -1, error, "PRAGMA user_version", "");
}

static gboolean
run_step (LpDb *db, const LpMigration *step, GError **error)
{
  g_autofree char *pragma = g_strdup_printf ("PRAGMA user_version = %d", step->version);

  if (step->sql != NULL && !lp_db_exec (db, step->sql, error))
    return FALSE;

  if (step->run != NULL && !step->run (db, error))
    return FALSE;

  return lp_db_exec (db, pragma, error);
}

/* A database without a version that has tables belongs to some other program. */
static gboolean
check_ours (LpDb *db, GError **error)
{
  gint64 n_tables = lp_db_query_int (db, -1, error, "SELECT count (*) FROM sqlite_schema", "");

  if (n_tables > 0)
    g_set_error (error, LP_ERROR, LP_ERROR_STORAGE,
                 "%s is the database of another program; name another directory.", db->path);

  return n_tables == 0;
}

static gboolean
run_steps (LpDb *db, const LpMigration *steps, gsize n_steps, GError **error)
{
  /* Read again: another process may have migrated before this one got the lock. */
  int version = lp_db_get_version (db, error);

  if (version < 0 || (version == 0 && !check_ours (db, error)))
    return FALSE;

  /* A step may rebuild tables that refer to each other; the commit checks all references. */
  if (!lp_db_exec (db, "PRAGMA defer_foreign_keys = ON", error))
    return FALSE;

  for (gsize i = 0; i < n_steps; i++)
    {
      if (steps[i].version > version && !run_step (db, &steps[i], error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
list_indexes (LpDb *db, const char *table, GString *drop, GString *create, GError **error)
{
  GError *failure = NULL;
  LpStatement *rows =
      lp_db_query (db, &failure,
                   "SELECT name, sql FROM sqlite_schema WHERE type = 'index' AND tbl_name = $1"
                   " AND sql LIKE 'CREATE INDEX %' ORDER BY name",
                   "t", table);

  while (rows != NULL && lp_statement_step (rows, &failure))
    {
      g_string_append_printf (drop, "DROP INDEX \"%s\";", lp_statement_get_text (rows, 0));
      g_string_append_printf (create, "%s;", lp_statement_get_text (rows, 1));
    }

  if (failure != NULL)
    g_propagate_error (error, failure);
  return failure == NULL;
}

char *
lp_db_set_indexes_aside (LpDb *db, const char *const *tables, GError **error)
{
  g_autoptr (GString) drop = g_string_new (NULL);
  g_autoptr (GString) create = g_string_new (NULL);

  for (gsize i = 0; tables[i] != NULL; i++)
    if (!list_indexes (db, tables[i], drop, create, error))
      return NULL;

  return lp_db_exec (db, drop->str, error) ? g_string_free (g_steal_pointer (&create), FALSE) : NULL;
}

gboolean
lp_db_refuse_newer (LpDb *db, int newest, GError **error)
{
  int version = lp_db_get_version (db, error);

  if (version > newest)
    g_set_error (error, LP_ERROR, LP_ERROR_NEWER_SCHEMA,
                 "%s was written by a newer version of this program (schema %d, this one knows %d); "
                 "install the newer version.",
                 db->path, version, newest);
  return version >= 0 && version <= newest;
}

gboolean
lp_db_migrate (LpDb *db, const LpMigration *steps, gsize n_steps, GError **error)
{
  int newest = n_steps > 0 ? steps[n_steps - 1].version : 0;

  if (!lp_db_refuse_newer (db, newest, error))
    return FALSE;

  if (lp_db_get_version (db, NULL) == newest)
    return TRUE;

  if (!lp_db_begin (db, error))
    return FALSE;

  if (!run_steps (db, steps, n_steps, error) || !lp_db_commit (db, error))
    {
      lp_db_rollback (db);
      return FALSE;
    }

  return TRUE;
}

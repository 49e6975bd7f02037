/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Every database that a release could have left, from `fixtures/central-N.sql`, becomes one of the present schema
 * with all its rows. */

#include "lc-schema.h"
#include "lp-db.h"
#include "scratch-directory.h"

static const char columns_sql[] =
    "SELECT group_concat (line, char (10)) FROM (SELECT t.name || '.' || c.name || ' '"
    " || c.type || ' ' || c.\"notnull\" || ' ' || c.pk AS line"
    " FROM pragma_table_list AS t JOIN pragma_table_info (t.name) AS c"
    " WHERE t.schema = 'main' AND t.name NOT LIKE 'sqlite_%' ORDER BY t.name, c.name)";
static const char others_sql[] = "SELECT group_concat (name, char (10)) FROM (SELECT name FROM sqlite_schema"
                                 " WHERE type <> 'table' AND sql IS NOT NULL ORDER BY name)";

static LpDb *
open_new (const char *directory, const char *name)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *path = g_build_filename (directory, name, NULL);
  LpDb *db = lp_db_open (path, LP_DB_CREATE, &error);

  g_assert_no_error (error);
  return db;
}

static void
migrate (LpDb *db)
{
  g_autoptr (GError) error = NULL;

  lc_schema_migrate (db, &error);
  g_assert_no_error (error);
}

static void
assert_same_schema (LpDb *db, LpDb *fresh)
{
  g_autofree char *columns = lp_db_query_text (db, NULL, columns_sql, "");
  g_autofree char *fresh_columns = lp_db_query_text (fresh, NULL, columns_sql, "");
  g_autofree char *others = lp_db_query_text (db, NULL, others_sql, "");
  g_autofree char *fresh_others = lp_db_query_text (fresh, NULL, others_sql, "");

  g_assert_nonnull (columns);
  g_assert_cmpstr (columns, ==, fresh_columns);
  g_assert_cmpstr (others, ==, fresh_others);
  g_assert_cmpint (lp_db_get_version (db, NULL), ==, lp_db_get_version (fresh, NULL));
}

static void
assert_rows (LpDb *db)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);

  g_assert_true (lp_db_check (db, problems, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (problems->len, ==, 0);
  g_assert_cmpint (lp_db_query_int (db, 0, &error, "SELECT count (*) FROM groups", ""), ==, 3);
  g_assert_cmpint (lp_db_query_int (db, 0, &error, "SELECT count (*) FROM ticket", ""), ==, 3);
  g_assert_cmpint (lp_db_query_int (db, 0, &error, "SELECT count (*) FROM audit", ""), >, 0);
  g_assert_no_error (error);
}

static void
test_fixture (gconstpointer data)
{
  const char *name = data;
  g_autoptr (GError) error = NULL;
  char *directory = scratch_directory_new ();
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "db", "fixtures", name, NULL);
  g_autofree char *sql = NULL;
  LpDb *old = open_new (directory, "old.db");
  LpDb *fresh = open_new (directory, "fresh.db");

  g_file_get_contents (path, &sql, NULL, &error);
  g_assert_no_error (error);
  lp_db_exec (old, sql, &error);
  g_assert_no_error (error);

  migrate (old);
  migrate (fresh);
  assert_same_schema (old, fresh);
  assert_rows (old);

  lp_db_close (old);
  lp_db_close (fresh);
  scratch_directory_free (directory);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/schema/central-1", "central-1.sql", test_fixture);
  return g_test_run ();
}

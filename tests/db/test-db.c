/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <errno.h>
#include <glib/gstdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "lp-date.h"
#include "lp-db.h"
#include "scratch-directory.h"

typedef struct
{
  char *directory;
  char *path;
  LpDb *db;
} Fixture;

static void
set_up (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  fixture->directory = scratch_directory_new ();
  fixture->path = g_build_filename (fixture->directory, "test.db", NULL);
  fixture->db = lp_db_open (fixture->path, LP_DB_CREATE, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture *fixture, gconstpointer data)
{
  lp_db_close (fixture->db);
  scratch_directory_free (fixture->directory);
  g_free (fixture->path);
}

static void
exec (LpDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;

  lp_db_exec (db, sql, &error);
  g_assert_no_error (error);
}

static gint64
count (LpDb *db, const char *sql)
{
  g_autoptr (GError) error = NULL;
  gint64 value = lp_db_query_int (db, -1, &error, sql, "");

  g_assert_no_error (error);
  return value;
}

/* What every caller relies on, also a person who reads the message. */
static void
assert_sentence (GError *error, LpErrorCode code, const char *part)
{
  g_assert_error (error, LP_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, part));
  g_assert_true (g_str_has_suffix (error->message, "."));
  g_assert_null (strchr (error->message, '\n'));
}

static void
test_open_is_private (Fixture *fixture, gconstpointer data)
{
  GStatBuf status;

  exec (fixture->db, "CREATE TABLE thing (a INTEGER)");
  g_assert_cmpint (g_stat (fixture->path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
}

static void
test_pragmas (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *mode = lp_db_query_text (fixture->db, NULL, "PRAGMA journal_mode", "");
  g_autoptr (LpDb) durable = lp_db_open (fixture->path, LP_DB_DURABLE, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (mode, ==, "wal");
  g_assert_cmpint (count (fixture->db, "PRAGMA foreign_keys"), ==, 1);
  g_assert_cmpint (count (fixture->db, "PRAGMA trusted_schema"), ==, 0);
  g_assert_cmpint (count (fixture->db, "PRAGMA synchronous"), ==, 1);
  g_assert_cmpint (count (durable, "PRAGMA synchronous"), ==, 2);
}

static void
test_parameters_by_number (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = lp_db_query_text (fixture->db, &error, "SELECT $2 || '-' || $1 || '-' || $2", "tt",
                                            "one", "two");

  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, "two-one-two");
}

static void
test_bind_kinds (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const char bytes[] = { 'a', '\0', 'b' };
  gsize size = 0;
  const void *blob;
  LpStatement *row = lp_db_query (fixture->db, &error, "SELECT $1, $2, $3, $4, $5, $6, $7", "tidbnd", NULL,
                                  G_MAXINT64, lp_date_from_ymd (2028, 2, 29), 7, LP_DATE_NONE);

  g_assert_no_error (error);
  lp_statement_bind_blob (row, 7, bytes, sizeof bytes);
  g_assert_true (lp_statement_step (row, &error));
  g_assert_no_error (error);
  g_assert_true (lp_statement_is_null (row, 0));
  g_assert_cmpint (lp_statement_get_int (row, 1), ==, G_MAXINT64);
  g_assert_cmpstr (lp_statement_get_text (row, 2), ==, "2028-02-29");
  g_assert_cmpint (lp_statement_get_date (row, 2), ==, lp_date_from_ymd (2028, 2, 29));
  g_assert_cmpint (lp_statement_get_int (row, 3), ==, 1);
  g_assert_true (lp_statement_is_null (row, 4));
  g_assert_cmpint (lp_statement_get_date (row, 5), ==, LP_DATE_NONE);
  blob = lp_statement_get_blob (row, 6, &size);
  g_assert_cmpmem (blob, size, bytes, sizeof bytes);
  g_assert_false (lp_statement_step (row, &error));
  g_assert_no_error (error);
}

static void
test_prepared_again_is_clean (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  const char *sql = "SELECT $1, $2";
  LpStatement *first = lp_db_query (fixture->db, &error, sql, "tt", "left", "over");
  LpStatement *again;

  g_assert_true (lp_statement_step (first, &error));
  again = lp_db_query (fixture->db, &error, sql, "t", "new");
  g_assert_true (again == first);
  g_assert_true (lp_statement_step (again, &error));
  g_assert_cmpstr (lp_statement_get_text (again, 0), ==, "new");
  g_assert_true (lp_statement_is_null (again, 1));
}

static void
test_unknown_parameter (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_false (lp_db_run (fixture->db, &error, "SELECT $1", "tt", "a", "b"));
  g_assert_error (error, LP_ERROR, LP_ERROR_STORAGE);
}

static void
test_many_statements (Fixture *fixture, gconstpointer data)
{
  for (int i = 0; i < 2000; i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT %d", i);

      g_assert_cmpint (count (fixture->db, sql), ==, i);
    }

  g_assert_cmpint (count (fixture->db, "SELECT 0"), ==, 0);
}

static void
test_constraint_is_conflict (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) unique = NULL;
  g_autoptr (GError) reference = NULL;

  exec (fixture->db, "CREATE TABLE parent (a INTEGER PRIMARY KEY) STRICT;"
                     "CREATE TABLE child (a INTEGER REFERENCES parent (a)) STRICT;"
                     "INSERT INTO parent VALUES (1)");
  g_assert_false (lp_db_run (fixture->db, &unique, "INSERT INTO parent VALUES ($1)", "i", (gint64) 1));
  assert_sentence (unique, LP_ERROR_CONFLICT, "UNIQUE");
  g_assert_false (lp_db_run (fixture->db, &reference, "INSERT INTO child VALUES ($1)", "i", (gint64) 2));
  assert_sentence (reference, LP_ERROR_CONFLICT, "FOREIGN KEY");
}

static void
test_savepoints (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  LpDb *db = fixture->db;

  exec (db, "CREATE TABLE thing (a INTEGER) STRICT");
  g_assert_true (lp_db_begin (db, &error));
  g_assert_true (lp_db_savepoint (db, &error));
  exec (db, "INSERT INTO thing VALUES (1)");
  g_assert_true (lp_db_savepoint (db, &error));
  exec (db, "INSERT INTO thing VALUES (2)");
  lp_db_rollback_to (db);
  g_assert_true (lp_db_release (db, &error));
  g_assert_true (lp_db_savepoint (db, &error));
  exec (db, "INSERT INTO thing VALUES (3)");
  lp_db_rollback_to (db);
  g_assert_true (lp_db_commit (db, &error));
  g_assert_false (lp_db_in_transaction (db));
  g_assert_cmpint (count (db, "SELECT sum (a) FROM thing"), ==, 1);
}

/* A cursor left in the middle must not keep the old snapshot. */
static void
test_snapshot_ends_with_commit (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LpDb) reader = NULL;
  LpStatement *rows;

  exec (fixture->db, "CREATE TABLE thing (a INTEGER) STRICT; INSERT INTO thing VALUES (1), (2)");
  reader = lp_db_open (fixture->path, LP_DB_READ_ONLY, &error);
  g_assert_no_error (error);
  g_assert_true (lp_db_begin_read (reader, &error));
  rows = lp_db_query (reader, &error, "SELECT a FROM thing", "");
  g_assert_true (lp_statement_step (rows, &error));
  exec (fixture->db, "INSERT INTO thing VALUES (3)");
  g_assert_cmpint (count (reader, "SELECT count (*) FROM thing"), ==, 2);
  g_assert_true (lp_db_commit (reader, &error));
  g_assert_cmpint (count (reader, "SELECT count (*) FROM thing"), ==, 3);
}

static void
test_last_row_and_changes (Fixture *fixture, gconstpointer data)
{
  exec (fixture->db, "CREATE TABLE thing (a INTEGER PRIMARY KEY, b INTEGER) STRICT;"
                     "INSERT INTO thing VALUES (41, 1), (42, 1)");
  g_assert_cmpint (lp_db_get_last_row (fixture->db), ==, 42);
  exec (fixture->db, "UPDATE thing SET b = 2");
  g_assert_cmpint (lp_db_get_changes (fixture->db), ==, 2);
}

static gpointer
interrupt_later (gpointer data)
{
  Fixture *fixture = data;
  g_autofree char *flag = g_build_filename (fixture->directory, "done", NULL);

  /* An interrupt before the statement runs is lost, so repeat it until the reader says that it ended. */
  while (g_access (flag, F_OK) != 0)
    {
      lp_db_interrupt (fixture->db);
      g_usleep (1000);
    }

  return NULL;
}

static void
test_interrupt (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *flag = g_build_filename (fixture->directory, "done", NULL);
  GThread *thread = g_thread_new ("interrupt", interrupt_later, fixture);

  lp_db_query_int (fixture->db, 0, &error,
                   "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count (*) FROM n",
                   "");
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_true (g_file_set_contents (flag, "", 0, NULL));
  g_thread_join (thread);
}

static void
test_backup (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LpDb) copy = NULL;
  g_autofree char *path = g_build_filename (fixture->directory, "copy.db", NULL);
  GStatBuf status;

  exec (fixture->db, "CREATE TABLE thing (a INTEGER) STRICT; INSERT INTO thing VALUES (7)");
  g_assert_true (lp_db_backup (fixture->db, path, &error));
  g_assert_no_error (error);
  g_assert_cmpint (g_stat (path, &status), ==, 0);
  g_assert_cmpint (status.st_mode & 0777, ==, 0600);
  copy = lp_db_open (path, LP_DB_READ_ONLY, &error);
  g_assert_no_error (error);
  g_assert_cmpint (count (copy, "SELECT a FROM thing"), ==, 7);

  g_assert_false (lp_db_backup (fixture->db, path, &error));
  assert_sentence (error, LP_ERROR_STORAGE, "exists already");
}

static void
test_check (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);

  exec (fixture->db, "CREATE TABLE parent (a INTEGER PRIMARY KEY) STRICT;"
                     "CREATE TABLE child (a INTEGER REFERENCES parent (a)) STRICT;");
  g_assert_true (lp_db_check (fixture->db, problems, &error));
  g_assert_cmpuint (problems->len, ==, 0);

  exec (fixture->db, "PRAGMA foreign_keys = OFF; INSERT INTO child VALUES (9); PRAGMA foreign_keys = ON");
  g_assert_true (lp_db_check (fixture->db, problems, &error));
  g_assert_cmpuint (problems->len, ==, 1);
  g_assert_nonnull (strstr (g_ptr_array_index (problems, 0), "child"));
}

static void
test_check_finds_damage (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *bytes = NULL;
  gsize size;

  exec (fixture->db, "CREATE TABLE thing (a TEXT) STRICT;"
                     "WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 2000)"
                     "  INSERT INTO thing SELECT hex (randomblob (50)) FROM n;"
                     "PRAGMA wal_checkpoint (TRUNCATE)");
  g_clear_pointer (&fixture->db, lp_db_close);
  g_assert_true (g_file_get_contents (fixture->path, &bytes, &size, NULL));
  memset (bytes + size / 2, 0xa5, 8192);
  g_assert_true (g_file_set_contents (fixture->path, bytes, (gssize) size, NULL));
  fixture->db = lp_db_open (fixture->path, 0, &error);
  g_assert_no_error (error);
  g_assert_true (lp_db_check (fixture->db, problems, &error));
  g_assert_cmpuint (problems->len, >, 0);
}

static void
test_open_refuses (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) absent = NULL;
  g_autoptr (GError) no_directory = NULL;
  g_autoptr (GError) other = NULL;
  g_autofree char *missing = g_build_filename (fixture->directory, "missing.db", NULL);
  g_autofree char *below_file = g_build_filename (fixture->path, "x.db", NULL);
  g_autofree char *text = g_build_filename (fixture->directory, "text.db", NULL);

  g_assert_null (lp_db_open (missing, 0, &absent));
  assert_sentence (absent, LP_ERROR_STORAGE, "There is no database");
  g_assert_cmpint (g_access (missing, F_OK), !=, 0);

  g_assert_null (lp_db_open (below_file, LP_DB_CREATE, &no_directory));
  assert_sentence (no_directory, LP_ERROR_STORAGE, "cannot be opened");

  g_assert_true (g_file_set_contents (text, "Dear diary, this is a text and no database at all.", -1, NULL));
  g_assert_null (lp_db_open (text, 0, &other));
  assert_sentence (other, LP_ERROR_STORAGE, "not a database");
}

static void
test_open_refuses_without_rights (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) read_only = NULL;
  g_autoptr (GError) closed = NULL;

  if (geteuid () == 0)
    {
      g_test_skip ("the superuser may read everything");
      return;
    }

  exec (fixture->db, "CREATE TABLE thing (a INTEGER)");
  g_clear_pointer (&fixture->db, lp_db_close);
  g_assert_cmpint (g_chmod (fixture->path, 0400), ==, 0);
  g_assert_null (lp_db_open (fixture->path, 0, &read_only));
  assert_sentence (read_only, LP_ERROR_STORAGE, "cannot be written");
  g_assert_cmpint (g_chmod (fixture->directory, 0), ==, 0);
  g_assert_null (lp_db_open (fixture->path, 0, &closed));
  assert_sentence (closed, LP_ERROR_STORAGE, "cannot be opened");
  g_assert_cmpint (g_chmod (fixture->directory, 0700), ==, 0);
}

static void
test_full_disk (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) begin = NULL;

  exec (fixture->db, "CREATE TABLE thing (a BLOB) STRICT; PRAGMA max_page_count = 20");
  g_assert_true (lp_db_begin (fixture->db, &begin));
  g_assert_true (lp_db_savepoint (fixture->db, &begin));
  g_assert_false (lp_db_run (fixture->db, &error, "INSERT INTO thing VALUES (randomblob (1000000))", ""));
  assert_sentence (error, LP_ERROR_STORAGE, "full");
  lp_db_rollback_to (fixture->db);
  lp_db_rollback (fixture->db);
  g_assert_false (lp_db_in_transaction (fixture->db));
  g_assert_cmpint (count (fixture->db, "SELECT count (*) FROM thing"), ==, 0);
}

static gboolean
add_row (LpDb *db, GError **error)
{
  return lp_db_run (db, error, "INSERT INTO thing VALUES ($1)", "t", "from C");
}

static const LpMigration migrations[] = {
  { 1, "CREATE TABLE thing (a TEXT NOT NULL) STRICT; INSERT INTO thing VALUES ('old')", NULL },
  { 2, "ALTER TABLE thing ADD COLUMN b INTEGER", NULL },
  { 3, "ALTER TABLE thing DROP COLUMN b", add_row },
};

static void
test_migrate_in_steps (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (lp_db_get_version (fixture->db, &error), ==, 0);
  g_assert_true (lp_db_migrate (fixture->db, migrations, 1, &error));
  g_assert_true (lp_db_migrate (fixture->db, migrations, 3, &error));
  g_assert_no_error (error);
  g_assert_cmpint (lp_db_get_version (fixture->db, &error), ==, 3);
  g_assert_true (lp_db_migrate (fixture->db, migrations, 3, &error));
  g_assert_cmpint (count (fixture->db, "SELECT count (*) FROM thing"), ==, 2);
}

static void
test_migrate_refuses_newer (Fixture *fixture, gconstpointer data)
{
  g_autoptr (GError) error = NULL;

  g_assert_true (lp_db_migrate (fixture->db, migrations, 3, NULL));
  g_assert_false (lp_db_migrate (fixture->db, migrations, 2, &error));
  assert_sentence (error, LP_ERROR_NEWER_SCHEMA, "newer version");
  g_assert_cmpint (lp_db_get_version (fixture->db, NULL), ==, 3);
}

/* Raised by whatever changes a watched table, also through a cascade or by being undone, and by nothing else. */
static void
test_generation (Fixture *fixture, gconstpointer data)
{
  static const char *const watched[] = { "pass", NULL };
  LpDb *db = fixture->db;
  gint64 before, rollbacks;

  exec (db, "CREATE TABLE owner (id INTEGER PRIMARY KEY) STRICT;"
            "CREATE TABLE pass (owner INTEGER REFERENCES owner (id) ON DELETE CASCADE, door INTEGER,"
            " PRIMARY KEY (owner, door)) STRICT, WITHOUT ROWID");
  lp_db_watch (db, watched);

  before = lp_db_get_generation (db);
  g_assert_true (lp_db_run (db, NULL, "INSERT INTO owner (id) VALUES ($1)", "i", (gint64) 1));
  g_assert_cmpint (lp_db_query_int (db, -1, NULL, "SELECT count (*) FROM pass", ""), ==, 0);
  g_assert_cmpint (lp_db_get_generation (db), ==, before);

  g_assert_true (lp_db_run (db, NULL, "INSERT INTO pass (owner, door) VALUES (1, $1)", "i", (gint64) 7));
  g_assert_cmpint (lp_db_get_generation (db), >, before);

  before = lp_db_get_generation (db);
  g_assert_true (lp_db_run (db, NULL, "DELETE FROM owner WHERE id = $1", "i", (gint64) 1));
  g_assert_cmpint (lp_db_query_int (db, -1, NULL, "SELECT count (*) FROM pass", ""), ==, 0);
  g_assert_cmpint (lp_db_get_generation (db), >, before);

  g_assert_true (lp_db_begin (db, NULL) && lp_db_savepoint (db, NULL));
  g_assert_true (lp_db_run (db, NULL, "UPDATE pass SET door = $1", "i", (gint64) 8));
  before = lp_db_get_generation (db);
  rollbacks = lp_db_get_rollbacks (db);
  lp_db_rollback_to (db);
  g_assert_cmpint (lp_db_get_generation (db), >, before);
  g_assert_cmpint (lp_db_get_rollbacks (db), >, rollbacks);
  g_assert_true (lp_db_commit (db, NULL));

  g_assert_true (lp_db_begin (db, NULL) && lp_db_savepoint (db, NULL));
  g_assert_true (lp_db_run (db, NULL, "INSERT INTO owner (id) VALUES ($1)", "i", (gint64) 2));
  before = lp_db_get_generation (db);
  lp_db_rollback (db);
  g_assert_cmpint (lp_db_get_generation (db), ==, before);
}

static void
test_indexes_aside (Fixture *fixture, gconstpointer data)
{
  static const char *const tables[] = { "thing", NULL };
  static const char count_sql[] = "SELECT count (*) FROM sqlite_schema WHERE type = 'index'";
  LpDb *db = fixture->db;
  g_autofree char *indexes = NULL;

  exec (db, "CREATE TABLE thing (a TEXT, b TEXT, c INTEGER) STRICT; CREATE TABLE other (a TEXT) STRICT;"
            "CREATE INDEX thing_a ON thing (a) WHERE c > 0; CREATE UNIQUE INDEX thing_b ON thing (b);"
            "CREATE INDEX other_a ON other (a)");
  g_assert_true (lp_db_begin (db, NULL));
  indexes = lp_db_set_indexes_aside (db, tables, NULL);
  g_assert_nonnull (indexes);
  g_assert_cmpint (lp_db_query_int (db, -1, NULL, count_sql, ""), ==, 2);
  g_assert_true (lp_db_exec (db, indexes, NULL));
  g_assert_cmpint (lp_db_query_int (db, -1, NULL, count_sql, ""), ==, 3);
  g_assert_true (lp_db_commit (db, NULL));
}

/* The address of a text says nothing about what stands there now. */
static void
test_text_at_same_address (Fixture *fixture, gconstpointer data)
{
  char sql[32];

  for (gint64 i = 0; i < 100; i++)
    {
      g_snprintf (sql, sizeof sql, "SELECT %d", (int) i);
      g_assert_cmpint (lp_db_query_int (fixture->db, -1, NULL, sql, ""), ==, i);
    }
}

static void
test_failed_migration_changes_nothing (Fixture *fixture, gconstpointer data)
{
  const LpMigration broken[] = {
    migrations[0],
    { 2, "ALTER TABLE thing ADD COLUMN b INTEGER; INSERT INTO thing VALUES ('half', 1)", NULL },
    { 3, "INSERT INTO nowhere VALUES (1)", NULL },
  };
  g_autoptr (GError) error = NULL;
  g_autoptr (GError) other = NULL;

  g_assert_true (lp_db_migrate (fixture->db, broken, 1, NULL));
  g_assert_false (lp_db_migrate (fixture->db, broken, 3, &error));
  g_assert_error (error, LP_ERROR, LP_ERROR_STORAGE);
  g_assert_cmpint (lp_db_get_version (fixture->db, NULL), ==, 1);
  g_assert_cmpint (count (fixture->db, "SELECT count (*) FROM pragma_table_info ('thing')"), ==, 1);
  g_assert_cmpint (count (fixture->db, "SELECT count (*) FROM thing"), ==, 1);

  exec (fixture->db, "PRAGMA user_version = 0");
  g_assert_false (lp_db_migrate (fixture->db, migrations, 3, &other));
  assert_sentence (other, LP_ERROR_STORAGE, "another program");
}

/* What a person typed occurs in a text that says the same otherwise. */
static void
test_occurs (Fixture *fixture, gconstpointer data)
{
  static const struct
  {
    const char *words, *text;
    gint64 expected; /* -1: NULL */
  } cases[] = {
    { "cad", "TSL-CAD-SUITE", 1 },
    { "suite", "TSL-CAD-SUITE", 1 },
    { "suites", "TSL-CAD-SUITE", 0 },
    { "", "", 1 },
    { "a", "", 0 },
    { "aab", "aaab", 1 },
    { "MÜLLER", "Jörg Müller", 1 },
    { "mu\xcc\x88ller", "Müller", 1 },
    { "müller", "Muller", 0 },
    { "strasse", "Hauptstraße 1", 1 },
    { "ｃａｄ", "cad-01", 1 },
    { "cad", "ＣＡＤ", 1 },
    { "试验", "试验室", 1 },
    { NULL, "text", -1 },
    { "text", NULL, -1 },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;

      g_assert_cmpint (lp_db_query_int (fixture->db, -2, &error, "SELECT COALESCE (lp_occurs ($1, $2), -1)",
                                        "tt", cases[i].words, cases[i].text),
                       ==, cases[i].expected);
      g_assert_no_error (error);
    }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) g_test_add ("/db/" path, Fixture, NULL, set_up, function, tear_down)
  ADD ("open/private", test_open_is_private);
  ADD ("open/pragmas", test_pragmas);
  ADD ("open/refuses", test_open_refuses);
  ADD ("open/without-rights", test_open_refuses_without_rights);
  ADD ("parameters/by-number", test_parameters_by_number);
  ADD ("parameters/kinds", test_bind_kinds);
  ADD ("parameters/clean", test_prepared_again_is_clean);
  ADD ("parameters/unknown", test_unknown_parameter);
  ADD ("statements/many", test_many_statements);
  ADD ("statements/same-address", test_text_at_same_address);
  ADD ("occurs", test_occurs);
  ADD ("generation", test_generation);
  ADD ("indexes-aside", test_indexes_aside);
  ADD ("errors/constraint", test_constraint_is_conflict);
  ADD ("errors/full-disk", test_full_disk);
  ADD ("transactions/savepoints", test_savepoints);
  ADD ("transactions/snapshot", test_snapshot_ends_with_commit);
  ADD ("transactions/last-row", test_last_row_and_changes);
  ADD ("interrupt", test_interrupt);
  ADD ("backup", test_backup);
  ADD ("check/references", test_check);
  ADD ("check/damage", test_check_finds_damage);
  ADD ("migrate/steps", test_migrate_in_steps);
  ADD ("migrate/newer", test_migrate_refuses_newer);
  ADD ("migrate/failed", test_failed_migration_changes_nothing);

  return g_test_run ();
}

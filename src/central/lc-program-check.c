/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>

#include "lc-audit.h"
#include "lc-program.h"
#include "lc-store.h"

/* `check` and `backup` read beside a running service, so they open the database only, never the store. */

static LpDb *
open_database (const char *directory, guint8 secret[LC_STORE_SECRET_SIZE], GError **error)
{
  g_autofree char *path = g_build_filename (directory, LC_STORE_DATABASE, NULL);
  LpDb *db = lp_db_open (path, LP_DB_READ_ONLY, error);

  if (db != NULL && !lc_store_read_secret (directory, secret, error))
    g_clear_pointer (&db, lp_db_close);

  return db;
}

static gint64
check (const char *directory, const char *heads, GPtrArray *problems, GError **error)
{
  guint8 secret[LC_STORE_SECRET_SIZE];
  g_autoptr (LpDb) db = open_database (directory, secret, error);
  gint64 n_records;

  if (db == NULL || !lp_db_check (db, problems, error))
    return -1;

  /* A damaged database has no chain worth following. */
  if (problems->len > 0)
    return 0;

  if (!lp_db_begin_read (db, error))
    return -1;

  n_records = lc_audit_check (db, secret, heads, problems, error);
  lp_db_rollback (db);
  return n_records;
}

int
lc_program_check (int argc, char **argv)
{
  static const char *const required[] = { "data", NULL };
  g_autofree char *directory = NULL;
  g_autofree char *heads = NULL;
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &directory, "The data directory", "DIR" },
    { "head", 0, 0, G_OPTION_ARG_FILENAME, &heads, "A file of signed heads kept elsewhere", "FILE" },
    { NULL },
  };
  g_autoptr (GPtrArray) problems = g_ptr_array_new_with_free_func (g_free);
  g_autoptr (GError) error = NULL;
  gint64 n_records;

  if (!lc_program_parse ("- check the database and the chain of audit records", entries, 0, &argc, &argv,
                         required))
    return LC_EXIT_USAGE;

  n_records = check (directory, heads, problems, &error);
  if (n_records < 0)
    return lc_program_fail (error);

  for (guint i = 0; i < problems->len; i++)
    g_printerr ("license-central: %s\n", (const char *) g_ptr_array_index (problems, i));

  if (problems->len > 0)
    return LC_EXIT_FAILED;

  g_print ("All is well; %" G_GINT64_FORMAT " audit records checked.\n", n_records);
  return LC_EXIT_DONE;
}

int
lc_program_backup (int argc, char **argv)
{
  static const char *const required[] = { "data", NULL };
  g_autofree char *directory = NULL;
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &directory, "The data directory", "DIR" },
    { NULL },
  };
  guint8 secret[LC_STORE_SECRET_SIZE];
  g_autoptr (LpDb) db = NULL;
  g_autoptr (LpDb) copy = NULL;
  g_autoptr (GError) error = NULL;

  if (!lc_program_parse ("FILE - write a copy of the database", entries, 1, &argc, &argv, required))
    return LC_EXIT_USAGE;

  db = open_database (directory, secret, &error);
  if (db == NULL || !lp_db_backup (db, argv[1], &error))
    return lc_program_fail (error);

  /* Of the copy, since the service may have gone on meanwhile. */
  copy = lp_db_open (argv[1], LP_DB_READ_ONLY, &error);
  if (copy == NULL)
    return lc_program_fail (error);

  return LC_EXIT_DONE;
}

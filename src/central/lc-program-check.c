/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>
#include <unistd.h>

#include "lc-audit.h"
#include "lc-change.h"
#include "lc-program.h"
#include "lc-schema.h"
#include "lc-store.h"

/* `check` and `backup` read beside a running service, so they open the database only, never the store. */

static LpDb *
open_database (const char *directory, guint8 secret[LC_STORE_SECRET_SIZE], GError **error)
{
  g_autofree char *path = g_build_filename (directory, LC_STORE_DATABASE, NULL);
  LpDb *db = lp_db_open (path, LP_DB_READ_ONLY, error);

  if (db != NULL && (!lc_schema_refuse_newer (db, error) || !lc_store_read_secret (directory, secret, error)))
    g_clear_pointer (&db, lp_db_close);

  return db;
}

/* Those of the service itself, and those that somebody kept elsewhere. */
static GStrv
list_heads (const char *directory, const char *given)
{
  g_autoptr (GStrvBuilder) paths = g_strv_builder_new ();
  g_autofree char *own = g_build_filename (directory, LC_AUDIT_HEADS, NULL);

  if (g_access (own, F_OK) == 0)
    g_strv_builder_add (paths, own);
  if (given != NULL)
    g_strv_builder_add (paths, given);
  return g_strv_builder_end (paths);
}

static gint64
check (const char *directory, const char *given, gint64 *reach, GPtrArray *problems, GError **error)
{
  g_auto (GStrv) heads = list_heads (directory, given);
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

  n_records = lc_audit_check (db, secret, (const char *const *) heads, reach, problems, error);
  lp_db_rollback (db);
  return n_records;
}

/* A chain that was cut off is whole again: only a head tells. */
static void
print_reach (gint64 n_records, gint64 reach)
{
  const char *records = n_records == 1 ? "record" : "records";

  if (n_records == 0)
    g_print ("All is well; there are no audit records yet.\n");
  else if (reach == 0)
    g_print ("All is well; %" G_GINT64_FORMAT " audit %s checked. No head of them was signed yet: "
             "records missing at the end would not show.\n",
             n_records, records);
  else if (reach == n_records)
    g_print ("All is well; %" G_GINT64_FORMAT " audit %s checked, all of them against signed heads.\n",
             n_records, records);
  else
    g_print ("All is well; %" G_GINT64_FORMAT " audit %s checked, the first %" G_GINT64_FORMAT
             " against signed heads. Records missing after these would not show.\n",
             n_records, records, reach);
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
  gint64 n_records, reach = 0;

  if (!lc_program_parse ("- check the database and the chain of audit records", entries, 0, &argc, &argv,
                         required))
    return LC_EXIT_USAGE;

  n_records = check (directory, heads, &reach, problems, &error);
  if (n_records < 0)
    return lc_program_fail (error);

  for (guint i = 0; i < problems->len; i++)
    g_printerr ("license-central: %s\n", (const char *) g_ptr_array_index (problems, i));

  if (problems->len > 0)
    return LC_EXIT_FAILED;

  print_reach (n_records, reach);
  return LC_EXIT_DONE;
}

/* For whoever keeps it apart from the copy. */
static gboolean
print_head (LpDb *db, const guint8 *secret, GError **error)
{
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *instant = g_date_time_format (now, "%Y-%m-%dT%H:%M:%SZ");
  g_autofree char *line = NULL;
  LcAuditHead head;

  if (!lc_audit_get_head (db, &head, error))
    return FALSE;

  line = lc_audit_format_head (&head, secret, instant);
  if (head.count > 0)
    g_print ("%s\n", line);
  return TRUE;
}

/* Who has seen changes that are not in the copy must not believe that a service restored from it goes on where they
 * are: they would miss what comes next under the same numbers. */
static gboolean
start_epoch (LpDb *copy, GError **error)
{
  const LcTransaction tx = { .db = copy };

  if (!lp_db_begin (copy, error))
    return FALSE;
  if (lc_change_start_epoch (&tx, error))
    return lp_db_commit (copy, error);
  lp_db_rollback (copy);
  return FALSE;
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

  /* Of the copy, since the service may have gone on meanwhile. Whoever may write to a database leaves nothing beside
   * it when it is closed. */
  copy = lp_db_open (argv[1], 0, &error);
  if (copy == NULL || !start_epoch (copy, &error) || !print_head (copy, secret, &error))
    return lc_program_fail (error);

  g_printerr ("license-central: %s holds the database only; keep %s/" LC_STORE_SECRET
              " with it, without which it cannot be served, and %s/" LC_AUDIT_HEADS ".\n",
              argv[1], directory, directory);

  return LC_EXIT_DONE;
}

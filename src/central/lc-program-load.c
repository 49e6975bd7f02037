/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <glib/gstdio.h>
#include <signal.h>
#include <unistd.h>

#include "lc-data-set.h"
#include "lc-init.h"
#include "lc-load.h"
#include "lc-program.h"
#include "lc-store.h"
#include "lc-vendor.h"

/* Where the line that tells how far it is begins anew, and what wipes the rest of the one before. */
#define LINE_START "\r"
#define LINE_REST  "\x1b[K"

typedef struct
{
  LcDataSet *data_set;
  LcLoadCounts counts;
  gboolean tells; /* a person watches */
  gboolean told;
} Job;

static volatile sig_atomic_t interrupted;

static void
note_interrupt (int signal)
{
  interrupted = 1;
}

/* Once: whoever presses it a second time means it. */
static void
catch_interrupt (void)
{
  struct sigaction action = { .sa_handler = note_interrupt, .sa_flags = (int) SA_RESETHAND };

  sigaction (SIGINT, &action, NULL);
}

static gboolean
watch (const char *member, guint count, gpointer data)
{
  Job *job = data;

  if (job->tells && count > 0)
    {
      job->told = TRUE;
      g_printerr (LINE_START "%s: %'u" LINE_REST, member, count);
    }
  return !interrupted;
}

static gpointer
load_job (LcTransaction *tx, gpointer data, GError **error)
{
  Job *job = data;

  lc_load_watched (tx, job->data_set, watch, job, &job->counts, error);
  if (job->told)
    g_printerr (LINE_START LINE_REST);
  return NULL;
}

/* A failed load into a new directory leaves nothing behind. */
static void
remove_new (const char *directory)
{
  static const char *const names[] = {
    LC_STORE_DATABASE, LC_STORE_DATABASE "-wal", LC_STORE_DATABASE "-shm", LC_STORE_SECRET, "lock", "mail"
  };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autofree char *path = g_build_filename (directory, names[i], NULL);

      g_remove (path);
    }

  g_rmdir (directory);
}

static gboolean
load (const char *directory, LcDataSet *data_set, LpDate day, LcLoadCounts *counts, GError **error)
{
  g_autofree char *path = g_build_filename (directory, LC_STORE_DATABASE, NULL);
  gboolean is_new = g_access (path, F_OK) != 0;
  g_autoptr (LcStore) store = NULL;
  g_autoptr (GError) failure = NULL;
  Job job = { .data_set = data_set, .tells = isatty (STDERR_FILENO) };

  if (lc_init_prepare (directory, &failure))
    store = lc_store_open (directory, day, &failure);

  if (store != NULL)
    {
      lc_store_write_alone (store, load_job, &job, &failure);
      lc_store_close (store);
    }

  if (failure != NULL)
    {
      if (is_new)
        remove_new (directory);
      g_propagate_error (error, g_steal_pointer (&failure));
      return FALSE;
    }

  *counts = job.counts;
  return TRUE;
}

int
lc_program_load (int argc, char **argv)
{
  static const char *const required[] = { "data", NULL };
  g_autofree char *directory = NULL;
  g_autofree char *as_of = NULL;
  const GOptionEntry entries[] = {
    { "data", 0, 0, G_OPTION_ARG_FILENAME, &directory, "The data directory", "DIR" },
    { "as-of", 0, 0, G_OPTION_ARG_STRING, &as_of, "The day of loading", "DATE" },
    { NULL },
  };
  g_autoptr (LcDataSet) data_set = NULL;
  g_autoptr (GError) error = NULL;
  LcLoadCounts counts;
  LpDate day;

  if (!lc_program_parse ("FILE.json - load a data set, all or nothing", entries, 1, &argc, &argv, required) ||
      !lc_program_parse_day ("as-of", as_of, &day))
    return LC_EXIT_USAGE;

  catch_interrupt ();
  data_set = lc_data_set_open (argv[1], &error);
  if (data_set == NULL || !load (directory, data_set, day, &counts, &error))
    return lc_program_fail (error);

  g_print ("%u groups, %u people, %u memberships, %u categories, %u products, %u price lists, %u licenses\n",
           counts.groups, counts.people, counts.memberships, counts.categories, counts.products,
           counts.price_lists, counts.licenses);
  return LC_EXIT_DONE;
}

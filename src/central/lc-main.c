/* SPDX-License-Identifier: GPL-3.0-or-later */

#include <locale.h>
#include <signal.h>
#include <sodium.h>
#include <string.h>
#include <sys/stat.h>

#include "config.h"
#include "lc-log.h"
#include "lc-program.h"

static const struct
{
  const char *name;
  int (*run) (int argc, char **argv);
  const char *summary;
} commands[] = {
  { "init", lc_program_init, "create a License Central; the admin's password comes on standard input" },
  { "serve", lc_program_serve, "answer requests" },
  { "load", lc_program_load, "load a data set" },
  { "renew", lc_program_renew, "run the daily job for all days up to one" },
  { "check", lc_program_check, "check the database and the chain of audit records" },
  { "backup", lc_program_backup, "write a copy of the database, also while it serves" },
};

static int
print_usage (gboolean asked)
{
  g_autoptr (GString) text = g_string_new ("Usage: license-central COMMAND [OPTION…]\n\nCommands:\n");

  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    g_string_append_printf (text, "  %-8s %s\n", commands[i].name, commands[i].summary);
  g_string_append (text, "\nlicense-central COMMAND --help tells more.\n");

  if (asked)
    g_print ("%s", text->str);
  else
    g_printerr ("%s", text->str);

  return asked ? LC_EXIT_DONE : LC_EXIT_USAGE;
}

static gboolean
is_help (const char *name)
{
  return g_str_equal (name, "--help") || g_str_equal (name, "-h") || g_str_equal (name, "help");
}

int
main (int argc, char **argv)
{
  const char *name = argc > 1 ? argv[1] : "";

  setlocale (LC_ALL, "");
  /* A full disk or a file size limit is an error to be told, not a reason to die. */
  signal (SIGXFSZ, SIG_IGN);
  signal (SIGPIPE, SIG_IGN);
  umask (0077);
  lc_log_install ();
  /* Seeded by the kernel once a thread: each id would ask it anew otherwise. */
  randombytes_set_implementation (&randombytes_internal_implementation);

  if (g_str_equal (name, "--version"))
    {
      g_print ("license-central %s\n", PACKAGE_VERSION);
      return LC_EXIT_DONE;
    }

  for (gsize i = 0; i < G_N_ELEMENTS (commands); i++)
    {
      if (g_str_equal (name, commands[i].name))
        {
          g_autofree char *program = g_strdup_printf ("license-central %s", name);

          g_set_prgname (program);
          return commands[i].run (argc - 1, argv + 1);
        }
    }

  if (*name != '\0' && !is_help (name))
    g_printerr ("license-central: There is no command “%s”.\n\n", name);
  return print_usage (is_help (name));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <locale.h>

#include <glib/gi18n.h>

#include "lp-cli.h"

/* The command line is read in two steps: what every command has stands in front of the command's name or behind
 * it; the command reads the rest itself. */

static const LpCliCommand *
find_command (const char *name)
{
  for (const LpCliCommand *command = lp_cli_get_commands (); command->name != NULL; command++)
    if (g_strcmp0 (command->name, name) == 0)
      return command;
  return NULL;
}

static char *
describe_commands (void)
{
  GString *text = g_string_new (_ ("Commands:"));

  for (const LpCliCommand *command = lp_cli_get_commands (); command->name != NULL; command++)
    g_string_append_printf (text, "\n  %-14s %s", command->name, _ (command->summary));
  g_string_append_printf (text, "\n\n%s", _ ("“licensectl COMMAND --help” lists the options of a command."));
  return g_string_free (text, FALSE);
}

static gboolean
run (LpCli *cli, char **arguments, GError **error)
{
  g_autoptr (GOptionContext) context = g_option_context_new (_ ("COMMAND"));
  g_autofree char *description = describe_commands ();
  g_auto (GStrv) argv = g_strdupv (arguments);
  gboolean version = FALSE;
  GOptionEntry entries[] = {
    { "version", 0, 0, G_OPTION_ARG_NONE, &version, N_ ("Print the version and exit"), NULL },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (GError) fault = NULL;
  const LpCliCommand *command;

  if (!lp_cli_check_switches (arguments, entries, error))
    return FALSE;
  g_option_context_set_strict_posix (context, TRUE);
  g_option_context_set_summary (context,
                                _ ("Creates, finds and hands out software licenses at a License Central."));
  g_option_context_set_description (context, description);
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  lp_cli_add_common_options (cli, context);
  if (!g_option_context_parse_strv (context, &argv, &fault))
    return lp_cli_refuse_usage (error, "%s", fault->message);
  if (version)
    {
      g_print ("licensectl %s\n", PACKAGE_VERSION);
      return TRUE;
    }
  if (argv[1] == NULL)
    return lp_cli_refuse_usage (error, _ ("Say what to do; “licensectl --help” lists the commands."));
  command = find_command (argv[1]);
  if (command == NULL)
    return lp_cli_refuse_usage (error, _ ("There is no command “%s”; “licensectl --help” lists them."),
                                argv[1]);
  return command->run (cli, argv + 1, error);
}

int
main (int argc, char **argv)
{
  g_auto (LpCli) cli = { 0 };
  g_autoptr (GError) error = NULL;
  gboolean done;

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
  g_set_prgname ("licensectl");
  done = run (&cli, argv, &error);
  if (cli.client != NULL)
    lp_client_settle_sync (cli.client);
  return done ? 0 : lp_cli_report (error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-cli-output.h"

/* As the service takes of an Audit-Reason. */
#define MAX_REASON 500

static const LpCliCommand commands[] = {
  { "login", NULL, N_ ("Sign in; the password comes from standard input or is asked for"), lp_cli_login },
  { "logout", NULL, N_ ("Sign out and forget the sign-in"), lp_cli_logout },
  { "whoami", NULL, N_ ("Show who is signed in and what she may do"), lp_cli_whoami },
  { "groups", NULL, N_ ("List the groups"), lp_cli_list_groups },
  { "people", NULL, N_ ("List the people with their roles"), lp_cli_list_people },
  { "catalog", NULL, N_ ("List the products that may be created for a group"), lp_cli_list_catalog },
  { "create", NULL, N_ ("Create licenses"), lp_cli_create },
  { "tickets", NULL, N_ ("List or find tickets"), lp_cli_list_tickets },
  { "show", N_ ("CODE"), N_ ("Show one ticket"), lp_cli_show },
  { "allocate", N_ ("CODE…"), N_ ("Hand tickets to a person, to everyone or to nobody"), lp_cli_allocate },
  { "subscriptions", NULL, N_ ("List the subscriptions"), lp_cli_list_subscriptions },
  { "cancel", N_ ("CODE"), N_ ("Cancel the subscription of a ticket"), lp_cli_cancel },
  { "reinstate", N_ ("CODE"), N_ ("Take back a cancellation"), lp_cli_reinstate },
  { "revoke", N_ ("CODE"), N_ ("End a license at once"), lp_cli_revoke },
  { "audit", NULL, N_ ("List what was done, by whom and when"), lp_cli_list_audit },
  { NULL, NULL, NULL, NULL },
};

const LpCliCommand *
lp_cli_get_commands (void)
{
  return commands;
}

static const LpCliCommand *
find_command (const char *name)
{
  const LpCliCommand *command = commands;

  while (command->name != NULL && g_strcmp0 (command->name, name) != 0)
    command++;
  return command;
}

void
lp_cli_add_common_options (LpCli *cli, GOptionContext *context)
{
  GOptionEntry entries[] = {
    { "server", 's', 0, G_OPTION_ARG_FILENAME, &cli->server, N_ ("Where License Central is"),
      N_ ("URL|unix:PATH") },
    { "format", 'f', 0, G_OPTION_ARG_FILENAME, &cli->format_name,
      N_ ("How to write: table, json or csv; “subscriptions” also ics"), N_ ("FORMAT") },
    { "yes", 'y', 0, G_OPTION_ARG_NONE, &cli->yes, N_ ("Do it without asking"), NULL },
    G_OPTION_ENTRY_NULL,
  };

  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
}

gboolean
lp_cli_refuse_usage (GError **error, const char *format, ...)
{
  va_list arguments;
  g_autofree char *message = NULL;

  va_start (arguments, format);
  message = g_strdup_vprintf (format, arguments);
  va_end (arguments);
  g_set_error_literal (error, LP_ERROR, LP_ERROR_USAGE, message);
  return FALSE;
}

static gboolean
read_format (LpCli *cli, GError **error)
{
  if (cli->format_name == NULL || g_str_equal (cli->format_name, "table"))
    cli->format = LP_CLI_TABLE;
  else if (g_str_equal (cli->format_name, "json"))
    cli->format = LP_CLI_JSON;
  else if (g_str_equal (cli->format_name, "csv"))
    cli->format = LP_CLI_CSV;
  else if (g_str_equal (cli->format_name, "ics"))
    cli->format = LP_CLI_ICS;
  else
    return lp_cli_refuse_usage (
        error, _ ("--format takes table, json or csv, and for “subscriptions” also ics, not “%s”."),
        cli->format_name);
  return TRUE;
}

gboolean
lp_cli_check_reason (const char *reason, GError **error)
{
  glong length = reason != NULL ? g_utf8_strlen (reason, -1) : 0;

  return length <= MAX_REASON ||
         lp_cli_refuse_usage (error, _ ("--reason takes at most %d characters, not %ld."), MAX_REASON,
                              length);
}

gboolean
lp_cli_read_number (const char *option, const char *text, int min, int max, int *number, GError **error)
{
  g_autofree char *shown = NULL;
  gint64 value;

  if (text == NULL)
    return TRUE;
  if (g_ascii_string_to_signed (text, 10, min, max, &value, NULL))
    {
      *number = (int) value;
      return TRUE;
    }
  shown = lp_cli_shorten (text);
  /* Translators: an option, such as --licenses, and the least and the most that it takes. */
  return lp_cli_refuse_usage (error, _ ("%s takes a whole number, %d to %d, not “%s”."), option, min, max,
                              shown);
}

static gboolean
check_encoding (char **argv, GError **error)
{
  for (char **argument = argv; *argument != NULL; argument++)
    if (!g_utf8_validate (*argument, -1, NULL))
      {
        g_autofree char *shown = g_utf8_make_valid (*argument, -1);

        return lp_cli_refuse_usage (error, _ ("The argument “%s” is not UTF-8 text."), shown);
      }
  return TRUE;
}

static gboolean
is_switch_with_value (const char *argument, const char *name)
{
  gsize length = strlen (name);

  return g_str_has_prefix (argument, "--") && strncmp (argument + 2, name, length) == 0 &&
         argument[2 + length] == '=';
}

gboolean
lp_cli_check_switches (char **argv, const GOptionEntry *entries, GError **error)
{
  for (char **argument = argv; *argument != NULL && !g_str_equal (*argument, "--"); argument++)
    {
      const char *name = is_switch_with_value (*argument, "yes") ? "yes" : NULL;

      for (const GOptionEntry *entry = entries; name == NULL && entry != NULL && entry->long_name != NULL;
           entry++)
        if (entry->arg == G_OPTION_ARG_NONE && is_switch_with_value (*argument, entry->long_name))
          name = entry->long_name;
      if (name != NULL)
        return lp_cli_refuse_usage (error, _ ("--%s takes no value: give it alone, or leave it out."), name);
    }
  return TRUE;
}

/* GOption leaves the “--” that ends the options among the arguments. */
static void
drop_end_of_options (char **argv)
{
  char **end = argv;

  while (*end != NULL && !g_str_equal (*end, "--"))
    end++;
  if (*end == NULL)
    return;
  g_free (*end);
  do
    *end = end[1];
  while (*end++ != NULL);
}

static gboolean
check_count (const LpCliCommand *command, char **argv, guint min, guint max, GError **error)
{
  guint count = g_strv_length (argv) - 1;

  if (count < min)
    /* Translators: the first %s is a command, the second names its arguments, such as CODE. */
    return lp_cli_refuse_usage (error, _ ("“%s” needs %s."), command->name, _ (command->arguments));
  if (count > max)
    return lp_cli_refuse_usage (
        error, _ ("“%s” does not take the argument “%s”; “licensectl %s --help” lists what it takes."),
        command->name, argv[max + 1], command->name);
  return TRUE;
}

gboolean
lp_cli_parse (LpCli *cli,
              char ***argv,
              const GOptionEntry *entries,
              guint min_arguments,
              guint max_arguments,
              GError **error)
{
  const LpCliCommand *command = find_command ((*argv)[0]);
  g_autofree char *parameters = command->arguments != NULL
                                    ? g_strdup_printf ("%s %s", command->name, _ (command->arguments))
                                    : g_strdup (command->name);
  g_autoptr (GOptionContext) context = g_option_context_new (parameters);
  g_autoptr (GError) fault = NULL;

  if (!check_encoding (*argv, error) || !lp_cli_check_switches (*argv, entries, error))
    return FALSE;
  g_option_context_set_summary (context, _ (command->summary));
  if (entries != NULL)
    g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  lp_cli_add_common_options (cli, context);
  if (!g_option_context_parse_strv (context, argv, &fault))
    return lp_cli_refuse_usage (error, _ ("%s. “licensectl %s --help” lists the options."), fault->message,
                                command->name);
  drop_end_of_options (*argv);
  if (!check_count (command, *argv, min_arguments, max_arguments, error) || !read_format (cli, error))
    return FALSE;
  return cli->format != LP_CLI_ICS || command->run == lp_cli_list_subscriptions ||
         lp_cli_refuse_usage (error, _ ("--format ics is for “subscriptions” only."));
}

void
lp_cli_clear (LpCli *cli)
{
  g_clear_pointer (&cli->server, g_free);
  g_clear_pointer (&cli->format_name, g_free);
  g_clear_object (&cli->client);
  g_clear_pointer (&cli->me, lp_me_unref);
  g_clear_pointer (&cli->group_ids, g_hash_table_unref);
  g_clear_pointer (&cli->groups, g_ptr_array_unref);
  g_clear_pointer (&cli->person_ids, g_hash_table_unref);
  g_clear_pointer (&cli->members, g_hash_table_unref);
}

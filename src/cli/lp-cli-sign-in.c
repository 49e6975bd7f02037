/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-cli-output.h"

gboolean
lp_cli_login (LpCli *cli, char **argv, GError **error)
{
  g_autofree char *email = NULL;
  const GOptionEntry entries[] = {
    { "email", 'e', 0, G_OPTION_ARG_FILENAME, &email, N_ ("Who signs in"), N_ ("ADDRESS") },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (LpPerson) person = NULL;
  char *password;

  if (!lp_cli_parse (cli, &argv, entries, 0, 0, error))
    return FALSE;
  if (email == NULL || email[0] == '\0')
    return lp_cli_refuse_usage (error, _ ("--email is missing: give the address with which you sign in."));
  if (!lp_cli_open (cli, error))
    return FALSE;
  password = lp_cli_read_password (error);
  if (password == NULL)
    return FALSE;
  person = lp_client_sign_in_sync (cli->client, email, password, NULL, error);
  lp_cli_forget (password);
  if (person == NULL)
    return FALSE;
  lp_client_settle_sync (cli->client);
  if (!lp_token_store_get_remembers (lp_client_get_store (cli->client)))
    {
      lp_client_sign_out_sync (cli->client, NULL, NULL);
      g_set_error_literal (
          error, LP_ERROR, LP_ERROR_FAILED,
          _ ("The password is right, but there is no keyring that would keep the sign-in. Unlock "
             "or start one, or set LICENSECTL_TOKEN instead."));
      return FALSE;
    }
  lp_cli_remember_server (cli);
  /* Translators: a person's name and e-mail address. */
  lp_cli_say (_ ("Signed in as %s (%s)."), person->name, person->email);
  return TRUE;
}

gboolean
lp_cli_logout (LpCli *cli, char **argv, GError **error)
{
  g_autoptr (GError) fault = NULL;

  if (!lp_cli_parse (cli, &argv, NULL, 0, 0, error) || !lp_cli_open (cli, error))
    return FALSE;
  if (!lp_client_restore_sync (cli->client, NULL, &fault))
    {
      if (fault != NULL)
        {
          g_propagate_error (error, g_steal_pointer (&fault));
          return FALSE;
        }
      lp_cli_say (_ ("Nobody was signed in."));
      return TRUE;
    }
  if (!lp_client_sign_out_sync (cli->client, NULL, error))
    return FALSE;
  lp_cli_say (_ ("Signed out."));
  return TRUE;
}

static const LpCliColumn role_columns[] = {
  { "email", NULL, LP_CLI_COLUMN_TEXT },         { "name", NULL, LP_CLI_COLUMN_TEXT },
  { "group", N_ ("Group"), LP_CLI_COLUMN_TEXT }, { "role", N_ ("Role"), LP_CLI_COLUMN_PLAIN },
  { "may", N_ ("May"), LP_CLI_COLUMN_TEXT },     { "group_id", NULL, LP_CLI_COLUMN_PLAIN },
};

static gboolean
print_roles (LpCli *cli, GError **error)
{
  LpCliOutput *out = lp_cli_output_new (cli->format, role_columns, G_N_ELEMENTS (role_columns), FALSE);
  LpMe *me = cli->me;

  for (guint i = 0; i < me->memberships->len; i++)
    {
      LpMembership *membership = g_ptr_array_index (me->memberships, i);

      lp_cli_output_add (out, NULL, me->person->email, me->person->name, me->group_paths[i],
                         lp_enum_get_nick (LP_TYPE_ROLE, membership->role), me->sentences[i],
                         membership->group_id);
    }
  return lp_cli_output_close (out, error);
}

gboolean
lp_cli_whoami (LpCli *cli, char **argv, GError **error)
{
  g_autofree char *line = NULL;

  if (!lp_cli_parse (cli, &argv, NULL, 0, 0, error) || !lp_cli_connect (cli, error))
    return FALSE;
  if (cli->format == LP_CLI_JSON)
    {
      g_autoptr (LpReply) reply = lp_cli_send (cli, lp_call_get_me (), error);

      return reply != NULL && lp_cli_print_json (reply->root, error);
    }
  line = g_strdup_printf ("%s <%s>", cli->me->person->name, cli->me->person->email);
  return (cli->format == LP_CLI_CSV || lp_cli_print_line (line, error)) && print_roles (cli, error);
}

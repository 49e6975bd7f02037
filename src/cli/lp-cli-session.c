/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-cli.h"

#define SETTINGS_GROUP  "licensectl"
#define SETTINGS_SERVER "server"
/* Enough to get over a restart of the service; a script should not wait longer. */
#define MAX_TRIES 3

static char *
get_settings_path (void)
{
  return g_build_filename (g_get_user_config_dir (), "license-portal", "licensectl.ini", NULL);
}

static char *
dup_remembered_server (void)
{
  g_autoptr (GKeyFile) settings = g_key_file_new ();
  g_autofree char *path = get_settings_path ();

  if (!g_key_file_load_from_file (settings, path, G_KEY_FILE_NONE, NULL))
    return NULL;
  return g_key_file_get_string (settings, SETTINGS_GROUP, SETTINGS_SERVER, NULL);
}

void
lp_cli_remember_server (LpCli *cli)
{
  g_autoptr (GKeyFile) settings = g_key_file_new ();
  g_autofree char *path = get_settings_path ();
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr (GError) fault = NULL;

  g_mkdir_with_parents (folder, 0700);
  g_key_file_set_string (settings, SETTINGS_GROUP, SETTINGS_SERVER,
                         lp_server_address_get_text (lp_client_get_address (cli->client)));
  if (!g_key_file_save_to_file (settings, path, &fault))
    lp_cli_say (_ ("The server is not remembered: %s"), fault->message);
}

static LpServerAddress *
find_address (LpCli *cli, GError **error)
{
  g_autofree char *text = g_strdup (cli->server);
  g_autoptr (GError) fault = NULL;
  LpServerAddress *address;

  if (text == NULL)
    text = g_strdup (g_getenv ("LICENSECTL_SERVER"));
  if (text == NULL || text[0] == '\0')
    {
      g_free (text);
      text = dup_remembered_server ();
    }
  if (text == NULL)
    {
      lp_cli_refuse_usage (error, _ ("No server is known yet: give --server with an address such as "
                                     "https://licenses.example.com or unix:/run/license-central.socket."));
      return NULL;
    }
  address = lp_server_address_parse (text, &fault);
  if (address == NULL)
    lp_cli_refuse_usage (error, _ ("--server “%s”: %s"), text, fault->message);
  return address;
}

gboolean
lp_cli_open (LpCli *cli, GError **error)
{
  g_autoptr (LpServerAddress) address = find_address (cli, error);
  g_autoptr (LpTokenStore) store = NULL;

  if (address == NULL)
    return FALSE;
  store = lp_token_store_new (address, "licensectl");
  cli->client = lp_client_new (address, store);
  lp_client_set_max_tries (cli->client, MAX_TRIES);
  return TRUE;
}

/* A service that is not there is the better answer than that nobody is signed in at it. */
static gboolean
check_reachable (LpCli *cli, GError **error)
{
  LpRequest *request = lp_request_new ("GET", "/v1/health");
  g_autoptr (LpReply) reply = NULL;
  g_autoptr (GError) fault = NULL;

  request->anonymous = TRUE;
  reply = lp_cli_send (cli, request, &fault);
  if (!g_error_matches (fault, LP_ERROR, LP_ERROR_UNREACHABLE))
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&fault));
  return FALSE;
}

static const char *
get_token (void)
{
  const char *token = g_getenv ("LICENSECTL_TOKEN");

  return token != NULL && token[0] != '\0' ? token : NULL;
}

/* A token travels in a header, which takes nothing else. */
static gboolean
check_token (const char *token, GError **error)
{
  while (g_ascii_isgraph (*token))
    token++;
  return *token == '\0' ||
         lp_cli_refuse_usage (error,
                              _ ("LICENSECTL_TOKEN holds a space, the end of a line or another character "
                                 "that no token has: set it to the token alone."));
}

static gboolean
take_sign_in (LpCli *cli, GError **error)
{
  const char *token = get_token ();
  g_autoptr (GError) fault = NULL;

  if (token != NULL)
    {
      if (!check_token (token, error))
        return FALSE;
      lp_client_set_access_token (cli->client, token);
      return TRUE;
    }
  if (lp_client_restore_sync (cli->client, NULL, &fault))
    return TRUE;
  if (fault != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&fault));
      return FALSE;
    }
  if (!check_reachable (cli, error))
    return FALSE;
  g_set_error (
      error, LP_ERROR, LP_ERROR_UNAUTHORIZED,
      _ ("Nobody is signed in at %s. Use “licensectl login --email ADDRESS”, or set LICENSECTL_TOKEN."),
      lp_server_address_get_text (lp_client_get_address (cli->client)));
  return FALSE;
}

/* Whoever has the variable set is not helped by signing in. */
static void
explain_refusal (GError **error, GError *fault)
{
  if (get_token () == NULL || !g_error_matches (fault, LP_ERROR, LP_ERROR_UNAUTHORIZED))
    {
      g_propagate_error (error, fault);
      return;
    }
  g_error_free (fault);
  g_set_error_literal (
      error, LP_ERROR, LP_ERROR_UNAUTHORIZED,
      _ ("The service does not accept the token in LICENSECTL_TOKEN: it is mistyped, has ended "
         "or was revoked. Set another one, or unset the variable."));
}

gboolean
lp_cli_connect (LpCli *cli, GError **error)
{
  g_autoptr (LpReply) reply = NULL;
  GError *fault = NULL;

  if (!lp_cli_open (cli, error) || !take_sign_in (cli, error))
    return FALSE;
  reply = lp_cli_send (cli, lp_call_get_me (), &fault);
  if (reply == NULL)
    {
      explain_refusal (error, fault);
      return FALSE;
    }
  cli->me = lp_reply_read_me (reply, error);
  return cli->me != NULL;
}

LpReply *
lp_cli_send (LpCli *cli, LpRequest *request, GError **error)
{
  g_autoptr (LpRequest) owned = request;

  return lp_client_send_sync (cli->client, owned, NULL, NULL, error);
}

gboolean
lp_cli_each_page (LpCli *cli, LpCliMakeRequest make, LpCliUsePage use, gpointer data, GError **error)
{
  g_autofree char *cursor = NULL;

  do
    {
      g_autofree char *next = NULL;
      g_autoptr (LpReply) reply = lp_cli_send (cli, make (data, cursor), error);

      if (reply == NULL || !use (cli, reply, data, &next, error))
        return FALSE;
      g_free (cursor);
      cursor = g_steal_pointer (&next);
    }
  while (cursor != NULL);
  return TRUE;
}

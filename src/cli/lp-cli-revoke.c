/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-cli-ticket-rows.h"

static gboolean
confirm (LpCli *cli, const LpTicket *ticket, GError **error)
{
  g_autofree char *question = NULL;
  guint machines = ticket->containers != NULL ? ticket->containers->len : 0;

  if (machines == 0)
    question = g_strdup_printf (_ ("Revoke %s? This cannot be undone."), ticket->code);
  else
    question = g_strdup_printf (ngettext ("Revoke %s, which %u machine uses? This cannot be undone.",
                                          "Revoke %s, which %u machines use? This cannot be undone.",
                                          machines),
                                ticket->code, machines);
  return lp_cli_confirm (cli, question, error);
}

gboolean
lp_cli_revoke (LpCli *cli, char **argv, GError **error)
{
  g_autofree char *reason = NULL;
  const GOptionEntry entries[] = {
    { "reason", 0, 0, G_OPTION_ARG_FILENAME, &reason, N_ ("Why, for the audit record"), N_ ("TEXT") },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (LpTicket) ticket = NULL;
  g_autoptr (LpTicket) revoked = NULL;
  g_autoptr (LpReply) reply = NULL;
  LpRequest *request;
  LpCliOutput *out;

  if (!lp_cli_parse (cli, &argv, entries, 1, 1, error) || !lp_cli_check_code (argv[1], error) ||
      !lp_cli_connect (cli, error) || !lp_cli_load_groups (cli, error))
    return FALSE;
  ticket = lp_cli_fetch_ticket (cli, argv[1], error);
  if (ticket == NULL || !confirm (cli, ticket, error))
    return FALSE;
  request = lp_call_revoke_ticket (ticket->code, NULL);
  lp_request_set_if_match (request, ticket->etag);
  lp_request_set_reason (request, reason);
  reply = lp_cli_send (cli, request, error);
  revoked = reply != NULL ? lp_reply_read_ticket (reply, error) : NULL;
  if (revoked == NULL)
    return FALSE;
  out = lp_cli_ticket_output_new (cli->format, TRUE);
  lp_cli_add_ticket (cli, out, revoked, reply->root);
  return lp_cli_output_close (out, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-cli-ticket-rows.h"
#include "lp-enums.h"

typedef struct
{
  const char *group_id;
  const char *state;
  const char *text;
  LpCliOutput *out;
} TicketList;

static LpRequest *
request_tickets (gpointer data, const char *cursor)
{
  TicketList *list = data;

  return lp_call_list_tickets (list->group_id, list->state, list->text, NULL, LP_CLI_PAGE, cursor);
}

static gboolean
print_tickets (LpCli *cli, LpReply *reply, gpointer data, char **next, GError **error)
{
  TicketList *list = data;
  g_autoptr (GPtrArray) tickets = lp_reply_read_tickets (reply, next, error);
  JsonArray *items = lp_reply_get_items (reply, NULL);

  if (tickets == NULL)
    return FALSE;
  for (guint i = 0; i < tickets->len; i++)
    lp_cli_add_ticket (cli, list->out, g_ptr_array_index (tickets, i), json_array_get_element (items, i));
  return lp_cli_output_flush (list->out, error);
}

static gboolean
check_state (const char *state, GError **error)
{
  int value;

  return state == NULL || lp_enum_from_nick (LP_TYPE_TICKET_STATE, state, &value) ||
         lp_cli_refuse_usage (error, _ ("--state takes available, activated, expired or revoked, not “%s”."),
                              state);
}

gboolean
lp_cli_list_tickets (LpCli *cli, char **argv, GError **error)
{
  g_autofree char *group_text = NULL;
  g_autofree char *state = NULL;
  g_autofree char *query = NULL;
  const GOptionEntry entries[] = {
    { "group", 'g', 0, G_OPTION_ARG_FILENAME, &group_text, N_ ("Only this group and the groups below it"),
      N_ ("GROUP") },
    { "state", 0, 0, G_OPTION_ARG_FILENAME, &state, N_ ("Only available, activated, expired or revoked ones"),
      N_ ("STATE") },
    { "query", 'q', 0, G_OPTION_ARG_FILENAME, &query, N_ ("Only those in which this occurs"), N_ ("TEXT") },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (LpCliOutput) out = NULL;
  TicketList list = { 0 };

  if (!lp_cli_parse (cli, &argv, entries, 0, 0, error) || !check_state (state, error) ||
      !lp_cli_connect (cli, error) || !lp_cli_load_groups (cli, error))
    return FALSE;
  if (group_text != NULL)
    {
      LpGroup *group = lp_cli_find_group (cli, group_text, error);

      if (group == NULL)
        return FALSE;
      list.group_id = group->id;
    }
  out = lp_cli_ticket_output_new (cli->format, FALSE);
  list.state = state;
  list.text = query;
  list.out = out;
  return lp_cli_each_page (cli, request_tickets, print_tickets, &list, error) &&
         lp_cli_output_close (g_steal_pointer (&out), error);
}

gboolean
lp_cli_show (LpCli *cli, char **argv, GError **error)
{
  g_autoptr (LpTicket) ticket = NULL;
  g_autoptr (LpReply) reply = NULL;
  LpCliOutput *out;

  if (!lp_cli_parse (cli, &argv, NULL, 1, 1, error) || !lp_cli_check_code (argv[1], error) ||
      !lp_cli_connect (cli, error) || !lp_cli_load_groups (cli, error))
    return FALSE;
  reply = lp_cli_send (cli, lp_call_get_ticket (argv[1]), error);
  ticket = reply != NULL ? lp_reply_read_ticket (reply, error) : NULL;
  if (ticket == NULL)
    return FALSE;
  out = lp_cli_ticket_output_new (cli->format, TRUE);
  lp_cli_add_ticket (cli, out, ticket, reply->root);
  return lp_cli_output_close (out, error);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-cli-output.h"
#include "lp-subscription-rules.h"

static const LpCliColumn subscription_columns[] = {
  { "ticket", N_ ("Ticket"), LP_CLI_COLUMN_PLAIN },
  { "state", N_ ("State"), LP_CLI_COLUMN_PLAIN },
  { "group", N_ ("Group"), LP_CLI_COLUMN_TEXT },
  { "start", N_ ("Start"), LP_CLI_COLUMN_PLAIN },
  { "committed_until", N_ ("Committed until"), LP_CLI_COLUMN_PLAIN },
  { "deadline", N_ ("Cancel by"), LP_CLI_COLUMN_PLAIN },
  { "ends_on", N_ ("Ends"), LP_CLI_COLUMN_PLAIN },
  { "term", N_ ("Term"), LP_CLI_COLUMN_PLAIN },
  { "notice", N_ ("Notice"), LP_CLI_COLUMN_PLAIN },
  { "start_mode", NULL, LP_CLI_COLUMN_PLAIN },
  { "expiry_mode", NULL, LP_CLI_COLUMN_PLAIN },
  { "initial_expiry", NULL, LP_CLI_COLUMN_PLAIN },
  { "cancelled_on", NULL, LP_CLI_COLUMN_PLAIN },
  { "revoked_on", NULL, LP_CLI_COLUMN_PLAIN },
  { "renewals", NULL, LP_CLI_COLUMN_RIGHT },
  { "id", NULL, LP_CLI_COLUMN_PLAIN },
};

static void
add_subscription (LpCli *cli, LpCliOutput *out, const LpSubscription *item, JsonNode *node)
{
  char start[LP_DATE_STRING_SIZE], until[LP_DATE_STRING_SIZE], deadline[LP_DATE_STRING_SIZE];
  char ends[LP_DATE_STRING_SIZE], initial[LP_DATE_STRING_SIZE], cancelled[LP_DATE_STRING_SIZE];
  char revoked[LP_DATE_STRING_SIZE], term[LP_PERIOD_STRING_SIZE], notice[LP_PERIOD_STRING_SIZE];
  g_autofree char *renewals = g_strdup_printf ("%u", item->renewals != NULL ? item->renewals->len : 0);

  lp_cli_output_add (out, node, item->ticket_code,
                     lp_enum_get_nick (LP_TYPE_SUBSCRIPTION_STATE, (int) item->state),
                     lp_cli_get_group_path (cli, item->group_id), lp_date_format (item->start, start),
                     lp_date_format (item->committed_until, until), lp_date_format (item->deadline, deadline),
                     lp_date_format (item->ends_on, ends), lp_period_format (item->term, term),
                     lp_period_format (item->notice, notice),
                     lp_enum_get_nick (LP_TYPE_START_MODE, (int) item->start_mode),
                     lp_enum_get_nick (LP_TYPE_EXPIRY_MODE, (int) item->expiry_mode),
                     lp_date_format (item->initial_expiry, initial),
                     lp_date_format (item->cancelled_on, cancelled),
                     lp_date_format (item->revoked_on, revoked), renewals, item->id);
}

typedef struct
{
  const char *group_id;
  LpCliOutput *out;
} SubscriptionList;

static LpRequest *
request_subscriptions (gpointer data, const char *cursor)
{
  SubscriptionList *list = data;

  return lp_call_list_subscriptions (list->group_id, LP_CLI_PAGE, cursor);
}

static gboolean
print_subscriptions (LpCli *cli, LpReply *reply, gpointer data, char **next, GError **error)
{
  SubscriptionList *list = data;
  g_autoptr (GPtrArray) items = lp_reply_read_subscriptions (reply, next, error);
  JsonArray *nodes = lp_reply_get_items (reply, NULL);

  if (items == NULL)
    return FALSE;
  for (guint i = 0; i < items->len; i++)
    add_subscription (cli, list->out, g_ptr_array_index (items, i), json_array_get_element (nodes, i));
  return lp_cli_output_flush (list->out, error);
}

static LpCliOutput *
output_new (LpCli *cli, gboolean single)
{
  return lp_cli_output_new (cli->format, subscription_columns, G_N_ELEMENTS (subscription_columns), single);
}

gboolean
lp_cli_list_subscriptions (LpCli *cli, char **argv, GError **error)
{
  g_autofree char *group_text = NULL;
  const GOptionEntry entries[] = {
    { "group", 'g', 0, G_OPTION_ARG_FILENAME, &group_text, N_ ("Only this group and the groups below it"),
      N_ ("GROUP") },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (LpCliOutput) out = NULL;
  SubscriptionList list = { 0 };

  if (!lp_cli_parse (cli, &argv, entries, 0, 0, error) || !lp_cli_connect (cli, error) ||
      !lp_cli_load_groups (cli, error))
    return FALSE;
  if (group_text != NULL)
    {
      LpGroup *group = lp_cli_find_group (cli, group_text, error);

      if (group == NULL)
        return FALSE;
      list.group_id = group->id;
    }
  out = output_new (cli, FALSE);
  list.out = out;
  return lp_cli_each_page (cli, request_subscriptions, print_subscriptions, &list, error) &&
         lp_cli_output_close (g_steal_pointer (&out), error);
}

static LpSubscription *
fetch_subscription (LpCli *cli, const char *code, GError **error)
{
  g_autoptr (LpTicket) ticket = lp_cli_fetch_ticket (cli, code, error);
  g_autoptr (LpReply) reply = NULL;

  if (ticket == NULL)
    return NULL;
  if (ticket->subscription_id == NULL)
    {
      g_set_error (error, LP_ERROR, LP_ERROR_STATE, _ ("“%s” has no subscription."), ticket->code);
      return NULL;
    }
  reply = lp_cli_send (cli, lp_call_get_subscription (ticket->subscription_id), error);
  return reply != NULL ? lp_reply_read_subscription (reply, error) : NULL;
}

static gboolean
send_decision (LpCli *cli, LpRequest *request, const char *reason, GError **error)
{
  g_autoptr (LpReply) reply = NULL;
  g_autoptr (LpSubscription) subscription = NULL;
  LpCliOutput *out;

  lp_request_set_reason (request, reason);
  reply = lp_cli_send (cli, request, error);
  subscription = reply != NULL ? lp_reply_read_subscription (reply, error) : NULL;
  if (subscription == NULL)
    return FALSE;
  out = output_new (cli, TRUE);
  add_subscription (cli, out, subscription, reply->root);
  return lp_cli_output_close (out, error);
}

/* Opens the run for a command on one ticket: parses, connects, fetches its subscription. */
static LpSubscription *
begin_decision (LpCli *cli, char ***argv, const GOptionEntry *entries, GError **error)
{
  if (!lp_cli_parse (cli, argv, entries, 1, 1, error) || !lp_cli_check_code ((*argv)[1], error) ||
      !lp_cli_connect (cli, error) || !lp_cli_load_groups (cli, error))
    return NULL;
  return fetch_subscription (cli, (*argv)[1], error);
}

static char *
ask_cancel (const LpSubscription *subscription)
{
  char day[LP_DATE_STRING_SIZE];

  if (subscription->state == LP_SUBSCRIPTION_PENDING)
    return g_strdup_printf (_ ("Cancel %s, which has not started yet?"), subscription->ticket_code);
  return g_strdup_printf (
      /* Translators: a ticket code and a day, such as 2026-12-31. */
      _ ("Cancel %s? It can be used until %s, and is owed until then."), subscription->ticket_code,
      lp_date_format (subscription->committed_until, day));
}

gboolean
lp_cli_cancel (LpCli *cli, char **argv, GError **error)
{
  g_autofree char *reason = NULL;
  const GOptionEntry entries[] = {
    { "reason", 0, 0, G_OPTION_ARG_FILENAME, &reason, N_ ("Why, for the audit record"), N_ ("TEXT") },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (LpSubscription) subscription = begin_decision (cli, &argv, entries, error);
  g_autofree char *question = NULL;

  if (subscription == NULL)
    return FALSE;
  question = ask_cancel (subscription);
  if (!lp_cli_confirm (cli, question, error))
    return FALSE;
  /* Whoever was shown a last day gets that day or nothing. */
  return send_decision (cli,
                        lp_call_cancel_subscription (subscription->id,
                                                     subscription->state == LP_SUBSCRIPTION_ACTIVE
                                                         ? subscription->committed_until
                                                         : LP_DATE_NONE),
                        reason, error);
}

gboolean
lp_cli_reinstate (LpCli *cli, char **argv, GError **error)
{
  g_autofree char *reason = NULL;
  const GOptionEntry entries[] = {
    { "reason", 0, 0, G_OPTION_ARG_FILENAME, &reason, N_ ("Why, for the audit record"), N_ ("TEXT") },
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (LpSubscription) subscription = begin_decision (cli, &argv, entries, error);

  return subscription != NULL &&
         send_decision (cli, lp_call_reinstate_subscription (subscription->id), reason, error);
}

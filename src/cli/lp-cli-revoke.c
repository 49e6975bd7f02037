/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-cli-decision.h"
#include "lp-cli-ticket-rows.h"
#include "lp-subscription-outlook.h"

/* The last day of the term that runs today: until then it is owed, and that much can be credited. A term that would
 * begin later is not billed any more (design: domain, "Reports"). LP_DATE_NONE where none runs. */
static LpDate
get_owed_until (LpCli *cli, const LpSubscription *subscription)
{
  g_autoptr (LpRevokeOutlook) outlook = NULL;

  if (subscription == NULL)
    return LP_DATE_NONE;
  /* The service has recorded all that is due, so that nothing depends on the consumer. */
  outlook = lp_revoke_outlook_new (subscription, FALSE, cli->me->today);
  return outlook->running.last;
}

static gboolean
is_credited (const char *credit)
{
  return credit != NULL && !g_str_equal (credit, "none");
}

/* Returns: (transfer full): what becomes of the money, ended by a space; empty if there is none. */
static char *
describe_debt (LpCli *cli, const LpTicket *ticket, const char *credit, GError **error)
{
  g_autoptr (LpReply) reply = NULL;
  g_autoptr (LpSubscription) subscription = NULL;
  char day[LP_DATE_STRING_SIZE];
  LpDate until;

  if (ticket->subscription_id == NULL)
    return g_strdup ("");
  reply = lp_cli_send (cli, lp_call_get_subscription (ticket->subscription_id), error);
  subscription = reply != NULL ? lp_reply_read_subscription (reply, error) : NULL;
  if (subscription == NULL)
    return NULL;
  until = get_owed_until (cli, subscription);
  if (until == LP_DATE_NONE)
    return g_strdup ("");
  lp_date_format (until, day);
  if (is_credited (credit))
    /* Translators: a ticket code, a day, and “pro_rata” or “full”; the space at the end stays. */
    return g_strdup_printf (_ ("The term of %s until %s would be credited: %s. "), ticket->code, day, credit);
  /* Translators: a ticket code and a day; the space at the end stays. */
  return g_strdup_printf (_ ("%s would be owed until %s, without a credit. "), ticket->code, day);
}

static gboolean
confirm (LpCli *cli, const LpTicket *ticket, const char *credit, GError **error)
{
  g_autofree char *question = NULL;
  g_autofree char *debt = NULL;
  g_autofree char *whole = NULL;
  guint machines = ticket->containers != NULL ? ticket->containers->len : 0;

  /* What is over needs no question. */
  if (cli->yes || ticket->state == LP_TICKET_REVOKED)
    return TRUE;
  debt = describe_debt (cli, ticket, credit, error);
  if (debt == NULL)
    return FALSE;
  if (machines == 0)
    question = g_strdup_printf (_ ("Revoke %s? This cannot be undone."), ticket->code);
  else
    question = g_strdup_printf (ngettext ("Revoke %s, which %u machine uses? This cannot be undone.",
                                          "Revoke %s, which %u machines use? This cannot be undone.",
                                          machines),
                                ticket->code, machines);
  whole = g_strconcat (debt, question, NULL);
  return lp_cli_confirm (cli, whole, error);
}

static gboolean
print_one (LpCli *cli, const LpTicket *ticket, JsonNode *node, GError **error)
{
  LpCliOutput *out = lp_cli_ticket_output_new (cli->format, TRUE);

  lp_cli_add_ticket (cli, out, ticket, node);
  return lp_cli_output_close (out, error);
}

static void
tell (LpCli *cli, const LpTicket *now, const LpSubscription *then, const char *credit)
{
  LpDate until = get_owed_until (cli, then);
  char day[LP_DATE_STRING_SIZE];

  if (now->state == LP_TICKET_REVOKED)
    lp_cli_say (_ ("Nothing would change: %s is revoked already."), now->code);
  else if (until == LP_DATE_NONE)
    lp_cli_say (_ ("Nothing was changed. %s could not be used any more, for good."), now->code);
  else if (is_credited (credit))
    /* Translators: a ticket code, a day, and “pro_rata” or “full”. */
    lp_cli_say (_ ("Nothing was changed. %s could not be used any more, for good. The term until %s would be "
                   "credited: %s."),
                now->code, lp_date_format (until, day), credit);
  else
    /* Translators: a ticket code and a day. */
    lp_cli_say (
        _ ("Nothing was changed. %s could not be used any more, for good, and would be owed until %s."),
        now->code, lp_date_format (until, day));
}

static gboolean
try_revocation (LpCli *cli, const LpTicket *ticket, const char *credit, GError **error)
{
  const LpBatchOperation operation = {
    .op = LP_BATCH_REVOKE, .code = ticket->code, .etag = ticket->etag, .credit = credit
  };
  JsonObject *node = NULL;
  g_autoptr (LpReply) reply = NULL;
  g_autoptr (LpBatchResult) result = lp_cli_try (cli, &operation, &node, &reply, error);

  if (result == NULL)
    return FALSE;
  tell (cli, ticket, result->subscription, credit);
  return print_one (cli, result->ticket, json_object_get_member (node, "ticket"), error);
}

static gboolean
send_revocation (LpCli *cli, const LpTicket *ticket, const char *credit, const char *reason, GError **error)
{
  LpRequest *request = lp_call_revoke_ticket (ticket->code, credit);
  g_autoptr (LpTicket) revoked = NULL;
  g_autoptr (LpReply) reply = NULL;

  lp_request_set_if_match (request, ticket->etag);
  lp_request_set_reason (request, reason);
  reply = lp_cli_send (cli, request, error);
  revoked = reply != NULL ? lp_reply_read_ticket (reply, error) : NULL;
  if (revoked != NULL && ticket->state == LP_TICKET_REVOKED)
    lp_cli_say (_ ("%s was revoked already; nothing was changed."), ticket->code);
  return revoked != NULL && print_one (cli, revoked, reply->root, error);
}

static gboolean
check_credit (const char *credit, GError **error)
{
  static const char *const credits[] = { "none", "pro_rata", "full", NULL };

  return credit == NULL || g_strv_contains (credits, credit) ||
         lp_cli_refuse_usage (error, _ ("--credit takes none, pro_rata or full, not “%s”."), credit);
}

gboolean
lp_cli_revoke (LpCli *cli, char **argv, GError **error)
{
  g_autofree char *reason = NULL;
  g_autofree char *credit = NULL;
  gboolean dry_run = FALSE;
  const GOptionEntry entries[] = {
    { "credit", 0, 0, G_OPTION_ARG_FILENAME, &credit,
      N_ ("What is paid back of a subscription: none, pro_rata or full"), N_ ("CREDIT") },
    { "reason", 0, 0, G_OPTION_ARG_FILENAME, &reason, N_ ("Why, for the audit record"), N_ ("TEXT") },
    LP_CLI_DRY_RUN (&dry_run),
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (LpTicket) ticket = NULL;

  if (!lp_cli_parse (cli, &argv, entries, 1, 1, error) || !lp_cli_check_code (argv[1], error) ||
      !check_credit (credit, error) || !lp_cli_check_reason (reason, error) || !lp_cli_connect (cli, error) ||
      !lp_cli_load_groups (cli, error))
    return FALSE;
  ticket = lp_cli_fetch_ticket (cli, argv[1], error);
  if (ticket == NULL)
    return FALSE;
  if (dry_run)
    return try_revocation (cli, ticket, credit, error);
  return confirm (cli, ticket, credit, error) && send_revocation (cli, ticket, credit, reason, error);
}

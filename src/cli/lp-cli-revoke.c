/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-cli-decision.h"
#include "lp-cli-ticket-rows.h"
#include "lp-subscription-outlook.h"

/* The options, as typed. */
typedef struct
{
  char *credit;
  char *reason;
  gboolean dry_run;
} Revocation;

static void
clear_revocation (Revocation *revocation)
{
  g_free (revocation->credit);
  g_free (revocation->reason);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Revocation, clear_revocation)

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
describe_debt (LpCli *cli, const LpTicket *ticket, const LpSubscription *subscription, const char *credit)
{
  LpDate until = get_owed_until (cli, subscription);
  char day[LP_DATE_STRING_SIZE];

  if (until == LP_DATE_NONE && is_credited (credit))
    /* Translators: a ticket code; the space at the end stays. */
    return g_strdup_printf (_ ("No term of %s runs today that could be credited. "), ticket->code);
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
confirm (LpCli *cli,
         const LpTicket *ticket,
         const LpSubscription *subscription,
         const char *credit,
         GError **error)
{
  g_autofree char *question = NULL;
  g_autofree char *debt = NULL;
  g_autofree char *whole = NULL;
  guint machines = ticket->containers != NULL ? ticket->containers->len : 0;

  /* What is over needs no question. */
  if (ticket->state == LP_TICKET_REVOKED)
    return TRUE;
  debt = describe_debt (cli, ticket, subscription, credit);
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
tell (LpCli *cli, const LpTicket *now, const LpSubscription *subscription, const char *credit)
{
  LpDate until = get_owed_until (cli, subscription);
  char day[LP_DATE_STRING_SIZE];

  if (now->state == LP_TICKET_REVOKED && subscription != NULL)
    /* Translators: a ticket code and a day. */
    lp_cli_say (_ ("Nothing would change: %s was revoked on %s already."), now->code,
                lp_date_format (subscription->revoked_on, day));
  else if (now->state == LP_TICKET_REVOKED)
    lp_cli_say (_ ("Nothing would change: %s is revoked already."), now->code);
  else if (until == LP_DATE_NONE && is_credited (credit))
    lp_cli_say (
        _ ("Nothing was changed. %s could not be used any more, for good. No term of it runs today that "
           "could be credited."),
        now->code);
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
try_revocation (LpCli *cli,
                const LpTicket *ticket,
                const LpSubscription *subscription,
                const char *credit,
                GError **error)
{
  const LpBatchOperation operation = {
    .op = LP_BATCH_REVOKE, .code = ticket->code, .etag = ticket->etag, .credit = credit
  };
  JsonObject *node = NULL;
  g_autoptr (LpReply) reply = NULL;
  g_autoptr (LpBatchResult) result = lp_cli_try (cli, &operation, &node, &reply, error);

  if (result == NULL)
    return FALSE;
  tell (cli, ticket, subscription, credit);
  return print_one (cli, result->ticket, json_object_get_member (node, "ticket"), error);
}

/* Asking for what holds already succeeds and changes nothing (design: domain, "License states"). */
static void
tell_unchanged (const LpTicket *ticket, const LpSubscription *subscription, const Revocation *revocation)
{
  char day[LP_DATE_STRING_SIZE];

  if (subscription != NULL)
    /* Translators: a ticket code and a day. */
    lp_cli_say (_ ("%s was revoked on %s already; nothing was changed."), ticket->code,
                lp_date_format (subscription->revoked_on, day));
  else
    lp_cli_say (_ ("%s was revoked already; nothing was changed."), ticket->code);
  if (is_credited (revocation->credit))
    lp_cli_say (_ ("No credit was recorded: it is decided together with the revocation."));
  lp_cli_tell_unrecorded (revocation->reason);
}

/* What becomes of the money of one that was revoked just now. */
static void
tell_of_debt (const char *code, LpDate until, const char *credit)
{
  char day[LP_DATE_STRING_SIZE];

  lp_date_format (until, day);
  if (until == LP_DATE_NONE)
    lp_cli_say (_ ("No term of %s runs any more: nothing is owed of it, and nothing credited."), code);
  else if (is_credited (credit))
    /* Translators: a ticket code, a day, and “pro_rata” or “full”. */
    lp_cli_say (_ ("The term of %s until %s is credited: %s."), code, day, credit);
  else
    /* Translators: a ticket code and a day. */
    lp_cli_say (_ ("%s is owed until %s, without a credit."), code, day);
}

/* The row of the ticket tells nothing of its subscription. It is revoked, even if it cannot be fetched once more: then
 * by what was known before. */
static void
tell_of_revocation (LpCli *cli, const LpTicket *ticket, const LpSubscription *before, const char *credit)
{
  g_autoptr (LpSubscription) fetched = NULL;
  g_autoptr (LpRevokeOutlook) outlook = NULL;
  char on[LP_DATE_STRING_SIZE], last[LP_DATE_STRING_SIZE];
  LpDate day = cli->me->today;

  if (before == NULL)
    return;
  if (lp_cli_fetch_subscription (cli, ticket, &fetched, NULL) && fetched->revoked_on != LP_DATE_NONE)
    day = fetched->revoked_on;
  outlook = lp_revoke_outlook_new (before, FALSE, day);
  lp_date_format (day, on);
  if (outlook->last_day == LP_DATE_NONE)
    /* Translators: a ticket code and a day. */
    lp_cli_say (_ ("%s was revoked on %s, before it started."), ticket->code, on);
  else
    /* Translators: a ticket code and two days. */
    lp_cli_say (_ ("%s was revoked on %s; its last day is %s."), ticket->code, on,
                lp_date_format (outlook->last_day, last));
  tell_of_debt (ticket->code, outlook->running.last, credit);
}

static gboolean
send_revocation (LpCli *cli,
                 const LpTicket *ticket,
                 const LpSubscription *subscription,
                 const Revocation *revocation,
                 GError **error)
{
  LpRequest *request = lp_call_revoke_ticket (ticket->code, revocation->credit);
  g_autoptr (LpTicket) revoked = NULL;
  g_autoptr (LpReply) reply = NULL;

  lp_request_set_if_match (request, ticket->etag);
  lp_request_set_reason (request, revocation->reason);
  reply = lp_cli_send (cli, request, error);
  revoked = reply != NULL ? lp_reply_read_ticket (reply, error) : NULL;
  if (revoked == NULL)
    return FALSE;
  if (ticket->state == LP_TICKET_REVOKED)
    tell_unchanged (ticket, subscription, revocation);
  else
    tell_of_revocation (cli, ticket, subscription, revocation->credit);
  return print_one (cli, revoked, reply->root, error);
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
  g_auto (Revocation) revocation = { 0 };
  const GOptionEntry entries[] = {
    { "credit", 0, 0, G_OPTION_ARG_FILENAME, &revocation.credit,
      N_ ("What is paid back of a subscription: none, pro_rata or full"), N_ ("CREDIT") },
    { "reason", 0, 0, G_OPTION_ARG_FILENAME, &revocation.reason, N_ ("Why, for the audit record"),
      N_ ("TEXT") },
    LP_CLI_DRY_RUN (&revocation.dry_run),
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (LpTicket) ticket = NULL;
  g_autoptr (LpSubscription) subscription = NULL;

  if (!lp_cli_parse (cli, &argv, entries, 1, 1, error) || !lp_cli_check_code (argv[1], error) ||
      !check_credit (revocation.credit, error) || !lp_cli_check_reason (revocation.reason, error) ||
      !lp_cli_connect (cli, error) || !lp_cli_load_groups (cli, error))
    return FALSE;
  ticket = lp_cli_fetch_ticket (cli, argv[1], error);
  if (ticket == NULL || !lp_cli_fetch_subscription (cli, ticket, &subscription, error))
    return FALSE;
  if (revocation.dry_run)
    return try_revocation (cli, ticket, subscription, revocation.credit, error);
  return confirm (cli, ticket, subscription, revocation.credit, error) &&
         send_revocation (cli, ticket, subscription, &revocation, error);
}

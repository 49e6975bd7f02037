/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-cli-decision.h"
#include "lp-subscription-outlook.h"

static gboolean
print_one (LpCli *cli, const LpSubscription *subscription, JsonNode *node, GError **error)
{
  LpCliOutput *out = lp_cli_subscription_output_new (cli->format, TRUE);

  lp_cli_add_subscription (cli, out, subscription, node);
  return lp_cli_output_close (out, error);
}

/* The options of both commands, as typed. */
typedef struct
{
  char *reason;
  gboolean dry_run;
} Decision;

static void
clear_decision (Decision *decision)
{
  g_free (decision->reason);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Decision, clear_decision)

/* Opens the run for a command on one ticket: parses, connects, fetches its subscription. */
static LpSubscription *
begin_decision (LpCli *cli, char ***argv, Decision *decision, GError **error)
{
  const GOptionEntry entries[] = {
    { "reason", 0, 0, G_OPTION_ARG_FILENAME, &decision->reason, N_ ("Why, for the audit record"),
      N_ ("TEXT") },
    LP_CLI_DRY_RUN (&decision->dry_run),
    G_OPTION_ENTRY_NULL,
  };
  g_autoptr (LpTicket) ticket = NULL;
  g_autoptr (LpSubscription) subscription = NULL;

  if (!lp_cli_parse (cli, argv, entries, 1, 1, error) || !lp_cli_check_code ((*argv)[1], error) ||
      !lp_cli_check_reason (decision->reason, error) || !lp_cli_connect (cli, error) ||
      !lp_cli_load_groups (cli, error))
    return NULL;
  ticket = lp_cli_fetch_ticket (cli, (*argv)[1], error);
  if (ticket == NULL || !lp_cli_fetch_subscription (cli, ticket, &subscription, error))
    return NULL;
  if (subscription == NULL)
    g_set_error (error, LP_ERROR, LP_ERROR_STATE, _ ("“%s” has no subscription."), ticket->code);
  return g_steal_pointer (&subscription);
}

static char *
describe_end (const LpSubscription *subscription, LpBatchOp op)
{
  const char *code = subscription->ticket_code;
  char text[LP_DATE_STRING_SIZE];
  const char *day;

  if (subscription->state == LP_SUBSCRIPTION_REVOKED)
    {
      day = lp_date_format (subscription->revoked_on, text);
      if (op == LP_BATCH_CANCEL)
        /* Translators: a ticket code and a day. */
        return g_strdup_printf (_ ("%s was revoked on %s: there is nothing to cancel any more."), code, day);
      /* Translators: a ticket code and a day. */
      return g_strdup_printf (_ ("%s was revoked on %s, for good. Create a new license instead."), code, day);
    }
  day = lp_date_format (subscription->ends_on, text);
  if (op == LP_BATCH_CANCEL)
    /* Translators: a ticket code and a day. */
    return g_strdup_printf (_ ("%s ended on %s: there is nothing to cancel any more."), code, day);
  /* Translators: a ticket code and a day. */
  return g_strdup_printf (_ ("%s ended on %s: it is too late to reinstate it. Create a new license instead."),
                          code, day);
}

/* What is over stays over: the day on which it ended says more than the refusal of the service. */
static gboolean
check_not_over (const LpSubscription *subscription, LpBatchOp op, GError **error)
{
  g_autofree char *end = NULL;

  if (subscription->state != LP_SUBSCRIPTION_REVOKED && subscription->state != LP_SUBSCRIPTION_ENDED)
    return TRUE;
  end = describe_end (subscription, op);
  g_set_error_literal (error, LP_ERROR, LP_ERROR_STATE, end);
  return FALSE;
}

/* The service has recorded all that is due, so that nothing depends on the consumer. */
static LpCancelOutlook *
look_ahead (LpCli *cli, const LpSubscription *subscription)
{
  return lp_cancel_outlook_new (subscription, FALSE, cli->me->today);
}

static void
tell_of_cancellation (LpCli *cli, const LpSubscription *now, const LpSubscription *then)
{
  g_autoptr (LpCancelOutlook) outlook = NULL;
  char day[LP_DATE_STRING_SIZE], other[LP_DATE_STRING_SIZE];

  lp_date_format (then->ends_on, day);
  if (now->state == LP_SUBSCRIPTION_CANCELLED)
    {
      /* Translators: a ticket code and two days. */
      lp_cli_say (_ ("Nothing would change: %s was cancelled on %s already, and ends on %s."),
                  now->ticket_code, lp_date_format (now->cancelled_on, other), day);
      return;
    }
  if (now->state == LP_SUBSCRIPTION_PENDING)
    {
      lp_cli_say (_ ("Nothing was changed. %s has not started yet and would end today."), now->ticket_code);
      return;
    }
  outlook = look_ahead (cli, now);
  lp_date_format (outlook->deadline, other);
  if (outlook->passed)
    /* Translators: a day, a ticket code, and the day on which a later term ends. */
    lp_cli_say (
        _ ("Nothing was changed. The deadline was %s and has passed: %s would end on %s, with a later "
           "term, and be owed until then."),
        other, now->ticket_code, day);
  else
    /* Translators: a ticket code and two days, such as 2026-12-31. */
    lp_cli_say (
        _ ("Nothing was changed. %s would end on %s, and be owed until then; the deadline for that is "
           "%s."),
        now->ticket_code, day, other);
}

static void
tell_of_reinstatement (const LpSubscription *now, const LpSubscription *then)
{
  char until[LP_DATE_STRING_SIZE], deadline[LP_DATE_STRING_SIZE];
  guint added = then->renewals->len - now->renewals->len;

  if (now->state != LP_SUBSCRIPTION_CANCELLED)
    {
      lp_cli_say (_ ("Nothing would change: %s is not cancelled."), now->ticket_code);
      return;
    }
  if (added > 0)
    /* Translators: a ticket code and a day: the deadline of a cancelled term has passed. */
    lp_cli_say (
        _ ("Nothing was changed. The deadline has passed: %s would be renewed at once, and be owed until "
           "%s."),
        now->ticket_code, lp_date_format (then->committed_until, until));
  else
    /* Translators: a ticket code and two days. */
    lp_cli_say (
        _ ("Nothing was changed. %s would run until %s, and be renewed unless it is cancelled by %s."),
        now->ticket_code, lp_date_format (then->committed_until, until),
        lp_date_format (then->deadline, deadline));
}

/* Asking for what holds already succeeds and changes nothing (design: domain, "License states"). */
static void
tell_unchanged (const LpSubscription *now, LpBatchOp op, const char *reason)
{
  char since[LP_DATE_STRING_SIZE], until[LP_DATE_STRING_SIZE];

  if ((op == LP_BATCH_CANCEL) != (now->state == LP_SUBSCRIPTION_CANCELLED))
    return;
  if (op == LP_BATCH_CANCEL)
    /* Translators: a ticket code and two days. */
    lp_cli_say (_ ("%s was cancelled on %s already, and ends on %s; nothing was changed."), now->ticket_code,
                lp_date_format (now->cancelled_on, since), lp_date_format (now->ends_on, until));
  else
    lp_cli_say (_ ("%s is not cancelled; nothing was changed."), now->ticket_code);
  lp_cli_tell_unrecorded (reason);
}

static gboolean
send_decision (LpCli *cli,
               LpBatchOp op,
               LpRequest *request,
               const LpSubscription *now,
               const char *reason,
               GError **error)
{
  g_autoptr (LpReply) reply = NULL;
  g_autoptr (LpSubscription) subscription = NULL;

  lp_request_set_reason (request, reason);
  reply = lp_cli_send (cli, request, error);
  subscription = reply != NULL ? lp_reply_read_subscription (reply, error) : NULL;
  if (subscription == NULL)
    return FALSE;
  tell_unchanged (now, op, reason);
  return print_one (cli, subscription, reply->root, error);
}

static gboolean
try_decision (LpCli *cli, LpBatchOp op, const LpSubscription *now, GError **error)
{
  const LpBatchOperation operation = { .op = op, .code = now->ticket_code, .expected_ends_on = LP_DATE_NONE };
  JsonObject *node = NULL;
  g_autoptr (LpReply) reply = NULL;
  g_autoptr (LpBatchResult) result = lp_cli_try (cli, &operation, &node, &reply, error);

  if (result == NULL)
    return FALSE;
  if (op == LP_BATCH_CANCEL)
    tell_of_cancellation (cli, now, result->subscription);
  else
    tell_of_reinstatement (now, result->subscription);
  return print_one (cli, result->subscription, json_object_get_member (node, "subscription"), error);
}

static char *
ask_cancel (LpCli *cli, const LpSubscription *subscription)
{
  g_autoptr (LpCancelOutlook) outlook = NULL;
  char day[LP_DATE_STRING_SIZE], deadline[LP_DATE_STRING_SIZE];

  if (subscription->state == LP_SUBSCRIPTION_PENDING)
    return g_strdup_printf (_ ("Cancel %s, which has not started yet?"), subscription->ticket_code);
  outlook = look_ahead (cli, subscription);
  lp_date_format (subscription->committed_until, day);
  if (outlook->passed)
    return g_strdup_printf (
        /* Translators: a day, a ticket code, and the day on which a later term ends. */
        _ ("The deadline was %s and has passed. Cancel %s? It can be used until %s, the end of a later term, and "
           "is owed until then."),
        lp_date_format (outlook->deadline, deadline), subscription->ticket_code, day);
  return g_strdup_printf (
      /* Translators: a ticket code and a day, such as 2026-12-31. */
      _ ("Cancel %s? It can be used until %s, and is owed until then."), subscription->ticket_code, day);
}

gboolean
lp_cli_cancel (LpCli *cli, char **argv, GError **error)
{
  g_auto (Decision) decision = { 0 };
  g_autoptr (LpSubscription) subscription = begin_decision (cli, &argv, &decision, error);
  g_autofree char *question = NULL;
  LpRequest *request;

  if (subscription == NULL || !check_not_over (subscription, LP_BATCH_CANCEL, error))
    return FALSE;
  if (decision.dry_run)
    return try_decision (cli, LP_BATCH_CANCEL, subscription, error);
  question = ask_cancel (cli, subscription);
  /* What is cancelled already needs no question: the service changes nothing. */
  if (subscription->state != LP_SUBSCRIPTION_CANCELLED && !lp_cli_confirm (cli, question, error))
    return FALSE;
  /* Whoever was shown a last day gets that day or nothing. */
  request = lp_call_cancel_subscription (subscription->id, subscription->state == LP_SUBSCRIPTION_ACTIVE
                                                               ? subscription->committed_until
                                                               : LP_DATE_NONE);
  return send_decision (cli, LP_BATCH_CANCEL, request, subscription, decision.reason, error);
}

/* After the deadline a reinstatement commits to another term; only the service knows until when. */
static gboolean
confirm_reinstatement (LpCli *cli, const LpSubscription *subscription, GError **error)
{
  const LpBatchOperation operation = { .op = LP_BATCH_REINSTATE,
                                       .code = subscription->ticket_code,
                                       .expected_ends_on = LP_DATE_NONE };
  char until[LP_DATE_STRING_SIZE];
  JsonObject *node = NULL;
  g_autoptr (LpReply) reply = NULL;
  g_autoptr (LpBatchResult) result = NULL;
  g_autofree char *question = NULL;

  if (cli->yes || subscription->state != LP_SUBSCRIPTION_CANCELLED)
    return TRUE;
  result = lp_cli_try (cli, &operation, &node, &reply, error);
  if (result == NULL)
    return FALSE;
  if (result->subscription->renewals->len <= subscription->renewals->len)
    return TRUE;
  question = g_strdup_printf (
      /* Translators: a ticket code and a day: the deadline of a cancelled term has passed. */
      _ ("The deadline has passed: %s would be renewed at once, and be owed until %s. Reinstate it?"),
      subscription->ticket_code, lp_date_format (result->subscription->committed_until, until));
  return lp_cli_confirm (cli, question, error);
}

gboolean
lp_cli_reinstate (LpCli *cli, char **argv, GError **error)
{
  g_auto (Decision) decision = { 0 };
  g_autoptr (LpSubscription) subscription = begin_decision (cli, &argv, &decision, error);

  if (subscription == NULL || !check_not_over (subscription, LP_BATCH_REINSTATE, error))
    return FALSE;
  if (decision.dry_run)
    return try_decision (cli, LP_BATCH_REINSTATE, subscription, error);
  if (!confirm_reinstatement (cli, subscription, error))
    return FALSE;
  return send_decision (cli, LP_BATCH_REINSTATE, lp_call_reinstate_subscription (subscription->id),
                        subscription, decision.reason, error);
}

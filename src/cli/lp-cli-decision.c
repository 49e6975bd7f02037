/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-cli-decision.h"

static const LpCliColumn subscription_columns[] = {
  { "ticket", N_ ("Ticket"), LP_CLI_COLUMN_PLAIN },
  { "state", N_ ("State"), LP_CLI_COLUMN_PLAIN },
  { "group", N_ ("Group"), LP_CLI_COLUMN_TEXT },
  { "start", N_ ("Start"), LP_CLI_COLUMN_PLAIN },
  { "committed_until", N_ ("Committed until"), LP_CLI_COLUMN_PLAIN },
  { "deadline", N_ ("Cancel by"), LP_CLI_COLUMN_PLAIN },
  { NULL, N_ ("Ends"), LP_CLI_COLUMN_PLAIN },
  { "ends_on", NULL, LP_CLI_COLUMN_PLAIN },
  { "term", N_ ("Term"), LP_CLI_COLUMN_PLAIN },
  { "notice", N_ ("Notice"), LP_CLI_COLUMN_PLAIN },
  { "start_mode", NULL, LP_CLI_COLUMN_PLAIN },
  { "expiry_mode", NULL, LP_CLI_COLUMN_PLAIN },
  { "initial_expiry", NULL, LP_CLI_COLUMN_PLAIN },
  { "cancelled_on", NULL, LP_CLI_COLUMN_PLAIN },
  { "revoked_on", NULL, LP_CLI_COLUMN_PLAIN },
  { "renewals", NULL, LP_CLI_COLUMN_RIGHT },
  { "id", NULL, LP_CLI_COLUMN_PLAIN },
  { "technical_expiry", NULL, LP_CLI_COLUMN_PLAIN },
};

/* The last day of one that has one: a revocation ends it before its last committed day. */
static LpDate
get_last_day (const LpSubscription *subscription)
{
  if (subscription->revoked_on == LP_DATE_NONE)
    return subscription->ends_on;
  if (subscription->ends_on == LP_DATE_NONE)
    return subscription->revoked_on;
  return MIN (subscription->ends_on, subscription->revoked_on);
}

LpCliOutput *
lp_cli_subscription_output_new (LpCliFormat format, gboolean single)
{
  return lp_cli_output_new (format, subscription_columns, G_N_ELEMENTS (subscription_columns), single);
}

void
lp_cli_add_subscription (LpCli *cli, LpCliOutput *out, const LpSubscription *subscription, JsonNode *node)
{
  const LpSubscription *item = subscription;
  char start[LP_DATE_STRING_SIZE], until[LP_DATE_STRING_SIZE], deadline[LP_DATE_STRING_SIZE];
  char last[LP_DATE_STRING_SIZE], ends[LP_DATE_STRING_SIZE], initial[LP_DATE_STRING_SIZE],
      cancelled[LP_DATE_STRING_SIZE];
  char revoked[LP_DATE_STRING_SIZE], technical[LP_DATE_STRING_SIZE];
  char term[LP_PERIOD_STRING_SIZE], notice[LP_PERIOD_STRING_SIZE];
  g_autofree char *renewals = g_strdup_printf ("%u", item->renewals != NULL ? item->renewals->len : 0);

  lp_cli_output_add (out, node, item->ticket_code,
                     lp_enum_get_nick (LP_TYPE_SUBSCRIPTION_STATE, (int) item->state),
                     lp_cli_get_group_path (cli, item->group_id), lp_date_format (item->start, start),
                     lp_date_format (item->committed_until, until), lp_date_format (item->deadline, deadline),
                     lp_date_format (get_last_day (item), last), lp_date_format (item->ends_on, ends),
                     lp_period_format (item->term, term), lp_period_format (item->notice, notice),
                     lp_enum_get_nick (LP_TYPE_START_MODE, (int) item->start_mode),
                     lp_enum_get_nick (LP_TYPE_EXPIRY_MODE, (int) item->expiry_mode),
                     lp_date_format (item->initial_expiry, initial),
                     lp_date_format (item->cancelled_on, cancelled),
                     lp_date_format (item->revoked_on, revoked), renewals, item->id,
                     lp_date_format (item->technical_expiry, technical));
}

gboolean
lp_cli_fetch_subscription (LpCli *cli, const LpTicket *ticket, LpSubscription **subscription, GError **error)
{
  g_autoptr (LpReply) reply = NULL;

  *subscription = NULL;
  if (ticket->subscription_id == NULL)
    return TRUE;
  reply = lp_cli_send (cli, lp_call_get_subscription (ticket->subscription_id), error);
  *subscription = reply != NULL ? lp_reply_read_subscription (reply, error) : NULL;
  return *subscription != NULL;
}

void
lp_cli_tell_unrecorded (const char *reason)
{
  if (reason != NULL)
    lp_cli_say (_ ("The reason was not recorded, since nothing was changed."));
}

LpBatchResult *
lp_cli_try (LpCli *cli, const LpBatchOperation *operation, JsonObject **node, LpReply **reply, GError **error)
{
  g_autoptr (LpReply) answer = lp_cli_send (cli, lp_call_batch (operation, 1, FALSE, TRUE), error);
  g_autoptr (GPtrArray) results = answer != NULL ? lp_reply_read_batch (answer, NULL, error) : NULL;
  g_autoptr (LpBatchResult) result = NULL;
  JsonArray *items = answer != NULL ? lp_reply_get_items (answer, NULL) : NULL;

  if (results == NULL)
    return NULL;
  if (results->len != 1 || items == NULL)
    {
      g_set_error_literal (error, LP_ERROR, LP_ERROR_FAILED, _ ("The service gave no answer to this."));
      return NULL;
    }
  result = g_ptr_array_steal_index (results, 0);
  if (result->error != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&result->error));
      return NULL;
    }
  *node = json_array_get_object_element (items, 0);
  *reply = g_steal_pointer (&answer);
  return g_steal_pointer (&result);
}

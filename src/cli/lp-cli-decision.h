/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-cli-output.h"

G_BEGIN_DECLS

/* What the commands that decide about a license share: the rows of a subscription, and the dry run. */

/**
 * lp_cli_subscription_output_new:
 * @format: how to write
 * @single: one subscription with everything, or a list
 *
 * Returns: (transfer full): for lp_cli_add_subscription()
 */
LpCliOutput *lp_cli_subscription_output_new (LpCliFormat format, gboolean single);

/**
 * lp_cli_add_subscription:
 * @cli: a connected run that has loaded the groups
 * @out: of lp_cli_subscription_output_new()
 * @subscription: the subscription
 * @node: (nullable): the same as the service wrote it
 */
void
lp_cli_add_subscription (LpCli *cli, LpCliOutput *out, const LpSubscription *subscription, JsonNode *node);

/**
 * lp_cli_fetch_subscription:
 * @cli: a connected run
 * @ticket: a ticket
 * @subscription: (out) (transfer full) (nullable): its subscription; %NULL if it has none
 * @error: errors of the service
 *
 * Returns: success
 */
gboolean
lp_cli_fetch_subscription (LpCli *cli, const LpTicket *ticket, LpSubscription **subscription, GError **error);

/**
 * lp_cli_tell_unrecorded:
 * @reason: (nullable): what was given for the audit record
 *
 * Says that it was not recorded, where nothing was changed and so nothing is in the audit records.
 */
void lp_cli_tell_unrecorded (const char *reason);

/**
 * lp_cli_try:
 * @cli: a connected run
 * @operation: what would be done
 * @node: (out) (transfer none): the result as the service wrote it; lives as long as @reply
 * @reply: (out) (transfer full): the reply
 * @error: why the service would refuse
 *
 * Lets the service do it and take it back at once.
 *
 * Returns: (transfer full) (nullable): the objects as they would be
 */
LpBatchResult *lp_cli_try (LpCli *cli,
                           const LpBatchOperation *operation,
                           JsonObject **node,
                           LpReply **reply,
                           GError **error);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LpBatchResult, lp_batch_result_free)

/* The entry of --dry-run in a table of options. */
#define LP_CLI_DRY_RUN(variable)                                                                             \
  {                                                                                                          \
    "dry-run", 0, 0, G_OPTION_ARG_NONE, (variable), N_ ("Say what would happen, and change nothing"), NULL   \
  }

G_END_DECLS

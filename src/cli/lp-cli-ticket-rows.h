/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-cli-output.h"

G_BEGIN_DECLS

/**
 * lp_cli_ticket_output_new:
 * @format: how to write
 * @single: one ticket with everything, or a list
 *
 * Returns: (transfer full): for lp_cli_add_ticket()
 */
LpCliOutput *lp_cli_ticket_output_new (LpCliFormat format, gboolean single);

/**
 * lp_cli_add_ticket:
 * @cli: a connected run that has loaded the groups
 * @out: of lp_cli_ticket_output_new()
 * @ticket: the ticket
 * @node: (nullable): the same as the service wrote it
 */
void lp_cli_add_ticket (LpCli *cli, LpCliOutput *out, const LpTicket *ticket, JsonNode *node);

/* (transfer full): entries, #LpEntryValue, as `key=value; key=value`. */
char *lp_cli_join_entries (GArray *entries);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-cli.h"

G_BEGIN_DECLS

/**
 * lp_cli_print_preview:
 * @cli: a connected run that has loaded the groups
 * @reply: of an order as a dry run
 * @product: what was ordered
 * @error: the reply cannot be read, or not be printed
 *
 * Says what the order would bring, what it costs and who would see it.
 *
 * Returns: success
 */
gboolean lp_cli_print_preview (LpCli *cli, LpReply *reply, const LpProduct *product, GError **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-session.h"

G_BEGIN_DECLS

/* What can be done with several tickets at once. */
typedef enum
{
  LP_BULK_ALLOCATE,
  LP_BULK_MOVE,
  LP_BULK_REVOKE,
  LP_N_BULK
} LpBulkAction;

/**
 * lp_bulk_dup_blocked_text:
 * @ticket: a ticket
 *
 * Returns: (transfer full) (nullable): one sentence why its allocation cannot change now, whoever asks: see
 *   lp_allocation_check_ticket(); %NULL if it can
 */
char *lp_bulk_dup_blocked_text (const LpTicket *ticket);

/**
 * lp_bulk_pick:
 * @session: an open session
 * @action: what is to be done
 * @tickets: (element-type LpTicket): with what
 * @note: (out) (optional) (transfer full) (nullable): %NULL if it can be done with all of them; else a text for the
 *   person: how many are left out and why the first of them is
 *
 * Sorts out what is revoked or in use and what the person has no right to: see lp_session_may(). The service still
 * decides.
 *
 * Returns: (transfer full) (element-type LpTicket): those with which it can be done, in their order
 */
GPtrArray *lp_bulk_pick (LpSession *session, LpBulkAction action, GPtrArray *tickets, char **note);

G_END_DECLS

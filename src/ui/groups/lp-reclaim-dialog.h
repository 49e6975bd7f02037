/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lp-ticket-list.h"

G_BEGIN_DECLS

/**
 * LpReclaimDialog:
 *
 * The tickets of people who left, with what to do about each. Signal: `chosen` (const char *code): somebody wants to
 * see that ticket.
 */
#define LP_TYPE_RECLAIM_DIALOG (lp_reclaim_dialog_get_type ())
G_DECLARE_FINAL_TYPE (LpReclaimDialog, lp_reclaim_dialog, LP, RECLAIM_DIALOG, AdwWindow)

/**
 * lp_reclaim_list_new:
 * @session: an open session
 * @group_id: a group
 *
 * Returns: (transfer full): its tickets, and those of the groups below, that are not revoked and belong to people who
 *   left or cannot sign in any more
 */
LpTicketList *lp_reclaim_list_new (LpSession *session, const char *group_id);

/**
 * lp_reclaim_dialog_new:
 * @session: an open session
 * @group_id: a group
 *
 * Returns: (transfer none): the dialog, to be presented
 */
GtkWindow *lp_reclaim_dialog_new (LpSession *session, const char *group_id);

G_END_DECLS

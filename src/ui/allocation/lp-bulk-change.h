/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "lp-allocation-draft.h"

G_BEGIN_DECLS

/* What can be done with several tickets at once. Each goes through the outbox, and says in a toast around @from how
 * it went: with Undo where all tickets are of one group, and with the service's reason where it refused.
 * @tickets: (element-type LpTicket): at least one. */
void lp_bulk_allocate (GtkWidget *from,
                       LpSession *session,
                       GPtrArray *tickets,
                       LpAllocationChoice choice,
                       const char *person_id);
void lp_bulk_move (GtkWidget *from, LpSession *session, GPtrArray *tickets, const char *group_id);

/**
 * lp_bulk_confirm_revoke:
 * @from: a widget in the window
 * @session: an open session
 * @tickets: (element-type LpTicket): at least one
 * @note: (nullable): which others are left out
 *
 * Asks with the consequence in numbers, and revokes on *Revoke*: that cannot be undone.
 *
 * Returns: (transfer none): the question, which is on the screen
 */
GtkWindow *lp_bulk_confirm_revoke (GtkWidget *from, LpSession *session, GPtrArray *tickets, const char *note);

G_END_DECLS

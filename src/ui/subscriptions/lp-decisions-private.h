/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-decisions.h"
#include "lp-request.h"

G_BEGIN_DECLS

/* Shared by the files of the decisions only. One that is being taken: what it is about, and where it is told how it
 * ended. */
typedef struct _LpDeciding LpDeciding;

/**
 * LpDecidedFunc:
 * @deciding: the decision
 * @error: (nullable): why it was refused; %NULL if it was carried out
 *
 * How a decision ended, except for one that waits for the connection.
 */
typedef void (*LpDecidedFunc) (LpDeciding *deciding, const GError *error);

struct _LpDeciding
{
  GtkWidget *from; /* the toast overlay */
  LpSession *session;
  LpSubscription *subscription;
  LpDecidedFunc decided;
  const char *waiting; /* what to say while it waits for the connection */
  LpChange *refused;   /* nullable: an earlier decision that this one replaces */
  char *reason;        /* nullable: as typed; kept when it is asked again */
  char *credit;        /* nullable: as chosen for a revocation; likewise */
};

/**
 * lp_deciding_new:
 * @from: a widget in the window
 * @session: an open session
 * @subscription_id: which
 *
 * Returns: (transfer full) (nullable): the decision; %NULL, after a toast, if the subscription has gone
 */
LpDeciding *lp_deciding_new (GtkWidget *from, LpSession *session, const char *subscription_id);
LpDeciding *lp_deciding_copy (const LpDeciding *self);
void lp_deciding_free (LpDeciding *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LpDeciding, lp_deciding_free)

/**
 * lp_deciding_set_child:
 * @self: a decision
 * @dialog: an AdwMessageDialog
 * @child: (transfer floating): what a decision means; scrolls where the display is too low for all of it, so that the
 *   buttons are always in reach
 */
void lp_deciding_set_child (LpDeciding *self, GtkWidget *dialog, GtkWidget *child);

/**
 * lp_deciding_present:
 * @self: (transfer full): lives as long as the dialog
 * @dialog: an AdwMessageDialog
 * @response: handler of the signal of that name: `(AdwMessageDialog *, const char *, LpDeciding *)`
 */
void lp_deciding_present (LpDeciding *self, GtkWidget *dialog, GCallback response);

/**
 * lp_deciding_submit:
 * @self: a decision; copied
 * @request: what to send
 * @summary: what it does, for the list of waiting changes
 */
void lp_deciding_submit (LpDeciding *self, LpRequest *request, const char *summary);

/**
 * lp_deciding_get_window:
 * @self: a decision
 *
 * Returns: (transfer none) (nullable): the window for its dialogs
 */
GtkWindow *lp_deciding_get_window (LpDeciding *self);

/* Called when the button of the toast is clicked. */
typedef void (*LpUndoFunc) (gpointer toast, LpDeciding *deciding);

/**
 * lp_deciding_offer_undo:
 * @self: (transfer full): a decision; lives as long as the toast
 * @text: what was done
 * @undo: does the opposite
 */
void lp_deciding_offer_undo (LpDeciding *self, const char *text, LpUndoFunc undo);

/**
 * lp_deciding_send_cancel:
 * @deciding: a decision, with its reason; copied
 * @ends_on: the last day that was shown: the service refuses if it is no longer true, and then it is asked again
 *
 * Sends a cancellation and tells how it ended, with an offer to undo it.
 */
void lp_deciding_send_cancel (LpDeciding *deciding, LpDate ends_on);

/**
 * lp_deciding_dup_name:
 * @self: a decision
 *
 * Returns: (transfer full): the name of the product, or else the ticket's code
 */
char *lp_deciding_dup_name (LpDeciding *self);

/**
 * lp_deciding_is_offline:
 * @self: a decision
 *
 * Returns: whether it would have to wait for the connection
 */
gboolean lp_deciding_is_offline (LpDeciding *self);

G_END_DECLS

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
void lp_deciding_free (LpDeciding *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LpDeciding, lp_deciding_free)

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

G_END_DECLS

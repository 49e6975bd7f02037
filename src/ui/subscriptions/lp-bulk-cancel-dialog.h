/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lp-session.h"

G_BEGIN_DECLS

/* So many at once: what fits into one batch. */
#define LP_BULK_CANCEL_MAX 20000

/**
 * LpBulkCancelDialog:
 *
 * Every subscription that would be cancelled, with its last day and what is owed, and those that cannot be, with the
 * reason; then one batch, its result, and the way back.
 */
#define LP_TYPE_BULK_CANCEL_DIALOG (lp_bulk_cancel_dialog_get_type ())
G_DECLARE_FINAL_TYPE (LpBulkCancelDialog, lp_bulk_cancel_dialog, LP, BULK_CANCEL_DIALOG, AdwWindow)

/**
 * lp_bulk_cancel_present:
 * @from: a widget in the window
 * @session: an open session
 * @rows: (element-type guint32): row keys of at most %LP_BULK_CANCEL_MAX subscriptions
 */
void lp_bulk_cancel_present (GtkWidget *from, LpSession *session, GArray *rows);

G_END_DECLS

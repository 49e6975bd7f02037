/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* How far the changes have come that are being sent before somebody leaves. Response: `stop`. */
#define LP_TYPE_SENDING_DIALOG (lp_sending_dialog_get_type ())
G_DECLARE_FINAL_TYPE (LpSendingDialog, lp_sending_dialog, LP, SENDING_DIALOG, AdwMessageDialog)

/**
 * lp_sending_dialog_set_progress:
 * @self: the dialog
 * @n_done: how many have been answered
 * @n_total: of how many
 */
void lp_sending_dialog_set_progress (LpSendingDialog *self, guint n_done, guint n_total);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lp-session.h"

G_BEGIN_DECLS

/**
 * LpChangeRow:
 *
 * One change of the outbox: what it does, since when it waits or why it was refused, and what can be done.
 */
#define LP_TYPE_CHANGE_ROW (lp_change_row_get_type ())
G_DECLARE_FINAL_TYPE (LpChangeRow, lp_change_row, LP, CHANGE_ROW, AdwActionRow)

/**
 * lp_change_row_new:
 * @session: has the change in its outbox
 * @change: what to show
 *
 * Returns: (transfer floating): a row.
 */
GtkWidget *lp_change_row_new (LpSession *session, LpChange *change);

/**
 * lp_change_row_describe:
 * @change: a change of an outbox
 *
 * Returns: (transfer full): the ticket that it is about, if any, and how it stands, in lines
 */
char *lp_change_row_describe (LpChange *change);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lp-session.h"

G_BEGIN_DECLS

/**
 * LpConnectionFoot:
 *
 * The sidebar's foot: how the connection is, since when what is shown holds, and how many changes wait.
 */
#define LP_TYPE_CONNECTION_FOOT (lp_connection_foot_get_type ())
G_DECLARE_FINAL_TYPE (LpConnectionFoot, lp_connection_foot, LP, CONNECTION_FOOT, AdwBin)

/**
 * lp_connection_foot_set_session:
 * @self: a foot
 * @session: whose connection to show
 */
void lp_connection_foot_set_session (LpConnectionFoot *self, LpSession *session);

/**
 * lp_format_ago:
 * @seconds: how long ago, 0 or more
 *
 * Returns: (transfer full): `just now`, `2 s ago`, `5 min ago`, `3 h ago`.
 */
char *lp_format_ago (gint64 seconds);

G_END_DECLS

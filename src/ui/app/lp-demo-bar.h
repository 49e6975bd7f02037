/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lp-session.h"

G_BEGIN_DECLS

/**
 * LpDemoBar:
 *
 * In demo mode, whose eyes one looks through and a switch for others; with a fixed business date, that date.
 * Invisible where neither holds.
 */
#define LP_TYPE_DEMO_BAR (lp_demo_bar_get_type ())
G_DECLARE_FINAL_TYPE (LpDemoBar, lp_demo_bar, LP, DEMO_BAR, AdwBin)

/**
 * lp_demo_bar_set_session:
 * @self: a bar
 * @session: what to tell about
 */
void lp_demo_bar_set_session (LpDemoBar *self, LpSession *session);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lp-session.h"

G_BEGIN_DECLS

/**
 * LpFirstRun:
 *
 * The three choices of somebody who has no account here yet.
 */
#define LP_TYPE_FIRST_RUN (lp_first_run_get_type ())
G_DECLARE_FINAL_TYPE (LpFirstRun, lp_first_run, LP, FIRST_RUN, AdwBin)

/**
 * lp_first_run_new:
 * @session: what the choices open
 *
 * Returns: (transfer floating): the page.
 */
GtkWidget *lp_first_run_new (LpSession *session);

G_END_DECLS

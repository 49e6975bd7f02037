/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * LpApplication:
 *
 * The process: command line, the session, the window. One instance for each desktop session, except with
 * `--data`, which stands for a world of its own.
 */
#define LP_TYPE_APPLICATION (lp_application_get_type ())
G_DECLARE_FINAL_TYPE (LpApplication, lp_application, LP, APPLICATION, AdwApplication)

/**
 * lp_application_new:
 *
 * Returns: (transfer full): the application, to be run with g_application_run().
 */
LpApplication *lp_application_new (void);

G_END_DECLS

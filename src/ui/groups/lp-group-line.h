/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * LpGroupLine:
 *
 * One group in a flat list: its name, and where it is.
 */
#define LP_TYPE_GROUP_LINE (lp_group_line_get_type ())
G_DECLARE_FINAL_TYPE (LpGroupLine, lp_group_line, LP, GROUP_LINE, AdwBin)

/**
 * lp_group_line_new_factory:
 *
 * Returns: (transfer full): a factory that shows #LpGroupItem in lines.
 */
GtkListItemFactory *lp_group_line_new_factory (void);

G_END_DECLS

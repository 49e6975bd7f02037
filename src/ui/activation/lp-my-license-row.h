/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/**
 * LpMyLicenseRow:
 *
 * One of my licenses: product, code to copy, why I see it, and its state.
 */
#define LP_TYPE_MY_LICENSE_ROW (lp_my_license_row_get_type ())
G_DECLARE_FINAL_TYPE (LpMyLicenseRow, lp_my_license_row, LP, MY_LICENSE_ROW, AdwBin)

/**
 * lp_my_license_row_new_factory:
 *
 * Returns: (transfer full): a factory of rows that show #LpTicketItem or, as a #GtkStringObject, the head of a section.
 */
GtkListItemFactory *lp_my_license_row_new_factory (void);

G_END_DECLS

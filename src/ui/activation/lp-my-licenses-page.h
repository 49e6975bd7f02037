/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lp-session.h"

G_BEGIN_DECLS

/**
 * LpMyLicensesPage:
 *
 * What is allocated to the signed-in person or visible to her as a member. Signal: `filled`: what was asked for is
 * there.
 */
#define LP_TYPE_MY_LICENSES_PAGE (lp_my_licenses_page_get_type ())
G_DECLARE_FINAL_TYPE (LpMyLicensesPage, lp_my_licenses_page, LP, MY_LICENSES_PAGE, AdwBin)

/**
 * lp_my_licenses_page_new:
 * @session: an open session
 *
 * Returns: (transfer floating): a page.
 */
GtkWidget *lp_my_licenses_page_new (LpSession *session);
void lp_my_licenses_page_focus_search (LpMyLicensesPage *self);

G_END_DECLS

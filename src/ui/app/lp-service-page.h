/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

/* What is shown when the License Central of this computer has stopped and does not start again. Its buttons are the
 * actions `win.restart-service` and `win.continue-offline`. */
#define LP_TYPE_SERVICE_PAGE (lp_service_page_get_type ())
G_DECLARE_FINAL_TYPE (LpServicePage, lp_service_page, LP, SERVICE_PAGE, AdwBin)

/* → a page without a reason yet (floating). */
GtkWidget *lp_service_page_new (void);

/**
 * lp_service_page_set_error:
 * @self: a page
 * @error: (nullable): why it does not start
 *
 * Says why, and puts the keyboard on *Try Again*.
 */
void lp_service_page_set_error (LpServicePage *self, const GError *error);

G_END_DECLS

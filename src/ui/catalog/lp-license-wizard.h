/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lp-session.h"

G_BEGIN_DECLS

/**
 * LpLicenseWizard:
 *
 * The dialog *New License*: group, category, product, details, review, done.
 *
 * Signals: `created` (GStrv codes: the tickets made), `allocate` (GStrv codes: *Allocate…* was chosen on the last
 * page).
 */
#define LP_TYPE_LICENSE_WIZARD (lp_license_wizard_get_type ())
G_DECLARE_FINAL_TYPE (LpLicenseWizard, lp_license_wizard, LP, LICENSE_WIZARD, AdwWindow)

/**
 * lp_license_wizard_new:
 * @session: an open session
 * @group_id: (nullable): the group to preselect
 *
 * Returns: (transfer floating): the dialog; set its transient parent and present it.
 */
GtkWindow *lp_license_wizard_new (LpSession *session, const char *group_id);

G_END_DECLS

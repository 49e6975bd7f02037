/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "lp-session.h"

G_BEGIN_DECLS

/**
 * LpLicenseSections:
 *
 * What the signed-in person may use: what is in use first, then what is there to be used, last what no longer works;
 * each by product. A #GListModel of #LpTicketItem; when there are more than a handful, each section begins with its head, a
 * #GtkStringObject. Every section is a query of its own, so it is as cheap as an #LpTicketList.
 *
 * Property: `loading` (boolean): an answer is on its way.
 */
#define LP_TYPE_LICENSE_SECTIONS (lp_license_sections_get_type ())
G_DECLARE_FINAL_TYPE (LpLicenseSections, lp_license_sections, LP, LICENSE_SECTIONS, GObject)

/**
 * lp_license_sections_new:
 * @session: an open session
 *
 * Returns: (transfer full): the sections. The first queries start when the main context runs.
 */
LpLicenseSections *lp_license_sections_new (LpSession *session);

/**
 * lp_license_sections_set_search:
 * @self: sections
 * @text: what to look for
 */
void lp_license_sections_set_search (LpLicenseSections *self, const char *text);

/**
 * lp_license_sections_is_settled:
 * @self: sections
 *
 * Returns: whether no query is waiting or running.
 */
gboolean lp_license_sections_is_settled (LpLicenseSections *self);

G_END_DECLS

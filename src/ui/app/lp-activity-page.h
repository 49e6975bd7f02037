/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lp-session.h"

G_BEGIN_DECLS

/**
 * LpActivityPage:
 *
 * What happened in a group and the groups below, in sentences, newest first.
 */
#define LP_TYPE_ACTIVITY_PAGE (lp_activity_page_get_type ())
G_DECLARE_FINAL_TYPE (LpActivityPage, lp_activity_page, LP, ACTIVITY_PAGE, AdwBin)

/**
 * lp_activity_page_new:
 * @session: an open session
 *
 * Returns: (transfer floating): a page.
 */
GtkWidget *lp_activity_page_new (LpSession *session);
void lp_activity_page_set_group (LpActivityPage *self, const char *group_id);
void lp_activity_page_focus_search (LpActivityPage *self);

G_END_DECLS

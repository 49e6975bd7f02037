/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lp-session.h"

G_BEGIN_DECLS

/**
 * LpPeoplePage:
 *
 * The members of one group with their roles and rights; tickets dropped on one of them are allocated to her. Signals:
 * `member-selected` (const char *person_id, nullable), `member-activated`.
 */
#define LP_TYPE_PEOPLE_PAGE (lp_people_page_get_type ())
G_DECLARE_FINAL_TYPE (LpPeoplePage, lp_people_page, LP, PEOPLE_PAGE, AdwBin)

/**
 * lp_people_page_new:
 * @session: an open session
 *
 * Returns: (transfer floating): a page.
 */
GtkWidget *lp_people_page_new (LpSession *session);
void lp_people_page_set_group (LpPeoplePage *self, const char *group_id);
void lp_people_page_focus_search (LpPeoplePage *self);

G_END_DECLS

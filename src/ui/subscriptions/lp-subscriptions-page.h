/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lp-session.h"

G_BEGIN_DECLS

/**
 * LpSubscriptionsPage:
 *
 * The subscriptions of a group and the groups below, next deadline first.
 */
#define LP_TYPE_SUBSCRIPTIONS_PAGE (lp_subscriptions_page_get_type ())
G_DECLARE_FINAL_TYPE (LpSubscriptionsPage, lp_subscriptions_page, LP, SUBSCRIPTIONS_PAGE, AdwBin)

/**
 * lp_subscriptions_page_new:
 * @session: an open session
 *
 * Returns: (transfer floating): a page.
 */
GtkWidget *lp_subscriptions_page_new (LpSession *session);
void lp_subscriptions_page_set_group (LpSubscriptionsPage *self, const char *group_id);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <adwaita.h>

#include "lp-audit-list.h"

G_BEGIN_DECLS

/**
 * LpActivityFilter:
 *
 * The row above the activity in which it is narrowed to one ticket, one person and one day. Signal: `changed`, not while the code of
 * a ticket is incomplete; then the row says what is wrong with it.
 */
#define LP_TYPE_ACTIVITY_FILTER (lp_activity_filter_get_type ())
G_DECLARE_FINAL_TYPE (LpActivityFilter, lp_activity_filter, LP, ACTIVITY_FILTER, AdwBin)

/**
 * lp_activity_filter_set_session:
 * @self: a filter
 * @session: an open session, whose people can be chosen
 */
void lp_activity_filter_set_session (LpActivityFilter *self, LpSession *session);

/**
 * lp_activity_filter_get_query:
 * @self: a filter
 * @query: (out caller-allocates): object, person and days as chosen, borrowed from @self; nothing else is touched
 *
 * Returns: whether anything is narrowed
 */
gboolean lp_activity_filter_get_query (LpActivityFilter *self, LpAuditQuery *query);

/**
 * lp_activity_filter_clear:
 * @self: a filter
 *
 * Takes everything back.
 */
void lp_activity_filter_clear (LpActivityFilter *self);

/* Puts the keyboard into the entry for the code of a ticket. */
void lp_activity_filter_focus_ticket (LpActivityFilter *self);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gtk/gtk.h>

#include "lp-types.h"

G_BEGIN_DECLS

/**
 * LpTimeline:
 *
 * The terms of a subscription as a drawn bar, to scale: those that are committed, the one that would follow, today, the
 * last day for a cancellation, the day of the revocation, until when the software runs and until when something is owed,
 * each with a symbol of its own that a legend names. The same in words is its accessible description.
 */
#define LP_TYPE_TIMELINE (lp_timeline_get_type ())
G_DECLARE_FINAL_TYPE (LpTimeline, lp_timeline, LP, TIMELINE, GtkWidget)

/**
 * lp_timeline_set_subscription:
 * @self: a timeline
 * @subscription: (nullable): what to draw; nothing for one that has not started
 * @consumer: whether its group is a consumer now
 * @today: the business date
 * @credit: (nullable): of a revoked one, as for lp_timeline_content_new()
 * @waiting: a decision that is not received yet, as for lp_timeline_content_new(); -1 for none
 */
void lp_timeline_set_subscription (LpTimeline *self,
                                   LpSubscription *subscription,
                                   gboolean consumer,
                                   LpDate today,
                                   const char *credit,
                                   int waiting);

/**
 * lp_timeline_get_text:
 * @self: a timeline
 *
 * For tests.
 *
 * Returns: (transfer none): what is drawn, in words.
 */
const char *lp_timeline_get_text (LpTimeline *self);

G_END_DECLS

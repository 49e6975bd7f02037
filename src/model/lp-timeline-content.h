/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-types.h"

G_BEGIN_DECLS

/* What a drawing of a subscription's terms shows, in days and words, without widgets or pixels (design: domain,
 * "Subscriptions"). */

typedef enum
{
  LP_SPAN_PAST,     /* committed, and over */
  LP_SPAN_RUNNING,  /* committed, and today lies in it */
  LP_SPAN_TO_COME,  /* committed, and begins later */
  LP_SPAN_FOLLOWS,  /* begins unless somebody cancels in time */
  LP_SPAN_UNBILLED, /* was committed, and no longer begins since it was revoked before */
  LP_SPAN_OPEN,     /* begins or not, by a decision that is not received yet */
} LpSpanKind;

typedef enum
{
  LP_MARK_TODAY,
  LP_MARK_WAITING, /* a decision that is not received yet */
  LP_MARK_DEADLINE,
  LP_MARK_REVOKED,
  LP_MARK_COMMERCIAL, /* what is owed ends, or the use of what was cancelled */
  LP_MARK_TECHNICAL,  /* the software runs until then */
} LpMarkKind;

/* A term: both days included. */
typedef struct
{
  LpSpanKind kind;
  LpDate first;
  LpDate last;
  char *date;  /* the first day, short */
  char *label; /* (nullable): what the kind means, short; only for those that are not owed */
} LpTimelineSpan;

/* @at: where on the scale, in days: the middle of a day that is meant as such, the end of one that is a last day. */
typedef struct
{
  LpMarkKind kind;
  LpDate day;
  double at;
  gboolean
      inside; /* whether it lies on the scale; else there is nothing to draw, and only the words tell of it */
  char *label; /* short */
} LpTimelineMark;

/**
 * LpTimelineContent:
 * @spans: (element-type LpTimelineSpan): the terms to be drawn, in order and without a gap; empty for a subscription
 *   that has not started
 * @marks: (element-type LpTimelineMark): at most one of each kind, today first: it is drawn below the others
 * @first: first day of the scale
 * @beyond: the day after its last one
 * @text: all of it in whole sentences, for assistive technology; empty if there is nothing to draw
 */
typedef struct
{
  GArray *spans;
  GArray *marks;
  LpDate first;
  LpDate beyond;
  char *text;
} LpTimelineContent;

/**
 * lp_timeline_content_new:
 * @subscription: (nullable): what to show
 * @consumer: whether its group is a consumer now, as for lp_subscription_get_terms()
 * @today: the business date
 * @credit: (nullable): of a revoked one `none`, `pro_rata` or `full`; %NULL if that is not known
 * @waiting: an #LpSubscriptionDecision that is not received yet, as #LpWaitingDecisions knows it; -1 for none. It counts
 *   only when it is received (BGB § 130), so that what holds is shown beside it
 *
 * Returns: (transfer full): what is shown of it
 */
LpTimelineContent *lp_timeline_content_new (const LpSubscription *subscription,
                                            gboolean consumer,
                                            LpDate today,
                                            const char *credit,
                                            int waiting);
void lp_timeline_content_free (LpTimelineContent *self);
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LpTimelineContent, lp_timeline_content_free)

G_END_DECLS

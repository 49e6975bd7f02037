/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-types.h"

G_BEGIN_DECLS

/* Writes deadlines as an iCalendar file (RFC 5545) that any calendar imports. One event for each subscription: its
 * UID never changes, and SEQUENCE grows with each renewal, so importing again moves the event to the next deadline
 * instead of adding a second one. Any text is safe: it is escaped, control characters are dropped, and lines are
 * folded at 75 octets without cutting a character. */

/**
 * lp_calendar_begin:
 * @out: appended to
 * @name: of the calendar, shown by programs that know `X-WR-CALNAME`
 */
void lp_calendar_begin (GString *out, const char *name);

/**
 * LpCalendarAlarm:
 * @days: before the event, 0 for its own day
 * @text: what is shown then, not empty; it is read on the day of the alarm and not on that of the event
 */
typedef struct
{
  int days;
  const char *text;
} LpCalendarAlarm;

/**
 * lp_calendar_add_deadline:
 * @out: appended to, between lp_calendar_begin() and lp_calendar_end()
 * @subscription: whose deadline
 * @summary: the event's title, not empty
 * @description: more about it; may have several lines
 * @now: seconds since 1970 (UTC) at which the file is written
 * @alarms: (array length=n_alarms) (nullable): reminders, each for another day
 * @n_alarms: how many
 *
 * An all-day event on the last day on which a cancellation is in time. A reminder rings as that day begins where the
 * person is (RFC 5545, 3.8.6.3).
 *
 * Returns: %FALSE, with nothing written, for a subscription without a deadline: not started, cancelled, ended or
 *   revoked.
 */
gboolean lp_calendar_add_deadline (GString *out,
                                   const LpSubscription *subscription,
                                   const char *summary,
                                   const char *description,
                                   gint64 now,
                                   const LpCalendarAlarm *alarms,
                                   gsize n_alarms);

/**
 * lp_calendar_end:
 * @out: appended to
 */
void lp_calendar_end (GString *out);

G_END_DECLS

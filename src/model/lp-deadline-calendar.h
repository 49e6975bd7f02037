/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <gio/gio.h>

#include "lp-session.h"

G_BEGIN_DECLS

/**
 * lp_deadline_calendar_write_async:
 * @session: an open session
 * @rows: row keys of subscriptions
 * @n_rows: how many, as many as there are
 * @alarm_days: a reminder so many days before each deadline, and one on its day; negative for none
 * @file: written whole or not at all
 * @cancellable: (nullable): a #GCancellable
 * @callback: called when the file is there
 * @user_data: for @callback
 *
 * Writes an iCalendar file with an event on each deadline, in the person's language (see lp-calendar.h). Reading
 * happens on the replica's thread, a piece at a time so that searches go on, writing without blocking.
 */
void lp_deadline_calendar_write_async (LpSession *session,
                                       const guint32 *rows,
                                       gsize n_rows,
                                       int alarm_days,
                                       GFile *file,
                                       GCancellable *cancellable,
                                       GAsyncReadyCallback callback,
                                       gpointer user_data);

/**
 * lp_deadline_calendar_write_finish:
 * @result: as given to the callback
 * @n_written: (out): how many events; subscriptions without a deadline have none
 * @error: why the file could not be written
 *
 * Returns: success
 */
gboolean lp_deadline_calendar_write_finish (GAsyncResult *result, guint *n_written, GError **error);

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lc-store.h"

G_BEGIN_DECLS

#define LC_TYPE_DAILY_WATCH (lc_daily_watch_get_type ())
G_DECLARE_FINAL_TYPE (LcDailyWatch, lc_daily_watch, LC, DAILY_WATCH, GObject)

/**
 * lc_daily_watch_new:
 * @store: a store whose day is open
 * @seconds: how often to look what day it is while no job asks
 *
 * Runs the daily job on a thread of its own as soon as a new day begins in the vendor's zone: at the first job of
 * that day, and without one at the next look. It compares days, it does not count hours, so that a machine may have
 * slept. Failures go to the log and to whoever waits; the next job or look tries again. Works in the main context of
 * lc_store_open().
 *
 * Returns: (transfer full): the watch; it ends with its last reference
 */
LcDailyWatch *lc_daily_watch_new (LcStore *store, guint seconds);

/* Signal "caught-up" (no arguments): a day was opened. */

G_END_DECLS

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lc-store-private.h"

/* What day it is. The clock decides, but a day begins for jobs only when lc_store_open_day() says so, and never
 * ends before the next one: so every job sees a day for which the daily job has run, however long the machine
 * slept, whatever summer time does, and however its clock is set. */

static gint64
get_second (LcStore *store)
{
  return store->clock_func != NULL ? store->clock_func (store->clock_data)
                                   : g_get_real_time () / G_USEC_PER_SEC;
}

void
lc_clock_read (LcClock *clock, LcStore *store)
{
  gint64 second = get_second (store);

  if (clock->second == second)
    return;

  g_autoptr (GDateTime) instant = g_date_time_new_from_unix_utc (second);
  g_autofree char *text = g_date_time_format (instant, "%Y-%m-%dT%H:%M:%SZ");

  g_strlcpy (clock->now, text, sizeof clock->now);
  clock->today = store->fixed_today != LP_DATE_NONE ? store->fixed_today
                                                    : lp_date_from_instant (second, store->zone);
  clock->second = second;
}

void
lc_store_set_clock (LcStore *store, LcClockFunc clock, gpointer data)
{
  g_mutex_lock (&store->mutex);
  store->clock_func = clock;
  store->clock_data = data;
  store->clock.second = LC_NO_SECOND;
  g_mutex_unlock (&store->mutex);
}

gboolean
lc_store_is_day_open (LcStore *store)
{
  if (store->open_day == LP_DATE_NONE)
    return TRUE;

  lc_clock_read (&store->clock, store);
  return store->clock.today <= store->open_day;
}

LpDate
lc_store_get_today (LcStore *store)
{
  LpDate today;

  g_mutex_lock (&store->mutex);
  lc_clock_read (&store->clock, store);
  today = MAX (store->clock.today, store->open_day);
  g_mutex_unlock (&store->mutex);
  return today;
}

LpDate
lc_store_get_clock_day (LcStore *store)
{
  LpDate day;

  g_mutex_lock (&store->mutex);
  lc_clock_read (&store->clock, store);
  day = store->clock.today;
  g_mutex_unlock (&store->mutex);
  return day;
}

LpDate
lc_store_get_open_day (LcStore *store)
{
  LpDate day;

  g_mutex_lock (&store->mutex);
  day = store->open_day;
  g_mutex_unlock (&store->mutex);
  return day;
}

void
lc_store_open_day (LcStore *store, LpDate day)
{
  g_mutex_lock (&store->mutex);
  store->open_day = day;
  store->day_over_noted = FALSE;
  g_cond_broadcast (&store->write_queued);
  g_cond_broadcast (&store->read_queued);
  g_mutex_unlock (&store->mutex);
}

static gboolean
emit_day_over (gpointer data)
{
  g_signal_emit_by_name (data, "day-over");
  return G_SOURCE_REMOVE;
}

void
lc_store_note_day_over (LcStore *store)
{
  g_autoptr (GSource) source = NULL;

  if (store->day_over_noted || store->closing)
    return;

  store->day_over_noted = TRUE;
  source = g_idle_source_new ();
  g_source_set_callback (source, emit_day_over, g_object_ref (store), g_object_unref);
  g_source_attach (source, store->context);
}

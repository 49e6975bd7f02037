/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lc-daily-watch.h"

#include "lc-daily.h"

struct _LcDailyWatch
{
  GObject parent_instance;

  LcStore *store; /* owned */
  guint timer;
  gboolean running;
  LpDate told_back; /* the earlier day of which the log knows */
};

G_DEFINE_FINAL_TYPE (LcDailyWatch, lc_daily_watch, G_TYPE_OBJECT)

static void
lc_daily_watch_dispose (GObject *object)
{
  LcDailyWatch *self = LC_DAILY_WATCH (object);

  g_clear_handle_id (&self->timer, g_source_remove);
  g_clear_object (&self->store);

  G_OBJECT_CLASS (lc_daily_watch_parent_class)->dispose (object);
}

static void
lc_daily_watch_class_init (LcDailyWatchClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = lc_daily_watch_dispose;

  /**
   * LcDailyWatch::caught-up:
   *
   * The daily job has run, and its day is open.
   */
  g_signal_new ("caught-up", LC_TYPE_DAILY_WATCH, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
lc_daily_watch_init (LcDailyWatch *self)
{
  self->told_back = LP_DATE_NONE;
}

static void
run_in_thread (GTask *task, gpointer source, gpointer data, GCancellable *cancellable)
{
  GError *error = NULL;

  if (lc_daily_run (LC_STORE (data), NULL, &error))
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* A clock that was set back keeps the day, and whoever reads the log should know why. */
static void
tell_of_clock (LcDailyWatch *self)
{
  LpDate day = lc_store_get_clock_day (self->store);
  LpDate open_day = lc_store_get_open_day (self->store);
  char earlier[LP_DATE_STRING_SIZE], kept[LP_DATE_STRING_SIZE];

  if (day < open_day && day != self->told_back)
    g_message ("The clock was set back to %s; the business date stays %s.", lp_date_format (day, earlier),
               lp_date_format (open_day, kept));
  self->told_back = day < open_day ? day : LP_DATE_NONE;
}

static void look (LcDailyWatch *self);

static void
ran (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (LcDailyWatch) self = data;
  g_autoptr (GError) error = NULL;

  self->running = FALSE;
  if (!g_task_propagate_boolean (G_TASK (result), &error))
    {
      g_message ("The daily job failed: %s", error->message);
      lc_store_refuse_day (self->store, error);
      return;
    }

  g_signal_emit_by_name (self, "caught-up");
  /* Another midnight may have passed meanwhile. */
  look (self);
}

static void
look (LcDailyWatch *self)
{
  g_autoptr (GTask) task = NULL;

  tell_of_clock (self);
  if (self->running || lc_store_get_today (self->store) == lc_store_get_open_day (self->store))
    return;

  self->running = TRUE;
  /* The callback holds the watch, not the task, whose last reference may be the thread's. */
  task = g_task_new (NULL, NULL, ran, g_object_ref (self));
  g_task_set_source_tag (task, look);
  g_task_set_task_data (task, g_object_ref (self->store), g_object_unref);
  g_task_run_in_thread (task, run_in_thread);
}

static gboolean
look_on_time (gpointer data)
{
  look (data);
  return G_SOURCE_CONTINUE;
}

LcDailyWatch *
lc_daily_watch_new (LcStore *store, guint seconds)
{
  LcDailyWatch *self = g_object_new (LC_TYPE_DAILY_WATCH, NULL);

  self->store = g_object_ref (store);
  self->timer = g_timeout_add_seconds (seconds, look_on_time, self);
  g_signal_connect_object (store, "day-over", G_CALLBACK (look), self, G_CONNECT_SWAPPED);
  return self;
}

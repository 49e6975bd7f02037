/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Loaded before a GTK program (LD_PRELOAD), writes into the file FRAME_LOG what the program's main thread does, so
 * that two programs are measured in the same way and neither knows of it. Times are of the monotonic clock, in
 * microseconds. A line each:
 *
 *   frame TIME WALL CPU     a frame has been painted; since the one before the thread has been busy that long
 *   items TIME N            a list of the type FRAME_LIST has changed, and has N items now
 *   loading TIME 0|1        such a list has begun or ended a query
 *   item TIME N NAME        the property FRAME_NAME of one of the first items of a list that has changed
 *   changed TIME NAME       the property FRAME_PROPERTY of such an item has another value
 *
 * The last two come only if FRAME_PROPERTY is set. What has changed is on the display with the next frame.
 *
 * Busy is whatever is not waiting for events: not only layout and drawing but also the handling of the event and
 * the fetching of rows that came before. */

/* For RTLD_NEXT. */
#define _GNU_SOURCE

#include <dlfcn.h>
#include <fcntl.h>
#include <gtk/gtk.h>
#include <stdio.h>
#include <time.h>
#include <unistd.h>

#define N_NAMED 16

int g_application_run (GApplication *application, int argc, char **argv);

static int log_file = -1;
static gint64 woken, woken_cpu; /* when the thread last began to be busy */
static gint64 busy, busy_cpu;   /* since the last frame, up to then */

static gint64
get_cpu_time (void)
{
  struct timespec time;

  clock_gettime (CLOCK_THREAD_CPUTIME_ID, &time);
  return (gint64) time.tv_sec * G_USEC_PER_SEC + time.tv_nsec / 1000;
}

G_GNUC_PRINTF (1, 2)
static void
say (const char *format, ...)
{
  char line[120];
  va_list arguments;
  int n;

  va_start (arguments, format);
  n = vsnprintf (line, sizeof line, format, arguments);
  va_end (arguments);
  if (n < 0 || write (log_file, line, MIN ((gsize) n, sizeof line - 1)) < 0)
    log_file = -1;
}

static int
wait_for_events (GPollFD *fds, guint n_fds, int timeout)
{
  int found;

  busy += g_get_monotonic_time () - woken;
  busy_cpu += get_cpu_time () - woken_cpu;
  found = g_poll (fds, n_fds, timeout);
  woken = g_get_monotonic_time ();
  woken_cpu = get_cpu_time ();
  return found;
}

static gboolean
on_after_paint (GSignalInvocationHint *hint, guint n_values, const GValue *values, gpointer user_data)
{
  gint64 now = g_get_monotonic_time ();
  gint64 cpu = get_cpu_time ();

  say ("frame %" G_GINT64_FORMAT " %" G_GINT64_FORMAT " %" G_GINT64_FORMAT "\n", now, busy + now - woken,
       busy_cpu + cpu - woken_cpu);
  busy = busy_cpu = 0;
  woken = now;
  woken_cpu = cpu;
  return TRUE;
}

static void
on_loading (GObject *list)
{
  gboolean loading;

  g_object_get (list, "loading", &loading, NULL);
  say ("loading %" G_GINT64_FORMAT " %d\n", g_get_monotonic_time (), loading);
}

static char *
get_name (GObject *item)
{
  const char *property = g_getenv ("FRAME_NAME");
  char *name = NULL;

  if (property != NULL && g_object_class_find_property (G_OBJECT_GET_CLASS (item), property) != NULL)
    g_object_get (item, property, &name, NULL);
  return name;
}

static void
on_item_notify (GObject *item)
{
  g_autofree char *name = get_name (item);

  say ("changed %" G_GINT64_FORMAT " %s\n", g_get_monotonic_time (), name);
}

static void
watch_items (GListModel *list, const char *property)
{
  g_autofree char *signal = g_strconcat ("notify::", property, NULL);

  for (guint i = 0; i < N_NAMED; i++)
    {
      g_autoptr (GObject) item = g_list_model_get_item (list, i);
      g_autofree char *name = item != NULL ? get_name (item) : NULL;

      if (name == NULL)
        continue;
      say ("item %" G_GINT64_FORMAT " %u %s\n", g_get_monotonic_time (), i, name);
      if (g_object_get_data (item, "watched") == NULL)
        g_signal_connect (item, signal, G_CALLBACK (on_item_notify), NULL);
      g_object_set_data (item, "watched", item);
    }
}

static gboolean
on_items_changed (GSignalInvocationHint *hint, guint n_values, const GValue *values, gpointer user_data)
{
  GObject *list = g_value_get_object (&values[0]);

  if (g_strcmp0 (G_OBJECT_TYPE_NAME (list), user_data) != 0)
    return TRUE;
  say ("items %" G_GINT64_FORMAT " %u\n", g_get_monotonic_time (),
       g_list_model_get_n_items (G_LIST_MODEL (list)));
  if (g_getenv ("FRAME_PROPERTY") != NULL)
    watch_items (G_LIST_MODEL (list), g_getenv ("FRAME_PROPERTY"));
  if (g_object_get_data (list, "watched") == NULL)
    {
      g_object_set_data (list, "watched", list);
      g_signal_connect (list, "notify::loading", G_CALLBACK (on_loading), NULL);
    }
  return TRUE;
}

static void
watch (const char *path)
{
  const char *list = g_getenv ("FRAME_LIST");

  log_file = open (path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  g_type_class_ref (GDK_TYPE_FRAME_CLOCK);
  g_signal_add_emission_hook (g_signal_lookup ("after-paint", GDK_TYPE_FRAME_CLOCK), 0, on_after_paint, NULL,
                              NULL);
  if (list != NULL)
    {
      g_type_default_interface_ref (G_TYPE_LIST_MODEL);
      g_signal_add_emission_hook (g_signal_lookup ("items-changed", G_TYPE_LIST_MODEL), 0, on_items_changed,
                                  g_strdup (list), g_free);
    }
  woken = g_get_monotonic_time ();
  woken_cpu = get_cpu_time ();
  g_main_context_set_poll_func (NULL, wait_for_events);
}

/* In the place of GLib's. */
int
g_application_run (GApplication *application, int argc, char **argv)
{
  const char *path = g_getenv ("FRAME_LOG");
  int (*run) (GApplication *, int, char **);

  *(void **) &run = dlsym (RTLD_NEXT, "g_application_run");
  if (path != NULL)
    watch (path);
  return run (application, argc, argv);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#define G_SETTINGS_ENABLE_BACKEND
#include <gio/gsettingsbackend.h>
#include <glib/gi18n.h>

#include "lp-application.h"
#include "lp-date.h"
#include "lp-deadline-notifier.h"
#include "lp-session.h"
#include "lp-shortcuts.h"
#include "lp-window.h"

/* A session that opens within this many milliseconds is shown at once with its rows, without a page in between. */
#define PRESENT_DELAY 400
/* What nobody looks at comes so many milliseconds after the window. */
#define LATE_DELAY 500

struct _LpApplication
{
  AdwApplication parent_instance;

  GSettings *settings; /* nullable */
  LpSession *session;
  LpDeadlineNotifier *notifier; /* NULL until a window has been shown */
  LpWindow *window;             /* borrowed from GtkApplication */
  GCancellable *opening;
  gboolean opened;       /* the session, or not: the attempt is over */
  GError *opening_error; /* nullable, until there is a window to show it */
  guint window_source;
  guint prepare_source;
  guint present_source;
  guint late_source;

  /* The command line */
  char *data_dir;
  char *today;
  gboolean demo;
};

G_DEFINE_FINAL_TYPE (LpApplication, lp_application, ADW_TYPE_APPLICATION)

static const GOptionEntry options[] = {
  { "demo", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Open with demo data"), NULL },
  { "data", 0, 0, G_OPTION_ARG_FILENAME, NULL, N_ ("Keep everything below DIR"), N_ ("DIR") },
  { "today", 0, 0, G_OPTION_ARG_STRING, NULL, N_ ("Fix the business date"), N_ ("YYYY-MM-DD") },
  { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_ ("Print the version and exit"), NULL },
  { NULL },
};

LpApplication *
lp_application_new (void)
{
  return g_object_new (LP_TYPE_APPLICATION, "application-id", APPLICATION_ID, "resource-base-path",
                       "/org/example/LicensePortal", NULL);
}

static int
lp_application_handle_local_options (GApplication *application, GVariantDict *dict)
{
  LpApplication *self = LP_APPLICATION (application);

  if (g_variant_dict_contains (dict, "version"))
    {
      g_print ("license-portal %s\n", PACKAGE_VERSION);
      return 0;
    }

  g_variant_dict_lookup (dict, "data", "^ay", &self->data_dir);
  g_variant_dict_lookup (dict, "today", "s", &self->today);
  g_variant_dict_lookup (dict, "demo", "b", &self->demo);

  if (self->today != NULL && lp_date_parse (self->today) == LP_DATE_NONE)
    {
      g_printerr (_ ("“%s” is not a day. Give it as YYYY-MM-DD, for example 2026-11-24.\n"), self->today);
      return 2;
    }

  /* A directory of its own is a world of its own: its window must not be swallowed by one that runs already. */
  if (self->data_dir != NULL)
    g_application_set_flags (application, G_APPLICATION_NON_UNIQUE);

  return -1;
}

/* With --data nothing is remembered outside that directory; a schema that is not installed is no reason to stop. */
static GSettings *
open_settings (LpApplication *self)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr (GSettingsSchema) schema = NULL;
  g_autoptr (GSettingsBackend) backend = NULL;
  g_autofree char *path = NULL;

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, APPLICATION_ID, TRUE);
  if (schema == NULL)
    return NULL;
  if (self->data_dir == NULL)
    return g_settings_new_full (schema, NULL, NULL);

  path = g_build_filename (self->data_dir, "settings.ini", NULL);
  backend = g_keyfile_settings_backend_new (path, "/", NULL);
  return g_settings_new_full (schema, backend, NULL);
}

/* On X the window carries its icon in all sizes, for which the whole icon theme has to be known; and deadlines are
 * looked for on the thread that looks for the rows. */
static gboolean
come_late_cb (gpointer user_data)
{
  LpApplication *self = user_data;

  self->late_source = 0;
  if (self->window != NULL)
    gtk_window_set_icon_name (GTK_WINDOW (self->window), APPLICATION_ID);
  if (self->notifier == NULL)
    self->notifier = lp_deadline_notifier_new (G_APPLICATION (self), self->session, self->settings,
                                               self->data_dir);
  return G_SOURCE_REMOVE;
}

static void
present (LpApplication *self)
{
  g_clear_handle_id (&self->prepare_source, g_source_remove);
  g_clear_handle_id (&self->present_source, g_source_remove);
  gtk_window_present (GTK_WINDOW (self->window));
  if (self->late_source == 0)
    self->late_source = g_timeout_add_full (G_PRIORITY_LOW, LATE_DELAY, come_late_cb, self, NULL);
}

static gboolean
present_late_cb (gpointer user_data)
{
  LpApplication *self = user_data;

  self->present_source = 0;
  if (lp_session_get_state (self->session) == LP_SESSION_OPENING)
    lp_window_show_opening (self->window, self->opening);
  present (self);
  return G_SOURCE_REMOVE;
}

/* While a thread looks for the rows: styles and sizes of all that is there already, which would have to be found
 * before the first frame. */
static gboolean
prepare_cb (gpointer user_data)
{
  LpApplication *self = user_data;
  int width;

  self->prepare_source = 0;
  gtk_widget_realize (GTK_WIDGET (self->window));
  gtk_widget_measure (GTK_WIDGET (self->window), GTK_ORIENTATION_HORIZONTAL, -1, &width, NULL, NULL, NULL);
  gtk_widget_measure (GTK_WIDGET (self->window), GTK_ORIENTATION_VERTICAL, width, NULL, NULL, NULL, NULL);
  return G_SOURCE_REMOVE;
}

static void
show_opened (LpApplication *self, const GError *error)
{
  lp_window_opened (self->window, lp_session_get_state (self->session) == LP_SESSION_OPEN, error);
  if (lp_window_is_filled (self->window))
    present (self);
}

static void
opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LpApplication) self = user_data;
  g_autoptr (GError) error = NULL;

  lp_session_open_finish (self->session, result, &error);
  self->opened = TRUE;
  if (self->window != NULL)
    show_opened (self, error);
  else
    self->opening_error = g_steal_pointer (&error);
}

/* Not before a thread is busy with the rows, which would have to wait for it. */
static void
on_asked (LpApplication *self)
{
  if (self->present_source != 0 && self->prepare_source == 0)
    self->prepare_source = g_idle_add (prepare_cb, self);
}

/* The first frame has everything: laying out and drawing an empty list before would only make it later. */
static void
on_filled (LpApplication *self)
{
  if (self->present_source != 0)
    present (self);
}

/* Threads open the session while this one starts GTK. */
static void
open_session (LpApplication *self)
{
  self->opening = g_cancellable_new ();
  if (self->demo)
    lp_session_open_demo_async (self->session, NULL, self->opening, opened_cb, g_object_ref (self));
  else
    lp_session_resume_async (self->session, self->opening, opened_cb, g_object_ref (self));
}

static gboolean
create_window_cb (gpointer user_data)
{
  LpApplication *self = user_data;

  self->window_source = 0;
  self->window = lp_window_new (self, self->session, self->settings);
  g_object_add_weak_pointer (G_OBJECT (self->window), (gpointer *) &self->window);
  g_application_release (G_APPLICATION (self));
  g_signal_connect_object (self->window, "asked", G_CALLBACK (on_asked), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->window, "filled", G_CALLBACK (on_filled), self, G_CONNECT_SWAPPED);
  self->present_source = g_timeout_add (PRESENT_DELAY, present_late_cb, self);
  if (self->opened)
    show_opened (self, self->opening_error);
  g_clear_error (&self->opening_error);
  return G_SOURCE_REMOVE;
}

static void
lp_application_activate (GApplication *application)
{
  LpApplication *self = LP_APPLICATION (application);

  if (self->window != NULL)
    {
      gtk_window_present (GTK_WINDOW (self->window));
      return;
    }
  if (self->window_source != 0)
    return;

  /* After what has come from the session by now, which sends threads on their way. */
  g_application_hold (application);
  self->window_source = g_idle_add_full (G_PRIORITY_DEFAULT, create_window_cb, self, NULL);
}

static void
about_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LpApplication *self = user_data;

  adw_show_about_window (GTK_WINDOW (self->window), "application-name", _ ("License Portal"),
                         "application-icon", APPLICATION_ID, "version", PACKAGE_VERSION, "comments",
                         _ ("Create, hand out and follow software licenses."), "license-type",
                         GTK_LICENSE_GPL_3_0, "copyright", _ ("© 2026 The License Portal contributors"),
                         NULL);
}

/* A click on a notification; the window may have been closed since. */
static void
show_decisions_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LpApplication *self = user_data;

  g_application_activate (G_APPLICATION (self));
  if (self->window != NULL)
    lp_window_show_decisions (self->window);
}

static void
quit_activated (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  LpApplication *self = user_data;

  if (self->window != NULL)
    gtk_window_close (GTK_WINDOW (self->window));
  else
    g_application_quit (G_APPLICATION (self));
}

static void
load_icons_in_thread (GTask *task, gpointer source, gpointer theme, GCancellable *cancellable)
{
  g_task_return_boolean (task, gtk_icon_theme_has_icon (theme, APPLICATION_ID));
}

/* Every library that adds icons makes GTK forget which there are, and the first that is asked for has to wait until
 * all are known again. GTK allows other threads to ask. */
static void
load_icons (void)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gdk_display_get_default ());
  g_autoptr (GTask) task = g_task_new (NULL, NULL, NULL, NULL);

  g_task_set_source_tag (task, load_icons);
  g_task_set_task_data (task, g_object_ref (theme), g_object_unref);
  g_task_run_in_thread (task, load_icons_in_thread);
}

static void
lp_application_startup (GApplication *application)
{
  LpApplication *self = LP_APPLICATION (application);
  static const GActionEntry entries[] = {
    { .name = "about", .activate = about_activated },
    { .name = "quit", .activate = quit_activated },
    { .name = "show-decisions", .activate = show_decisions_activated },
  };

  self->settings = open_settings (self);
  if (self->data_dir == NULL)
    self->data_dir = g_build_filename (g_get_user_data_dir (), "license-portal", NULL);
  self->session = lp_session_new (self->settings, self->data_dir);
  lp_session_set_fixed_today (self->session, lp_date_parse (self->today));
  open_session (self);

  /* First of all: later it would wait for GTK's thread that loads icons, only to have them loaded once more. */
  adw_init ();
  G_APPLICATION_CLASS (lp_application_parent_class)->startup (application);

  load_icons ();
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
  lp_shortcuts_add (GTK_APPLICATION (self));
}

static void
lp_application_shutdown (GApplication *application)
{
  LpApplication *self = LP_APPLICATION (application);

  g_clear_handle_id (&self->window_source, g_source_remove);
  g_clear_handle_id (&self->prepare_source, g_source_remove);
  g_clear_handle_id (&self->present_source, g_source_remove);
  g_clear_handle_id (&self->late_source, g_source_remove);
  g_cancellable_cancel (self->opening);
  g_clear_object (&self->notifier);
  if (self->session != NULL)
    lp_session_close (self->session);

  G_APPLICATION_CLASS (lp_application_parent_class)->shutdown (application);
}

static void
lp_application_finalize (GObject *object)
{
  LpApplication *self = LP_APPLICATION (object);

  g_clear_object (&self->session);
  g_clear_object (&self->settings);
  g_clear_object (&self->opening);
  g_clear_error (&self->opening_error);
  g_free (self->data_dir);
  g_free (self->today);

  G_OBJECT_CLASS (lp_application_parent_class)->finalize (object);
}

static void
lp_application_class_init (LpApplicationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  object_class->finalize = lp_application_finalize;
  application_class->handle_local_options = lp_application_handle_local_options;
  application_class->startup = lp_application_startup;
  application_class->activate = lp_application_activate;
  application_class->shutdown = lp_application_shutdown;
}

static void
lp_application_init (LpApplication *self)
{
  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_summary (G_APPLICATION (self),
                                            _ ("Create, hand out and follow software licenses."));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-deadline-notifier.h"
#include "lp-deadline-watch.h"
#include "lp-format.h"
#include "lp-replica.h"

#define KEY    "deadline-notice-days"
#define DAEMON "org.freedesktop.Notifications"

struct _LpDeadlineNotifier
{
  GObject parent_instance;

  GApplication *application; /* weak */
  LpSession *session;
  GSettings *settings; /* nullable */
  LpDeadlineWatch *watch;
};

G_DEFINE_FINAL_TYPE (LpDeadlineNotifier, lp_deadline_notifier, G_TYPE_OBJECT)

static char *
dup_title (LpDeadlineNotifier *self, GPtrArray *due)
{
  LpReplica *replica = lp_session_get_replica (self->session);
  const LpSubscription *first = due->pdata[0];
  g_autofree char *count = lp_format_count (due->len);
  g_autoptr (LpProduct) product = lp_replica_get_product (replica, first->product_id);
  g_autoptr (LpGroup) group = lp_replica_get_group (replica, first->group_id);

  if (due->len == 1 && product != NULL && group != NULL)
    /* Translators: title of a notification: name of a product, name of a group */
    return g_strdup_printf (_ ("%s for %s Needs a Decision"), product->name, group->name);
  return g_strdup_printf (ngettext ("%s Subscription Needs a Decision", "%s Subscriptions Need a Decision",
                                    due->len),
                          count);
}

static char *
dup_body (GPtrArray *due)
{
  const LpSubscription *first = due->pdata[0];
  g_autofree char *deadline = lp_format_date (first->deadline);
  g_autofree char *until = lp_format_date (first->committed_until);

  if (due->len > 1)
    /* Translators: body of a notification about several subscriptions; %s is a day */
    return g_strdup_printf (_ ("The first deadline is %s. What is not cancelled by its deadline is renewed."),
                            deadline);
  /* Translators: body of a notification: last day for a cancellation, last day of use */
  return g_strdup_printf (_ ("Cancelled by %s, it ends on %s; otherwise it is renewed."), deadline, until);
}

typedef struct
{
  GApplication *application;
  GNotification *notification;
} Telling;

static void
telling_free (Telling *telling)
{
  g_object_unref (telling->application);
  g_object_unref (telling->notification);
  g_free (telling);
}

static void
ask_bus (Telling *telling, const char *method, GVariant *parameters, GAsyncReadyCallback callback)
{
  g_dbus_connection_call (g_application_get_dbus_connection (telling->application), "org.freedesktop.DBus",
                          "/org/freedesktop/DBus", "org.freedesktop.DBus", method, parameters, NULL,
                          G_DBUS_CALL_FLAGS_NONE, -1, NULL, callback, telling);
}

static void
started_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Telling *telling = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, &error);

  if (reply != NULL)
    g_application_send_notification (telling->application, "deadlines", telling->notification);
  else
    g_debug ("Nobody shows notifications: %s", error->message);
  telling_free (telling);
}

/* Somebody who is there need not be one whom the bus could start. */
static void
owner_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  Telling *telling = user_data;
  g_autoptr (GVariant) reply = g_dbus_connection_call_finish (G_DBUS_CONNECTION (source), result, NULL);
  gboolean there = FALSE;

  if (reply != NULL)
    g_variant_get (reply, "(b)", &there);
  if (!there)
    {
      ask_bus (telling, "StartServiceByName", g_variant_new ("(su)", DAEMON, 0), started_cb);
      return;
    }
  g_application_send_notification (telling->application, "deadlines", telling->notification);
  telling_free (telling);
}

/* A desktop without anybody who shows notifications is none of an error: GLib would write a warning each time. */
static void
tell (GApplication *application, GNotification *notification)
{
  Telling *telling;

  if (g_application_get_dbus_connection (application) == NULL)
    return;
  telling = g_new (Telling, 1);
  telling->application = g_object_ref (application);
  telling->notification = g_object_ref (notification);
  ask_bus (telling, "NameHasOwner", g_variant_new ("(s)", DAEMON), owner_cb);
}

static void
on_due (LpDeadlineNotifier *self, GPtrArray *due)
{
  g_autofree char *title = dup_title (self, due);
  g_autofree char *body = dup_body (due);
  g_autoptr (GNotification) notification = g_notification_new (title);
  g_autoptr (GIcon) icon = g_themed_icon_new (APPLICATION_ID);

  if (self->application == NULL)
    return;
  g_notification_set_body (notification, body);
  g_notification_set_icon (notification, icon);
  g_notification_set_default_action (notification, "app.show-decisions");
  tell (self->application, notification);
}

static void
on_setting_changed (LpDeadlineNotifier *self)
{
  lp_deadline_watch_set_days (self->watch, g_settings_get_int (self->settings, KEY));
}

LpDeadlineNotifier *
lp_deadline_notifier_new (GApplication *application,
                          LpSession *session,
                          GSettings *settings,
                          const char *data_dir)
{
  LpDeadlineNotifier *self = g_object_new (LP_TYPE_DEADLINE_NOTIFIER, NULL);
  g_autofree char *path = g_build_filename (data_dir, "told-deadlines", NULL);

  g_set_weak_pointer (&self->application, application);
  self->session = g_object_ref (session);
  g_set_object (&self->settings, settings);
  self->watch = lp_deadline_watch_new (session, path);
  g_signal_connect_object (self->watch, "due", G_CALLBACK (on_due), self, G_CONNECT_SWAPPED);
  if (settings == NULL)
    return self;
  g_signal_connect_object (settings, "changed::" KEY, G_CALLBACK (on_setting_changed), self,
                           G_CONNECT_SWAPPED);
  on_setting_changed (self);
  return self;
}

static void
lp_deadline_notifier_dispose (GObject *object)
{
  LpDeadlineNotifier *self = LP_DEADLINE_NOTIFIER (object);

  g_clear_weak_pointer (&self->application);
  g_clear_object (&self->watch);
  g_clear_object (&self->session);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (lp_deadline_notifier_parent_class)->dispose (object);
}

static void
lp_deadline_notifier_class_init (LpDeadlineNotifierClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = lp_deadline_notifier_dispose;
}

static void
lp_deadline_notifier_init (LpDeadlineNotifier *self)
{
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-discarding.h"
#include "lp-first-run.h"
#include "lp-opening-page.h"
#include "lp-preferences.h"
#include "lp-service-page.h"
#include "lp-toasts.h"
#include "lp-window-private.h"

enum
{
  PROP_SESSION = 1,
  PROP_SETTINGS,
  N_PROPS
};

enum
{
  ASKED,
  FILLED,
  N_SIGNALS
};

static GParamSpec *properties[N_PROPS];
static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LpWindow, lp_window, ADW_TYPE_APPLICATION_WINDOW)

LpWindow *
lp_window_new (LpApplication *application, LpSession *session, GSettings *settings)
{
  return g_object_new (LP_TYPE_WINDOW, "application", application, "session", session, "settings", settings,
                       NULL);
}

void
lp_window_select_group (LpWindow *self, const char *group_id)
{
  lp_sidebar_select_group (self->sidebar, group_id);
}

void
lp_window_show_decisions (LpWindow *self)
{
  if (!self->shown || !lp_session_is_administering (self->session))
    return;
  lp_sidebar_select_first_group (self->sidebar);
  adw_leaflet_set_visible_child_name (self->leaflet, "content");
  lp_content_show_decisions (self->content);
}

void
lp_window_show_opening (LpWindow *self, GCancellable *cancellable)
{
  if (self->opening == NULL)
    {
      self->opening = lp_opening_page_new (self->session);
      gtk_stack_add_child (self->stack, self->opening);
    }

  lp_opening_page_set_cancellable (LP_OPENING_PAGE (self->opening), cancellable);
  gtk_stack_set_visible_child (self->stack, self->opening);
}

static void
show_first_run (LpWindow *self, const GError *error)
{
  if (self->first_run == NULL)
    {
      self->first_run = lp_first_run_new (self->session);
      gtk_stack_add_child (self->stack, self->first_run);
    }

  gtk_stack_set_visible_child (self->stack, self->first_run);
  if (error != NULL)
    lp_toast_show_error (GTK_WIDGET (self->toasts), error);
}

/* A plain member has nothing to administer: no tree, only My Licenses. */
static void
show_session (LpWindow *self)
{
  gboolean administering = lp_session_is_administering (self->session);

  self->shown = TRUE;
  self->loading = FALSE;
  self->filled = FALSE;
  lp_sidebar_set_session (self->sidebar, self->session);
  lp_content_set_session (self->content, self->session);
  gtk_stack_set_visible_child_name (self->stack, "main");
  if (administering)
    lp_sidebar_select_first_group (self->sidebar);
  else
    lp_sidebar_select_my_licenses (self->sidebar);
  adw_leaflet_set_visible_child_name (self->leaflet, administering ? "sidebar" : "content");
  lp_window_update_actions (self);
}

/* Whoever does not want to wait goes back to the choices; what has been loaded is kept for the next time. */
static void
on_loading_cancelled (LpWindow *self)
{
  lp_session_close (self->session);
}

/* The first snapshot is still on its way: empty lists would say that there is nothing. */
static void
show_loading (LpWindow *self)
{
  g_autoptr (GCancellable) cancellable = NULL;

  if (self->loading)
    return;

  cancellable = g_cancellable_new ();
  g_signal_connect_object (cancellable, "cancelled", G_CALLBACK (on_loading_cancelled), self,
                           G_CONNECT_SWAPPED);
  self->shown = FALSE;
  self->loading = TRUE;
  lp_window_show_opening (self, cancellable);
}

static void
show_open_session (LpWindow *self)
{
  if (lp_session_is_complete (self->session))
    show_session (self);
  else
    show_loading (self);
}

void
lp_window_opened (LpWindow *self, gboolean open, const GError *error)
{
  gboolean switching = self->switching;

  self->switching = FALSE;
  if (open)
    {
      if (switching || !self->shown)
        show_open_session (self);
    }
  else if (self->shown)
    {
      /* The switch to somebody else failed: whoever was shown before still is. */
      gtk_stack_set_visible_child_name (self->stack, "main");
      if (error != NULL)
        lp_toast_show_error (GTK_WIDGET (self->toasts), error);
    }
  else
    {
      show_first_run (self, error);
    }
}

/* The session tells of its state also when nothing has changed. */
static void
on_session_state_changed (LpWindow *self)
{
  LpSessionState state = lp_session_get_state (self->session);
  gboolean mapped = gtk_widget_get_mapped (GTK_WIDGET (self));

  if (self->switching)
    return;

  if (state == LP_SESSION_OPEN)
    {
      if (!self->shown)
        show_open_session (self);
      else
        lp_window_update_actions (self);
      return;
    }

  self->shown = FALSE;
  self->loading = FALSE;
  if (mapped && state == LP_SESSION_OPENING)
    lp_window_show_opening (self, NULL);
  else if (mapped)
    show_first_run (self, NULL);
}

static void
on_session_failed (LpWindow *self, const GError *error)
{
  lp_toast_show_error (GTK_WIDGET (self->toasts), error);
}

static void
show_service_page (LpWindow *self)
{
  if (self->service_page == NULL)
    {
      self->service_page = lp_service_page_new ();
      gtk_stack_add_child (self->stack, self->service_page);
    }
  gtk_stack_set_visible_child (self->stack, self->service_page);
  lp_service_page_set_error (LP_SERVICE_PAGE (self->service_page),
                             lp_session_get_service_error (self->session));
}

void
lp_window_show_main (LpWindow *self)
{
  if (self->service_page == NULL || gtk_stack_get_visible_child (self->stack) != self->service_page)
    return;
  if (self->shown)
    gtk_stack_set_visible_child_name (self->stack, "main");
  else
    lp_window_show_opening (self, NULL);
}

/* The embedded service has crashed, runs again, or cannot be made to. */
static void
on_service_state_changed (LpWindow *self)
{
  switch (lp_session_get_service_state (self->session))
    {
    case LP_SERVICE_RESTARTING:
      lp_toast_show (GTK_WIDGET (self->toasts),
                     _ ("License Central has stopped and is started again. Nothing is lost."));
      break;
    case LP_SERVICE_FAILED:
      show_service_page (self);
      break;
    case LP_SERVICE_FINE:
    default:
      lp_window_show_main (self);
    }
}

static void
on_group_activated (LpWindow *self, LpGroupItem *group)
{
  lp_content_show_group (self->content, group);
  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_FORWARD);
  lp_window_update_actions (self);
  g_signal_emit (self, signals[ASKED], 0);
}

static void
on_my_licenses_activated (LpWindow *self)
{
  lp_content_show_my_licenses (self->content);
  adw_leaflet_navigate (self->leaflet, ADW_NAVIGATION_DIRECTION_FORWARD);
  lp_window_update_actions (self);
  g_signal_emit (self, signals[ASKED], 0);
}

static void
on_layout_changed (LpWindow *self)
{
  gboolean folded = adw_leaflet_get_folded (self->leaflet);

  lp_sidebar_set_folded (self->sidebar, folded);
  lp_content_set_folded (self->content, folded);
}

static void
on_content_changed (LpWindow *self)
{
  lp_window_update_actions (self);
}

static void
on_content_filled (LpWindow *self)
{
  self->filled = TRUE;
  g_signal_emit (self, signals[FILLED], 0);
}

gboolean
lp_window_is_filled (LpWindow *self)
{
  return !self->shown || self->filled;
}

/* The size before it was maximized is what GtkWindow calls its default size. */
static void
restore_size (LpWindow *self)
{
  gtk_window_set_default_size (GTK_WINDOW (self), g_settings_get_int (self->settings, "window-width"),
                               g_settings_get_int (self->settings, "window-height"));
  if (g_settings_get_boolean (self->settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));
}

static gboolean
lp_window_close_request (GtkWindow *window)
{
  LpWindow *self = LP_WINDOW (window);
  int width, height;

  if (lp_discarding_close_all (window))
    return TRUE;
  if (self->settings != NULL)
    {
      gtk_window_get_default_size (window, &width, &height);
      g_settings_set_int (self->settings, "window-width", MAX (width, 360));
      g_settings_set_int (self->settings, "window-height", MAX (height, 294));
      g_settings_set_boolean (self->settings, "window-maximized", gtk_window_is_maximized (window));
    }
  return GTK_WINDOW_CLASS (lp_window_parent_class)->close_request (window);
}

static void
lp_window_constructed (GObject *object)
{
  LpWindow *self = LP_WINDOW (object);

  G_OBJECT_CLASS (lp_window_parent_class)->constructed (object);

  if (self->settings != NULL)
    restore_size (self);
  lp_preferences_apply_colors (self->settings);
  lp_content_set_settings (self->content, self->settings);
  g_signal_connect_object (self->session, "notify::state", G_CALLBACK (on_session_state_changed), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "notify::service-state", G_CALLBACK (on_service_state_changed),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->session, "failed", G_CALLBACK (on_session_failed), self, G_CONNECT_SWAPPED);
  on_layout_changed (self);
  lp_window_update_actions (self);
}

static void
lp_window_set_property (GObject *object, guint id, const GValue *value, GParamSpec *pspec)
{
  LpWindow *self = LP_WINDOW (object);

  switch (id)
    {
    case PROP_SESSION:
      self->session = g_value_dup_object (value);
      break;
    case PROP_SETTINGS:
      self->settings = g_value_dup_object (value);
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
lp_window_dispose (GObject *object)
{
  LpWindow *self = LP_WINDOW (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (lp_window_parent_class)->dispose (object);
}

static void
lp_window_class_init (LpWindowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = lp_window_constructed;
  object_class->set_property = lp_window_set_property;
  object_class->dispose = lp_window_dispose;
  GTK_WINDOW_CLASS (klass)->close_request = lp_window_close_request;

  properties[PROP_SESSION] = g_param_spec_object ("session", NULL, NULL, LP_TYPE_SESSION,
                                                  G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY |
                                                      G_PARAM_STATIC_STRINGS);
  properties[PROP_SETTINGS] = g_param_spec_object ("settings", NULL, NULL, G_TYPE_SETTINGS,
                                                   G_PARAM_WRITABLE | G_PARAM_CONSTRUCT_ONLY |
                                                       G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[ASKED] = g_signal_new ("asked", LP_TYPE_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE,
                                 0);
  signals[FILLED] = g_signal_new ("filled", LP_TYPE_WINDOW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 0);

  g_type_ensure (LP_TYPE_SIDEBAR);
  g_type_ensure (LP_TYPE_CONTENT);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/LicensePortal/ui/window.ui");
  gtk_widget_class_bind_template_child (widget_class, LpWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, LpWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, LpWindow, leaflet);
  gtk_widget_class_bind_template_child (widget_class, LpWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, LpWindow, content);
  gtk_widget_class_bind_template_callback (widget_class, on_group_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_my_licenses_activated);
  gtk_widget_class_bind_template_callback (widget_class, on_layout_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_content_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_content_filled);
  lp_window_install_actions (widget_class);
  lp_window_install_group_actions (widget_class);
}

static void
lp_window_init (LpWindow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

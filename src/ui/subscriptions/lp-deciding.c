/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "lp-decisions-private.h"
#include "lp-outbox.h"
#include "lp-replica.h"
#include "lp-toasts.h"

/* Pixels: below this a whole dialog may not fit. */
#define LOW_DISPLAY 900

/* What was clicked may be gone when the answer comes: the overlay stays as long as the window. */
static GtkWidget *
find_overlay (GtkWidget *from)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (from, ADW_TYPE_TOAST_OVERLAY);

  return overlay != NULL ? overlay : from;
}

LpDeciding *
lp_deciding_new (GtkWidget *from, LpSession *session, const char *subscription_id)
{
  LpReplica *replica = lp_session_get_replica (session);
  LpSubscription *subscription = replica != NULL ? lp_replica_get_subscription (replica, subscription_id)
                                                 : NULL;
  LpDeciding *self;

  if (subscription == NULL)
    {
      lp_toast_show (from, _ ("It no longer exists, or you may no longer see it."));
      return NULL;
    }
  self = g_new0 (LpDeciding, 1);
  self->from = g_object_ref (find_overlay (from));
  self->session = g_object_ref (session);
  self->subscription = subscription;
  return self;
}

LpDeciding *
lp_deciding_copy (const LpDeciding *self)
{
  LpDeciding *other = g_new0 (LpDeciding, 1);

  *other = *self;
  g_object_ref (other->from);
  g_object_ref (other->session);
  lp_subscription_ref (other->subscription);
  if (other->refused != NULL)
    g_object_ref (other->refused);
  other->reason = g_strdup (self->reason);
  other->credit = g_strdup (self->credit);
  return other;
}

void
lp_deciding_free (LpDeciding *self)
{
  g_object_unref (self->from);
  g_object_unref (self->session);
  lp_subscription_unref (self->subscription);
  g_clear_object (&self->refused);
  g_free (self->reason);
  g_free (self->credit);
  g_free (self);
}

GtkWindow *
lp_deciding_get_window (LpDeciding *self)
{
  GtkRoot *root = gtk_widget_get_root (self->from);

  return GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL;
}

char *
lp_deciding_dup_name (LpDeciding *self)
{
  LpReplica *replica = lp_session_get_replica (self->session);
  const char *id = self->subscription->product_id;
  g_autoptr (LpProduct) product = replica != NULL && id != NULL ? lp_replica_get_product (replica, id) : NULL;

  return g_strdup (product != NULL ? product->name : self->subscription->ticket_code);
}

gboolean
lp_deciding_is_offline (LpDeciding *self)
{
  return lp_session_get_link (self->session) != LP_LINK_CONNECTED;
}

static void
destroy_cb (gpointer data, GClosure *closure)
{
  lp_deciding_free (data);
}

static gboolean
is_display_low (GtkWindow *window)
{
  GdkSurface *surface = window != NULL ? gtk_native_get_surface (GTK_NATIVE (window)) : NULL;
  GdkMonitor *monitor = surface != NULL
                            ? gdk_display_get_monitor_at_surface (gdk_surface_get_display (surface), surface)
                            : NULL;
  GdkRectangle place = { 0 };

  if (monitor == NULL)
    return FALSE;
  gdk_monitor_get_geometry (monitor, &place);
  return place.height < LOW_DISPLAY;
}

void
lp_deciding_set_child (LpDeciding *self, GtkWidget *dialog, GtkWidget *child)
{
  if (is_display_low (lp_deciding_get_window (self)))
    child = g_object_new (GTK_TYPE_SCROLLED_WINDOW, "hscrollbar-policy", GTK_POLICY_NEVER,
                          "propagate-natural-height", TRUE, "propagate-natural-width", TRUE, "vexpand", TRUE,
                          "child", child, NULL);
  adw_message_dialog_set_extra_child (ADW_MESSAGE_DIALOG (dialog), child);
}

void
lp_deciding_present (LpDeciding *self, GtkWidget *dialog, GCallback response)
{
  g_signal_connect_data (dialog, "response", response, self, destroy_cb, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
lp_deciding_offer_undo (LpDeciding *self, const char *text, LpUndoFunc undo)
{
  g_autoptr (GtkWidget) from = g_object_ref (self->from);

  lp_toast_show_button (from, text, _ ("Undo"), g_cclosure_new (G_CALLBACK (undo), self, destroy_cb));
}

static void
submitted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LpDeciding) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (LpChange) change = lp_outbox_submit_finish (LP_OUTBOX (source), result, &error);

  if (change == NULL)
    {
      lp_toast_show_error (self->from, error);
      return;
    }
  switch (lp_change_get_state (change))
    {
    case LP_CHANGE_DONE:
      self->decided (self, NULL);
      break;
    case LP_CHANGE_REFUSED:
    case LP_CHANGE_CONFLICT:
      self->decided (self, lp_change_get_error (change));
      break;
    case LP_CHANGE_WAITING:
    case LP_CHANGE_SENDING:
    default:
      lp_toast_show (self->from, self->waiting);
    }
}

void
lp_deciding_submit (LpDeciding *self, LpRequest *request, const char *summary)
{
  lp_outbox_submit_async (lp_session_get_outbox (self->session), request, summary, NULL, submitted_cb,
                          lp_deciding_copy (self));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-change-row.h"
#include "lp-conflict-dialog.h"
#include "lp-format.h"

struct _LpChangeRow
{
  AdwActionRow parent_instance;

  /* Template */
  GtkButton *retry;
  GtkButton *discard;

  LpSession *session;
  LpOutbox *outbox;
  LpChange *change;
};

G_DEFINE_FINAL_TYPE (LpChangeRow, lp_change_row, ADW_TYPE_ACTION_ROW)

static char *
describe (LpChange *change)
{
  g_autofree char *time = lp_format_time (lp_change_get_created_at (change));
  g_autofree char *why = NULL;
  const GError *error = lp_change_get_error (change);

  switch (lp_change_get_state (change))
    {
    case LP_CHANGE_SENDING:
      return g_strdup (_ ("On its way"));
    case LP_CHANGE_CONFLICT:
      return g_strdup (_ ("Somebody else changed it in between. Compare, and decide what stays."));
    case LP_CHANGE_REFUSED:
      why = error != NULL ? lp_format_error (error) : g_strdup ("");
      /* Translators: %s is why the service refused a change */
      return g_strdup_printf (_ ("Refused: %s"), why);
    case LP_CHANGE_DONE:
      return g_strdup (_ ("Done"));
    case LP_CHANGE_WAITING:
    default:
      /* Translators: %s is a time, such as “14:02” */
      return g_strdup_printf (_ ("Waits for the connection since %s"), time);
    }
}

/* What arrived after the deadline it was shown with waits for a new decision (BGB § 130): sending it again as it is
 * would be refused again. */
static gboolean
missed_deadline (LpChangeRow *self)
{
  return lp_change_get_state (self->change) == LP_CHANGE_REFUSED &&
         g_error_matches (lp_change_get_error (self->change), LP_ERROR, LP_ERROR_DEADLINE_PASSED);
}

/* The subscription that a single cancellation is about; several are chosen anew. */
static char *
dup_subscription_id (LpChangeRow *self)
{
  g_auto (GStrv) parts = g_strsplit (lp_change_get_request (self->change)->path, "/", -1);

  if (g_strv_length (parts) != 5 || !g_str_equal (parts[2], "subscriptions"))
    return NULL;
  return g_uri_unescape_string (parts[3], NULL);
}

static const char *
get_retry_label (LpChangeRow *self)
{
  if (missed_deadline (self))
    return _ ("Decide Again…");
  return lp_change_get_state (self->change) == LP_CHANGE_CONFLICT ? _ ("Compare…") : _ ("Try Again");
}

char *
lp_change_row_describe (LpChange *change)
{
  g_autofree char *code = lp_change_dup_ticket_code (change);
  g_autofree char *text = describe (change);

  return code != NULL ? g_strconcat (code, "\n", text, NULL) : g_steal_pointer (&text);
}

static void
update (LpChangeRow *self)
{
  g_autofree char *subscription = dup_subscription_id (self);
  LpChangeState state = lp_change_get_state (self->change);
  g_autofree char *subtitle = lp_change_row_describe (self->change);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  gtk_widget_set_visible (GTK_WIDGET (self->retry),
                          state == LP_CHANGE_CONFLICT || (state == LP_CHANGE_REFUSED &&
                                                          (!missed_deadline (self) || subscription != NULL)));
  gtk_button_set_label (self->retry, get_retry_label (self));
  gtk_widget_set_sensitive (GTK_WIDGET (self->discard), state != LP_CHANGE_SENDING);
}

GtkWidget *
lp_change_row_new (LpSession *session, LpChange *change)
{
  LpChangeRow *self = g_object_new (LP_TYPE_CHANGE_ROW, "use-markup", FALSE, "title",
                                    lp_change_get_summary (change), NULL);

  self->session = g_object_ref (session);
  self->outbox = g_object_ref (lp_session_get_outbox (session));
  self->change = g_object_ref (change);
  g_signal_connect_object (change, "notify::state", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}

/* In the window, over which this dialog lies. */
static void
decide_again (LpChangeRow *self)
{
  GtkWindow *dialog = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  GtkWindow *window = gtk_window_get_transient_for (dialog);
  g_autofree char *subscription = dup_subscription_id (self);
  gint64 change = lp_change_get_id (self->change);

  gtk_window_close (dialog);
  if (window != NULL)
    gtk_widget_activate_action (GTK_WIDGET (window), "win.decide-again", "(sx)", subscription, change);
}

static void
on_retry (LpChangeRow *self)
{
  GtkWindow *dialog;

  if (missed_deadline (self))
    {
      decide_again (self);
      return;
    }
  if (lp_change_get_state (self->change) != LP_CHANGE_CONFLICT)
    {
      lp_outbox_retry (self->outbox, self->change, FALSE);
      return;
    }
  dialog = lp_conflict_dialog_new (self->session, self->change);
  gtk_window_set_transient_for (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))));
  gtk_window_present (dialog);
}

static void
discard_response (LpChangeRow *self, const char *response)
{
  if (g_str_equal (response, "discard"))
    lp_outbox_discard (self->outbox, self->change);
}

static void
on_discard (LpChangeRow *self)
{
  GtkWindow *parent = GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self)));
  GtkWidget *dialog = adw_message_dialog_new (parent, _ ("Discard This Change?"), NULL);

  adw_message_dialog_format_body (ADW_MESSAGE_DIALOG (dialog),
                                  _ ("“%s” will not be carried out. What License "
                                     "Central holds stays as it is."),
                                  lp_change_get_summary (self->change));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("Cancel"), "discard",
                                    _ ("Discard"), NULL);
  adw_message_dialog_set_response_appearance (ADW_MESSAGE_DIALOG (dialog), "discard",
                                              ADW_RESPONSE_DESTRUCTIVE);
  g_signal_connect_object (dialog, "response", G_CALLBACK (discard_response), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
lp_change_row_dispose (GObject *object)
{
  LpChangeRow *self = LP_CHANGE_ROW (object);

  g_clear_object (&self->outbox);
  g_clear_object (&self->change);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (lp_change_row_parent_class)->dispose (object);
}

static void
lp_change_row_class_init (LpChangeRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lp_change_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/LicensePortal/ui/change-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LpChangeRow, retry);
  gtk_widget_class_bind_template_child (widget_class, LpChangeRow, discard);
  gtk_widget_class_bind_template_callback (widget_class, on_retry);
  gtk_widget_class_bind_template_callback (widget_class, on_discard);
}

static void
lp_change_row_init (LpChangeRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-change-row.h"
#include "lp-format.h"
#include "lp-outbox.h"
#include "lp-unsent-dialog.h"
#include "lp-unsent.h"

/* More than these nobody reads in a question; the list of changes has them all. */
#define MAX_SHOWN 3

struct _LpUnsentDialog
{
  AdwMessageDialog parent_instance;

  /* Template */
  GtkLabel *note;
  GtkListBox *changes;
  GtkLabel *more;

  LpSession *session;
  LpOutbox *outbox;
  gboolean wipes;
};

G_DEFINE_FINAL_TYPE (LpUnsentDialog, lp_unsent_dialog, ADW_TYPE_MESSAGE_DIALOG)

static void
show_changes (LpUnsentDialog *self)
{
  GListModel *outbox = G_LIST_MODEL (self->outbox);
  guint n_items = g_list_model_get_n_items (outbox);
  g_autofree char *number = lp_format_count ((gint64) n_items - MIN (n_items, MAX_SHOWN));
  g_autofree char *more = NULL;
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->changes, 0)) != NULL)
    gtk_list_box_remove (self->changes, GTK_WIDGET (row));
  for (guint i = 0; i < MIN (n_items, MAX_SHOWN); i++)
    {
      g_autoptr (LpChange) change = g_list_model_get_item (outbox, i);
      g_autofree char *text = lp_change_row_describe (change);

      gtk_list_box_append (self->changes,
                           g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title",
                                         lp_change_get_summary (change), "subtitle", text, NULL));
    }
  /* Translators: how many changes are not listed. */
  more = g_strdup_printf (ngettext ("and %s more", "and %s more", n_items - MIN (n_items, MAX_SHOWN)),
                          number);
  gtk_label_set_label (self->more, more);
  gtk_widget_set_visible (GTK_WIDGET (self->more), n_items > MAX_SHOWN);
}

static char *
dup_heading (guint count)
{
  g_autofree char *number = lp_format_count (count);

  return g_strdup_printf (ngettext ("%s Change Has Not Been Sent", "%s Changes Have Not Been Sent", count),
                          number);
}

static const char *
get_body (LpUnsentDialog *self)
{
  if (self->wipes)
    return _ (
        "Signing out deletes what is stored for you on this computer, and these changes with it. License Central "
        "does not know of them yet.");
  return _ (
      "They belong to the account that you are leaving. They stay on this computer and are sent when the same "
      "person signs in there again.");
}

static void
update (LpUnsentDialog *self)
{
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (self);
  guint count = lp_unsent_count (self->session);
  g_autofree char *heading = dup_heading (count);

  if (count == 0) /* sent meanwhile, or discarded one by one: nothing is left to be asked */
    {
      adw_message_dialog_response (dialog, "leave");
      gtk_window_close (GTK_WINDOW (self));
      return;
    }
  adw_message_dialog_set_heading (dialog, heading);
  adw_message_dialog_set_response_enabled (dialog, "send", lp_unsent_can_send (self->session));
  show_changes (self);
}

GtkWidget *
lp_unsent_dialog_new (LpSession *session, gboolean wipes, const char *note)
{
  LpUnsentDialog *self = g_object_new (LP_TYPE_UNSENT_DIALOG, NULL);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (self);
  LpOutbox *outbox = lp_session_get_outbox (session);

  self->session = g_object_ref (session);
  self->outbox = g_object_ref (outbox);
  self->wipes = wipes;
  gtk_label_set_label (self->note, note != NULL ? note : "");
  gtk_widget_set_visible (GTK_WIDGET (self->note), note != NULL);
  adw_message_dialog_set_body (dialog, get_body (self));
  if (wipes)
    adw_message_dialog_set_response_appearance (dialog, "leave", ADW_RESPONSE_DESTRUCTIVE);
  else
    adw_message_dialog_set_response_label (dialog, "leave", _ ("_Keep and Switch"));
  g_signal_connect_object (outbox, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (session, "notify::link", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WIDGET (self);
}

static void
lp_unsent_dialog_dispose (GObject *object)
{
  LpUnsentDialog *self = LP_UNSENT_DIALOG (object);

  g_clear_object (&self->outbox);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (lp_unsent_dialog_parent_class)->dispose (object);
}

static void
lp_unsent_dialog_class_init (LpUnsentDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lp_unsent_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/LicensePortal/ui/unsent-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, LpUnsentDialog, note);
  gtk_widget_class_bind_template_child (widget_class, LpUnsentDialog, changes);
  gtk_widget_class_bind_template_child (widget_class, LpUnsentDialog, more);
}

static void
lp_unsent_dialog_init (LpUnsentDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-format.h"
#include "lp-sending-dialog.h"

struct _LpSendingDialog
{
  AdwMessageDialog parent_instance;

  /* Template */
  GtkProgressBar *bar;
};

G_DEFINE_FINAL_TYPE (LpSendingDialog, lp_sending_dialog, ADW_TYPE_MESSAGE_DIALOG)

void
lp_sending_dialog_set_progress (LpSendingDialog *self, guint n_done, guint n_total)
{
  g_autofree char *done = lp_format_count (n_done);
  g_autofree char *total = lp_format_count (n_total);
  /* Translators: how many changes have been sent, and how many there are. */
  g_autofree char *text = g_strdup_printf (_ ("%s of %s"), done, total);

  gtk_progress_bar_set_fraction (self->bar, n_total > 0 ? (double) n_done / n_total : 1);
  adw_message_dialog_set_body (ADW_MESSAGE_DIALOG (self), text);
}

static void
lp_sending_dialog_class_init (LpSendingDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/LicensePortal/ui/sending-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, LpSendingDialog, bar);
}

static void
lp_sending_dialog_init (LpSendingDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

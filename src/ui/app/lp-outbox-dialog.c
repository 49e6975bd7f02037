/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-change-row.h"
#include "lp-outbox-dialog.h"

struct _LpOutboxDialog
{
  AdwWindow parent_instance;

  /* Template */
  GtkStack *stack;
  GtkListBox *changes;

  LpSession *session;
  LpOutbox *outbox;
};

G_DEFINE_FINAL_TYPE (LpOutboxDialog, lp_outbox_dialog, ADW_TYPE_WINDOW)

static GtkWidget *
create_row (gpointer item, gpointer user_data)
{
  LpOutboxDialog *self = user_data;

  return lp_change_row_new (self->session, item);
}

static void
update_stack (LpOutboxDialog *self)
{
  gboolean empty = g_list_model_get_n_items (G_LIST_MODEL (self->outbox)) == 0;

  gtk_stack_set_visible_child_name (self->stack, empty ? "empty" : "list");
}

GtkWindow *
lp_outbox_dialog_new (LpSession *session)
{
  LpOutboxDialog *self = g_object_new (LP_TYPE_OUTBOX_DIALOG, NULL);
  LpOutbox *outbox = lp_session_get_outbox (session);

  self->session = g_object_ref (session);
  self->outbox = g_object_ref (outbox);
  gtk_list_box_bind_model (self->changes, G_LIST_MODEL (outbox), create_row, self, NULL);
  g_signal_connect_object (outbox, "items-changed", G_CALLBACK (update_stack), self, G_CONNECT_SWAPPED);
  update_stack (self);
  return GTK_WINDOW (self);
}

static void
lp_outbox_dialog_dispose (GObject *object)
{
  LpOutboxDialog *self = LP_OUTBOX_DIALOG (object);

  if (self->changes != NULL)
    gtk_list_box_bind_model (self->changes, NULL, NULL, NULL, NULL);
  g_clear_object (&self->outbox);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (lp_outbox_dialog_parent_class)->dispose (object);
}

static void
lp_outbox_dialog_class_init (LpOutboxDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lp_outbox_dialog_dispose;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_DIALOG);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/LicensePortal/ui/outbox-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, LpOutboxDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, LpOutboxDialog, changes);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
lp_outbox_dialog_init (LpOutboxDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

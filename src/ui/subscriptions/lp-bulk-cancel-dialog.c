/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-bulk-cancel-dialog.h"
#include "lp-cancel-plan.h"
#include "lp-cancel-row.h"
#include "lp-format.h"

G_STATIC_ASSERT (LP_BULK_CANCEL_MAX == LP_BATCH_MAX);

struct _LpBulkCancelDialog
{
  AdwWindow parent_instance;

  /* Template */
  GtkButton *close;
  GtkButton *run;
  GtkButton *undo;
  GtkStack *stack;
  GtkProgressBar *progress;
  GtkLabel *summary;
  GtkLabel *left_out;
  GtkLabel *note;
  GtkListView *view;
  AdwStatusPage *working;
  GtkWidget *spinner;

  LpCancelPlan *plan;
};

G_DEFINE_FINAL_TYPE (LpBulkCancelDialog, lp_bulk_cancel_dialog, ADW_TYPE_WINDOW)

static const char *
get_note (LpBulkCancelDialog *self, const char *error_text)
{
  if (*error_text != '\0')
    return error_text;
  if (lp_cancel_plan_get_state (self->plan) == LP_PLAN_READY && lp_cancel_plan_is_offline (self->plan))
    return _ (
        "License Central cannot be reached: the cancellations are not yet received. They wait for the "
        "connection and go out all or none; if a deadline passes before they arrive, all of them wait for you "
        "to decide again.");
  return "";
}

static void
show_working (LpBulkCancelDialog *self)
{
  guint n_able, n_late, n_refused;
  g_autofree char *count = NULL;
  g_autofree char *text = NULL;
  gboolean undoing = lp_cancel_plan_get_state (self->plan) == LP_PLAN_UNDOING;

  lp_cancel_plan_get_counts (self->plan, &n_able, &n_late, &n_refused);
  count = lp_format_count (n_able);
  text = undoing ? g_strdup_printf (ngettext ("Reinstating %s Subscription…", "Reinstating %s Subscriptions…",
                                              n_able),
                                    count)
                 : g_strdup_printf (ngettext ("Cancelling %s Subscription…", "Cancelling %s Subscriptions…",
                                              n_able),
                                    count);
  adw_status_page_set_title (self->working, text);
  adw_status_page_set_description (self->working,
                                   _ ("Nothing is sent twice, even if the connection breaks."));
  adw_status_page_set_icon_name (self->working, NULL);
  gtk_widget_set_visible (self->spinner, TRUE);
  gtk_stack_set_visible_child_name (self->stack, "working");
}

static void
show_end (LpBulkCancelDialog *self, const char *icon, const char *title, const char *description)
{
  adw_status_page_set_icon_name (self->working, icon);
  adw_status_page_set_title (self->working, title);
  adw_status_page_set_description (self->working, description);
  gtk_widget_set_visible (self->spinner, FALSE);
  gtk_stack_set_visible_child_name (self->stack, "working");
}

static void
show_preview (LpBulkCancelDialog *self)
{
  g_autofree char *summary = lp_cancel_plan_dup_summary (self->plan);
  g_autofree char *left_out = lp_cancel_plan_dup_left_out (self->plan);
  g_autofree char *error_text = NULL;
  const char *note;

  g_object_get (self->plan, "error-text", &error_text, NULL);
  note = get_note (self, error_text);
  gtk_label_set_label (self->summary, summary);
  gtk_label_set_label (self->left_out, left_out);
  gtk_widget_set_visible (GTK_WIDGET (self->left_out), *left_out != '\0');
  gtk_label_set_label (self->note, note);
  gtk_widget_set_visible (GTK_WIDGET (self->note), *note != '\0');
  gtk_stack_set_visible_child_name (self->stack, "preview");
}

static void
show_state (LpBulkCancelDialog *self, LpPlanState state)
{
  switch (state)
    {
    case LP_PLAN_READING:
      gtk_stack_set_visible_child_name (self->stack, "reading");
      break;
    case LP_PLAN_RUNNING:
    case LP_PLAN_UNDOING:
      show_working (self);
      break;
    case LP_PLAN_WAITING:
      show_end (
          self, "connection-offline-symbolic", _ ("Not Yet Received"),
          _ ("The cancellations wait for the connection. They can be looked at and discarded in the list of "
             "waiting changes."));
      break;
    case LP_PLAN_UNDONE:
      show_end (self, "edit-undo-symbolic", _ ("Taken Back"),
                _ ("The subscriptions renew by themselves again."));
      break;
    case LP_PLAN_READY:
    case LP_PLAN_DONE:
    default:
      show_preview (self);
    }
}

static void
update (LpBulkCancelDialog *self)
{
  LpPlanState state = lp_cancel_plan_get_state (self->plan);
  guint n_able, n_late, n_refused;
  g_autofree char *count = NULL;
  g_autofree char *label = NULL;

  lp_cancel_plan_get_counts (self->plan, &n_able, &n_late, &n_refused);
  count = lp_format_count (n_able);
  label = g_strdup_printf (ngettext ("_Cancel %s Subscription", "_Cancel %s Subscriptions", n_able), count);
  gtk_button_set_label (self->run, label);
  gtk_widget_set_sensitive (GTK_WIDGET (self->run), n_able > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->run), state == LP_PLAN_READY);
  gtk_widget_set_visible (GTK_WIDGET (self->undo), lp_cancel_plan_can_undo (self->plan));
  gtk_button_set_label (self->close, state <= LP_PLAN_READY ? _ ("_Keep All") : _ ("_Close"));
  show_state (self, state);
}

static void
on_progress (LpBulkCancelDialog *self)
{
  g_autofree char *text = NULL;
  double progress;

  g_object_get (self->plan, "progress", &progress, "progress-text", &text, NULL);
  gtk_progress_bar_set_fraction (self->progress, progress);
  gtk_progress_bar_set_text (self->progress, text);
}

static void
on_run (LpBulkCancelDialog *self)
{
  lp_cancel_plan_run (self->plan);
}

static void
on_undo (LpBulkCancelDialog *self)
{
  lp_cancel_plan_undo (self->plan);
}

static void
setup (GtkListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  gtk_list_item_set_child (list_item, g_object_new (LP_TYPE_CANCEL_ROW, NULL));
  gtk_list_item_set_activatable (list_item, FALSE);
}

static void
bind (GtkListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  lp_cancel_row_set_item (LP_CANCEL_ROW (gtk_list_item_get_child (list_item)),
                          gtk_list_item_get_item (list_item));
}

static void
unbind (GtkListItemFactory *factory, GtkListItem *list_item, gpointer user_data)
{
  lp_cancel_row_set_item (LP_CANCEL_ROW (gtk_list_item_get_child (list_item)), NULL);
}

void
lp_bulk_cancel_present (GtkWidget *from, LpSession *session, GArray *rows)
{
  LpBulkCancelDialog *self = g_object_new (LP_TYPE_BULK_CANCEL_DIALOG, NULL);
  GtkRoot *root = gtk_widget_get_root (from);
  g_autoptr (GtkNoSelection) model = NULL;

  self->plan = lp_cancel_plan_new (session, (const guint32 *) (gpointer) rows->data, rows->len);
  model = gtk_no_selection_new (G_LIST_MODEL (g_object_ref (self->plan)));
  gtk_list_view_set_model (self->view, GTK_SELECTION_MODEL (model));
  g_signal_connect_object (self->plan, "notify::state", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->plan, "notify::progress", G_CALLBACK (on_progress), self, G_CONNECT_SWAPPED);
  update (self);
  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (root));
  gtk_window_present (GTK_WINDOW (self));
}

static void
lp_bulk_cancel_dialog_dispose (GObject *object)
{
  g_clear_object (&LP_BULK_CANCEL_DIALOG (object)->plan);

  G_OBJECT_CLASS (lp_bulk_cancel_dialog_parent_class)->dispose (object);
}

static void
lp_bulk_cancel_dialog_class_init (LpBulkCancelDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lp_bulk_cancel_dialog_dispose;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_DIALOG);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/LicensePortal/ui/bulk-cancel-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, LpBulkCancelDialog, close);
  gtk_widget_class_bind_template_child (widget_class, LpBulkCancelDialog, run);
  gtk_widget_class_bind_template_child (widget_class, LpBulkCancelDialog, undo);
  gtk_widget_class_bind_template_child (widget_class, LpBulkCancelDialog, stack);
  gtk_widget_class_bind_template_child (widget_class, LpBulkCancelDialog, progress);
  gtk_widget_class_bind_template_child (widget_class, LpBulkCancelDialog, summary);
  gtk_widget_class_bind_template_child (widget_class, LpBulkCancelDialog, left_out);
  gtk_widget_class_bind_template_child (widget_class, LpBulkCancelDialog, note);
  gtk_widget_class_bind_template_child (widget_class, LpBulkCancelDialog, view);
  gtk_widget_class_bind_template_child (widget_class, LpBulkCancelDialog, working);
  gtk_widget_class_bind_template_child (widget_class, LpBulkCancelDialog, spinner);
  gtk_widget_class_bind_template_callback (widget_class, on_run);
  gtk_widget_class_bind_template_callback (widget_class, on_undo);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
lp_bulk_cancel_dialog_init (LpBulkCancelDialog *self)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (factory, "setup", G_CALLBACK (setup), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind), NULL);
  g_signal_connect (factory, "unbind", G_CALLBACK (unbind), NULL);
  gtk_list_view_set_factory (self->view, factory);
}

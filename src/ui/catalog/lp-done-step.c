/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "lp-format.h"
#include "lp-saving.h"
#include "lp-steps.h"
#include "lp-ticket-sheet.h"

#define LP_TYPE_CODE_ROW (lp_code_row_get_type ())
G_DECLARE_FINAL_TYPE (LpCodeRow, lp_code_row, LP, CODE_ROW, AdwPreferencesRow)

struct _LpCodeRow
{
  AdwPreferencesRow parent_instance;

  /* Template */
  GtkLabel *code;
};

G_DEFINE_FINAL_TYPE (LpCodeRow, lp_code_row, ADW_TYPE_PREFERENCES_ROW)

static void
on_copy_code (LpCodeRow *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), gtk_label_get_text (self->code));
}

static void
lp_code_row_class_init (LpCodeRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/LicensePortal/ui/license-code-row.ui");
  gtk_widget_class_bind_template_child (widget_class, LpCodeRow, code);
  gtk_widget_class_bind_template_callback_full (widget_class, "on_copy", G_CALLBACK (on_copy_code));
}

static void
lp_code_row_init (LpCodeRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

struct _LpDoneStep
{
  AdwBin parent_instance;

  /* Template */
  AdwStatusPage *status;
  GtkWidget *tickets_group;
  GtkListBox *list;
  GtkWidget *copy;
  GtkWidget *allocate;

  /* Owned */
  LpLicenseDraft *draft;
  GtkFileChooserNative *chooser; /* nullable: while it is open */
};

G_DEFINE_FINAL_TYPE (LpDoneStep, lp_done_step, ADW_TYPE_BIN)

enum
{
  ANOTHER,
  ALLOCATE,
  TOAST,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
on_another (LpDoneStep *self)
{
  g_signal_emit (self, signals[ANOTHER], 0);
}

static void
on_allocate (LpDoneStep *self)
{
  g_signal_emit (self, signals[ALLOCATE], 0);
}

static void
on_copy (LpDoneStep *self)
{
  GPtrArray *tickets = lp_license_draft_get_tickets (self->draft);
  GString *codes = g_string_new (NULL);
  g_autofree char *text = NULL;

  for (guint i = 0; i < tickets->len; i++)
    g_string_append_printf (codes, "%s%s", i > 0 ? "\n" : "",
                            ((LpTicket *) g_ptr_array_index (tickets, i))->code);
  text = g_string_free (codes, FALSE);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
  g_signal_emit (self, signals[TOAST], 0,
                 ngettext ("Ticket code copied", "Ticket codes copied", tickets->len));
}

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LpDoneStep) self = LP_DONE_STEP (user_data);
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    text = g_strdup (_ ("Tickets saved"));
  else
    /* Translators: %s is the reason, a sentence of the system. */
    text = g_strdup_printf (_ ("The tickets could not be saved: %s"), error->message);
  g_signal_emit (self, signals[TOAST], 0, text);
}

static void
chosen_cb (LpDoneStep *self, int response)
{
  g_autoptr (GFile) file = NULL;
  g_autoptr (GBytes) csv = NULL;
  char *text;

  if (response == GTK_RESPONSE_ACCEPT)
    {
      file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (self->chooser));
      text = lp_license_draft_dup_csv (self->draft);
      csv = g_bytes_new_take (text, strlen (text));
      g_file_replace_contents_bytes_async (file, csv, NULL, FALSE, G_FILE_CREATE_REPLACE_DESTINATION, NULL,
                                           saved_cb, g_object_ref (self));
    }
  g_clear_object (&self->chooser);
}

static void
on_save (LpDoneStep *self)
{
  const LpOrder *order = lp_license_draft_get_order (self->draft);
  g_autofree char *name = g_strdup_printf ("%s.csv", order != NULL ? order->number : "tickets");
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  g_clear_object (&self->chooser);
  self->chooser = lp_saving_chooser_new (_ ("Save Tickets"), GTK_WINDOW (root), NULL, name);
  g_signal_connect_object (self->chooser, "response", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

static void
printed_cb (LpDoneStep *self, GtkPrintOperationResult result, GtkPrintOperation *operation)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;

  if (result != GTK_PRINT_OPERATION_RESULT_ERROR)
    return;
  gtk_print_operation_get_error (operation, &error);
  /* Translators: %s is the reason, a sentence of the system. */
  text = g_strdup_printf (_ ("The ticket sheet could not be printed: %s"), error->message);
  g_signal_emit (self, signals[TOAST], 0, text);
}

static void
on_print (LpDoneStep *self)
{
  g_autoptr (GtkPrintOperation)
      operation = lp_ticket_sheet_new (lp_license_draft_get_order (self->draft)->number,
                                       lp_license_draft_get_group (self->draft)->path,
                                       lp_license_draft_get_tickets (self->draft));
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_print_operation_set_allow_async (operation, TRUE);
  g_signal_connect_object (operation, "done", G_CALLBACK (printed_cb), self, G_CONNECT_SWAPPED);
  gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, GTK_WINDOW (root), NULL);
}

static void
show_status (LpDoneStep *self, const LpOrder *order, guint n_tickets)
{
  g_autofree char *title = NULL;
  g_autofree char *text = NULL;

  if (order == NULL)
    {
      adw_status_page_set_icon_name (self->status, "document-send-symbolic");
      adw_status_page_set_title (self->status, _ ("Waiting to Be Sent"));
      adw_status_page_set_description (
          self->status,
          _ ("License Central cannot be reached at the moment. The order is stored on this computer "
             "and will be sent, once, as soon as it can be reached."));
      return;
    }
  if (order->state == LP_ORDER_REQUESTED)
    {
      adw_status_page_set_icon_name (self->status, "document-open-recent-symbolic");
      adw_status_page_set_title (self->status, _ ("Waiting for Approval"));
      /* Translators: %s is the number of an order. */
      text = g_strdup_printf (_ ("Order %s will be carried out as soon as somebody else has approved it."),
                              order->number);
      adw_status_page_set_description (self->status, text);
      return;
    }
  title = g_strdup_printf (ngettext ("%u License Created", "%u Licenses Created", n_tickets), n_tickets);
  /* Translators: %s is the number of an order. */
  text = g_strdup_printf (_ ("Order %s"), order->number);
  adw_status_page_set_icon_name (self->status, "emblem-ok-symbolic");
  adw_status_page_set_title (self->status, title);
  adw_status_page_set_description (self->status, text);
}

static void
show_tickets (LpDoneStep *self, GPtrArray *tickets)
{
  GtkWidget *child;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->list))) != NULL)
    gtk_list_box_remove (self->list, child);
  for (guint i = 0; i < tickets->len; i++)
    {
      const LpTicket *ticket = g_ptr_array_index (tickets, i);
      LpCodeRow *row = g_object_new (LP_TYPE_CODE_ROW, "title", ticket->code, NULL);

      gtk_label_set_text (row->code, ticket->code);
      gtk_list_box_append (self->list, GTK_WIDGET (row));
    }
  gtk_widget_set_visible (self->tickets_group, tickets->len > 0);
  gtk_widget_set_visible (self->allocate, tickets->len > 0);
}

static void
step_changed_cb (LpDoneStep *self)
{
  GPtrArray *tickets = lp_license_draft_get_tickets (self->draft);

  if (lp_license_draft_get_step (self->draft) != LP_STEP_DONE)
    return;
  show_status (self, lp_license_draft_get_order (self->draft), tickets->len);
  show_tickets (self, tickets);
}

/* Codes are there to be handed out; without any there is nothing to begin with. */
static gboolean
lp_done_step_grab_focus (GtkWidget *widget)
{
  LpDoneStep *self = LP_DONE_STEP (widget);

  return gtk_widget_get_visible (self->tickets_group) && gtk_widget_grab_focus (self->copy);
}

static void
lp_done_step_dispose (GObject *object)
{
  LpDoneStep *self = LP_DONE_STEP (object);

  g_clear_object (&self->chooser);
  g_clear_object (&self->draft);
  G_OBJECT_CLASS (lp_done_step_parent_class)->dispose (object);
}

static void
lp_done_step_class_init (LpDoneStepClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lp_done_step_dispose;
  widget_class->grab_focus = lp_done_step_grab_focus;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/LicensePortal/ui/license-done-step.ui");
  gtk_widget_class_bind_template_child (widget_class, LpDoneStep, status);
  gtk_widget_class_bind_template_child (widget_class, LpDoneStep, tickets_group);
  gtk_widget_class_bind_template_child (widget_class, LpDoneStep, list);
  gtk_widget_class_bind_template_child (widget_class, LpDoneStep, copy);
  gtk_widget_class_bind_template_child (widget_class, LpDoneStep, allocate);
  gtk_widget_class_bind_template_callback (widget_class, on_another);
  gtk_widget_class_bind_template_callback (widget_class, on_allocate);
  gtk_widget_class_bind_template_callback (widget_class, on_copy);
  gtk_widget_class_bind_template_callback (widget_class, on_print);
  gtk_widget_class_bind_template_callback (widget_class, on_save);
  signals[ANOTHER] = g_signal_new ("another", LP_TYPE_DONE_STEP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
  signals[ALLOCATE] = g_signal_new ("allocate", LP_TYPE_DONE_STEP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 0);
  signals[TOAST] = g_signal_new ("toast", LP_TYPE_DONE_STEP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                 G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
lp_done_step_init (LpDoneStep *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
lp_done_step_set_draft (LpDoneStep *self, LpLicenseDraft *draft)
{
  self->draft = g_object_ref (draft);
  g_signal_connect_object (draft, "notify::step", G_CALLBACK (step_changed_cb), self, G_CONNECT_SWAPPED);
}

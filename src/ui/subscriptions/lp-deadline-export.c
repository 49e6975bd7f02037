/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "lp-deadline-calendar.h"
#include "lp-deadline-export.h"
#include "lp-format.h"
#include "lp-saving.h"
#include "lp-toasts.h"

typedef struct
{
  GtkWidget *from; /* the toast overlay */
  LpSession *session;
  GArray *rows;
  int alarm_days;
  GtkFileChooserNative *chooser; /* lives until it is answered */
} Exporting;

static void
exporting_free (Exporting *self)
{
  g_object_unref (self->from);
  g_object_unref (self->session);
  g_array_unref (self->rows);
  g_clear_object (&self->chooser);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Exporting, exporting_free)

static char *
describe (guint n_written, guint n_asked)
{
  g_autofree char *written = lp_format_count (n_written);
  g_autofree char *asked = lp_format_count (n_asked);

  if (n_written == 0)
    return g_strdup (_ ("None of them has a deadline: the calendar is empty"));
  if (n_written == n_asked)
    return g_strdup_printf (ngettext ("Exported %s deadline", "Exported %s deadlines", n_written), written);
  /* Translators: how many deadlines, of how many subscriptions */
  return g_strdup_printf (ngettext ("Exported %s deadline of %s subscriptions; the others have none",
                                    "Exported %s deadlines of %s subscriptions; the others have none",
                                    n_written),
                          written, asked);
}

static void
written_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Exporting) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autofree char *text = NULL;
  guint n_written;

  if (!lp_deadline_calendar_write_finish (result, &n_written, &error))
    {
      lp_toast_show_error (self->from, error);
      return;
    }
  text = describe (n_written, self->rows->len);
  lp_toast_show (self->from, text);
}

static void
response_cb (GtkNativeDialog *chooser, int response, Exporting *exporting)
{
  g_autoptr (Exporting) self = exporting;
  g_autoptr (GFile) file = NULL;

  if (response != GTK_RESPONSE_ACCEPT)
    return;
  file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  lp_toast_show (self->from, _ ("Exporting deadlines…"));
  lp_deadline_calendar_write_async (self->session, (const guint32 *) (gpointer) self->rows->data,
                                    self->rows->len, self->alarm_days, file, NULL, written_cb, self);
  exporting = g_steal_pointer (&self);
}

void
lp_deadline_export (GtkWidget *from, LpSession *session, GArray *rows, int alarm_days)
{
  GtkWidget *overlay = gtk_widget_get_ancestor (from, ADW_TYPE_TOAST_OVERLAY);
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  g_autofree char *count = lp_format_count (rows->len);
  /* Translators: title of a dialog for a file; %s is a number */
  g_autofree char *title = g_strdup_printf (ngettext ("Export the Deadline of %s Subscription",
                                                      "Export the Deadlines of %s Subscriptions", rows->len),
                                            count);
  Exporting *self = g_new0 (Exporting, 1);

  self->from = g_object_ref (overlay != NULL ? overlay : from);
  self->session = g_object_ref (session);
  self->rows = g_array_ref (rows);
  self->alarm_days = alarm_days;
  self->chooser = lp_saving_chooser_new (title, GTK_WINDOW (gtk_widget_get_root (from)), _ ("_Export"),
                                         /* Translators: the proposed name of a file */
                                         _ ("Subscription deadlines.ics"));
  gtk_file_filter_set_name (filter, _ ("Calendars"));
  gtk_file_filter_add_mime_type (filter, "text/calendar");
  gtk_file_chooser_add_filter (GTK_FILE_CHOOSER (self->chooser), filter);
  g_signal_connect (self->chooser, "response", G_CALLBACK (response_cb), self);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (self->chooser));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-format.h"
#include "lp-leaving.h"
#include "lp-outbox-dialog.h"
#include "lp-saving.h"
#include "lp-sending-dialog.h"
#include "lp-unsent-dialog.h"
#include "lp-unsent.h"

/* ask ⇄ send, and ask ⇄ save, until the person stays or nothing is in the way any more. */

typedef struct
{
  GtkWindow *parent;
  gboolean wipes;
  GtkFileChooserNative *chooser; /* nullable: while a file is chosen */
  LpSendingDialog *dialog;       /* nullable: while something is sent */
  GCancellable *cancellable;     /* likewise */
} Leaving;

static void ask (GTask *task, const char *note);

static void
leaving_free (Leaving *leaving)
{
  g_clear_object (&leaving->chooser);
  g_clear_object (&leaving->dialog);
  g_clear_object (&leaving->cancellable);
  g_object_unref (leaving->parent);
  g_free (leaving);
}

static void
decide (GTask *task, gboolean leave)
{
  g_task_return_boolean (task, leave);
  g_object_unref (task);
}

/* Sending */

static void
progress_cb (guint n_done, guint n_total, gpointer user_data)
{
  Leaving *leaving = g_task_get_task_data (user_data);

  lp_sending_dialog_set_progress (leaving->dialog, n_done, n_total);
}

/* What was achieved, and what is in the way; NULL: nothing is. */
static char *
dup_note (const LpUnsentResult *result, const GError *error)
{
  g_autofree char *sent = lp_format_count (result->n_sent);
  g_autofree char *problems = lp_format_count (result->n_problems);
  g_autoptr (GString) note = g_string_new (NULL);

  if (result->n_sent > 0)
    g_string_append_printf (note,
                            ngettext ("%s change has been sent.", "%s changes have been sent.",
                                      result->n_sent),
                            sent);
  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_autofree char *text = lp_format_error (error);

      g_string_append_printf (note, "%s%s", note->len > 0 ? " " : "", text);
    }
  if (result->n_problems > 0)
    {
      g_string_append (note, note->len > 0 ? " " : "");
      g_string_append_printf (
          note,
          ngettext ("%s change was not accepted and needs your decision, so you have not been signed out.",
                    "%s changes were not accepted and need your decision, so you have not been signed out.",
                    result->n_problems),
          problems);
    }
  return note->len > 0 ? g_strdup (note->str) : NULL;
}

static void
sent_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = G_TASK (user_data);
  Leaving *leaving = g_task_get_task_data (task);
  g_autoptr (LpSendingDialog) dialog = g_steal_pointer (&leaving->dialog);
  g_autoptr (GError) error = NULL;
  LpUnsentResult outcome;
  gboolean done = lp_unsent_send_finish (LP_SESSION (source), result, &outcome, &error);
  g_autofree char *note = dup_note (&outcome, error);

  g_clear_object (&leaving->cancellable);
  gtk_window_destroy (GTK_WINDOW (dialog));
  if (done && outcome.n_problems == 0 && outcome.n_left == 0)
    decide (task, TRUE);
  else
    ask (task, note);
}

static void
send (GTask *task)
{
  Leaving *leaving = g_task_get_task_data (task);

  leaving->cancellable = g_cancellable_new ();
  leaving->dialog = g_object_ref_sink (
      g_object_new (LP_TYPE_SENDING_DIALOG, "transient-for", leaving->parent, NULL));
  g_signal_connect_object (leaving->dialog, "response", G_CALLBACK (g_cancellable_cancel),
                           leaving->cancellable, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (leaving->dialog));
  lp_unsent_send_async (g_task_get_source_object (task), progress_cb, task, leaving->cancellable, sent_cb,
                        task);
}

/* Saving */

static void
saved_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  GTask *task = G_TASK (user_data);
  g_autoptr (GError) error = NULL;
  g_autofree char *note = NULL;

  if (g_file_replace_contents_finish (G_FILE (source), result, NULL, &error))
    {
      decide (task, TRUE);
      return;
    }
  /* Translators: %s is the reason, a sentence of the system. */
  note = g_strdup_printf (_ ("The changes could not be saved: %s"), error->message);
  ask (task, note);
}

static void
chosen_cb (GTask *task, int response)
{
  Leaving *leaving = g_task_get_task_data (task);
  g_autoptr (GtkFileChooserNative) chooser = g_steal_pointer (&leaving->chooser);
  g_autoptr (GFile) file = NULL;
  g_autoptr (GBytes) table = NULL;
  char *text;

  if (response != GTK_RESPONSE_ACCEPT)
    {
      ask (task, NULL);
      return;
    }
  file = gtk_file_chooser_get_file (GTK_FILE_CHOOSER (chooser));
  text = lp_unsent_dup_csv (g_task_get_source_object (task));
  table = g_bytes_new_take (text, strlen (text));
  /* What is in it is nobody else's business. */
  g_file_replace_contents_bytes_async (file, table, NULL, FALSE,
                                       G_FILE_CREATE_PRIVATE | G_FILE_CREATE_REPLACE_DESTINATION, NULL,
                                       saved_cb, task);
}

static void
save (GTask *task)
{
  Leaving *leaving = g_task_get_task_data (task);

  leaving->chooser = lp_saving_chooser_new (_ ("Save Changes"), leaving->parent, NULL,
                                            /* Translators: the name of a file */
                                            _ ("unsent-changes.csv"));
  g_signal_connect_swapped (leaving->chooser, "response", G_CALLBACK (chosen_cb), task);
  gtk_native_dialog_show (GTK_NATIVE_DIALOG (leaving->chooser));
}

/* Asking */

/* In the list of changes each can be compared, tried again or discarded. */
static void
look (GTask *task)
{
  Leaving *leaving = g_task_get_task_data (task);
  GtkWindow *list = lp_outbox_dialog_new (g_task_get_source_object (task));

  gtk_window_set_transient_for (list, leaving->parent);
  gtk_window_present (list);
  decide (task, FALSE);
}

static void
answered_cb (GTask *task, const char *response, GtkWindow *dialog)
{
  g_signal_handlers_disconnect_by_data (dialog, task); /* the first answer counts, not that it closes */
  if (g_str_equal (response, "send"))
    send (task);
  else if (g_str_equal (response, "save"))
    save (task);
  else if (g_str_equal (response, "look"))
    look (task);
  else
    decide (task, g_str_equal (response, "leave"));
}

static void
ask (GTask *task, const char *note)
{
  Leaving *leaving = g_task_get_task_data (task);
  LpSession *session = g_task_get_source_object (task);
  GtkWidget *dialog;

  if (lp_unsent_count (session) == 0)
    {
      decide (task, TRUE);
      return;
    }
  dialog = lp_unsent_dialog_new (session, leaving->wipes, note);
  gtk_window_set_transient_for (GTK_WINDOW (dialog), leaving->parent);
  g_signal_connect_swapped (dialog, "response", G_CALLBACK (answered_cb), task);
  gtk_window_present (GTK_WINDOW (dialog));
}

void
lp_leaving_ask_async (GtkWindow *parent,
                      LpSession *session,
                      gboolean wipes,
                      GAsyncReadyCallback callback,
                      gpointer user_data)
{
  GTask *task = g_task_new (session, NULL, callback, user_data);
  Leaving *leaving = g_new0 (Leaving, 1);

  g_task_set_source_tag (task, lp_leaving_ask_async);
  leaving->parent = g_object_ref (parent);
  leaving->wipes = wipes;
  g_task_set_task_data (task, leaving, (GDestroyNotify) leaving_free);
  ask (task, NULL);
}

gboolean
lp_leaving_ask_finish (LpSession *session, GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, session), FALSE);

  return g_task_propagate_boolean (G_TASK (result), NULL);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "lp-discarding.h"

/* Set on a dialog: the question that is open, and that the person has agreed. */
#define KEY_QUESTION "lp-discarding-question"
#define KEY_AGREED   "lp-discarding-agreed"

static gboolean
close_cb (gpointer window)
{
  gtk_window_close (window);
  return G_SOURCE_REMOVE;
}

/* Later, since the question goes with its parent and is still busy answering. */
static void
answered_cb (GtkWindow *window, const char *response)
{
  g_object_set_data (G_OBJECT (window), KEY_QUESTION, NULL);
  if (!g_str_equal (response, "discard"))
    return;
  g_object_set_data (G_OBJECT (window), KEY_AGREED, GINT_TO_POINTER (TRUE));
  g_idle_add_full (G_PRIORITY_DEFAULT_IDLE, close_cb, g_object_ref (window), g_object_unref);
}

static void
ask (GtkWindow *window, const char *heading, const char *body)
{
  GtkWidget *question = adw_message_dialog_new (window, heading, body);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (question);

  adw_message_dialog_add_responses (dialog, "keep", _ ("_Keep Editing"), "discard", _ ("_Discard"), NULL);
  adw_message_dialog_set_response_appearance (dialog, "discard", ADW_RESPONSE_DESTRUCTIVE);
  adw_message_dialog_set_default_response (dialog, "keep");
  adw_message_dialog_set_close_response (dialog, "keep");
  g_signal_connect_object (dialog, "response", G_CALLBACK (answered_cb), window, G_CONNECT_SWAPPED);
  g_object_set_data (G_OBJECT (window), KEY_QUESTION, question);
  gtk_window_present (GTK_WINDOW (question));
}

gboolean
lp_discarding_holds (GtkWindow *window, gboolean has_input, const char *heading, const char *body)
{
  GtkWindow *question = g_object_get_data (G_OBJECT (window), KEY_QUESTION);

  if (!has_input || g_object_get_data (G_OBJECT (window), KEY_AGREED) != NULL)
    return FALSE;
  if (question != NULL)
    gtk_window_present (question);
  else
    ask (window, heading, body);
  return TRUE;
}

gboolean
lp_discarding_close_all (GtkWindow *window)
{
  g_autoptr (GList) windows = gtk_window_list_toplevels ();
  gboolean stays = FALSE;

  g_list_foreach (windows, (GFunc) (void (*) (void)) g_object_ref, NULL);
  for (GList *link = windows; link != NULL; link = link->next)
    {
      GtkWindow *dialog = GTK_WINDOW (link->data);

      if (gtk_window_get_transient_for (dialog) == window && gtk_widget_get_visible (GTK_WIDGET (dialog)))
        {
          gtk_window_close (dialog);
          stays = stays || gtk_widget_get_visible (GTK_WIDGET (dialog));
        }
      g_object_unref (dialog);
    }
  return stays;
}

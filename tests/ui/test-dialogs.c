/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <adwaita.h>

#include "find-widget.h"
#include "lp-allocate-dialog.h"
#include "lp-discarding.h"
#include "lp-group-name-dialog.h"
#include "lp-group-settings-dialog.h"
#include "lp-invite-dialog.h"
#include "lp-replica.h"
#include "lp-saving.h"
#include "lp-sign-in-dialog.h"
#include "window-fixture.h"

/* What all dialogs of the window have in common: where the keyboard begins, and that nothing typed is lost. */

#define GROUP "CAD team"

static void
set_up (WindowFixture *fixture, gconstpointer email)
{
  g_autofree char *group_id = NULL;

  window_fixture_set_up (fixture, email);
  group_id = model_fixture_find_group (fixture->model, GROUP);
  gtk_widget_activate_action (GTK_WIDGET (fixture->window), "win.select-group", "s", group_id);
  wait_until (find_label (GTK_WIDGET (fixture->window), GROUP) != NULL);
}

static void
type_addresses (gpointer field)
{
  gtk_text_buffer_set_text (gtk_text_view_get_buffer (field), "ada@new.example\ngrace@new.example", -1);
}

static void
type_text (gpointer field)
{
  gtk_editable_set_text (field, "Anything at all");
}

static void
choose_last (gpointer field)
{
  adw_combo_row_set_selected (field, g_list_model_get_n_items (adw_combo_row_get_model (field)) - 1);
}

static GtkWindow *
open_by_action (WindowFixture *fixture, const char *action, GType type)
{
  gboolean done = FALSE;

  wait_until (done || (done = gtk_widget_activate_action (GTK_WIDGET (fixture->window), action, NULL)));
  wait_until (find_window (type) != NULL);
  return find_window (type);
}

static GtkWindow *
open_sign_in (WindowFixture *fixture, const char *action, GType type)
{
  GtkWindow *dialog = lp_sign_in_dialog_new (fixture->model->session, LP_ACCOUNT_REMOTE);

  gtk_window_set_transient_for (dialog, GTK_WINDOW (fixture->window));
  gtk_window_present (dialog);
  return dialog;
}

/* Asked by closing the dialog; there is one question, however often it is asked. */
static void
answer (GtkWindow *dialog, const char *response)
{
  GtkWindow *question;

  gtk_window_close (dialog);
  wait_until ((question = find_window (ADW_TYPE_MESSAGE_DIALOG)) != NULL);
  gtk_window_close (dialog);
  g_assert_true (find_window (ADW_TYPE_MESSAGE_DIALOG) == question);
  g_assert_true (gtk_widget_get_visible (GTK_WIDGET (dialog)));
  adw_message_dialog_response (ADW_MESSAGE_DIALOG (question), response);
  gtk_window_destroy (question);
}

static void
test_typing_is_kept (WindowFixture *fixture, gconstpointer email)
{
  const struct
  {
    const char *action;
    GType type;
    GtkWindow *(*open) (WindowFixture *fixture, const char *action, GType type);
    const char *field;
    void (*enter) (gpointer field);
  } dialogs[] = {
    { "win.invite", LP_TYPE_INVITE_DIALOG, open_by_action, "addresses", type_addresses },
    { "win.new-subgroup", LP_TYPE_GROUP_NAME_DIALOG, open_by_action, "name", type_text },
    { "win.rename-group", LP_TYPE_GROUP_NAME_DIALOG, open_by_action, "name", type_text },
    { "win.group-settings", LP_TYPE_GROUP_SETTINGS_DIALOG, open_by_action, "approval", choose_last },
    { NULL, LP_TYPE_SIGN_IN_DIALOG, open_sign_in, "password", type_text },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (dialogs); i++)
    {
      GtkWindow *dialog = dialogs[i].open (fixture, dialogs[i].action, dialogs[i].type);

      g_test_message ("%s", g_type_name (dialogs[i].type));
      gtk_window_close (dialog);
      wait_until (find_window (dialogs[i].type) == NULL);

      dialog = dialogs[i].open (fixture, dialogs[i].action, dialogs[i].type);
      dialogs[i].enter (find_id (GTK_WIDGET (dialog), dialogs[i].field));
      answer (dialog, "keep");
      g_assert_true (find_window (dialogs[i].type) == dialog);

      /* Whoever closes the whole window is asked as well. */
      gtk_window_close (GTK_WINDOW (fixture->window));
      g_assert_true (gtk_widget_get_visible (GTK_WIDGET (fixture->window)));
      answer (dialog, "discard");
      wait_until (find_window (dialogs[i].type) == NULL);
    }
}

/* The keyboard begins where something is typed or chosen, never on “Cancel”. */
static void
test_begins_at_the_input (WindowFixture *fixture, gconstpointer email)
{
  g_autoptr (GPtrArray) tickets = g_ptr_array_new_with_free_func ((GDestroyNotify) lp_ticket_unref);
  g_autofree char *group_id = model_fixture_find_group (fixture->model, GROUP);
  GtkWindow *dialog = open_by_action (fixture, "win.group-settings", LP_TYPE_GROUP_SETTINGS_DIALOG);
  LpTicket *ticket = lp_ticket_new ();

  wait_until (gtk_widget_get_mapped (GTK_WIDGET (dialog)));
  g_assert_true (gtk_window_get_focus (dialog) == find_id (GTK_WIDGET (dialog), "visibility"));
  gtk_window_close (dialog);
  dialog = open_by_action (fixture, "win.new-subgroup", LP_TYPE_GROUP_NAME_DIALOG);
  wait_until (gtk_widget_get_mapped (GTK_WIDGET (dialog)));
  g_assert_true (
      gtk_widget_is_ancestor (gtk_window_get_focus (dialog), find_id (GTK_WIDGET (dialog), "name")));
  gtk_window_close (dialog);

  ticket->group_id = g_strdup (group_id);
  g_ptr_array_add (tickets, ticket);
  dialog = lp_allocate_dialog_new (fixture->model->session, tickets, NULL);
  gtk_window_present (dialog);
  wait_until (gtk_widget_get_mapped (GTK_WIDGET (dialog)));
  g_assert_true (gtk_window_get_focus (dialog) == find_id (GTK_WIDGET (dialog), "everyone"));
  gtk_window_close (dialog);
}

static void
test_folder_to_save_in (WindowFixture *fixture, gconstpointer email)
{
  g_autoptr (GtkFileChooserNative)
      chooser = lp_saving_chooser_new ("Save", GTK_WINDOW (fixture->window), NULL, "tickets.csv");
  g_autoptr (GFile) folder = NULL;
  g_autoptr (GFile) wanted = lp_saving_dup_folder ();
  g_autoptr (GFile) here = g_file_new_for_path (".");

  g_assert_true (gtk_native_dialog_get_modal (GTK_NATIVE_DIALOG (chooser)));
  /* It is looked at first. */
  wait_until ((folder = gtk_file_chooser_get_current_folder (GTK_FILE_CHOOSER (chooser))) != NULL);
  g_assert_true (g_file_equal (folder, wanted));
  g_assert_false (g_file_equal (folder, here));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  adw_init ();
  g_test_add ("/dialogs/typing-is-kept", WindowFixture, CLIENT_ADMIN, set_up, test_typing_is_kept,
              window_fixture_tear_down);
  g_test_add ("/dialogs/begins-at-the-input", WindowFixture, CLIENT_ADMIN, set_up, test_begins_at_the_input,
              window_fixture_tear_down);
  g_test_add ("/dialogs/folder-to-save-in", WindowFixture, CLIENT_ADMIN, set_up, test_folder_to_save_in,
              window_fixture_tear_down);
  return g_test_run ();
}

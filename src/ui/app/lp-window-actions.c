/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-allocate-dialog.h"
#include "lp-bulk-change.h"
#include "lp-decisions.h"
#include "lp-format.h"
#include "lp-group-chooser.h"
#include "lp-leaving.h"
#include "lp-license-wizard.h"
#include "lp-conflict-dialog.h"
#include "lp-outbox-dialog.h"
#include "lp-replica.h"
#include "lp-sign-in-dialog.h"
#include "lp-toasts.h"
#include "lp-unsent.h"
#include "lp-window-private.h"

/* More tickets than this do not fit into one batch. */
#define MAX_BULK 20000

static void
present (LpWindow *self, GtkWindow *dialog)
{
  gtk_window_set_transient_for (dialog, GTK_WINDOW (self));
  gtk_window_present (dialog);
}

static GtkWidget *
get_overlay (LpWindow *self)
{
  return GTK_WIDGET (self->toasts);
}

static void
find (GtkWidget *widget, const char *action, GVariant *parameter)
{
  LpWindow *self = LP_WINDOW (widget);

  adw_leaflet_set_visible_child_name (self->leaflet, "content");
  lp_content_focus_search (self->content);
}

static void
filter_groups (GtkWidget *widget, const char *action, GVariant *parameter)
{
  LpWindow *self = LP_WINDOW (widget);

  adw_leaflet_set_visible_child_name (self->leaflet, "sidebar");
  lp_sidebar_focus_filter (self->sidebar);
}

static void
toggle_details (GtkWidget *widget, const char *action, GVariant *parameter)
{
  lp_content_toggle_details (LP_WINDOW (widget)->content);
}

static void
toggle_sidebar (GtkWidget *widget, const char *action, GVariant *parameter)
{
  LpWindow *self = LP_WINDOW (widget);
  const char *shown = adw_leaflet_get_visible_child_name (self->leaflet);

  adw_leaflet_set_visible_child_name (self->leaflet,
                                      g_strcmp0 (shown, "sidebar") == 0 ? "content" : "sidebar");
}

static void
back (GtkWidget *widget, const char *action, GVariant *parameter)
{
  adw_leaflet_navigate (LP_WINDOW (widget)->leaflet, ADW_NAVIGATION_DIRECTION_BACK);
}

static void
show_page (GtkWidget *widget, const char *action, GVariant *parameter)
{
  lp_content_show_page (LP_WINDOW (widget)->content, (guint) g_variant_get_int32 (parameter));
}

static void
show_ticket (GtkWidget *widget, const char *action, GVariant *parameter)
{
  lp_content_show_ticket (LP_WINDOW (widget)->content, g_variant_get_string (parameter, NULL));
}

static void
sync_now (GtkWidget *widget, const char *action, GVariant *parameter)
{
  lp_session_poke (LP_WINDOW (widget)->session);
}

static void
show_outbox (GtkWidget *widget, const char *action, GVariant *parameter)
{
  LpWindow *self = LP_WINDOW (widget);

  if (lp_session_get_outbox (self->session) != NULL)
    present (self, lp_outbox_dialog_new (self->session));
}

/* What the toast about a conflict offers: the one that has just come up. */
static void
compare (GtkWidget *widget, const char *action, GVariant *parameter)
{
  LpWindow *self = LP_WINDOW (widget);
  g_autoptr (LpChange) change = lp_conflict_find (self->session);

  if (change != NULL)
    present (self, lp_conflict_dialog_new (self->session, change));
}

static LpChange *
find_change (GListModel *outbox, gint64 id)
{
  for (guint i = 0; i < g_list_model_get_n_items (outbox); i++)
    {
      g_autoptr (LpChange) change = g_list_model_get_item (outbox, i);

      if (lp_change_get_id (change) == id)
        return g_steal_pointer (&change);
    }
  return NULL;
}

/* A cancellation that came too late for the day it was shown with. */
static void
decide_again (GtkWidget *widget, const char *action, GVariant *parameter)
{
  LpWindow *self = LP_WINDOW (widget);
  LpOutbox *outbox = lp_session_get_outbox (self->session);
  g_autoptr (LpChange) change = NULL;
  const char *subscription;
  gint64 id;

  g_variant_get (parameter, "(&sx)", &subscription, &id);
  change = outbox != NULL ? find_change (G_LIST_MODEL (outbox), id) : NULL;
  if (change != NULL)
    lp_decision_cancel_again (get_overlay (self), self->session, subscription, change);
}

static void
restart_service (GtkWidget *widget, const char *action, GVariant *parameter)
{
  lp_session_restart_service (LP_WINDOW (widget)->session);
}

static void
continue_offline (GtkWidget *widget, const char *action, GVariant *parameter)
{
  lp_window_show_main (LP_WINDOW (widget));
}

/* Back into the account that is open, whose sign-in has expired. The demo's people need no password. */
static void
sign_in (GtkWidget *widget, const char *action, GVariant *parameter)
{
  LpWindow *self = LP_WINDOW (widget);
  LpAccountKind kind = lp_session_get_account_kind (self->session);
  const LpPerson *person = lp_session_get_person (self->session);

  if (kind == LP_ACCOUNT_DEMO)
    gtk_widget_activate_action (widget, "win.open-demo", "s", person != NULL ? person->email : "");
  else
    present (self, lp_sign_in_dialog_new (self->session, kind));
}

static void
signed_out_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LpWindow) self = user_data;
  g_autoptr (GError) error = NULL;

  if (!lp_session_sign_out_finish (LP_SESSION (source), result, &error))
    lp_toast_show_error (get_overlay (self), error);
}

static void
leave_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LpWindow) self = user_data;

  if (lp_leaving_ask_finish (LP_SESSION (source), result))
    lp_session_sign_out_async (self->session, NULL, signed_out_cb, g_object_ref (self));
}

static void
sign_out_response (LpWindow *self, const char *response)
{
  if (g_str_equal (response, "sign-out"))
    lp_leaving_ask_async (GTK_WINDOW (self), self->session, TRUE, leave_cb, g_object_ref (self));
}

/* Only one question is asked: with changes that would be lost, the one about them. */
static void
sign_out (GtkWidget *widget, const char *action, GVariant *parameter)
{
  LpWindow *self = LP_WINDOW (widget);
  GtkWidget *dialog;

  if (lp_unsent_count (self->session) > 0)
    {
      sign_out_response (self, "sign-out");
      return;
    }
  dialog = adw_message_dialog_new (GTK_WINDOW (self), _ ("Sign Out?"), NULL);
  adw_message_dialog_set_body (
      ADW_MESSAGE_DIALOG (dialog),
      _ ("What was stored on this computer for you is deleted. Nothing is lost at License "
         "Central."));
  adw_message_dialog_add_responses (ADW_MESSAGE_DIALOG (dialog), "cancel", _ ("Cancel"), "sign-out",
                                    _ ("Sign Out"), NULL);
  g_signal_connect_object (dialog, "response", G_CALLBACK (sign_out_response), self, G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
demo_opened_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LpWindow) self = user_data;
  g_autoptr (GError) error = NULL;
  gboolean open = lp_session_open_finish (LP_SESSION (source), result, &error);

  lp_window_opened (self, open, error);
}

static void
open_demo (GtkWidget *widget, const char *action, GVariant *parameter)
{
  LpWindow *self = LP_WINDOW (widget);
  const char *email = g_variant_get_string (parameter, NULL);
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();

  self->switching = TRUE;
  lp_window_show_opening (self, cancellable);
  lp_session_open_demo_async (self->session, *email != '\0' ? email : NULL, cancellable, demo_opened_cb,
                              g_object_ref (self));
}

static GPtrArray *
dup_selected (LpWindow *self)
{
  g_autoptr (GPtrArray) tickets = NULL;

  if (lp_content_get_n_selected (self->content) > MAX_BULK)
    {
      g_autofree char *most = lp_format_count (MAX_BULK);
      /* Translators: %s is a number */
      g_autofree char *text =
          g_strdup_printf (_ ("At most %s tickets can be changed at once. Narrow the list."), most);

      lp_toast_show (get_overlay (self), text);
      return NULL;
    }

  tickets = lp_content_dup_selected (self->content);
  return tickets->len > 0 ? g_steal_pointer (&tickets) : NULL;
}

/* What of the selection it can be done with, and in a note what is left out. */
static GPtrArray *
pick_selected (LpWindow *self, LpBulkAction action, char **note)
{
  g_autoptr (GPtrArray) tickets = dup_selected (self);
  g_autoptr (GPtrArray) picked = NULL;

  if (tickets == NULL)
    return NULL;
  picked = lp_bulk_pick (self->session, action, tickets, note);
  if (picked->len > 0)
    return g_steal_pointer (&picked);

  lp_toast_show (get_overlay (self), *note);
  return NULL;
}

/* The keyboard goes on in the list, whichever way the dialog ends: Ctrl+A and the arrows are for the tickets. */
static void
return_to_tickets (GtkWindow *dialog, LpWindow *self)
{
  g_signal_connect_object (dialog, "unmap", G_CALLBACK (lp_content_focus_tickets), self->content,
                           G_CONNECT_SWAPPED);
}

/* A dialog is about the tickets that were there when it opened, whatever is selected when it is answered. */
static void
present_about (LpWindow *self, GtkWindow *dialog, GPtrArray *tickets)
{
  return_to_tickets (dialog, self);
  g_object_set_data_full (G_OBJECT (dialog), "tickets", g_ptr_array_ref (tickets),
                          (GDestroyNotify) g_ptr_array_unref);
  present (self, dialog);
}

static void
allocate_chosen (LpAllocateDialog *dialog, int choice, const char *person_id, LpWindow *self)
{
  lp_bulk_allocate (get_overlay (self), self->session, g_object_get_data (G_OBJECT (dialog), "tickets"),
                    (LpAllocationChoice) choice, person_id);
}

static void
ask_allocation (LpWindow *self, GPtrArray *tickets, const char *note)
{
  GtkWindow *dialog = lp_allocate_dialog_new (self->session, tickets, note);

  g_signal_connect_object (dialog, "chosen", G_CALLBACK (allocate_chosen), self, 0);
  present_about (self, dialog, tickets);
}

static void
allocate_selected (GtkWidget *widget, const char *action, GVariant *parameter)
{
  LpWindow *self = LP_WINDOW (widget);
  g_autofree char *note = NULL;
  g_autoptr (GPtrArray) tickets = pick_selected (self, LP_BULK_ALLOCATE, &note);

  if (tickets != NULL)
    ask_allocation (self, tickets, note);
}

/* *Allocate…* on the last page of the wizard: the tickets it has just made. */
static void
wizard_allocate (LpWindow *self, const char *const *codes)
{
  g_autoptr (GPtrArray) tickets = g_ptr_array_new_with_free_func ((GDestroyNotify) lp_ticket_unref);
  LpReplica *replica = lp_session_get_replica (self->session);

  for (guint i = 0; replica != NULL && codes[i] != NULL; i++)
    {
      LpTicket *ticket = lp_replica_get_ticket (replica, codes[i]);

      if (ticket != NULL)
        g_ptr_array_add (tickets, ticket);
    }
  if (tickets->len > 0)
    ask_allocation (self, tickets, NULL);
}

static void
new_license (GtkWidget *widget, const char *action, GVariant *parameter)
{
  LpWindow *self = LP_WINDOW (widget);
  GtkWindow *wizard = lp_license_wizard_new (self->session, lp_content_get_group_id (self->content));

  g_signal_connect_object (wizard, "allocate", G_CALLBACK (wizard_allocate), self, G_CONNECT_SWAPPED);
  present (self, wizard);
}

/* Under the name that GTK looks for by itself it would be built with every window. */
static void
show_help_overlay (GtkWidget *widget, const char *action, GVariant *parameter)
{
  GtkApplicationWindow *window = GTK_APPLICATION_WINDOW (widget);

  if (gtk_application_window_get_help_overlay (window) == NULL)
    {
      g_autoptr (GtkBuilder)
          builder = gtk_builder_new_from_resource ("/org/example/LicensePortal/ui/help-overlay.ui");

      gtk_application_window_set_help_overlay (window, GTK_SHORTCUTS_WINDOW (
                                                           gtk_builder_get_object (builder, "help_overlay")));
    }
  gtk_window_present (GTK_WINDOW (gtk_application_window_get_help_overlay (window)));
}

static void
move_chosen (LpGroupChooser *dialog, const char *group_id, LpWindow *self)
{
  lp_bulk_move (get_overlay (self), self->session, g_object_get_data (G_OBJECT (dialog), "tickets"),
                group_id);
}

static void
move_selected (GtkWidget *widget, const char *action, GVariant *parameter)
{
  LpWindow *self = LP_WINDOW (widget);
  g_autofree char *note = NULL;
  g_autoptr (GPtrArray) tickets = pick_selected (self, LP_BULK_MOVE, &note);
  g_autofree char *title = NULL;
  g_autofree char *count = NULL;
  GtkWindow *dialog;

  if (tickets == NULL)
    return;

  count = lp_format_count (tickets->len);
  title = g_strdup_printf (ngettext ("Move %s Ticket", "Move %s Tickets", tickets->len), count);
  dialog = lp_group_chooser_new (self->session, LP_ACTION_ALLOCATE, NULL, title);
  lp_group_chooser_set_note (LP_GROUP_CHOOSER (dialog), note);
  g_signal_connect_object (dialog, "chosen", G_CALLBACK (move_chosen), self, 0);
  present_about (self, dialog, tickets);
}

/* Dropped on a group in the tree. */
static void
move_to (GtkWidget *widget, const char *action, GVariant *parameter)
{
  LpWindow *self = LP_WINDOW (widget);
  g_autoptr (GPtrArray) tickets = dup_selected (self);

  if (tickets != NULL)
    lp_bulk_move (get_overlay (self), self->session, tickets, g_variant_get_string (parameter, NULL));
}

/* Dropped on a person in the list of people. */
static void
allocate_to (GtkWidget *widget, const char *action, GVariant *parameter)
{
  LpWindow *self = LP_WINDOW (widget);
  g_autoptr (GPtrArray) tickets = dup_selected (self);

  if (tickets != NULL)
    lp_bulk_allocate (get_overlay (self), self->session, tickets, LP_ALLOCATION_PERSON,
                      g_variant_get_string (parameter, NULL));
}

static void
revoke_selected (GtkWidget *widget, const char *action, GVariant *parameter)
{
  LpWindow *self = LP_WINDOW (widget);
  g_autofree char *note = NULL;
  g_autoptr (GPtrArray) tickets = pick_selected (self, LP_BULK_REVOKE, &note);

  if (tickets != NULL)
    return_to_tickets (lp_bulk_confirm_revoke (get_overlay (self), self->session, tickets, note), self);
}

void
lp_window_update_actions (LpWindow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean open = lp_session_get_state (self->session) == LP_SESSION_OPEN;
  const char *group = open ? lp_content_get_group_id (self->content) : NULL;

  lp_window_update_group_actions (self, group);
  gtk_widget_action_set_enabled (widget, "win.new-license",
                                 group != NULL && lp_session_may_any (self->session, LP_RIGHT_CREATE, group));
  gtk_widget_action_set_enabled (widget, "win.allocate",
                                 open && lp_content_may (self->content, LP_BULK_ALLOCATE));
  gtk_widget_action_set_enabled (widget, "win.move", open && lp_content_may (self->content, LP_BULK_MOVE));
  gtk_widget_action_set_enabled (widget, "win.revoke",
                                 open && lp_content_may (self->content, LP_BULK_REVOKE));
  gtk_widget_action_set_enabled (widget, "win.sync", open);
  gtk_widget_action_set_enabled (widget, "win.outbox", open);
  gtk_widget_action_set_enabled (widget, "win.compare", open);
  gtk_widget_action_set_enabled (widget, "win.sign-out", open);
  gtk_widget_action_set_enabled (widget, "win.sign-in",
                                 open && lp_session_get_link (self->session) == LP_LINK_SIGN_IN);
}

void
lp_window_install_actions (GtkWidgetClass *klass)
{
  static const struct
  {
    const char *name;
    const char *type;
    GtkWidgetActionActivateFunc activate;
  } table[] = {
    { "win.new-license", NULL, new_license },
    { "win.find", NULL, find },
    { "win.filter-groups", NULL, filter_groups },
    { "win.toggle-details", NULL, toggle_details },
    { "win.toggle-sidebar", NULL, toggle_sidebar },
    { "win.back", NULL, back },
    { "win.page", "i", show_page },
    { "win.show-ticket", "s", show_ticket },
    { "win.show-help-overlay", NULL, show_help_overlay },
    { "win.sync", NULL, sync_now },
    { "win.outbox", NULL, show_outbox },
    { "win.compare", NULL, compare },
    { "win.restart-service", NULL, restart_service },
    { "win.continue-offline", NULL, continue_offline },
    { "win.decide-again", "(sx)", decide_again },
    { "win.sign-in", NULL, sign_in },
    { "win.sign-out", NULL, sign_out },
    { "win.open-demo", "s", open_demo },
    { "win.allocate", NULL, allocate_selected },
    { "win.move", NULL, move_selected },
    { "win.move-to", "s", move_to },
    { "win.allocate-to", "s", allocate_to },
    { "win.revoke", NULL, revoke_selected },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    gtk_widget_class_install_action (klass, table[i].name, table[i].type, table[i].activate);
}

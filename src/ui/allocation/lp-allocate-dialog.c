/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-allocate-dialog.h"
#include "lp-allocation-draft.h"
#include "lp-format.h"
#include "lp-member-line.h"

struct _LpAllocateDialog
{
  AdwWindow parent_instance;

  /* Template */
  AdwWindowTitle *heading;
  GtkWidget *allocate;
  AdwPreferencesGroup *group;
  AdwActionRow *everyone_row;
  AdwActionRow *admins_row;
  AdwActionRow *person_row;
  GtkCheckButton *everyone;
  GtkCheckButton *admins;
  GtkCheckButton *person;
  GtkRevealer *people;
  GtkSearchEntry *search;
  GtkListView *members;

  LpAllocationDraft *draft; /* of the tickets of one group, for its texts and candidates */
  GtkSingleSelection *selection;
};

enum
{
  CHOSEN,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LpAllocateDialog, lp_allocate_dialog, ADW_TYPE_WINDOW)

static void
update (LpAllocateDialog *self)
{
  gboolean person = gtk_check_button_get_active (self->person);
  gboolean other = gtk_check_button_get_active (self->everyone) || gtk_check_button_get_active (self->admins);
  gboolean picked = self->selection != NULL &&
                    gtk_single_selection_get_selected_item (self->selection) != NULL;

  gtk_revealer_set_reveal_child (self->people, person);
  gtk_widget_set_sensitive (self->allocate, other || (person && picked));
}

static void
on_choice (LpAllocateDialog *self)
{
  update (self);
  if (gtk_check_button_get_active (self->person))
    gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static void
on_search_changed (LpAllocateDialog *self)
{
  if (self->draft != NULL)
    lp_member_list_set_filter (lp_allocation_draft_get_candidates (self->draft),
                               gtk_editable_get_text (GTK_EDITABLE (self->search)));
}

static void
on_allocate (LpAllocateDialog *self)
{
  LpAllocationChoice choice = LP_ALLOCATION_ADMINS;
  const char *person_id = NULL;

  if (gtk_check_button_get_active (self->person))
    {
      choice = LP_ALLOCATION_PERSON;
      person_id = lp_member_item_get_person_id (gtk_single_selection_get_selected_item (self->selection));
    }
  else if (gtk_check_button_get_active (self->everyone))
    {
      choice = LP_ALLOCATION_EVERYONE;
    }

  g_signal_emit (self, signals[CHOSEN], 0, (int) choice, person_id);
  gtk_window_close (GTK_WINDOW (self));
}

static gboolean
are_of_one_group (GPtrArray *tickets)
{
  const LpTicket *first = tickets->pdata[0];

  for (guint i = 1; i < tickets->len; i++)
    if (g_strcmp0 (((LpTicket *) tickets->pdata[i])->group_id, first->group_id) != 0)
      return FALSE;
  return TRUE;
}

static void
show_group (LpAllocateDialog *self, LpSession *session, GPtrArray *tickets)
{
  LpMemberList *candidates;

  self->draft = lp_allocation_draft_new (session, tickets);
  candidates = lp_allocation_draft_get_candidates (self->draft);
  self->selection = g_object_new (GTK_TYPE_SINGLE_SELECTION, "autoselect", FALSE, "can-unselect", TRUE,
                                  "model", candidates, NULL);
  g_signal_connect_object (self->selection, "notify::selected-item", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  gtk_list_view_set_model (self->members, GTK_SELECTION_MODEL (self->selection));
  g_object_bind_property (self->draft, "everyone-text", self->everyone_row, "subtitle",
                          G_BINDING_SYNC_CREATE);
  g_object_bind_property (self->draft, "admins-text", self->admins_row, "subtitle", G_BINDING_SYNC_CREATE);
  adw_action_row_set_subtitle (self->person_row, _ ("One member of the group"));
}

GtkWindow *
lp_allocate_dialog_new (LpSession *session, GPtrArray *tickets, const char *note)
{
  LpAllocateDialog *self = g_object_new (LP_TYPE_ALLOCATE_DIALOG, NULL);
  g_autofree char *count = lp_format_count (tickets->len);
  g_autofree char *title =
      g_strdup_printf (ngettext ("Allocate %s Ticket", "Allocate %s Tickets", tickets->len), count);

  adw_window_title_set_title (self->heading, title);
  adw_preferences_group_set_description (self->group, note);
  if (are_of_one_group (tickets))
    {
      show_group (self, session, tickets);
    }
  else
    {
      gtk_widget_set_sensitive (GTK_WIDGET (self->person_row), FALSE);
      adw_action_row_set_subtitle (self->person_row, _ ("Only for tickets of one group"));
      adw_action_row_set_subtitle (self->everyone_row, _ ("Each ticket for the members of its own group"));
      adw_action_row_set_subtitle (self->admins_row, _ ("Each ticket for the admins of its own group"));
    }
  return GTK_WINDOW (self);
}

static void
lp_allocate_dialog_dispose (GObject *object)
{
  LpAllocateDialog *self = LP_ALLOCATE_DIALOG (object);

  g_clear_object (&self->selection);
  g_clear_object (&self->draft);

  G_OBJECT_CLASS (lp_allocate_dialog_parent_class)->dispose (object);
}

static void
lp_allocate_dialog_class_init (LpAllocateDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lp_allocate_dialog_dispose;

  signals[CHOSEN] = g_signal_new ("chosen", LP_TYPE_ALLOCATE_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                  G_TYPE_NONE, 2, G_TYPE_INT, G_TYPE_STRING);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_DIALOG);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/LicensePortal/ui/allocate-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, LpAllocateDialog, heading);
  gtk_widget_class_bind_template_child (widget_class, LpAllocateDialog, allocate);
  gtk_widget_class_bind_template_child (widget_class, LpAllocateDialog, group);
  gtk_widget_class_bind_template_child (widget_class, LpAllocateDialog, everyone_row);
  gtk_widget_class_bind_template_child (widget_class, LpAllocateDialog, admins_row);
  gtk_widget_class_bind_template_child (widget_class, LpAllocateDialog, person_row);
  gtk_widget_class_bind_template_child (widget_class, LpAllocateDialog, everyone);
  gtk_widget_class_bind_template_child (widget_class, LpAllocateDialog, admins);
  gtk_widget_class_bind_template_child (widget_class, LpAllocateDialog, person);
  gtk_widget_class_bind_template_child (widget_class, LpAllocateDialog, people);
  gtk_widget_class_bind_template_child (widget_class, LpAllocateDialog, search);
  gtk_widget_class_bind_template_child (widget_class, LpAllocateDialog, members);
  gtk_widget_class_bind_template_callback (widget_class, on_choice);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_allocate);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
lp_allocate_dialog_init (LpAllocateDialog *self)
{
  g_autoptr (GtkListItemFactory) factory = lp_member_line_new_factory ();

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->everyone));
  gtk_list_view_set_factory (self->members, factory);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-group-tree.h"
#include "lp-member-list.h"
#include "lp-search-dialog.h"
#include "lp-search-result.h"
#include "lp-ticket-list.h"

/* Of each kind: the whole list fits a screen. */
#define MAX_EACH 5

struct _LpSearchDialog
{
  AdwWindow parent_instance;

  /* Template */
  GtkSearchEntry *search;
  GtkListBox *results;

  LpSession *session;
  char *group_id; /* nullable: that is shown */
  GListModel *groups;
  GListModel *people; /* of the present text */
  LpTicketList *tickets;
};

G_DEFINE_FINAL_TYPE (LpSearchDialog, lp_search_dialog, ADW_TYPE_WINDOW)

/* What a person must be allowed to do in the group that is shown: other lines are not offered. */
typedef enum
{
  ANYWHERE,
  IN_GROUP,
  MAY_CREATE,
  MAY_ALLOCATE,
  MAY_INVITE,
  MAY_DIVIDE,
  MAY_CHANGE,
} Need;

static const struct
{
  const char *title;
  const char *icon_name;
  const char *action; /* detailed */
  Need need;
} actions[] = {
  { N_ ("New License"), "license-new-symbolic", "win.new-license", MAY_CREATE },
  { N_ ("Invite People"), "contact-new-symbolic", "win.invite", MAY_INVITE },
  { N_ ("Tickets to Reclaim"), "edit-undo-symbolic", "win.reclaim", MAY_ALLOCATE },
  { N_ ("New Subgroup"), "folder-new-symbolic", "win.new-subgroup", MAY_DIVIDE },
  { N_ ("Group Settings"), "emblem-system-symbolic", "win.group-settings", MAY_CHANGE },
  { N_ ("Tickets"), "license-ticket-symbolic", "win.page(0)", IN_GROUP },
  { N_ ("Subscriptions"), "subscription-symbolic", "win.page(1)", IN_GROUP },
  { N_ ("People"), "system-users-symbolic", "win.page(2)", IN_GROUP },
  { N_ ("Activity"), "document-open-recent-symbolic", "win.page(3)", IN_GROUP },
  { N_ ("My Licenses"), "avatar-default-symbolic", "win.my-licenses", ANYWHERE },
  { N_ ("Waiting Changes"), "mail-send-symbolic", "win.outbox", ANYWHERE },
  { N_ ("Synchronize Now"), "view-refresh-symbolic", "win.sync", ANYWHERE },
  { N_ ("Preferences"), "preferences-system-symbolic", "win.preferences", ANYWHERE },
  { N_ ("Keyboard Shortcuts"), "input-keyboard-symbolic", "win.show-help-overlay", ANYWHERE },
};

static gboolean
is_met (LpSearchDialog *self, Need need)
{
  static const LpAction needed[] = {
    [MAY_ALLOCATE] = LP_ACTION_ALLOCATE,
    [MAY_INVITE] = LP_ACTION_CHANGE_MEMBERSHIPS,
    [MAY_DIVIDE] = LP_ACTION_CREATE_SUBGROUP,
    [MAY_CHANGE] = LP_ACTION_CHANGE_GROUP,
  };

  if (need == ANYWHERE || self->group_id == NULL)
    return need == ANYWHERE;
  if (need == IN_GROUP)
    return TRUE;
  if (need == MAY_CREATE)
    return lp_session_may_any (self->session, LP_RIGHT_CREATE, self->group_id);
  return lp_session_may (self->session, needed[need], self->group_id, NULL, NULL);
}

static gboolean
contains (const char *haystack, const char *folded)
{
  g_autofree char *text = g_utf8_casefold (haystack, -1);

  return *folded == '\0' || strstr (text, folded) != NULL;
}

static void
add (LpSearchDialog *self,
     const char *icon_name,
     const char *title,
     const char *subtitle,
     const char *action,
     const char *target)
{
  gtk_list_box_append (self->results, lp_search_result_new (icon_name, title, subtitle, action, target));
}

static void
add_groups (LpSearchDialog *self, const char *folded)
{
  guint n_added = 0;

  for (guint i = 0; n_added < MAX_EACH && i < g_list_model_get_n_items (self->groups); i++)
    {
      g_autoptr (LpGroupItem) item = g_list_model_get_item (self->groups, i);
      g_autofree char *path = NULL;

      if (!contains (lp_group_item_get_name (item), folded))
        continue;
      g_object_get (item, "path-text", &path, NULL);
      add (self, "group-unit-symbolic", lp_group_item_get_name (item), path, "win.select-group",
           lp_group_item_get_id (item));
      n_added++;
    }
}

static void
add_people (LpSearchDialog *self)
{
  for (guint i = 0; self->people != NULL && i < MIN (g_list_model_get_n_items (self->people), MAX_EACH); i++)
    {
      g_autoptr (LpPersonItem) item = g_list_model_get_item (self->people, i);
      LpPerson *person = lp_person_item_get_person (item);

      add (self, "avatar-default-symbolic", person->name, person->email, "win.find-text", person->name);
    }
}

static void
add_tickets (LpSearchDialog *self)
{
  guint n_items = self->tickets != NULL ? g_list_model_get_n_items (G_LIST_MODEL (self->tickets)) : 0;

  for (guint i = 0; i < MIN (n_items, MAX_EACH); i++)
    {
      g_autoptr (LpTicketItem) item = g_list_model_get_item (G_LIST_MODEL (self->tickets), i);
      g_autofree char *what = g_strdup_printf ("%s · %s", lp_ticket_item_get_product (item),
                                               lp_ticket_item_get_allocated_to (item));

      add (self, "license-ticket-symbolic", lp_ticket_item_get_code (item), what, "win.show-ticket",
           lp_ticket_item_get_code (item));
    }
}

static void
update (LpSearchDialog *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));
  g_autofree char *folded = g_utf8_casefold (text, -1);
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->results, 0)) != NULL)
    gtk_list_box_remove (self->results, GTK_WIDGET (row));

  if (*text != '\0')
    {
      add_groups (self, folded);
      add_people (self);
      add_tickets (self);
    }
  for (gsize i = 0; i < G_N_ELEMENTS (actions); i++)
    if (contains (_ (actions[i].title), folded) && is_met (self, actions[i].need))
      add (self, actions[i].icon_name, _ (actions[i].title), NULL, actions[i].action, NULL);
  gtk_list_box_select_row (self->results, gtk_list_box_get_row_at_index (self->results, 0));
}

static void
on_search_changed (LpSearchDialog *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));

  g_clear_object (&self->people);
  if (*text != '\0')
    {
      self->people = lp_person_list_new (self->session, text, MAX_EACH);
      g_signal_connect_object (self->people, "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
    }
  if (self->tickets == NULL && *text != '\0')
    {
      self->tickets = lp_ticket_list_new (self->session);
      g_signal_connect_object (self->tickets, "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
    }
  if (self->tickets != NULL)
    lp_ticket_list_set_search (self->tickets, text);
  update (self);
}

static void
on_row_activated (LpSearchDialog *self, GtkListBoxRow *row)
{
  GtkWindow *window = gtk_window_get_transient_for (GTK_WINDOW (self));
  g_autoptr (GtkListBoxRow) chosen = g_object_ref (row);

  gtk_window_close (GTK_WINDOW (self));
  if (window != NULL)
    lp_search_result_activate (LP_SEARCH_RESULT (chosen), GTK_WIDGET (window));
}

static void
on_search_activate (LpSearchDialog *self)
{
  GtkListBoxRow *row = gtk_list_box_get_selected_row (self->results);

  if (row != NULL)
    on_row_activated (self, row);
}

static void
on_search_stopped (LpSearchDialog *self)
{
  gtk_window_close (GTK_WINDOW (self));
}

GtkWindow *
lp_search_dialog_new (LpSession *session, const char *group_id)
{
  LpSearchDialog *self = g_object_new (LP_TYPE_SEARCH_DIALOG, NULL);

  self->session = g_object_ref (session);
  self->group_id = g_strdup (group_id);
  self->groups = lp_group_list_new (session, -1);
  g_signal_connect_object (self->groups, "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
  return GTK_WINDOW (self);
}

static void
lp_search_dialog_dispose (GObject *object)
{
  LpSearchDialog *self = LP_SEARCH_DIALOG (object);

  g_clear_object (&self->groups);
  g_clear_object (&self->people);
  g_clear_object (&self->tickets);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (lp_search_dialog_parent_class)->dispose (object);
}

static void
lp_search_dialog_finalize (GObject *object)
{
  g_free (LP_SEARCH_DIALOG (object)->group_id);

  G_OBJECT_CLASS (lp_search_dialog_parent_class)->finalize (object);
}

static void
lp_search_dialog_class_init (LpSearchDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lp_search_dialog_dispose;
  G_OBJECT_CLASS (klass)->finalize = lp_search_dialog_finalize;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_DIALOG);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/LicensePortal/ui/search-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, LpSearchDialog, search);
  gtk_widget_class_bind_template_child (widget_class, LpSearchDialog, results);
  gtk_widget_class_bind_template_callback (widget_class, on_search_changed);
  gtk_widget_class_bind_template_callback (widget_class, on_search_activate);
  gtk_widget_class_bind_template_callback (widget_class, on_search_stopped);
  gtk_widget_class_bind_template_callback (widget_class, on_row_activated);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
lp_search_dialog_init (LpSearchDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

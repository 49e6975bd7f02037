/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "lp-calls.h"
#include "lp-format.h"
#include "lp-group-dialogs.h"
#include "lp-replica.h"
#include "lp-submit.h"
#include "lp-toasts.h"

/* A group that may be archived, while its contents are counted and as long as the dialog is open. */
typedef struct
{
  GtkWidget *from;
  LpSession *session;
  LpGroup *group;
  guint n_tickets;
  guint n_members;
  guint n_subgroups;
} Archiving;

static void
archiving_free (gpointer data)
{
  Archiving *self = data;

  g_object_unref (self->from);
  g_object_unref (self->session);
  lp_group_unref (self->group);
  g_free (self);
}
G_DEFINE_AUTOPTR_CLEANUP_FUNC (Archiving, archiving_free)

/* Empty for a group that can be archived. */
static char *
describe_contents (Archiving *self)
{
  g_autoptr (GPtrArray) parts = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *tickets = lp_format_count (self->n_tickets);
  g_autofree char *members = lp_format_count (self->n_members);
  g_autofree char *subgroups = lp_format_count (self->n_subgroups);

  if (self->n_tickets > 0)
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%s ticket", "%s tickets", self->n_tickets), tickets));
  if (self->n_members > 0)
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%s member", "%s members", self->n_members), members));
  if (self->n_subgroups > 0)
    g_ptr_array_add (parts, g_strdup_printf (ngettext ("%s subgroup", "%s subgroups", self->n_subgroups),
                                             subgroups));
  g_ptr_array_add (parts, NULL);
  return g_strjoinv (" · ", (char **) parts->pdata);
}

/* The group that was shown is gone; the one above has what is left to look at. */
static void
archived_cb (LpReply *reply, gpointer user_data)
{
  Archiving *self = user_data;
  LpReplica *replica = lp_session_get_replica (self->session);
  g_autoptr (LpGroup) parent = replica != NULL ? lp_replica_get_group (replica, self->group->parent_id)
                                               : NULL;

  if (parent != NULL)
    gtk_widget_activate_action (self->from, "win.select-group", "s", parent->id);
}

static Archiving *
archiving_new (GtkWidget *from, LpSession *session, LpGroup *group)
{
  Archiving *self = g_new0 (Archiving, 1);

  self->from = g_object_ref (from);
  self->session = g_object_ref (session);
  self->group = lp_group_ref (group);
  return self;
}

static void
response_cb (AdwMessageDialog *dialog, const char *response, Archiving *self)
{
  g_autoptr (LpRequest) request = NULL;
  g_autofree char *summary = NULL;
  g_autofree char *done = NULL;

  if (!g_str_equal (response, "archive"))
    return;

  request = lp_call_archive_group (self->group->id, self->group->etag);
  /* Translators: a change; %s is the name of a group */
  summary = g_strdup_printf (_ ("Archive the group %s"), self->group->name);
  /* Translators: %s is the name of a group */
  done = g_strdup_printf (_ ("Archived %s"), self->group->name);
  lp_submit_change_or (self->from, self->session, request, summary, done, archived_cb, NULL,
                       archiving_new (self->from, self->session, self->group), archiving_free);
}

static void
closure_free (gpointer data, GClosure *closure)
{
  archiving_free (data);
}

/* Takes over @self. */
static void
present (Archiving *self)
{
  GtkRoot *root = gtk_widget_get_root (self->from);
  AdwMessageDialog *dialog = ADW_MESSAGE_DIALOG (adw_message_dialog_new (GTK_WINDOW (root), NULL, NULL));
  g_autofree char *contents = describe_contents (self);

  if (*contents != '\0')
    {
      /* Translators: %s is the name of a group */
      adw_message_dialog_format_heading (dialog, _ ("%s Is Not Empty"), self->group->name);
      /* Translators: %s is what a group still has: “12 tickets · 3 members” */
      adw_message_dialog_format_body (
          dialog,
          _ ("It still has: %s. Move or remove them first; only an empty group can be "
             "archived."),
          contents);
      adw_message_dialog_add_response (dialog, "cancel", _ ("Close"));
    }
  else
    {
      /* Translators: %s is the name of a group */
      adw_message_dialog_format_heading (dialog, _ ("Archive %s?"), self->group->name);
      adw_message_dialog_set_body (
          dialog, _ ("It has no tickets, members or subgroups. It disappears from the tree for "
                     "everybody, and open invitations to it end. This cannot be undone."));
      adw_message_dialog_add_responses (dialog, "cancel", _ ("Cancel"), "archive", _ ("Archive"), NULL);
      adw_message_dialog_set_response_appearance (dialog, "archive", ADW_RESPONSE_DESTRUCTIVE);
    }
  g_signal_connect_data (dialog, "response", G_CALLBACK (response_cb), self, closure_free, 0);
  gtk_window_present (GTK_WINDOW (dialog));
}

static void
members_counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Archiving) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GPtrArray) members = lp_replica_query_members_finish (LP_REPLICA (source), result, &error);

  if (members == NULL)
    {
      lp_toast_show_error (self->from, error);
      return;
    }
  self->n_members = members->len;
  if (gtk_widget_get_root (self->from) != NULL)
    present (g_steal_pointer (&self));
}

static void
groups_counted_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (Archiving) self = user_data;
  g_autoptr (GError) error = NULL;
  g_autoptr (GArray) groups = lp_replica_query_groups_finish (LP_REPLICA (source), result, &error);
  const char *id = self->group->id;

  if (groups == NULL)
    {
      lp_toast_show_error (self->from, error);
      return;
    }
  for (guint i = 0; i < groups->len; i++)
    {
      const LpGroupCount *count = &g_array_index (groups, LpGroupCount, i);

      if (g_str_equal (count->group->id, id))
        self->n_tickets = count->tickets;
      self->n_subgroups += g_strcmp0 (count->group->parent_id, id) == 0;
    }
  lp_replica_query_members_async (LP_REPLICA (source), id, NULL, members_counted_cb, self);
  g_steal_pointer (&self);
}

void
lp_group_ask_archive (GtkWidget *from, LpSession *session, const char *group_id)
{
  LpReplica *replica = lp_session_get_replica (session);
  g_autoptr (LpGroup) group = replica != NULL ? lp_replica_get_group (replica, group_id) : NULL;

  if (group != NULL)
    lp_replica_query_groups_async (replica, NULL, groups_counted_cb, archiving_new (from, session, group));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <adwaita.h>
#include <glib/gi18n.h>

#include "lp-calls.h"
#include "lp-format.h"
#include "lp-group-chooser.h"
#include "lp-group-dialogs.h"
#include "lp-group-name-dialog.h"
#include "lp-group-settings-dialog.h"
#include "lp-replica.h"
#include "lp-submit.h"
#include "lp-toasts.h"

/* What a dialog is about, as long as it is open. */
typedef struct
{
  GtkWidget *from;
  LpSession *session;
  LpGroup *group;
} Matter;

static Matter *
matter_new (GtkWidget *from, LpSession *session, const char *group_id)
{
  LpReplica *replica = lp_session_get_replica (session);
  LpGroup *group = replica != NULL ? lp_replica_get_group (replica, group_id) : NULL;
  Matter *matter;

  if (group == NULL)
    return NULL;

  matter = g_new0 (Matter, 1);
  matter->from = g_object_ref (from);
  matter->session = g_object_ref (session);
  matter->group = group;
  return matter;
}

static void
free_matter (Matter *matter)
{
  g_object_unref (matter->from);
  g_object_unref (matter->session);
  lp_group_unref (matter->group);
  g_free (matter);
}

static void
matter_free (gpointer data, GClosure *closure)
{
  free_matter (data);
}

static void
present (Matter *matter, GtkWindow *dialog)
{
  gtk_window_set_transient_for (dialog, GTK_WINDOW (gtk_widget_get_root (matter->from)));
  gtk_window_present (dialog);
}

static void
submit (Matter *matter, LpRequest *request, const char *summary, const char *done)
{
  lp_submit_change (matter->from, matter->session, request, summary, done);
}

/* A name that is being asked for; a refusal asks again. */
typedef struct
{
  Matter *matter;
  gboolean is_new;
  LpGroupKind kind;
  char *name;
} Naming;

static Naming *
naming_new (Matter *matter, gboolean is_new, const char *name, LpGroupKind kind)
{
  Naming *naming = g_new0 (Naming, 1);

  naming->matter = g_new0 (Matter, 1);
  naming->matter->from = g_object_ref (matter->from);
  naming->matter->session = g_object_ref (matter->session);
  naming->matter->group = lp_group_ref (matter->group);
  naming->is_new = is_new;
  naming->name = g_strdup (name);
  naming->kind = kind;
  return naming;
}

static void
naming_free (gpointer data)
{
  Naming *naming = data;

  free_matter (naming->matter);
  g_free (naming->name);
  g_free (naming);
}

static GtkWindow *ask_for_name (Matter *matter, gboolean is_new);

/* What was typed stays, with what was wrong about it. */
static void
name_refused_cb (const GError *error, gpointer user_data)
{
  Naming *naming = user_data;
  Matter *matter = matter_new (naming->matter->from, naming->matter->session, naming->matter->group->id);
  g_autofree char *problem = lp_format_error (error);
  GtkWindow *dialog;

  if (matter == NULL || gtk_widget_get_root (matter->from) == NULL)
    {
      lp_toast_show_error (naming->matter->from, error);
      g_clear_pointer (&matter, free_matter);
      return;
    }
  dialog = ask_for_name (matter, naming->is_new);
  lp_group_name_dialog_refuse (LP_GROUP_NAME_DIALOG (dialog), naming->name, naming->kind, problem);
}

/* Whoever makes a group goes on with it. */
static void
subgroup_created_cb (LpReply *reply, gpointer user_data)
{
  Naming *naming = user_data;
  g_autoptr (LpGroup) group = lp_reply_read_group (reply, NULL);

  if (group != NULL)
    gtk_widget_activate_action (naming->matter->from, "win.select-group", "s", group->id);
}

static void
subgroup_named_cb (LpGroupNameDialog *dialog, const char *name, int kind, Matter *matter)
{
  g_autoptr (LpRequest) request = lp_call_create_group (matter->group->id, name, (LpGroupKind) kind);
  /* Translators: a change; %s is the name of a new group */
  g_autofree char *summary = g_strdup_printf (_ ("Create the group %s"), name);
  /* Translators: %s is the name of a new group */
  g_autofree char *done = g_strdup_printf (_ ("Created %s"), name);

  lp_submit_change_or (matter->from, matter->session, request, summary, done, subgroup_created_cb,
                       name_refused_cb, naming_new (matter, TRUE, name, (LpGroupKind) kind), naming_free);
}

static void
renamed_cb (LpGroupNameDialog *dialog, const char *name, int kind, Matter *matter)
{
  g_autoptr (LpRequest) request = lp_call_rename_group (matter->group->id, matter->group->etag, name);
  /* Translators: a change; the old and the new name of a group */
  g_autofree char *summary = g_strdup_printf (_ ("Rename %s to %s"), matter->group->name, name);
  /* Translators: %s is the new name of a group */
  g_autofree char *done = g_strdup_printf (_ ("Renamed to %s"), name);

  lp_submit_change_or (matter->from, matter->session, request, summary, done, NULL, name_refused_cb,
                       naming_new (matter, FALSE, name, (LpGroupKind) kind), naming_free);
}

/* Takes over @matter. */
static GtkWindow *
ask_for_name (Matter *matter, gboolean is_new)
{
  GtkWindow *dialog = is_new
                          ? lp_group_name_dialog_new (_ ("New Subgroup"), _ ("Create"), NULL)
                          : lp_group_name_dialog_new (_ ("Rename Group"), _ ("Rename"), matter->group->name);

  g_signal_connect_data (dialog, "named", is_new ? G_CALLBACK (subgroup_named_cb) : G_CALLBACK (renamed_cb),
                         matter, matter_free, 0);
  present (matter, dialog);
  return dialog;
}

void
lp_group_ask_new_subgroup (GtkWidget *from, LpSession *session, const char *group_id)
{
  Matter *matter = matter_new (from, session, group_id);

  if (matter != NULL)
    ask_for_name (matter, TRUE);
}

void
lp_group_ask_name (GtkWidget *from, LpSession *session, const char *group_id)
{
  Matter *matter = matter_new (from, session, group_id);

  if (matter != NULL)
    ask_for_name (matter, FALSE);
}

static void
settings_changed_cb (LpGroupSettingsDialog *dialog, const LpGroupSettings *settings, Matter *matter)
{
  g_autoptr (LpRequest) request = lp_call_change_group_settings (matter->group->id, matter->group->etag,
                                                                 &matter->group->settings, settings);
  /* Translators: a change; %s is the name of a group */
  g_autofree char *summary = g_strdup_printf (_ ("Change the settings of %s"), matter->group->name);

  submit (matter, request, summary, _ ("Settings saved"));
}

void
lp_group_ask_settings (GtkWidget *from, LpSession *session, const char *group_id)
{
  Matter *matter = matter_new (from, session, group_id);
  GtkWindow *dialog;

  if (matter == NULL)
    return;

  dialog = lp_group_settings_dialog_new (matter->group);
  g_signal_connect_data (dialog, "changed", G_CALLBACK (settings_changed_cb), matter, matter_free, 0);
  present (matter, dialog);
}

static void
parent_chosen_cb (LpGroupChooser *dialog, const char *parent_id, Matter *matter)
{
  g_autoptr (LpRequest) request = lp_call_move_group (matter->group->id, matter->group->etag, parent_id);
  /* Translators: a change; %s is the name of a group */
  g_autofree char *summary = g_strdup_printf (_ ("Move the group %s"), matter->group->name);
  /* Translators: %s is the name of a group */
  g_autofree char *done = g_strdup_printf (_ ("Moved %s"), matter->group->name);

  submit (matter, request, summary, done);
}

void
lp_group_ask_parent (GtkWidget *from, LpSession *session, const char *group_id)
{
  Matter *matter = matter_new (from, session, group_id);
  GtkWindow *dialog;

  if (matter == NULL)
    return;

  dialog = lp_group_chooser_new (session, LP_ACTION_CREATE_SUBGROUP, matter->group, _ ("Move Group"));
  g_signal_connect_data (dialog, "chosen", G_CALLBACK (parent_chosen_cb), matter, matter_free, 0);
  present (matter, dialog);
}

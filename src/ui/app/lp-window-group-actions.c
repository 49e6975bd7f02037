/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-group-dialogs.h"
#include "lp-invite-dialog.h"
#include "lp-preferences.h"
#include "lp-reclaim-dialog.h"
#include "lp-search-dialog.h"
#include "lp-sight-dialog.h"
#include "lp-window-private.h"

static void
present (LpWindow *self, GtkWindow *dialog)
{
  gtk_window_set_transient_for (dialog, GTK_WINDOW (self));
  gtk_window_present (dialog);
}

static void
new_subgroup (GtkWidget *widget, const char *action, GVariant *parameter)
{
  LpWindow *self = LP_WINDOW (widget);

  lp_group_ask_new_subgroup (GTK_WIDGET (self->toasts), self->session,
                             lp_content_get_group_id (self->content));
}

static void
rename_group (GtkWidget *widget, const char *action, GVariant *parameter)
{
  LpWindow *self = LP_WINDOW (widget);

  lp_group_ask_name (GTK_WIDGET (self->toasts), self->session, lp_content_get_group_id (self->content));
}

static void
group_settings (GtkWidget *widget, const char *action, GVariant *parameter)
{
  LpWindow *self = LP_WINDOW (widget);

  lp_group_ask_settings (GTK_WIDGET (self->toasts), self->session, lp_content_get_group_id (self->content));
}

static void
move_group (GtkWidget *widget, const char *action, GVariant *parameter)
{
  LpWindow *self = LP_WINDOW (widget);

  lp_group_ask_parent (GTK_WIDGET (self->toasts), self->session, lp_content_get_group_id (self->content));
}

static void
archive_group (GtkWidget *widget, const char *action, GVariant *parameter)
{
  LpWindow *self = LP_WINDOW (widget);

  lp_group_ask_archive (GTK_WIDGET (self->toasts), self->session, lp_content_get_group_id (self->content));
}

static void
invite (GtkWidget *widget, const char *action, GVariant *parameter)
{
  LpWindow *self = LP_WINDOW (widget);
  const char *group_id = lp_content_get_group_id (self->content);

  if (group_id != NULL)
    present (self, lp_invite_dialog_new (GTK_WIDGET (self->toasts), self->session, group_id));
}

static void
search_everywhere (GtkWidget *widget, const char *action, GVariant *parameter)
{
  LpWindow *self = LP_WINDOW (widget);

  present (self, lp_search_dialog_new (self->session, lp_content_get_group_id (self->content)));
}

static void
preferences (GtkWidget *widget, const char *action, GVariant *parameter)
{
  LpWindow *self = LP_WINDOW (widget);

  present (self, lp_preferences_new (self->session, self->settings));
}

static void
select_group (GtkWidget *widget, const char *action, GVariant *parameter)
{
  lp_window_select_group (LP_WINDOW (widget), g_variant_get_string (parameter, NULL));
}

static void
find_text (GtkWidget *widget, const char *action, GVariant *parameter)
{
  LpWindow *self = LP_WINDOW (widget);

  if (lp_content_get_group_id (self->content) == NULL)
    lp_sidebar_select_first_group (self->sidebar);
  adw_leaflet_set_visible_child_name (self->leaflet, "content");
  lp_content_find_text (self->content, g_variant_get_string (parameter, NULL));
}

static void
show_tickets_of (GtkWidget *widget, const char *action, GVariant *parameter)
{
  lp_content_show_tickets_of (LP_WINDOW (widget)->content, g_variant_get_string (parameter, NULL));
}

static void
explain_sight (GtkWidget *widget, const char *action, GVariant *parameter)
{
  LpWindow *self = LP_WINDOW (widget);
  const char *code, *person_id;

  g_variant_get (parameter, "(&s&s)", &code, &person_id);
  present (self, lp_sight_dialog_new (self->session, code, person_id));
}

static void
reclaim_chosen_cb (LpWindow *self, const char *code)
{
  lp_content_show_ticket (self->content, code);
}

static void
reclaim (GtkWidget *widget, const char *action, GVariant *parameter)
{
  LpWindow *self = LP_WINDOW (widget);
  const char *group_id = lp_content_get_group_id (self->content);
  GtkWindow *dialog;

  if (group_id == NULL)
    return;
  dialog = lp_reclaim_dialog_new (self->session, group_id);
  g_signal_connect_object (dialog, "chosen", G_CALLBACK (reclaim_chosen_cb), self, G_CONNECT_SWAPPED);
  present (self, dialog);
}

static void
my_licenses (GtkWidget *widget, const char *action, GVariant *parameter)
{
  lp_sidebar_select_my_licenses (LP_WINDOW (widget)->sidebar);
}

void
lp_window_update_group_actions (LpWindow *self, const char *group_id)
{
  static const struct
  {
    const char *name;
    LpAction action;
  } table[] = {
    { "win.new-subgroup", LP_ACTION_CREATE_SUBGROUP }, { "win.rename-group", LP_ACTION_CHANGE_GROUP },
    { "win.group-settings", LP_ACTION_CHANGE_GROUP },  { "win.move-group", LP_ACTION_CHANGE_GROUP },
    { "win.archive-group", LP_ACTION_CHANGE_GROUP },   { "win.invite", LP_ACTION_CHANGE_MEMBERSHIPS },
  };
  gboolean open = lp_session_get_state (self->session) == LP_SESSION_OPEN;

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    gtk_widget_action_set_enabled (GTK_WIDGET (self), table[i].name,
                                   group_id != NULL &&
                                       lp_session_may (self->session, table[i].action, group_id, NULL, NULL));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.search-everywhere", open);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "win.my-licenses", open);
}

void
lp_window_install_group_actions (GtkWidgetClass *klass)
{
  static const struct
  {
    const char *name;
    const char *type;
    GtkWidgetActionActivateFunc activate;
  } table[] = {
    { "win.new-subgroup", NULL, new_subgroup },
    { "win.rename-group", NULL, rename_group },
    { "win.group-settings", NULL, group_settings },
    { "win.move-group", NULL, move_group },
    { "win.archive-group", NULL, archive_group },
    { "win.invite", NULL, invite },
    { "win.search-everywhere", NULL, search_everywhere },
    { "win.preferences", NULL, preferences },
    { "win.select-group", "s", select_group },
    { "win.find-text", "s", find_text },
    { "win.my-licenses", NULL, my_licenses },
    { "win.show-tickets-of", "s", show_tickets_of },
    { "win.explain-sight", "(ss)", explain_sight },
    { "win.reclaim", NULL, reclaim },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    gtk_widget_class_install_action (klass, table[i].name, table[i].type, table[i].activate);
}

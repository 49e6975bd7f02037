/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-discarding.h"
#include "lp-group-settings-dialog.h"

struct _LpGroupSettingsDialog
{
  AdwWindow parent_instance;

  /* Template */
  AdwWindowTitle *heading;
  AdwComboRow *visibility;
  AdwComboRow *allocate_to;
  AdwComboRow *approval;

  LpGroup *group;
  guint old[3]; /* what the rows had selected at first */
  gboolean saved;
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LpGroupSettingsDialog, lp_group_settings_dialog, ADW_TYPE_WINDOW)

/* The rows name two values of `approval`; a third, “above a quantity”, is kept unless another is chosen. */
static guint
get_approval_position (const char *approval)
{
  if (approval == NULL)
    return 0;
  if (g_str_equal (approval, "none"))
    return 1;
  return g_str_equal (approval, "always") ? 2 : GTK_INVALID_LIST_POSITION;
}

static const char *
get_approval (LpGroupSettingsDialog *self)
{
  switch (adw_combo_row_get_selected (self->approval))
    {
    case 0:
      return NULL;
    case 1:
      return "none";
    case 2:
      return "always";
    default:
      return self->group->settings.approval;
    }
}

static gboolean
is_changed (LpGroupSettingsDialog *self)
{
  return adw_combo_row_get_selected (self->visibility) != self->old[0] ||
         adw_combo_row_get_selected (self->allocate_to) != self->old[1] ||
         adw_combo_row_get_selected (self->approval) != self->old[2];
}

static void
on_save (LpGroupSettingsDialog *self)
{
  LpGroupSettings settings = self->group->settings;
  guint visibility = adw_combo_row_get_selected (self->visibility);
  guint allocate_to = adw_combo_row_get_selected (self->allocate_to);

  settings.default_visibility = visibility == 0   ? -1
                                : visibility == 1 ? LP_VISIBILITY_VISIBLE
                                                  : LP_VISIBILITY_ADMINS;
  settings.allocate_to_creator = (int) allocate_to - 1;
  settings.approval = (char *) get_approval (self);
  self->saved = TRUE;
  if (is_changed (self))
    g_signal_emit (self, signals[CHANGED], 0, &settings);
  gtk_window_close (GTK_WINDOW (self));
}

GtkWindow *
lp_group_settings_dialog_new (LpGroup *group)
{
  LpGroupSettingsDialog *self = g_object_new (LP_TYPE_GROUP_SETTINGS_DIALOG, NULL);
  const LpGroupSettings *settings = &group->settings;

  self->group = lp_group_ref (group);
  self->old[0] = settings->default_visibility < 0                        ? 0
                 : settings->default_visibility == LP_VISIBILITY_VISIBLE ? 1
                                                                         : 2;
  self->old[1] = settings->allocate_to_creator < 0 ? 0 : settings->allocate_to_creator ? 2 : 1;
  self->old[2] = get_approval_position (settings->approval);
  adw_window_title_set_subtitle (self->heading, group->name);
  adw_combo_row_set_selected (self->visibility, self->old[0]);
  adw_combo_row_set_selected (self->allocate_to, self->old[1]);
  adw_combo_row_set_selected (self->approval, self->old[2]);
  return GTK_WINDOW (self);
}

static gboolean
lp_group_settings_dialog_close_request (GtkWindow *window)
{
  LpGroupSettingsDialog *self = LP_GROUP_SETTINGS_DIALOG (window);

  if (lp_discarding_holds (window, is_changed (self) && !self->saved, _ ("Discard the New Settings?"),
                           _ ("The settings of the group stay as they were.")))
    return TRUE;
  return GTK_WINDOW_CLASS (lp_group_settings_dialog_parent_class)->close_request (window);
}

static void
lp_group_settings_dialog_finalize (GObject *object)
{
  g_clear_pointer (&LP_GROUP_SETTINGS_DIALOG (object)->group, lp_group_unref);

  G_OBJECT_CLASS (lp_group_settings_dialog_parent_class)->finalize (object);
}

static void
lp_group_settings_dialog_class_init (LpGroupSettingsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = lp_group_settings_dialog_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = lp_group_settings_dialog_close_request;

  signals[CHANGED] = g_signal_new ("changed", LP_TYPE_GROUP_SETTINGS_DIALOG, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_DIALOG);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/LicensePortal/ui/group-settings-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, LpGroupSettingsDialog, heading);
  gtk_widget_class_bind_template_child (widget_class, LpGroupSettingsDialog, visibility);
  gtk_widget_class_bind_template_child (widget_class, LpGroupSettingsDialog, allocate_to);
  gtk_widget_class_bind_template_child (widget_class, LpGroupSettingsDialog, approval);
  gtk_widget_class_bind_template_callback (widget_class, on_save);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "window.close", NULL);
}

static void
lp_group_settings_dialog_init (LpGroupSettingsDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->visibility));
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-allocation-panel.h"
#include "lp-person-picker.h"
#include "lp-toasts.h"

struct _LpAllocationPanel
{
  AdwBin parent_instance;

  /* Template */
  AdwPreferencesGroup *group;
  AdwActionRow *person_row;
  AdwActionRow *everyone_row;
  AdwActionRow *admins_row;
  AdwActionRow *sight;
  GtkCheckButton *person;
  GtkCheckButton *everyone;
  GtkCheckButton *admins;
  GtkMenuButton *choose;
  LpPersonPicker *picker;

  LpAllocationDraft *draft;
  GSignalGroup *signals;
  gboolean quiet; /* the buttons are being set, nobody chose */
};

G_DEFINE_FINAL_TYPE (LpAllocationPanel, lp_allocation_panel, ADW_TYPE_BIN)

static GtkCheckButton *
get_button (LpAllocationPanel *self, LpAllocationChoice choice)
{
  if (choice == LP_ALLOCATION_PERSON)
    return self->person;
  return choice == LP_ALLOCATION_EVERYONE ? self->everyone : self->admins;
}

/* The rows are what the keyboard stops at, so they tell what their buttons show. */
static void
tell_choice (LpAllocationPanel *self)
{
  AdwActionRow *rows[] = { self->person_row, self->everyone_row, self->admins_row };
  GtkCheckButton *buttons[] = { self->person, self->everyone, self->admins };

  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++)
    gtk_accessible_update_state (GTK_ACCESSIBLE (rows[i]), GTK_ACCESSIBLE_STATE_CHECKED,
                                 gtk_check_button_get_active (buttons[i]) ? GTK_ACCESSIBLE_TRISTATE_TRUE
                                                                          : GTK_ACCESSIBLE_TRISTATE_FALSE,
                                 -1);
}

static void
update (LpAllocationPanel *self)
{
  g_autofree char *person = NULL, *everyone = NULL, *admins = NULL;
  g_autofree char *blocked = NULL;
  gboolean can_change, busy;

  if (self->draft == NULL)
    return;

  g_object_get (self->draft, "person-text", &person, "everyone-text", &everyone, "admins-text", &admins,
                "busy", &busy, NULL);
  can_change = lp_allocation_draft_get_can_change (self->draft, &blocked);

  adw_action_row_set_subtitle (self->person_row, person != NULL ? person : "");
  adw_action_row_set_subtitle (self->everyone_row, everyone != NULL ? everyone : "");
  adw_action_row_set_subtitle (self->admins_row, admins != NULL ? admins : "");
  adw_preferences_group_set_description (self->group, can_change ? NULL : blocked);

  self->quiet = TRUE;
  gtk_check_button_set_active (get_button (self, lp_allocation_draft_get_choice (self->draft)), TRUE);
  self->quiet = FALSE;
  tell_choice (self);

  gtk_widget_set_sensitive (GTK_WIDGET (self->person_row), can_change && !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->everyone_row), can_change && !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->admins_row), can_change && !busy);
}

/* Begins with whoever it is allocated to: the person about whom somebody asks most often. */
static void
show_sight_of (LpAllocationPanel *self)
{
  const char *person_id = self->draft != NULL ? lp_allocation_draft_get_assignee_id (self->draft) : NULL;

  if (self->draft == NULL)
    return;
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->sight), "(ss)",
                                    lp_allocation_draft_get_code (self->draft),
                                    person_id != NULL ? person_id : "");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->sight), "win.explain-sight");
}

void
lp_allocation_panel_set_draft (LpAllocationPanel *self, LpAllocationDraft *draft)
{
  if (!g_set_object (&self->draft, draft))
    return;

  g_signal_group_set_target (self->signals, draft);
  lp_person_picker_set_candidates (self->picker,
                                   draft != NULL ? lp_allocation_draft_get_candidates (draft) : NULL);
  show_sight_of (self);
  update (self);
}

static void
applied_cb (GObject *source, GAsyncResult *result, gpointer user_data)
{
  g_autoptr (LpAllocationPanel) self = user_data;
  LpAllocationDraft *draft = LP_ALLOCATION_DRAFT (source);
  g_autofree char *summary = NULL;
  g_autoptr (GError) error = NULL;

  if (lp_allocation_draft_apply_finish (draft, result, &summary, &error))
    lp_toast_show_undo (GTK_WIDGET (self), summary, draft);
  else
    lp_toast_show_error (GTK_WIDGET (self), error);

  /* By now another ticket may be shown; its own draft stands as it is. */
  update (self);
}

static void
apply (LpAllocationPanel *self, LpAllocationChoice choice, const char *person_id)
{
  lp_allocation_draft_apply_async (self->draft, choice, person_id, NULL, applied_cb, g_object_ref (self));
}

/* “Person” alone says nothing yet: ask who, and until then everything stays as it was. */
static void
on_person_toggled (LpAllocationPanel *self)
{
  if (self->quiet || !gtk_check_button_get_active (self->person))
    return;

  gtk_menu_button_popup (self->choose);
}

static void
on_person_chosen (LpAllocationPanel *self, const char *person_id)
{
  if (lp_allocation_draft_get_choice (self->draft) != LP_ALLOCATION_PERSON ||
      g_strcmp0 (lp_allocation_draft_get_assignee_id (self->draft), person_id) != 0)
    apply (self, LP_ALLOCATION_PERSON, person_id);
}

static void
on_picker_closed (LpAllocationPanel *self)
{
  update (self);
}

static void
on_everyone_toggled (LpAllocationPanel *self)
{
  if (!self->quiet && gtk_check_button_get_active (self->everyone))
    apply (self, LP_ALLOCATION_EVERYONE, NULL);
}

static void
on_admins_toggled (LpAllocationPanel *self)
{
  if (!self->quiet && gtk_check_button_get_active (self->admins))
    apply (self, LP_ALLOCATION_ADMINS, NULL);
}

static void
lp_allocation_panel_dispose (GObject *object)
{
  LpAllocationPanel *self = LP_ALLOCATION_PANEL (object);

  g_clear_object (&self->signals);
  g_clear_object (&self->draft);

  G_OBJECT_CLASS (lp_allocation_panel_parent_class)->dispose (object);
}

static void
lp_allocation_panel_class_init (LpAllocationPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lp_allocation_panel_dispose;

  g_type_ensure (LP_TYPE_PERSON_PICKER);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/LicensePortal/ui/allocation-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, LpAllocationPanel, group);
  gtk_widget_class_bind_template_child (widget_class, LpAllocationPanel, person_row);
  gtk_widget_class_bind_template_child (widget_class, LpAllocationPanel, everyone_row);
  gtk_widget_class_bind_template_child (widget_class, LpAllocationPanel, admins_row);
  gtk_widget_class_bind_template_child (widget_class, LpAllocationPanel, sight);
  gtk_widget_class_bind_template_child (widget_class, LpAllocationPanel, person);
  gtk_widget_class_bind_template_child (widget_class, LpAllocationPanel, everyone);
  gtk_widget_class_bind_template_child (widget_class, LpAllocationPanel, admins);
  gtk_widget_class_bind_template_child (widget_class, LpAllocationPanel, choose);
  gtk_widget_class_bind_template_child (widget_class, LpAllocationPanel, picker);
  gtk_widget_class_bind_template_callback (widget_class, on_person_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_person_chosen);
  gtk_widget_class_bind_template_callback (widget_class, on_picker_closed);
  gtk_widget_class_bind_template_callback (widget_class, on_everyone_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_admins_toggled);
}

static void
lp_allocation_panel_init (LpAllocationPanel *self)
{
  self->signals = g_signal_group_new (LP_TYPE_ALLOCATION_DRAFT);
  g_signal_group_connect_swapped (self->signals, "notify", G_CALLBACK (update), self);
  gtk_widget_init_template (GTK_WIDGET (self));
}

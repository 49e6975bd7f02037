/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-field-rows.h"
#include "lp-steps.h"

struct _LpAllocationForm
{
  AdwPreferencesGroup parent_instance;

  /* Template */
  GtkCheckButton *person;
  GtkCheckButton *everyone;
  GtkCheckButton *admins;
  AdwActionRow *person_row;
  AdwActionRow *everyone_row;
  AdwActionRow *admins_row;
  GtkDropDown *people;
  LpFaultRow *person_fault;

  /* Owned */
  LpLicenseDraft *draft;
  LpMemberList *candidates; /* nullable */
  gboolean showing;
};

G_DEFINE_FINAL_TYPE (LpAllocationForm, lp_allocation_form, ADW_TYPE_PREFERENCES_GROUP)

static LpAllocationChoice
get_choice (LpAllocationForm *self)
{
  if (gtk_check_button_get_active (self->person))
    return LP_ALLOCATION_PERSON;
  return gtk_check_button_get_active (self->everyone) ? LP_ALLOCATION_EVERYONE : LP_ALLOCATION_ADMINS;
}

static void
store (LpAllocationForm *self)
{
  LpMemberItem *item = gtk_drop_down_get_selected_item (self->people);
  LpAllocationChoice choice = get_choice (self);
  gboolean has_person = choice == LP_ALLOCATION_PERSON && item != NULL;

  if (!self->showing)
    lp_license_draft_set_allocation (self->draft, choice,
                                     has_person ? lp_member_item_get_person_id (item) : NULL);
}

static void
on_toggled (LpAllocationForm *self, GtkCheckButton *button)
{
  if (gtk_check_button_get_active (button))
    store (self);
}

static void
on_person_selected (LpAllocationForm *self)
{
  if (get_choice (self) == LP_ALLOCATION_PERSON)
    store (self);
}

static void
show_people (LpAllocationForm *self, const char *assignee_id)
{
  LpMemberList *candidates = lp_license_draft_get_candidates (self->draft);
  GListModel *model = G_LIST_MODEL (candidates);

  if (candidates != self->candidates)
    {
      g_set_object (&self->candidates, candidates);
      gtk_drop_down_set_model (self->people, model);
    }
  if (assignee_id == NULL)
    gtk_drop_down_set_selected (self->people, GTK_INVALID_LIST_POSITION);
  for (guint i = 0; model != NULL && assignee_id != NULL && i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr (LpMemberItem) item = g_list_model_get_item (model, i);

      if (g_str_equal (lp_member_item_get_person_id (item), assignee_id))
        gtk_drop_down_set_selected (self->people, i);
    }
}

static void
show_counts (LpAllocationForm *self)
{
  g_autofree char *everyone = lp_license_draft_dup_audience_text (self->draft, LP_ALLOCATION_EVERYONE);
  g_autofree char *admins = lp_license_draft_dup_audience_text (self->draft, LP_ALLOCATION_ADMINS);
  gboolean has_people = self->candidates != NULL &&
                        g_list_model_get_n_items (G_LIST_MODEL (self->candidates)) > 0;

  adw_action_row_set_subtitle (self->everyone_row, everyone);
  adw_action_row_set_subtitle (self->admins_row, admins);
  gtk_widget_set_sensitive (GTK_WIDGET (self->person_row), has_people);
}

static void
draft_changed_cb (LpAllocationForm *self)
{
  const char *assignee_id;
  LpAllocationChoice choice = lp_license_draft_get_allocation (self->draft, &assignee_id);

  self->showing = TRUE;
  show_people (self, assignee_id);
  gtk_check_button_set_active (self->person, choice == LP_ALLOCATION_PERSON);
  gtk_check_button_set_active (self->everyone, choice == LP_ALLOCATION_EVERYONE);
  gtk_check_button_set_active (self->admins, choice == LP_ALLOCATION_ADMINS);
  gtk_widget_set_visible (GTK_WIDGET (self->people), choice == LP_ALLOCATION_PERSON);
  show_counts (self);
  lp_fault_row_set_text (self->person_fault,
                         lp_license_draft_get_fault (self->draft, "/allocation/assignee_id"));
  self->showing = FALSE;
}

static void
lp_allocation_form_dispose (GObject *object)
{
  LpAllocationForm *self = LP_ALLOCATION_FORM (object);

  g_clear_object (&self->candidates);
  g_clear_object (&self->draft);
  G_OBJECT_CLASS (lp_allocation_form_parent_class)->dispose (object);
}

static void
lp_allocation_form_class_init (LpAllocationFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (LP_TYPE_FAULT_ROW);
  g_type_ensure (LP_TYPE_MEMBER_ITEM);
  G_OBJECT_CLASS (klass)->dispose = lp_allocation_form_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/LicensePortal/ui/license-allocation-form.ui");
  gtk_widget_class_bind_template_child (widget_class, LpAllocationForm, person);
  gtk_widget_class_bind_template_child (widget_class, LpAllocationForm, everyone);
  gtk_widget_class_bind_template_child (widget_class, LpAllocationForm, admins);
  gtk_widget_class_bind_template_child (widget_class, LpAllocationForm, person_row);
  gtk_widget_class_bind_template_child (widget_class, LpAllocationForm, everyone_row);
  gtk_widget_class_bind_template_child (widget_class, LpAllocationForm, admins_row);
  gtk_widget_class_bind_template_child (widget_class, LpAllocationForm, people);
  gtk_widget_class_bind_template_child (widget_class, LpAllocationForm, person_fault);
  gtk_widget_class_bind_template_callback (widget_class, on_toggled);
  gtk_widget_class_bind_template_callback (widget_class, on_person_selected);
}

static void
lp_allocation_form_init (LpAllocationForm *self)
{
  /* What the template's own signals say before there is a draft is nobody's choice. */
  self->showing = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->showing = FALSE;
}

void
lp_allocation_form_set_draft (LpAllocationForm *self, LpLicenseDraft *draft)
{
  self->draft = g_object_ref (draft);
  g_signal_connect_object (draft, "changed", G_CALLBACK (draft_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (draft, "notify::audience-text", G_CALLBACK (draft_changed_cb), self,
                           G_CONNECT_SWAPPED);
  draft_changed_cb (self);
}

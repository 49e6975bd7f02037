/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-decision-words.h"
#include "lp-reason-form.h"
#include "lp-revoke-form.h"

struct _LpRevokeForm
{
  AdwBin parent_instance;

  /* Template */
  GtkWidget *credit;
  AdwActionRow *none_row;
  AdwActionRow *pro_rata_row;
  AdwActionRow *full_row;
  GtkCheckButton *pro_rata;
  GtkCheckButton *full;
  LpReasonForm *reason_form;
};

G_DEFINE_FINAL_TYPE (LpRevokeForm, lp_revoke_form, ADW_TYPE_BIN)

const char *
lp_revoke_form_get_credit (LpRevokeForm *self)
{
  if (gtk_check_button_get_active (self->pro_rata))
    return "pro_rata";
  return gtk_check_button_get_active (self->full) ? "full" : "none";
}

const char *
lp_revoke_form_get_reason (LpRevokeForm *self)
{
  return lp_reason_form_get_reason (self->reason_form);
}

void
lp_revoke_form_set_answers (LpRevokeForm *self, const char *credit, const char *reason)
{
  if (g_strcmp0 (credit, "pro_rata") == 0 && gtk_widget_get_visible (GTK_WIDGET (self->pro_rata_row)))
    gtk_check_button_set_active (self->pro_rata, TRUE);
  else if (g_strcmp0 (credit, "full") == 0 && gtk_widget_get_visible (GTK_WIDGET (self->full_row)))
    gtk_check_button_set_active (self->full, TRUE);
  lp_reason_form_set_reason (self->reason_form, reason);
}

static void
explain (AdwActionRow *row, const LpRevokeOutlook *outlook, const char *credit)
{
  g_autofree char *sentence = lp_credit_dup_sentence (outlook, credit);

  adw_action_row_set_subtitle (row, sentence);
}

GtkWidget *
lp_revoke_form_new (const LpRevokeOutlook *outlook, const char *refusal)
{
  LpRevokeForm *self = g_object_new (LP_TYPE_REVOKE_FORM, NULL);

  explain (self->none_row, outlook, "none");
  explain (self->pro_rata_row, outlook, "pro_rata");
  explain (self->full_row, outlook, "full");
  gtk_widget_set_visible (self->credit, lp_date_is_valid (outlook->running.first));
  gtk_widget_set_visible (GTK_WIDGET (self->pro_rata_row), refusal == NULL && outlook->days_left > 0);
  gtk_widget_set_visible (GTK_WIDGET (self->full_row), refusal == NULL);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self->credit), refusal);
  return GTK_WIDGET (self);
}

static void
lp_revoke_form_class_init (LpRevokeFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (LP_TYPE_REASON_FORM);
  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/LicensePortal/ui/revoke-form.ui");
  gtk_widget_class_bind_template_child (widget_class, LpRevokeForm, credit);
  gtk_widget_class_bind_template_child (widget_class, LpRevokeForm, none_row);
  gtk_widget_class_bind_template_child (widget_class, LpRevokeForm, pro_rata_row);
  gtk_widget_class_bind_template_child (widget_class, LpRevokeForm, full_row);
  gtk_widget_class_bind_template_child (widget_class, LpRevokeForm, pro_rata);
  gtk_widget_class_bind_template_child (widget_class, LpRevokeForm, full);
  gtk_widget_class_bind_template_child (widget_class, LpRevokeForm, reason_form);
}

static void
lp_revoke_form_init (LpRevokeForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

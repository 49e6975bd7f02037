/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-decision-words.h"
#include "lp-revoke-form.h"
#include "lp-text-fault.h"

/* As the service takes of an Audit-Reason. */
#define MAX_REASON 500

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
  AdwEntryRow *reason;
  GtkLabel *problem;
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
  const char *reason = gtk_editable_get_text (GTK_EDITABLE (self->reason));

  return *reason != '\0' ? reason : NULL;
}

/* Nobody revokes before what is kept as the reason can be kept. */
static void
on_reason_edited (LpRevokeForm *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autofree char *fault = lp_text_explain_fault (gtk_editable_get_text (GTK_EDITABLE (self->reason)),
                                                  MAX_REASON);

  gtk_label_set_label (self->problem, fault != NULL ? fault : "");
  gtk_widget_set_visible (GTK_WIDGET (self->problem), fault != NULL);
  if (fault != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (self->reason), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->reason), "error");
  if (ADW_IS_MESSAGE_DIALOG (root))
    adw_message_dialog_set_response_enabled (ADW_MESSAGE_DIALOG (root), "revoke", fault == NULL);
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

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/LicensePortal/ui/revoke-form.ui");
  gtk_widget_class_bind_template_child (widget_class, LpRevokeForm, credit);
  gtk_widget_class_bind_template_child (widget_class, LpRevokeForm, none_row);
  gtk_widget_class_bind_template_child (widget_class, LpRevokeForm, pro_rata_row);
  gtk_widget_class_bind_template_child (widget_class, LpRevokeForm, full_row);
  gtk_widget_class_bind_template_child (widget_class, LpRevokeForm, pro_rata);
  gtk_widget_class_bind_template_child (widget_class, LpRevokeForm, full);
  gtk_widget_class_bind_template_child (widget_class, LpRevokeForm, reason);
  gtk_widget_class_bind_template_child (widget_class, LpRevokeForm, problem);
  gtk_widget_class_bind_template_callback (widget_class, on_reason_edited);
}

static void
lp_revoke_form_init (LpRevokeForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

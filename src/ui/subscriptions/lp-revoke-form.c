/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-revoke-form.h"

struct _LpRevokeForm
{
  AdwBin parent_instance;

  /* Template */
  AdwComboRow *credit;
  AdwEntryRow *reason;
};

G_DEFINE_FINAL_TYPE (LpRevokeForm, lp_revoke_form, ADW_TYPE_BIN)

const char *
lp_revoke_form_get_credit (LpRevokeForm *self)
{
  static const char *const credits[] = { "none", "pro_rata", "full" };

  return credits[MIN (adw_combo_row_get_selected (self->credit), G_N_ELEMENTS (credits) - 1)];
}

const char *
lp_revoke_form_get_reason (LpRevokeForm *self)
{
  const char *reason = gtk_editable_get_text (GTK_EDITABLE (self->reason));

  return *reason != '\0' ? reason : NULL;
}

GtkWidget *
lp_revoke_form_new (const char *refusal)
{
  LpRevokeForm *self = g_object_new (LP_TYPE_REVOKE_FORM, NULL);

  gtk_widget_set_sensitive (GTK_WIDGET (self->credit), refusal == NULL);
  if (refusal != NULL)
    adw_action_row_set_subtitle (ADW_ACTION_ROW (self->credit), refusal);
  return GTK_WIDGET (self);
}

static void
lp_revoke_form_class_init (LpRevokeFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  gtk_widget_class_set_template_from_resource (widget_class, "/org/example/LicensePortal/ui/revoke-form.ui");
  gtk_widget_class_bind_template_child (widget_class, LpRevokeForm, credit);
  gtk_widget_class_bind_template_child (widget_class, LpRevokeForm, reason);
}

static void
lp_revoke_form_init (LpRevokeForm *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

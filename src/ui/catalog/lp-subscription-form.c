/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-enums.h"
#include "lp-field.h"
#include "lp-format.h"
#include "lp-steps.h"

struct _LpSubscriptionForm
{
  AdwPreferencesGroup parent_instance;

  /* Template */
  LpChoiceRow *start_mode;
  LpChoiceRow *expiry_mode;
  LpDateRow *initial_expiry;
  LpFaultRow *expiry_fault;
  LpPeriodRow *notice;
  LpFaultRow *notice_fault;
  LpFaultRow *warning;

  /* Owned */
  LpLicenseDraft *draft;
  GPtrArray *fields; /* of LpField */
};

G_DEFINE_FINAL_TYPE (LpSubscriptionForm, lp_subscription_form, ADW_TYPE_PREFERENCES_GROUP)

/* The day is calculated as long as a mode decides it, and shown all the same. */
static void
show_expiry (LpSubscriptionForm *self)
{
  LpDate last = LP_DATE_NONE;
  g_autofree char *value = NULL;

  if (lp_license_draft_get_first_term (self->draft, NULL, &last, NULL))
    lp_date_row_show (self->initial_expiry, last);
  else if (lp_license_draft_get_expiry_mode (self->draft) != LP_EXPIRY_FIXED)
    lp_date_row_show (self->initial_expiry, LP_DATE_NONE);
}

static void
draft_changed_cb (LpSubscriptionForm *self)
{
  const LpProduct *product = lp_license_draft_get_product (self->draft);
  gboolean is_subscription = product != NULL && product->kind == LP_PRODUCT_SUBSCRIPTION;
  g_autofree char *schedule = NULL;
  g_autofree char *warning = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), is_subscription);
  if (!is_subscription)
    return;
  g_object_get (self->draft, "schedule-text", &schedule, "warning-text", &warning, NULL);
  adw_preferences_group_set_description (ADW_PREFERENCES_GROUP (self), schedule);
  lp_fault_row_set_text (self->warning, warning);
  show_expiry (self);
}

static void
lp_subscription_form_dispose (GObject *object)
{
  LpSubscriptionForm *self = LP_SUBSCRIPTION_FORM (object);

  g_clear_pointer (&self->fields, g_ptr_array_unref);
  g_clear_object (&self->draft);
  G_OBJECT_CLASS (lp_subscription_form_parent_class)->dispose (object);
}

static void
lp_subscription_form_class_init (LpSubscriptionFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (LP_TYPE_CHOICE_ROW);
  g_type_ensure (LP_TYPE_DATE_ROW);
  g_type_ensure (LP_TYPE_PERIOD_ROW);
  g_type_ensure (LP_TYPE_FAULT_ROW);
  G_OBJECT_CLASS (klass)->dispose = lp_subscription_form_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/LicensePortal/ui/license-subscription-form.ui");
  gtk_widget_class_bind_template_child (widget_class, LpSubscriptionForm, start_mode);
  gtk_widget_class_bind_template_child (widget_class, LpSubscriptionForm, expiry_mode);
  gtk_widget_class_bind_template_child (widget_class, LpSubscriptionForm, initial_expiry);
  gtk_widget_class_bind_template_child (widget_class, LpSubscriptionForm, expiry_fault);
  gtk_widget_class_bind_template_child (widget_class, LpSubscriptionForm, notice);
  gtk_widget_class_bind_template_child (widget_class, LpSubscriptionForm, notice_fault);
  gtk_widget_class_bind_template_child (widget_class, LpSubscriptionForm, warning);
}

static void
add_modes (LpSubscriptionForm *self)
{
  for (int mode = LP_START_PURCHASE; mode <= LP_START_ACTIVATION; mode++)
    lp_choice_row_add (self->start_mode, lp_enum_get_nick (LP_TYPE_START_MODE, mode),
                       lp_format_start_mode (mode));
  for (int mode = LP_EXPIRY_ANNIVERSARY; mode <= LP_EXPIRY_FIXED; mode++)
    lp_choice_row_add (self->expiry_mode, lp_enum_get_nick (LP_TYPE_EXPIRY_MODE, mode),
                       lp_format_expiry_mode (mode));
}

static void
lp_subscription_form_init (LpSubscriptionForm *self)
{
  self->fields = g_ptr_array_new_with_free_func ((GDestroyNotify) lp_field_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  lp_date_row_set_may_clear (self->initial_expiry, FALSE);
  add_modes (self);
}

static void
add_field (LpSubscriptionForm *self, const char *pointer, gpointer row, LpFaultRow *fault)
{
  g_ptr_array_add (self->fields, lp_field_new (self->draft, pointer, GTK_WIDGET (row), fault));
}

void
lp_subscription_form_set_draft (LpSubscriptionForm *self, LpLicenseDraft *draft)
{
  self->draft = g_object_ref (draft);
  add_field (self, "/subscription/start_mode", self->start_mode, NULL);
  add_field (self, "/subscription/expiry_mode", self->expiry_mode, NULL);
  add_field (self, "/subscription/initial_expiry", self->initial_expiry, self->expiry_fault);
  add_field (self, "/subscription/notice", self->notice, self->notice_fault);
  g_signal_connect_object (draft, "changed", G_CALLBACK (draft_changed_cb), self, G_CONNECT_SWAPPED);
  draft_changed_cb (self);
}

gboolean
lp_subscription_form_focus_fault (LpSubscriptionForm *self)
{
  return gtk_widget_get_visible (GTK_WIDGET (self)) && lp_fields_focus_fault (self->fields);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "lp-field.h"
#include "lp-order-rules.h"
#include "lp-steps.h"

struct _LpDetailsStep
{
  AdwBin parent_instance;

  /* Template */
  AdwPreferencesGroup *details;
  AdwPreferencesGroup *modules;
  LpSubscriptionForm *subscription;
  LpAllocationForm *allocation;

  /* Owned */
  LpLicenseDraft *draft;
  char *product_id;       /* nullable: whose rows are shown */
  GPtrArray *fields;      /* of LpField */
  GPtrArray *rows;        /* of those in details, borrowed */
  GPtrArray *module_rows; /* of LpSwitchRow, borrowed; in the product's order */
  gboolean showing;
};

G_DEFINE_FINAL_TYPE (LpDetailsStep, lp_details_step, ADW_TYPE_BIN)

static void
add_field (LpDetailsStep *self, const char *pointer, GtkWidget *row)
{
  LpFaultRow *fault = g_object_new (LP_TYPE_FAULT_ROW, NULL);

  adw_preferences_group_add (self->details, row);
  adw_preferences_group_add (self->details, GTK_WIDGET (fault));
  g_ptr_array_add (self->rows, row);
  g_ptr_array_add (self->rows, fault);
  g_ptr_array_add (self->fields, lp_field_new (self->draft, pointer, row, fault));
}

static void
add_number (LpDetailsStep *self, const char *pointer, const char *title, const char *subtitle, int max)
{
  LpNumberRow *row = g_object_new (LP_TYPE_NUMBER_ROW, "title", title, "subtitle", subtitle, NULL);

  lp_number_row_set_range (row, 1, max);
  add_field (self, pointer, GTK_WIDGET (row));
}

static void
clear_rows (LpDetailsStep *self)
{
  g_ptr_array_set_size (self->fields, 0);
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->details, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < self->module_rows->len; i++)
    adw_preferences_group_remove (self->modules, g_ptr_array_index (self->module_rows, i));
  g_ptr_array_set_size (self->module_rows, 0);
}

static void
module_toggled_cb (LpDetailsStep *self, GParamSpec *pspec, GtkWidget *row)
{
  const LpProduct *product = lp_license_draft_get_product (self->draft);
  g_autofree char *value = lp_field_row_get_value (row);
  guint index;

  if (self->showing || !g_ptr_array_find (self->module_rows, row, &index))
    return;
  lp_license_draft_set_module (self->draft, ((LpModule *) g_ptr_array_index (product->modules, index))->code,
                               g_str_equal (value, "true"));
}

static void
add_modules (LpDetailsStep *self, const LpProduct *product)
{
  for (guint i = 0; i < product->modules->len; i++)
    {
      const LpModule *module = g_ptr_array_index (product->modules, i);
      GtkWidget *row = g_object_new (LP_TYPE_SWITCH_ROW, "use-markup", FALSE, "title", module->name, NULL);

      adw_preferences_group_add (self->modules, row);
      g_ptr_array_add (self->module_rows, row);
      g_signal_connect_object (row, "notify::value", G_CALLBACK (module_toggled_cb), self, G_CONNECT_SWAPPED);
    }
  gtk_widget_set_visible (GTK_WIDGET (self->modules), product->modules->len > 0);
}

static void
show_modules (LpDetailsStep *self)
{
  const LpProduct *product = lp_license_draft_get_product (self->draft);

  self->showing = TRUE;
  for (guint i = 0; i < self->module_rows->len; i++)
    {
      const LpModule *module = g_ptr_array_index (product->modules, i);
      GtkWidget *row = g_ptr_array_index (self->module_rows, i);
      gboolean can_toggle;
      g_autofree char *text = lp_license_draft_dup_module_text (self->draft, module->code, &can_toggle);

      lp_field_row_set_value (row,
                              lp_license_draft_get_module (self->draft, module->code) ? "true" : "false");
      adw_action_row_set_subtitle (ADW_ACTION_ROW (row), text);
      gtk_widget_set_sensitive (row, can_toggle);
    }
  self->showing = FALSE;
}

static void
build_rows (LpDetailsStep *self)
{
  const LpProduct *product = lp_license_draft_get_product (self->draft);
  GtkWidget *reference;

  clear_rows (self);
  for (guint i = 0; i < product->entries->len; i++)
    {
      const LpEntry *entry = g_ptr_array_index (product->entries, i);
      g_autofree char *pointer = g_strconcat ("/entries/", entry->key, NULL);

      add_field (self, pointer, lp_field_make_entry_row (entry));
    }
  add_number (self, "/licenses", _ ("Number of licenses"), _ ("One ticket each"), LP_ORDER_MAX_LICENSES);
  add_number (self, "/quantity", _ ("Seats"), _ ("Of each license"), LP_ORDER_MAX_QUANTITY);
  reference = g_object_new (LP_TYPE_TEXT_ROW, "title", _ ("Reference, such as a purchase order number"),
                            NULL);
  add_field (self, "/reference", reference);
  add_modules (self, product);
}

static void
draft_changed_cb (LpDetailsStep *self)
{
  const LpProduct *product = lp_license_draft_get_product (self->draft);

  if (product == NULL)
    return;
  if (g_strcmp0 (self->product_id, product->id) != 0)
    {
      g_free (self->product_id);
      self->product_id = g_strdup (product->id);
      build_rows (self);
    }
  show_modules (self);
}

static void
lp_details_step_dispose (GObject *object)
{
  LpDetailsStep *self = LP_DETAILS_STEP (object);

  g_clear_pointer (&self->fields, g_ptr_array_unref);
  g_clear_pointer (&self->rows, g_ptr_array_unref);
  g_clear_pointer (&self->module_rows, g_ptr_array_unref);
  g_clear_pointer (&self->product_id, g_free);
  g_clear_object (&self->draft);
  G_OBJECT_CLASS (lp_details_step_parent_class)->dispose (object);
}

static void
lp_details_step_class_init (LpDetailsStepClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (LP_TYPE_SUBSCRIPTION_FORM);
  g_type_ensure (LP_TYPE_ALLOCATION_FORM);
  G_OBJECT_CLASS (klass)->dispose = lp_details_step_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/LicensePortal/ui/license-details-step.ui");
  gtk_widget_class_bind_template_child (widget_class, LpDetailsStep, details);
  gtk_widget_class_bind_template_child (widget_class, LpDetailsStep, modules);
  gtk_widget_class_bind_template_child (widget_class, LpDetailsStep, subscription);
  gtk_widget_class_bind_template_child (widget_class, LpDetailsStep, allocation);
}

static void
lp_details_step_init (LpDetailsStep *self)
{
  self->fields = g_ptr_array_new_with_free_func ((GDestroyNotify) lp_field_free);
  self->rows = g_ptr_array_new ();
  self->module_rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
lp_details_step_set_draft (LpDetailsStep *self, LpLicenseDraft *draft)
{
  self->draft = g_object_ref (draft);
  lp_subscription_form_set_draft (self->subscription, draft);
  lp_allocation_form_set_draft (self->allocation, draft);
  g_signal_connect_object (draft, "changed", G_CALLBACK (draft_changed_cb), self, G_CONNECT_SWAPPED);
  draft_changed_cb (self);
}

void
lp_details_step_focus_fault (LpDetailsStep *self)
{
  if (!lp_fields_focus_fault (self->fields))
    (void) lp_subscription_form_focus_fault (self->subscription);
}

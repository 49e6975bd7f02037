/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "lp-catalog-list.h"
#include "lp-entry-text.h"
#include "lp-format.h"
#include "lp-money-text.h"
#include "lp-price-row.h"
#include "lp-price.h"
#include "lp-review-section.h"
#include "lp-steps.h"

struct _LpReviewStep
{
  AdwBin parent_instance;

  /* Template */
  LpReviewSection *product;
  LpReviewSection *details;
  LpReviewSection *modules;
  LpReviewSection *subscription;
  LpReviewSection *audience;
  LpReviewSection *price;

  LpLicenseDraft *draft;
};

G_DEFINE_FINAL_TYPE (LpReviewStep, lp_review_step, ADW_TYPE_BIN)

static void
on_edit_product (LpReviewStep *self)
{
  lp_license_draft_go_to (self->draft, LP_STEP_PRODUCT);
}

static void
on_edit_details (LpReviewStep *self)
{
  lp_license_draft_go_to (self->draft, LP_STEP_DETAILS);
}

static void
show_product (LpReviewStep *self, const LpProduct *product)
{
  const LpGroup *group = lp_license_draft_get_group (self->draft);
  g_autoptr (LpProductItem) item = lp_product_item_new (lp_license_draft_get_product (self->draft));
  g_autofree char *path = lp_format_path (group->path);
  g_autofree char *kind = NULL;

  g_object_get (item, "kind-text", &kind, NULL);
  lp_review_section_clear (self->product);
  lp_review_section_add (self->product, _ ("Group"), path);
  lp_review_section_add (self->product, _ ("Product"), product->name);
  lp_review_section_add (self->product, _ ("Kind"), kind);
}

static void
show_details (LpReviewStep *self, const LpProduct *product)
{
  g_autofree char *licenses = lp_format_count (lp_license_draft_get_licenses (self->draft));
  g_autofree char *seats = lp_format_count (lp_license_draft_get_quantity (self->draft));

  lp_review_section_clear (self->details);
  for (guint i = 0; i < product->entries->len; i++)
    {
      const LpEntry *entry = g_ptr_array_index (product->entries, i);
      g_autofree char *value = lp_entry_dup_value_text (entry,
                                                        lp_license_draft_get_entry (self->draft, entry->key));

      lp_review_section_add (self->details, entry->label, value);
    }
  lp_review_section_add (self->details, _ ("Number of licenses"), licenses);
  lp_review_section_add (self->details, _ ("Seats"), seats);
  lp_review_section_add (self->details, _ ("Reference"), lp_license_draft_get_reference (self->draft));
}

/* “2 licenses × 3 seats × €1,490.00”, without what is only one. */
static char *
dup_origin (LpReviewStep *self, const LpMoney *each)
{
  int licenses = lp_license_draft_get_licenses (self->draft);
  int seats = lp_license_draft_get_quantity (self->draft);
  g_autofree char *amount = lp_money_dup_text (each);
  g_autofree char *n_licenses = lp_format_count (licenses);
  g_autofree char *n_seats = lp_format_count (seats);

  if (licenses > 1 && seats > 1)
    /* Translators: how a price comes about: a number of licenses, of seats of each, and what one seat costs */
    return g_strdup_printf (_ ("%s licenses × %s seats × %s"), n_licenses, n_seats, amount);
  /* Translators: how a price comes about: a number, and what one costs */
  return g_strdup_printf (_ ("%s × %s"), licenses > 1 ? n_licenses : n_seats, amount);
}

static const char *
get_module_name (const LpProduct *product, const char *code)
{
  for (guint i = 0; i < product->modules->len; i++)
    if (g_str_equal (((const LpModule *) product->modules->pdata[i])->code, code))
      return ((const LpModule *) product->modules->pdata[i])->name;
  return code;
}

static void
show_total (LpReviewStep *self, const LpProduct *product, const LpMoney *total)
{
  g_autofree char *amount = lp_money_dup_text (total);
  g_autofree char *term = lp_format_period (product->term);
  /* Translators: what a price is for; %s is “1 year” */
  g_autofree char *each =
      g_strdup_printf (_ ("For a full term of %s. A first term of another length costs its share."), term);

  lp_review_section_add_row (self->price, lp_price_row_new (_ ("Total"),
                                                            product->kind == LP_PRODUCT_SUBSCRIPTION
                                                                ? each
                                                                : _ ("To be paid once"),
                                                            amount, TRUE));
}

static void
show_price (LpReviewStep *self, const LpProduct *product)
{
  g_autoptr (GArray) lines = lp_license_draft_split_price (self->draft);
  LpMoney total;
  gboolean is_known = lp_price_add_up (lines, &total);

  lp_review_section_clear (self->price);
  gtk_widget_set_visible (GTK_WIDGET (self->price), is_known);
  if (!is_known)
    return;
  for (guint i = 0; i < lines->len; i++)
    {
      const LpPriceLine *line = &g_array_index (lines, LpPriceLine, i);
      g_autofree char *origin = dup_origin (self, &line->each);
      g_autofree char *amount = lp_money_dup_text (&line->sum);
      const char *name = line->module != NULL ? get_module_name (product, line->module) : product->name;

      lp_review_section_add_row (self->price, lp_price_row_new (name, origin, amount, FALSE));
    }
  show_total (self, product, &total);
}

static void
show_modules (LpReviewStep *self, const LpProduct *product)
{
  g_autoptr (GStrvBuilder) names = g_strv_builder_new ();
  g_auto (GStrv) all = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < product->modules->len; i++)
    {
      const LpModule *module = g_ptr_array_index (product->modules, i);

      if (lp_license_draft_get_module (self->draft, module->code))
        g_strv_builder_add (names, module->name);
    }
  all = g_strv_builder_end (names);
  text = *all != NULL ? g_strjoinv (", ", all) : g_strdup (_ ("None"));
  lp_review_section_clear (self->modules);
  lp_review_section_add (self->modules, _ ("Modules"), text);
  gtk_widget_set_visible (GTK_WIDGET (self->modules), product->modules->len > 0);
}

static void
show_subscription (LpReviewStep *self, const LpProduct *product)
{
  g_autofree char *schedule = NULL;
  g_autofree char *warning = NULL;
  g_autofree char *notice = lp_format_period (lp_license_draft_get_notice (self->draft));

  g_object_get (self->draft, "schedule-text", &schedule, "warning-text", &warning, NULL);
  lp_review_section_clear (self->subscription);
  lp_review_section_add (self->subscription, _ ("Starts"),
                         lp_format_start_mode (lp_license_draft_get_start_mode (self->draft)));
  lp_review_section_add (self->subscription, _ ("First term ends"),
                         lp_format_expiry_mode (lp_license_draft_get_expiry_mode (self->draft)));
  lp_review_section_add (self->subscription, _ ("Cancellation period"), notice);
  lp_review_section_add (self->subscription, _ ("Schedule"), schedule);
  lp_review_section_add (self->subscription, _ ("Mind the deadline"), warning);
  gtk_widget_set_visible (GTK_WIDGET (self->subscription), product->kind == LP_PRODUCT_SUBSCRIPTION);
}

static void
show_audience (LpReviewStep *self)
{
  g_autofree char *audience = NULL;
  g_autofree char *approval = NULL;

  g_object_get (self->draft, "audience-text", &audience, "approval-text", &approval, NULL);
  lp_review_section_clear (self->audience);
  lp_review_section_add (self->audience, _ ("Visible to"), audience);
  lp_review_section_add (self->audience, _ ("Approval"), approval);
}

static void
step_changed_cb (LpReviewStep *self)
{
  const LpProduct *product = lp_license_draft_get_product (self->draft);

  if (lp_license_draft_get_step (self->draft) != LP_STEP_REVIEW)
    return;
  show_product (self, product);
  show_price (self, product);
  show_details (self, product);
  show_modules (self, product);
  show_subscription (self, product);
  show_audience (self);
}

static void
audience_changed_cb (LpReviewStep *self)
{
  if (lp_license_draft_get_step (self->draft) == LP_STEP_REVIEW)
    show_audience (self);
}

static void
lp_review_step_dispose (GObject *object)
{
  g_clear_object (&LP_REVIEW_STEP (object)->draft);
  G_OBJECT_CLASS (lp_review_step_parent_class)->dispose (object);
}

static void
lp_review_step_class_init (LpReviewStepClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (LP_TYPE_REVIEW_SECTION);
  G_OBJECT_CLASS (klass)->dispose = lp_review_step_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/LicensePortal/ui/license-review-step.ui");
  gtk_widget_class_bind_template_child (widget_class, LpReviewStep, product);
  gtk_widget_class_bind_template_child (widget_class, LpReviewStep, details);
  gtk_widget_class_bind_template_child (widget_class, LpReviewStep, modules);
  gtk_widget_class_bind_template_child (widget_class, LpReviewStep, subscription);
  gtk_widget_class_bind_template_child (widget_class, LpReviewStep, audience);
  gtk_widget_class_bind_template_child (widget_class, LpReviewStep, price);
  gtk_widget_class_bind_template_callback (widget_class, on_edit_product);
  gtk_widget_class_bind_template_callback (widget_class, on_edit_details);
}

static void
lp_review_step_init (LpReviewStep *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
lp_review_step_set_draft (LpReviewStep *self, LpLicenseDraft *draft)
{
  self->draft = g_object_ref (draft);
  g_signal_connect_object (draft, "notify::step", G_CALLBACK (step_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (draft, "prices-changed", G_CALLBACK (step_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (draft, "notify::audience-text", G_CALLBACK (audience_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

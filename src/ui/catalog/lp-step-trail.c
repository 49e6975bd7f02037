/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n-lib.h>

#include "lp-steps.h"

#define N_STEPS LP_STEP_DONE /* the last page is no step to come back to */

struct _LpStepTrail
{
  AdwBin parent_instance;

  /* Template */
  GtkBox *box;

  GtkWidget *buttons[N_STEPS];
  LpLicenseDraft *draft;
};

G_DEFINE_FINAL_TYPE (LpStepTrail, lp_step_trail, ADW_TYPE_BIN)

static const char *
get_name (LpDraftStep step)
{
  switch (step)
    {
    case LP_STEP_GROUP:
      return C_ ("step", "Group");
    case LP_STEP_CATEGORY:
      return C_ ("step", "Category");
    case LP_STEP_PRODUCT:
      return C_ ("step", "Product");
    case LP_STEP_DETAILS:
      return C_ ("step", "Details");
    case LP_STEP_REVIEW:
    case LP_STEP_DONE:
    default:
      return C_ ("step", "Review");
    }
}

static void
step_changed_cb (LpStepTrail *self)
{
  LpDraftStep present = lp_license_draft_get_step (self->draft);

  for (int step = 0; step < N_STEPS; step++)
    {
      gboolean is_present = step == (int) present;

      gtk_widget_set_sensitive (self->buttons[step], step <= (int) present);
      gtk_widget_set_can_target (self->buttons[step], step < (int) present);
      gtk_widget_set_focusable (self->buttons[step], step < (int) present);
      if (is_present)
        gtk_widget_add_css_class (self->buttons[step], "present");
      else
        gtk_widget_remove_css_class (self->buttons[step], "present");
    }
  gtk_widget_set_visible (GTK_WIDGET (self), present != LP_STEP_DONE);
}

static void
clicked_cb (LpStepTrail *self, GtkWidget *button)
{
  for (int step = 0; step < N_STEPS; step++)
    if (self->buttons[step] == button)
      lp_license_draft_go_to (self->draft, step);
}

static void
lp_step_trail_dispose (GObject *object)
{
  g_clear_object (&LP_STEP_TRAIL (object)->draft);
  G_OBJECT_CLASS (lp_step_trail_parent_class)->dispose (object);
}

static void
lp_step_trail_class_init (LpStepTrailClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lp_step_trail_dispose;
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/LicensePortal/ui/license-step-trail.ui");
  gtk_widget_class_bind_template_child (widget_class, LpStepTrail, box);
}

static void
lp_step_trail_init (LpStepTrail *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (int step = 0; step < N_STEPS; step++)
    {
      self->buttons[step] = gtk_button_new_with_label (get_name (step));
      gtk_widget_add_css_class (self->buttons[step], "flat");
      gtk_widget_add_css_class (self->buttons[step], "step");
      g_signal_connect_swapped (self->buttons[step], "clicked", G_CALLBACK (clicked_cb), self);
      if (step > 0)
        {
          GtkWidget *separator = gtk_label_new ("›");

          gtk_widget_add_css_class (separator, "dim-label");
          gtk_box_append (self->box, separator);
        }
      gtk_box_append (self->box, self->buttons[step]);
    }
}

void
lp_step_trail_set_draft (LpStepTrail *self, LpLicenseDraft *draft)
{
  self->draft = g_object_ref (draft);
  g_signal_connect_object (draft, "notify::step", G_CALLBACK (step_changed_cb), self, G_CONNECT_SWAPPED);
  step_changed_cb (self);
}

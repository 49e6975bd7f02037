/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-folding-box.h"
#include "lp-format.h"
#include "lp-subscription-bar.h"

struct _LpSubscriptionBar
{
  AdwBin parent_instance;

  /* Template */
  GtkRevealer *bar;
  GtkLabel *count;
  GtkWidget *export;
  GtkWidget *cancel;
};

G_DEFINE_FINAL_TYPE (LpSubscriptionBar, lp_subscription_bar, ADW_TYPE_BIN)

void
lp_subscription_bar_set_count (LpSubscriptionBar *self, guint n_selected, guint n_items)
{
  g_autofree char *selected = lp_format_count (n_selected);
  g_autofree char *all = lp_format_count (n_items);
  /* Translators: number of selected tickets and number of all in the list, as in “3 of 1,204 selected” */
  g_autofree char *text = g_strdup_printf (ngettext ("%s of %s selected", "%s of %s selected", n_selected),
                                           selected, all);

  if (n_selected > 0)
    gtk_label_set_label (self->count, text);
  gtk_revealer_set_reveal_child (self->bar, n_selected > 0);
}

void
lp_subscription_bar_set_can_cancel (LpSubscriptionBar *self, gboolean can_cancel)
{
  gtk_widget_set_visible (self->cancel, can_cancel);
}

void
lp_subscription_bar_set_can_export (LpSubscriptionBar *self, gboolean can_export)
{
  gtk_widget_set_tooltip_text (
      self->export,
      can_export
          ? NULL
          : _ ("Nothing that is selected has a deadline: only what runs and renews by itself has one."));
}

static void
lp_subscription_bar_class_init (LpSubscriptionBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (LP_TYPE_FOLDING_BOX);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/LicensePortal/ui/subscription-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, LpSubscriptionBar, bar);
  gtk_widget_class_bind_template_child (widget_class, LpSubscriptionBar, count);
  gtk_widget_class_bind_template_child (widget_class, LpSubscriptionBar, cancel);
  gtk_widget_class_bind_template_child (widget_class, LpSubscriptionBar, export);
}

static void
lp_subscription_bar_init (LpSubscriptionBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

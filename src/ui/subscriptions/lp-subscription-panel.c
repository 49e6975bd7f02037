/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-format.h"
#include "lp-subscription-panel.h"
#include "lp-timeline.h"
#include "lp-value-row.h"

struct _LpSubscriptionPanel
{
  AdwBin parent_instance;

  /* Template */
  LpValueRow *state;
  LpValueRow *runs_until;
  LpValueRow *cancel_by;
  LpTimeline *timeline;
};

G_DEFINE_FINAL_TYPE (LpSubscriptionPanel, lp_subscription_panel, ADW_TYPE_BIN)

static char *
describe_end (LpSubscription *subscription)
{
  g_autofree char *day = NULL;
  g_autofree char *term = NULL;

  if (subscription->state == LP_SUBSCRIPTION_PENDING)
    return g_strdup (_ ("Starts with the first activation"));
  if (lp_date_is_valid (subscription->revoked_on))
    {
      g_autofree char *revoked_on = lp_format_date_short (subscription->revoked_on);

      /* Translators: %s is the day on which the vendor ended a subscription */
      return g_strdup_printf (_ ("%s, revoked"), revoked_on);
    }
  if (lp_date_is_valid (subscription->ends_on))
    return lp_format_date_short (subscription->ends_on);

  day = lp_format_date_short (subscription->committed_until);
  if (subscription->state != LP_SUBSCRIPTION_ACTIVE)
    return g_steal_pointer (&day);
  if (lp_period_get_months (subscription->term) == 12)
    /* Translators: the day until which a subscription runs; it is renewed by a year each */
    return g_strdup_printf (_ ("%s, then yearly"), day);
  if (lp_period_get_months (subscription->term) == 1)
    /* Translators: the day until which a subscription runs; it is renewed by a month each */
    return g_strdup_printf (_ ("%s, then monthly"), day);

  term = lp_format_period (subscription->term);
  /* Translators: the day until which a subscription runs, and by what it is renewed, such as “3 months” */
  return g_strdup_printf (_ ("%s, then every %s"), day, term);
}

void
lp_subscription_panel_set_subscription (LpSubscriptionPanel *self, LpSubscription *subscription, LpDate today)
{
  g_autofree char *end = NULL;
  g_autofree char *deadline = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self), subscription != NULL);
  lp_timeline_set_subscription (self->timeline, subscription, today);
  if (subscription == NULL)
    return;

  end = describe_end (subscription);
  deadline = lp_format_date_short (subscription->deadline);
  lp_value_row_set_value (self->state, lp_format_subscription_state (subscription->state));
  lp_value_row_set_value (self->runs_until, end);
  lp_value_row_set_value (self->cancel_by, deadline);
  gtk_widget_set_visible (GTK_WIDGET (self->cancel_by), lp_date_is_valid (subscription->deadline));
}

static void
lp_subscription_panel_class_init (LpSubscriptionPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  g_type_ensure (LP_TYPE_VALUE_ROW);
  g_type_ensure (LP_TYPE_TIMELINE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/LicensePortal/ui/subscription-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, LpSubscriptionPanel, state);
  gtk_widget_class_bind_template_child (widget_class, LpSubscriptionPanel, runs_until);
  gtk_widget_class_bind_template_child (widget_class, LpSubscriptionPanel, cancel_by);
  gtk_widget_class_bind_template_child (widget_class, LpSubscriptionPanel, timeline);
}

static void
lp_subscription_panel_init (LpSubscriptionPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

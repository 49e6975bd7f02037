/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>

#include "lp-decision-words.h"
#include "lp-decisions.h"
#include "lp-format.h"
#include "lp-subscription-panel.h"
#include "lp-timeline.h"
#include "lp-value-row.h"

struct _LpSubscriptionPanel
{
  AdwBin parent_instance;

  /* Template */
  GtkImage *state_icon;
  LpValueRow *state;
  LpValueRow *runs_until;
  LpValueRow *cancel_by;
  LpTimeline *timeline;
  GtkWidget *buttons;
  GtkWidget *cancel;
  GtkWidget *reinstate;
  GtkWidget *revoke;
  GtkLabel *refusal;

  LpSession *session; /* nullable */
  char *id;           /* nullable */
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

static void
allow (LpSubscriptionPanel *self, GtkWidget *button, const char *refusal)
{
  gtk_widget_set_sensitive (button, refusal == NULL);
  gtk_widget_set_tooltip_text (button, refusal);
  if (refusal != NULL)
    gtk_label_set_label (self->refusal, refusal);
}

/* A cancelled one can be reinstated instead of cancelled; what may not be done says why. */
static void
update_decisions (LpSubscriptionPanel *self, const LpSubscription *subscription)
{
  gboolean cancelled = subscription->state == LP_SUBSCRIPTION_CANCELLED;
  gboolean over = subscription->state == LP_SUBSCRIPTION_REVOKED;
  g_autofree char *cancel = NULL;
  g_autofree char *reinstate = NULL;
  g_autofree char *revoke = NULL;

  gtk_widget_set_visible (self->buttons, self->session != NULL && !over);
  gtk_label_set_label (self->refusal, "");
  if (self->session == NULL || over)
    {
      gtk_widget_set_visible (GTK_WIDGET (self->refusal), FALSE);
      return;
    }
  cancel = lp_decision_dup_refusal (self->session, subscription, LP_DECISION_CANCEL);
  reinstate = lp_decision_dup_refusal (self->session, subscription, LP_DECISION_REINSTATE);
  revoke = lp_decision_dup_refusal (self->session, subscription, LP_DECISION_REVOKE);
  gtk_widget_set_visible (self->cancel, !cancelled);
  gtk_widget_set_visible (self->reinstate, cancelled);
  allow (self, self->revoke, revoke);
  allow (self, cancelled ? self->reinstate : self->cancel, cancelled ? reinstate : cancel);
  gtk_widget_set_visible (GTK_WIDGET (self->refusal), *gtk_label_get_label (self->refusal) != '\0');
}

static void
on_cancel (LpSubscriptionPanel *self)
{
  lp_decision_cancel (GTK_WIDGET (self), self->session, self->id);
}

static void
on_reinstate (LpSubscriptionPanel *self)
{
  lp_decision_reinstate (GTK_WIDGET (self), self->session, self->id);
}

static void
on_revoke (LpSubscriptionPanel *self)
{
  lp_decision_revoke (GTK_WIDGET (self), self->session, self->id);
}

void
lp_subscription_panel_set_subscription (LpSubscriptionPanel *self,
                                        LpSession *session,
                                        LpSubscription *subscription,
                                        LpDate today)
{
  g_autofree char *end = NULL;
  g_autofree char *deadline = NULL;

  g_set_object (&self->session, session);
  g_free (self->id);
  self->id = subscription != NULL ? g_strdup (subscription->id) : NULL;
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
  gtk_image_set_from_icon_name (self->state_icon, lp_format_subscription_state_icon (subscription->state));
  gtk_widget_set_css_classes (GTK_WIDGET (self->state_icon),
                              (const char *[]){ lp_format_subscription_state_class (subscription->state),
                                                NULL });
  update_decisions (self, subscription);
}

static void
lp_subscription_panel_dispose (GObject *object)
{
  LpSubscriptionPanel *self = LP_SUBSCRIPTION_PANEL (object);

  g_clear_object (&self->session);
  g_clear_pointer (&self->id, g_free);

  G_OBJECT_CLASS (lp_subscription_panel_parent_class)->dispose (object);
}

static void
lp_subscription_panel_class_init (LpSubscriptionPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lp_subscription_panel_dispose;

  g_type_ensure (LP_TYPE_VALUE_ROW);
  g_type_ensure (LP_TYPE_TIMELINE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/LicensePortal/ui/subscription-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, LpSubscriptionPanel, state);
  gtk_widget_class_bind_template_child (widget_class, LpSubscriptionPanel, runs_until);
  gtk_widget_class_bind_template_child (widget_class, LpSubscriptionPanel, cancel_by);
  gtk_widget_class_bind_template_child (widget_class, LpSubscriptionPanel, timeline);
  gtk_widget_class_bind_template_child (widget_class, LpSubscriptionPanel, state_icon);
  gtk_widget_class_bind_template_child (widget_class, LpSubscriptionPanel, buttons);
  gtk_widget_class_bind_template_child (widget_class, LpSubscriptionPanel, cancel);
  gtk_widget_class_bind_template_child (widget_class, LpSubscriptionPanel, reinstate);
  gtk_widget_class_bind_template_child (widget_class, LpSubscriptionPanel, revoke);
  gtk_widget_class_bind_template_child (widget_class, LpSubscriptionPanel, refusal);
  gtk_widget_class_bind_template_callback (widget_class, on_cancel);
  gtk_widget_class_bind_template_callback (widget_class, on_reinstate);
  gtk_widget_class_bind_template_callback (widget_class, on_revoke);
}

static void
lp_subscription_panel_init (LpSubscriptionPanel *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

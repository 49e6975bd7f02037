/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include <glib/gi18n.h>
#include <string.h>

#include "lp-audit-list.h"
#include "lp-decision-words.h"
#include "lp-decisions.h"
#include "lp-format.h"
#include "lp-replica.h"
#include "lp-subscription-facts.h"
#include "lp-subscription-panel.h"
#include "lp-timeline.h"
#include "lp-value-row.h"
#include "lp-waiting-decisions.h"

/* Letters that fit beside each other in a narrow pane; more stand below each other. */
#define ONE_LINE 36

struct _LpSubscriptionPanel
{
  AdwBin parent_instance;

  /* Template */
  GtkImage *state_icon;
  LpValueRow *state;
  AdwPreferencesGroup *group;
  LpTimeline *timeline;
  GtkWidget *buttons;
  GtkWidget *cancel;
  GtkWidget *reinstate;
  GtkWidget *revoke;
  GtkLabel *refusal;

  LpSession *session; /* nullable */
  char *id;           /* nullable */
  GPtrArray *facts;   /* of LpFact: what @rows show */
  GPtrArray *rows;    /* of GtkWidget, borrowed from @group */
  LpAuditList *audit; /* nullable: only of what was revoked */
  char *audit_id;     /* nullable: of what @audit tells */

  LpWaitingDecisions *waiting; /* nullable */
};

G_DEFINE_FINAL_TYPE (LpSubscriptionPanel, lp_subscription_panel, ADW_TYPE_BIN)

static GtkWidget *
new_row (const LpFact *fact)
{
  if (g_utf8_strlen (fact->title, -1) + g_utf8_strlen (fact->value, -1) <= ONE_LINE)
    return lp_value_row_new (fact->title, fact->value);
  return g_object_new (ADW_TYPE_ACTION_ROW, "use-markup", FALSE, "title", fact->title, "subtitle",
                       fact->value, NULL);
}

static gboolean
are_same (const GPtrArray *a, const GPtrArray *b)
{
  if (a->len != b->len)
    return FALSE;
  for (guint i = 0; i < a->len; i++)
    {
      const LpFact *one = a->pdata[i];
      const LpFact *other = b->pdata[i];

      if (!g_str_equal (one->title, other->title) || !g_str_equal (one->value, other->value))
        return FALSE;
    }
  return TRUE;
}

/* Takes over @facts. Rows that stay as they are keep what is selected in them. */
static void
show_facts (LpSubscriptionPanel *self, GPtrArray *facts)
{
  gboolean same = are_same (self->facts, facts);

  g_ptr_array_unref (self->facts);
  self->facts = facts;
  if (same)
    return;
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, self->rows->pdata[i]);
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; i < facts->len; i++)
    {
      GtkWidget *row = new_row (facts->pdata[i]);

      adw_preferences_group_add (self->group, row);
      g_ptr_array_add (self->rows, row);
    }
}

/* Returns: (transfer none) (nullable): the record of the revocation, where this person may read it. */
static LpAuditRecord *
find_revocation (LpSubscriptionPanel *self)
{
  GListModel *list = self->audit != NULL ? G_LIST_MODEL (self->audit) : NULL;
  guint n = list != NULL ? g_list_model_get_n_items (list) : 0;

  for (guint i = 0; i < n; i++)
    {
      g_autoptr (LpAuditItem) item = g_list_model_get_item (list, i);
      LpAuditRecord *record = lp_audit_item_get_record (item);

      if (g_strcmp0 (record->action, "subscription.revoke") == 0)
        return record;
    }
  return NULL;
}

/* Returns: the decision that is not received yet, -1 for none. */
static int
find_waiting (LpSubscriptionPanel *self, const LpSubscription *subscription)
{
  LpSubscriptionDecision decision;

  return self->waiting != NULL && lp_waiting_decisions_find (self->waiting, subscription->id,
                                                             subscription->ticket_code, &decision)
             ? (int) decision
             : -1;
}

/* Rows and drawing tell the same, so they are made of the same. */
static void
show (LpSubscriptionPanel *self, LpSubscription *subscription, LpDate today)
{
  gboolean consumer = self->session != NULL && lp_decision_is_consumer (self->session, subscription);
  LpAuditRecord *record = find_revocation (self);
  g_autofree char *credit = lp_revocation_dup_credit (record);

  show_facts (self, lp_subscription_list_facts (subscription, consumer, today, record));
  lp_timeline_set_subscription (self->timeline, subscription, consumer, today, credit,
                                find_waiting (self, subscription));
}

static void
on_audit_read (LpSubscriptionPanel *self)
{
  LpReplica *replica = lp_session_get_replica (self->session);
  g_autoptr (LpSubscription) subscription = replica != NULL && self->id != NULL
                                                ? lp_replica_get_subscription (replica, self->id)
                                                : NULL;

  if (subscription != NULL)
    show (self, subscription, lp_session_get_today (self->session));
}

/* Only the audit record tells who revoked it, why, and what was credited: the replica does not. */
static void
ask_about_revocation (LpSubscriptionPanel *self, const LpSubscription *subscription)
{
  LpAuditQuery query = { .object = subscription->id, .from = LP_DATE_NONE, .to = LP_DATE_NONE };
  gboolean revoked = subscription->state == LP_SUBSCRIPTION_REVOKED;

  if (revoked && self->audit != NULL && g_strcmp0 (self->audit_id, subscription->id) == 0)
    return;
  if (self->audit != NULL)
    g_signal_handlers_disconnect_by_data (self->audit, self);
  g_clear_object (&self->audit);
  g_clear_pointer (&self->audit_id, g_free);
  if (!revoked || self->session == NULL)
    return;
  self->audit = lp_audit_list_new (self->session);
  self->audit_id = g_strdup (subscription->id);
  g_signal_connect_object (self->audit, "items-changed", G_CALLBACK (on_audit_read), self, G_CONNECT_SWAPPED);
  lp_audit_list_set_query (self->audit, &query);
}

static void
allow (LpSubscriptionPanel *self, GtkWidget *button, const char *refusal)
{
  const char *before = gtk_label_get_label (self->refusal);
  g_autofree char *text = NULL;

  gtk_widget_set_sensitive (button, refusal == NULL);
  gtk_widget_set_tooltip_text (button, refusal);
  if (refusal == NULL || strstr (before, refusal) != NULL)
    return;
  /* Each button may be refused for another reason. */
  text = *before != '\0' ? g_strjoin ("\n", before, refusal, NULL) : g_strdup (refusal);
  gtk_label_set_label (self->refusal, text);
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
  gtk_button_set_label (GTK_BUTTON (self->reinstate),
                        cancelled && lp_decision_reinstate_asks (self->session, subscription)
                            ? _ ("Reinstate…")
                            : _ ("Reinstate"));
  allow (self, cancelled ? self->reinstate : self->cancel, cancelled ? reinstate : cancel);
  allow (self, self->revoke, revoke);
  gtk_widget_set_visible (GTK_WIDGET (self->refusal), *gtk_label_get_label (self->refusal) != '\0');
}

static void
on_waiting_changed (LpSubscriptionPanel *self)
{
  LpReplica *replica = lp_session_get_replica (self->session);
  g_autoptr (LpSubscription) subscription = replica != NULL && self->id != NULL
                                                ? lp_replica_get_subscription (replica, self->id)
                                                : NULL;

  if (subscription != NULL)
    lp_subscription_panel_set_subscription (self, self->session, subscription,
                                            lp_session_get_today (self->session));
}

static void
follow_waiting (LpSubscriptionPanel *self)
{
  LpWaitingDecisions *waiting = self->session != NULL ? lp_waiting_decisions_get (self->session) : NULL;

  if (waiting == self->waiting)
    return;
  if (self->waiting != NULL)
    g_signal_handlers_disconnect_by_data (self->waiting, self);
  g_set_object (&self->waiting, waiting);
  if (waiting != NULL)
    g_signal_connect_object (waiting, "changed", G_CALLBACK (on_waiting_changed), self, G_CONNECT_SWAPPED);
}

/* What is not received yet stands beside the state that still holds, and is not decided about a second time. */
static void
show_waiting (LpSubscriptionPanel *self, const LpSubscription *subscription)
{
  int decision = find_waiting (self, subscription);
  g_autofree char *state = NULL;
  const char *sentence;

  if (decision < 0)
    return;
  /* Translators: the state that still holds, and what waits to be sent: “Active · Cancelling…” */
  state = g_strdup_printf (_ ("%s · %s"), lp_format_subscription_state (subscription->state),
                           lp_waiting_decision_get_word ((LpSubscriptionDecision) decision));
  sentence = lp_waiting_decision_get_sentence ((LpSubscriptionDecision) decision);
  lp_value_row_set_value (self->state, state);
  gtk_image_set_from_icon_name (self->state_icon, "document-send-symbolic");
  gtk_widget_set_css_classes (GTK_WIDGET (self->state_icon), (const char *[]){ "waiting", NULL });
  allow (self, self->cancel, sentence);
  allow (self, self->reinstate, sentence);
  if (decision == LP_DECISION_REVOKE)
    allow (self, self->revoke, sentence);
  gtk_label_set_label (self->refusal, sentence);
  gtk_widget_set_visible (GTK_WIDGET (self->refusal), TRUE);
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
  if (g_set_object (&self->session, session))
    g_clear_pointer (&self->audit_id, g_free);
  g_free (self->id);
  self->id = subscription != NULL ? g_strdup (subscription->id) : NULL;
  gtk_widget_set_visible (GTK_WIDGET (self), subscription != NULL);
  if (subscription == NULL)
    return;

  follow_waiting (self);
  lp_value_row_set_value (self->state, lp_format_subscription_state (subscription->state));
  gtk_image_set_from_icon_name (self->state_icon, lp_format_subscription_state_icon (subscription->state));
  gtk_widget_set_css_classes (GTK_WIDGET (self->state_icon),
                              (const char *[]){ lp_format_subscription_state_class (subscription->state),
                                                NULL });
  ask_about_revocation (self, subscription);
  show (self, subscription, today);
  update_decisions (self, subscription);
  show_waiting (self, subscription);
}

static void
lp_subscription_panel_dispose (GObject *object)
{
  LpSubscriptionPanel *self = LP_SUBSCRIPTION_PANEL (object);

  g_clear_object (&self->audit);
  g_clear_object (&self->session);
  g_clear_pointer (&self->audit_id, g_free);
  g_clear_object (&self->waiting);
  g_clear_pointer (&self->id, g_free);

  G_OBJECT_CLASS (lp_subscription_panel_parent_class)->dispose (object);
}

static void
lp_subscription_panel_finalize (GObject *object)
{
  LpSubscriptionPanel *self = LP_SUBSCRIPTION_PANEL (object);

  g_ptr_array_unref (self->facts);
  g_ptr_array_unref (self->rows);

  G_OBJECT_CLASS (lp_subscription_panel_parent_class)->finalize (object);
}

static void
lp_subscription_panel_class_init (LpSubscriptionPanelClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = lp_subscription_panel_dispose;
  G_OBJECT_CLASS (klass)->finalize = lp_subscription_panel_finalize;

  g_type_ensure (LP_TYPE_VALUE_ROW);
  g_type_ensure (LP_TYPE_TIMELINE);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               "/org/example/LicensePortal/ui/subscription-panel.ui");
  gtk_widget_class_bind_template_child (widget_class, LpSubscriptionPanel, state);
  gtk_widget_class_bind_template_child (widget_class, LpSubscriptionPanel, group);
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
  self->facts = g_ptr_array_new ();
  self->rows = g_ptr_array_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

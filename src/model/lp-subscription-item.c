/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-subscription-item.h"

#include <glib/gi18n-lib.h>

#include "lp-format.h"
#include "lp-subscription-outlook.h"

struct _LpSubscriptionItem
{
  GObject parent_instance;

  LpSubscription *subscription;
  char *product;
  char *group;
  LpDate today;
  gboolean may_decide;
  int waiting; /* an LpSubscriptionDecision, or -1 */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LpSubscriptionItem, lp_subscription_item, G_TYPE_OBJECT)

const char *
lp_subscription_item_get_id (LpSubscriptionItem *self)
{
  return self->subscription->id != NULL ? self->subscription->id : "";
}

const char *
lp_subscription_item_get_code (LpSubscriptionItem *self)
{
  return self->subscription->ticket_code != NULL ? self->subscription->ticket_code : "";
}

const char *
lp_subscription_item_get_product (LpSubscriptionItem *self)
{
  return self->product;
}

const char *
lp_subscription_item_get_group (LpSubscriptionItem *self)
{
  return self->group;
}

LpSubscriptionState
lp_subscription_item_get_state (LpSubscriptionItem *self)
{
  return self->subscription->state;
}

gboolean
lp_subscription_item_get_needs_decision (LpSubscriptionItem *self)
{
  LpDate deadline = self->subscription->deadline;

  return lp_date_is_valid (deadline) && deadline >= self->today && deadline <= self->today + LP_DECISION_DAYS;
}

gboolean
lp_subscription_item_get_may_decide (LpSubscriptionItem *self)
{
  return self->may_decide;
}

void
lp_subscription_item_set_may_decide (LpSubscriptionItem *self, gboolean may_decide)
{
  if (self->may_decide == may_decide)
    return;
  self->may_decide = may_decide;
  g_signal_emit (self, signals[CHANGED], 0);
}

int
lp_subscription_item_get_waiting (LpSubscriptionItem *self)
{
  return self->waiting;
}

void
lp_subscription_item_set_waiting (LpSubscriptionItem *self, int decision)
{
  if (self->waiting == decision)
    return;
  self->waiting = decision;
  g_signal_emit (self, signals[CHANGED], 0);
}

char *
lp_subscription_item_dup_deadline (LpSubscriptionItem *self)
{
  return lp_format_date_short (self->subscription->deadline);
}

char *
lp_subscription_item_dup_last_day (LpSubscriptionItem *self)
{
  return lp_format_date_short (lp_subscription_get_last_day (self->subscription));
}

const char *
lp_subscription_item_get_renewal (LpSubscriptionItem *self)
{
  return lp_format_renewal (self->subscription->state);
}

static gboolean
shows_the_same (const LpSubscription *a, const LpSubscription *b)
{
  return a->state == b->state && a->deadline == b->deadline && a->committed_until == b->committed_until &&
         a->ends_on == b->ends_on && a->revoked_on == b->revoked_on && a->start == b->start &&
         g_strcmp0 (a->ticket_code, b->ticket_code) == 0;
}

void
lp_subscription_item_update (LpSubscriptionItem *self,
                             LpSubscription *subscription,
                             const char *product,
                             const char *group,
                             LpDate today)
{
  gboolean same = shows_the_same (self->subscription, subscription) && self->today == today &&
                  g_strcmp0 (self->product, product != NULL ? product : "") == 0 &&
                  g_strcmp0 (self->group, group != NULL ? group : "") == 0;

  if (same)
    return;
  lp_subscription_ref (subscription);
  lp_subscription_unref (self->subscription);
  self->subscription = subscription;
  g_free (self->product);
  self->product = g_strdup (product != NULL ? product : "");
  g_free (self->group);
  self->group = g_strdup (group != NULL ? group : "");
  self->today = today;
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
lp_subscription_item_finalize (GObject *object)
{
  LpSubscriptionItem *self = LP_SUBSCRIPTION_ITEM (object);

  lp_subscription_unref (self->subscription);
  g_free (self->product);
  g_free (self->group);
  G_OBJECT_CLASS (lp_subscription_item_parent_class)->finalize (object);
}

static void
lp_subscription_item_class_init (LpSubscriptionItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lp_subscription_item_finalize;

  signals[CHANGED] = g_signal_new ("changed", LP_TYPE_SUBSCRIPTION_ITEM, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                   NULL, G_TYPE_NONE, 0);
}

static void
lp_subscription_item_init (LpSubscriptionItem *self)
{
  self->waiting = -1;
}

LpSubscriptionItem *
lp_subscription_item_new (LpSubscription *subscription, const char *product, const char *group, LpDate today)
{
  LpSubscriptionItem *self = g_object_new (LP_TYPE_SUBSCRIPTION_ITEM, NULL);

  self->subscription = lp_subscription_ref (subscription);
  self->product = g_strdup (product != NULL ? product : "");
  self->group = g_strdup (group != NULL ? group : "");
  self->today = today;
  return self;
}

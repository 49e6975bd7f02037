/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-cancel-item.h"

struct _LpCancelItem
{
  GObject parent_instance;

  LpSubscription *subscription;
  LpCancelOutlook *outlook;
  char *product;
  char *group;
  char *refusal; /* nullable */
};

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (LpCancelItem, lp_cancel_item, G_TYPE_OBJECT)

const char *
lp_cancel_item_get_code (LpCancelItem *self)
{
  return self->subscription->ticket_code;
}

const char *
lp_cancel_item_get_product (LpCancelItem *self)
{
  return self->product;
}

const char *
lp_cancel_item_get_group (LpCancelItem *self)
{
  return self->group;
}

const LpCancelOutlook *
lp_cancel_item_get_outlook (LpCancelItem *self)
{
  return self->outlook;
}

const char *
lp_cancel_item_get_refusal (LpCancelItem *self)
{
  return self->refusal;
}

void
lp_cancel_item_set_refusal (LpCancelItem *self, const char *refusal)
{
  if (g_strcmp0 (self->refusal, refusal) == 0)
    return;
  g_free (self->refusal);
  self->refusal = g_strdup (refusal);
  g_signal_emit (self, signals[CHANGED], 0);
}

static void
lp_cancel_item_finalize (GObject *object)
{
  LpCancelItem *self = LP_CANCEL_ITEM (object);

  lp_subscription_unref (self->subscription);
  lp_cancel_outlook_free (self->outlook);
  g_free (self->product);
  g_free (self->group);
  g_free (self->refusal);
  G_OBJECT_CLASS (lp_cancel_item_parent_class)->finalize (object);
}

static void
lp_cancel_item_class_init (LpCancelItemClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = lp_cancel_item_finalize;

  signals[CHANGED] = g_signal_new ("changed", LP_TYPE_CANCEL_ITEM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
lp_cancel_item_init (LpCancelItem *self)
{
}

LpCancelItem *
lp_cancel_item_new (LpSession *session, LpSubscription *subscription)
{
  LpCancelItem *self = g_object_new (LP_TYPE_CANCEL_ITEM, NULL);
  LpReplica *replica = lp_session_get_replica (session);
  g_autoptr (LpProduct) product = lp_replica_get_product (replica, subscription->product_id);
  g_autoptr (LpGroup) group = lp_replica_get_group (replica, subscription->group_id);

  self->subscription = lp_subscription_ref (subscription);
  self->product = g_strdup (product != NULL ? product->name : "");
  self->group = g_strdup (group != NULL ? group->name : "");
  self->outlook = lp_cancel_outlook_new (subscription, lp_decision_is_consumer (session, subscription),
                                         lp_session_get_today (session));
  self->refusal = lp_decision_dup_refusal (session, subscription, LP_DECISION_CANCEL);
  return self;
}

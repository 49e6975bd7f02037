/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-cancel-item.h"

#include <glib/gi18n-lib.h>

#include "lp-format.h"
#include "lp-waiting-decisions.h"

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

gboolean
lp_cancel_item_has_deadline (LpCancelItem *self)
{
  return lp_date_is_valid (self->outlook->deadline);
}

static char *
dup_owed (LpCancelItem *self)
{
  GString *terms = g_string_new (NULL);

  for (guint i = 0; i < self->outlook->owed->len; i++)
    {
      g_autofree char *term = lp_owed_term_dup_text (&g_array_index (self->outlook->owed, LpOwedTerm, i));

      g_string_append_printf (terms, "%s%s", i > 0 ? "; " : "", term);
    }
  return g_string_free (terms, FALSE);
}

char *
lp_cancel_item_dup_consequence (LpCancelItem *self)
{
  g_autofree char *last = NULL;
  g_autofree char *owed = NULL;
  g_autofree char *missed = NULL;

  if (self->refusal != NULL)
    return g_strdup (self->refusal);
  if (!lp_cancel_item_has_deadline (self))
    return g_strdup (_ ("No deadline, since it has not started: it ends today, and nothing is owed."));
  last = lp_format_date_short (self->outlook->ends_on);
  owed = dup_owed (self);
  if (!self->outlook->passed)
    /* Translators: last day of use; the terms that are owed, such as “1 Jan 2026 – 31 Dec 2026” */
    return g_strdup_printf (_ ("Last day %s · still owed: %s"), last, owed);
  missed = lp_format_date_short (self->outlook->deadline);
  /* Translators: last day of use; the terms that are owed; day of the deadline that was missed */
  return g_strdup_printf (_ ("Last day %s · still owed: %s, since the deadline was %s"), last, owed, missed);
}

static char *
dup_refusal (LpSession *session, const LpSubscription *subscription)
{
  LpSubscriptionDecision decision;

  if (lp_waiting_decisions_find (lp_waiting_decisions_get (session), subscription->id,
                                 subscription->ticket_code, &decision))
    return g_strdup (_ ("A decision about it waits for the connection already."));
  return lp_decision_dup_refusal (session, subscription, LP_DECISION_CANCEL);
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
  self->refusal = dup_refusal (session, subscription);
  return self;
}

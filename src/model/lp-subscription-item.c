/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-subscription-list.h"

#include <glib/gi18n-lib.h>

#include "lp-format.h"

/* "Needs a decision": the deadline is that near (design: ui, "Subscriptions"). */
#define DECISION_DAYS 30

struct _LpSubscriptionItem
{
  GObject parent_instance;

  LpSubscription *subscription;
  char *product;
  char *group_name;
  LpDate today;
};

G_DEFINE_FINAL_TYPE (LpSubscriptionItem, lp_subscription_item, G_TYPE_OBJECT)

enum
{
  ITEM_TICKET_CODE = 1,
  ITEM_PRODUCT,
  ITEM_GROUP_NAME,
  ITEM_STATE_TEXT,
  ITEM_DEADLINE,
  ITEM_COMMITTED_UNTIL,
  ITEM_RENEWS,
  ITEM_RENEWS_TEXT,
  ITEM_NEEDS_DECISION,
  N_ITEM_PROPS,
};

static GParamSpec *item_properties[N_ITEM_PROPS];

static gboolean
renews (LpSubscriptionItem *self)
{
  return self->subscription->state == LP_SUBSCRIPTION_ACTIVE ||
         self->subscription->state == LP_SUBSCRIPTION_PENDING;
}

static gboolean
needs_decision (LpSubscriptionItem *self)
{
  LpDate deadline = self->subscription->deadline;

  return lp_date_is_valid (deadline) && deadline >= self->today && deadline <= self->today + DECISION_DAYS;
}

static char *
dup_renews_text (LpSubscriptionItem *self)
{
  const LpSubscription *subscription = self->subscription;
  g_autofree char *end = NULL;

  if (renews (self))
    return g_strdup (_ ("Renews by itself"));
  if (!lp_date_is_valid (subscription->ends_on))
    return g_strdup ("");
  end = lp_format_date_short (subscription->ends_on);
  /* Translators: %s is the last day of a cancelled subscription. */
  return g_strdup_printf (_ ("Ends on %s"), end);
}

static void
lp_subscription_item_get_property (GObject *object, guint id, GValue *value, GParamSpec *pspec)
{
  LpSubscriptionItem *self = LP_SUBSCRIPTION_ITEM (object);

  switch (id)
    {
    case ITEM_TICKET_CODE:
      g_value_set_string (value, self->subscription->ticket_code);
      break;
    case ITEM_PRODUCT:
      g_value_set_string (value, self->product);
      break;
    case ITEM_GROUP_NAME:
      g_value_set_string (value, self->group_name);
      break;
    case ITEM_STATE_TEXT:
      g_value_set_static_string (value, lp_format_subscription_state (self->subscription->state));
      break;
    case ITEM_DEADLINE:
      g_value_take_string (value, lp_format_date_short (self->subscription->deadline));
      break;
    case ITEM_COMMITTED_UNTIL:
      g_value_take_string (value, lp_format_date_short (self->subscription->committed_until));
      break;
    case ITEM_RENEWS:
      g_value_set_boolean (value, renews (self));
      break;
    case ITEM_RENEWS_TEXT:
      g_value_take_string (value, dup_renews_text (self));
      break;
    case ITEM_NEEDS_DECISION:
      g_value_set_boolean (value, needs_decision (self));
      break;
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
    }
}

static void
lp_subscription_item_finalize (GObject *object)
{
  LpSubscriptionItem *self = LP_SUBSCRIPTION_ITEM (object);

  lp_subscription_unref (self->subscription);
  g_free (self->product);
  g_free (self->group_name);
  G_OBJECT_CLASS (lp_subscription_item_parent_class)->finalize (object);
}

static void
lp_subscription_item_class_init (LpSubscriptionItemClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = lp_subscription_item_get_property;
  object_class->finalize = lp_subscription_item_finalize;

  item_properties[ITEM_TICKET_CODE] = g_param_spec_string ("ticket-code", NULL, NULL, NULL, flags);
  item_properties[ITEM_PRODUCT] = g_param_spec_string ("product", NULL, NULL, NULL, flags);
  item_properties[ITEM_GROUP_NAME] = g_param_spec_string ("group-name", NULL, NULL, NULL, flags);
  item_properties[ITEM_STATE_TEXT] = g_param_spec_string ("state-text", NULL, NULL, NULL, flags);
  item_properties[ITEM_DEADLINE] = g_param_spec_string ("deadline", NULL, NULL, NULL, flags);
  item_properties[ITEM_COMMITTED_UNTIL] = g_param_spec_string ("committed-until", NULL, NULL, NULL, flags);
  item_properties[ITEM_RENEWS] = g_param_spec_boolean ("renews", NULL, NULL, FALSE, flags);
  item_properties[ITEM_RENEWS_TEXT] = g_param_spec_string ("renews-text", NULL, NULL, NULL, flags);
  item_properties[ITEM_NEEDS_DECISION] = g_param_spec_boolean ("needs-decision", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_ITEM_PROPS, item_properties);
}

static void
lp_subscription_item_init (LpSubscriptionItem *self)
{
}

LpSubscriptionItem *
lp_subscription_item_new (LpSession *session, LpSubscription *subscription)
{
  LpSubscriptionItem *self = g_object_new (LP_TYPE_SUBSCRIPTION_ITEM, NULL);
  LpReplica *replica = lp_session_get_replica (session);
  g_autoptr (LpProduct) product = replica != NULL ? lp_replica_get_product (replica, subscription->product_id)
                                                  : NULL;
  g_autoptr (LpGroup) group = replica != NULL ? lp_replica_get_group (replica, subscription->group_id) : NULL;

  self->subscription = lp_subscription_ref (subscription);
  self->product = g_strdup (product != NULL ? product->name : "");
  self->group_name = g_strdup (group != NULL ? group->name : "");
  self->today = lp_session_get_today (session);
  return self;
}

LpSubscription *
lp_subscription_item_get_subscription (LpSubscriptionItem *self)
{
  return self->subscription;
}

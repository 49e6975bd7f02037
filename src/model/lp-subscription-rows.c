/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-subscription-rows.h"

#include "lp-living-items.h"
#include "lp-waiting-decisions.h"

struct _LpSubscriptionRows
{
  LpSession *session; /* weak: a list lives no longer than its session's owner */
  LpLivingItems *living;
};

LpSubscriptionRows *
lp_subscription_rows_new (LpSession *session)
{
  LpSubscriptionRows *self = g_new0 (LpSubscriptionRows, 1);

  g_set_weak_pointer (&self->session, session);
  self->living = lp_living_items_new ();
  return self;
}

void
lp_subscription_rows_forget (LpSubscriptionRows *self)
{
  lp_living_items_forget (self->living);
}

void
lp_subscription_rows_free (LpSubscriptionRows *self)
{
  lp_living_items_free (self->living);
  g_clear_weak_pointer (&self->session);
  g_free (self);
}

static LpReplica *
get_replica (LpSubscriptionRows *self)
{
  return self->session != NULL ? lp_session_get_replica (self->session) : NULL;
}

static LpSubscription *
fetch (LpSubscriptionRows *self, guint32 row)
{
  LpSubscription *subscription = NULL;

  if (get_replica (self) != NULL)
    lp_replica_fetch_subscription_rows (get_replica (self), &row, 1, &subscription);
  return subscription;
}

static void
judge (LpSubscriptionRows *self, const LpSubscription *subscription, LpSubscriptionItem *item)
{
  LpWaitingDecisions *waiting = lp_waiting_decisions_get (self->session);
  LpSubscriptionDecision decision;

  lp_subscription_item_set_may_decide (item,
                                       lp_replica_may (get_replica (self), LP_ACTION_CANCEL_SUBSCRIPTION,
                                                       subscription->group_id, NULL, subscription->product_id,
                                                       NULL));
  lp_subscription_item_set_waiting (item, lp_waiting_decisions_find (waiting, subscription->id,
                                                                     subscription->ticket_code, &decision)
                                              ? (int) decision
                                              : -1);
}

/* The replica keeps names in memory; a name that is not known may be learned later. */
static LpSubscriptionItem *
make_item (LpSubscriptionRows *self, LpSubscription *subscription, LpSubscriptionItem *item)
{
  LpReplica *replica = get_replica (self);
  LpDate today = lp_session_get_today (self->session);
  g_autoptr (LpProduct) product = subscription->product_id != NULL
                                      ? lp_replica_get_product (replica, subscription->product_id)
                                      : NULL;
  g_autoptr (LpGroup)
      group = subscription->group_id != NULL ? lp_replica_get_group (replica, subscription->group_id) : NULL;
  const char *product_name = product != NULL ? product->name : NULL;
  const char *group_name = group != NULL ? group->name : NULL;
  LpSubscriptionItem *made = NULL;

  if (item == NULL)
    item = made = lp_subscription_item_new (subscription, product_name, group_name, today);
  else
    lp_subscription_item_update (item, subscription, product_name, group_name, today);
  judge (self, subscription, item);
  return made;
}

LpSubscriptionItem *
lp_subscription_rows_get (LpSubscriptionRows *self, guint32 row)
{
  LpSubscriptionItem *item = lp_living_items_find (self->living, row);
  g_autoptr (LpSubscription) subscription = NULL;

  if (item != NULL)
    return item;
  subscription = fetch (self, row);
  if (subscription == NULL)
    {
      /* Gone since the query; the next answer leaves it out. */
      subscription = lp_subscription_new ();
      return lp_subscription_item_new (subscription, NULL, NULL, LP_DATE_NONE);
    }
  item = make_item (self, subscription, NULL);
  lp_living_items_add (self->living, row, item);
  return item;
}

void
lp_subscription_rows_refresh (LpSubscriptionRows *self, GHashTable *changed)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint32));
  g_autoptr (GPtrArray) items = NULL;

  if (get_replica (self) == NULL)
    return;
  items = lp_living_items_collect (self->living, changed, rows);
  for (guint i = 0; i < items->len; i++)
    {
      g_autoptr (LpSubscription) subscription = fetch (self, g_array_index (rows, guint32, i));

      if (subscription != NULL)
        make_item (self, subscription, items->pdata[i]);
    }
}

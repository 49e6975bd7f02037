/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-subscription-rows.h"

typedef struct
{
  LpSubscriptionRows *rows;
  guint32 row;
  LpSubscriptionItem *item; /* weak */
} Living;

struct _LpSubscriptionRows
{
  LpSession *session; /* weak: a list lives no longer than its session's owner */
  GHashTable *living; /* row → Living */
};

LpSubscriptionRows *
lp_subscription_rows_new (LpSession *session)
{
  LpSubscriptionRows *self = g_new0 (LpSubscriptionRows, 1);

  g_set_weak_pointer (&self->session, session);
  self->living = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  return self;
}

static void
item_gone_cb (gpointer data, GObject *where_it_was)
{
  Living *living = data;

  g_hash_table_remove (living->rows->living, GUINT_TO_POINTER (living->row));
}

void
lp_subscription_rows_forget (LpSubscriptionRows *self)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->living);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      Living *living = value;

      g_object_weak_unref (G_OBJECT (living->item), item_gone_cb, living);
      g_hash_table_iter_remove (&iter);
    }
}

void
lp_subscription_rows_free (LpSubscriptionRows *self)
{
  lp_subscription_rows_forget (self);
  g_hash_table_unref (self->living);
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

  if (item == NULL)
    return lp_subscription_item_new (subscription, product_name, group_name, today);
  lp_subscription_item_update (item, subscription, product_name, group_name, today);
  return NULL;
}

LpSubscriptionItem *
lp_subscription_rows_get (LpSubscriptionRows *self, guint32 row)
{
  Living *living = g_hash_table_lookup (self->living, GUINT_TO_POINTER (row));
  g_autoptr (LpSubscription) subscription = NULL;
  LpSubscriptionItem *item;

  if (living != NULL)
    return g_object_ref (living->item);
  subscription = fetch (self, row);
  if (subscription == NULL)
    {
      /* Gone since the query; the next answer leaves it out. */
      subscription = lp_subscription_new ();
      return lp_subscription_item_new (subscription, NULL, NULL, LP_DATE_NONE);
    }
  item = make_item (self, subscription, NULL);
  living = g_new0 (Living, 1);
  living->rows = self;
  living->row = row;
  living->item = item;
  g_object_weak_ref (G_OBJECT (item), item_gone_cb, living);
  g_hash_table_insert (self->living, GUINT_TO_POINTER (row), living);
  return item;
}

/* With a reference each: an update runs handlers, which may drop others. */
void
lp_subscription_rows_refresh (LpSubscriptionRows *self, GHashTable *changed)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (guint32));
  GHashTableIter iter;
  gpointer key, value;

  if (get_replica (self) == NULL)
    return;
  g_hash_table_iter_init (&iter, self->living);
  while (g_hash_table_iter_next (&iter, &key, &value))
    if (changed == NULL || g_hash_table_contains (changed, key))
      {
        guint32 row = GPOINTER_TO_UINT (key);

        g_ptr_array_add (items, g_object_ref (((Living *) value)->item));
        g_array_append_val (rows, row);
      }
  for (guint i = 0; i < items->len; i++)
    {
      g_autoptr (LpSubscription) subscription = fetch (self, g_array_index (rows, guint32, i));

      if (subscription != NULL)
        make_item (self, subscription, items->pdata[i]);
    }
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lp-replica-decisions.h"

#include "lp-replica-lists.h"
#include "lp-replica-rows.h"

/* A right depends on group and product only, and there are few pairs of them among many subscriptions. */
typedef struct
{
  LpReplicaStore *store;
  LpActor actor;
  GHashTable *products; /* row of a product → LpProduct, nullable */
  GHashTable *pairs;    /* row of a product and of a group → 1: may not, 2: may */
} Rights;

static void
rights_init (Rights *rights, LpReplicaStore *store)
{
  rights->store = store;
  if (store->me != NULL)
    lp_me_get_actor (store->me, &rights->actor);
  rights->products = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) lp_product_unref);
  rights->pairs = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
}

static void
rights_clear (Rights *rights)
{
  g_hash_table_unref (rights->products);
  g_hash_table_unref (rights->pairs);
}

static const LpProduct *
get_product (Rights *rights, guint32 row)
{
  gpointer product = NULL;

  if (!g_hash_table_lookup_extended (rights->products, GUINT_TO_POINTER (row), NULL, &product))
    {
      product = lp_replica_rows_get (rights->store->db, LP_KIND_PRODUCT,
                                     g_ptr_array_index (rights->store->products.ids, row));
      if (product == NULL)
        product = lp_product_new ();
      g_hash_table_insert (rights->products, GUINT_TO_POINTER (row), product);
    }
  return product;
}

static gboolean
check_pair (Rights *rights, guint32 group, guint32 product)
{
  LpReplicaStore *store = rights->store;
  g_auto (GStrv) path = lp_replica_store_dup_path (store, g_ptr_array_index (store->groups.ids, group));
  LpPermissionObject object = { .path = (const char *const *) path,
                                .categories =
                                    (const char *const *) get_product (rights, product)->category_ids };

  return lp_permission_check (&rights->actor, LP_ACTION_CANCEL_SUBSCRIPTION, &object, NULL);
}

static gboolean
may_cancel (Rights *rights, guint32 row)
{
  const LpSubscriptionColumns *columns = &rights->store->subscriptions;
  gint64 pair = (gint64) ((guint64) columns->products[row] << 32 | columns->groups[row]);
  guint known;

  if (rights->store->me == NULL || columns->groups[row] == 0)
    return FALSE;
  known = GPOINTER_TO_UINT (g_hash_table_lookup (rights->pairs, &pair));
  if (known == 0)
    {
      known = check_pair (rights, columns->groups[row], columns->products[row]) ? 2 : 1;
      g_hash_table_insert (rights->pairs, g_memdup2 (&pair, sizeof pair), GUINT_TO_POINTER (known));
    }
  return known == 2;
}

gboolean
lp_replica_count_decidable (LpReplicaStore *self,
                            const GArray *rows,
                            LpDate today,
                            LpDecisionCount *count,
                            GError **error)
{
  const LpSubscriptionColumns *columns = &self->subscriptions;
  Rights rights = { 0 };

  *count = (LpDecisionCount){ 0 };
  if (!lp_replica_store_load_subscriptions (self, error))
    return FALSE;
  rights_init (&rights, self);
  for (guint i = 0; i < rows->len; i++)
    {
      guint32 row = g_array_index (rows, guint32, i);
      LpSubscriptionState state;

      if (row >= columns->columns.n)
        continue;
      state = lp_subscription_columns_get_state (columns, row, today);
      count->n_decidable += (state == LP_SUBSCRIPTION_ACTIVE || state == LP_SUBSCRIPTION_PENDING) &&
                            may_cancel (&rights, row);
      count->n_deadlines += lp_date_is_valid (columns->deadlines[row]);
    }
  rights_clear (&rights);
  return TRUE;
}

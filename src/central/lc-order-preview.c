/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lc-order-preview.h"

#include "lc-caller.h"
#include "lc-person-rows.h"
#include "lc-price-rows.h"

/* How many find it among their licenses: nobody does while only admins see it. */
static gint64
count_viewers (const LcTransaction *tx, const LcBefore *allocation, GError **error)
{
  if (allocation->assignee != 0)
    return 1;
  return allocation->visible
             ? lp_db_query_int (tx->db, 0, error,
                                "SELECT count(*) FROM membership m JOIN person p ON p.row = m.person"
                                " WHERE m.group_row = $1 AND p.state <> 'disabled'",
                                "i", allocation->group)
             : 0;
}

static gboolean
fill_price (LpOrderPreview *preview, const LcTransaction *tx, const LcOrderPlan *plan, GError **error)
{
  const LcOrderPlace *place = plan->place;
  LpPermissionObject object = { .path = (const char *const *) place->path };

  return !lc_caller_check (tx, LP_ACTION_VIEW_REPORTS, &object, NULL) ||
         lc_price_sum (tx, place->of->effective.currency, place->product->id,
                       (const char *const *) plan->request->modules,
                       (gint64) plan->request->licenses * plan->request->quantity, &preview->price,
                       &preview->has_price, error);
}

static void
fill_days (LpOrderPreview *preview, const LcTransaction *tx, const LcOrderPlan *plan)
{
  preview->technical_expiry = lc_order_first_expiry (plan, tx->today);
  if (plan->place->product->kind != LP_PRODUCT_SUBSCRIPTION || preview->technical_expiry == LP_DATE_NONE)
    return;
  preview->committed_until = preview->technical_expiry;
  preview->deadline = lp_subscription_deadline (&plan->terms, 0);
}

LpOrderPreview *
lc_order_preview (const LcTransaction *tx, const LcOrderPlan *plan, gboolean waits, GError **error)
{
  g_autoptr (LpOrderPreview) preview = lp_order_preview_new ();
  const LpOrderRequest *request = plan->request;
  GError *fault = NULL;

  preview->state = waits ? LP_ORDER_REQUESTED : LP_ORDER_COMPLETED;
  preview->group_id = g_strdup (plan->place->of->id);
  preview->product_id = g_strdup (plan->place->product->id);
  preview->licenses = request->licenses;
  preview->quantity = request->quantity;
  g_strfreev (preview->modules);
  preview->modules = g_strdupv (request->modules);
  g_array_unref (preview->entries);
  preview->entries = g_array_ref (request->entries);
  preview->reference = g_strdup (request->reference);
  preview->visible_to_group = plan->allocation.visible;
  preview->seen_by = (int) count_viewers (tx, &plan->allocation, &fault);
  if (fault == NULL && plan->allocation.assignee != 0)
    preview->assignee_id = lp_db_query_text (tx->db, &fault, "SELECT id FROM person WHERE row = $1", "i",
                                             plan->allocation.assignee);
  if (!waits)
    fill_days (preview, tx, plan);
  if (fault == NULL && fill_price (preview, tx, plan, &fault))
    return g_steal_pointer (&preview);
  g_propagate_error (error, fault);
  return NULL;
}

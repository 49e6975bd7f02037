/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lc-order-service.h"

#include "lc-audit.h"
#include "lc-caller.h"
#include "lc-catalog-rows.h"
#include "lc-group-rows.h"
#include "lc-memo.h"
#include "lc-order-issue.h"
#include "lc-order-preview.h"
#include "lc-order-rows.h"
#include "lp-order-rules.h"
#include "lp-wire.h"

/* A product that the caller may see; the service itself sees all. */
static gint64
find_product (const LcTransaction *tx, const char *id, GError **error)
{
  gint64 row = lc_product_find (tx->db, id, error);
  g_autoptr (LcScope) scope = row != 0 ? lc_scope_new (tx->db, tx->caller, error) : NULL;
  GError *fault = NULL;

  if (scope == NULL)
    return 0;
  if (lc_product_is_visible (tx->db, scope, row, &fault))
    return row;
  if (fault != NULL)
    g_propagate_error (error, fault);
  else
    lc_set_not_found (error);
  return 0;
}

static gboolean
check_create (const LcTransaction *tx, LpAction action, const LcOrderPlace *place, GError **error)
{
  LpPermissionObject object = { .path = (const char *const *) place->path,
                                .categories = (const char *const *) place->product->category_ids };

  return lc_caller_check (tx, action, &object, error);
}

static LcOrderPlace *
load_place (const LcTransaction *tx, gint64 group, gint64 product, GError **error)
{
  g_autoptr (LcOrderPlace) place = g_rc_box_new0 (LcOrderPlace);

  place->group = group;
  place->product_row = product;
  place->path = lc_group_dup_path (tx->db, group, error);
  if (place->path != NULL)
    place->short_key = lc_group_get_short_key (tx->db, group, error);
  if (place->short_key != NULL)
    place->of = lc_group_load (tx, group, error);
  if (place->of != NULL)
    place->product = lc_product_load (tx->db, product, error);
  return place->product != NULL ? g_steal_pointer (&place) : NULL;
}

static LcOrderPlace *
find_place (const LcTransaction *tx, const char *group_id, const char *product_id, GError **error)
{
  g_autoptr (LcOrderPlace) place = NULL;
  GError *fault = NULL;
  gint64 group = lc_caller_find_group (tx, group_id, &fault);
  gint64 product;

  lc_caller_name_missing (&fault, "/group_id");
  product = find_product (tx, product_id, fault == NULL ? &fault : NULL);
  if (product == 0)
    lc_caller_name_missing (&fault, "/product_id");
  if (fault != NULL)
    {
      g_propagate_error (error, fault);
      return NULL;
    }
  place = load_place (tx, group, product, error);
  if (place == NULL || !check_create (tx, LP_ACTION_CREATE_LICENSE, place, error))
    return NULL;
  return g_steal_pointer (&place);
}

/* Who may create licenses depends on nothing that an order changes, so the writer need not look it up each time.
 * The ids that are remembered contain no space. */
LcOrderPlace *
lc_order_place_find (const LcTransaction *tx, const char *group_id, const char *product_id, GError **error)
{
  g_autofree char *key = g_strdup_printf ("place %" G_GINT64_FORMAT " %s %s",
                                          tx->caller != NULL ? tx->caller->person_row : 0, group_id,
                                          product_id);
  LcOrderPlace *place = lc_memo_get (tx->memo, key);

  if (place != NULL)
    return g_rc_box_acquire (place);

  place = find_place (tx, group_id, product_id, error);
  if (place != NULL)
    lc_memo_put (tx->memo, key, g_rc_box_acquire (place), (GDestroyNotify) lc_order_place_unref);
  return place;
}

static void
clear_place (gpointer data)
{
  LcOrderPlace *place = data;

  g_strfreev (place->path);
  g_free (place->short_key);
  g_clear_pointer (&place->of, lp_group_unref);
  g_clear_pointer (&place->product, lp_product_unref);
}

void
lc_order_place_unref (LcOrderPlace *place)
{
  g_rc_box_release_full (place, clear_place);
}

static gboolean
needs_approval (const LcTransaction *tx, const LcOrderPlan *plan, gboolean *waits, GError **error)
{
  GError *fault = NULL;
  gint64 today;

  *waits = FALSE;
  /* Adding up the day costs more with each order of it: only where a sum can make a difference. */
  if (tx->caller == NULL ||
      !lp_order_needs_approval (plan->place->of->effective.approval, plan->request->licenses,
                                plan->request->quantity, G_MAXINT32))
    return TRUE;
  today =
      lp_db_query_int (tx->db, 0, &fault,
                       "SELECT COALESCE (SUM (licenses * quantity), 0) FROM orders WHERE group_row = $1"
                       " AND created_by = $2 AND product = $3 AND ordered_on = $4 AND state <> 'rejected'",
                       "iiid", plan->place->group, plan->creator, plan->place->product_row, tx->today);
  if (fault != NULL)
    {
      g_propagate_error (error, fault);
      return FALSE;
    }
  *waits = lp_order_needs_approval (plan->place->of->effective.approval, plan->request->licenses,
                                    plan->request->quantity, today);
  return TRUE;
}

static gboolean
record (const LcTransaction *tx, const char *action, const LpOrder *order, gint64 group, GError **error)
{
  g_autoptr (GString) after = g_string_sized_new (512);
  LcAuditEntry entry = { .action = action, .object_kind = "order", .group = group };

  lp_wire_write_order (after, order);
  entry.object_id = order->id;
  entry.label = order->number;
  entry.after = after->str;
  return lc_audit_add (tx, &entry, error);
}

static gboolean
record_order (const LcTransaction *tx, const char *action, gint64 row, gint64 group, GError **error)
{
  g_autoptr (LpOrder) order = lc_order_load (tx->db, row, error);

  return order != NULL && record (tx, action, order, group, error);
}

static char *
format (JsonObject *wish)
{
  g_autoptr (JsonNode) node = json_node_init_object (json_node_alloc (), wish);

  return json_to_string (node, FALSE);
}

static gint64
get_caller (const LcTransaction *tx)
{
  return tx->caller != NULL ? tx->caller->person_row : 0;
}

gboolean
lc_order_check (const LcTransaction *tx,
                const LcOrderPlace *place,
                const LpOrderRequest *request,
                GError **error)
{
  g_auto (LcOrderPlan) plan = { 0 };

  return lc_order_plan_init (&plan, tx, place, request, get_caller (tx), error);
}

LpOrder *
lc_order_create (const LcTransaction *tx,
                 const LcOrderPlace *place,
                 const LpOrderRequest *request,
                 JsonObject *wish,
                 GPtrArray *tickets,
                 LpOrderPreview **preview,
                 GError **error)
{
  g_auto (LcOrderPlan) plan = { 0 };
  g_autoptr (LpOrder) made = lp_order_new ();
  LcNewOrder order = {
    .group = place->group,
    .product = place->product_row,
    .short_key = place->short_key,
    .request = "{}",
  };
  g_autofree char *text = NULL;
  gboolean waits;
  gint64 row;

  if (!lc_order_plan_init (&plan, tx, place, request, get_caller (tx), error) ||
      !needs_approval (tx, &plan, &waits, error))
    return NULL;
  if (request->dry_run)
    {
      *preview = lc_order_preview (tx, &plan, waits, error);
      return NULL;
    }
  if (waits)
    order.request = text = format (wish);
  order.state = waits ? LP_ORDER_REQUESTED : LP_ORDER_COMPLETED;
  order.licenses = plan.request->licenses;
  order.quantity = plan.request->quantity;
  order.reference = plan.request->reference;
  made->group_id = g_strdup (place->of->id);
  made->product_id = g_strdup (place->product->id);
  row = lc_order_insert (tx, &order, made, error);
  if (row == 0 || !record (tx, waits ? "order.request" : "order.create", made, place->group, error) ||
      (!waits && !lc_order_issue (tx, &plan, row, made, tickets, error)))
    return NULL;
  return g_steal_pointer (&made);
}

static gint64
get_group (const LcTransaction *tx, gint64 order, GError **error)
{
  return lp_db_query_int (tx->db, 0, error, "SELECT group_row FROM orders WHERE row = $1", "i", order);
}

gint64
lc_order_get (const LcTransaction *tx, const char *id, GError **error)
{
  gint64 row = lc_order_find (tx->db, id, error);
  g_auto (GStrv) path = row != 0 ? lc_group_dup_path (tx->db, get_group (tx, row, error), error) : NULL;
  LpPermissionObject object = { .path = (const char *const *) path };
  GError *fault = NULL;

  if (path == NULL)
    return 0;
  if (lc_caller_check (tx, LP_ACTION_VIEW_GROUP_CONTENT, &object, &fault))
    return row;
  /* A member of the group sees the group, but none of its orders. */
  g_error_free (fault);
  lc_set_not_found (error);
  return 0;
}

static LcOrderPlace *
load_order_place (const LcTransaction *tx, gint64 row, GError **error)
{
  gint64 group = get_group (tx, row, error);
  gint64 product = lp_db_query_int (tx->db, 0, error, "SELECT product FROM orders WHERE row = $1", "i", row);

  return group != 0 && product != 0 ? load_place (tx, group, product, error) : NULL;
}

static gint64
get_creator (const LcTransaction *tx, gint64 row, GError **error)
{
  return lp_db_query_int (tx->db, 0, error, "SELECT created_by FROM orders WHERE row = $1", "i", row);
}

gboolean
lc_order_check_approver (const LcTransaction *tx, gint64 row, GError **error)
{
  g_autoptr (LcOrderPlace) place = load_order_place (tx, row, error);

  if (place == NULL || !check_create (tx, LP_ACTION_APPROVE_ORDER, place, error))
    return FALSE;
  if (tx->caller == NULL || get_creator (tx, row, NULL) != tx->caller->person_row)
    return TRUE;
  g_set_error (error, LP_ERROR, LP_ERROR_RIGHT_MISSING,
               "You asked for this order yourself: another admin has to decide about it.");
  return FALSE;
}

/* Whether the order already is what it shall become; else it must still wait. */
static gboolean
check_waiting (const LpOrder *order, LpOrderState wanted, gboolean *done, GError **error)
{
  *done = order->state == wanted && order->decided_by != NULL;
  if (*done || order->state == LP_ORDER_REQUESTED)
    return TRUE;
  g_set_error (error, LP_ERROR, LP_ERROR_STATE, "The order %s is %s already.", order->number,
               lp_enum_get_nick (LP_TYPE_ORDER_STATE, order->state));
  return FALSE;
}

static gboolean
check_requester (const LcTransaction *tx, gint64 creator, const LcOrderPlace *place, GError **error)
{
  g_autoptr (LcCaller) requester = lc_caller_load (tx->db, creator, NULL);
  LpPermissionObject object = { .path = (const char *const *) place->path,
                                .categories = (const char *const *) place->product->category_ids };

  if (requester != NULL && lp_permission_check (&requester->actor, LP_ACTION_CREATE_LICENSE, &object, NULL))
    return TRUE;
  g_set_error (error, LP_ERROR, LP_ERROR_REQUESTER_LOST_RIGHT,
               "The person who asked for this order may no longer create licenses of this product here.");
  return FALSE;
}

static gboolean
set_no_longer_valid (GError *fault, GError **error)
{
  if (fault != NULL && !g_error_matches (fault, LP_ERROR, LP_ERROR_INVALID))
    {
      g_propagate_error (error, fault);
      return FALSE;
    }
  g_set_error (error, LP_ERROR, LP_ERROR_CONFLICT, "The order is no longer valid: %s",
               fault != NULL ? fault->message : "the product has changed since.");
  g_clear_error (&fault);
  return FALSE;
}

gboolean
lc_order_approve (const LcTransaction *tx, gint64 row, const LpOrderRequest *request, GError **error)
{
  g_autoptr (LpOrder) order = lc_order_load (tx->db, row, error);
  g_autoptr (LcOrderPlace) place = order != NULL ? load_order_place (tx, row, error) : NULL;
  g_auto (LcOrderPlan) plan = { 0 };
  GError *fault = NULL;
  gint64 creator;
  gboolean done;

  if (place == NULL || !check_waiting (order, LP_ORDER_COMPLETED, &done, error))
    return FALSE;
  if (done)
    return TRUE;
  creator = get_creator (tx, row, error);
  if (!check_requester (tx, creator, place, error))
    return FALSE;
  if (request == NULL || !lc_order_plan_init (&plan, tx, place, request, creator, &fault))
    return set_no_longer_valid (fault, error);
  return lc_order_decide (tx, row, LP_ORDER_COMPLETED, NULL, error) &&
         record_order (tx, "order.approve", row, place->group, error) &&
         lc_order_issue (tx, &plan, row, order, NULL, error);
}

gboolean
lc_order_reject (const LcTransaction *tx, gint64 row, const char *reason, GError **error)
{
  g_autoptr (LpOrder) order = lc_order_load (tx->db, row, error);
  gboolean done;

  if (order == NULL || !check_waiting (order, LP_ORDER_REJECTED, &done, error))
    return FALSE;
  return done || (lc_order_decide (tx, row, LP_ORDER_REJECTED, reason, error) &&
                  record_order (tx, "order.reject", row, get_group (tx, row, NULL), error));
}

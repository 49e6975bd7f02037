/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lp-order-rules.h"

#include <string.h>

#include "lp-error.h"

#define ABOVE_QUANTITY "above_quantity:"

static void
check_number (int value, int max, const char *pointer, const char *what, GError **fault)
{
  if (value < 1 || value > max)
    lp_error_add_field (fault, pointer, "The number of %s must be between 1 and %d.", what, max);
}

static void
check_subscription (const LpOrderRequest *request,
                    const LpProduct *product,
                    LpOrderRequest *result,
                    GError **fault)
{
  if (product->kind != LP_PRODUCT_SUBSCRIPTION)
    {
      if (request->has_subscription)
        lp_error_add_field (fault, "/subscription",
                            "“%s” is not sold as a subscription: leave out “subscription”.", product->name);
      return;
    }

  result->has_subscription = TRUE;
  result->start_mode = request->start_mode >= 0 ? request->start_mode : (int) product->start_mode;
  result->expiry_mode = request->expiry_mode >= 0 ? request->expiry_mode : (int) product->expiry_mode;
  result->initial_expiry = request->initial_expiry;
  result->has_notice = TRUE;
  result->notice = request->has_notice ? request->notice : product->notice;

  if (request->initial_expiry != LP_DATE_NONE)
    result->expiry_mode = LP_EXPIRY_FIXED;
  else if (result->expiry_mode == LP_EXPIRY_FIXED)
    lp_error_add_field (fault, "/subscription/initial_expiry",
                        "The expiry mode “fixed” needs the last day of the first term, such as 2026-12-31.");
}

static void
check_allocation (const LpOrderRequest *request, LpOrderRequest *result, GError **fault)
{
  if (request->has_allocation && request->assignee_id != NULL && request->visible_to_group)
    lp_error_add_field (fault, "/allocation/visible_to_group",
                        "A ticket is either allocated to a person or visible to the group: with an assignee, "
                        "“visible_to_group” must be false or left out.");
  result->has_allocation = request->has_allocation;
  result->assignee_id = g_strdup (request->assignee_id);
  result->visible_to_group = request->visible_to_group;
}

LpOrderRequest *
lp_order_request_validate (const LpOrderRequest *request, const LpProduct *product, GError **error)
{
  g_autoptr (LpOrderRequest) result = lp_order_request_new ();
  g_autoptr (GError) fault = NULL;
  GArray *entries;

  result->group_id = g_strdup (request->group_id);
  result->product_id = g_strdup (request->product_id);
  result->licenses = request->licenses;
  result->quantity = request->quantity;
  check_number (request->licenses, LP_ORDER_MAX_LICENSES, "/licenses", "licenses", &fault);
  check_number (request->quantity, LP_ORDER_MAX_QUANTITY, "/quantity", "seats", &fault);
  result->modules = lp_modules_validate (product, (const char *const *) request->modules, &fault);
  entries = lp_entries_validate (product, request->entries, &fault);
  if (entries != NULL)
    {
      g_array_unref (result->entries);
      result->entries = entries;
    }
  result->reference = lp_text_validate (request->reference, "/reference", 0, LP_ORDER_MAX_REFERENCE, &fault);
  check_allocation (request, result, &fault);
  check_subscription (request, product, result, &fault);

  if (fault == NULL)
    return g_steal_pointer (&result);
  g_propagate_error (error, g_steal_pointer (&fault));
  return NULL;
}

/* The number of seats from which an order waits: 0 for "always", -1 for "none". What cannot be read waits. */
static gint64
approval_threshold (const char *approval)
{
  gint64 limit;

  if (approval == NULL || g_str_equal (approval, "none"))
    return -1;
  if (g_str_has_prefix (approval, ABOVE_QUANTITY) &&
      g_ascii_string_to_signed (approval + strlen (ABOVE_QUANTITY), 10, 0, LP_APPROVAL_MAX_QUANTITY, &limit,
                                NULL))
    return limit + 1;
  return 0;
}

gboolean
lp_order_needs_approval (const char *approval, int licenses, int quantity, gint64 ordered_today)
{
  gint64 threshold = approval_threshold (approval);

  return threshold >= 0 && (gint64) licenses * quantity + ordered_today >= threshold;
}

gboolean
lp_approval_is_valid (const char *approval)
{
  return approval != NULL && (g_str_equal (approval, "none") || g_str_equal (approval, "always") ||
                              approval_threshold (approval) > 0);
}

gboolean
lp_approval_is_looser (const char *approval, const char *than)
{
  gint64 threshold = approval_threshold (approval);
  gint64 inherited = approval_threshold (than);

  if (inherited < 0)
    return FALSE;
  return threshold < 0 || threshold > inherited;
}

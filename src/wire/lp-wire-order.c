/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lp-order-rules.h"
#include "lp-wire-fields.h"

/* Orders, and the request that makes one. */

static const LpField order_fields[] = {
  LP_FIELD (LpOrder, id, STRING, .required = TRUE),
  LP_FIELD (LpOrder, number, STRING),
  LP_FIELD (LpOrder, state, ENUM, .required = TRUE, .get_type = lp_order_state_get_type),
  LP_FIELD (LpOrder, group_id, STRING, .required = TRUE),
  LP_FIELD (LpOrder, product_id, STRING),
  LP_FIELD (LpOrder, licenses, INT),
  LP_FIELD (LpOrder, quantity, INT),
  LP_FIELD (LpOrder, reference, STRING),
  LP_FIELD (LpOrder, created_at, STRING, .required = TRUE),
  LP_FIELD (LpOrder, created_by, STRING),
  LP_FIELD (LpOrder, decided_by, STRING),
  LP_FIELD (LpOrder, reason, STRING),
  LP_FIELD (LpOrder, etag, STRING),
};

const LpRecordType lp_wire_order_type = LP_RECORD_TYPE (order_fields);

void
lp_wire_write_order (GString *out, const LpOrder *order)
{
  lp_record_write (&lp_wire_order_type, order, NULL, out);
}

LpOrder *
lp_wire_read_order (JsonObject *object, GError **error)
{
  g_autoptr (LpOrder) order = lp_order_new ();

  return lp_record_read (&lp_wire_order_type, order, object, error) ? g_steal_pointer (&order) : NULL;
}

static const LpField preview_fields[] = {
  LP_FIELD (LpOrderPreview, state, ENUM, .required = TRUE, .get_type = lp_order_state_get_type),
  LP_FIELD (LpOrderPreview, group_id, STRING, .required = TRUE),
  LP_FIELD (LpOrderPreview, product_id, STRING, .required = TRUE),
  LP_FIELD (LpOrderPreview, licenses, INT),
  LP_FIELD (LpOrderPreview, quantity, INT),
  LP_FIELD (LpOrderPreview, modules, STRINGS),
  LP_FIELD (LpOrderPreview, entries, ENTRIES),
  LP_FIELD (LpOrderPreview, reference, STRING),
  LP_FIELD (LpOrderPreview, assignee_id, STRING),
  LP_FIELD (LpOrderPreview, visible_to_group, BOOLEAN),
  LP_FIELD (LpOrderPreview, seen_by, INT),
  LP_FIELD (LpOrderPreview, technical_expiry, DATE),
  LP_FIELD (LpOrderPreview, committed_until, DATE),
  LP_FIELD (LpOrderPreview, deadline, DATE),
};

static const LpRecordType preview_type = LP_RECORD_TYPE (preview_fields);

void
lp_wire_write_order_preview (GString *out, const LpOrderPreview *preview, const LpProduct *product)
{
  LP_WIRE_LITERAL (out, "{\"preview\":");
  lp_record_write (&preview_type, preview, product, out);
  LP_WIRE_LITERAL (out, ",\"price\":");
  if (preview->has_price)
    {
      LP_WIRE_INT (out, "{\"amount\":", preview->price.amount);
      LP_WIRE_STRING (out, ",\"currency\":", preview->price.currency);
      g_string_append_c (out, '}');
    }
  else
    LP_WIRE_LITERAL (out, "null");
  g_string_append_c (out, '}');
}

LpOrderPreview *
lp_wire_read_order_preview (JsonObject *object, GError **error)
{
  g_autoptr (LpOrderPreview) preview = lp_order_preview_new ();
  GError *fault = NULL;
  JsonObject *record = lp_wire_get_object (object, "", "preview", TRUE, &fault);
  JsonObject *price = lp_wire_get_object (object, "", "price", FALSE, &fault);

  if (record != NULL)
    lp_record_read (&preview_type, preview, record, fault == NULL ? &fault : NULL);
  if (price != NULL)
    {
      const char *currency = lp_wire_get_string (price, "/price", "currency", TRUE, &fault);

      preview->has_price = TRUE;
      preview->price.amount = lp_wire_get_int (price, "/price", "amount", 0, G_MAXINT64, TRUE, 0, &fault);
      g_strlcpy (preview->price.currency, currency != NULL ? currency : "", sizeof preview->price.currency);
    }
  return lp_wire_take_fault (fault, error) ? g_steal_pointer (&preview) : NULL;
}

static void
write_subscription_wish (GString *out, const LpOrderRequest *request)
{
  LP_WIRE_LITERAL (out, ",\"subscription\":{");
  if (request->start_mode >= 0)
    {
      LP_WIRE_ENUM (out, "\"start_mode\":", LP_TYPE_START_MODE, request->start_mode);
      g_string_append_c (out, ',');
    }
  if (request->expiry_mode >= 0)
    {
      LP_WIRE_ENUM (out, "\"expiry_mode\":", LP_TYPE_EXPIRY_MODE, request->expiry_mode);
      g_string_append_c (out, ',');
    }
  if (request->has_notice)
    {
      LP_WIRE_LITERAL (out, "\"notice\":");
      lp_wire_write_period (out, request->notice);
      g_string_append_c (out, ',');
    }
  LP_WIRE_DATE (out, "\"initial_expiry\":", request->initial_expiry);
  g_string_append_c (out, '}');
}

void
lp_wire_write_order_request (GString *out, const LpOrderRequest *request, const LpProduct *product)
{
  LP_WIRE_STRING (out, "{\"group_id\":", request->group_id);
  LP_WIRE_STRING (out, ",\"product_id\":", request->product_id);
  LP_WIRE_INT (out, ",\"licenses\":", request->licenses);
  LP_WIRE_INT (out, ",\"quantity\":", request->quantity);
  if (request->modules != NULL)
    {
      LP_WIRE_LITERAL (out, ",\"modules\":");
      lp_wire_write_strings (out, (const char *const *) request->modules);
    }
  LP_WIRE_LITERAL (out, ",\"entries\":");
  lp_wire_write_entry_values (out, request->entries, product);
  LP_WIRE_STRING (out, ",\"reference\":", request->reference);
  if (request->has_allocation)
    {
      LP_WIRE_STRING (out, ",\"allocation\":{\"assignee_id\":", request->assignee_id);
      LP_WIRE_BOOLEAN (out, ",\"visible_to_group\":", request->visible_to_group);
      g_string_append_c (out, '}');
    }
  if (request->has_subscription)
    write_subscription_wish (out, request);
  if (request->dry_run)
    LP_WIRE_LITERAL (out, ",\"dry_run\":true");
  g_string_append_c (out, '}');
}

static void
read_allocation (JsonObject *object, LpOrderRequest *request, GError **error)
{
  static const char *const known[] = { "assignee_id", "visible_to_group", NULL };
  JsonObject *allocation = lp_wire_get_object (object, "", "allocation", FALSE, error);

  if (allocation == NULL)
    return;
  request->has_allocation = json_object_has_member (allocation, "assignee_id") ||
                            json_object_has_member (allocation, "visible_to_group");
  request->assignee_id = lp_wire_dup_string (allocation, "/allocation", "assignee_id", FALSE, error);
  request->visible_to_group = lp_wire_get_boolean (allocation, "/allocation", "visible_to_group", FALSE,
                                                   FALSE, error);
  lp_wire_finish (allocation, "/allocation", known, error);
}

static void
read_subscription (JsonObject *object, LpOrderRequest *request, GError **error)
{
  static const char *const known[] = { "start_mode", "expiry_mode", "initial_expiry", "notice", NULL };
  static const char pointer[] = "/subscription";
  JsonObject *subscription = lp_wire_get_object (object, "", "subscription", FALSE, error);

  if (subscription == NULL)
    return;
  request->has_subscription = TRUE;
  request->start_mode = lp_wire_get_enum (subscription, pointer, "start_mode", LP_TYPE_START_MODE, FALSE, -1,
                                          error);
  request->expiry_mode = lp_wire_get_enum (subscription, pointer, "expiry_mode", LP_TYPE_EXPIRY_MODE, FALSE,
                                           -1, error);
  request->initial_expiry = lp_wire_get_date (subscription, pointer, "initial_expiry", FALSE, error);
  request->notice = lp_wire_get_period (subscription, pointer, "notice", FALSE, &request->has_notice, error);
  lp_wire_finish (subscription, pointer, known, error);
}

LpOrderRequest *
lp_wire_collect_order_request (JsonObject *object, GError **fault)
{
  static const char *const known[] = { "group_id",     "product_id", "licenses",  "quantity",
                                       "modules",      "entries",    "reference", "allocation",
                                       "subscription", "dry_run",    NULL };
  g_autoptr (LpOrderRequest) request = lp_order_request_new ();
  JsonObject *entries;
  GArray *values = NULL;

  request->group_id = lp_wire_dup_string (object, "", "group_id", TRUE, fault);
  request->product_id = lp_wire_dup_string (object, "", "product_id", TRUE, fault);
  request->licenses = (int) lp_wire_get_int (object, "", "licenses", 1, LP_ORDER_MAX_LICENSES, FALSE, 1,
                                             fault);
  request->quantity = (int) lp_wire_get_int (object, "", "quantity", 1, LP_ORDER_MAX_QUANTITY, FALSE, 1,
                                             fault);
  request->modules = lp_wire_dup_strings (object, "", "modules", FALSE, fault);
  entries = lp_wire_get_object (object, "", "entries", FALSE, fault);
  if (entries != NULL)
    values = lp_wire_read_entry_values (entries, "/entries", fault);
  if (values != NULL)
    {
      g_array_unref (request->entries);
      request->entries = values;
    }
  request->reference = lp_wire_dup_string (object, "", "reference", FALSE, fault);
  read_allocation (object, request, fault);
  read_subscription (object, request, fault);
  request->dry_run = lp_wire_get_boolean (object, "", "dry_run", FALSE, FALSE, fault);
  lp_wire_finish (object, "", known, fault);
  return g_steal_pointer (&request);
}

LpOrderRequest *
lp_wire_read_order_request (JsonObject *object, GError **error)
{
  GError *fault = NULL;
  g_autoptr (LpOrderRequest) request = lp_wire_collect_order_request (object, &fault);

  return lp_wire_take_fault (fault, error) ? g_steal_pointer (&request) : NULL;
}

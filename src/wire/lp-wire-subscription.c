/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lp-wire-private.h"

static void
write_renewal (GString *out, const LpRenewal *renewal)
{
  LP_WIRE_INT (out, "{\"number\":", renewal->number);
  LP_WIRE_DATE (out, ",\"start\":", renewal->start);
  LP_WIRE_DATE (out, ",\"end\":", renewal->end);
  LP_WIRE_DATE (out, ",\"committed_on\":", renewal->committed_on);
  g_string_append_c (out, '}');
}

void
lp_wire_write_subscription (GString *out, const LpSubscription *subscription)
{
  LP_WIRE_STRING (out, "{\"id\":", subscription->id);
  LP_WIRE_STRING (out, ",\"ticket_code\":", subscription->ticket_code);
  LP_WIRE_STRING (out, ",\"group_id\":", subscription->group_id);
  LP_WIRE_STRING (out, ",\"product_id\":", subscription->product_id);
  LP_WIRE_ENUM (out, ",\"state\":", LP_TYPE_SUBSCRIPTION_STATE, subscription->state);
  LP_WIRE_ENUM (out, ",\"start_mode\":", LP_TYPE_START_MODE, subscription->start_mode);
  LP_WIRE_ENUM (out, ",\"expiry_mode\":", LP_TYPE_EXPIRY_MODE, subscription->expiry_mode);
  LP_WIRE_DATE (out, ",\"start\":", subscription->start);
  LP_WIRE_DATE (out, ",\"initial_expiry\":", subscription->initial_expiry);
  LP_WIRE_LITERAL (out, ",\"term\":");
  lp_wire_write_period (out, subscription->term);
  LP_WIRE_LITERAL (out, ",\"notice\":");
  lp_wire_write_period (out, subscription->notice);
  LP_WIRE_DATE (out, ",\"committed_until\":", subscription->committed_until);
  LP_WIRE_DATE (out, ",\"technical_expiry\":", subscription->technical_expiry);
  LP_WIRE_DATE (out, ",\"deadline\":", subscription->deadline);
  LP_WIRE_DATE (out, ",\"cancelled_on\":", subscription->cancelled_on);
  LP_WIRE_DATE (out, ",\"ends_on\":", subscription->ends_on);
  LP_WIRE_DATE (out, ",\"revoked_on\":", subscription->revoked_on);
  LP_WIRE_LITERAL (out, ",\"renewals\":[");
  for (guint i = 0; subscription->renewals != NULL && i < subscription->renewals->len; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      write_renewal (out, &g_array_index (subscription->renewals, LpRenewal, i));
    }
  LP_WIRE_STRING (out, "],\"etag\":", subscription->etag);
  g_string_append_c (out, '}');
}

static void
read_renewals (JsonObject *object, GArray *renewals, GError **error)
{
  JsonArray *array = lp_wire_get_array (object, "", "renewals", FALSE, error);
  guint length = array != NULL ? json_array_get_length (array) : 0;

  for (guint i = 0; i < length; i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      g_autofree char *pointer = g_strdup_printf ("/renewals/%u", i);
      JsonObject *item;
      LpRenewal renewal;

      if (!JSON_NODE_HOLDS_OBJECT (node))
        {
          lp_error_add_field (error, pointer, "This must be an object in braces.");
          continue;
        }
      item = json_node_get_object (node);
      renewal.number = (int) lp_wire_get_int (item, pointer, "number", 1, G_MAXINT, TRUE, 0, error);
      renewal.start = lp_wire_get_date (item, pointer, "start", TRUE, error);
      renewal.end = lp_wire_get_date (item, pointer, "end", TRUE, error);
      renewal.committed_on = lp_wire_get_date (item, pointer, "committed_on", TRUE, error);
      g_array_append_val (renewals, renewal);
    }
}

LpSubscription *
lp_wire_read_subscription (JsonObject *object, GError **error)
{
  g_autoptr (LpSubscription) self = lp_subscription_new ();
  GError *fault = NULL;

  self->id = lp_wire_dup_string (object, "", "id", TRUE, &fault);
  self->ticket_code = lp_wire_dup_string (object, "", "ticket_code", FALSE, &fault);
  self->group_id = lp_wire_dup_string (object, "", "group_id", FALSE, &fault);
  self->product_id = lp_wire_dup_string (object, "", "product_id", FALSE, &fault);
  self->state = lp_wire_get_enum (object, "", "state", LP_TYPE_SUBSCRIPTION_STATE, TRUE,
                                  LP_SUBSCRIPTION_PENDING, &fault);
  self->start_mode = lp_wire_get_enum (object, "", "start_mode", LP_TYPE_START_MODE, TRUE, LP_START_PURCHASE,
                                       &fault);
  self->expiry_mode = lp_wire_get_enum (object, "", "expiry_mode", LP_TYPE_EXPIRY_MODE, TRUE,
                                        LP_EXPIRY_ANNIVERSARY, &fault);
  self->start = lp_wire_get_date (object, "", "start", FALSE, &fault);
  self->initial_expiry = lp_wire_get_date (object, "", "initial_expiry", FALSE, &fault);
  self->term = lp_wire_get_period (object, "", "term", TRUE, NULL, &fault);
  self->notice = lp_wire_get_period (object, "", "notice", FALSE, NULL, &fault);
  self->committed_until = lp_wire_get_date (object, "", "committed_until", FALSE, &fault);
  self->technical_expiry = lp_wire_get_date (object, "", "technical_expiry", FALSE, &fault);
  self->deadline = lp_wire_get_date (object, "", "deadline", FALSE, &fault);
  self->cancelled_on = lp_wire_get_date (object, "", "cancelled_on", FALSE, &fault);
  self->ends_on = lp_wire_get_date (object, "", "ends_on", FALSE, &fault);
  self->revoked_on = lp_wire_get_date (object, "", "revoked_on", FALSE, &fault);
  read_renewals (object, self->renewals, &fault);
  self->etag = lp_wire_dup_string (object, "", "etag", FALSE, &fault);
  return lp_wire_take_fault (fault, error) ? g_steal_pointer (&self) : NULL;
}

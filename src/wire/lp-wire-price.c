/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lp-wire-private.h"

/* Price lists. */

static void
write_price (GString *out, const LpPrice *price)
{
  LP_WIRE_STRING (out, "{\"product_id\":", price->product_id);
  LP_WIRE_STRING (out, ",\"module\":", price->module);
  LP_WIRE_INT (out, ",\"amount\":", price->amount);
  g_string_append_c (out, '}');
}

void
lp_wire_write_price_list (GString *out, const LpPriceList *list)
{
  LP_WIRE_STRING (out, "{\"id\":", list->id);
  LP_WIRE_STRING (out, ",\"name\":", list->name);
  LP_WIRE_STRING (out, ",\"currency\":", list->currency);
  LP_WIRE_DATE (out, ",\"valid_from\":", list->valid_from);
  LP_WIRE_STRING (out, ",\"per\":", list->per_month ? "month" : "term");
  LP_WIRE_LITERAL (out, ",\"prices\":[");
  for (guint i = 0; i < list->prices->len; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      write_price (out, g_ptr_array_index (list->prices, i));
    }
  LP_WIRE_STRING (out, "],\"etag\":", list->etag);
  g_string_append_c (out, '}');
}

static void
read_price (LpPriceList *list, JsonNode *node, const char *pointer, GError **fault)
{
  LpPrice *price;
  JsonObject *object;

  if (!JSON_NODE_HOLDS_OBJECT (node))
    {
      lp_error_add_field (fault, pointer, LP_WIRE_NO_OBJECT);
      return;
    }
  object = json_node_get_object (node);
  price = g_new0 (LpPrice, 1);
  g_ptr_array_add (list->prices, price);
  price->product_id = lp_wire_dup_string (object, pointer, "product_id", TRUE, fault);
  price->module = lp_wire_dup_string (object, pointer, "module", FALSE, fault);
  price->amount = lp_wire_get_int (object, pointer, "amount", 0, G_MAXINT64, TRUE, 0, fault);
}

LpPriceList *
lp_wire_read_price_list (JsonObject *object, GError **error)
{
  g_autoptr (LpPriceList) list = lp_price_list_new ();
  GError *fault = NULL;
  JsonArray *prices = lp_wire_get_array (object, "", "prices", TRUE, &fault);

  list->id = lp_wire_dup_string (object, "", "id", TRUE, &fault);
  list->name = lp_wire_dup_string (object, "", "name", TRUE, &fault);
  list->currency = lp_wire_dup_string (object, "", "currency", TRUE, &fault);
  list->valid_from = lp_wire_get_date (object, "", "valid_from", TRUE, &fault);
  list->per_month = g_strcmp0 (lp_wire_get_string (object, "", "per", TRUE, &fault), "month") == 0;
  list->etag = lp_wire_dup_string (object, "", "etag", FALSE, &fault);
  for (guint i = 0; prices != NULL && i < json_array_get_length (prices); i++)
    {
      g_autofree char *pointer = g_strdup_printf ("/prices/%u", i);

      read_price (list, json_array_get_element (prices, i), pointer, &fault);
    }
  return lp_wire_take_fault (fault, error) ? g_steal_pointer (&list) : NULL;
}

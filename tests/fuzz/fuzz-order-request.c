/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "fuzz.h"
#include "lp-order-rules.h"
#include "lp-wire.h"

static void
add_entry (LpProduct *product, const char *key, LpEntryKind kind, const char *min, const char *max)
{
  LpEntry *entry = lp_entry_new ();

  entry->key = g_strdup (key);
  entry->label = g_strdup (key);
  entry->kind = kind;
  entry->min = g_strdup (min);
  entry->max = g_strdup (max);
  entry->choices = g_strsplit ("red green", " ", -1);
  if (kind == LP_ENTRY_TEXT)
    entry->pattern = g_strdup ("[a-z0-9=-]+");
  g_ptr_array_add (product->entries, entry);
}

static LpProduct *
make_product (void)
{
  LpProduct *product = lp_product_new ();

  product->name = g_strdup ("ViewPro");
  product->kind = LP_PRODUCT_SUBSCRIPTION;
  add_entry (product, "host_name", LP_ENTRY_TEXT, "2", "20");
  add_entry (product, "cores", LP_ENTRY_INTEGER, "1", "64");
  add_entry (product, "hours", LP_ENTRY_DECIMAL, "0.5", "12.75");
  add_entry (product, "since", LP_ENTRY_DATE, "2020-01-01", NULL);
  add_entry (product, "gpu", LP_ENTRY_BOOLEAN, NULL, NULL);
  add_entry (product, "colour", LP_ENTRY_CHOICE, NULL, NULL);
  add_entry (product, "contact", LP_ENTRY_EMAIL, NULL, NULL);
  return product;
}

static void
assert_fields (const GError *error)
{
  gsize n_fields;

  g_assert_error (error, LP_ERROR, LP_ERROR_INVALID);
  lp_error_get_fields (error, &n_fields);
  g_assert_cmpuint (n_fields, >, 0);
}

/* What validation has accepted, it accepts again without changing it. */
static void
check_validation (const LpOrderRequest *request, const LpProduct *product)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (LpOrderRequest) valid = lp_order_request_validate (request, product, &error);
  g_autoptr (LpOrderRequest) again = NULL;
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (GString) other = g_string_new (NULL);

  if (valid == NULL)
    {
      assert_fields (error);
      return;
    }
  again = lp_order_request_validate (valid, product, &error);
  g_assert_no_error (error);
  lp_wire_write_order_request (text, valid, product);
  lp_wire_write_order_request (other, again, product);
  g_assert_cmpstr (text->str, ==, other->str);
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autoptr (LpProduct) product = make_product ();
  g_autoptr (GError) error = NULL;
  g_autoptr (JsonObject) object = lp_wire_parse ((const char *) data, size, NULL);
  g_autoptr (LpOrderRequest) request = NULL;
  g_autoptr (GString) out = g_string_new (NULL);
  g_autoptr (JsonObject) back = NULL;

  if (object == NULL)
    return 0;
  request = lp_wire_read_order_request (object, &error);
  if (request == NULL)
    {
      assert_fields (error);
      return 0;
    }
  lp_wire_write_order_request (out, request, product);
  back = lp_wire_parse (out->str, out->len, &error);
  g_assert_no_error (error);
  check_validation (request, product);
  return 0;
}

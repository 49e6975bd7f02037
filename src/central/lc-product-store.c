/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lc-product-store.h"

#include "lc-id.h"
#include "lp-wire.h"

/* The members `entries` and `modules` of the product as it stands on the wire, which is how they are stored. */
static void
write_definitions (const LpProduct *product, char **entries, char **modules)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (JsonObject) object = NULL;

  lp_wire_write_product (text, product);
  object = lp_wire_parse (text->str, text->len, NULL);
  *entries = json_to_string (json_object_get_member (object, "entries"), FALSE);
  *modules = json_to_string (json_object_get_member (object, "modules"), FALSE);
}

gint64
lc_product_insert (LpDb *db, const LpProduct *product, GArray *categories, GError **error)
{
  gboolean subscription = product->kind == LP_PRODUCT_SUBSCRIPTION;
  g_autofree char *id = lc_id_new ();
  g_autofree char *entries = NULL;
  g_autofree char *modules = NULL;
  char term[LP_PERIOD_STRING_SIZE], notice[LP_PERIOD_STRING_SIZE];
  gint64 row;

  write_definitions (product, &entries, &modules);
  if (!lp_db_run (db, error,
                  "INSERT INTO product (id, code, name, description, kind, trial_days, max_machines, entries,"
                  " modules, term, notice, start_mode, expiry_mode)"
                  " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
                  "tttttiitttttt", id, product->code, product->name, product->description,
                  lp_enum_get_nick (LP_TYPE_PRODUCT_KIND, product->kind), (gint64) product->trial_days,
                  (gint64) product->max_machines, entries, modules,
                  subscription ? lp_period_format (product->term, term) : NULL,
                  subscription ? lp_period_format (product->notice, notice) : NULL,
                  subscription ? lp_enum_get_nick (LP_TYPE_START_MODE, product->start_mode) : NULL,
                  subscription ? lp_enum_get_nick (LP_TYPE_EXPIRY_MODE, product->expiry_mode) : NULL))
    return 0;
  row = lp_db_get_last_row (db);
  for (guint i = 0; i < categories->len; i++)
    if (!lp_db_run (db, error, "INSERT INTO product_category (product, category) VALUES ($1, $2)", "ii", row,
                    g_array_index (categories, gint64, i)))
      return 0;
  return row;
}

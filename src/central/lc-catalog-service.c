/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lc-catalog-service.h"

#include "lc-audit.h"
#include "lc-caller.h"
#include "lc-catalog-rows.h"
#include "lc-change.h"
#include "lp-wire.h"

gboolean
lc_catalog_check_change (const LcTransaction *tx, GError **error)
{
  if (tx->caller != NULL && !lc_caller_has_role_beyond_member (tx->caller))
    return lc_set_not_found (error);
  return lc_caller_check (tx, LP_ACTION_CHANGE_CATALOG, NULL, error);
}

static char *
dup_category_json (const LpCategory *category)
{
  GString *text = g_string_new (NULL);

  lp_wire_write_category (text, category);
  return g_string_free (text, FALSE);
}

static char *
dup_product_json (const LpProduct *product)
{
  GString *text = g_string_new (NULL);

  lp_wire_write_product (text, product);
  return g_string_free (text, FALSE);
}

/* Whether another row than @row has the value. Archived ones count: the audit trail names them. */
static gboolean
check_free (const LcTransaction *tx, const char *sql, const char *value, gint64 row, GError **error)
{
  GError *fault = NULL;
  gboolean taken = lp_db_query_int (tx->db, 0, &fault, sql, "ti", value, row) != 0;

  if (fault != NULL)
    g_propagate_error (error, fault);
  else if (taken)
    g_set_error (error, LP_ERROR, LP_ERROR_CONFLICT,
                 "“%s” is taken, perhaps by an archived one: choose another.", value);
  return fault == NULL && !taken;
}

static gboolean
record_category (const LcTransaction *tx,
                 gint64 row,
                 const char *action,
                 const LpCategory *old,
                 GError **error)
{
  g_autoptr (LpCategory) category = lc_category_load (tx->db, row, error);
  g_autofree char *before = old != NULL ? dup_category_json (old) : NULL;
  g_autofree char *after = category != NULL ? dup_category_json (category) : NULL;

  return category != NULL && lc_change_add (tx, LC_CHANGE_CATEGORY, row, NULL, error) &&
         lc_audit_add (tx,
                       &(LcAuditEntry){ .action = action,
                                        .object_kind = "category",
                                        .object_id = category->id,
                                        .label = category->name,
                                        .before = before,
                                        .after = after },
                       error);
}

gint64
lc_category_save (const LcTransaction *tx, gint64 row, const char *name, GError **error)
{
  g_autoptr (LpCategory) old = row != 0 ? lc_category_load (tx->db, row, error) : NULL;

  if (row != 0 && old == NULL)
    return 0;
  if (old != NULL && g_str_equal (old->name, name))
    return row;
  if (!check_free (tx, "SELECT 1 FROM category WHERE name = $1 AND row <> $2", name, row, error))
    return 0;
  if (row == 0)
    row = lc_category_insert (tx->db, name, error);
  else if (!lp_db_run (tx->db, error, "UPDATE category SET name = $1, version = version + 1 WHERE row = $2",
                       "ti", name, row))
    return 0;
  return row != 0 &&
                 record_category (tx, row, old != NULL ? "category.change" : "category.create", old, error)
             ? row
             : 0;
}

gboolean
lc_category_archive (const LcTransaction *tx, gint64 row, GError **error)
{
  g_autoptr (LpCategory) old = lc_category_load (tx->db, row, error);
  GError *fault = NULL;
  gint64 n_products =
      lp_db_query_int (tx->db, 0, &fault,
                       "SELECT count(*) FROM product_category c JOIN product p ON p.row = c.product"
                       " WHERE c.category = $1 AND p.archived_at IS NULL",
                       "i", row);

  if (fault != NULL)
    {
      g_propagate_error (error, fault);
      return FALSE;
    }
  if (n_products > 0)
    {
      g_set_error (error, LP_ERROR, LP_ERROR_CONFLICT,
                   "%" G_GINT64_FORMAT " products are in this category: put them into another one first.",
                   n_products);
      return FALSE;
    }
  return old != NULL &&
         lp_db_run (tx->db, error,
                    "UPDATE category SET archived_at = $2, version = version + 1 WHERE row = $1", "it", row,
                    tx->now) &&
         record_category (tx, row, "category.archive", old, error);
}

static gboolean
record_product (const LcTransaction *tx, gint64 row, const char *action, const LpProduct *old, GError **error)
{
  g_autoptr (LpProduct) product = lc_product_load (tx->db, row, error);
  g_autofree char *before = old != NULL ? dup_product_json (old) : NULL;
  g_autofree char *after = product != NULL ? dup_product_json (product) : NULL;

  return product != NULL && lc_change_add (tx, LC_CHANGE_PRODUCT, row, NULL, error) &&
         lc_audit_add (tx,
                       &(LcAuditEntry){ .action = action,
                                        .object_kind = "product",
                                        .object_id = product->id,
                                        .label = product->code,
                                        .before = before,
                                        .after = after },
                       error);
}

static GArray *
find_categories (const LcTransaction *tx, const LpProduct *product, GError **error)
{
  g_autoptr (GArray) rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  GError *fault = NULL;

  for (guint i = 0; product->category_ids[i] != NULL; i++)
    {
      g_autofree char *pointer = g_strdup_printf ("/category_ids/%u", i);
      g_autoptr (GError) missing = NULL;
      gint64 row = lc_category_find (tx->db, product->category_ids[i], &missing);

      if (row != 0)
        g_array_append_val (rows, row);
      else
        lp_error_add_field (&fault, pointer, "There is no category with this id.");
    }
  if (fault == NULL)
    return g_steal_pointer (&rows);
  g_propagate_error (error, fault);
  return NULL;
}

gint64
lc_product_save (const LcTransaction *tx, gint64 row, const LpProduct *product, GError **error)
{
  g_autoptr (GArray) categories = find_categories (tx, product, error);
  g_autoptr (LpProduct) old = row != 0 && categories != NULL ? lc_product_load (tx->db, row, error) : NULL;

  if (categories == NULL || (row != 0 && old == NULL))
    return 0;
  if (!check_free (tx, "SELECT 1 FROM product WHERE code = $1 AND row <> $2", product->code, row, error))
    return 0;
  if (row == 0)
    row = lc_product_insert (tx->db, product, categories, error);
  else if (!lc_product_update (tx->db, row, product, categories, error))
    return 0;
  return row != 0 && record_product (tx, row, old != NULL ? "product.change" : "product.create", old, error)
             ? row
             : 0;
}

gboolean
lc_product_archive (const LcTransaction *tx, gint64 row, GError **error)
{
  g_autoptr (LpProduct) old = lc_product_load (tx->db, row, error);

  return old != NULL &&
         lp_db_run (tx->db, error,
                    "UPDATE product SET archived_at = $2, version = version + 1 WHERE row = $1", "it", row,
                    tx->now) &&
         record_product (tx, row, "product.archive", old, error);
}

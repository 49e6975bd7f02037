/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a data set may link to besides its own objects: what is stored already, by external id, address, product
 * code or category name (design: api, "Data set"). */

#include "lc-caller.h"
#include "lc-catalog-rows.h"
#include "lc-group-rows.h"
#include "lc-load-private.h"
#include "lc-person-rows.h"

typedef gboolean (*TakeRow) (LcLoader *loader, LpStatement *row, GError **error);

static gint64 *
dup_row (gint64 row)
{
  return g_memdup2 (&row, sizeof row);
}

static gboolean
take_category (LcLoader *loader, LpStatement *row, GError **error)
{
  g_hash_table_insert (loader->stored_categories, lp_statement_dup_text (row, 1),
                       dup_row (lp_statement_get_int (row, 0)));
  return TRUE;
}

static gboolean
take_person (LcLoader *loader, LpStatement *row, GError **error)
{
  g_hash_table_insert (loader->stored_people, lp_statement_dup_text (row, 1),
                       dup_row (lp_statement_get_int (row, 0)));
  return TRUE;
}

static gboolean
take_member (LcLoader *loader, LpStatement *row, GError **error)
{
  g_hash_table_add (loader->members,
                    dup_row (lp_statement_get_int (row, 0) << 32 | lp_statement_get_int (row, 1)));
  return TRUE;
}

static gboolean
take_product (LcLoader *loader, LpStatement *row, GError **error)
{
  gint64 product = lp_statement_get_int (row, 0);
  LcLoadProduct *stored = g_new0 (LcLoadProduct, 1);

  stored->row = product;
  stored->product = lc_product_load (loader->db, product, error);
  if (stored->product == NULL)
    {
      g_free (stored);
      return FALSE;
    }
  g_hash_table_insert (loader->product_codes, stored->product->code, stored);
  g_hash_table_insert (loader->stored_products, lp_statement_dup_text (row, 1), stored);
  return TRUE;
}

static gboolean
take_group (LcLoader *loader, LpStatement *row, GError **error)
{
  g_autoptr (LpGroup) group = lc_group_load (loader->tx, lp_statement_get_int (row, 0), error);
  LcLoadGroup *stored;

  if (group == NULL)
    return FALSE;
  stored = g_new0 (LcLoadGroup, 1);
  stored->row = lp_statement_get_int (row, 0);
  stored->owned = g_ptr_array_new_with_free_func (g_free);
  stored->fiscal_year_end = g_strdup (group->effective.fiscal_year_end);
  g_ptr_array_add (stored->owned, (gpointer) stored->fiscal_year_end);
  stored->default_visibility = (LpVisibility) group->effective.default_visibility;
  stored->consumer = group->effective.consumer == TRUE;
  g_hash_table_insert (loader->stored_groups, lp_statement_dup_text (row, 1), stored);
  return TRUE;
}

/* clang-format off */
static const struct
{
  const char *sql;
  TakeRow take;
} sources[] = {
  { "SELECT row, name FROM category WHERE archived_at IS NULL", take_category },
  { "SELECT row, email_folded FROM person", take_person },
  { "SELECT group_row, person FROM membership", take_member },
  { "SELECT row, code FROM product WHERE archived_at IS NULL", take_product },
  { "SELECT row, external_id FROM groups WHERE external_id IS NOT NULL AND archived_at IS NULL", take_group },
};
/* clang-format on */

gboolean
lc_load_read_stored (LcLoader *loader, GError **error)
{
  GError *failure = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (sources) && failure == NULL; i++)
    {
      LpStatement *rows = lp_db_query (loader->db, &failure, sources[i].sql, "");

      while (failure == NULL && rows != NULL && lp_statement_step (rows, &failure))
        sources[i].take (loader, rows, &failure);
      if (rows != NULL)
        lp_statement_reset (rows);
    }
  if (failure != NULL)
    g_propagate_error (error, failure);
  return failure == NULL;
}

gpointer
lc_load_find (LcLoader *loader, GHashTable *table, const char *id)
{
  gpointer own = g_hash_table_lookup (table, id);
  g_autofree char *folded = NULL;

  if (own != NULL)
    return own;
  if (table == loader->groups)
    return g_hash_table_lookup (loader->stored_groups, id);
  if (table == loader->categories)
    return g_hash_table_lookup (loader->stored_categories, id);
  if (table == loader->products)
    return g_hash_table_lookup (loader->stored_products, id);
  folded = lc_email_fold (id);
  return table == loader->people ? g_hash_table_lookup (loader->stored_people, folded) : NULL;
}

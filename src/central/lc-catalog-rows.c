/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lc-catalog-rows.h"

#include "lc-caller.h"
#include "lc-id.h"
#include "lc-row-text.h"
#include "lp-wire.h"

static gint64
find (LpDb *db, const char *sql, const char *id, GError **error)
{
  GError *fault = NULL;
  gint64 row = lp_db_query_int (db, 0, &fault, sql, "t", id);

  if (fault != NULL)
    g_propagate_error (error, fault);
  else if (row == 0)
    lc_set_not_found (error);
  return row;
}

gint64
lc_category_find (LpDb *db, const char *id, GError **error)
{
  return find (db, "SELECT row FROM category WHERE id = $1 AND archived_at IS NULL", id, error);
}

gint64
lc_product_find (LpDb *db, const char *id, GError **error)
{
  return find (db, "SELECT row FROM product WHERE id = $1 AND archived_at IS NULL", id, error);
}

/* The statement stands on the row, or NULL with an error. */
static LpStatement *
query_one (LpDb *db, const char *sql, gint64 row, GError **error)
{
  GError *fault = NULL;
  LpStatement *statement = lp_db_query (db, error, sql, "i", row);

  if (statement == NULL || lp_statement_step (statement, &fault))
    return statement;
  if (fault != NULL)
    g_propagate_error (error, fault);
  else
    lc_set_not_found (error);
  return NULL;
}

LpCategory *
lc_category_load (LpDb *db, gint64 row, GError **error)
{
  LpStatement *statement = query_one (db, "SELECT id, name, version FROM category WHERE row = $1", row,
                                      error);
  LpCategory *category;

  if (statement == NULL)
    return NULL;
  category = lp_category_new ();
  category->id = lp_statement_dup_text (statement, 0);
  category->name = lp_statement_dup_text (statement, 1);
  category->etag = lc_etag_new (category->id, lp_statement_get_int (statement, 2));
  lp_statement_reset (statement);
  return category;
}

typedef gpointer (*ReadPart) (JsonObject *object, const char *pointer, GError **error);

static gboolean
read_parts (const char *json, ReadPart read_part, GPtrArray *parts, GError **error)
{
  g_autoptr (JsonNode) node = json_from_string (json, error);
  GError *fault = NULL;
  JsonArray *array;

  if (node == NULL)
    return FALSE;
  array = json_node_get_array (node);
  for (guint i = 0; i < json_array_get_length (array); i++)
    g_ptr_array_add (parts, read_part (json_array_get_object_element (array, i), "", &fault));
  if (fault != NULL)
    g_propagate_error (error, fault);
  return fault == NULL;
}

static void
read_terms (LpStatement *statement, int column, LpProduct *product)
{
  int mode = 0;

  lp_period_parse (lp_statement_get_text (statement, column), &product->term);
  lp_period_parse (lp_statement_get_text (statement, column + 1), &product->notice);
  if (lp_enum_from_nick (LP_TYPE_START_MODE, lp_statement_get_text (statement, column + 2), &mode))
    product->start_mode = (LpStartMode) mode;
  if (lp_enum_from_nick (LP_TYPE_EXPIRY_MODE, lp_statement_get_text (statement, column + 3), &mode))
    product->expiry_mode = (LpExpiryMode) mode;
}

char **
lc_product_dup_categories (LpDb *db, gint64 row, GError **error)
{
  return lc_row_list_texts (db,
                            "SELECT c.id FROM product_category p JOIN category c ON c.row = p.category"
                            " WHERE p.product = $1 AND c.archived_at IS NULL ORDER BY c.row",
                            row, error);
}

static gboolean
read_categories (LpDb *db, gint64 row, LpProduct *product, GError **error)
{
  g_strfreev (product->category_ids);
  product->category_ids = lc_product_dup_categories (db, row, error);
  return product->category_ids != NULL;
}

LpProduct *
lc_product_load (LpDb *db, gint64 row, GError **error)
{
  g_autoptr (LpProduct) product = lp_product_new ();
  g_autofree char *entries = NULL;
  g_autofree char *modules = NULL;
  int kind = LP_PRODUCT_PERPETUAL;
  LpStatement *statement =
      query_one (db,
                 "SELECT id, code, name, description, kind, trial_days, max_machines, version,"
                 " entries, modules, term, notice, start_mode, expiry_mode"
                 " FROM product WHERE row = $1",
                 row, error);

  if (statement == NULL)
    return NULL;
  product->id = lp_statement_dup_text (statement, 0);
  product->code = lp_statement_dup_text (statement, 1);
  product->name = lp_statement_dup_text (statement, 2);
  product->description = lp_statement_dup_text (statement, 3);
  lp_enum_from_nick (LP_TYPE_PRODUCT_KIND, lp_statement_get_text (statement, 4), &kind);
  product->kind = (LpProductKind) kind;
  product->trial_days = (int) lp_statement_get_int (statement, 5);
  product->max_machines = (int) lp_statement_get_int (statement, 6);
  product->etag = lc_etag_new (product->id, lp_statement_get_int (statement, 7));
  entries = lp_statement_dup_text (statement, 8);
  modules = lp_statement_dup_text (statement, 9);
  read_terms (statement, 10, product);
  lp_statement_reset (statement);
  if (!read_parts (entries, (ReadPart) lp_wire_read_entry, product->entries, error) ||
      !read_parts (modules, (ReadPart) lp_wire_read_module, product->modules, error) ||
      !read_categories (db, row, product, error))
    return NULL;
  return g_steal_pointer (&product);
}

gint64
lc_category_insert (LpDb *db, const char *name, GError **error)
{
  g_autofree char *id = lc_id_new ();

  if (!lp_db_run (db, error, "INSERT INTO category (id, name) VALUES ($1, $2)", "tt", id, name))
    return 0;
  return lp_db_get_last_row (db);
}

/* The two parts of a product that are stored as JSON, in the form of the wire. */
static char *
dup_part (const LpProduct *product, const char *name)
{
  g_autoptr (GString) json = g_string_new (NULL);
  g_autoptr (JsonNode) node = NULL;
  g_autoptr (JsonNode) copy = NULL;

  lp_wire_write_product (json, product);
  node = json_from_string (json->str, NULL);
  copy = json_node_copy (json_object_get_member (json_node_get_object (node), name));
  return json_to_string (copy, FALSE);
}

/* Parameters 1 to 11. */
static void
bind_product (LpStatement *statement, const LpProduct *product)
{
  g_autofree char *entries = dup_part (product, "entries");
  g_autofree char *modules = dup_part (product, "modules");
  char term[LP_PERIOD_STRING_SIZE], notice[LP_PERIOD_STRING_SIZE];

  lp_statement_bind (statement, "tttnitt", product->code, product->name, product->description,
                     (gint64) MAX (product->max_machines, 1), entries, modules);
  if (product->kind == LP_PRODUCT_TRIAL)
    lp_statement_bind_int (statement, 4, product->trial_days);
  if (product->kind != LP_PRODUCT_SUBSCRIPTION)
    return;
  lp_statement_bind_text (statement, 8, lp_period_format (product->term, term));
  lp_statement_bind_text (statement, 9, lp_period_format (product->notice, notice));
  lp_statement_bind_text (statement, 10, lp_enum_get_nick (LP_TYPE_START_MODE, product->start_mode));
  lp_statement_bind_text (statement, 11, lp_enum_get_nick (LP_TYPE_EXPIRY_MODE, product->expiry_mode));
}

static gboolean
put_categories (LpDb *db, gint64 row, GArray *categories, GError **error)
{
  if (!lp_db_run (db, error, "DELETE FROM product_category WHERE product = $1", "i", row))
    return FALSE;
  for (guint i = 0; i < categories->len; i++)
    if (!lp_db_run (db, error,
                    "INSERT INTO product_category (product, category) VALUES ($1, $2) ON CONFLICT DO NOTHING",
                    "ii", row, g_array_index (categories, gint64, i)))
      return FALSE;
  return TRUE;
}

gint64
lc_product_insert (LpDb *db, const LpProduct *product, GArray *categories, GError **error)
{
  g_autofree char *id = lc_id_new ();
  LpStatement *insert =
      lp_db_prepare (db,
                     "INSERT INTO product (code, name, description, trial_days, max_machines,"
                     " entries, modules, term, notice, start_mode, expiry_mode, kind, id)"
                     " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
                     error);
  gint64 row;

  if (insert == NULL)
    return 0;
  bind_product (insert, product);
  lp_statement_bind_text (insert, 12, lp_enum_get_nick (LP_TYPE_PRODUCT_KIND, product->kind));
  lp_statement_bind_text (insert, 13, id);
  if (!lp_statement_run (insert, error))
    return 0;
  row = lp_db_get_last_row (db);
  return put_categories (db, row, categories, error) ? row : 0;
}

gboolean
lc_product_update (LpDb *db, gint64 row, const LpProduct *product, GArray *categories, GError **error)
{
  LpStatement *update =
      lp_db_prepare (db,
                     "UPDATE product SET code = $1, name = $2, description = $3, trial_days = $4,"
                     " max_machines = $5, entries = $6, modules = $7, term = $8, notice = $9,"
                     " start_mode = $10, expiry_mode = $11, version = version + 1 WHERE row = $12",
                     error);

  if (update == NULL)
    return FALSE;
  bind_product (update, product);
  lp_statement_bind_int (update, 12, row);
  return lp_statement_run (update, error) && put_categories (db, row, categories, error);
}

gboolean
lc_product_is_visible (LpDb *db, const LcScope *scope, gint64 row, GError **error)
{
  return scope->beyond_member ||
         lp_db_query_int (db, 0, error,
                          "SELECT 1 FROM ticket t WHERE t.product = $2 AND (t.assignee = $1"
                          " OR (t.visible_to_group = 1 AND t.group_row IN " LC_DIRECT_GROUPS ")) LIMIT 1",
                          "ii", scope->person_row, row) != 0;
}

void
lc_product_hide_categories (LpProduct *product)
{
  g_strfreev (product->category_ids);
  product->category_ids = g_new0 (char *, 1);
}

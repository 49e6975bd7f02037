/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lc-answer.h"
#include "lc-caller.h"
#include "lc-catalog-changes.h"
#include "lc-catalog-rows.h"
#include "lc-group-rows.h"
#include "lc-group-service.h"
#include "lc-price-handlers.h"
#include "lp-wire.h"

static const char *const page_query[] = { "cursor", "limit", NULL };
static const char *const product_query[] = { "group", "cursor", "limit", NULL };

/* A category of which the caller may create licenses in the group. */
static gboolean
may_create (const LcTransaction *tx, char **path, const char *category_id)
{
  return (lp_permission_get_rights (&tx->caller->actor, (const char *const *) path, category_id) &
          LP_RIGHT_CREATE) != 0;
}

static gboolean
list_categories (const LcCall *call, gint64 group, LcPage *page, GError **error)
{
  g_auto (GStrv) path = lc_group_dup_path (call->tx->db, group, error);
  GError *fault = NULL;
  LpStatement *rows = NULL;

  if (path == NULL)
    return FALSE;
  rows = lp_db_query (call->tx->db, &fault,
                      "SELECT row, id FROM category WHERE row > $1 AND archived_at IS NULL ORDER BY row", "i",
                      page->after);
  while (fault == NULL && rows != NULL && lp_statement_step (rows, &fault))
    {
      gint64 row = lp_statement_get_int (rows, 0);
      g_autoptr (LpCategory) category = NULL;

      if (!may_create (call->tx, path, lp_statement_get_text (rows, 1)))
        continue;
      if (!lc_page_take (page, row))
        break;
      category = lc_category_load (call->tx->db, row, &fault);
      if (category != NULL)
        lp_wire_write_category (page->body, category);
    }
  if (rows != NULL)
    lp_statement_reset (rows);
  if (fault != NULL)
    g_propagate_error (error, fault);
  return fault == NULL;
}

static LcReply *
handle_categories (const LcCall *call, char **current, GError **error)
{
  g_auto (LcPage) page = { 0 };
  gint64 group = lc_group_get (call->tx, call->path[0], error);

  if (group == 0 || !lc_page_init (&page, call, error) || !list_categories (call, group, &page, error))
    return NULL;
  return lc_page_finish (&page, call);
}

static gboolean
list_products (const LcCall *call, gint64 category, LcPage *page, GError **error)
{
  GError *fault = NULL;
  LpStatement *rows =
      lp_db_query (call->tx->db, &fault,
                   "SELECT p.row FROM product_category c JOIN product p ON p.row = c.product"
                   " WHERE c.category = $1 AND p.row > $2 AND p.archived_at IS NULL ORDER BY p.row",
                   "ii", category, page->after);

  while (fault == NULL && rows != NULL && lp_statement_step (rows, &fault))
    {
      gint64 row = lp_statement_get_int (rows, 0);
      g_autoptr (LpProduct) product = NULL;

      if (!lc_page_take (page, row))
        break;
      product = lc_product_load (call->tx->db, row, &fault);
      if (product != NULL)
        lp_wire_write_product (page->body, product);
    }
  if (rows != NULL)
    lp_statement_reset (rows);
  if (fault != NULL)
    g_propagate_error (error, fault);
  return fault == NULL;
}

/* The group for which the products are to be created: without one, the whole category is the question, which is
 * the vendor's own. */
static gboolean
check_category (const LcCall *call, const char *group_id, GError **error)
{
  gint64 group = lc_group_get (call->tx, group_id, error);
  g_auto (GStrv) path = group != 0 ? lc_group_dup_path (call->tx->db, group, error) : NULL;

  if (path == NULL)
    return FALSE;
  return may_create (call->tx, path, call->path[0]) || lc_set_not_found (error);
}

static LcReply *
handle_products (const LcCall *call, char **current, GError **error)
{
  g_auto (LcPage) page = { 0 };
  const char *group_id = lc_answer_get_query (call, "group");
  gint64 category = lc_category_find (call->tx->db, call->path[0], error);

  if (category == 0)
    return NULL;
  if (group_id == NULL && !lp_permission_is_vendor_admin (&call->tx->caller->actor))
    {
      if (!lc_caller_has_role_beyond_member (call->tx->caller))
        lc_set_not_found (error);
      else
        lp_error_add_field (error, "?group", "This is needed: the group for which to create a license.");
      return NULL;
    }
  if ((group_id != NULL && !check_category (call, group_id, error)) || !lc_page_init (&page, call, error) ||
      !list_products (call, category, &page, error))
    return NULL;
  return lc_page_finish (&page, call);
}

static LcReply *
handle_product (const LcCall *call, char **current, GError **error)
{
  g_autoptr (LcScope) scope = lc_scope_new (call->tx->db, call->tx->caller, error);
  gint64 row = scope != NULL ? lc_product_find (call->tx->db, call->path[0], error) : 0;
  g_autoptr (LpProduct) product = NULL;
  GError *fault = NULL;
  GString *body;

  if (row == 0)
    return NULL;
  if (!lc_product_is_visible (call->tx->db, scope, row, &fault))
    {
      if (fault != NULL)
        g_propagate_error (error, fault);
      else
        lc_set_not_found (error);
      return NULL;
    }
  product = lc_product_load (call->tx->db, row, error);
  if (product == NULL)
    return NULL;
  if (!scope->beyond_member)
    lc_product_hide_categories (product);
  body = g_string_new (NULL);
  lp_wire_write_product (body, product);
  return lc_answer_object (200, body, g_strdup (product->etag));
}

static const LcRoute routes[] = {
  { "GET", "/v1/groups/{id}/categories", 0, page_query, handle_categories },
  { "GET", "/v1/categories/{id}/products", 0, product_query, handle_products },
  { "GET", "/v1/products/{id}", 0, NULL, handle_product },
  { "GET", "/v1/price-lists", 0, product_query, lc_handle_price_lists },
  { "POST", "/v1/categories", LC_ROUTE_WRITES, NULL, lc_handle_category_create },
  { "PATCH", "/v1/categories/{id}", LC_ROUTE_WRITES, NULL, lc_handle_category_change },
  { "DELETE", "/v1/categories/{id}", LC_ROUTE_WRITES, NULL, lc_handle_category_archive },
  { "POST", "/v1/products", LC_ROUTE_WRITES, NULL, lc_handle_product_create },
  { "PATCH", "/v1/products/{id}", LC_ROUTE_WRITES, NULL, lc_handle_product_change },
  { "DELETE", "/v1/products/{id}", LC_ROUTE_WRITES, NULL, lc_handle_product_archive },
};

const LcRoute *
lc_routes_catalog (gsize *n_routes)
{
  *n_routes = G_N_ELEMENTS (routes);
  return routes;
}

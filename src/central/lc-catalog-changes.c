/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lc-catalog-changes.h"

#include "lc-answer.h"
#include "lc-catalog-rows.h"
#include "lc-catalog-service.h"
#include "lp-order-rules.h"
#include "lp-product-rules.h"
#include "lp-wire.h"

static gboolean
take_fault (GError *fault, GError **error)
{
  if (fault != NULL)
    g_propagate_error (error, fault);
  return fault == NULL;
}

static LcReply *
answer_category (const LcCall *call, guint status, gint64 row, GError **error)
{
  g_autoptr (LpCategory) category = lc_category_load (call->tx->db, row, error);
  GString *body;

  if (category == NULL)
    return NULL;
  body = g_string_new (NULL);
  lp_wire_write_category (body, category);
  return lc_answer_object (status, body, g_strdup (category->etag));
}

static char *
read_name (JsonObject *body, GError **fault)
{
  static const char *const known[] = { "name", NULL };
  const char *text = lp_wire_get_string (body, "", "name", TRUE, fault);
  char *name = text != NULL ? lp_text_validate (text, "/name", 1, LP_NAME_MAX, fault) : NULL;

  lp_wire_finish (body, "", known, fault);
  return name;
}

LcReply *
lc_handle_category_create (const LcCall *call, char **current, GError **error)
{
  g_autofree char *name = NULL;
  GError *fault = NULL;
  gint64 row;

  if (!lc_catalog_check_change (call->tx, error))
    return NULL;
  name = read_name (call->body, &fault);
  if (!take_fault (fault, error))
    return NULL;
  row = lc_category_save (call->tx, 0, name, error);
  return row != 0 ? answer_category (call, 201, row, error) : NULL;
}

static gboolean
match_category (const LcCall *call, gint64 row, char **current, GError **error)
{
  g_autoptr (LpCategory) category = lc_category_load (call->tx->db, row, error);
  GString *body;

  if (category == NULL)
    return FALSE;
  body = g_string_new (NULL);
  lp_wire_write_category (body, category);
  return lc_answer_match (call, category->etag, body, current, error);
}

LcReply *
lc_handle_category_change (const LcCall *call, char **current, GError **error)
{
  gint64 row = lc_category_find (call->tx->db, call->path[0], error);
  g_autofree char *name = NULL;
  GError *fault = NULL;

  if (row == 0 || !lc_catalog_check_change (call->tx, error) || !lc_answer_check_given (call, error))
    return NULL;
  name = read_name (call->body, &fault);
  if (!take_fault (fault, error) || !match_category (call, row, current, error) ||
      lc_category_save (call->tx, row, name, error) == 0)
    return NULL;
  return answer_category (call, 200, row, error);
}

LcReply *
lc_handle_category_archive (const LcCall *call, char **current, GError **error)
{
  gint64 row = lc_category_find (call->tx->db, call->path[0], error);

  if (row == 0 || !lc_catalog_check_change (call->tx, error) || !lc_answer_check_given (call, error) ||
      !match_category (call, row, current, error) || !lc_category_archive (call->tx, row, error))
    return NULL;
  return lc_reply_new (204);
}

/* Unknown members inside the definitions. */
static void
finish_parts (JsonObject *body, const char *name, const char *const *known, GError **fault)
{
  JsonNode *node = json_object_get_member (body, name);
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      g_autofree char *pointer = g_strdup_printf ("/%s/%u", name, i);
      JsonNode *part = json_array_get_element (array, i);

      if (JSON_NODE_HOLDS_OBJECT (part))
        lp_wire_finish (json_node_get_object (part), pointer, known, fault);
    }
}

static void
finish_product (JsonObject *body, GError **fault)
{
  static const char *const known[] = { "code",         "name",       "description",
                                       "kind",         "trial_days", "max_machines",
                                       "category_ids", "entries",    "modules",
                                       "subscription", NULL };
  static const char *const entry[] = { "key",     "label",   "kind",    "required", "min",  "max",
                                       "pattern", "choices", "default", "unit",     "help", NULL };
  static const char *const module[] = { "code", "name", "default", "requires", "excludes", NULL };
  static const char *const subscription[] = { "term", "notice", "start_mode", "expiry_mode", NULL };
  JsonNode *terms = json_object_get_member (body, "subscription");

  lp_wire_finish (body, "", known, fault);
  finish_parts (body, "entries", entry, fault);
  finish_parts (body, "modules", module, fault);
  if (terms != NULL && JSON_NODE_HOLDS_OBJECT (terms))
    lp_wire_finish (json_node_get_object (terms), "/subscription", subscription, fault);
}

/* The product as it shall be: the members of the body over those of @old. A faulty body names its faults. */
static LpProduct *
merge_product (JsonObject *body, const LpProduct *old, GError **fault)
{
  g_autoptr (GString) text = g_string_new (NULL);
  g_autoptr (JsonObject) merged = NULL;
  JsonObjectIter iter;
  const char *name;
  JsonNode *value;

  if (old != NULL)
    lp_wire_write_product (text, old);
  merged = old != NULL ? lp_wire_parse (text->str, text->len, fault) : json_object_new ();
  if (merged == NULL)
    return NULL;
  if (old == NULL)
    json_object_set_string_member (merged, "id", "new");
  json_object_iter_init (&iter, body);
  while (json_object_iter_next (&iter, &name, &value))
    json_object_set_member (merged, name, json_node_ref (value));
  return lp_wire_read_product (merged, fault);
}

static LpProduct *
read_product (JsonObject *body, const LpProduct *old, GError **error)
{
  g_autoptr (LpProduct) product = NULL;
  GError *fault = NULL, *unknown = NULL;
  gsize n_fields = 0;
  const LpFieldError *fields;

  product = merge_product (body, old, &fault);
  finish_product (body, &unknown);
  fields = lp_error_get_fields (unknown, &n_fields);
  for (gsize i = 0; i < n_fields; i++)
    lp_error_add_field (&fault, fields[i].pointer, "%s", fields[i].detail);
  g_clear_error (&unknown);

  if (product != NULL && old != NULL && product->kind != old->kind)
    lp_error_add_field (&fault, "/kind", "The kind of a product stays: make a new product instead.");
  if (product != NULL && product->kind != LP_PRODUCT_SUBSCRIPTION &&
      lp_wire_get_object (body, "", "subscription", FALSE, NULL) != NULL)
    lp_error_add_field (&fault, "/subscription",
                        "Only a product of kind subscription has this: leave it out.");
  if (product != NULL)
    {
      lp_product_tidy_texts (product);
      lp_product_check_definition (product, "", &fault);
    }
  return take_fault (fault, error) ? g_steal_pointer (&product) : NULL;
}

static LcReply *
answer_product (const LcCall *call, guint status, gint64 row, GError **error)
{
  g_autoptr (LpProduct) product = lc_product_load (call->tx->db, row, error);
  LcReply *reply;
  GString *body;

  if (product == NULL)
    return NULL;
  body = g_string_new (NULL);
  lp_wire_write_product (body, product);
  reply = lc_answer_object (status, body, g_strdup (product->etag));
  if (status == 201)
    reply->location = g_strconcat ("/v1/products/", product->id, NULL);
  return reply;
}

LcReply *
lc_handle_product_create (const LcCall *call, char **current, GError **error)
{
  g_autoptr (LpProduct) product = NULL;
  gint64 row;

  if (!lc_catalog_check_change (call->tx, error))
    return NULL;
  product = read_product (call->body, NULL, error);
  row = product != NULL ? lc_product_save (call->tx, 0, product, error) : 0;
  return row != 0 ? answer_product (call, 201, row, error) : NULL;
}

/* A product that the caller may see and change. */
static gint64
find_product (const LcCall *call, GError **error)
{
  gint64 row = lc_product_find (call->tx->db, call->path[0], error);

  return row != 0 && lc_catalog_check_change (call->tx, error) && lc_answer_check_given (call, error) ? row
                                                                                                      : 0;
}

static gboolean
match_product (const LcCall *call, const LpProduct *product, char **current, GError **error)
{
  GString *body = g_string_new (NULL);

  lp_wire_write_product (body, product);
  return lc_answer_match (call, product->etag, body, current, error);
}

LcReply *
lc_handle_product_change (const LcCall *call, char **current, GError **error)
{
  gint64 row = find_product (call, error);
  g_autoptr (LpProduct) old = row != 0 ? lc_product_load (call->tx->db, row, error) : NULL;
  g_autoptr (LpProduct) product = old != NULL ? read_product (call->body, old, error) : NULL;

  if (product == NULL || !match_product (call, old, current, error) ||
      lc_product_save (call->tx, row, product, error) == 0)
    return NULL;
  return answer_product (call, 200, row, error);
}

LcReply *
lc_handle_product_archive (const LcCall *call, char **current, GError **error)
{
  gint64 row = find_product (call, error);
  g_autoptr (LpProduct) old = row != 0 ? lc_product_load (call->tx->db, row, error) : NULL;

  if (old == NULL || !match_product (call, old, current, error) || !lc_product_archive (call->tx, row, error))
    return NULL;
  return lc_reply_new (204);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

/* Loads the categories, products and price lists of a data set. */

#include "lc-load-private.h"

#include <string.h>

#include "lc-id.h"
#include "lc-catalog-rows.h"
#include "lp-order-rules.h"
#include "lp-product-rules.h"
#include "lp-wire.h"

#define MAX_AMOUNT G_GINT64_CONSTANT (1000000000000)

static const char *const category_members[] = { "id", "name", NULL };
static const char *const product_members[] = { "id",      "code",         "name",         "description",
                                               "kind",    "categories",   "trial_days",   "entries",
                                               "modules", "subscription", "max_machines", "revenue_account",
                                               NULL };
static const char *const entry_members[] = { "key",     "label",   "kind",    "required", "min",  "max",
                                             "pattern", "choices", "default", "unit",     "help", NULL };
static const char *const module_members[] = { "code", "name", "default", "requires", "excludes", NULL };
static const char *const subscription_members[] = { "term", "expiry_mode", "start_mode", "notice", NULL };
static const char *const list_members[] = { "name", "currency", "valid_from", "per", "prices", NULL };
static const char *const price_members[] = { "product", "module", "amount", NULL };

gboolean
lc_load_category (LcLoader *loader, const LcLoadItem *item, GError **fault, GError **error)
{
  const char *id = lc_load_take_id (item, loader->categories, fault);
  g_autofree char *name = lc_load_get_text (item, "name", 1, LP_NAME_MAX, fault);
  g_autofree char *own_id = lc_id_new ();
  gint64 *row;

  lp_wire_finish (item->object, item->pointer, category_members, fault);
  if (!lc_load_exists (loader, item, "name", "SELECT count(*) FROM category WHERE name = $1", name, fault,
                       error))
    return FALSE;
  if (*fault != NULL)
    return TRUE;
  if (!lp_db_run (loader->db, error, "INSERT INTO category (id, name) VALUES ($1, $2)", "tt", own_id, name))
    return FALSE;
  row = g_new (gint64, 1);
  *row = lp_db_get_last_row (loader->db);
  g_hash_table_insert (loader->categories, g_strdup (id), row);
  return TRUE;
}

/* Bounds and defaults may be JSON numbers, booleans or texts; the domain keeps texts. */
static char *
dup_scalar (JsonObject *object, const char *pointer, const char *name, GError **fault)
{
  JsonNode *node = json_object_get_member (object, name);
  g_autofree char *at = g_strconcat (pointer, "/", name, NULL);

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return NULL;
  if (!JSON_NODE_HOLDS_VALUE (node))
    {
      lp_error_add_field (fault, at, "This must be a number, a text, true or false");
      return NULL;
    }
  if (json_node_get_value_type (node) == G_TYPE_STRING)
    return g_strdup (json_node_get_string (node));
  return json_to_string (node, FALSE);
}

static char *
dup_text (JsonObject *object, const char *pointer, const char *name, int min, int max, GError **fault)
{
  const char *text = lp_wire_get_string (object, pointer, name, min > 0, fault);
  g_autofree char *at = g_strconcat (pointer, "/", name, NULL);

  return text != NULL ? lp_text_validate (text, at, min, max, fault) : NULL;
}

static LpEntry *
read_entry (JsonObject *object, const char *pointer, GError **fault)
{
  LpEntry *entry = lp_entry_new ();

  entry->key = dup_text (object, pointer, "key", 1, LP_CODE_MAX, fault);
  entry->label = dup_text (object, pointer, "label", 1, LP_NAME_MAX, fault);
  entry->kind = lp_wire_get_enum (object, pointer, "kind", LP_TYPE_ENTRY_KIND, TRUE, LP_ENTRY_TEXT, fault);
  entry->required = lp_wire_get_boolean (object, pointer, "required", FALSE, FALSE, fault);
  entry->min = dup_scalar (object, pointer, "min", fault);
  entry->max = dup_scalar (object, pointer, "max", fault);
  entry->pattern = g_strdup (lp_wire_get_string (object, pointer, "pattern", FALSE, fault));
  g_strfreev (entry->choices);
  entry->choices = lp_wire_dup_strings (object, pointer, "choices", FALSE, fault);
  if (entry->choices == NULL)
    entry->choices = g_new0 (char *, 1);
  entry->default_value = dup_scalar (object, pointer, "default", fault);
  entry->unit = dup_text (object, pointer, "unit", 0, LP_NAME_MAX, fault);
  entry->help = dup_text (object, pointer, "help", 0, LP_HELP_MAX, fault);
  lp_wire_finish (object, pointer, entry_members, fault);
  return entry;
}

static char **
dup_codes (JsonObject *object, const char *pointer, const char *name, GError **fault)
{
  char **codes = lp_wire_dup_strings (object, pointer, name, FALSE, fault);

  return codes != NULL ? codes : g_new0 (char *, 1);
}

static LpModule *
read_module (JsonObject *object, const char *pointer, GError **fault)
{
  LpModule *module = lp_module_new ();

  module->code = dup_text (object, pointer, "code", 1, LP_CODE_MAX, fault);
  module->name = dup_text (object, pointer, "name", 1, LP_NAME_MAX, fault);
  module->is_default = lp_wire_get_boolean (object, pointer, "default", FALSE, FALSE, fault);
  g_strfreev (module->requires);
  g_strfreev (module->excludes);
  module->requires = dup_codes (object, pointer, "requires", fault);
  module->excludes = dup_codes (object, pointer, "excludes", fault);
  lp_wire_finish (object, pointer, module_members, fault);
  return module;
}

/* Calls @read for each object of an array, with its pointer. */
static void
read_definitions (const LcLoadItem *item,
                  const char *name,
                  GPtrArray *into,
                  gpointer (*read) (JsonObject *object, const char *pointer, GError **fault),
                  GError **fault)
{
  JsonArray *array = lp_wire_get_array (item->object, item->pointer, name, FALSE, fault);

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      g_autofree char *pointer = g_strdup_printf ("%s/%s/%u", item->pointer, name, i);

      if (JSON_NODE_HOLDS_OBJECT (node))
        g_ptr_array_add (into, read (json_node_get_object (node), pointer, fault));
      else
        lp_error_add_field (fault, pointer, "This must be an object");
    }
}

static gpointer
read_entry_definition (JsonObject *object, const char *pointer, GError **fault)
{
  return read_entry (object, pointer, fault);
}

static gpointer
read_module_definition (JsonObject *object, const char *pointer, GError **fault)
{
  return read_module (object, pointer, fault);
}

static LpPeriod
read_period (JsonObject *object,
             const char *pointer,
             const char *name,
             LpPeriod fallback,
             gboolean months_only,
             GError **fault)
{
  const char *text = lp_wire_get_string (object, pointer, name, FALSE, fault);
  g_autofree char *at = g_strconcat (pointer, "/", name, NULL);
  LpPeriod period = fallback;

  if (text == NULL)
    return fallback;
  if (!lp_period_parse (text, &period))
    lp_error_add_field (fault, at, "A duration has one unit, such as P1Y, P3M, P6W or P30D");
  else if (months_only && lp_period_get_months (period) < 1)
    lp_error_add_field (fault, at, "A term is a whole number of months or years, such as P1Y");
  return period;
}

static void
read_subscription (LpProduct *product, const LcLoadItem *item, GError **fault)
{
  JsonObject *object = lp_wire_get_object (item->object, item->pointer, "subscription", FALSE, fault);
  g_autofree char *pointer = g_strconcat (item->pointer, "/subscription", NULL);

  product->term = (LpPeriod){ 1, LP_PERIOD_YEARS };
  product->notice = (LpPeriod){ 1, LP_PERIOD_MONTHS };
  if (object == NULL)
    return;
  if (product->kind != LP_PRODUCT_SUBSCRIPTION)
    lp_error_add_field (fault, pointer, "Only a product of kind subscription has this");
  product->term = read_period (object, pointer, "term", product->term, TRUE, fault);
  product->notice = read_period (object, pointer, "notice", product->notice, FALSE, fault);
  product->start_mode = lp_wire_get_enum (object, pointer, "start_mode", LP_TYPE_START_MODE, FALSE,
                                          LP_START_PURCHASE, fault);
  product->expiry_mode = lp_wire_get_enum (object, pointer, "expiry_mode", LP_TYPE_EXPIRY_MODE, FALSE,
                                           LP_EXPIRY_ANNIVERSARY, fault);
  lp_wire_finish (object, pointer, subscription_members, fault);
}

static LpProduct *
read_product (const LcLoadItem *item, GError **fault)
{
  LpProduct *product = lp_product_new ();
  gboolean trial;

  product->code = lc_load_get_text (item, "code", 1, LP_CODE_MAX, fault);
  product->name = lc_load_get_text (item, "name", 1, LP_NAME_MAX, fault);
  product->description = lc_load_get_text (item, "description", 0, LP_HELP_MAX, fault);
  product->kind = lp_wire_get_enum (item->object, item->pointer, "kind", LP_TYPE_PRODUCT_KIND, TRUE,
                                    LP_PRODUCT_PERPETUAL, fault);
  trial = product->kind == LP_PRODUCT_TRIAL;
  product->trial_days = (int) lp_wire_get_int (item->object, item->pointer, "trial_days", trial ? 1 : 0,
                                               trial ? LP_TRIAL_DAYS_MAX : 0, trial, 0, fault);
  product->max_machines = (int) lp_wire_get_int (item->object, item->pointer, "max_machines", 1,
                                                 LP_MACHINES_MAX, FALSE, 1, fault);
  if (product->entries == NULL)
    product->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) lp_entry_free);
  if (product->modules == NULL)
    product->modules = g_ptr_array_new_with_free_func ((GDestroyNotify) lp_module_free);
  read_definitions (item, "entries", product->entries, read_entry_definition, fault);
  read_definitions (item, "modules", product->modules, read_module_definition, fault);
  read_subscription (product, item, fault);
  lp_wire_finish (item->object, item->pointer, product_members, fault);
  if (*fault == NULL)
    {
      lp_product_tidy_texts (product);
      lp_product_check_definition (product, item->pointer, fault);
    }
  return product;
}

static GArray *
read_categories (LcLoader *loader, const LcLoadItem *item, GError **fault)
{
  g_auto (GStrv) ids = lp_wire_dup_strings (item->object, item->pointer, "categories", TRUE, fault);
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (gint64));

  for (guint i = 0; ids != NULL && ids[i] != NULL; i++)
    {
      const gint64 *row = lc_load_find (loader, loader->categories, ids[i]);
      g_autofree char *pointer = g_strdup_printf ("%s/categories/%u", item->pointer, i);

      if (row == NULL)
        lc_load_add_link_fault (loader, loader->categories, ids[i], pointer, fault);
      else
        g_array_append_val (rows, *row);
    }
  return rows;
}

gboolean
lc_load_product (LcLoader *loader, const LcLoadItem *item, GError **fault, GError **error)
{
  const char *id = lc_load_take_id (item, loader->products, fault);
  g_autoptr (LpProduct) product = read_product (item, fault);
  g_autoptr (GArray) categories = read_categories (loader, item, fault);
  LcLoadProduct *loaded;
  gint64 row;

  if (!lc_load_exists (loader, item, "code", "SELECT count(*) FROM product WHERE code = $1", product->code,
                       fault, error))
    return FALSE;
  if (*fault != NULL)
    {
      if (product->code != NULL)
        g_hash_table_add (loader->refused_codes, g_strdup (product->code));
      return TRUE;
    }
  row = lc_product_insert (loader->db, product, categories, error);
  if (row == 0)
    return FALSE;
  loaded = g_new0 (LcLoadProduct, 1);
  loaded->row = row;
  loaded->product = g_steal_pointer (&product);
  g_hash_table_insert (loader->products, g_strdup (id), loaded);
  g_hash_table_insert (loader->product_codes, loaded->product->code, loaded);
  return TRUE;
}

static gboolean
has_module (const LpProduct *product, const char *code)
{
  for (guint i = 0; i < product->modules->len; i++)
    {
      const LpModule *module = g_ptr_array_index (product->modules, i);

      if (g_str_equal (module->code, code))
        return TRUE;
    }
  return FALSE;
}

static gboolean
load_price (LcLoader *loader,
            JsonObject *object,
            const char *pointer,
            gint64 list,
            GError **fault,
            GError **error)
{
  const char *code = lp_wire_get_string (object, pointer, "product", TRUE, fault);
  const char *module = lp_wire_get_string (object, pointer, "module", FALSE, fault);
  gint64 amount = lp_wire_get_int (object, pointer, "amount", 0, MAX_AMOUNT, TRUE, 0, fault);
  const LcLoadProduct *product = code != NULL ? g_hash_table_lookup (loader->product_codes, code) : NULL;
  g_autofree char *product_at = g_strconcat (pointer, "/product", NULL);
  g_autofree char *module_at = g_strconcat (pointer, "/module", NULL);

  lp_wire_finish (object, pointer, price_members, fault);
  if (code != NULL && product == NULL && g_hash_table_contains (loader->refused_codes, code))
    lp_error_add_field (fault, product_at, "%s", "");
  else if (code != NULL && product == NULL)
    lp_error_add_field (fault, product_at, "No product here or in the database has the code “%s”", code);
  if (product != NULL && module != NULL && !has_module (product->product, module))
    lp_error_add_field (fault, module_at, "The product “%s” has no module “%s”", code, module);
  if (*fault != NULL || product == NULL)
    return TRUE;
  return lp_db_run (loader->db, error,
                    "INSERT INTO price (list, product, module, amount) VALUES ($1, $2, $3, $4)", "iiti", list,
                    product->row, module != NULL ? module : "", amount);
}

static gint64
insert_price_list (LcLoader *loader, const LcLoadItem *item, GError **fault, GError **error)
{
  static const char *const periods[] = { "term", "month", NULL };
  g_autofree char *name = lc_load_get_text (item, "name", 1, LP_NAME_MAX, fault);
  const char *currency = lp_wire_get_string (item->object, item->pointer, "currency", TRUE, fault);
  LpDate valid_from = lp_wire_get_date (item->object, item->pointer, "valid_from", TRUE, fault);
  const char *per = lp_wire_get_string (item->object, item->pointer, "per", TRUE, fault);
  g_autofree char *currency_at = g_strconcat (item->pointer, "/currency", NULL);
  g_autofree char *per_at = g_strconcat (item->pointer, "/per", NULL);
  g_autofree char *id = lc_id_new ();
  char day[LP_DATE_STRING_SIZE];
  gint64 same;

  lp_wire_finish (item->object, item->pointer, list_members, fault);
  if (currency != NULL && strspn (currency, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") != 3)
    lp_error_add_field (fault, currency_at, "A currency is an ISO 4217 code, such as EUR");
  if (per != NULL && !g_strv_contains (periods, per))
    lp_error_add_field (fault, per_at, "Prices are per term or per month");
  if (*fault != NULL)
    return -1;
  same = lp_db_query_int (
      loader->db, -1, error,
      "SELECT count(*) FROM price_list WHERE name = $1 AND currency = $2 AND valid_from = $3", "ttd", name,
      currency, valid_from);
  if (same > 0)
    lc_load_add_existing (item, "name", name, fault);
  if (same != 0)
    return same > 0 ? -1 : 0;
  return lp_db_run (
             loader->db, error,
             "INSERT INTO price_list (id, name, currency, valid_from, per) VALUES ($1, $2, $3, $4, $5)",
             "ttttt", id, name, currency, lp_date_format (valid_from, day), per)
             ? lp_db_get_last_row (loader->db)
             : 0;
}

gboolean
lc_load_price_list (LcLoader *loader, const LcLoadItem *item, GError **fault, GError **error)
{
  JsonArray *prices = lp_wire_get_array (item->object, item->pointer, "prices", TRUE, fault);
  gint64 list = insert_price_list (loader, item, fault, error);

  if (list <= 0)
    return list < 0;
  for (guint i = 0; prices != NULL && i < json_array_get_length (prices); i++)
    {
      JsonNode *node = json_array_get_element (prices, i);
      g_autofree char *pointer = g_strdup_printf ("%s/prices/%u", item->pointer, i);

      if (!JSON_NODE_HOLDS_OBJECT (node))
        lp_error_add_field (fault, pointer, "This must be an object");
      else if (!load_price (loader, json_node_get_object (node), pointer, list, fault, error))
        return FALSE;
    }
  return TRUE;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lp-wire-private.h"

/* Categories and products. */

void
lp_wire_write_category (GString *out, const LpCategory *category)
{
  LP_WIRE_STRING (out, "{\"id\":", category->id);
  LP_WIRE_STRING (out, ",\"name\":", category->name);
  LP_WIRE_STRING (out, ",\"etag\":", category->etag);
  g_string_append_c (out, '}');
}

LpCategory *
lp_wire_read_category (JsonObject *object, GError **error)
{
  g_autoptr (LpCategory) category = lp_category_new ();
  GError *fault = NULL;

  category->id = lp_wire_dup_string (object, "", "id", TRUE, &fault);
  category->name = lp_wire_dup_string (object, "", "name", TRUE, &fault);
  category->etag = lp_wire_dup_string (object, "", "etag", FALSE, &fault);
  return lp_wire_take_fault (fault, error) ? g_steal_pointer (&category) : NULL;
}

/* Bounds of a text are its lengths, and so whole numbers as those of an integer. */
static LpEntryKind
bound_kind (const LpEntry *entry)
{
  return entry->kind == LP_ENTRY_TEXT ? LP_ENTRY_INTEGER : entry->kind;
}

static void
write_entry (GString *out, const LpEntry *entry)
{
  LP_WIRE_STRING (out, "{\"key\":", entry->key);
  LP_WIRE_STRING (out, ",\"label\":", entry->label);
  LP_WIRE_ENUM (out, ",\"kind\":", LP_TYPE_ENTRY_KIND, entry->kind);
  LP_WIRE_BOOLEAN (out, ",\"required\":", entry->required);
  LP_WIRE_LITERAL (out, ",\"min\":");
  lp_wire_write_entry_value (out, bound_kind (entry), entry->min);
  LP_WIRE_LITERAL (out, ",\"max\":");
  lp_wire_write_entry_value (out, bound_kind (entry), entry->max);
  LP_WIRE_STRING (out, ",\"pattern\":", entry->pattern);
  LP_WIRE_LITERAL (out, ",\"choices\":");
  lp_wire_write_strings (out, (const char *const *) entry->choices);
  LP_WIRE_LITERAL (out, ",\"default\":");
  lp_wire_write_entry_value (out, entry->kind, entry->default_value);
  LP_WIRE_STRING (out, ",\"unit\":", entry->unit);
  LP_WIRE_STRING (out, ",\"help\":", entry->help);
  g_string_append_c (out, '}');
}

static void
write_module (GString *out, const LpModule *module)
{
  LP_WIRE_STRING (out, "{\"code\":", module->code);
  LP_WIRE_STRING (out, ",\"name\":", module->name);
  LP_WIRE_BOOLEAN (out, ",\"default\":", module->is_default);
  LP_WIRE_LITERAL (out, ",\"requires\":");
  lp_wire_write_strings (out, (const char *const *) module->requires);
  LP_WIRE_LITERAL (out, ",\"excludes\":");
  lp_wire_write_strings (out, (const char *const *) module->excludes);
  g_string_append_c (out, '}');
}

static void
write_terms (GString *out, const LpProduct *product)
{
  if (product->kind != LP_PRODUCT_SUBSCRIPTION)
    {
      LP_WIRE_LITERAL (out, ",\"subscription\":null");
      return;
    }
  LP_WIRE_LITERAL (out, ",\"subscription\":{\"term\":");
  lp_wire_write_period (out, product->term);
  LP_WIRE_LITERAL (out, ",\"notice\":");
  lp_wire_write_period (out, product->notice);
  LP_WIRE_ENUM (out, ",\"start_mode\":", LP_TYPE_START_MODE, product->start_mode);
  LP_WIRE_ENUM (out, ",\"expiry_mode\":", LP_TYPE_EXPIRY_MODE, product->expiry_mode);
  g_string_append_c (out, '}');
}

void
lp_wire_write_product (GString *out, const LpProduct *product)
{
  LP_WIRE_STRING (out, "{\"id\":", product->id);
  LP_WIRE_STRING (out, ",\"code\":", product->code);
  LP_WIRE_STRING (out, ",\"name\":", product->name);
  LP_WIRE_STRING (out, ",\"description\":", product->description);
  LP_WIRE_ENUM (out, ",\"kind\":", LP_TYPE_PRODUCT_KIND, product->kind);
  if (product->kind == LP_PRODUCT_TRIAL)
    LP_WIRE_INT (out, ",\"trial_days\":", product->trial_days);
  else
    LP_WIRE_LITERAL (out, ",\"trial_days\":null");
  LP_WIRE_INT (out, ",\"max_machines\":", product->max_machines);
  LP_WIRE_LITERAL (out, ",\"category_ids\":");
  lp_wire_write_strings (out, (const char *const *) product->category_ids);

  LP_WIRE_LITERAL (out, ",\"entries\":[");
  for (guint i = 0; i < product->entries->len; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      write_entry (out, g_ptr_array_index (product->entries, i));
    }
  LP_WIRE_LITERAL (out, "],\"modules\":[");
  for (guint i = 0; i < product->modules->len; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      write_module (out, g_ptr_array_index (product->modules, i));
    }
  g_string_append_c (out, ']');
  write_terms (out, product);
  LP_WIRE_STRING (out, ",\"etag\":", product->etag);
  g_string_append_c (out, '}');
}

/* A bound or a default: a string, a number or a boolean, as text. */
static char *
read_scalar (JsonObject *object, const char *pointer, const char *name, GError **error)
{
  JsonNode *node = lp_wire_get_member (object, name);
  char *text = lp_wire_dup_scalar (node);

  if (node != NULL && text == NULL)
    lp_wire_add_fault (error, pointer, name, "This must be a string, a number, true or false.");
  return text;
}

static char **
strings_or_empty (char **strings)
{
  return strings != NULL ? strings : g_new0 (char *, 1);
}

LpEntry *
lp_wire_read_entry (JsonObject *object, const char *pointer, GError **error)
{
  LpEntry *entry = lp_entry_new ();

  entry->key = lp_wire_dup_string (object, pointer, "key", TRUE, error);
  entry->label = lp_wire_dup_string (object, pointer, "label", FALSE, error);
  entry->kind = lp_wire_get_enum (object, pointer, "kind", LP_TYPE_ENTRY_KIND, TRUE, LP_ENTRY_TEXT, error);
  entry->required = lp_wire_get_boolean (object, pointer, "required", FALSE, FALSE, error);
  entry->min = read_scalar (object, pointer, "min", error);
  entry->max = read_scalar (object, pointer, "max", error);
  entry->pattern = lp_wire_dup_string (object, pointer, "pattern", FALSE, error);
  entry->choices = strings_or_empty (lp_wire_dup_strings (object, pointer, "choices", FALSE, error));
  entry->default_value = read_scalar (object, pointer, "default", error);
  entry->unit = lp_wire_dup_string (object, pointer, "unit", FALSE, error);
  entry->help = lp_wire_dup_string (object, pointer, "help", FALSE, error);
  if (entry->label == NULL)
    entry->label = g_strdup (entry->key);
  return entry;
}

LpModule *
lp_wire_read_module (JsonObject *object, const char *pointer, GError **error)
{
  LpModule *module = lp_module_new ();

  module->code = lp_wire_dup_string (object, pointer, "code", TRUE, error);
  module->name = lp_wire_dup_string (object, pointer, "name", FALSE, error);
  module->is_default = lp_wire_get_boolean (object, pointer, "default", FALSE, FALSE, error);
  module->requires = strings_or_empty (lp_wire_dup_strings (object, pointer, "requires", FALSE, error));
  module->excludes = strings_or_empty (lp_wire_dup_strings (object, pointer, "excludes", FALSE, error));
  if (module->name == NULL)
    module->name = g_strdup (module->code);
  return module;
}

typedef gpointer (*ReadPart) (JsonObject *object, const char *pointer, GError **error);

static void
read_parts (JsonObject *object, const char *name, ReadPart read_part, GPtrArray *parts, GError **error)
{
  JsonArray *array = lp_wire_get_array (object, "", name, FALSE, error);
  guint length = array != NULL ? json_array_get_length (array) : 0;

  for (guint i = 0; i < length; i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      g_autofree char *pointer = g_strdup_printf ("/%s/%u", name, i);

      if (JSON_NODE_HOLDS_OBJECT (node))
        g_ptr_array_add (parts, read_part (json_node_get_object (node), pointer, error));
      else
        lp_error_add_field (error, pointer, "This must be an object in braces.");
    }
}

/* A product's `subscription`; what is left out is P1Y, P0D, purchase, anniversary. */
static void
read_product_terms (JsonObject *object, const char *pointer, LpProduct *product, GError **error)
{
  gboolean has_term;

  product->term = lp_wire_get_period (object, pointer, "term", TRUE, &has_term, error);
  if (!has_term)
    product->term = (LpPeriod){ 1, LP_PERIOD_YEARS };
  product->notice = lp_wire_get_period (object, pointer, "notice", FALSE, NULL, error);
  product->start_mode = lp_wire_get_enum (object, pointer, "start_mode", LP_TYPE_START_MODE, FALSE,
                                          LP_START_PURCHASE, error);
  product->expiry_mode = lp_wire_get_enum (object, pointer, "expiry_mode", LP_TYPE_EXPIRY_MODE, FALSE,
                                           LP_EXPIRY_ANNIVERSARY, error);
}

LpProduct *
lp_wire_read_product (JsonObject *object, GError **error)
{
  g_autoptr (LpProduct) product = lp_product_new ();
  GError *fault = NULL;
  JsonObject *subscription;

  product->id = lp_wire_dup_string (object, "", "id", TRUE, &fault);
  product->code = lp_wire_dup_string (object, "", "code", TRUE, &fault);
  product->name = lp_wire_dup_string (object, "", "name", TRUE, &fault);
  product->description = lp_wire_dup_string (object, "", "description", FALSE, &fault);
  product->kind = lp_wire_get_enum (object, "", "kind", LP_TYPE_PRODUCT_KIND, TRUE, LP_PRODUCT_PERPETUAL,
                                    &fault);
  product->trial_days = (int) lp_wire_get_int (object, "", "trial_days", 0, G_MAXINT, FALSE, 0, &fault);
  product->max_machines = (int) lp_wire_get_int (object, "", "max_machines", 0, G_MAXINT, FALSE, 1, &fault);
  product->category_ids = strings_or_empty (lp_wire_dup_strings (object, "", "category_ids", FALSE, &fault));
  read_parts (object, "entries", (ReadPart) lp_wire_read_entry, product->entries, &fault);
  read_parts (object, "modules", (ReadPart) lp_wire_read_module, product->modules, &fault);
  subscription = lp_wire_get_object (object, "", "subscription", FALSE, &fault);
  if (subscription != NULL)
    read_product_terms (subscription, "/subscription", product, &fault);
  product->etag = lp_wire_dup_string (object, "", "etag", FALSE, &fault);
  return lp_wire_take_fault (fault, error) ? g_steal_pointer (&product) : NULL;
}

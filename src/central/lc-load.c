/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lc-load-private.h"

#include <string.h>

#include "lc-audit.h"
#include "lc-change.h"
#include "lp-order-rules.h"
#include "lp-wire.h"

#define MAX_FAULTS  50
#define WATCH_EVERY 1000

/* In the order in which they need each other, whatever the order in the file. */
static const struct
{
  const char *member;
  LcLoadFunc load;
  gsize count; /* offset in LcLoadCounts */
  gsize ids;   /* offset in LcLoader of the table of its ids; 0: it has none */
} parts[] = {
  { "groups", lc_load_group, G_STRUCT_OFFSET (LcLoadCounts, groups), G_STRUCT_OFFSET (LcLoader, groups) },
  { "people", lc_load_person, G_STRUCT_OFFSET (LcLoadCounts, people), G_STRUCT_OFFSET (LcLoader, people) },
  { "categories", lc_load_category, G_STRUCT_OFFSET (LcLoadCounts, categories),
    G_STRUCT_OFFSET (LcLoader, categories) },
  { "memberships", lc_load_membership, G_STRUCT_OFFSET (LcLoadCounts, memberships) },
  { "products", lc_load_product, G_STRUCT_OFFSET (LcLoadCounts, products),
    G_STRUCT_OFFSET (LcLoader, products) },
  { "price_lists", lc_load_price_list, G_STRUCT_OFFSET (LcLoadCounts, price_lists) },
  { "licenses", lc_load_license, G_STRUCT_OFFSET (LcLoadCounts, licenses) },
  { "activations", lc_load_activation, G_STRUCT_OFFSET (LcLoadCounts, activations) },
};

static void
product_free (gpointer data)
{
  LcLoadProduct *product = data;

  if (product == NULL)
    return;
  lp_product_unref (product->product);
  g_free (product);
}

static void
existing_free (gpointer data)
{
  LcLoadExisting *existing = data;

  g_free (existing->pointer);
  g_free (existing->key);
  g_free (existing);
}

static void
loader_init (LcLoader *loader, LcTransaction *tx, LcDataSet *data_set)
{
  *loader = (LcLoader){ .tx = tx, .db = tx->db, .data_set = data_set };
  loader->groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                          (GDestroyNotify) lc_load_group_free);
  loader->people = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  loader->categories = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  loader->products = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, product_free);
  loader->stored_groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                                 (GDestroyNotify) lc_load_group_free);
  loader->stored_people = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  loader->stored_categories = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  loader->stored_products = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, product_free);
  loader->product_codes = g_hash_table_new (g_str_hash, g_str_equal);
  loader->members = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  loader->hashes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  loader->order_counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  loader->refused_codes = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  loader->existing = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, existing_free);
}

static void
loader_clear (LcLoader *loader)
{
  g_clear_pointer (&loader->root, lc_load_group_free);
  g_clear_pointer (&loader->product_codes, g_hash_table_unref);
  g_clear_pointer (&loader->products, g_hash_table_unref);
  g_clear_pointer (&loader->groups, g_hash_table_unref);
  g_clear_pointer (&loader->stored_groups, g_hash_table_unref);
  g_clear_pointer (&loader->stored_people, g_hash_table_unref);
  g_clear_pointer (&loader->stored_categories, g_hash_table_unref);
  g_clear_pointer (&loader->stored_products, g_hash_table_unref);
  g_clear_pointer (&loader->people, g_hash_table_unref);
  g_clear_pointer (&loader->categories, g_hash_table_unref);
  g_clear_pointer (&loader->members, g_hash_table_unref);
  g_clear_pointer (&loader->hashes, g_hash_table_unref);
  g_clear_pointer (&loader->order_counts, g_hash_table_unref);
  g_clear_pointer (&loader->refused_codes, g_hash_table_unref);
  g_clear_pointer (&loader->existing, g_hash_table_unref);
  g_clear_error (&loader->faults);
}
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LcLoader, loader_clear)

/* Puts the line before every fault of an element. A fault without fields (not JSON) is one of the element. */
static void
add_faults (LcLoader *loader, const LcLoadItem *item, const GError *fault)
{
  gsize n_fields;
  const LpFieldError *fields = lp_error_get_fields (fault, &n_fields);
  gsize skip = strlen (item->pointer);

  if (fields == NULL)
    {
      loader->n_faults++;
      lp_error_add_field (&loader->faults, item->pointer, "Line %u: %s", item->element.line, fault->message);
      return;
    }
  for (gsize i = 0; i < n_fields && loader->n_faults < MAX_FAULTS; i++)
    {
      const char *inside = g_str_has_prefix (fields[i].pointer, item->pointer) ? fields[i].pointer + skip
                                                                               : fields[i].pointer;
      g_autofree char *pointer = g_strconcat (item->pointer, inside, NULL);
      guint line = lc_data_set_find_line (&item->element, inside);

      if (*fields[i].detail == '\0')
        continue;
      loader->n_faults++;
      lp_error_add_field (&loader->faults, pointer, "Line %u: %s", line, fields[i].detail);
    }
}

/* What links to a refused element has no other fault for it. */
static void
refuse (GHashTable *ids, JsonObject *object)
{
  JsonNode *id = object != NULL ? json_object_get_member (object, "id") : NULL;

  if (ids != NULL && id != NULL && json_node_get_value_type (id) == G_TYPE_STRING &&
      !g_hash_table_contains (ids, json_node_get_string (id)))
    g_hash_table_insert (ids, json_node_dup_string (id), NULL);
}

static gboolean
load_element (LcLoader *loader, LcLoadItem *item, LcLoadFunc load, GHashTable *ids, GError **error)
{
  g_autoptr (GError) fault = NULL;
  g_autoptr (JsonObject) object = lp_wire_parse (item->element.text, item->element.size, &fault);

  item->object = object;
  if (object != NULL && !load (loader, item, &fault, error))
    return FALSE;
  if (fault == NULL)
    return TRUE;
  add_faults (loader, item, fault);
  refuse (ids, object);
  return TRUE;
}

static gboolean
tell (LcLoader *loader, const char *member, guint count, GError **error)
{
  if (loader->watch == NULL || count % WATCH_EVERY != 0 || loader->watch (member, count, loader->watch_data))
    return TRUE;
  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_CANCELLED,
                       "Loading was interrupted; nothing was changed.");
  return FALSE;
}

static gboolean
load_array (LcLoader *loader,
            const char *member,
            LcLoadFunc load,
            GHashTable *ids,
            guint *count,
            GError **error)
{
  LcLoadItem item = { .loader = loader, .member = member };
  g_autoptr (GError) failure = NULL;

  while (loader->n_faults < MAX_FAULTS &&
         lc_data_set_next (loader->data_set, member, &item.element, &failure))
    {
      gboolean loaded;

      item.pointer = lc_data_set_is_array (loader->data_set, member)
                         ? g_strdup_printf ("/%s/%u", member, item.element.index)
                         : g_strdup_printf ("/%s", member);
      loaded = tell (loader, member, *count, &failure) && load_element (loader, &item, load, ids, &failure);
      g_clear_pointer (&item.pointer, g_free);
      if (!loaded)
        break;
      ++*count;
    }
  if (failure == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&failure));
  return FALSE;
}

static gboolean
is_known_member (const char *name)
{
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    if (g_str_equal (parts[i].member, name))
      return TRUE;
  return g_str_equal (name, "vendor");
}

static void
check_members (LcLoader *loader)
{
  const char *const *names = lc_data_set_get_members (loader->data_set);

  for (gsize i = 0; names[i] != NULL; i++)
    {
      guint line = lc_data_set_get_line (loader->data_set, names[i]);
      g_autofree char *pointer = g_strconcat ("/", names[i], NULL);
      gboolean is_vendor = g_str_equal (names[i], "vendor");

      if (is_known_member (names[i]) && is_vendor != lc_data_set_is_array (loader->data_set, names[i]))
        continue;
      loader->n_faults++;
      if (!is_known_member (names[i]))
        lp_error_add_field (&loader->faults, pointer, "Line %u: a data set has no member of this name", line);
      else
        lp_error_add_field (&loader->faults, pointer, "Line %u: this must be %s", line,
                            is_vendor ? "an object" : "an array");
    }
}

static gboolean
load_vendor (LcLoader *loader, GError **error)
{
  guint count = 0;

  if (!lc_load_find_root (loader, error))
    return FALSE;
  if (loader->root != NULL)
    return lc_load_read_stored (loader, error);
  if (!load_array (loader, "vendor", lc_load_vendor, NULL, &count, error))
    return FALSE;
  if (count == 0)
    {
      g_set_error_literal (error, LP_ERROR, LP_ERROR_INVALID,
                           "There is no vendor yet: run “license-central init” first, or give the data set a "
                           "member “vendor”");
      return FALSE;
    }
  return TRUE;
}

static gboolean
load_all_parts (LcLoader *loader, GError **error)
{
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      guint *count = G_STRUCT_MEMBER_P (&loader->counts, parts[i].count);
      GHashTable *ids = parts[i].ids != 0 ? G_STRUCT_MEMBER (GHashTable *, loader, parts[i].ids) : NULL;

      if (!load_array (loader, parts[i].member, parts[i].load, ids, count, error))
        return FALSE;
    }
  return TRUE;
}

static gboolean
is_first (LcLoader *loader, GError **error)
{
  return lp_db_query_int (loader->db, 0, error, "SELECT NOT EXISTS (SELECT 1 FROM ticket)", "") != 0;
}

/* The indexes of the large tables are made at the end, unless they are large already. */
static gboolean
load_parts (LcLoader *loader, GError **error)
{
  static const char *const tables[] = { "orders", "ticket", "subscription", "renewal", NULL };
  g_autofree char *indexes = NULL;
  GError *failure = NULL;

  if (is_first (loader, &failure))
    indexes = lp_db_set_indexes_aside (loader->db, tables, &failure);
  if (failure != NULL)
    {
      g_propagate_error (error, failure);
      return FALSE;
    }
  return load_all_parts (loader, error) && (indexes == NULL || lp_db_exec (loader->db, indexes, error));
}

/* A data set that is loaded a second time is all of it there: one line an array says so. */
static void
report_existing (LcLoader *loader)
{
  for (gsize i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      const LcLoadExisting *existing = g_hash_table_lookup (loader->existing, parts[i].member);

      if (existing != NULL && existing->count == 1)
        lp_error_add_field (&loader->faults, existing->pointer, "Line %u: “%s” is there already",
                            existing->line, existing->key);
      else if (existing != NULL)
        lp_error_add_field (&loader->faults, existing->pointer,
                            "Line %u: “%s” is there already, with %u more of the file’s %s", existing->line,
                            existing->key, existing->count - 1, parts[i].member);
    }
}

/* One record for the whole data set: what it brought stands in the file. */
static gboolean
record (LcLoader *loader, GError **error)
{
  g_autofree char *id = lp_db_query_text (loader->db, error, "SELECT id FROM groups WHERE parent IS NULL",
                                          "");
  g_autofree char *after =
      g_strdup_printf ("{\"groups\":%u,\"people\":%u,\"memberships\":%u,\"categories\":%u,\"products\":%u,"
                       "\"price_lists\":%u,\"licenses\":%u,\"activations\":%u}",
                       loader->counts.groups, loader->counts.people, loader->counts.memberships,
                       loader->counts.categories, loader->counts.products, loader->counts.price_lists,
                       loader->counts.licenses, loader->counts.activations);
  const LcAuditEntry entry = {
    .action = "service.load",
    .object_kind = "service",
    .object_id = id,
    .label = "License Central",
    .after = after,
  };

  return id != NULL && lc_audit_add (loader->tx, &entry, error);
}

/* What ended before this day did so before the first daily job. */
static gboolean
store_day (const LcLoader *loader, GError **error)
{
  char today[LP_DATE_STRING_SIZE];

  return lp_db_run (loader->db, error,
                    "INSERT INTO setting (name, value) VALUES ('loaded_on', $1)"
                    " ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                    "t", lp_date_format (loader->tx->today, today));
}

gboolean
lc_load (LcTransaction *tx, LcDataSet *data_set, LcLoadCounts *counts, GError **error)
{
  return lc_load_watched (tx, data_set, NULL, NULL, counts, error);
}

gboolean
lc_load_watched (LcTransaction *tx,
                 LcDataSet *data_set,
                 LcLoadWatch watch,
                 gpointer data,
                 LcLoadCounts *counts,
                 GError **error)
{
  g_auto (LcLoader) loader = { 0 };

  loader_init (&loader, tx, data_set);
  loader.watch = watch;
  loader.watch_data = data;
  check_members (&loader);
  if (loader.faults == NULL && !load_vendor (&loader, error))
    return FALSE;
  if (loader.faults == NULL && !load_parts (&loader, error))
    return FALSE;
  report_existing (&loader);
  if (loader.faults != NULL)
    {
      g_propagate_error (error, g_steal_pointer (&loader.faults));
      return FALSE;
    }
  if (counts != NULL)
    *counts = loader.counts;
  return lc_load_store_order_counts (&loader, error) && record (&loader, error) &&
         store_day (&loader, error) && lc_change_start_epoch (tx, error);
}

static void
add_follower (const LcLoadItem *item, GError **fault)
{
  lp_error_add_field (fault, item->pointer, "%s", "");
}

void
lc_load_add_existing (const LcLoadItem *item, const char *name, const char *key, GError **fault)
{
  LcLoadExisting *existing = g_hash_table_lookup (item->loader->existing, item->member);
  g_autofree char *inside = name != NULL ? g_strconcat ("/", name, NULL) : g_strdup ("");

  if (existing == NULL)
    {
      existing = g_new0 (LcLoadExisting, 1);
      existing->line = lc_data_set_find_line (&item->element, inside);
      existing->pointer = g_strconcat (item->pointer, inside, NULL);
      existing->key = g_strdup (key);
      g_hash_table_insert (item->loader->existing, (gpointer) item->member, existing);
    }
  existing->count++;
  add_follower (item, fault);
}

void
lc_load_add_link_fault (LcLoader *loader,
                        GHashTable *table,
                        const char *id,
                        const char *pointer,
                        GError **fault)
{
  if (g_hash_table_contains (table, id))
    lp_error_add_field (fault, pointer, "%s", "");
  else
    lp_error_add_field (fault, pointer,
                        "Nothing in this file has the id “%s”, and nothing that is stored has this key", id);
}

gpointer
lc_load_get_link (const LcLoadItem *item,
                  GHashTable *table,
                  const char *name,
                  gboolean required,
                  GError **fault)
{
  const char *id = lp_wire_get_string (item->object, item->pointer, name, required, fault);
  gpointer target = id != NULL ? lc_load_find (item->loader, table, id) : NULL;
  g_autofree char *pointer = g_strconcat (item->pointer, "/", name, NULL);

  if (id != NULL && target == NULL)
    lc_load_add_link_fault (item->loader, table, id, pointer, fault);
  return target;
}

char *
lc_load_get_text (const LcLoadItem *item, const char *name, int min_chars, int max_chars, GError **fault)
{
  const char *text = lp_wire_get_string (item->object, item->pointer, name, min_chars > 0, fault);
  g_autofree char *pointer = g_strconcat (item->pointer, "/", name, NULL);

  return text != NULL ? lp_text_validate (text, pointer, min_chars, max_chars, fault) : NULL;
}

char *
lc_load_get_percent (const LcLoadItem *item, const char *name, GError **fault)
{
  g_autofree char *pointer = g_strconcat (item->pointer, "/", name, NULL);
  char buffer[G_ASCII_DTOSTR_BUF_SIZE];
  JsonNode *node = json_object_get_member (item->object, name);
  double percent;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return NULL;
  percent = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_double (node) : -1;
  if (json_node_get_value_type (node) == G_TYPE_STRING || percent < 0 || percent > 100)
    {
      lp_error_add_field (fault, pointer, "A percentage is a number from 0 to 100, such as 19 or 7.5");
      return NULL;
    }
  g_ascii_formatd (buffer, sizeof buffer, "%.4f", percent);
  if (g_ascii_strtod (buffer, NULL) != percent)
    lp_error_add_field (fault, pointer, "A percentage has at most 4 decimals");
  for (char *end = buffer + strlen (buffer) - 1; *end == '0' || *end == '.'; end--)
    {
      gboolean was_point = *end == '.';

      *end = '\0';
      if (was_point)
        break;
    }
  return g_strdup (buffer);
}

char *
lc_load_get_json (const LcLoadItem *item, const char *name)
{
  JsonNode *node = json_object_get_member (item->object, name);

  return node != NULL && !JSON_NODE_HOLDS_NULL (node) ? json_to_string (node, FALSE) : NULL;
}

const char *
lc_load_take_id (const LcLoadItem *item, GHashTable *table, GError **fault)
{
  const char *id = lp_wire_get_string (item->object, item->pointer, "id", TRUE, fault);
  g_autofree char *pointer = g_strconcat (item->pointer, "/id", NULL);

  if (id != NULL && g_hash_table_contains (table, id))
    lp_error_add_field (fault, pointer, "The id “%s” stands here a second time", id);
  return id;
}

gboolean
lc_load_exists (LcLoader *loader,
                const LcLoadItem *item,
                const char *name,
                const char *sql,
                const char *value,
                GError **fault,
                GError **error)
{
  gint64 count;

  if (value == NULL)
    return TRUE;
  count = lp_db_query_int (loader->db, -1, error, sql, "t", value);
  if (count > 0)
    lc_load_add_existing (item, name, value, fault);
  return count >= 0;
}

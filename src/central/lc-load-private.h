/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lc-load.h"

G_BEGIN_DECLS

/* A group of the file, with the settings that hold there. Strings are owned by the group; inherited ones are
 * borrowed from the group above, which lives as long. */
typedef struct
{
  gint64 row;
  char *short_key; /* in the numbers of its orders; read with the first one */
  const char *fiscal_year_end;
  LpVisibility default_visibility;
  gboolean consumer;
  GPtrArray *owned;
} LcLoadGroup;

typedef struct
{
  gint64 row;
  LpProduct *product;
} LcLoadProduct;

/**
 * LcLoader:
 *
 * What is known while a data set is being loaded. The file's ids link to the rows that they became.
 */
typedef struct
{
  LcTransaction *tx;
  LpDb *db;
  LcDataSet *data_set;
  LcLoadCounts counts;
  LcLoadGroup *root;
  GHashTable *groups; /* char * → LcLoadGroup; in this and the next three NULL for one that is refused */
  GHashTable *people; /* char * → gint64 * (row) */
  GHashTable *categories;    /* char * → gint64 * */
  GHashTable *products;      /* char * → LcLoadProduct */
  GHashTable *stored_groups; /* likewise what was there before, by its key: see lc_load_find() */
  GHashTable *stored_people;
  GHashTable *stored_categories;
  GHashTable *stored_products;
  GHashTable *product_codes; /* char *, borrowed → LcLoadProduct, borrowed */
  GHashTable *members;       /* gint64 * (group << 32 | person), a set */
  GHashTable *order_counts;  /* char * "year short-key" → gint64 *: the last number given out */
  LcLoadWatch watch;         /* nullable */
  gpointer watch_data;
  GHashTable *hashes;        /* char * password → char * Argon2id hash */
  GHashTable *refused_codes; /* char *, a set: of products with faults */
  GHashTable *existing;      /* const char *, member of the data set → LcLoadExisting */
  GError *faults;
  guint n_faults;
} LcLoader;

/* What is there already of one array: the first, and how many. */
typedef struct
{
  guint count;
  guint line;
  char *pointer;
  char *key;
} LcLoadExisting;

/* The element being read: where it is, for messages. */
typedef struct
{
  LcLoader *loader;
  LcDataSetElement element;
  const char *member; /* licenses */
  JsonObject *object;
  char *pointer; /* /licenses/17 */
} LcLoadItem;

/**
 * LcLoadFunc:
 * @loader: the loader
 * @item: one element
 * @fault: (inout): collects what is wrong with the element; pointers as the lp_wire_get_… functions make them
 * @error: a failure of the database
 *
 * Loads one element; must not write once @fault is set.
 *
 * Returns: %FALSE on a failure of the database
 */
typedef gboolean (*LcLoadFunc) (LcLoader *loader, const LcLoadItem *item, GError **fault, GError **error);

/* One function an array of the data set. */
gboolean lc_load_vendor (LcLoader *loader, const LcLoadItem *item, GError **fault, GError **error);
gboolean lc_load_group (LcLoader *loader, const LcLoadItem *item, GError **fault, GError **error);
gboolean lc_load_person (LcLoader *loader, const LcLoadItem *item, GError **fault, GError **error);
gboolean lc_load_membership (LcLoader *loader, const LcLoadItem *item, GError **fault, GError **error);
gboolean lc_load_category (LcLoader *loader, const LcLoadItem *item, GError **fault, GError **error);
gboolean lc_load_product (LcLoader *loader, const LcLoadItem *item, GError **fault, GError **error);
gboolean lc_load_price_list (LcLoader *loader, const LcLoadItem *item, GError **fault, GError **error);
gboolean lc_load_license (LcLoader *loader, const LcLoadItem *item, GError **fault, GError **error);
gboolean lc_load_activation (LcLoader *loader, const LcLoadItem *item, GError **fault, GError **error);

/**
 * LcLoadOrder:
 *
 * What a license was sold by.
 */
typedef struct
{
  LcLoadGroup *group;
  gint64 product; /* row */
  int quantity;
  const char *reference; /* nullable */
  LpDate day;
} LcLoadOrder;

/**
 * lc_load_insert_order:
 * @loader: a loader
 * @sold: the order
 * @error: a failure of the database
 *
 * Returns: the new row, 0 on error
 */
gint64 lc_load_insert_order (LcLoader *loader, const LcLoadOrder *sold, GError **error);

/**
 * lc_load_store_order_counts:
 * @loader: a loader, at its end
 * @error: a failure of the database
 *
 * Writes down how many orders there are by now.
 *
 * Returns: success
 */
gboolean lc_load_store_order_counts (LcLoader *loader, GError **error);

#define LC_LOAD_INSTANT_SIZE 32

/**
 * lc_load_format_noon:
 * @date: a day
 * @instant: (out): text
 *
 * Returns: @instant: noon in UTC, which is the same day in every vendor's zone that matters
 */
const char *lc_load_format_noon (LpDate date, char instant[LC_LOAD_INSTANT_SIZE]);

/**
 * lc_load_find_root:
 * @loader: a loader
 * @error: return location
 *
 * Fills in `root` from the database, leaving it %NULL if there is no vendor yet.
 */
gboolean lc_load_find_root (LcLoader *loader, GError **error);
void lc_load_group_free (LcLoadGroup *group);

/**
 * lc_load_read_stored:
 * @loader: a loader
 * @error: return location
 *
 * Reads what the data set may link to besides its own objects.
 *
 * Returns: success
 */
gboolean lc_load_read_stored (LcLoader *loader, GError **error);

/**
 * lc_load_find:
 * @loader: a loader
 * @table: one of its four tables of ids
 * @id: an id of the file, or the external id, address, product code or category name of a stored object
 *
 * Returns: (transfer none) (nullable): what it names; the file's own ids come first
 */
gpointer lc_load_find (LcLoader *loader, GHashTable *table, const char *id);

/**
 * lc_load_get_link:
 * @item: the element
 * @table: where ids lead
 * @name: name of the member that holds the id
 * @required: whether it must be there
 * @fault: (inout): collects a fault for an absent or unknown id
 *
 * Returns: (transfer none) (nullable): what the id names
 */
gpointer lc_load_get_link (const LcLoadItem *item,
                           GHashTable *table,
                           const char *name,
                           gboolean required,
                           GError **fault);

/**
 * lc_load_add_link_fault:
 * @loader: the loader
 * @table: where ids lead
 * @id: one that leads nowhere
 * @pointer: where it stands
 * @fault: (inout): collects the fault
 *
 * Says so, but for what the file has and is refused: its own fault is told, and those that only follow are not.
 */
void lc_load_add_link_fault (LcLoader *loader,
                             GHashTable *table,
                             const char *id,
                             const char *pointer,
                             GError **fault);

/* Marks the element as one with a fault that needs no telling, since it follows from another. */
/**
 * lc_load_add_existing:
 * @item: the element
 * @name: (nullable): name of the member that is its key
 * @key: what identifies it
 * @fault: (inout): collects the fault
 *
 * Notes that the element is there already. The first of each array is told, with the number of others.
 */
void lc_load_add_existing (const LcLoadItem *item, const char *name, const char *key, GError **fault);

/**
 * lc_load_get_text:
 * @item: the element
 * @name: name of the member
 * @min_chars: 0 if it is optional
 * @max_chars: greatest length in characters
 * @fault: (inout): collects faults
 *
 * Returns: (transfer full) (nullable): the text, trimmed and in NFC
 */
char *
lc_load_get_text (const LcLoadItem *item, const char *name, int min_chars, int max_chars, GError **fault);

/**
 * lc_load_get_percent:
 * @item: the element
 * @name: name of the member: a JSON number from 0 to 100 with at most 4 decimals
 * @fault: (inout): collects faults
 *
 * Returns: (transfer full) (nullable): the number as decimal text without trailing zeros
 */
char *lc_load_get_percent (const LcLoadItem *item, const char *name, GError **fault);

/**
 * lc_load_get_json:
 * @item: the element
 * @name: name of the member
 *
 * Returns: (transfer full) (nullable): the member as JSON text, for what is stored as it came
 */
char *lc_load_get_json (const LcLoadItem *item, const char *name);

/**
 * lc_load_take_id:
 * @item: the element
 * @table: ids so far
 * @fault: (inout): collects a fault for an absent or repeated id
 *
 * Returns: (transfer none) (nullable): the element's id
 */
const char *lc_load_take_id (const LcLoadItem *item, GHashTable *table, GError **fault);

/**
 * lc_load_exists:
 * @loader: a loader
 * @item: the element
 * @name: name of the member that is the key
 * @sql: `SELECT count(*) … WHERE key = $1`
 * @value: (nullable): the key's value
 * @fault: (inout): lc_load_add_existing() if such an object exists already
 * @error: a failure of the database
 *
 * Returns: %FALSE on a failure of the database
 */
gboolean lc_load_exists (LcLoader *loader,
                         const LcLoadItem *item,
                         const char *name,
                         const char *sql,
                         const char *value,
                         GError **fault,
                         GError **error);

G_END_DECLS

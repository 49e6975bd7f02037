/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lp-replica-store.h"

#include "lp-last-search.h"
#include "lp-replica-rows.h"
#include "lp-replica-schema.h"
#include "lp-wire.h"

#define MIN_WORD 3

char *
lp_text_fold (const char *text)
{
  g_autofree char *decomposed = NULL;
  g_autofree char *folded = NULL;
  GString *plain;

  if (text == NULL || g_str_is_ascii (text))
    return g_ascii_strdown (text != NULL ? text : "", -1);
  decomposed = g_utf8_normalize (text, -1, G_NORMALIZE_ALL);
  folded = decomposed != NULL ? g_utf8_casefold (decomposed, -1) : NULL;
  plain = g_string_new (NULL);
  for (const char *at = folded; at != NULL && *at != '\0'; at = g_utf8_next_char (at))
    {
      gunichar letter = g_utf8_get_char (at);

      if (!g_unichar_ismark (letter))
        g_string_append_unichar (plain, letter);
    }
  return g_string_free (plain, FALSE);
}

char **
lp_text_split (const char *text)
{
  g_auto (GStrv) words = g_strsplit_set (text != NULL ? text : "", " \t\n", -1);
  GPtrArray *kept = g_ptr_array_new ();
  gboolean any_long = FALSE;

  for (char **word = words; *word != NULL; word++)
    any_long = any_long || g_utf8_strlen (*word, -1) >= MIN_WORD;
  for (char **word = words; *word != NULL; word++)
    {
      glong length = g_utf8_strlen (*word, -1);

      if (length >= MIN_WORD || (length > 0 && !any_long))
        g_ptr_array_add (kept, g_strdup (*word));
    }
  g_ptr_array_add (kept, NULL);
  return (char **) g_ptr_array_free (kept, FALSE);
}

static void
refs_init (LpRefs *refs, const char *table)
{
  refs->table = table;
  refs->rows = g_hash_table_new (g_str_hash, g_str_equal);
  refs->ids = g_ptr_array_new_with_free_func (g_free);
  refs->names = g_ptr_array_new_with_free_func (g_free);
  refs->searched = g_ptr_array_new_with_free_func (g_free);
  refs->parents = g_ptr_array_new_with_free_func (g_free);
  lp_refs_set (refs, 0, NULL, NULL, NULL, NULL);
}

static void
refs_clear (LpRefs *refs)
{
  g_clear_pointer (&refs->rows, g_hash_table_unref);
  g_clear_pointer (&refs->ids, g_ptr_array_unref);
  g_clear_pointer (&refs->names, g_ptr_array_unref);
  g_clear_pointer (&refs->searched, g_ptr_array_unref);
  g_clear_pointer (&refs->parents, g_ptr_array_unref);
  g_clear_pointer (&refs->ranks, g_array_unref);
}

static void
put (GPtrArray *array, guint32 row, char *value)
{
  if (row >= array->len)
    g_ptr_array_set_size (array, (gint) row + 1);
  g_free (g_ptr_array_index (array, row));
  g_ptr_array_index (array, row) = value;
}

void
lp_refs_set (LpRefs *refs,
             guint32 row,
             const char *id,
             const char *name,
             const char *more,
             const char *parent)
{
  g_autofree char *both = name != NULL ? g_strconcat (name, "\n", more, NULL) : NULL;

  if (id != NULL && lp_refs_find (refs, id) == 0)
    {
      put (refs->ids, row, g_strdup (id));
      g_hash_table_insert (refs->rows, g_ptr_array_index (refs->ids, row), GUINT_TO_POINTER (row));
    }
  put (refs->ids, row, row < refs->ids->len ? g_steal_pointer (&g_ptr_array_index (refs->ids, row)) : NULL);
  put (refs->names, row, g_strdup (name));
  put (refs->searched, row, both != NULL ? lp_text_fold (both) : NULL);
  put (refs->parents, row, g_strdup (parent));
  g_clear_pointer (&refs->ranks, g_array_unref);
}

guint32
lp_refs_find (const LpRefs *refs, const char *id)
{
  return id != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (refs->rows, id)) : 0;
}

guint32
lp_refs_take (LpReplicaStore *self, LpRefs *refs, const char *id, GError **error)
{
  g_autofree char *sql = NULL;
  guint32 row = lp_refs_find (refs, id);

  if (row != 0 || id == NULL)
    return row;
  sql = g_strdup_printf ("INSERT INTO %s (id) VALUES ($1)", refs->table);
  if (!lp_db_run (self->db, error, sql, "t", id))
    return 0;
  row = (guint32) lp_db_get_last_row (self->db);
  lp_refs_set (refs, row, id, NULL, NULL, NULL);
  return row;
}

typedef struct
{
  char *key;
  guint32 row;
} Ranked;

static int
compare_ranked (gconstpointer a, gconstpointer b)
{
  return g_strcmp0 (((const Ranked *) a)->key, ((const Ranked *) b)->key);
}

const guint32 *
lp_refs_get_ranks (LpRefs *refs)
{
  guint n = refs->names->len;
  g_autofree Ranked *all = NULL;

  if (refs->ranks != NULL)
    return (const guint32 *) (gpointer) refs->ranks->data;
  all = g_new (Ranked, n);
  for (guint i = 0; i < n; i++)
    {
      const char *name = g_ptr_array_index (refs->names, i);

      all[i].row = i;
      all[i].key = name != NULL ? g_utf8_collate_key (name, -1) : g_strdup ("");
    }
  qsort (all, n, sizeof *all, compare_ranked);
  refs->ranks = g_array_sized_new (FALSE, TRUE, sizeof (guint32), n);
  g_array_set_size (refs->ranks, n);
  for (guint i = 0; i < n; i++)
    {
      g_array_index (refs->ranks, guint32, all[i].row) = i;
      g_free (all[i].key);
    }
  return (const guint32 *) (gpointer) refs->ranks->data;
}

static gboolean
load_refs (LpReplicaStore *self, LpRefs *refs, const char *sql, GError **error)
{
  g_autoptr (GError) fault = NULL;
  LpStatement *rows = lp_db_query (self->db, &fault, sql, "");

  while (rows != NULL && lp_statement_step (rows, &fault))
    lp_refs_set (refs, (guint32) lp_statement_get_int (rows, 0), lp_statement_get_text (rows, 1),
                 lp_statement_get_text (rows, 2), lp_statement_get_text (rows, 3),
                 lp_statement_get_text (rows, 4));
  if (fault == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&fault));
  return FALSE;
}

char *
lp_replica_store_dup_meta (LpDb *db, const char *name)
{
  return lp_db_query_text (db, NULL, "SELECT value FROM meta WHERE name = $1", "t", name);
}

gboolean
lp_replica_store_set_meta (LpReplicaStore *self, const char *name, const char *value, GError **error)
{
  return lp_db_run (self->db, error, "INSERT OR REPLACE INTO meta (name, value) VALUES ($1, $2)", "tt", name,
                    value);
}

static void
clear_memory (LpReplicaStore *self)
{
  refs_clear (&self->groups);
  refs_clear (&self->products);
  refs_clear (&self->persons);
  lp_ticket_columns_clear (&self->tickets);
  lp_subscription_columns_clear (&self->subscriptions);
  g_clear_pointer (&self->me, lp_me_unref);
  lp_row_order_clear (&self->order);
  g_clear_pointer (&self->hits, g_ptr_array_unref);
  g_clear_pointer (&self->last_search, lp_last_search_free);
}

gboolean
lp_replica_store_reload (LpReplicaStore *self, GError **error)
{
  clear_memory (self);
  refs_init (&self->groups, "groups");
  refs_init (&self->products, "product");
  refs_init (&self->persons, "person");
  self->me = lp_replica_rows_read_me (self->db);
  self->next_row = MAX (self->next_row,
                        (guint32) lp_db_query_int (self->db, 0, NULL, "SELECT max (row) FROM ticket", "") +
                            1);
  return load_refs (self, &self->groups,
                    "SELECT row, id, name, NULL, CASE WHEN object IS NULL THEN NULL"
                    " ELSE object ->> '$.parent_id' END FROM groups",
                    error) &&
         load_refs (self, &self->products, "SELECT row, id, name, code, NULL FROM product", error) &&
         load_refs (self, &self->persons, "SELECT row, id, name, email, NULL FROM person", error) &&
         lp_replica_store_load_columns (self, error);
}

LpReplicaStore *
lp_replica_store_open (const char *path, gboolean bulk, GError **error)
{
  g_autoptr (LpReplicaStore) self = g_new0 (LpReplicaStore, 1);

  self->bulk = bulk;
  self->directory = g_path_get_dirname (path);
  self->db = lp_db_open (path, LP_DB_CREATE, error);
  if (self->db == NULL || !lp_replica_schema_migrate (self->db, error))
    return NULL;
  /* A snapshot that the power cut ended is thrown away, so it need not wait for the disk. */
  if (bulk && !lp_db_exec (self->db,
                           "PRAGMA synchronous = OFF; PRAGMA cache_size = -65536;"
                           "INSERT INTO ticket_text (ticket_text, rank) VALUES ('automerge', 0)",
                           error))
    return NULL;
  if (!bulk && !lp_replica_schema_index (self->db, error))
    return NULL;
  return lp_replica_store_reload (self, error) ? g_steal_pointer (&self) : NULL;
}

void
lp_replica_store_free (LpReplicaStore *self)
{
  clear_memory (self);
  lp_db_close (self->db);
  g_free (self->directory);
  g_free (self);
}

void
lp_replica_store_rest (LpReplicaStore *self, GMutex *lock)
{
  lp_columns_rest (&self->tickets.columns, &lp_ticket_columns_layout, self->directory, lock);
  lp_columns_rest (&self->subscriptions.columns, &lp_subscription_columns_layout, self->directory, NULL);
  lp_row_order_rest (&self->order, self->directory);
  lp_row_order_rest (&self->subscriptions.order, self->directory);
  lp_db_exec (self->db, "PRAGMA shrink_memory", NULL);
}

gboolean
lp_replica_store_finish_bulk (LpReplicaStore *self, GError **error)
{
  return lp_replica_schema_index (self->db, error) &&
         lp_db_exec (self->db,
                     "INSERT INTO ticket_text (ticket_text, rank) VALUES ('automerge', 4);"
                     "PRAGMA synchronous = FULL; PRAGMA wal_checkpoint (TRUNCATE);",
                     error);
}

void
lp_touched_clear (LpTouched *touched)
{
  g_clear_pointer (&touched->tickets, g_array_unref);
  g_clear_pointer (&touched->subscriptions, g_array_unref);
  g_clear_pointer (&touched->ids, g_ptr_array_unref);
}

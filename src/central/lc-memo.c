/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lc-memo.h"

/* Bounds the memory; whoever comes after them finds an empty memo once in a while. */
#define MAX_FACTS 1000

/* All that rights, settings and the catalog depend on. */
static const char *const tables[] = {
  "groups",   "group_tree", "person",           "membership", "membership_right",
  "category", "product",    "product_category", NULL,
};

typedef struct
{
  gpointer value;
  GDestroyNotify unref;
} Fact;

struct _LcMemo
{
  LpDb *db;          /* borrowed */
  GHashTable *facts; /* key → Fact */
  gint64 generation; /* of the tables when the facts were read */

  LcAuditHead head;
  gint64 head_rollbacks; /* of the connection when the head was put; -1: never */
};

static void
fact_free (gpointer data)
{
  Fact *fact = data;

  fact->unref (fact->value);
  g_free (fact);
}

LcMemo *
lc_memo_new (LpDb *db)
{
  LcMemo *memo = g_new0 (LcMemo, 1);

  lp_db_watch (db, tables);
  memo->db = db;
  memo->facts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, fact_free);
  memo->head_rollbacks = -1;
  return memo;
}

void
lc_memo_free (LcMemo *memo)
{
  if (memo == NULL)
    return;

  g_hash_table_unref (memo->facts);
  g_free (memo);
}

static void
forget_old (LcMemo *memo)
{
  gint64 generation = lp_db_get_generation (memo->db);

  if (generation == memo->generation)
    return;

  g_hash_table_remove_all (memo->facts);
  memo->generation = generation;
}

gpointer
lc_memo_get (LcMemo *memo, const char *key)
{
  const Fact *fact;

  if (memo == NULL)
    return NULL;

  forget_old (memo);
  fact = g_hash_table_lookup (memo->facts, key);
  return fact != NULL ? fact->value : NULL;
}

void
lc_memo_put (LcMemo *memo, const char *key, gpointer value, GDestroyNotify unref)
{
  Fact *fact;

  if (memo == NULL)
    {
      unref (value);
      return;
    }

  forget_old (memo);
  if (g_hash_table_size (memo->facts) >= MAX_FACTS)
    g_hash_table_remove_all (memo->facts);

  fact = g_new (Fact, 1);
  *fact = (Fact){ value, unref };
  g_hash_table_replace (memo->facts, g_strdup (key), fact);
}

gboolean
lc_memo_get_head (LcMemo *memo, LcAuditHead *head)
{
  if (memo == NULL || memo->head_rollbacks != lp_db_get_rollbacks (memo->db))
    return FALSE;

  *head = memo->head;
  return TRUE;
}

void
lc_memo_put_head (LcMemo *memo, const LcAuditHead *head)
{
  if (memo == NULL)
    return;

  memo->head = *head;
  memo->head_rollbacks = lp_db_get_rollbacks (memo->db);
}

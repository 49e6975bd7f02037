/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lc-scope.h"

static GHashTable *
load_rows (LpDb *db, const char *sql, gint64 person_row, GError **error)
{
  g_autoptr (GHashTable) set = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  GError *fault = NULL;
  LpStatement *rows = lp_db_query (db, &fault, sql, "i", person_row);

  while (rows != NULL && lp_statement_step (rows, &fault))
    {
      gint64 row = lp_statement_get_int (rows, 0);

      g_hash_table_add (set, g_memdup2 (&row, sizeof row));
    }
  if (fault == NULL)
    return g_steal_pointer (&set);
  g_propagate_error (error, fault);
  return NULL;
}

static gboolean
load_roles (LpDb *db, LcScope *scope, GError **error)
{
  GError *fault = NULL;
  LpStatement *rows =
      lp_db_query (db, &fault,
                   "SELECT g.parent IS NULL FROM membership m JOIN groups g ON g.row = m.group_row"
                   " WHERE m.person = $1 AND m.role <> 'member' AND g.archived_at IS NULL",
                   "i", scope->person_row);

  while (rows != NULL && lp_statement_step (rows, &fault))
    {
      scope->beyond_member = TRUE;
      scope->sees_all = scope->sees_all || lp_statement_get_int (rows, 0) != 0;
    }
  if (fault != NULL)
    g_propagate_error (error, fault);
  return fault == NULL;
}

struct _LcSight
{
  LcScope *scope;    /* nullable */
  gint64 generation; /* of the connection when it was read: a request can change what its own caller sees */
};

LcSight *
lc_sight_new (void)
{
  return g_new0 (LcSight, 1);
}

void
lc_sight_free (LcSight *sight)
{
  g_clear_pointer (&sight->scope, lc_scope_unref);
  g_free (sight);
}

LcScope *
lc_scope_new_for_person (LpDb *db, gint64 person_row, GError **error)
{
  g_autoptr (LcScope) scope = g_rc_box_new0 (LcScope);

  scope->person_row = person_row;
  if (!load_roles (db, scope, error))
    return NULL;
  scope->direct = load_rows (db, "SELECT group_row FROM membership WHERE person = $1", person_row, error);
  if (scope->direct == NULL)
    return NULL;
  if (scope->sees_all || !scope->beyond_member)
    scope->content = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  else
    scope->content =
        load_rows (db, "SELECT DISTINCT descendant FROM group_tree WHERE descendant IN " LC_CONTENT_GROUPS,
                   person_row, error);
  return scope->content != NULL ? g_steal_pointer (&scope) : NULL;
}

static LcScope *
look (LpDb *db, const LcCaller *caller, GError **error)
{
  LcSight *sight = caller->sight;
  gint64 generation = lp_db_get_generation (db);

  if (sight->scope == NULL || sight->generation != generation)
    {
      g_clear_pointer (&sight->scope, lc_scope_unref);
      sight->scope = lc_scope_new_for_person (db, caller->person_row, error);
      sight->generation = generation;
    }

  return sight->scope != NULL ? g_rc_box_acquire (sight->scope) : NULL;
}

LcScope *
lc_scope_new (LpDb *db, const LcCaller *caller, GError **error)
{
  LcScope *scope;

  if (caller != NULL)
    return look (db, caller, error);
  scope = g_rc_box_new0 (LcScope);
  scope->sees_all = scope->beyond_member = TRUE;
  scope->content = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  scope->direct = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  return scope;
}

static void
clear (gpointer data)
{
  LcScope *scope = data;

  g_clear_pointer (&scope->content, g_hash_table_unref);
  g_clear_pointer (&scope->direct, g_hash_table_unref);
}

void
lc_scope_unref (LcScope *scope)
{
  g_rc_box_release_full (scope, clear);
}

gboolean
lc_scope_has_content (const LcScope *scope, gint64 group_row)
{
  return scope->sees_all || g_hash_table_contains (scope->content, &group_row);
}

gboolean
lc_scope_has_group (const LcScope *scope, gint64 group_row)
{
  return lc_scope_has_content (scope, group_row) || g_hash_table_contains (scope->direct, &group_row);
}

gboolean
lc_scope_has_ticket (const LcScope *scope, const LcBefore *place)
{
  return lc_scope_has_content (scope, place->group) ||
         (place->assignee != 0 && place->assignee == scope->person_row) ||
         (place->visible && g_hash_table_contains (scope->direct, &place->group));
}

static int
compare_rows (gconstpointer a, gconstpointer b)
{
  gint64 left = *(const gint64 *) a, right = *(const gint64 *) b;

  return (left > right) - (left < right);
}

GArray *
lc_scope_list_groups (const LcScope *scope)
{
  GArray *rows = g_array_new (FALSE, FALSE, sizeof (gint64));
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, scope->content);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    g_array_append_vals (rows, key, 1);
  g_hash_table_iter_init (&iter, scope->direct);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    if (!g_hash_table_contains (scope->content, key))
      g_array_append_vals (rows, key, 1);
  g_array_sort (rows, compare_rows);
  return rows;
}

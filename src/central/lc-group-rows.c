/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lc-group-rows.h"

#include "lc-caller.h"
#include "lc-id.h"
#include "lc-row-text.h"
#include "lc-vendor.h"

gint64
lc_group_find (LpDb *db, const char *id, GError **error)
{
  GError *fault = NULL;
  gint64 row = lp_db_query_int (db, 0, &fault, "SELECT row FROM groups WHERE id = $1 AND archived_at IS NULL",
                                "t", id);

  if (fault != NULL)
    g_propagate_error (error, fault);
  else if (row == 0)
    lc_set_not_found (error);
  return row;
}

char **
lc_group_dup_path (LpDb *db, gint64 row, GError **error)
{
  return lc_row_list_texts (db,
                            "SELECT g.id FROM group_tree t JOIN groups g ON g.row = t.ancestor"
                            " WHERE t.descendant = $1 ORDER BY t.depth DESC",
                            row, error);
}

static gboolean
give_short_key (LpDb *db, gint64 row, const char *name, GError **error)
{
  g_autofree char *key = lc_group_short_key_new (db, name, error);

  return key != NULL &&
         lp_db_run (db, error, "UPDATE groups SET short_key = $2 WHERE row = $1 AND short_key IS NULL", "it",
                    row, key);
}

static gboolean
is_root (LpDb *db, gint64 row, GError **error)
{
  return lp_db_query_int (db, 0, error, "SELECT 1 FROM groups WHERE row = $1 AND parent IS NULL", "i", row) !=
         0;
}

static void
bind_flag (LpStatement *statement, int parameter, int value)
{
  if (value >= 0)
    lp_statement_bind_int (statement, parameter, value);
}

/* Parameters 1 to 11 of the INSERT and the UPDATE. */
static void
bind_group (LpStatement *statement, const LpGroup *group)
{
  const LpGroupSettings *own = &group->settings;

  lp_statement_bind_text (statement, 1, group->name);
  lp_statement_bind_text (statement, 2, lp_enum_get_nick (LP_TYPE_GROUP_KIND, group->kind));
  lp_statement_bind_text (statement, 3, group->external_id);
  lp_statement_bind_text (statement, 4, own->fiscal_year_end);
  if (own->default_visibility >= 0)
    lp_statement_bind_text (statement, 5, lp_enum_get_nick (LP_TYPE_VISIBILITY, own->default_visibility));
  if (own->allocate_to_creator >= 0)
    lp_statement_bind_text (statement, 6, own->allocate_to_creator ? "creator" : "group");
  lp_statement_bind_text (statement, 7, own->approval);
  lp_statement_bind_text (statement, 8, own->currency);
  lp_statement_bind_text (statement, 9, own->country);
  bind_flag (statement, 10, own->consumer);
  bind_flag (statement, 11, own->bills_clients);
}

/* A name or a customer number that is taken is the person's fault, not the service's. */
static gboolean
explain_conflict (GError *fault, GError **error)
{
  if (fault == NULL)
    return TRUE;
  if (!g_error_matches (fault, LP_ERROR, LP_ERROR_CONFLICT))
    {
      g_propagate_error (error, fault);
      return FALSE;
    }
  g_error_free (fault);
  g_set_error (error, LP_ERROR, LP_ERROR_CONFLICT,
               "Another group beside it has this name, or another group has this customer number.");
  return FALSE;
}

static gboolean
insert_tree (LpDb *db, gint64 row, gint64 parent, GError **error)
{
  return lp_db_run (db, error, "INSERT INTO group_tree (ancestor, descendant, depth) VALUES ($1, $1, 0)", "i",
                    row) &&
         lp_db_run (db, error,
                    "INSERT INTO group_tree (ancestor, descendant, depth)"
                    " SELECT ancestor, $1, depth + 1 FROM group_tree WHERE descendant = $2",
                    "ii", row, parent);
}

gint64
lc_group_insert (LpDb *db, const LpGroup *group, gint64 parent, GError **error)
{
  g_autofree char *id = lc_id_new ();
  GError *fault = NULL;
  LpStatement *insert;
  gint64 row;

  insert = lp_db_prepare (db,
                          "INSERT INTO groups (name, kind, external_id, fiscal_year_end, default_visibility,"
                          " allocate_to, approval, currency, country, consumer, bills_clients, id, parent)"
                          " VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)",
                          error);
  if (insert == NULL)
    return 0;
  bind_group (insert, group);
  lp_statement_bind_text (insert, 12, id);
  if (parent != 0)
    lp_statement_bind_int (insert, 13, parent);
  lp_statement_run (insert, &fault);
  if (!explain_conflict (fault, error))
    return 0;

  row = lp_db_get_last_row (db);
  if (!insert_tree (db, row, parent, error))
    return 0;
  if (parent == 0)
    return lp_db_run (db, error, "UPDATE groups SET short_key = 'V' WHERE row = $1", "i", row) ? row : 0;
  if (is_root (db, parent, &fault) && !give_short_key (db, row, group->name, &fault))
    row = 0;
  return explain_conflict (fault, error) ? row : 0;
}

gboolean
lc_group_update (LpDb *db, gint64 row, const LpGroup *group, GError **error)
{
  GError *fault = NULL;
  LpStatement *update = lp_db_prepare (db,
                                       "UPDATE groups SET name = $1, kind = $2, external_id = $3,"
                                       " fiscal_year_end = $4, default_visibility = $5, allocate_to = $6,"
                                       " approval = $7, currency = $8, country = $9, consumer = $10,"
                                       " bills_clients = $11, version = version + 1 WHERE row = $12",
                                       error);

  if (update == NULL)
    return FALSE;
  bind_group (update, group);
  lp_statement_bind_int (update, 12, row);
  lp_statement_run (update, &fault);
  return explain_conflict (fault, error);
}

gboolean
lc_group_set_parent (LpDb *db, gint64 row, gint64 parent, GError **error)
{
  g_autofree char *name = NULL;
  GError *fault = NULL;

  lp_db_run (db, &fault, "UPDATE groups SET parent = $2, version = version + 1 WHERE row = $1", "ii", row,
             parent);
  if (!explain_conflict (fault, error))
    return FALSE;

  /* Cut the subtree off from the ancestors of its top, then join it to the new ones. */
  if (!lp_db_run (
          db, error,
          "DELETE FROM group_tree WHERE descendant IN (SELECT descendant FROM group_tree WHERE ancestor = $1)"
          " AND ancestor IN (SELECT ancestor FROM group_tree WHERE descendant = $1 AND ancestor <> $1)",
          "i", row) ||
      !lp_db_run (db, error,
                  "INSERT INTO group_tree (ancestor, descendant, depth)"
                  " SELECT up.ancestor, down.descendant, up.depth + down.depth + 1"
                  " FROM group_tree up, group_tree down WHERE up.descendant = $2 AND down.ancestor = $1",
                  "ii", row, parent))
    return FALSE;

  name = lp_db_query_text (db, error, "SELECT name FROM groups WHERE row = $1", "i", row);
  return name != NULL && (!is_root (db, parent, error) || give_short_key (db, row, name, error));
}

char *
lc_group_get_short_key (LpDb *db, gint64 row, GError **error)
{
  /* Nearest to the root but one; the root itself has V. */
  return lp_db_query_text (db, error,
                           "SELECT g.short_key FROM group_tree t JOIN groups g ON g.row = t.ancestor"
                           " LEFT JOIN groups p ON p.row = g.parent"
                           " WHERE t.descendant = $1 AND (g.parent IS NULL OR p.parent IS NULL)"
                           " ORDER BY t.depth LIMIT 1",
                           "i", row);
}

gint64
lc_group_get_billed (LpDb *db, gint64 row, GError **error)
{
  return lp_db_query_int (db, 0, error,
                          "SELECT g.row FROM group_tree t JOIN groups g ON g.row = t.ancestor"
                          " WHERE t.descendant = $1 AND g.kind <> 'unit' ORDER BY t.depth LIMIT 1",
                          "i", row);
}

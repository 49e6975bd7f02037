/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lc-caller.h"
#include "lc-group-rows.h"
#include "lc-id.h"

/* A group as it is stored, and the row of its parent. */
typedef struct
{
  gint64 row;
  gint64 parent;
  LpGroup *group;
} Node;

struct _LcGroupReader
{
  LpDb *db;
  const LcScope *scope;
  GHashTable *nodes; /* row → Node */
};

static void
node_free (gpointer data)
{
  Node *node = data;

  lp_group_unref (node->group);
  g_free (node);
}

LcGroupReader *
lc_group_reader_new (LpDb *db, const LcScope *scope)
{
  LcGroupReader *reader = g_new0 (LcGroupReader, 1);

  reader->db = db;
  reader->scope = scope;
  reader->nodes = g_hash_table_new_full (g_int64_hash, g_int64_equal, NULL, node_free);
  return reader;
}

void
lc_group_reader_free (LcGroupReader *reader)
{
  if (reader == NULL)
    return;
  g_hash_table_unref (reader->nodes);
  g_free (reader);
}

static int
get_flag (LpStatement *row, int column)
{
  return lp_statement_is_null (row, column) ? -1 : lp_statement_get_int (row, column) != 0;
}

static void
read_settings (LpStatement *row, int column, LpGroupSettings *settings)
{
  const char *allocate_to = lp_statement_get_text (row, column + 2);

  settings->fiscal_year_end = lp_statement_dup_text (row, column);
  settings->default_visibility = -1;
  lp_enum_from_nick (LP_TYPE_VISIBILITY, lp_statement_get_text (row, column + 1),
                     &settings->default_visibility);
  settings->allocate_to_creator = allocate_to != NULL ? g_str_equal (allocate_to, "creator") : -1;
  settings->approval = lp_statement_dup_text (row, column + 3);
  settings->currency = lp_statement_dup_text (row, column + 4);
  settings->country = lp_statement_dup_text (row, column + 5);
  settings->consumer = get_flag (row, column + 6);
  settings->bills_clients = get_flag (row, column + 7);
}

static Node *
read_node (LpStatement *row)
{
  Node *node = g_new0 (Node, 1);
  int kind = LP_GROUP_UNIT;

  node->group = lp_group_new ();
  node->row = lp_statement_get_int (row, 0);
  node->parent = lp_statement_get_int (row, 1);
  node->group->id = lp_statement_dup_text (row, 2);
  node->group->name = lp_statement_dup_text (row, 3);
  lp_enum_from_nick (LP_TYPE_GROUP_KIND, lp_statement_get_text (row, 4), &kind);
  node->group->kind = (LpGroupKind) kind;
  node->group->external_id = lp_statement_dup_text (row, 5);
  node->group->etag = lc_etag_new (node->group->id, lp_statement_get_int (row, 6));
  read_settings (row, 7, &node->group->settings);
  return node;
}

static Node *
get_node (LcGroupReader *reader, gint64 row, GError **error)
{
  Node *node = g_hash_table_lookup (reader->nodes, &row);
  LpStatement *statement;

  if (node != NULL)
    return node;
  statement =
      lp_db_query (reader->db, error,
                   "SELECT row, parent, id, name, kind, external_id, version, fiscal_year_end,"
                   " default_visibility, allocate_to, approval, currency, country, consumer, bills_clients"
                   " FROM groups WHERE row = $1",
                   "i", row);
  if (statement == NULL)
    return NULL;
  if (!lp_statement_step (statement, error))
    {
      if (error != NULL && *error == NULL)
        lc_set_not_found (error);
      return NULL;
    }
  node = read_node (statement);
  lp_statement_reset (statement);
  g_hash_table_insert (reader->nodes, &node->row, node);
  return node;
}

static void
inherit_text (char **value, const char *from)
{
  if (*value == NULL)
    *value = g_strdup (from);
}

static void
inherit_flag (int *value, int from)
{
  if (*value < 0)
    *value = from;
}

static void
inherit (LpGroupSettings *settings, const LpGroupSettings *from)
{
  inherit_text (&settings->fiscal_year_end, from->fiscal_year_end);
  inherit_flag (&settings->default_visibility, from->default_visibility);
  inherit_flag (&settings->allocate_to_creator, from->allocate_to_creator);
  inherit_text (&settings->approval, from->approval);
  inherit_text (&settings->currency, from->currency);
  inherit_text (&settings->country, from->country);
  inherit_flag (&settings->consumer, from->consumer);
  inherit_flag (&settings->bills_clients, from->bills_clients);
}

/* What holds where not even the vendor has set anything. */
static void
inherit_shipped (LpGroupSettings *settings)
{
  const LpGroupSettings shipped = {
    .fiscal_year_end = (char *) "12-31",
    .default_visibility = LP_VISIBILITY_VISIBLE,
    .allocate_to_creator = FALSE,
    .approval = (char *) "none",
    .currency = (char *) "EUR",
    .consumer = FALSE,
    .bills_clients = FALSE,
  };

  inherit (settings, &shipped);
}

static gboolean
is_named (const LcScope *scope, const Node *node, gboolean *reseller_seen)
{
  gboolean nearest_reseller = node->group->kind == LP_GROUP_RESELLER && !*reseller_seen;

  if (lc_scope_has_group (scope, node->row))
    return TRUE;
  if (nearest_reseller)
    *reseller_seen = TRUE;
  return nearest_reseller || node->parent == 0;
}

/* Fills what comes from above: path, effective settings, and the parent's id where it is visible. */
static gboolean
read_ancestors (LcGroupReader *reader, const Node *node, LpGroup *group, GError **error)
{
  g_autofree char *path = g_strdup (node->group->name);
  gboolean reseller_seen = FALSE;
  gint64 parent = node->parent;

  inherit (&group->effective, &node->group->settings);
  while (parent != 0)
    {
      const Node *above = get_node (reader, parent, error);

      if (above == NULL)
        return FALSE;
      if (parent == node->parent && lc_scope_has_group (reader->scope, parent))
        group->parent_id = g_strdup (above->group->id);
      if (is_named (reader->scope, above, &reseller_seen))
        {
          char *longer = g_strconcat (above->group->name, "/", path, NULL);

          g_free (path);
          path = longer;
        }
      inherit (&group->effective, &above->group->settings);
      parent = above->parent;
    }
  inherit_shipped (&group->effective);
  group->path = g_steal_pointer (&path);
  return TRUE;
}

LpGroup *
lc_group_reader_read (LcGroupReader *reader, gint64 row, GError **error)
{
  g_autoptr (LpGroup) group = lp_group_new ();
  const Node *node = get_node (reader, row, error);

  if (node == NULL)
    return NULL;
  group->id = g_strdup (node->group->id);
  group->name = g_strdup (node->group->name);
  group->kind = node->group->kind;
  group->external_id = g_strdup (node->group->external_id);
  group->etag = g_strdup (node->group->etag);
  inherit (&group->settings, &node->group->settings);
  return read_ancestors (reader, node, group, error) ? g_steal_pointer (&group) : NULL;
}

LpGroup *
lc_group_load (const LcTransaction *tx, gint64 row, GError **error)
{
  g_autoptr (LcScope) scope = lc_scope_new (tx->db, tx->caller, error);
  g_autoptr (LcGroupReader) reader = NULL;

  if (scope == NULL)
    return NULL;
  reader = lc_group_reader_new (tx->db, scope);
  return lc_group_reader_read (reader, row, error);
}

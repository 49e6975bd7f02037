/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lc-directory-handlers.h"

#include "lc-answer.h"
#include "lc-group-service.h"
#include "lp-wire.h"

/* Parents come first: the key of a page is the depth in the tree and then the row. */
#define DEPTH_SHIFT 40
#define ROW_MASK    ((G_GINT64_CONSTANT (1) << DEPTH_SHIFT) - 1)

static gboolean
list (const LcCall *call, LcPage *page, GError **error)
{
  g_autoptr (LcScope) scope = lc_scope_new (call->tx->db, call->tx->caller, error);
  g_autoptr (LcGroupReader) reader = NULL;
  GError *fault = NULL;
  LpStatement *rows;

  if (scope == NULL)
    return FALSE;
  reader = lc_group_reader_new (call->tx->db, scope);
  rows = lp_db_query (
      call->tx->db, &fault,
      "SELECT g.row, t.depth FROM group_tree t JOIN groups g ON g.row = t.descendant"
      " WHERE t.ancestor = (SELECT row FROM groups WHERE parent IS NULL) AND g.archived_at IS NULL"
      " AND (t.depth > $1 OR (t.depth = $1 AND g.row > $2)) ORDER BY t.depth, g.row",
      "ii", page->after >> DEPTH_SHIFT, page->after & ROW_MASK);
  while (fault == NULL && rows != NULL && lp_statement_step (rows, &fault))
    {
      gint64 row = lp_statement_get_int (rows, 0);
      g_autoptr (LpGroup) group = NULL;

      if (!lc_scope_has_group (scope, row))
        continue;
      if (!lc_page_take (page, lp_statement_get_int (rows, 1) << DEPTH_SHIFT | row))
        break;
      group = lc_group_reader_read (reader, row, &fault);
      if (group != NULL)
        lp_wire_write_group (page->body, group);
    }
  if (rows != NULL)
    lp_statement_reset (rows);
  if (fault != NULL)
    g_propagate_error (error, fault);
  return fault == NULL;
}

LcReply *
lc_handle_group_list (const LcCall *call, char **current, GError **error)
{
  g_auto (LcPage) page = { 0 };

  if (!lc_page_init (&page, call, error) || !list (call, &page, error))
    return NULL;
  return lc_page_finish (&page, call);
}

static LcReply *
answer_group (const LcTransaction *tx, guint status, gint64 row, GError **error)
{
  g_autoptr (LpGroup) group = lc_group_load (tx, row, error);
  LcReply *reply;
  GString *body;

  if (group == NULL)
    return NULL;
  body = g_string_new (NULL);
  lp_wire_write_group (body, group);
  reply = lc_answer_object (status, body, g_strdup (group->etag));
  if (status == 201)
    reply->location = g_strconcat ("/v1/groups/", group->id, NULL);
  return reply;
}

LcReply *
lc_handle_group_get (const LcCall *call, char **current, GError **error)
{
  gint64 row = lc_group_get (call->tx, call->path[0], error);

  return row != 0 ? answer_group (call->tx, 200, row, error) : NULL;
}

static const char *
peek_string (JsonObject *body, const char *name)
{
  JsonNode *node = json_object_get_member (body, name);

  return node != NULL && json_node_get_value_type (node) == G_TYPE_STRING ? json_node_get_string (node)
                                                                          : NULL;
}

static void
apply_text (JsonObject *body, const char *name, char **value, GError **error)
{
  if (!json_object_has_member (body, name))
    return;
  g_free (*value);
  *value = g_strdup (lp_wire_get_string (body, "", name, FALSE, error));
}

/* Puts the members of the body over @group. */
static void
apply (JsonObject *body, LpGroup *group, GError **error)
{
  static const char *const known[] = { "parent_id", "name", "kind", "external_id", "settings", NULL };
  static const char *const known_settings[] = { LP_WIRE_GROUP_SETTINGS, NULL };
  JsonObject *settings = lp_wire_get_object (body, "", "settings", FALSE, error);

  (void) lp_wire_get_string (body, "", "parent_id", json_object_has_member (body, "parent_id"), error);
  apply_text (body, "name", &group->name, error);
  apply_text (body, "external_id", &group->external_id, error);
  group->kind = (LpGroupKind) lp_wire_get_enum (body, "", "kind", LP_TYPE_GROUP_KIND, FALSE, group->kind,
                                                error);
  if (settings != NULL)
    {
      lp_wire_apply_group_settings (settings, "/settings", &group->settings, error);
      lp_wire_finish (settings, "/settings", known_settings, error);
    }
  lp_wire_finish (body, "", known, error);
}

static gboolean
take_fault (GError *fault, GError **error)
{
  if (fault != NULL)
    g_propagate_error (error, fault);
  return fault == NULL;
}

LcReply *
lc_handle_group_create (const LcCall *call, char **current, GError **error)
{
  const char *parent_id = peek_string (call->body, "parent_id");
  g_autoptr (LpGroup) group = lp_group_new ();
  g_autoptr (LpGroup) above = NULL;
  GError *fault = NULL;
  gint64 parent = 0, row;

  if (parent_id != NULL)
    {
      parent = lc_group_get (call->tx, parent_id, error);
      if (parent == 0 || !lc_group_check (call->tx, parent, LP_ACTION_CREATE_SUBGROUP, error) ||
          (above = lc_group_load (call->tx, parent, error)) == NULL)
        return NULL;
    }
  group->kind = LP_GROUP_UNIT;
  apply (call->body, group, &fault);
  if (parent_id == NULL && !json_object_has_member (call->body, "parent_id"))
    lp_error_add_field (&fault, "/parent_id", "This is needed: the id of the group above.");
  if (fault == NULL && lc_group_has_billing_change (NULL, group) &&
      !lc_group_check (call->tx, parent, LP_ACTION_CHANGE_GROUP_BILLING, error))
    return NULL;
  if (above != NULL)
    lc_group_validate (group, &above->effective, FALSE, &fault);
  if (!take_fault (fault, error))
    return NULL;
  row = lc_group_create (call->tx, parent, group, error);
  return row != 0 ? answer_group (call->tx, 201, row, error) : NULL;
}

static gboolean
match (const LcCall *call, const LpGroup *group, char **current, GError **error)
{
  GString *body = g_string_new (NULL);

  lp_wire_write_group (body, group);
  return lc_answer_match (call, group->etag, body, current, error);
}

/* The new parent, found and allowed; 0 without error if none was given. */
static gboolean
find_parent (const LcCall *call, gint64 row, gint64 *parent, GError **error)
{
  const char *id = peek_string (call->body, "parent_id");
  gint64 present;

  *parent = 0;
  if (id == NULL)
    return TRUE;
  *parent = lc_group_get (call->tx, id, error);
  if (*parent == 0)
    return FALSE;
  present = lp_db_query_int (call->tx->db, 0, error, "SELECT COALESCE (parent, 0) FROM groups WHERE row = $1",
                             "i", row);
  return *parent == present || lc_group_check_move (call->tx, row, *parent, error);
}

/* Settings inherited from where the group will be. */
static LpGroup *
load_above (const LcTransaction *tx, gint64 row, gint64 parent, GError **error)
{
  if (parent == 0)
    parent = lp_db_query_int (tx->db, 0, error, "SELECT COALESCE (parent, 0) FROM groups WHERE row = $1", "i",
                              row);
  return lc_group_load (tx, parent != 0 ? parent : row, error);
}

/* Whether the body names anything but what concerns billing. */
static gboolean
is_beyond_billing (JsonObject *body)
{
  static const char *const own[] = { "fiscal_year_end", "default_visibility", "allocate_to", "approval",
                                     NULL };
  JsonNode *settings = json_object_get_member (body, "settings");

  if (json_object_has_member (body, "name") || json_object_has_member (body, "parent_id"))
    return TRUE;
  for (gsize i = 0; settings != NULL && JSON_NODE_HOLDS_OBJECT (settings) && own[i] != NULL; i++)
    if (json_object_has_member (json_node_get_object (settings), own[i]))
      return TRUE;
  return FALSE;
}

/* Finance of the root changes what concerns billing without being admin. */
static gboolean
check_change (const LcCall *call, gint64 row, GError **error)
{
  return (!is_beyond_billing (call->body) &&
          lc_group_check (call->tx, row, LP_ACTION_CHANGE_GROUP_BILLING, NULL)) ||
         lc_group_check (call->tx, row, LP_ACTION_CHANGE_GROUP, error);
}

LcReply *
lc_handle_group_change (const LcCall *call, char **current, GError **error)
{
  gint64 row = lc_group_get (call->tx, call->path[0], error), parent;
  g_autoptr (LpGroup) old = NULL;
  g_autoptr (LpGroup) group = NULL;
  g_autoptr (LpGroup) above = NULL;
  GError *fault = NULL;

  if (row == 0 || !find_parent (call, row, &parent, error) || !check_change (call, row, error))
    return NULL;
  old = lc_group_load (call->tx, row, error);
  group = old != NULL ? lc_group_load (call->tx, row, error) : NULL;
  above = group != NULL ? load_above (call->tx, row, parent, error) : NULL;
  if (above == NULL)
    return NULL;
  apply (call->body, group, &fault);
  if (fault == NULL && lc_group_has_billing_change (old, group) &&
      !lc_group_check (call->tx, row, LP_ACTION_CHANGE_GROUP_BILLING, error))
    return NULL;
  if (!lc_answer_check_given (call, error))
    {
      g_clear_error (&fault);
      return NULL;
    }
  lc_group_validate (group, &above->effective, old->kind == LP_GROUP_VENDOR, &fault);
  if (!take_fault (fault, error) || !match (call, old, current, error) ||
      !lc_group_change (call->tx, row, parent, group, error))
    return NULL;
  return answer_group (call->tx, 200, row, error);
}

LcReply *
lc_handle_group_archive (const LcCall *call, char **current, GError **error)
{
  gint64 row = lc_group_get (call->tx, call->path[0], error);
  g_autoptr (LpGroup) group = NULL;

  if (row == 0 || !lc_group_check (call->tx, row, LP_ACTION_CHANGE_GROUP, error) ||
      !lc_answer_check_given (call, error) || (group = lc_group_load (call->tx, row, error)) == NULL ||
      !match (call, group, current, error) || !lc_group_archive (call->tx, row, error))
    return NULL;
  return lc_reply_new (204);
}

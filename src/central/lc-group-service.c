/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lc-group-service.h"

#include <string.h>

#include "lc-audit.h"
#include "lc-caller.h"
#include "lc-vendor.h"
#include "lp-order-rules.h"
#include "lp-subscription-rules.h"
#include "lp-wire.h"

#define MAX_EXTERNAL_ID 64

gint64
lc_group_get (const LcTransaction *tx, const char *id, GError **error)
{
  gint64 row = lc_group_find (tx->db, id, error);

  return row != 0 && lc_group_check (tx, row, LP_ACTION_VIEW_GROUP, error) ? row : 0;
}

gboolean
lc_group_check (const LcTransaction *tx, gint64 row, LpAction action, GError **error)
{
  g_auto (GStrv) path = lc_group_dup_path (tx->db, row, error);
  LpPermissionObject object = { .path = (const char *const *) path };

  return path != NULL && lc_caller_check (tx, action, &object, error);
}

gboolean
lc_group_check_move (const LcTransaction *tx, gint64 row, gint64 parent, GError **error)
{
  g_auto (GStrv) path = lc_group_dup_path (tx->db, row, error);
  g_auto (GStrv) to_path = path != NULL ? lc_group_dup_path (tx->db, parent, error) : NULL;
  LpPermissionObject object = { .path = (const char *const *) path,
                                .to_path = (const char *const *) to_path };

  return to_path != NULL && lc_caller_check (tx, LP_ACTION_MOVE_GROUP, &object, error);
}

static void
replace (char **text, char *with)
{
  g_free (*text);
  *text = with;
}

static gboolean
is_capitals (const char *text, gsize length)
{
  if (strlen (text) != length)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isupper (text[i]))
      return FALSE;
  return TRUE;
}

static void
validate_settings (const LpGroupSettings *own,
                   const LpGroupSettings *inherited,
                   gboolean is_root,
                   GError **error)
{
  if (own->fiscal_year_end != NULL && lp_fiscal_year_end (0, own->fiscal_year_end) == LP_DATE_NONE)
    lp_error_add_field (error, "/settings/fiscal_year_end",
                        "A fiscal year end is a month and day, such as 12-31.");
  if (own->currency != NULL && !is_capitals (own->currency, 3))
    lp_error_add_field (error, "/settings/currency", "A currency has three capital letters, such as EUR.");
  if (own->country != NULL && !is_capitals (own->country, 2))
    lp_error_add_field (error, "/settings/country", "A country has two capital letters, such as DE.");
  if (own->approval == NULL)
    return;
  if (!lp_approval_is_valid (own->approval))
    lp_error_add_field (error, "/settings/approval",
                        "This must be none, always, or above_quantity:N with a number N.");
  else if (!is_root && lp_approval_is_looser (own->approval, inherited->approval))
    lp_error_add_field (error, "/settings/approval",
                        "A subgroup may make approval stricter than “%s”, never looser.",
                        inherited->approval);
}

void
lc_group_validate (LpGroup *group, const LpGroupSettings *inherited, gboolean is_root, GError **error)
{
  replace (&group->name, lp_text_validate (group->name, "/name", 1, LP_NAME_MAX, error));
  if (group->name != NULL && strchr (group->name, '/') != NULL)
    lp_error_add_field (error, "/name", "A name contains no slash, since paths are made of names.");
  if (group->external_id != NULL)
    replace (&group->external_id,
             lp_text_validate (group->external_id, "/external_id", 1, MAX_EXTERNAL_ID, error));
  if (is_root != (group->kind == LP_GROUP_VENDOR))
    lp_error_add_field (
        error, "/kind",
        "Only the root of the tree is the vendor: this must be one of: reseller, client, unit.");
  validate_settings (&group->settings, inherited, is_root, error);
}

gboolean
lc_group_has_billing_change (const LpGroup *old, const LpGroup *now)
{
  g_autoptr (LpGroup) nothing = lp_group_new ();
  LpGroupKind kind = old != NULL ? old->kind : now->kind;

  /* Whoever may create a subgroup may choose between client and unit, not make a reseller. */
  if (old == NULL && now->kind == LP_GROUP_RESELLER)
    return TRUE;
  if (old == NULL)
    old = nothing;
  return kind != now->kind || g_strcmp0 (old->external_id, now->external_id) != 0 ||
         g_strcmp0 (old->settings.country, now->settings.country) != 0 ||
         g_strcmp0 (old->settings.currency, now->settings.currency) != 0 ||
         old->settings.consumer != now->settings.consumer ||
         old->settings.bills_clients != now->settings.bills_clients;
}

static char *
write_group (const LcTransaction *tx, gint64 row, LpGroup **group, GError **error)
{
  GString *text;

  *group = lc_group_load (tx, row, error);
  if (*group == NULL)
    return NULL;
  text = g_string_new (NULL);
  lp_wire_write_group (text, *group);
  return g_string_free (text, FALSE);
}

static gboolean
record (const LcTransaction *tx, const char *action, gint64 row, const char *before, GError **error)
{
  g_autoptr (LpGroup) group = NULL;
  g_autofree char *after = write_group (tx, row, &group, error);
  LcAuditEntry entry = {
    .action = action, .object_kind = "group", .group = row, .before = before, .after = after
  };

  if (after == NULL)
    return FALSE;
  entry.object_id = group->id;
  entry.label = group->name;
  return lc_audit_add (tx, &entry, error);
}

gint64
lc_group_create (const LcTransaction *tx, gint64 parent, const LpGroup *group, GError **error)
{
  gint64 row = lc_group_insert (tx->db, group, parent, error);

  return row != 0 && record (tx, "group.create", row, NULL, error) &&
                 lc_change_add (tx, LC_CHANGE_GROUP, row, NULL, error)
             ? row
             : 0;
}

/* Path and inherited settings of the whole subtree may have changed. */
static gboolean
tell_subtree (const LcTransaction *tx, gint64 row, GError **error)
{
  return lp_db_run (tx->db, error,
                    "INSERT INTO change (kind, object, at) SELECT 'group', descendant, $2 FROM group_tree"
                    " WHERE ancestor = $1 ORDER BY depth",
                    "it", row, tx->now);
}

/* Whose view of the subtree a move from one parent to another gives or takes. */
static gboolean
reset_overseers (const LcTransaction *tx, gint64 from, gint64 to, GError **error)
{
  return lp_db_run (tx->db, error,
                    "INSERT INTO change (kind, object, at)"
                    " SELECT DISTINCT 'reset', m.person, $3 FROM membership m WHERE m.role <> 'member'"
                    " AND ((m.group_row IN (SELECT ancestor FROM group_tree WHERE descendant = $1))"
                    "   <> (m.group_row IN (SELECT ancestor FROM group_tree WHERE descendant = $2)))",
                    "iit", from, to, tx->now);
}

static gboolean
move (const LcTransaction *tx, gint64 row, gint64 parent, GError **error)
{
  gint64 from = lp_db_query_int (tx->db, 0, error, "SELECT parent FROM groups WHERE row = $1", "i", row);

  if (lp_db_query_int (tx->db, 0, error, "SELECT 1 FROM group_tree WHERE ancestor = $1 AND descendant = $2",
                       "ii", row, parent) != 0)
    {
      lp_error_add_field (error, "/parent_id", "A group cannot be moved into itself or below itself.");
      return FALSE;
    }
  return lc_group_set_parent (tx->db, row, parent, error) && reset_overseers (tx, from, parent, error);
}

static gboolean
is_same (const LpGroup *a, const LpGroup *b)
{
  g_autoptr (GString) left = g_string_new (NULL);
  g_autoptr (GString) right = g_string_new (NULL);

  lp_wire_write_group_settings (left, &a->settings);
  lp_wire_write_group_settings (right, &b->settings);
  return g_str_equal (a->name, b->name) && a->kind == b->kind &&
         g_strcmp0 (a->external_id, b->external_id) == 0 && g_string_equal (left, right);
}

gboolean
lc_group_change (const LcTransaction *tx, gint64 row, gint64 parent, const LpGroup *group, GError **error)
{
  g_autoptr (LpGroup) old = NULL;
  g_autofree char *before = write_group (tx, row, &old, error);
  gint64 present = lp_db_query_int (tx->db, 0, error,
                                    "SELECT COALESCE (parent, 0) FROM groups WHERE row = $1", "i", row);
  gboolean moves = parent != 0 && parent != present;

  if (before == NULL)
    return FALSE;
  if (!moves && is_same (old, group))
    return TRUE;
  if (moves && !move (tx, row, parent, error))
    return FALSE;
  if (!is_same (old, group) && !lc_group_update (tx->db, row, group, error))
    return FALSE;
  return record (tx, moves ? "group.move" : "group.change", row, before, error) &&
         tell_subtree (tx, row, error);
}

static gboolean
check_empty (const LcTransaction *tx, gint64 row, GError **error)
{
  /* clang-format off */
  static const struct { const char *sql, *what; } contents[] = {
    { "SELECT 1 FROM ticket WHERE group_row = $1 LIMIT 1", "tickets" },
    { "SELECT 1 FROM membership WHERE group_row = $1 LIMIT 1", "members" },
    { "SELECT 1 FROM groups WHERE parent = $1 AND archived_at IS NULL LIMIT 1", "subgroups" },
    { "SELECT 1 FROM orders WHERE group_row = $1 AND state = 'requested' LIMIT 1", "orders that wait for approval" },
  };
  /* clang-format on */
  GError *fault = NULL;

  for (gsize i = 0; i < G_N_ELEMENTS (contents) && fault == NULL; i++)
    if (lp_db_query_int (tx->db, 0, &fault, contents[i].sql, "i", row) != 0)
      g_set_error (&fault, LP_ERROR, LP_ERROR_NOT_EMPTY, "The group still has %s: move or remove them first.",
                   contents[i].what);
  if (fault != NULL)
    g_propagate_error (error, fault);
  return fault == NULL;
}

gboolean
lc_group_archive (const LcTransaction *tx, gint64 row, GError **error)
{
  if (lc_vendor_get_root (tx->db, error) == row)
    {
      g_set_error (error, LP_ERROR, LP_ERROR_CONFLICT, "The vendor itself cannot be archived.");
      return FALSE;
    }
  return check_empty (tx, row, error) && record (tx, "group.archive", row, NULL, error) &&
         lp_db_run (tx->db, error, "DELETE FROM invitation WHERE group_row = $1 AND accepted_at IS NULL", "i",
                    row) &&
         lp_db_run (tx->db, error, "UPDATE groups SET archived_at = $2, version = version + 1 WHERE row = $1",
                    "it", row, tx->now) &&
         lc_change_add (tx, LC_CHANGE_GROUP, row, NULL, error);
}

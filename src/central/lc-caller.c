/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lc-caller.h"

#include "lc-group-rows.h"
#include "lc-memo.h"
#include "lc-scope.h"

static gboolean
load_rights (LpDb *db, gint64 person_row, GPtrArray *memberships, GError **error)
{
  GError *fault = NULL;
  LpStatement *rows =
      lp_db_query (db, &fault,
                   "SELECT g.id, c.id, r.rights FROM membership_right r"
                   " JOIN groups g ON g.row = r.group_row JOIN category c ON c.row = r.category"
                   " WHERE r.person = $1 ORDER BY c.row",
                   "i", person_row);

  while (rows != NULL && lp_statement_step (rows, &fault))
    for (guint i = 0; i < memberships->len; i++)
      {
        LpMembership *membership = g_ptr_array_index (memberships, i);

        if (g_str_equal (membership->group_id, lp_statement_get_text (rows, 0)))
          lp_category_rights_add (membership->rights, lp_statement_get_text (rows, 1),
                                  (LpRights) lp_statement_get_int (rows, 2));
      }
  if (fault != NULL)
    g_propagate_error (error, fault);
  return fault == NULL;
}

static GPtrArray *
load_memberships (LpDb *db, gint64 person_row, GError **error)
{
  g_autoptr (GPtrArray) memberships = g_ptr_array_new_with_free_func ((GDestroyNotify) lp_membership_unref);
  GError *fault = NULL;
  LpStatement *rows =
      lp_db_query (db, &fault,
                   "SELECT g.id, m.role FROM membership m JOIN groups g ON g.row = m.group_row"
                   " WHERE m.person = $1 AND g.archived_at IS NULL ORDER BY g.row",
                   "i", person_row);

  while (rows != NULL && lp_statement_step (rows, &fault))
    {
      LpMembership *membership = lp_membership_new ();
      int role = LP_ROLE_MEMBER;

      lp_enum_from_nick (LP_TYPE_ROLE, lp_statement_get_text (rows, 1), &role);
      membership->group_id = lp_statement_dup_text (rows, 0);
      membership->role = (LpRole) role;
      g_ptr_array_add (memberships, membership);
    }
  if (fault != NULL)
    {
      g_propagate_error (error, fault);
      return NULL;
    }
  return load_rights (db, person_row, memberships, error) ? g_steal_pointer (&memberships) : NULL;
}

static char *
load_root_id (LpDb *db, GError **error)
{
  return lp_db_query_text (db, error, "SELECT id FROM groups WHERE parent IS NULL", "");
}

LcCaller *
lc_caller_load (LpDb *db, gint64 person_row, GError **error)
{
  g_autoptr (LcCaller) caller = g_rc_box_new0 (LcCaller);
  GError *fault = NULL;
  LpStatement *row = lp_db_query (db, error, "SELECT id, name, state FROM person WHERE row = $1", "i",
                                  person_row);

  if (row == NULL)
    return NULL;
  if (!lp_statement_step (row, &fault) || g_strcmp0 (lp_statement_get_text (row, 2), "active") != 0)
    {
      lp_statement_reset (row);
      if (fault != NULL)
        g_propagate_error (error, fault);
      else
        g_set_error (error, LP_ERROR, LP_ERROR_UNAUTHORIZED, "Sign in first.");
      return NULL;
    }
  caller->person_row = person_row;
  caller->person_id = lp_statement_dup_text (row, 0);
  caller->person_name = lp_statement_dup_text (row, 1);
  lp_statement_reset (row);

  caller->sight = lc_sight_new ();
  caller->memberships = load_memberships (db, person_row, error);
  if (caller->memberships == NULL)
    return NULL;
  caller->actor.person_id = caller->person_id;
  caller->actor.memberships = caller->memberships;
  caller->actor.root_id = load_root_id (db, error);
  return caller->actor.root_id != NULL ? g_steal_pointer (&caller) : NULL;
}

LcCaller *
lc_caller_load_signed_in (const LcTransaction *tx,
                          gint64 person_row,
                          const char *session_id,
                          LcTokenScope scope,
                          GError **error)
{
  g_autofree char *key = g_strconcat ("caller ", session_id, NULL);
  LcCaller *caller = lc_memo_get (tx->memo, key);

  if (caller != NULL)
    return lc_caller_ref (caller);

  caller = lc_caller_load (tx->db, person_row, error);
  if (caller == NULL)
    return NULL;

  caller->session_id = g_strdup (session_id);
  caller->scope = scope;
  lc_memo_put (tx->memo, key, lc_caller_ref (caller), (GDestroyNotify) lc_caller_unref);
  return caller;
}

LcCaller *
lc_caller_ref (LcCaller *caller)
{
  return g_rc_box_acquire (caller);
}

static void
clear (gpointer data)
{
  LcCaller *caller = data;

  g_clear_pointer (&caller->sight, lc_sight_free);
  g_free (caller->person_id);
  g_free (caller->person_name);
  g_free (caller->session_id);
  g_clear_pointer (&caller->memberships, g_ptr_array_unref);
  g_free ((char *) caller->actor.root_id);
}

void
lc_caller_unref (LcCaller *caller)
{
  g_rc_box_release_full (caller, clear);
}

gboolean
lc_caller_is_member (const LcCaller *caller, const char *group_id)
{
  for (guint i = 0; i < caller->memberships->len; i++)
    if (g_str_equal (((LpMembership *) g_ptr_array_index (caller->memberships, i))->group_id, group_id))
      return TRUE;
  return FALSE;
}

gboolean
lc_caller_has_role_beyond_member (const LcCaller *caller)
{
  for (guint i = 0; i < caller->memberships->len; i++)
    if (((LpMembership *) g_ptr_array_index (caller->memberships, i))->role != LP_ROLE_MEMBER)
      return TRUE;
  return FALSE;
}

gboolean
lc_caller_check (const LcTransaction *tx, LpAction action, const LpPermissionObject *object, GError **error)
{
  return tx->caller == NULL || lp_permission_check (&tx->caller->actor, action, object, error);
}

gboolean
lc_set_not_found (GError **error)
{
  g_set_error (error, LP_ERROR, LP_ERROR_NOT_FOUND, "It does not exist, or you may not see it.");
  return FALSE;
}

void
lc_caller_name_missing (GError **error, const char *pointer)
{
  if (g_error_matches (*error, LP_ERROR, LP_ERROR_NOT_FOUND))
    lp_error_add_field (error, pointer, "This does not exist, or you may not see it.");
}

gint64
lc_caller_find_group (const LcTransaction *tx, const char *id, GError **error)
{
  gint64 row = lc_group_find (tx->db, id, error);
  g_auto (GStrv) path = row != 0 ? lc_group_dup_path (tx->db, row, error) : NULL;
  LpPermissionObject object = { .path = (const char *const *) path };

  return path != NULL && lc_caller_check (tx, LP_ACTION_VIEW_GROUP, &object, error) ? row : 0;
}

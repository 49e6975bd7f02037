/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lc-id.h"
#include "lc-person-rows.h"

static gboolean
read_rights (LpDb *db, gint64 person, gint64 group, LpMembership *membership, GError **error)
{
  GError *fault = NULL;
  LpStatement *rows =
      lp_db_query (db, &fault,
                   "SELECT c.id, r.rights FROM membership_right r JOIN category c"
                   " ON c.row = r.category WHERE r.person = $1 AND r.group_row = $2 ORDER BY c.row",
                   "ii", person, group);

  while (rows != NULL && lp_statement_step (rows, &fault))
    lp_category_rights_add (membership->rights, lp_statement_get_text (rows, 0),
                            (LpRights) lp_statement_get_int (rows, 1));
  if (fault != NULL)
    g_propagate_error (error, fault);
  return fault == NULL;
}

LpMembership *
lc_membership_load (LpDb *db, gint64 person, gint64 group, GError **error)
{
  g_autoptr (LpMembership) membership = NULL;
  g_autofree char *name = NULL;
  int role = LP_ROLE_MEMBER;
  LpStatement *row = lp_db_query (db, error,
                                  "SELECT g.id, m.role, m.version FROM membership m JOIN groups g"
                                  " ON g.row = m.group_row WHERE m.person = $1 AND m.group_row = $2",
                                  "ii", person, group);

  if (row == NULL || !lp_statement_step (row, error))
    return NULL;
  membership = lp_membership_new ();
  membership->group_id = lp_statement_dup_text (row, 0);
  lp_enum_from_nick (LP_TYPE_ROLE, lp_statement_get_text (row, 1), &role);
  membership->role = (LpRole) role;
  name = g_strdup_printf ("m%" G_GINT64_FORMAT, lp_statement_get_int (row, 2));
  lp_statement_reset (row);

  membership->person = lc_person_load (db, person, error);
  if (membership->person == NULL || !read_rights (db, person, group, membership, error))
    return NULL;
  /* Its version is unique among all that this pair ever had. */
  membership->etag = g_strdup_printf ("\"%s-%s\"", membership->person->id, name);
  return g_steal_pointer (&membership);
}

gboolean
lc_membership_exists (LpDb *db, gint64 person, gint64 group, GError **error)
{
  return lp_db_query_int (db, 0, error, "SELECT 1 FROM membership WHERE person = $1 AND group_row = $2", "ii",
                          person, group) != 0;
}

static gboolean
put_right (LpDb *db, gint64 person, gint64 group, const LpCategoryRights *right, GError **error)
{
  GError *fault = NULL;
  gint64 category = lp_db_query_int (db, 0, &fault,
                                     "SELECT row FROM category WHERE id = $1 AND archived_at IS NULL", "t",
                                     right->category_id);

  if (fault != NULL)
    {
      g_propagate_error (error, fault);
      return FALSE;
    }
  if (category == 0)
    {
      g_autofree char *pointer = lp_pointer_join ("/rights", right->category_id);

      lp_error_add_field (error, pointer, "There is no category with this id.");
      return FALSE;
    }
  return right->rights == 0 ||
         lp_db_run (
             db, error,
             "INSERT INTO membership_right (person, group_row, category, rights) VALUES ($1, $2, $3, $4)",
             "iiii", person, group, category, (gint64) right->rights);
}

/* A version counts on from all changes there were, so that a membership that comes back has another one; what was loaded
 * before there was any change has its own number to count on from. */
gboolean
lc_membership_put (LpDb *db, gint64 person, gint64 group, const LpMembership *membership, GError **error)
{
  if (!lp_db_run (
          db, error,
          "INSERT INTO membership (person, group_row, role, version)"
          " VALUES ($1, $2, $3, (SELECT COALESCE (MAX (seq), 0) + 1 FROM change))"
          " ON CONFLICT (person, group_row) DO UPDATE SET role = excluded.role, version = CASE"
          "  WHEN excluded.version > membership.version THEN excluded.version ELSE membership.version + 1 END",
          "iit", person, group, lp_enum_get_nick (LP_TYPE_ROLE, membership->role)) ||
      !lp_db_run (db, error, "DELETE FROM membership_right WHERE person = $1 AND group_row = $2", "ii",
                  person, group))
    return FALSE;

  for (guint i = 0; membership->rights != NULL && i < membership->rights->len; i++)
    if (!put_right (db, person, group, &g_array_index (membership->rights, LpCategoryRights, i), error))
      return FALSE;
  return TRUE;
}

gboolean
lc_membership_delete (LpDb *db, gint64 person, gint64 group, GError **error)
{
  return lp_db_run (db, error, "DELETE FROM membership_right WHERE person = $1 AND group_row = $2", "ii",
                    person, group) &&
         lp_db_run (db, error, "DELETE FROM membership WHERE person = $1 AND group_row = $2", "ii", person,
                    group);
}

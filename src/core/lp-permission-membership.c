/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lp-permission.h"

#include "lp-error.h"

/* Who may change whose membership, and what a membership means in words. */

static LpRights
rights_in (const LpMembership *membership, const char *category_id)
{
  if (membership == NULL || membership->role != LP_ROLE_ADMIN)
    return 0;
  return lp_category_rights_get (membership->rights, category_id);
}

static gboolean
check_category (const LpActor *actor,
                const char *const *path,
                gboolean is_own,
                const char *category_id,
                LpRights old,
                LpRights now,
                GError **error)
{
  LpRights missing = (old ^ now) & ~lp_permission_get_rights (actor, path, category_id);

  if (is_own && (now & ~old) != 0)
    {
      g_set_error (error, LP_ERROR, LP_ERROR_RIGHT_MISSING,
                   "No one adds rights to her own membership: another admin must do it.");
      return FALSE;
    }

  for (guint bit = LP_RIGHT_CREATE; bit <= LP_RIGHT_REVOKE; bit <<= 1)
    if (missing & bit)
      {
        g_set_error (
            error, LP_ERROR, LP_ERROR_RIGHT_MISSING,
            "You may give or take only category rights that you hold at this group: you lack “%s” on the "
            "category “%s”.",
            lp_enum_get_nick (LP_TYPE_RIGHTS, (int) bit), category_id);
        return FALSE;
      }
  return TRUE;
}

static gboolean
check_all_of (const LpActor *actor,
              const char *const *path,
              gboolean is_own,
              const LpMembership *named,
              const LpMembership *old,
              const LpMembership *now,
              GError **error)
{
  for (guint i = 0; named != NULL && named->rights != NULL && i < named->rights->len; i++)
    {
      const char *category_id = g_array_index (named->rights, LpCategoryRights, i).category_id;

      if (!check_category (actor, path, is_own, category_id, rights_in (old, category_id),
                           rights_in (now, category_id), error))
        return FALSE;
    }
  return TRUE;
}

gboolean
lp_permission_may_change_membership (const LpActor *actor,
                                     const char *const *path,
                                     const char *person_id,
                                     const LpMembership *old,
                                     const LpMembership *new_,
                                     GError **error)
{
  LpPermissionObject object = { .path = path };
  gboolean is_own = g_strcmp0 (person_id, actor->person_id) == 0;

  if (!lp_permission_check (actor, LP_ACTION_CHANGE_MEMBERSHIPS, &object, error))
    return FALSE;

  /* In the vendor group the rights of an admin are ignored: that role has them all. */
  if (path != NULL && path[0] != NULL && path[1] == NULL && g_strcmp0 (path[0], actor->root_id) == 0)
    return TRUE;
  return check_all_of (actor, path, is_own, old, old, new_, error) &&
         check_all_of (actor, path, is_own, new_, old, new_, error);
}

/* How many categories @membership has @right on. */
static guint
count_right (const LpMembership *membership, LpRights right)
{
  guint count = 0;

  for (guint i = 0; membership->rights != NULL && i < membership->rights->len; i++)
    if (g_array_index (membership->rights, LpCategoryRights, i).rights & right)
      count++;
  return count;
}

static void
describe_right (GString *text, const LpMembership *membership, LpRights right, const char *words)
{
  guint count = count_right (membership, right);

  if (count > 0)
    g_string_append_printf (text, ", %s in %u %s", words, count, count == 1 ? "category" : "categories");
}

char *
lp_permission_describe (const LpActor *actor, const LpMembership *membership)
{
  GString *text;

  switch (membership->role)
    {
    case LP_ROLE_SUPPORT:
      return g_strdup ("Sees everything in this group and below, and allocates tickets.");
    case LP_ROLE_FINANCE:
      if (actor->root_id != NULL && g_strcmp0 (membership->group_id, actor->root_id) == 0)
        return g_strdup ("Sees everything, runs reports, sets prices and closes periods.");
      return g_strdup ("Sees everything in this group and below, and runs reports.");
    case LP_ROLE_MEMBER:
      return g_strdup ("Uses licenses that are allocated to her or visible in this group.");
    case LP_ROLE_ADMIN:
    default:
      break;
    }

  if (actor->root_id != NULL && g_strcmp0 (membership->group_id, actor->root_id) == 0)
    return g_strdup ("Vendor admin: may do everything in every group.");

  text = g_string_new ("Administers this group and everything below: people, subgroups, allocation");
  describe_right (text, membership, LP_RIGHT_CREATE, "creates licenses");
  describe_right (text, membership, LP_RIGHT_MODIFY, "changes and cancels them");
  describe_right (text, membership, LP_RIGHT_REVOKE, "revokes them");
  g_string_append_c (text, '.');
  return g_string_free (text, FALSE);
}

/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lp-sight.h"

/*   vendor ─┬─ north ── acme ── cad
 *           └─ south                    */
static const char *const groups[] = { "vendor", "north", "acme", "cad", "south" };
static const char *const paths[][5] = {
  { "vendor" },
  { "vendor", "north" },
  { "vendor", "north", "acme" },
  { "vendor", "north", "acme", "cad" },
  { "vendor", "south" },
};

/* Of each group either nothing or one of the four roles: digits of a number to the base 5. */
#define N_CHOICES     5
#define N_MEMBERSHIPS 3125

static GPtrArray *
make_memberships (int number)
{
  GPtrArray *memberships = g_ptr_array_new_with_free_func ((GDestroyNotify) lp_membership_unref);

  for (gsize i = 0; i < G_N_ELEMENTS (groups); i++, number /= N_CHOICES)
    {
      LpMembership *membership;

      if (number % N_CHOICES == 0)
        continue;
      membership = lp_membership_new ();
      membership->group_id = g_strdup (groups[i]);
      membership->role = (LpRole) (number % N_CHOICES - 1);
      g_ptr_array_add (memberships, membership);
    }
  return memberships;
}

static gboolean
has_way_to_activate (GArray *sights)
{
  for (guint i = 0; i < sights->len; i++)
    if (g_array_index (sights, LpSight, i).kind != LP_SIGHT_ROLE)
      return TRUE;
  return FALSE;
}

/* Whoever holds only what one reason names sees the ticket all the same: each is a reason by itself. */
static void
check_each_alone (const LpActor *actor, const LpPermissionObject *ticket, GArray *sights)
{
  for (guint i = 0; i < sights->len; i++)
    {
      const LpSight *sight = &g_array_index (sights, LpSight, i);
      g_autoptr (GPtrArray) alone = g_ptr_array_new ();
      const LpActor with_this = { actor->person_id, alone, actor->root_id };

      g_assert_true ((sight->membership == NULL) == (sight->kind == LP_SIGHT_ASSIGNED));
      if (sight->membership != NULL)
        g_ptr_array_add (alone, (gpointer) sight->membership);
      g_assert_true (lp_permission_check (&with_this, LP_ACTION_VIEW_TICKET, ticket, NULL));
    }
}

/* The explanation and the decision are never of two minds, whatever a person is and wherever the ticket lies. */
static void
test_agrees_with_permission (void)
{
  static const struct
  {
    const char *assignee_id;
    gboolean visible;
  } allocations[] = { { NULL, FALSE }, { NULL, TRUE }, { "ada", FALSE }, { "grace", FALSE } };

  for (int number = 0; number < N_MEMBERSHIPS; number++)
    {
      g_autoptr (GPtrArray) memberships = make_memberships (number);
      const LpActor actor = { "ada", memberships, "vendor" };

      for (gsize i = 0; i < G_N_ELEMENTS (paths) * G_N_ELEMENTS (allocations); i++)
        {
          const LpPermissionObject ticket = {
            .path = paths[i % G_N_ELEMENTS (paths)],
            .is_ticket = TRUE,
            .assignee_id = allocations[i / G_N_ELEMENTS (paths)].assignee_id,
            .visible_to_group = allocations[i / G_N_ELEMENTS (paths)].visible,
          };
          g_autoptr (GArray) sights = lp_sight_explain (&actor, &ticket);

          g_assert_true ((sights->len > 0) ==
                         lp_permission_check (&actor, LP_ACTION_VIEW_TICKET, &ticket, NULL));
          g_assert_true (has_way_to_activate (sights) ==
                         lp_permission_check (&actor, LP_ACTION_ACTIVATE, &ticket, NULL));
          check_each_alone (&actor, &ticket, sights);
        }
    }
}

static LpMembership *
add (GPtrArray *memberships, const char *group_id, LpRole role)
{
  LpMembership *membership = lp_membership_new ();

  membership->group_id = g_strdup (group_id);
  membership->role = role;
  g_ptr_array_add (memberships, membership);
  return membership;
}

static void
test_names_every_reason (void)
{
  g_autoptr (GPtrArray) memberships = g_ptr_array_new_with_free_func ((GDestroyNotify) lp_membership_unref);
  const LpActor actor = { "ada", memberships, "vendor" };
  LpPermissionObject ticket = { .path = paths[3], .is_ticket = TRUE, .visible_to_group = TRUE };
  LpMembership *support = add (memberships, "cad", LP_ROLE_SUPPORT);
  LpMembership *admin = add (memberships, "north", LP_ROLE_ADMIN);
  g_autoptr (GArray) visible = lp_sight_explain (&actor, &ticket);
  g_autoptr (GArray) assigned = NULL;

  add (memberships, "acme", LP_ROLE_MEMBER);
  g_assert_cmpuint (visible->len, ==, 3);
  g_assert_cmpint (g_array_index (visible, LpSight, 0).kind, ==, LP_SIGHT_MEMBER);
  g_assert_true (g_array_index (visible, LpSight, 0).membership == support);
  g_assert_cmpint (g_array_index (visible, LpSight, 1).kind, ==, LP_SIGHT_ROLE);
  g_assert_true (g_array_index (visible, LpSight, 1).membership == admin);
  g_assert_true (g_array_index (visible, LpSight, 2).membership == support);

  ticket.visible_to_group = FALSE;
  ticket.assignee_id = "ada";
  assigned = lp_sight_explain (&actor, &ticket);
  g_assert_cmpuint (assigned->len, ==, 3);
  g_assert_cmpint (g_array_index (assigned, LpSight, 0).kind, ==, LP_SIGHT_ASSIGNED);
  g_assert_true (g_array_index (assigned, LpSight, 1).membership == admin);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/sight/agrees-with-permission", test_agrees_with_permission);
  g_test_add_func ("/sight/names-every-reason", test_names_every_reason);
  return g_test_run ();
}

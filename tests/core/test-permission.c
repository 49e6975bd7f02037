/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "lp-error.h"
#include "lp-permission.h"

/* One actor with one membership in `acme`; the object lies in `acme` itself, above it, below it, or elsewhere:
 *
 *   vendor ─┬─ north ── acme ── cad
 *           └─ south ── zeta
 */
static const char *const vendor[] = { "vendor", NULL };
static const char *const north[] = { "vendor", "north", NULL };
static const char *const acme[] = { "vendor", "north", "acme", NULL };
static const char *const cad[] = { "vendor", "north", "acme", "cad", NULL };
static const char *const zeta[] = { "vendor", "south", "zeta", NULL };
static const char *const tools[] = { "tools", NULL };
static const char *const toys_and_tools[] = { "toys", "tools", NULL };
static const char *const toys[] = { "toys", NULL };

#define ALL (LP_RIGHT_CREATE | LP_RIGHT_MODIFY | LP_RIGHT_REVOKE)

typedef struct
{
  LpActor actor;
  GPtrArray *memberships;
} Fixture;

static void
add_membership (Fixture *fixture, const char *group_id, LpRole role, LpRights rights)
{
  LpMembership *membership = lp_membership_new ();

  membership->group_id = g_strdup (group_id);
  membership->role = role;
  if (rights != 0)
    lp_category_rights_add (membership->rights, "tools", rights);
  g_ptr_array_add (fixture->memberships, membership);
}

static void
fixture_init (Fixture *fixture)
{
  fixture->memberships = g_ptr_array_new_with_free_func ((GDestroyNotify) lp_membership_unref);
  fixture->actor = (LpActor){ "ada", fixture->memberships, "vendor" };
}

static void
fixture_clear (Fixture *fixture)
{
  g_ptr_array_unref (fixture->memberships);
}

/* y: yes; n: 403; -: 404 */
static char
ask (const LpActor *actor, LpAction action, const LpPermissionObject *object)
{
  g_autoptr (GError) error = NULL;

  if (lp_permission_check (actor, action, object, &error))
    {
      g_assert_no_error (error);
      return 'y';
    }
  if (g_error_matches (error, LP_ERROR, LP_ERROR_NOT_FOUND))
    return '-';
  g_assert_error (error, LP_ERROR, LP_ERROR_RIGHT_MISSING);
  g_assert_nonnull (strstr (error->message, "needs"));
  return 'n';
}

/* The columns of the table: who holds the membership in `acme`. */
static const struct
{
  LpRole role;
  LpRights rights;
} holders[] = {
  { LP_ROLE_ADMIN, ALL }, { LP_ROLE_ADMIN, 0 },  { LP_ROLE_SUPPORT, 0 },
  { LP_ROLE_FINANCE, 0 }, { LP_ROLE_MEMBER, 0 },
};

typedef struct
{
  LpAction action;
  const char *own;
  const char *below;
} Row;

/* clang-format off */
/* Answers for: admin with all rights, admin without, support, finance, member; object in the own group, and
 * below it. Above and elsewhere everything is 404 for all of them. */
static const Row table[] = {
  { LP_ACTION_VIEW_GROUP,           "yyyyy", "yyyy-" },
  { LP_ACTION_VIEW_GROUP_CONTENT,   "yyyyn", "yyyy-" },
  { LP_ACTION_VIEW_AUDIT,           "yynnn", "yynn-" },
  { LP_ACTION_CREATE_LICENSE,       "ynnnn", "ynnn-" },
  { LP_ACTION_CHANGE_MEMBERSHIPS,   "yynnn", "yynn-" },
  { LP_ACTION_CREATE_SUBGROUP,      "yynnn", "yynn-" },
  { LP_ACTION_CHANGE_GROUP,         "yynnn", "yynn-" },
  { LP_ACTION_CHANGE_GROUP_BILLING, "nnnnn", "nnnn-" },
  { LP_ACTION_VIEW_REPORTS,         "yynyn", "yyny-" },
  { LP_ACTION_CHANGE_PRICES,        "nnnnn", "nnnn-" },
  { LP_ACTION_CHANGE_CATALOG,       "nnnnn", "nnnn-" },
  { LP_ACTION_APPROVE_ORDER,        "ynnnn", "ynnn-" },
};

static const Row ticket_table[] = {
  /* A ticket for admins only. */
  { LP_ACTION_VIEW_TICKET,          "yyyy-", "yyyy-" },
  { LP_ACTION_CHANGE_ENTRIES,       "ynnn-", "ynnn-" },
  { LP_ACTION_CANCEL_SUBSCRIPTION,  "ynnn-", "ynnn-" },
  { LP_ACTION_REVOKE,               "ynnn-", "ynnn-" },
  { LP_ACTION_ALLOCATE,             "yyyn-", "yyyn-" },
  { LP_ACTION_ACTIVATE,             "nnnn-", "nnnn-" },
  { LP_ACTION_RELEASE,              "yyyn-", "yyyn-" },
};

static const Row visible_table[] = {
  /* A ticket visible to its group: only a direct membership lets one activate it. */
  { LP_ACTION_VIEW_TICKET,          "yyyyy", "yyyy-" },
  { LP_ACTION_CHANGE_ENTRIES,       "ynnnn", "ynnn-" },
  { LP_ACTION_ALLOCATE,             "yyynn", "yyyn-" },
  { LP_ACTION_ACTIVATE,             "yyyyy", "nnnn-" },
  { LP_ACTION_RELEASE,              "yyynn", "yyyn-" },
};

static const Row assigned_table[] = {
  /* A ticket allocated to the actor. */
  { LP_ACTION_VIEW_TICKET,          "yyyyy", "yyyyy" },
  { LP_ACTION_REVOKE,               "ynnnn", "ynnnn" },
  { LP_ACTION_ALLOCATE,             "yyynn", "yyynn" },
  { LP_ACTION_ACTIVATE,             "yyyyy", "yyyyy" },
  { LP_ACTION_RELEASE,              "yyyyy", "yyyyy" },
};
/* clang-format on */

static void
check_row (const Row *row, LpPermissionObject object, gboolean is_mine)
{
  for (gsize i = 0; i < G_N_ELEMENTS (holders); i++)
    {
      Fixture fixture;
      char elsewhere = is_mine ? row->below[4] : '-';

      fixture_init (&fixture);
      add_membership (&fixture, "acme", holders[i].role, holders[i].rights);
      g_test_message ("action %d, holder %" G_GSIZE_FORMAT, row->action, i);
      object.path = acme;
      g_assert_cmpint (ask (&fixture.actor, row->action, &object), ==, row->own[i]);
      object.path = cad;
      g_assert_cmpint (ask (&fixture.actor, row->action, &object), ==, row->below[i]);
      object.path = north;
      g_assert_cmpint (ask (&fixture.actor, row->action, &object), ==, elsewhere);
      object.path = zeta;
      g_assert_cmpint (ask (&fixture.actor, row->action, &object), ==, elsewhere);
      fixture_clear (&fixture);
    }
}

static void
test_table (void)
{
  for (gsize i = 0; i < G_N_ELEMENTS (table); i++)
    check_row (&table[i], (LpPermissionObject){ .categories = toys_and_tools }, FALSE);
}

static void
test_tickets (void)
{
  LpPermissionObject object = { .categories = tools, .is_ticket = TRUE, .assignee_id = "grace" };

  for (gsize i = 0; i < G_N_ELEMENTS (ticket_table); i++)
    {
      object.assignee_id = NULL;
      check_row (&ticket_table[i], object, FALSE);
      object.assignee_id = "grace"; /* somebody else's is the same for ada */
      check_row (&ticket_table[i], object, FALSE);
    }
  object.assignee_id = NULL;
  object.visible_to_group = TRUE;
  for (gsize i = 0; i < G_N_ELEMENTS (visible_table); i++)
    check_row (&visible_table[i], object, FALSE);
  object.assignee_id = "ada";
  object.visible_to_group = FALSE;
  for (gsize i = 0; i < G_N_ELEMENTS (assigned_table); i++)
    check_row (&assigned_table[i], object, TRUE);
}

static void
test_vendor_admin (void)
{
  Fixture fixture;
  LpPermissionObject object = { .path = cad, .to_path = zeta, .categories = tools, .is_ticket = TRUE };

  fixture_init (&fixture);
  add_membership (&fixture, "vendor", LP_ROLE_ADMIN, 0);
  g_assert_true (lp_permission_is_vendor_admin (&fixture.actor));
  for (int action = LP_ACTION_VIEW_GROUP; action <= LP_ACTION_APPROVE_ORDER; action++)
    {
      g_test_message ("action %d", action);
      g_assert_cmpint (ask (&fixture.actor, action, &object), ==, action == LP_ACTION_ACTIVATE ? 'n' : 'y');
    }
  g_assert_cmpint (ask (&fixture.actor, LP_ACTION_CHANGE_CATALOG, NULL), ==, 'y');
  g_assert_cmpint (lp_permission_get_rights (&fixture.actor, zeta, "anything"), ==, ALL);
  fixture_clear (&fixture);
}

/* Support and finance of the root see everything; finance of the root also sets prices and billing. */
static void
test_vendor_roles (void)
{
  static const struct
  {
    LpRole role;
    LpAction action;
    char answer;
  } cases[] = {
    { LP_ROLE_FINANCE, LP_ACTION_VIEW_GROUP_CONTENT, 'y' },
    { LP_ROLE_FINANCE, LP_ACTION_CHANGE_PRICES, 'y' },
    { LP_ROLE_FINANCE, LP_ACTION_CHANGE_GROUP_BILLING, 'y' },
    { LP_ROLE_FINANCE, LP_ACTION_CHANGE_GROUP, 'n' },
    { LP_ROLE_FINANCE, LP_ACTION_CHANGE_CATALOG, 'n' },
    { LP_ROLE_FINANCE, LP_ACTION_ALLOCATE, 'n' },
    { LP_ROLE_SUPPORT, LP_ACTION_VIEW_GROUP_CONTENT, 'y' },
    { LP_ROLE_SUPPORT, LP_ACTION_ALLOCATE, 'y' },
    { LP_ROLE_SUPPORT, LP_ACTION_CHANGE_PRICES, 'n' },
    { LP_ROLE_SUPPORT, LP_ACTION_CHANGE_CATALOG, 'n' },
    { LP_ROLE_SUPPORT, LP_ACTION_VIEW_REPORTS, 'n' },
    { LP_ROLE_MEMBER, LP_ACTION_VIEW_GROUP, '-' },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Fixture fixture;
      LpPermissionObject object = { .path = acme, .categories = tools };

      fixture_init (&fixture);
      add_membership (&fixture, "vendor", cases[i].role, 0);
      g_test_message ("case %" G_GSIZE_FORMAT, i);
      g_assert_cmpint (ask (&fixture.actor, cases[i].action, &object), ==, cases[i].answer);
      fixture_clear (&fixture);
    }
}

static void
test_categories (void)
{
  Fixture fixture;
  LpPermissionObject object = { .path = cad, .categories = toys };

  fixture_init (&fixture);
  add_membership (&fixture, "acme", LP_ROLE_ADMIN, LP_RIGHT_CREATE);
  g_assert_cmpint (ask (&fixture.actor, LP_ACTION_CREATE_LICENSE, &object), ==, 'n');
  object.categories = toys_and_tools;
  g_assert_cmpint (ask (&fixture.actor, LP_ACTION_CREATE_LICENSE, &object), ==, 'y');
  object.is_ticket = TRUE;
  g_assert_cmpint (ask (&fixture.actor, LP_ACTION_REVOKE, &object), ==, 'n');
  g_assert_cmpint (ask (&fixture.actor, LP_ACTION_CHANGE_ENTRIES, &object), ==, 'n');

  /* Rights of several memberships add up where their groups lie above the object, and only there. */
  add_membership (&fixture, "cad", LP_ROLE_ADMIN, LP_RIGHT_MODIFY);
  add_membership (&fixture, "zeta", LP_ROLE_ADMIN, LP_RIGHT_REVOKE);
  g_assert_cmpint (lp_permission_get_rights (&fixture.actor, cad, "tools"), ==,
                   LP_RIGHT_CREATE | LP_RIGHT_MODIFY);
  g_assert_cmpint (lp_permission_get_rights (&fixture.actor, acme, "tools"), ==, LP_RIGHT_CREATE);
  g_assert_cmpint (lp_permission_get_rights (&fixture.actor, zeta, "tools"), ==, LP_RIGHT_REVOKE);
  g_assert_cmpint (lp_permission_get_rights (&fixture.actor, north, "tools"), ==, 0);
  fixture_clear (&fixture);
}

static void
test_move_ticket (void)
{
  Fixture fixture;
  LpPermissionObject object = { .path = acme, .to_path = cad, .categories = tools, .is_ticket = TRUE };

  fixture_init (&fixture);
  add_membership (&fixture, "acme", LP_ROLE_SUPPORT, 0);
  g_assert_cmpint (ask (&fixture.actor, LP_ACTION_MOVE_TICKET, &object), ==, 'y');
  object.to_path = zeta;
  g_assert_cmpint (ask (&fixture.actor, LP_ACTION_MOVE_TICKET, &object), ==, '-');
  add_membership (&fixture, "zeta", LP_ROLE_MEMBER, 0);
  g_assert_cmpint (ask (&fixture.actor, LP_ACTION_MOVE_TICKET, &object), ==, 'n');
  add_membership (&fixture, "zeta", LP_ROLE_SUPPORT, 0);
  g_assert_cmpint (ask (&fixture.actor, LP_ACTION_MOVE_TICKET, &object), ==, 'y');

  /* To another customer it takes an admin with `modify` on both sides. */
  object.billed_elsewhere = TRUE;
  g_assert_cmpint (ask (&fixture.actor, LP_ACTION_MOVE_TICKET, &object), ==, 'n');
  add_membership (&fixture, "acme", LP_ROLE_ADMIN, LP_RIGHT_MODIFY);
  g_assert_cmpint (ask (&fixture.actor, LP_ACTION_MOVE_TICKET, &object), ==, 'n');
  add_membership (&fixture, "zeta", LP_ROLE_ADMIN, LP_RIGHT_MODIFY);
  g_assert_cmpint (ask (&fixture.actor, LP_ACTION_MOVE_TICKET, &object), ==, 'y');
  fixture_clear (&fixture);
}

static void
test_move_group (void)
{
  Fixture fixture;
  LpPermissionObject object = { .path = cad, .to_path = zeta };

  /* Admin of the group itself is not admin of its parent. */
  fixture_init (&fixture);
  add_membership (&fixture, "cad", LP_ROLE_ADMIN, ALL);
  add_membership (&fixture, "zeta", LP_ROLE_ADMIN, ALL);
  g_assert_cmpint (ask (&fixture.actor, LP_ACTION_MOVE_GROUP, &object), ==, 'n');
  add_membership (&fixture, "acme", LP_ROLE_ADMIN, 0);
  g_assert_cmpint (ask (&fixture.actor, LP_ACTION_MOVE_GROUP, &object), ==, 'y');
  object.to_path = vendor;
  g_assert_cmpint (ask (&fixture.actor, LP_ACTION_MOVE_GROUP, &object), ==, '-');
  fixture_clear (&fixture);
}

/* Without a group the question is about the whole scope. */
static void
test_whole_scope (void)
{
  static const struct
  {
    LpRole role;
    char audit, reports;
  } cases[] = {
    { LP_ROLE_ADMIN, 'y', 'y' },
    { LP_ROLE_SUPPORT, 'y', 'n' },
    { LP_ROLE_FINANCE, 'n', 'y' },
    { LP_ROLE_MEMBER, 'n', 'n' },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Fixture fixture;

      fixture_init (&fixture);
      g_assert_cmpint (ask (&fixture.actor, LP_ACTION_VIEW_AUDIT, NULL), ==, 'n');
      add_membership (&fixture, "acme", cases[i].role, 0);
      g_assert_cmpint (ask (&fixture.actor, LP_ACTION_VIEW_AUDIT, NULL), ==, cases[i].audit);
      g_assert_cmpint (ask (&fixture.actor, LP_ACTION_VIEW_REPORTS, NULL), ==, cases[i].reports);
      fixture_clear (&fixture);
    }
}

static void
test_nobody (void)
{
  LpActor actor = { "ada", NULL, NULL };
  LpPermissionObject object = { .path = acme, .categories = tools };

  for (int action = LP_ACTION_VIEW_GROUP; action <= LP_ACTION_APPROVE_ORDER; action++)
    g_assert_cmpint (ask (&actor, action, &object), ==, '-');
  g_assert_cmpint (ask (&actor, LP_ACTION_CHANGE_CATALOG, NULL), ==, 'n');
  g_assert_false (lp_permission_is_vendor_admin (&actor));
}

/* Membership counts in the very group only, every other role from above, too. */
static void
test_roles (void)
{
  Fixture fixture;

  fixture_init (&fixture);
  add_membership (&fixture, "acme", LP_ROLE_MEMBER, 0);
  add_membership (&fixture, "north", LP_ROLE_FINANCE, 0);
  g_assert_true (lp_permission_has_role (&fixture.actor, acme, LP_ROLE_MEMBER));
  g_assert_false (lp_permission_has_role (&fixture.actor, cad, LP_ROLE_MEMBER));
  g_assert_true (lp_permission_has_role (&fixture.actor, cad, LP_ROLE_FINANCE));
  g_assert_false (lp_permission_has_role (&fixture.actor, cad, LP_ROLE_ADMIN));
  g_assert_false (lp_permission_has_role (&fixture.actor, vendor, LP_ROLE_FINANCE));
  fixture_clear (&fixture);
}

static LpMembership *
make_membership (LpRole role, const char *category_id, LpRights rights)
{
  LpMembership *membership = lp_membership_new ();

  membership->role = role;
  if (category_id != NULL)
    lp_category_rights_add (membership->rights, category_id, rights);
  return membership;
}

static void
test_change_membership (void)
{
  /* clang-format off */
  static const struct
  {
    const char *person, *category;
    LpRights old, now;
    char answer;
  } cases[] = {
    { "grace", "tools", 0, LP_RIGHT_CREATE, 'y' },
    { "grace", "tools", LP_RIGHT_CREATE, 0, 'y' },
    { "grace", "tools", 0, LP_RIGHT_REVOKE, 'n' },               /* not held */
    { "grace", "tools", LP_RIGHT_REVOKE, 0, 'n' },               /* nor may it be taken away */
    { "grace", "tools", LP_RIGHT_REVOKE, LP_RIGHT_REVOKE | LP_RIGHT_CREATE, 'y' }, /* left unchanged */
    { "grace", "toys", 0, LP_RIGHT_CREATE, 'n' },
    { "grace", NULL, 0, 0, 'y' },
    { "ada", "tools", 0, LP_RIGHT_CREATE, 'n' },                 /* no one adds to her own */
    { "ada", "tools", LP_RIGHT_CREATE, 0, 'y' },
  };
  /* clang-format on */
  Fixture fixture;

  fixture_init (&fixture);
  add_membership (&fixture, "acme", LP_ROLE_ADMIN, LP_RIGHT_CREATE | LP_RIGHT_MODIFY);
  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LpMembership) old = make_membership (LP_ROLE_ADMIN, cases[i].category, cases[i].old);
      g_autoptr (LpMembership) now = make_membership (LP_ROLE_ADMIN, cases[i].category, cases[i].now);
      g_autoptr (GError) error = NULL;

      g_test_message ("case %" G_GSIZE_FORMAT, i);
      g_assert_cmpint (lp_permission_may_change_membership (&fixture.actor, cad, cases[i].person, old, now,
                                                            &error),
                       ==, cases[i].answer == 'y');
      if (cases[i].answer == 'n')
        g_assert_error (error, LP_ERROR, LP_ERROR_RIGHT_MISSING);
    }
  fixture_clear (&fixture);
}

static void
test_change_membership_bounds (void)
{
  Fixture fixture;
  g_autoptr (LpMembership) all = make_membership (LP_ROLE_ADMIN, "tools", ALL);
  g_autoptr (LpMembership) member = make_membership (LP_ROLE_MEMBER, NULL, 0);
  g_autoptr (GError) error = NULL;

  fixture_init (&fixture);
  add_membership (&fixture, "acme", LP_ROLE_ADMIN, LP_RIGHT_CREATE);

  /* Removing or demoting an admin takes her rights away: they must be held. */
  g_assert_false (lp_permission_may_change_membership (&fixture.actor, acme, "grace", all, NULL, NULL));
  g_assert_false (lp_permission_may_change_membership (&fixture.actor, acme, "grace", all, member, NULL));
  g_assert_true (lp_permission_may_change_membership (&fixture.actor, acme, "grace", NULL, member, NULL));
  g_assert_true (lp_permission_may_change_membership (&fixture.actor, acme, "grace", member, NULL, NULL));
  g_assert_false (lp_permission_may_change_membership (&fixture.actor, north, "grace", NULL, member, &error));
  g_assert_error (error, LP_ERROR, LP_ERROR_NOT_FOUND);

  add_membership (&fixture, "vendor", LP_ROLE_ADMIN, 0);
  g_assert_true (lp_permission_may_change_membership (&fixture.actor, zeta, "grace", all, NULL, NULL));
  g_assert_true (lp_permission_may_change_membership (&fixture.actor, vendor, "grace", NULL, all, NULL));
  fixture_clear (&fixture);
}

static void
test_describe (void)
{
  Fixture fixture;
  g_autofree char *admin = NULL, *vendor_admin = NULL;

  fixture_init (&fixture);
  add_membership (&fixture, "acme", LP_ROLE_ADMIN, LP_RIGHT_CREATE | LP_RIGHT_REVOKE);
  add_membership (&fixture, "vendor", LP_ROLE_ADMIN, 0);
  admin = lp_permission_describe (&fixture.actor, g_ptr_array_index (fixture.memberships, 0));
  vendor_admin = lp_permission_describe (&fixture.actor, g_ptr_array_index (fixture.memberships, 1));
  g_assert_nonnull (strstr (admin, "creates licenses in 1 category"));
  g_assert_nonnull (strstr (admin, "revokes them in 1 category"));
  g_assert_null (strstr (admin, "changes"));
  g_assert_nonnull (strstr (vendor_admin, "everything"));
  fixture_clear (&fixture);
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/permission/table", test_table);
  g_test_add_func ("/permission/tickets", test_tickets);
  g_test_add_func ("/permission/vendor-admin", test_vendor_admin);
  g_test_add_func ("/permission/vendor-roles", test_vendor_roles);
  g_test_add_func ("/permission/categories", test_categories);
  g_test_add_func ("/permission/move-ticket", test_move_ticket);
  g_test_add_func ("/permission/move-group", test_move_group);
  g_test_add_func ("/permission/whole-scope", test_whole_scope);
  g_test_add_func ("/permission/nobody", test_nobody);
  g_test_add_func ("/permission/roles", test_roles);
  g_test_add_func ("/permission/change-membership", test_change_membership);
  g_test_add_func ("/permission/change-membership-bounds", test_change_membership_bounds);
  g_test_add_func ("/permission/describe", test_describe);
  return g_test_run ();
}

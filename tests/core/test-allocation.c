/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "lp-allocation.h"
#include "lp-error.h"

/* A change in short form: "-" is left out, "0" is null or false, "1" true; else an id. */
static LpAllocationChange
change_of (const char *group, const char *assignee, const char *visible)
{
  return (LpAllocationChange){
    .has_group = !g_str_equal (group, "-"),
    .group_id = group,
    .has_assignee = !g_str_equal (assignee, "-"),
    .assignee_id = g_str_equal (assignee, "0") ? NULL : assignee,
    .has_visible = !g_str_equal (visible, "-"),
    .visible_to_group = g_str_equal (visible, "1"),
  };
}

static void
test_apply (void)
{
  /* clang-format off */
  static const struct
  {
    LpAllocation current;
    const char *group, *assignee, *visible;
    gboolean stays;
    const char *to_group, *to_assignee;
    gboolean to_visible;
  } cases[] = {
    /* assignee alone: visibility ends */
    { { "g", NULL, TRUE },   "-", "ada", "-", FALSE, "g", "ada", FALSE },
    { { "g", "bob", FALSE }, "-", "ada", "0", FALSE, "g", "ada", FALSE },
    /* assignee null alone: admins only */
    { { "g", "bob", FALSE }, "-", "0", "-", FALSE, "g", NULL, FALSE },
    { { "g", NULL, TRUE },   "-", "0", "-", FALSE, "g", NULL, FALSE },
    /* visibility alone: no assignee */
    { { "g", "bob", FALSE }, "-", "-", "1", FALSE, "g", NULL, TRUE },
    { { "g", "bob", FALSE }, "-", "-", "0", FALSE, "g", NULL, FALSE },
    { { "g", "bob", FALSE }, "-", "0", "1", FALSE, "g", NULL, TRUE },
    /* group alone: visibility stays, an assignee only with membership there */
    { { "g", NULL, TRUE },   "h", "-", "-", FALSE, "h", NULL, TRUE },
    { { "g", "bob", FALSE }, "h", "-", "-", TRUE,  "h", "bob", FALSE },
    { { "g", "bob", FALSE }, "h", "-", "-", FALSE, "h", NULL, FALSE },
    { { "g", "bob", FALSE }, "h", "ada", "-", FALSE, "h", "ada", FALSE },
    { { "g", "bob", FALSE }, "h", "-", "1", TRUE,  "h", NULL, TRUE },
    /* the same group given again changes nothing but the rest */
    { { "g", "bob", FALSE }, "g", "-", "1", FALSE, "g", NULL, TRUE },
  };
  /* clang-format on */

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      LpAllocationChange change = change_of (cases[i].group, cases[i].assignee, cases[i].visible);
      LpAllocation result;
      g_autoptr (GError) error = NULL;

      g_test_message ("case %" G_GSIZE_FORMAT, i);
      g_assert_true (lp_allocation_apply (&cases[i].current, &change, cases[i].stays, &result, &error));
      g_assert_no_error (error);
      g_assert_cmpstr (result.group_id, ==, cases[i].to_group);
      g_assert_cmpstr (result.assignee_id, ==, cases[i].to_assignee);
      g_assert_cmpint (result.visible_to_group, ==, cases[i].to_visible);
    }
}

static void
test_apply_refused (void)
{
  static const LpAllocation current = { "g", "bob", FALSE };
  static const struct
  {
    const char *group, *assignee, *visible, *pointer;
  } cases[] = {
    { "-", "-", "-", "" },
    { "g", "-", "-", "" },
    { "-", "ada", "1", "/visible_to_group" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      LpAllocationChange change = change_of (cases[i].group, cases[i].assignee, cases[i].visible);
      LpAllocation result;
      g_autoptr (GError) error = NULL;
      gsize n_fields;

      g_assert_false (lp_allocation_apply (&current, &change, TRUE, &result, &error));
      g_assert_error (error, LP_ERROR, LP_ERROR_INVALID);
      g_assert_cmpstr (lp_error_get_fields (error, &n_fields)[0].pointer, ==, cases[i].pointer);
    }
}

static void
test_ticket (void)
{
  g_autoptr (LpTicket) ticket = lp_ticket_new ();
  g_autoptr (GError) revoked = NULL, activated = NULL, expired = NULL;
  LpContainer *container = lp_container_new ();

  ticket->state = LP_TICKET_EXPIRED;
  g_assert_true (lp_allocation_check_ticket (ticket, NULL));
  ticket->state = LP_TICKET_REVOKED;
  g_assert_false (lp_allocation_check_ticket (ticket, &revoked));
  g_assert_error (revoked, LP_ERROR, LP_ERROR_TICKET_REVOKED);

  container->name = g_strdup ("cad-01");
  g_ptr_array_add (ticket->containers, container);
  ticket->state = LP_TICKET_ACTIVATED;
  g_assert_false (lp_allocation_check_ticket (ticket, &activated));
  g_assert_error (activated, LP_ERROR, LP_ERROR_TICKET_ACTIVATED);
  g_assert_nonnull (strstr (activated->message, "cad-01"));
  ticket->state = LP_TICKET_EXPIRED;
  g_assert_false (lp_allocation_check_ticket (ticket, &expired));
  g_assert_error (expired, LP_ERROR, LP_ERROR_TICKET_ACTIVATED);
}

static void
test_assignee (void)
{
  g_autoptr (LpPerson) person = lp_person_new ();
  static const struct
  {
    LpPersonState state;
    gboolean is_member, right;
  } cases[] = {
    { LP_PERSON_ACTIVE, TRUE, TRUE },    { LP_PERSON_INVITED, TRUE, TRUE },
    { LP_PERSON_DISABLED, TRUE, FALSE }, { LP_PERSON_ACTIVE, FALSE, FALSE },
    { LP_PERSON_INVITED, FALSE, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (GError) error = NULL;
      gsize n_fields;

      person->state = cases[i].state;
      g_assert_cmpint (lp_allocation_check_assignee (person, cases[i].is_member, &error), ==, cases[i].right);
      if (!cases[i].right)
        g_assert_cmpstr (lp_error_get_fields (error, &n_fields)[0].pointer, ==, "/assignee_id");
    }
  g_assert_false (lp_allocation_check_assignee (NULL, TRUE, NULL));
}

static void
test_default (void)
{
  static const struct
  {
    LpGroupSettings settings;
    gboolean is_member;
    const char *assignee_id;
    gboolean visible;
  } cases[] = {
    { { .default_visibility = -1, .allocate_to_creator = -1 }, TRUE, NULL, TRUE },
    { { .default_visibility = LP_VISIBILITY_VISIBLE }, TRUE, NULL, TRUE },
    { { .default_visibility = LP_VISIBILITY_ADMINS }, TRUE, NULL, FALSE },
    { { .default_visibility = LP_VISIBILITY_VISIBLE, .allocate_to_creator = TRUE }, TRUE, "ada", FALSE },
    { { .default_visibility = LP_VISIBILITY_VISIBLE, .allocate_to_creator = TRUE }, FALSE, NULL, TRUE },
    { { .default_visibility = LP_VISIBILITY_ADMINS, .allocate_to_creator = TRUE }, FALSE, NULL, FALSE },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      LpAllocation result = lp_allocation_default (&cases[i].settings, "ada", cases[i].is_member, "g");

      g_assert_cmpstr (result.group_id, ==, "g");
      g_assert_cmpstr (result.assignee_id, ==, cases[i].assignee_id);
      g_assert_cmpint (result.visible_to_group, ==, cases[i].visible);
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/allocation/apply", test_apply);
  g_test_add_func ("/allocation/apply-refused", test_apply_refused);
  g_test_add_func ("/allocation/ticket", test_ticket);
  g_test_add_func ("/allocation/assignee", test_assignee);
  g_test_add_func ("/allocation/default", test_default);
  return g_test_run ();
}

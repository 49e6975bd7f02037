/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lp-types.h"

/* Whoever has not accepted the invitation yet is known by address only. */
static void
test_display_name (void)
{
  static const struct
  {
    const char *name, *expected;
  } cases[] = {
    { "Ada Byron", "Ada Byron" },
    { "", "ada@acme.example" },
    { NULL, "ada@acme.example" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr (LpPerson) person = lp_person_new ();

      person->email = g_strdup ("ada@acme.example");
      person->name = g_strdup (cases[i].name);
      g_assert_cmpstr (lp_person_get_display_name (person), ==, cases[i].expected);
    }
}

static void
test_nicks (void)
{
  int value = -1;

  g_assert_cmpstr (lp_enum_get_nick (LP_TYPE_EXPIRY_MODE, LP_EXPIRY_CALENDAR_YEAR_END), ==,
                   "calendar_year_end");
  g_assert_null (lp_enum_get_nick (LP_TYPE_EXPIRY_MODE, 99));
  g_assert_true (lp_enum_from_nick (LP_TYPE_EXPIRY_MODE, "fixed", &value));
  g_assert_cmpint (value, ==, LP_EXPIRY_FIXED);
  g_assert_false (lp_enum_from_nick (LP_TYPE_EXPIRY_MODE, "FIXED", &value));
  g_assert_false (lp_enum_from_nick (LP_TYPE_EXPIRY_MODE, "", &value));
  g_assert_false (lp_enum_from_nick (LP_TYPE_EXPIRY_MODE, NULL, &value));

  g_assert_cmpstr (lp_enum_get_nick (LP_TYPE_RIGHTS, LP_RIGHT_MODIFY), ==, "modify");
  g_assert_null (lp_enum_get_nick (LP_TYPE_RIGHTS, LP_RIGHT_CREATE | LP_RIGHT_MODIFY));
  g_assert_true (lp_enum_from_nick (LP_TYPE_RIGHTS, "revoke", &value));
  g_assert_cmpint (value, ==, LP_RIGHT_REVOKE);
  g_assert_false (lp_enum_from_nick (LP_TYPE_RIGHTS, "renew", &value));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/types/display-name", test_display_name);
  g_test_add_func ("/types/nicks", test_nicks);
  return g_test_run ();
}

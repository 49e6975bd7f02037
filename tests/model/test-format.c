/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lp-format.h"

static void
test_ticket_code_fault (void)
{
  static const struct
  {
    const char *typed, *fault;
  } cases[] = {
    { "", "A ticket code has 25 letters and digits, in five groups of five." },
    { "00000-00000", "A ticket code has 25 letters and digits, in five groups of five." },
    { "00000-00000-0000U", "A ticket code has only digits and the letters A to Z without U." },
    { "00000-00000-00000-00000-00001",
      "At least one letter or digit of this code is wrong. Compare it with the original." },
    { "00000 00000 00000 00000 00000", NULL },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      char code[LP_TICKET_CODE_SIZE];
      LpTicketCodeResult result = lp_ticket_code_normalize (cases[i].typed, code);

      g_assert_cmpstr (lp_format_ticket_code_fault (result), ==, cases[i].fault);
    }
}

static void
test_nothing (void)
{
  g_autofree char *date = lp_format_date (LP_DATE_NONE);
  g_autofree char *date_short = lp_format_date_short (LP_DATE_NONE);
  g_autofree char *instant = lp_format_instant (NULL);
  g_autofree char *path = lp_format_path ("Acme/Production/CAD team");

  g_assert_cmpstr (date, ==, "–");
  g_assert_cmpstr (date_short, ==, "–");
  g_assert_cmpstr (instant, ==, "–");
  g_assert_cmpstr (path, ==, "Acme › Production › CAD team");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/format/ticket-code-fault", test_ticket_code_fault);
  g_test_add_func ("/format/nothing", test_nothing);
  return g_test_run ();
}

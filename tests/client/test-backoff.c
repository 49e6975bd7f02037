/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lp-backoff.h"

/* The pauses grow, but never so much that a window stays offline for long after its service has come back. */
static void
test_pauses (void)
{
  const guint longest[] = { 1, 2, 4, 8, 15, 15, 15, 15 };
  LpBackoff backoff;

  for (guint run = 0; run < 100; run++)
    {
      lp_backoff_reset (&backoff);
      for (guint i = 0; i < G_N_ELEMENTS (longest); i++)
        {
          guint pause = lp_backoff_next (&backoff);

          g_assert_cmpuint (pause, >=, longest[i] * 500);
          g_assert_cmpuint (pause, <=, longest[i] * 1000);
        }
    }
}

int
main (int argc, char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/backoff/pauses", test_pauses);
  return g_test_run ();
}

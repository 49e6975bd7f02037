/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lp-backoff.h"

#define HALF_A_SECOND_MS 500

void
lp_backoff_reset (LpBackoff *self)
{
  self->seconds = 1;
}

guint
lp_backoff_next (LpBackoff *self)
{
  guint half = self->seconds * HALF_A_SECOND_MS;

  self->seconds = MIN (self->seconds * 2, LP_BACKOFF_MAX_SECONDS);
  return half + (guint) g_random_int_range (0, (gint32) half + 1);
}

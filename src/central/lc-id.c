/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lc-id.h"

#include <sodium.h>

/* Half of an id is time, half chance; each of 8 symbols of 5 bits. */
#define HALF      8
#define HALF_MASK ((G_GUINT64_CONSTANT (1) << (5 * HALF)) - 1)
/* Milliseconds of 2026-01-01 UTC; 40 bits last for 34 years, and then begin anew. */
#define ID_EPOCH G_GUINT64_CONSTANT (1767225600000)

G_LOCK_DEFINE_STATIC (last_id);

/* Ids of one millisecond count up by random steps, so that no two are the same and each comes after the one before. They
 * begin in the lower half of what there is, and so do not come to its end. */
static void
draw (guint64 *time, guint64 *chance)
{
  static guint64 last_time, last_chance;
  guint64 now = ((guint64) g_get_real_time () / 1000 - ID_EPOCH) & HALF_MASK;
  guint64 random;

  randombytes_buf (&random, sizeof random);
  G_LOCK (last_id);
  last_chance = now == last_time ? last_chance + 1 + (random & 0xffff) : random & (HALF_MASK >> 1);
  last_time = now;
  *time = now;
  *chance = last_chance;
  G_UNLOCK (last_id);
}

static void
write_half (guint64 bits, char *text)
{
  static const char symbols[] = "0123456789abcdefghjkmnpqrstvwxyz";

  for (int i = HALF - 1; i >= 0; i--, bits >>= 5)
    text[i] = symbols[bits & 31];
}

char *
lc_id_new (void)
{
  char *id = g_malloc (2 * HALF + 1);
  guint64 time, chance;

  draw (&time, &chance);
  write_half (time, id);
  write_half (chance, id + HALF);
  id[2 * HALF] = '\0';
  return id;
}

char *
lc_etag_new (const char *id, gint64 version)
{
  return g_strdup_printf ("\"%s-%" G_GINT64_FORMAT "\"", id, version);
}

void
lc_ticket_code_new (char code[LP_TICKET_CODE_SIZE])
{
  guint8 values[LP_TICKET_CODE_RANDOM_SYMBOLS];

  randombytes_buf (values, sizeof values);
  for (gsize i = 0; i < sizeof values; i++)
    values[i] &= 31;
  lp_ticket_code_encode (values, code);
}

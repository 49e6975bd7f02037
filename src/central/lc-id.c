/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lc-id.h"

#include <sodium.h>

#define ID_LENGTH 16

char *
lc_id_new (void)
{
  static const char symbols[] = "0123456789abcdefghjkmnpqrstvwxyz";
  guint8 random[ID_LENGTH];
  char *id = g_malloc (ID_LENGTH + 1);

  randombytes_buf (random, sizeof random);
  for (gsize i = 0; i < ID_LENGTH; i++)
    id[i] = symbols[random[i] & 31];
  id[ID_LENGTH] = '\0';
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

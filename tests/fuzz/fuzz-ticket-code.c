/* SPDX-License-Identifier: GPL-3.0-or-later */
#include <string.h>

#include "fuzz.h"
#include "lp-ticket-code.h"

/* What is accepted is canonical afterwards, and stays so. */
int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  g_autofree char *text = g_strndup ((const char *) data, size);
  char code[LP_TICKET_CODE_SIZE], again[LP_TICKET_CODE_SIZE];

  if (lp_ticket_code_normalize (text, code) != LP_TICKET_CODE_OK)
    return 0;
  g_assert_cmpuint (strlen (code), ==, LP_TICKET_CODE_LENGTH);
  g_assert_cmpint (lp_ticket_code_normalize (code, again), ==, LP_TICKET_CODE_OK);
  g_assert_cmpstr (code, ==, again);
  return 0;
}

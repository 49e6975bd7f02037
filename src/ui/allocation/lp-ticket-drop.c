/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "lp-ticket-code.h"
#include "lp-ticket-drop.h"

gboolean
lp_ticket_drop_fits (const GValue *value)
{
  g_auto (GStrv) lines = NULL;
  char code[LP_TICKET_CODE_SIZE];

  if (!G_VALUE_HOLDS_STRING (value) || g_value_get_string (value) == NULL)
    return FALSE;
  lines = g_strsplit (g_value_get_string (value), "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    if (lp_ticket_code_normalize (lines[i], code) != LP_TICKET_CODE_OK)
      return FALSE;
  return lines[0] != NULL;
}

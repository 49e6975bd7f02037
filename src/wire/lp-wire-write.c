/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lp-wire-private.h"

/* Strings are copied in runs between the few characters that JSON escapes. */

static inline gboolean
needs_escape (guchar character)
{
  return character < 0x20 || character == '"' || character == '\\';
}

static void
write_escape (GString *out, guchar character)
{
  static const char hex[] = "0123456789abcdef";

  switch (character)
    {
    case '"':
      LP_WIRE_LITERAL (out, "\\\"");
      break;
    case '\\':
      LP_WIRE_LITERAL (out, "\\\\");
      break;
    case '\n':
      LP_WIRE_LITERAL (out, "\\n");
      break;
    case '\r':
      LP_WIRE_LITERAL (out, "\\r");
      break;
    case '\t':
      LP_WIRE_LITERAL (out, "\\t");
      break;
    default:
      LP_WIRE_LITERAL (out, "\\u00");
      g_string_append_c (out, hex[character >> 4]);
      g_string_append_c (out, hex[character & 15]);
      break;
    }
}

void
lp_wire_write_string (GString *out, const char *value)
{
  const char *run = value;
  const char *end;

  if (value == NULL)
    {
      LP_WIRE_LITERAL (out, "null");
      return;
    }

  g_string_append_c (out, '"');
  for (end = value; *end != '\0'; end++)
    if (needs_escape ((guchar) *end))
      {
        g_string_append_len (out, run, end - run);
        write_escape (out, (guchar) *end);
        run = end + 1;
      }
  g_string_append_len (out, run, end - run);
  g_string_append_c (out, '"');
}

void
lp_wire_write_date (GString *out, LpDate date)
{
  char text[LP_DATE_STRING_SIZE];

  lp_wire_write_string (out, lp_date_format (date, text));
}

void
lp_wire_write_int (GString *out, gint64 value)
{
  char digits[24];
  char *start = digits + sizeof digits;
  guint64 rest = value < 0 ? -(guint64) value : (guint64) value;

  do
    {
      *--start = '0' + rest % 10;
      rest /= 10;
    }
  while (rest > 0);
  if (value < 0)
    *--start = '-';
  g_string_append_len (out, start, digits + sizeof digits - start);
}

void
lp_wire_write_boolean (GString *out, gboolean value)
{
  if (value)
    LP_WIRE_LITERAL (out, "true");
  else
    LP_WIRE_LITERAL (out, "false");
}

void
lp_wire_write_strings (GString *out, const char *const *values)
{
  g_string_append_c (out, '[');
  for (gsize i = 0; values != NULL && values[i] != NULL; i++)
    {
      if (i > 0)
        g_string_append_c (out, ',');
      lp_wire_write_string (out, values[i]);
    }
  g_string_append_c (out, ']');
}

void
lp_wire_write_period (GString *out, LpPeriod period)
{
  char text[LP_PERIOD_STRING_SIZE];

  lp_wire_write_string (out, lp_period_format (period, text));
}

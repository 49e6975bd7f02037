/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "lp-decimal.h"

#include <string.h>

/* A number in parts: borrowed from the text. */
typedef struct
{
  gboolean negative;
  const char *whole; /* without leading zeros */
  gsize n_whole;
  const char *fraction;
  gsize n_fraction; /* as given */
} Parts;

static gsize
count_digits (const char *text)
{
  return strspn (text, "0123456789");
}

static gboolean
split (const char *text, Parts *parts)
{
  gsize n_given;

  if (text == NULL)
    return FALSE;

  parts->negative = *text == '-';
  if (*text == '-' || *text == '+')
    text++;

  n_given = count_digits (text);
  parts->whole = text + strspn (text, "0");
  parts->n_whole = text + n_given - parts->whole;
  text += n_given;

  parts->fraction = text;
  parts->n_fraction = 0;
  if (*text == '.')
    {
      parts->fraction = text + 1;
      parts->n_fraction = count_digits (parts->fraction);
      text = parts->fraction + parts->n_fraction;
      if (parts->n_fraction == 0)
        return FALSE;
    }
  return *text == '\0' && n_given > 0 && n_given + parts->n_fraction <= LP_DECIMAL_MAX_DIGITS;
}

static gboolean
is_zero (const Parts *parts)
{
  for (gsize i = 0; i < parts->n_fraction; i++)
    if (parts->fraction[i] != '0')
      return FALSE;
  return parts->n_whole == 0;
}

char *
lp_decimal_canonicalize (const char *text)
{
  Parts parts;
  GString *out;

  if (!split (text, &parts))
    return NULL;

  out = g_string_new (parts.negative && !is_zero (&parts) ? "-" : "");
  if (parts.n_whole > 0)
    g_string_append_len (out, parts.whole, parts.n_whole);
  else
    g_string_append_c (out, '0');
  if (parts.n_fraction > 0)
    {
      g_string_append_c (out, '.');
      g_string_append_len (out, parts.fraction, parts.n_fraction);
    }
  return g_string_free (out, FALSE);
}

static int
compare_magnitude (const Parts *a, const Parts *b)
{
  int order;

  if (a->n_whole != b->n_whole)
    return a->n_whole < b->n_whole ? -1 : 1;
  order = a->n_whole > 0 ? memcmp (a->whole, b->whole, a->n_whole) : 0;
  if (order != 0)
    return order;

  for (gsize i = 0; i < MAX (a->n_fraction, b->n_fraction); i++)
    {
      char digit_a = i < a->n_fraction ? a->fraction[i] : '0';
      char digit_b = i < b->n_fraction ? b->fraction[i] : '0';

      if (digit_a != digit_b)
        return digit_a < digit_b ? -1 : 1;
    }
  return 0;
}

int
lp_decimal_compare (const char *a, const char *b)
{
  Parts left, right;

  if (!split (a, &left) || !split (b, &right))
    return 0;
  left.negative = left.negative && !is_zero (&left);
  right.negative = right.negative && !is_zero (&right);
  if (left.negative != right.negative)
    return left.negative ? -1 : 1;
  return left.negative ? compare_magnitude (&right, &left) : compare_magnitude (&left, &right);
}

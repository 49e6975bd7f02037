/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lp-ticket-columns.h"

#define RADIX_BITS 11
#define RADIX      (1u << RADIX_BITS)

void
lp_ticket_columns_clear (LpTicketColumns *self)
{
  g_clear_pointer (&self->codes, g_free);
  g_clear_pointer (&self->products, g_free);
  g_clear_pointer (&self->groups, g_free);
  g_clear_pointer (&self->assignees, g_free);
  g_clear_pointer (&self->expiries, g_free);
  g_clear_pointer (&self->created, g_free);
  g_clear_pointer (&self->states, g_free);
  g_clear_pointer (&self->visible, g_free);
  self->n = 0;
  self->size = 0;
}

static void
grow (LpTicketColumns *self, guint32 size)
{
  self->codes = g_renew (LpCodeKey, self->codes, size);
  self->products = g_renew (guint32, self->products, size);
  self->groups = g_renew (guint32, self->groups, size);
  self->assignees = g_renew (guint32, self->assignees, size);
  self->expiries = g_renew (LpDate, self->expiries, size);
  self->created = g_renew (guint32, self->created, size);
  self->states = g_renew (guint8, self->states, size);
  self->visible = g_renew (guint8, self->visible, size);
  self->size = size;
}

void
lp_ticket_columns_set (LpTicketColumns *self, guint32 row, const LpTicketColumnsRow *values)
{
  if (row >= self->size)
    grow (self, MAX (row + 1024, self->size + self->size / 4));
  for (; self->n <= row; self->n++)
    self->states[self->n] = LP_TICKET_GONE;
  self->codes[row] = values->code;
  self->products[row] = values->product;
  self->groups[row] = values->group;
  self->assignees[row] = values->assignee;
  self->expiries[row] = values->expiry;
  self->created[row] = values->created;
  self->states[row] = values->state;
  self->visible[row] = values->visible;
}

void
lp_ticket_columns_remove (LpTicketColumns *self, guint32 row)
{
  if (row < self->n)
    self->states[row] = LP_TICKET_GONE;
}

LpTicketState
lp_ticket_columns_get_state (const LpTicketColumns *self, guint32 row, LpDate today)
{
  LpDate expiry = self->expiries[row];

  if (self->states[row] != LP_TICKET_REVOKED && expiry != LP_DATE_NONE && expiry < today)
    return LP_TICKET_EXPIRED;
  return self->states[row];
}

/* Crockford base 32, read leniently: O is 0, I and L are 1. */
static int
symbol_value (char letter)
{
  static const char alphabet[] = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
  char upper = g_ascii_toupper (letter);
  const char *found;

  if (upper == 'O')
    upper = '0';
  else if (upper == 'I' || upper == 'L')
    upper = '1';
  found = upper != '\0' ? strchr (alphabet, upper) : NULL;
  return found != NULL ? (int) (found - alphabet) : -1;
}

guint
lp_code_key_parse (const char *text, guint8 symbols[25])
{
  guint n = 0;

  for (const char *at = text; *at != '\0'; at++)
    {
      int value;

      if (*at == '-')
        continue;
      value = symbol_value (*at);
      if (value < 0 || n == 25)
        return 0;
      symbols[n++] = (guint8) value;
    }
  return n;
}

static LpCodeKey
key_from_symbols (const guint8 *symbols, guint n)
{
  LpCodeKey key = { 0, 0 };

  for (guint i = 0; i < 2 * LP_CODE_KEY_SYMBOLS; i++)
    {
      guint64 value = i < n ? symbols[i] : 0;

      if (i < LP_CODE_KEY_SYMBOLS)
        key.high = key.high << 5 | value;
      else
        key.low = key.low << 5 | value;
    }
  return key;
}

LpCodeKey
lp_code_key_new (const char *code)
{
  guint8 symbols[25];
  guint n = lp_code_key_parse (code, symbols);

  return key_from_symbols (symbols, n);
}

static void
set_symbol (LpCodeKey *key, guint position, guint64 value)
{
  guint shift = 5 * (LP_CODE_KEY_SYMBOLS - 1 - position % LP_CODE_KEY_SYMBOLS);

  if (position < LP_CODE_KEY_SYMBOLS)
    key->high |= value << shift;
  else if (position < 2 * LP_CODE_KEY_SYMBOLS)
    key->low |= value << shift;
}

void
lp_code_pattern_init (LpCodePattern *self, const guint8 *symbols, guint n_symbols)
{
  memset (self, 0, sizeof *self);
  for (guint start = 0; n_symbols > 0 && start + n_symbols <= 25; start += 5)
    {
      for (guint i = 0; i < n_symbols; i++)
        {
          set_symbol (&self->masks[self->n], start + i, 31);
          set_symbol (&self->values[self->n], start + i, symbols[i]);
        }
      self->n++;
    }
}

void
lp_sort_rows (LpSortRow *rows, gsize n_rows)
{
  g_autofree LpSortRow *other = NULL;
  LpSortRow *from = rows;
  LpSortRow *to;
  guint64 differs = 0;

  for (gsize i = 1; i < n_rows; i++)
    differs |= rows[i].key ^ rows[0].key;
  if (differs == 0)
    return;
  other = g_new (LpSortRow, n_rows);
  to = other;
  for (guint shift = 0; shift < 64; shift += RADIX_BITS)
    {
      gsize starts[RADIX] = { 0 };
      gsize sum = 0;
      LpSortRow *swap = from;

      if ((differs >> shift & (RADIX - 1)) == 0)
        continue;
      for (gsize i = 0; i < n_rows; i++)
        starts[from[i].key >> shift & (RADIX - 1)]++;
      for (guint i = 0; i < RADIX; i++)
        {
          gsize count = starts[i];

          starts[i] = sum;
          sum += count;
        }
      for (gsize i = 0; i < n_rows; i++)
        to[starts[from[i].key >> shift & (RADIX - 1)]++] = from[i];
      from = to;
      to = swap;
    }
  if (from != rows)
    memcpy (rows, from, n_rows * sizeof *rows);
}

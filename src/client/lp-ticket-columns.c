/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lp-ticket-columns.h"

#define RADIX_BITS 11
#define RADIX      (1u << RADIX_BITS)

#define COLUMN(member, blank)                                                                                \
  {                                                                                                          \
    G_STRUCT_OFFSET (LpTicketColumns, member), sizeof (*((LpTicketColumns *) NULL)->member), blank           \
  }

/* In the order in which a chunk has them: the wide ones first. */
static const LpColumn columns[] = {
  COLUMN (codes, 0),
  COLUMN (products, 0),
  COLUMN (groups, 0),
  COLUMN (assignees, 0),
  COLUMN (expiries, 0),
  COLUMN (created, 0),
  COLUMN (states, LP_TICKET_GONE),
  COLUMN (visible, 0),
};

static const LpColumnLayout layout = { columns, G_N_ELEMENTS (columns), LP_TICKET_CHUNK_ROWS };

void
lp_ticket_columns_clear (LpTicketColumns *self)
{
  lp_columns_clear (&self->columns, &layout);
  self->n = 0;
}

void
lp_ticket_columns_reserve (LpTicketColumns *self, guint32 n)
{
  lp_columns_reserve (&self->columns, &layout, n);
}

/* Rows from the present end up to @n, of no ticket. */
static void
add_gone_rows (LpTicketColumns *self, guint32 n)
{
  if (n <= self->n)
    return;
  lp_ticket_columns_reserve (self, n);
  lp_columns_blank (&self->columns, &layout, self->n, n);
  self->n = n;
}

void
lp_ticket_columns_set (LpTicketColumns *self, guint32 row, const LpTicketColumnsRow *values)
{
  if (row >= self->columns.size)
    lp_ticket_columns_reserve (self, MAX (row + 1024, self->columns.size + self->columns.size / 4));
  add_gone_rows (self, row + 1);
  self->codes[row] = values->code;
  self->products[row] = values->product;
  self->groups[row] = values->group;
  self->assignees[row] = values->assignee;
  self->expiries[row] = values->expiry;
  self->created[row] = values->created;
  self->states[row] = values->state;
  self->visible[row] = values->visible;
  lp_columns_mark (&self->columns, &layout, row);
}

void
lp_ticket_columns_get (const LpTicketColumns *self, guint32 row, LpTicketColumnsRow *values)
{
  gpointer const cells[] = { &values->code,   &values->product, &values->group, &values->assignee,
                             &values->expiry, &values->created, &values->state, &values->visible };

  for (gsize i = 0; i < G_N_ELEMENTS (cells); i++)
    lp_columns_read (&self->columns, &layout, i, row, cells[i]);
}

void
lp_ticket_columns_remove (LpTicketColumns *self, guint32 row)
{
  if (row >= self->n)
    return;
  self->states[row] = LP_TICKET_GONE;
  lp_columns_mark (&self->columns, &layout, row);
}

void
lp_ticket_columns_pack (const LpTicketColumns *self, guint32 chunk, guint8 data[LP_TICKET_CHUNK_SIZE])
{
  lp_columns_pack (&self->columns, &layout, self->n, chunk, data);
}

void
lp_ticket_columns_unpack (LpTicketColumns *self, guint32 chunk, const guint8 data[LP_TICKET_CHUNK_SIZE])
{
  guint32 first = chunk * LP_TICKET_CHUNK_ROWS;

  add_gone_rows (self, first);
  lp_ticket_columns_reserve (self, first + LP_TICKET_CHUNK_ROWS);
  lp_columns_unpack (&self->columns, &layout, chunk, data);
  self->n = first + LP_TICKET_CHUNK_ROWS;
}

void
lp_ticket_columns_follow (LpTicketColumns *self, guint32 chunk)
{
  lp_columns_follow (&self->columns, &layout, self->n, chunk);
}

void
lp_ticket_columns_rest (LpTicketColumns *self, const char *directory)
{
  lp_columns_settle (&self->columns, &layout, self->n, directory);
  lp_columns_rest (&self->columns);
}

static LpTicketState
get_state_on (guint8 state, LpDate expiry, LpDate today)
{
  if (state != LP_TICKET_REVOKED && expiry != LP_DATE_NONE && expiry < today)
    return LP_TICKET_EXPIRED;
  return state;
}

LpTicketState
lp_ticket_columns_row_get_state (const LpTicketColumnsRow *values, LpDate today)
{
  return get_state_on (values->state, values->expiry, today);
}

LpTicketState
lp_ticket_columns_get_state (const LpTicketColumns *self, guint32 row, LpDate today)
{
  return get_state_on (self->states[row], self->expiries[row], today);
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

gboolean
lp_code_key_format (LpCodeKey key, char code[LP_TICKET_CODE_SIZE])
{
  guint8 values[2 * LP_CODE_KEY_SYMBOLS];
  LpCodeKey whole;

  for (guint i = 0; i < 2 * LP_CODE_KEY_SYMBOLS; i++)
    {
      guint64 half = i < LP_CODE_KEY_SYMBOLS ? key.high : key.low;

      values[i] = half >> 5 * (LP_CODE_KEY_SYMBOLS - 1 - i % LP_CODE_KEY_SYMBOLS) & 31;
    }
  lp_ticket_code_encode (values, code);
  whole = lp_code_key_new (code);
  if (whole.low == key.low)
    return TRUE;
  code[0] = '\0';
  return FALSE;
}

gboolean
lp_code_key_may_end_with (LpCodeKey key, guint8 symbol)
{
  char code[LP_TICKET_CODE_SIZE];

  return !lp_code_key_format (key, code) || symbol_value (code[LP_TICKET_CODE_SIZE - 2]) == symbol;
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
      self->last[self->n] = start + n_symbols == 25 ? symbols[n_symbols - 1] : LP_CODE_ANY_END;
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

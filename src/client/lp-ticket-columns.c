/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lp-ticket-columns.h"

#define RADIX_BITS 11
#define RADIX      (1u << RADIX_BITS)

/* In the order in which a chunk has them: the wide ones first. */
static const LpColumn columns[] = {
  LP_COLUMN (LpTicketColumns, codes, 0),
  LP_COLUMN (LpTicketColumns, products, 0),
  LP_COLUMN (LpTicketColumns, groups, 0),
  LP_COLUMN (LpTicketColumns, assignees, 0),
  LP_COLUMN (LpTicketColumns, expiries, 0),
  LP_COLUMN (LpTicketColumns, created, 0),
  LP_COLUMN (LpTicketColumns, states, LP_TICKET_GONE),
  LP_COLUMN (LpTicketColumns, visible, 0),
};

const LpColumnLayout lp_ticket_columns_layout = { columns, G_N_ELEMENTS (columns), LP_TICKET_CHUNK_ROWS,
                                                  TRUE };

void
lp_ticket_columns_clear (LpTicketColumns *self)
{
  lp_columns_clear (&self->columns, &lp_ticket_columns_layout);
}

void
lp_ticket_columns_set (LpTicketColumns *self, guint32 row, const LpTicketColumnsRow *values)
{
  lp_columns_open_row (&self->columns, &lp_ticket_columns_layout, row);
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
lp_ticket_columns_get (const LpTicketColumns *self, guint32 row, LpTicketColumnsRow *values)
{
  gpointer const cells[] = { &values->code,   &values->product, &values->group, &values->assignee,
                             &values->expiry, &values->created, &values->state, &values->visible };
  guint8 read[LP_COLUMNS_MAX_ROW];
  const guint8 *at = read;

  lp_columns_read_row (&self->columns, &lp_ticket_columns_layout, row, read);
  for (gsize i = 0; i < G_N_ELEMENTS (cells); i++)
    {
      memcpy (cells[i], at, columns[i].width);
      at += columns[i].width;
    }
}

void
lp_ticket_columns_remove (LpTicketColumns *self, guint32 row)
{
  if (row >= self->columns.n)
    return;
  lp_columns_open_row (&self->columns, &lp_ticket_columns_layout, row);
  self->states[row] = LP_TICKET_GONE;
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

GArray *
lp_list_sorted (LpSortRow *rows, gsize n_rows)
{
  GArray *list = g_array_sized_new (FALSE, FALSE, sizeof (guint32), (guint) n_rows);

  lp_sort_rows (rows, n_rows);
  g_array_set_size (list, (guint) n_rows);
  for (gsize i = 0; i < n_rows; i++)
    g_array_index (list, guint32, i) = rows[i].row;
  return list;
}

/* SPDX-License-Identifier: GPL-3.0-or-later */

#include "lp-ticket-columns.h"

#define RADIX_BITS 11
#define RADIX      (1u << RADIX_BITS)

typedef struct
{
  gsize at; /* of the pointer in LpTicketColumns */
  gsize width;
} Column;

/* In the order in which a chunk has them: the wide ones first. */
static const Column columns[] = {
  { G_STRUCT_OFFSET (LpTicketColumns, codes), sizeof (LpCodeKey) },
  { G_STRUCT_OFFSET (LpTicketColumns, products), sizeof (guint32) },
  { G_STRUCT_OFFSET (LpTicketColumns, groups), sizeof (guint32) },
  { G_STRUCT_OFFSET (LpTicketColumns, assignees), sizeof (guint32) },
  { G_STRUCT_OFFSET (LpTicketColumns, expiries), sizeof (LpDate) },
  { G_STRUCT_OFFSET (LpTicketColumns, created), sizeof (guint32) },
  { G_STRUCT_OFFSET (LpTicketColumns, states), sizeof (guint8) },
  { G_STRUCT_OFFSET (LpTicketColumns, visible), sizeof (guint8) },
};

static guint8 **
get_cells (const LpTicketColumns *self, const Column *column)
{
  return &G_STRUCT_MEMBER (guint8 *, self, column->at);
}

void
lp_ticket_columns_clear (LpTicketColumns *self)
{
  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    g_clear_pointer (get_cells (self, &columns[i]), g_free);
  g_clear_pointer (&self->dirty, g_array_unref);
  self->n = 0;
  self->size = 0;
}

void
lp_ticket_columns_reserve (LpTicketColumns *self, guint32 n)
{
  guint32 chunks = n / LP_TICKET_CHUNK_ROWS + 1;

  if (n <= self->size)
    return;
  self->size = chunks * LP_TICKET_CHUNK_ROWS;
  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    *get_cells (self, &columns[i]) = g_realloc_n (*get_cells (self, &columns[i]), self->size,
                                                  columns[i].width);
  if (self->dirty == NULL)
    self->dirty = g_array_new (FALSE, TRUE, sizeof (guint8));
  g_array_set_size (self->dirty, chunks);
}

/* Rows from the present end up to @n, of no ticket. */
static void
add_gone_rows (LpTicketColumns *self, guint32 n)
{
  if (n <= self->n)
    return;
  lp_ticket_columns_reserve (self, n);
  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    memset (*get_cells (self, &columns[i]) + self->n * columns[i].width, 0, (n - self->n) * columns[i].width);
  memset (self->states + self->n, LP_TICKET_GONE, n - self->n);
  self->n = n;
}

static void
mark_dirty (LpTicketColumns *self, guint32 row)
{
  g_array_index (self->dirty, guint8, row / LP_TICKET_CHUNK_ROWS) = TRUE;
}

void
lp_ticket_columns_set (LpTicketColumns *self, guint32 row, const LpTicketColumnsRow *values)
{
  if (row >= self->size)
    lp_ticket_columns_reserve (self, MAX (row + 1024, self->size + self->size / 4));
  add_gone_rows (self, row + 1);
  self->codes[row] = values->code;
  self->products[row] = values->product;
  self->groups[row] = values->group;
  self->assignees[row] = values->assignee;
  self->expiries[row] = values->expiry;
  self->created[row] = values->created;
  self->states[row] = values->state;
  self->visible[row] = values->visible;
  mark_dirty (self, row);
}

void
lp_ticket_columns_remove (LpTicketColumns *self, guint32 row)
{
  if (row >= self->n)
    return;
  self->states[row] = LP_TICKET_GONE;
  mark_dirty (self, row);
}

void
lp_ticket_columns_pack (const LpTicketColumns *self, guint32 chunk, guint8 data[LP_TICKET_CHUNK_SIZE])
{
  guint32 first = chunk * LP_TICKET_CHUNK_ROWS;
  guint32 n = MIN (self->n - first, LP_TICKET_CHUNK_ROWS);

  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      gsize width = columns[i].width;
      int blank = columns[i].at == G_STRUCT_OFFSET (LpTicketColumns, states) ? LP_TICKET_GONE : 0;

      memcpy (data, *get_cells (self, &columns[i]) + first * width, n * width);
      memset (data + n * width, blank, (LP_TICKET_CHUNK_ROWS - n) * width);
      data += LP_TICKET_CHUNK_ROWS * width;
    }
}

void
lp_ticket_columns_unpack (LpTicketColumns *self, guint32 chunk, const guint8 data[LP_TICKET_CHUNK_SIZE])
{
  guint32 first = chunk * LP_TICKET_CHUNK_ROWS;

  add_gone_rows (self, first);
  lp_ticket_columns_reserve (self, first + LP_TICKET_CHUNK_ROWS);
  for (gsize i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      gsize size = LP_TICKET_CHUNK_ROWS * columns[i].width;

      memcpy (*get_cells (self, &columns[i]) + first * columns[i].width, data, size);
      data += size;
    }
  self->n = first + LP_TICKET_CHUNK_ROWS;
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

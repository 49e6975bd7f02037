/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "lp-client-types.h"
#include "lp-columns.h"
#include "lp-ticket-code.h"

G_BEGIN_DECLS

/* What every query filters or sorts by, as arrays: 38 bytes a ticket. A filter is one pass over them, about 2 ms for
 * a million tickets, and a sort a radix sort of the result. Internal to this folder. */

/* A code as two numbers of 12 symbols of 5 bits; the last symbol, a check symbol, is left out. */
typedef struct
{
  guint64 high;
  guint64 low;
} LpCodeKey;

#define LP_CODE_KEY_SYMBOLS 12

typedef struct
{
  LpColumns columns;
  LpCodeKey *codes;
  guint32 *products;
  guint32 *groups;
  guint32 *assignees; /* 0: nobody */
  LpDate *expiries;
  guint32 *created; /* seconds since 1970 */
  guint8 *states;   /* LpTicketState without expiry, or LP_TICKET_GONE */
  guint8 *visible;
  guint32 n; /* rows are 1 … n - 1 */
} LpTicketColumns;

#define LP_TICKET_GONE 0xff

/* On disk the columns stand beside the tickets in chunks of so many rows, so that they need not be gathered from
 * the tickets when the replica is opened. One chunk fits a page of SQLite's, and a ticket that changes writes one. */
#define LP_TICKET_CHUNK_ROWS 104
extern const LpColumnLayout lp_ticket_columns_layout;

typedef struct
{
  LpCodeKey code;
  guint32 product;
  guint32 group;
  guint32 assignee;
  LpDate expiry;
  guint32 created;
  guint8 state;
  guint8 visible;
} LpTicketColumnsRow;

/* Frees the arrays; what is left can be filled anew. */
void lp_ticket_columns_clear (LpTicketColumns *self);

/* Sets a row, growing the arrays if need be. */
void lp_ticket_columns_set (LpTicketColumns *self, guint32 row, const LpTicketColumnsRow *values);
void lp_ticket_columns_remove (LpTicketColumns *self, guint32 row);

/* The values of a row there is, without bringing those around it into memory. */
void lp_ticket_columns_get (const LpTicketColumns *self, guint32 row, LpTicketColumnsRow *values);

/* The state of a row on a day. */
LpTicketState lp_ticket_columns_get_state (const LpTicketColumns *self, guint32 row, LpDate today);
LpTicketState lp_ticket_columns_row_get_state (const LpTicketColumnsRow *values, LpDate today);

/**
 * lp_code_key_parse:
 * @text: part of a ticket code in any form a person types
 * @symbols: (out): at least 25 values of 0 to 31
 *
 * Returns: how many symbols, or 0 if @text cannot be part of a code
 */
guint lp_code_key_parse (const char *text, guint8 symbols[25]);

/* The key of a canonical code. */
LpCodeKey lp_code_key_new (const char *code);

/**
 * lp_code_key_format:
 * @key: the key of a code
 * @code: (out caller-allocates): the whole code, or "" where it cannot be told
 *
 * Returns: whether the check symbol that a key has is the right one, so that the one that it leaves out is known
 */
gboolean lp_code_key_format (LpCodeKey key, char code[LP_TICKET_CODE_SIZE]);

/* Whether the code has @symbol at its end, which is not in the key; also where that cannot be told. */
gboolean lp_code_key_may_end_with (LpCodeKey key, guint8 symbol);

/* What was typed, at each of the five places where a group of the code begins. */
typedef struct
{
  guint n;
  LpCodeKey masks[5];
  LpCodeKey values[5];
  guint8 last[5]; /* the symbol at the very end of the code; LP_CODE_ANY_END where nothing was typed there */
} LpCodePattern;

#define LP_CODE_ANY_END 0xff

/**
 * lp_code_pattern_init:
 * @self: (out): the pattern; without places if @symbols is longer than a code
 * @symbols: what was typed
 * @n_symbols: how many
 */
void lp_code_pattern_init (LpCodePattern *self, const guint8 *symbols, guint n_symbols);

/* Whether one of the five groups of the code begins with, or runs on as, what was typed. */
static inline gboolean
lp_code_pattern_matches (const LpCodePattern *self, LpCodeKey key)
{
  for (guint i = 0; i < self->n; i++)
    {
      if ((((key.high ^ self->values[i].high) & self->masks[i].high) |
           ((key.low ^ self->values[i].low) & self->masks[i].low)) == 0 &&
          (self->last[i] == LP_CODE_ANY_END || lp_code_key_may_end_with (key, self->last[i])))
        return TRUE;
    }
  return FALSE;
}

/* A row with its key, for lp_sort_rows(). */
typedef struct
{
  guint64 key;
  guint32 row;
} LpSortRow;

/* Sorts by key, keeping the order of equal ones. */
void lp_sort_rows (LpSortRow *rows, gsize n_rows);

/* Sorts them and lists which they are, as guint32. Owned. */
GArray *lp_list_sorted (LpSortRow *rows, gsize n_rows);

G_END_DECLS
